"""What comes out of the printer while packing: pick list, slips and labels."""

from __future__ import annotations

import time

import pytest
from django.utils.timezone import localdate

from catalogue import parcels
from catalogue.admin.papers import papered
from catalogue.enums import OrderState
from catalogue.models import Order
from catalogue.parcels import SHEETS, labels, pick_list, slips
from catalogue.services import pack_order
from cms.models import OrganisationSettings
from cms.pdf import drawn
from tests.catalogue.admin.batches import a_batch, url_of
from tests.factories.shop import OrderFactory, ProductFactory
from trust.audit.models import AccessEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def laid_out(monkeypatch):
    """What `draw` puts on paper, as WeasyPrint's pages."""

    def pages_of(draw) -> list:
        with monkeypatch.context() as patch:
            patch.setattr(parcels, "pdf_of", lambda template, context: drawn(template, context).render())
            return draw().pages

    return pages_of


def boxes_of(page) -> list:
    """The lines of text of a page, each with its place in CSS pixels."""
    return [box for box in page._page_box.descendants() if hasattr(box, "text")]


def text_of(page) -> str:
    """Everything that stands on a page, without spaces: lines break where they must."""
    return "".join("".join(box.text for box in boxes_of(page)).split())


def millimetres(pixels: float) -> float:
    return pixels / 96 * 25.4


def test_pick_list_says_shelf_sum_and_parcels_and_has_a_box_for_each_product(shelves, laid_out):
    one, two, packed = shelves.orders.order_by("pk")
    ours = OrganisationSettings(name="Lus proefvereniging")

    (page,) = laid_out(lambda: pick_list(shelves, papered(shelves, OrderState.TO_PACK), organisation=ours))

    text = text_of(page)
    head = "GehaaldExemplarenProductIndepakjes"
    assert "Lusproefvereniging" in text
    assert "2pakjes·78exemplaren" in text
    assert f"Affiches{head}3GroteafficheFrans{two.reference}:3Flyers" in text
    assert f"Flyers{head}75AardigeflyerA5,Nederlands{one.reference}:25{two.reference}:50" in text
    assert packed.reference not in text
    empty = [box for box in page._page_box.descendants() if box.element_tag == "span" and box.border_top_width]
    assert len(empty) == 2


def test_pick_list_of_two_hundred_parcels_runs_on_over_pages_within_the_margins(laid_out, colleague):
    product = ProductFactory(title="Langenaamzonderspatie" * 6)
    orders = OrderFactory.create_batch(200, product=product)
    batch = a_batch(colleague, *orders)

    pages = laid_out(lambda: pick_list(batch, papered(batch, OrderState.TO_PACK), organisation=OrganisationSettings()))

    text = "".join(text_of(page) for page in pages)
    assert all(text.count(order.reference) == 1 for order in orders)
    assert "200pakjes·10000exemplaren" in text
    assert len(pages) > 1
    for page in pages:
        assert max(millimetres(box.position_x + box.width) for box in boxes_of(page)) < 193
        assert max(millimetres(box.position_y + box.height) for box in boxes_of(page)) < 292


@pytest.mark.parametrize(("name", "file"), [("picks", "raaplijst"), ("slips", "pakbonnen"), ("labels", "etiketten")])
def test_papers_leave_as_a_pdf_and_are_logged(desk, colleague, name, file):
    batch = a_batch(colleague, OrderFactory(), OrderFactory())

    answer = desk.post(url_of(name, batch), {"sheet": "l7160"})

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{file}-{localdate()}.pdf"'
    assert answer.content.startswith(b"%PDF-")
    entry = AccessEntry.objects.get(access="export")
    assert (entry.what, entry.by, entry.count) == (f"catalogue.{name}", colleague, 2)


def test_nothing_to_fetch_gives_no_pick_list(desk, colleague):
    order = OrderFactory()
    batch = a_batch(colleague, order)
    pack_order(public_id=order.public_id, by=colleague)

    assert desk.post(url_of("picks", batch))["Location"] == url_of("batch", batch)
    assert "Raaplijst" not in desk.get(url_of("batch", batch)).text
    assert not AccessEntry.objects.filter(access="export").exists()


