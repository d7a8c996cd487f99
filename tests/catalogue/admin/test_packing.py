"""Packing: gathered for a post day, packed one by one, sent together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from catalogue.admin.packing import next_post_day
from catalogue.enums import OrderState
from catalogue.models import Batch, Order
from catalogue.parcels import plain_reference
from catalogue.services import leave_batch, pack_order
from tests.catalogue.admin.asking import kept_out
from tests.catalogue.admin.batches import a_batch, url_of
from tests.factories.shop import OrderFactory
from tests.queries import cost
from tests.reading import fragment
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


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


def test_batch_adds_up_what_is_still_to_be_packed_shelf_by_shelf(shelves, desk):
    one, two, _packed = shelves.orders.order_by("pk")

    picks = desk.get(url_of("batch", shelves)).context["picks"]

    assert [(pick.product.title, pick.copies, [line.order for line in pick.lines]) for pick in picks] == [
        ("Grote affiche", 3, [two]),
        ("Aardige flyer", 75, [one, two]),
    ]


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
