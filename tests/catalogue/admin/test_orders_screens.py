"""Orders in the admin: the list, one order with its deeds and the mail shown first, changing it, writing one down."""

from __future__ import annotations

import csv
import io
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime, now

from catalogue.admin.deeds import order_deeds
from catalogue.enums import Delivery, OrderState
from catalogue.models import Order, OrderMove
from catalogue.services import pack_order, place_order
from tests.catalogue.admin.asking import confirmed, kept_out
from tests.factories.shop import OrderFactory, ProductFactory, an_order, stripe_keys
from tests.queries import cost
from trust.audit.models import AccessEntry, AuditEntry
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


def url_of(name: str, order: Order) -> str:
    return reverse(f"orders:{name}", args=[order.pk])


def done(desk, name: str, order: Order, **said):
    """The deed, through its preview when it mails somebody."""
    shown = desk.post(url_of(name, order), said)
    if shown.status_code == 200:
        return desk.post(url_of(name, order), confirmed(shown))
    return shown


def placed(copies: int = 30, **said) -> Order:
    return place_order(ordered=an_order({ProductFactory(): copies}, **said))


def test_list_finds_by_state_way_words_day_and_product(desk):
    cache.clear()  # the choices of products
    product = ProductFactory()
    mine = OrderFactory(state="packed", delivery="pick-up", city="Gent", product=product)
    OrderFactory()

    def found(**query):
        return [order.pk for order in desk.get(reverse("orders:list"), query).context["object_list"]]

    assert found(state="packed") == [mine.pk]
    assert found(delivery="pick-up") == [mine.pk]
    assert found(product=product.pk) == [mine.pk]
    assert found(q=mine.reference) == [mine.pk]
    assert found(q="gent") == [mine.pk]
    assert found(placed_at_to="2020-01-01") == []
    assert len(found()) == 2


def test_list_costs_the_same_with_one_with_three_and_with_five_thousand(desk):
    OrderFactory()
    one = cost(desk, reverse("orders:list"))
    OrderFactory.create_batch(2)
    assert cost(desk, reverse("orders:list")) == one == 11
    Order.objects.bulk_create(
        Order(contact_name="Rita", email="rita@example.org", delete_on=now().date()) for _more in range(5000)
    )

    assert cost(desk, reverse("orders:list")) == one


def test_orders_leave_as_csv_a_row_a_line_and_that_is_written_down(desk, colleague):
    OrderFactory(city="Gent", contact_name="=cmd()")
    OrderFactory()

    answer = desk.post(reverse("orders:export") + "?q=gent")
    head, *rows = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode()), delimiter=";")

    assert len(rows) == 1
    assert dict(zip(head, rows[0], strict=True))[head[7]] == "'=cmd()"
    entry = AccessEntry.objects.get(what="catalogue.orders", access="export")
    assert (entry.by, entry.count) == (colleague, 1)


def test_looking_at_one_is_written_down_and_shows_lines_mails_and_steps(desk, colleague):
    order = placed()

    page = desk.get(url_of("detail", order))
    shown = page.context

    assert f"in de wachtrij · {date_format(localtime(), 'j F Y')}" in page.text
    entry = AccessEntry.objects.get(what="catalogue.order")
    assert (entry.by, entry.about) == (colleague, order)
    assert [line.quantity for line in shown["lines"]] == [30]
    assert [mail.purpose for mail in shown["mails"]] == ["catalogue.order-confirmed"]
    assert [step.to_state for step in shown["steps"]] == ["to-pack", "placed"]


@pytest.mark.parametrize("state", OrderState)
@pytest.mark.parametrize("delivery", Delivery)
def test_order_opens_in_every_state_with_its_deeds_and_no_look_changes_it(desk, state, delivery):
    order = OrderFactory(state=state, delivery=delivery)

    shown = {deed.name for deed in desk.get(url_of("detail", order)).context["deeds"]}

    assert shown == {deed.name for deed in order_deeds.deeds.values() if deed.allowed(order)}
    assert ("send" in shown) == (state == "packed" and delivery == "post")
    assert ("hand-over" in shown) == (state == "packed" and delivery == "pick-up")
    before = Order.objects.values().get()
    for name in [*order_deeds.deeds, "change"]:
        desk.get(url_of(name, order))
    assert Order.objects.values().get() == before
    assert not OrderMove.objects.exists()
    assert not OutboundEmail.objects.exists()