def test_slip_is_a_page_an_order_with_what_people_wrote_as_they_wrote_it(laid_out):
    nasty = '<b>Lus</b> & "Co" {{ x }} '
    order = OrderFactory(
        organisation_name=(nasty + "langenaamzonderspatie" * 9)[:160], remarks="<script>alert(1)</script>"
    )

    pages = laid_out(lambda: slips([order, OrderFactory()], organisation=OrganisationSettings()))

    assert len(pages) == 2
    text = text_of(pages[0])
    for words in (order.organisation_name, order.remarks, order.reference, order.lines.get().title):
        assert "".join(words.split()) in text
    widest = max(box.position_x + box.width for box in boxes_of(pages[0]))
    assert millimetres(widest) < 191, "long names break within the margins"


@pytest.mark.parametrize(
    ("sheet", "start", "count", "sizes"),
    [("l7160", 21, 2, 2), ("l7160", 1, 21, 1), ("l7163", 14, 1, 1), ("l7163", 2, 14, 2), ("a6", 1, 3, 3)],
)
def test_labels_begin_where_the_sheet_is_still_whole(laid_out, sheet, start, count, sizes):
    orders = [
        Order(reference=f"AAAA-{place:04}", organisation_name="Een heel lange naam " * 8) for place in range(count)
    ]

    pages = laid_out(lambda: labels(orders, sheet=SHEETS[sheet], start=start))

    assert len(pages) == sizes
    text = "".join(text_of(page) for page in pages)
    assert [text.count(order.reference) for order in orders] == [1] * count
    size = (round(millimetres(pages[0].width)), round(millimetres(pages[0].height)))
    assert size == ((105, 148) if sheet == "a6" else (210, 297))


@pytest.mark.parametrize(
    ("sheet", "start", "x", "y"), [("l7160", 1, 7.2, 15.15), ("l7160", 5, 73.2, 53.25), ("l7163", 4, 106.25, 53.25)]
)
def test_label_stands_where_the_sheet_has_it(laid_out, sheet, start, x, y):
    """Everything on it lies within its own borders, however long the names are."""
    order = Order(
        reference="AAAA-2222",
        organisation_name="Vereniging " * 14,
        attention="Naam" * 28,
        street="Lange straat " * 9,
        postcode="9999",
        city="Gemeente",
    )

    (page,) = laid_out(lambda: labels([order], sheet=SHEETS[sheet], start=start))

    boxes = boxes_of(page)
    width = {"l7160": 63.5, "l7163": 99.1}[sheet]
    assert x < millimetres(boxes[0].position_x) < x + 6
    assert y < millimetres(boxes[0].position_y) < y + 6
    assert max(millimetres(box.position_x + box.width) for box in boxes) < x + width
    assert millimetres(boxes[-1].position_y + boxes[-1].height) < y + 38.1, "the town, below everything, is still on it"
    assert "9999Gemeente" in text_of(page)


@pytest.mark.parametrize(
    "said",
    [
        {"sheet": "a5"},
        {"sheet": "l7163", "start": "15"},
        {"sheet": "l7160", "start": "0"},
        {"sheet": "l7160", "start": "x"},
    ],
)
def test_sheet_or_label_that_is_not_there_is_refused(desk, colleague, said):
    batch = a_batch(colleague, OrderFactory())

    assert desk.post(url_of("labels", batch), said)["Location"] == url_of("batch", batch)
    assert not AccessEntry.objects.filter(what="catalogue.labels").exists()


def test_slips_of_two_hundred_orders_take_less_than_twenty_seconds():
    """Of reckoning: what else a machine does meanwhile is not counted."""
    product = ProductFactory()
    orders = OrderFactory.create_batch(200, product=product)
    begun = time.process_time()

    rows = Order.objects.filter(pk__in=[order.pk for order in orders]).prefetch_related("lines")
    content = slips(rows, organisation=OrganisationSettings())

    took = time.process_time() - begun
    assert content.startswith(b"%PDF-")
    assert took < 20, f"{took:.1f} s"
