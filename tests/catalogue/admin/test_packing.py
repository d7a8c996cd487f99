"""Packing: gathered for a post day, packed one by one, sent together; slips and labels."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from catalogue import parcels
from catalogue.admin.packing import next_post_day
from catalogue.admin.papers import papered
from catalogue.enums import OrderState
from catalogue.models import Batch, Order, OrderLine
from catalogue.parcels import SHEETS, labels, pick_list, plain_reference, slips
from catalogue.services import gather_batch, leave_batch, pack_order
from cms.models import OrganisationSettings
from cms.pdf import drawn
from tests.catalogue.admin.asking import kept_out
from tests.factories.shop import CategoryFactory, OrderFactory, ProductFactory
from tests.queries import cost
from tests.reading import fragment
from trust.audit.models import AccessEntry
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


def a_batch(by, *orders) -> Batch:
    return gather_batch(post_on=localdate(), public_ids=[order.public_id for order in orders], by=by)


def url_of(name: str, batch: Batch) -> str:
    return reverse(f"packing:{name}", args=[batch.pk])


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


def test_queue_shows_the_oldest_first_and_what_is_picked_up_apart(desk):
    post, later = OrderFactory(), OrderFactory()
    fetched = OrderFactory(delivery="pick-up")
    OrderFactory(state="packed")

    shown = desk.get(reverse("packing:queue")).context

    assert list(shown["waiting"]) == [post, later]
    assert list(shown["picked_up"]) == [fetched]


def test_ticked_orders_are_gathered_for_a_day(desk):
    one, two, rest = OrderFactory(), OrderFactory(), OrderFactory()
    said = {"post_on": str(localdate()), "orders": [str(one.public_id), str(two.public_id)]}

    response = desk.post(reverse("packing:gather"), said)

    batch = Batch.objects.get()
    assert response["Location"] == url_of("batch", batch)
    assert set(batch.orders.all()) == {one, two}
    assert list(desk.get(reverse("packing:queue")).context["waiting"]) == [rest]


@pytest.mark.parametrize(("day", "ticked"), [(-1, True), (0, False)])
def test_gathering_nothing_or_for_yesterday_is_refused(desk, day, ticked):
    order = OrderFactory()
    said = {"post_on": str(localdate() + timedelta(days=day)), "orders": [str(order.public_id)] if ticked else []}

    response = desk.post(reverse("packing:gather"), said)

    assert response.status_code == 422
    assert response.context["ticked"] == set(said["orders"])
    assert not Batch.objects.exists()


@pytest.fixture
def shelves(colleague) -> Batch:
    """Three parcels: a flyer in two, a poster of an earlier shelf in one, and one that is packed already."""
    posters = CategoryFactory(name="Affiches", slug="affiches", sort_order=1)
    flyers = CategoryFactory(sort_order=2)
    flyer = ProductFactory(title="Aardige flyer", category=flyers, paper_format="A5")
    poster = ProductFactory(title="Grote affiche", category=posters, language="fr")
    one, two, packed = (OrderFactory(product=flyer, product__copies=copies) for copies in (25, 50, 75))
    OrderLine.objects.create(order=two, product=poster, title="Zoals ze toen heette", quantity=3)
    batch = a_batch(colleague, one, two, packed)
    pack_order(public_id=packed.public_id, by=colleague)
    return batch


def test_batch_adds_up_what_is_still_to_be_packed_shelf_by_shelf(shelves, desk):
    one, two, _packed = shelves.orders.order_by("pk")

    picks = desk.get(url_of("batch", shelves)).context["picks"]

    assert [(pick.product.title, pick.copies, [line.order for line in pick.lines]) for pick in picks] == [
        ("Grote affiche", 3, [two]),
        ("Aardige flyer", 75, [one, two]),
    ]


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


@pytest.mark.parametrize("spelling", ["{}", " {} ", "{}".lower()])
def test_typed_or_scanned_reference_is_packed(desk, colleague, spelling):
    order, other = OrderFactory(), OrderFactory()
    batch = a_batch(colleague, order, other)

    for typed in (order.reference.lower().replace("-", " "), spelling.format(order.reference)):
        answer = desk.post(url_of("pack", batch), {"reference": typed})
        assert answer["Location"] == url_of("batch", batch), "back to the field for the next one"

    assert {one.pk: one.state for one in batch.orders.all()} == {order.pk: "packed", other.pk: "to-pack"}
    assert order.moves.count() == 1


def test_button_packs_too_and_it_can_be_taken_back(desk, colleague):
    order = OrderFactory()
    batch = a_batch(colleague, order)

    answer = desk.post(url_of("pack", batch), {"order": order.pk})
    assert answer["Location"] == url_of("batch", batch) + "#parcels", "a thumb stays at the parcels"
    order.refresh_from_db()
    assert order.state == OrderState.PACKED
    answer = desk.post(url_of("put-back", batch), {"order": order.pk})
    assert answer["Location"] == url_of("batch", batch) + "#parcels"

    order.refresh_from_db()
    assert (order.state, order.batch) == (OrderState.TO_PACK, batch)


def test_order_goes_another_day(desk, colleague):
    order, other = OrderFactory(), OrderFactory()
    batch = a_batch(colleague, order, other)

    desk.post(url_of("put-back", batch), {"order": order.pk, "leave": "1"})

    assert list(batch.orders.all()) == [other]
    assert list(desk.get(reverse("packing:queue")).context["waiting"]) == [order]


def test_reference_of_another_batch_is_refused_and_stays_in_the_field(desk, colleague):
    batch, elsewhere = a_batch(colleague, OrderFactory()), OrderFactory()

    response = desk.post(url_of("pack", batch), {"reference": elsewhere.reference})

    assert response.status_code == 422
    assert response.context["typed"] == elsewhere.reference
    assert response.context["wrong"]
    field = fragment(response.content.decode()).select_one("#reference")
    assert field["type"] == "text", "the admin draws the border of a field by its type"
    elsewhere.refresh_from_db()
    assert elsewhere.state == OrderState.TO_PACK


def test_button_of_a_parcel_that_a_colleague_took_out_says_so(desk, colleague):
    order, other = OrderFactory(), OrderFactory()
    batch = a_batch(colleague, order, other)
    leave_batch(public_id=order.public_id, by=colleague)

    response = desk.post(url_of("pack", batch), {"order": order.pk})

    assert response.status_code == 422
    assert "zit niet meer in deze reeks" in response.text


def test_what_a_colleague_packs_while_codes_are_written_does_not_leave(desk, colleague):
    shown, later = OrderFactory(), OrderFactory()
    batch = a_batch(colleague, shown, later)
    for order in (shown, later):
        pack_order(public_id=order.public_id, by=colleague)

    desk.post(url_of("send", batch), {"carrier": "bpost", f"code_{shown.pk}": "CODE-1"})

    assert {order.pk: order.state for order in batch.orders.all()} == {shown.pk: "sent", later.pk: "packed"}
    assert [found.pk for found in desk.get(reverse("packing:queue")).context["open"]] == [batch.pk]


def test_batch_that_everything_left_one_by_one_is_no_work_any_more(desk, colleague):
    order = OrderFactory()
    batch = a_batch(colleague, order)
    assert [found.pk for found in desk.get(reverse("packing:queue")).context["open"]] == [batch.pk]
    leave_batch(public_id=order.public_id, by=colleague)

    assert desk.get(reverse("packing:queue")).context["open"] == []


@pytest.mark.parametrize("said", [{}, {"order": "x"}, {"order": "9" * 40}, {"reference": "€"}])
def test_nonsense_packs_nothing(desk, colleague, said):
    batch = a_batch(colleague, OrderFactory())

    assert desk.post(url_of("pack", batch), said).status_code == 422


def test_batch_leaves_with_carrier_and_codes_and_everybody_hears_once(desk, colleague):
    one, two, late = OrderFactory(), OrderFactory(), OrderFactory()
    batch = a_batch(colleague, one, two, late)
    for order in (one, two):
        pack_order(public_id=order.public_id, by=colleague)
    said = {"carrier": "bpost", f"code_{one.pk}": "CODE-1", f"code_{two.pk}": ""}

    assert desk.get(url_of("send", batch)).context["count"] == 2
    desk.post(url_of("send", batch), said)
    desk.post(url_of("send", batch), said)

    states = {order.pk: (order.state, order.carrier, order.tracking_code) for order in Order.objects.all()}
    assert states == {
        one.pk: ("sent", "bpost", "CODE-1"),
        two.pk: ("sent", "bpost", ""),
        late.pk: ("to-pack", "", ""),
    }
    assert OutboundEmail.objects.filter(purpose="catalogue.order-sent").count() == 2
    assert list(desk.get(reverse("packing:queue")).context["waiting"]) == [late], "what was not packed waits again"


@pytest.mark.parametrize("name", ["pack", "put-back", "picks", "slips", "labels"])
def test_no_look_changes_or_hands_out_anything(desk, colleague, name):
    assert desk.get(url_of(name, a_batch(colleague, OrderFactory()))).status_code == 405


def test_screens_cost_the_same_with_one_and_with_three(desk, colleague):
    one = a_batch(colleague, OrderFactory())
    OrderFactory()
    urls = [reverse("packing:queue"), url_of("batch", one)]
    before = [cost(desk, url) for url in urls]
    three = a_batch(colleague, *OrderFactory.create_batch(3))
    OrderFactory.create_batch(3)

    assert [cost(desk, urls[0]), cost(desk, url_of("batch", three))] == before == [12, 12]


@pytest.mark.parametrize("name", ["queue", "gather", "batch", "pack", "put-back", "send", "picks", "slips", "labels"])
def test_who_has_another_role_opens_nothing(colleague, name):
    args = [] if name in ("queue", "gather") else [a_batch(colleague, OrderFactory()).pk]

    assert kept_out(
        reverse(f"packing:{name}", args=args), post=name in ("gather", "pack", "put-back", "picks", "slips", "labels")
    )


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 11, 29), date(2026, 11, 30)),
    ],
)
def test_post_day_is_a_weekday(today, day):
    assert next_post_day(today) == day


def test_references_are_read_as_they_are_typed():
    assert plain_reference(" 7kq2 mx4p ") == plain_reference("7KQ2MX4P") == "7KQ2-MX4P"


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