def test_parcel_is_packed_unpacked_and_sent_with_the_mail_shown_first(desk, colleague):
    order = placed()
    OutboundEmail.objects.all().delete()

    done(desk, "pack", order)
    done(desk, "unpack", order, why="Verkeerde doos")
    done(desk, "pack", order)
    shown = desk.post(url_of("send", order), {"carrier": "bpost", "tracking_code": "3232"})

    (letter,) = shown.context["letters"]
    assert "3232" in letter.text
    assert "link.invalid" not in letter.text
    order.refresh_from_db()
    assert order.state == OrderState.PACKED
    assert not OutboundEmail.objects.exists()

    desk.post(url_of("send", order), confirmed(shown))

    order.refresh_from_db()
    assert (order.state, order.carrier, order.tracking_code) == (OrderState.SENT, "bpost", "3232")
    assert OutboundEmail.objects.get().purpose == "catalogue.order-sent"
    assert order.moves.filter(by=colleague).count() == 4


@pytest.mark.parametrize(
    ("state", "delivery", "name", "mails"),
    [
        ("to-pack", "post", "pack", False),
        ("to-pack", "pick-up", "pack", True),
        ("packed", "post", "send", True),
        ("packed", "pick-up", "hand-over", True),
        ("packed", "post", "unpack", False),
        ("to-pack", "post", "cancel", True),
    ],
)
def test_button_promises_a_mail_just_when_one_leaves(desk, state, delivery, name, mails):
    order = placed(delivery=delivery)
    Order.objects.filter(pk=order.pk).update(state=state)

    asked = desk.get(url_of(name, order))
    shown = desk.post(url_of(name, order), {"why": "De drukker is te laat."})

    assert ("Toon eerst de mail" in asked.text) == mails
    assert (shown.status_code == 200) == mails


def test_who_picks_it_up_hears_when_it_is_ready_and_when_it_was_fetched(desk):
    order = placed(delivery=Delivery.PICK_UP)

    done(desk, "pack", order)
    done(desk, "hand-over", order)

    order.refresh_from_db()
    assert order.state == OrderState.PICKED_UP
    assert list(OutboundEmail.objects.order_by("pk").values_list("purpose", flat=True)) == [
        "catalogue.order-confirmed",
        "catalogue.order-ready",
        "catalogue.order-sent",
    ]


def test_cancelling_gives_its_stock_free_and_says_why(desk):
    order = placed()
    product = order.lines.get().product

    assert desk.post(url_of("cancel", order), {"why": ""}).status_code == 422
    done(desk, "cancel", order, why="Dit bestaat niet meer.")

    order.refresh_from_db()
    product.refresh_from_db()
    assert (order.state, product.available) == (OrderState.CANCELLED, 1000)
    assert "Dit bestaat niet meer." in OutboundEmail.objects.get(purpose="catalogue.order-cancelled").text


def test_preview_that_a_colleague_overtook_is_shown_again(desk, colleague):
    order = placed(delivery=Delivery.PICK_UP)
    shown = desk.post(url_of("cancel", order), {"why": "Weg"})
    pack_order(public_id=order.public_id, by=colleague)

    again = desk.post(url_of("cancel", order), confirmed(shown))

    assert again.status_code == 200
    order.refresh_from_db()
    assert order.state == OrderState.PACKED


def test_link_is_mailed_again_as_often_as_it_is_lost(desk):
    order = placed()

    done(desk, "resend", order)
    done(desk, "resend", order)

    assert OutboundEmail.objects.filter(purpose="catalogue.order-link", recipient=order.email).count() == 2
    assert AuditEntry.objects.filter(verb="catalogue.order-link-sent").count() == 2


def test_notes_are_kept_in_any_state(desk):
    order = OrderFactory(state="sent")

    desk.post(url_of("notes", order), {"notes": "Belde na."})

    order.refresh_from_db()
    assert order.notes == "Belde na."


def change_of(order: Order, **said) -> dict[str, str]:
    known = {
        "organisation_name": order.organisation_name,
        "contact_name": order.contact_name,
        "email": order.email,
        "delivery": order.delivery,
        "street": order.street,
        "postcode": order.postcode,
        "city": order.city,
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
    }
    known |= {f"copies_{line.pk}": str(line.quantity) for line in order.lines.all()}
    return known | said


def test_address_and_lines_change_together(desk):
    order, other = placed(), ProductFactory(slug="anders")
    line = order.lines.get()

    response = desk.post(
        url_of("change", order),
        change_of(
            order,
            postcode="9000",
            city="",
            street="Korenmarkt 1",
            **{f"copies_{line.pk}": "10", "form-0-product": "anders", "form-0-copies": "5"},
        ),
    )

    assert response.status_code == 302, response.context["form"].errors
    order.refresh_from_db()
    line.product.refresh_from_db()
    other.refresh_from_db()
    assert (order.street, order.postcode, order.province) == ("Korenmarkt 1", "9000", "east-flanders")
    assert sorted(order.lines.values_list("quantity", flat=True)) == [5, 10]
    assert (line.product.available, other.available) == (990, 995)


def test_more_than_the_limits_needs_a_tick(desk):
    product = ProductFactory(order_most=30)
    order = place_order(ordered=an_order({product: 30}))
    name = f"copies_{order.lines.get().pk}"

    refused = desk.post(url_of("change", order), change_of(order, **{name: "60"}))
    assert refused.status_code == 409
    assert refused.context["form"][name].value() == "60"
    assert product.title in refused.context["form"].non_field_errors()[0]
    desk.post(url_of("change", order), change_of(order, **{name: "60", "beyond_limits": "on"}))

    assert order.lines.get().quantity == 60


def test_address_by_post_is_whole_and_belgian(desk):
    order = placed()

    response = desk.post(url_of("change", order), change_of(order, street="", postcode="12"))

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"street", "postcode"}


def test_lines_of_what_was_paid_stand(desk, settings):
    stripe_keys(settings)
    order = place_order(ordered=an_order({ProductFactory(paid=True): 2}))

    shown = desk.get(url_of("change", order)).context["form"]
    response = desk.post(url_of("change", order), change_of(order, attention="Balie"))

    assert shown.line_fields() == []
    assert response.status_code == 302
    order.refresh_from_db()
    assert order.attention == "Balie"


def typed(**said) -> dict[str, str]:
    return {
        "key": str(uuid4()),
        "organisation_name": "De Linde",
        "organisation_number": "",
        "contact_name": "Rita Peeters",
        "email": "rita@example.org",
        "phone": "",
        "delivery": "post",
        "street": "Kerkstraat 1",
        "postcode": "3000",
        "city": "Leuven",
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-0-product": "flyer",
        "form-0-copies": "25",
    } | said


def test_order_by_telephone_is_written_down_once_and_mailed(desk, colleague):
    product = ProductFactory(slug="flyer")
    said = typed()

    response = desk.post(reverse("orders:add"), said)
    again = desk.post(reverse("orders:add"), said)

    order = Order.objects.get()
    assert response["Location"] == again["Location"] == url_of("detail", order)
    assert (order.source, order.state, order.province) == ("phone", OrderState.TO_PACK, "flemish-brabant")
    assert set(order.moves.values_list("by", "actor")) == {(colleague.pk, "staff")}
    assert OutboundEmail.objects.get().recipient == "rita@example.org"
    product.refresh_from_db()
    assert product.available == 975


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"form-0-product": "duur"}, 422),
        ({"form-0-copies": ""}, 422),
        ({"form-0-product": "", "form-0-copies": ""}, 409),
        ({"form-0-copies": "2000"}, 409),
        ({"email": ""}, 422),
    ],
)
def test_what_cannot_be_ordered_is_refused_with_the_form_filled_in(desk, said, status):
    ProductFactory(slug="flyer")
    ProductFactory(slug="duur", paid=True)

    response = desk.post(reverse("orders:add"), typed(**said))

    assert response.status_code == status
    assert response.context["form"]["contact_name"].value() == "Rita Peeters"
    assert not Order.objects.exists()


@pytest.mark.parametrize("name", ["detail", "change"])
def test_screens_cost_the_same_with_one_and_with_three(desk, name):
    def with_lines(number):
        order = OrderFactory()
        for _more in range(number - 1):
            product = ProductFactory()
            order.lines.create(product=product, title=product.title, quantity=1)
            order.moves.create(to_state="packed", actor="staff")
        return order

    one = cost(desk, url_of(name, with_lines(1)))

    assert cost(desk, url_of(name, with_lines(3))) == one == {"detail": 14, "change": 11}[name]


@pytest.mark.parametrize("name", ["list", "add", "export", "detail", "change", "notes", *order_deeds.deeds])
def test_who_has_another_role_opens_nothing(site, name):
    args = [] if name in ("list", "add", "export") else [OrderFactory().pk]

    assert kept_out(reverse(f"orders:{name}", args=args), post=name in ("export", "notes"))
