"""Orders: every pair of states × every actor, coming in, being changed, being stopped, by the clock too."""

from __future__ import annotations

from datetime import timedelta
from itertools import product as pairs

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from catalogue.enums import ORDER_TRANSITIONS, Delivery, OrderActor, OrderState
from catalogue.errors import (
    NothingOrdered,
    OrderMoveNotAllowed,
    PaymentsOff,
    ProductGone,
    QuantityNotPossible,
)
from catalogue.models import Order, ShopSettings
from catalogue.prices import add_up, included_vat
from catalogue.services import (
    Parcel,
    cancel_order,
    change_order,
    gather_batch,
    hand_over_order,
    pack_order,
    place_order,
    prove_stock,
    release_unpaid,
    send_batch,
    send_order,
    unpack_order,
)
from catalogue.services.moving import lock_order, move
from tests.factories import UserFactory
from tests.factories.shop import OrderFactory, ProductFactory, an_order, stripe_keys
from trust.audit.models import AuditEntry
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


def mails(order: Order) -> list[str]:
    rows = OutboundEmail.objects.about(order).order_by("pk")
    return [row.purpose.removeprefix("catalogue.order-") for row in rows]


def test_table_names_every_state():
    assert set(ORDER_TRANSITIONS) == set(OrderState)
    assert {new for ways in ORDER_TRANSITIONS.values() for new in ways} <= set(OrderState)


@pytest.mark.parametrize("old", OrderState)
def test_only_what_the_table_names_moves_an_order(old):
    order = OrderFactory(state=old)

    for new, actor in pairs(OrderState, OrderActor):
        if new == old:
            continue
        allowed = actor in ORDER_TRANSITIONS[old].get(new, ())
        with transaction.atomic():
            locked = lock_order(public_id=order.public_id)
            if allowed:
                move(locked, new, actor=actor, why="Daarom")
                step = locked.moves.get()
                assert (step.from_state, step.to_state, step.actor, step.why) == (old, new, actor, "Daarom")
                assert AuditEntry.objects.about(order).latest("pk").details == {"from": old, "to": new}
            else:
                with pytest.raises(OrderMoveNotAllowed):
                    move(locked, new, actor=actor)
                assert not locked.moves.exists()
            transaction.set_rollback(True)
    order.refresh_from_db()
    assert order.state == old


def test_free_order_is_to_be_packed_at_once_and_confirmed_by_mail():
    flyer, poster = ProductFactory(title="A"), ProductFactory(title="B")  # lines stand by title

    order = place_order(ordered=an_order({flyer: 50, poster: 2}))

    assert (order.state, order.total_cents, order.pay_by) == (OrderState.TO_PACK, 0, None)
    assert order.province == "flemish-brabant"
    assert mails(order) == ["confirmed"]
    assert list(order.lines.values_list("quantity", flat=True)) == [50, 2]
    assert [step.to_state for step in order.moves.all()] == [OrderState.PLACED, OrderState.TO_PACK]


def test_paid_order_waits_for_its_money_and_a_mail_tells_where_to_pay_it(settings):
    stripe_keys(settings)

    order = place_order(ordered=an_order({ProductFactory(paid=True): 2, ProductFactory(): 10}))

    assert order.state == OrderState.PLACED
    assert (order.goods_cents, order.postage_cents, order.total_cents) == (2500, 450, 2950)
    assert order.vat_lines == [{"rate": 6, "gross_cents": 2950, "vat_cents": 167}]
    assert now() < order.pay_by < now() + timedelta(hours=1)
    assert mails(order) == ["to-pay"]
    mail = OutboundEmail.objects.about(order).get()
    assert order.reference in mail.subject
    assert "29,50" in mail.text


def test_nothing_that_costs_money_is_ordered_where_nobody_can_pay():
    with pytest.raises(PaymentsOff):
        place_order(ordered=an_order({ProductFactory(paid=True): 1}))


def test_empty_order_and_what_is_not_in_the_shop_are_refused():
    hidden = ProductFactory(is_shown=False, title="Oude folder")

    with pytest.raises(NothingOrdered):
        place_order(ordered=an_order({ProductFactory(): 0}))
    with pytest.raises(ProductGone, match="Oude folder"):
        place_order(ordered=an_order({hidden: 1}))

    assert not Order.objects.exists()


def test_who_pays_too_late_frees_the_stock_and_hears_so_once(settings):
    stripe_keys(settings)
    book = ProductFactory(paid=True, stock=10)
    order = place_order(ordered=an_order({book: 3}))

    assert release_unpaid() == 0
    at = order.pay_by + timedelta(seconds=1)
    assert [release_unpaid(at=at), release_unpaid(at=at)] == [1, 0]

    book.refresh_from_db()
    order.refresh_from_db()
    assert (order.state, book.available) == (OrderState.CANCELLED, 10)
    assert mails(order) == ["to-pay", "not-paid"]


def test_order_cannot_be_cancelled_by_its_person_once_it_is_packed():
    order, colleague = place_order(ordered=an_order({ProductFactory(): 5})), UserFactory()
    pack_order(public_id=order.public_id, by=colleague)

    with pytest.raises(OrderMoveNotAllowed):
        cancel_order(public_id=order.public_id, actor=OrderActor.CUSTOMER)
    cancel_order(public_id=order.public_id, actor=OrderActor.STAFF, by=colleague, why="Dubbel")

    assert mails(order) == ["confirmed", "cancelled"]
    assert prove_stock() == []


def test_parcel_is_packed_sent_and_told_of_once():
    order, colleague = place_order(ordered=an_order({ProductFactory(): 5})), UserFactory()

    for _time in range(2):
        pack_order(public_id=order.public_id, by=colleague)
    unpack_order(public_id=order.public_id, by=colleague)
    pack_order(public_id=order.public_id, by=colleague)
    for _time in range(2):
        order = send_order(public_id=order.public_id, parcel=Parcel("bpost", "323"), by=colleague)

    assert (order.state, order.carrier, order.tracking_code) == (OrderState.SENT, "bpost", "323")
    assert order.left_at is not None
    assert order.delete_on == localdate() + timedelta(days=365)
    assert mails(order) == ["confirmed", "sent"]


def test_who_picks_up_hears_when_and_is_in_no_batch():
    ordered = an_order({ProductFactory(): 5}, delivery=Delivery.PICK_UP)
    order, colleague = place_order(ordered=ordered), UserFactory()

    assert gather_batch(post_on=localdate(), public_ids=[order.public_id], by=colleague) is None
    pack_order(public_id=order.public_id, by=colleague)
    hand_over_order(public_id=order.public_id, by=colleague)

    assert mails(order) == ["confirmed", "ready", "sent"]


def test_batch_is_sent_whole_each_with_its_code_and_never_twice():
    colleague = UserFactory()
    orders = [place_order(ordered=an_order({ProductFactory(): 5})) for _one in range(3)]
    ids = [order.public_id for order in orders]
    batch = gather_batch(post_on=localdate(), public_ids=ids, by=colleague)
    assert gather_batch(post_on=localdate(), public_ids=ids, by=colleague) is None
    for public_id in ids[:2]:
        pack_order(public_id=public_id, by=colleague)

    codes = {ids[0]: "323-A", ids[1]: ""}
    counts = [send_batch(public_id=batch.public_id, carrier="bpost", codes=codes, by=colleague) for _time in range(2)]

    assert counts == [2, 0]
    states = Order.objects.filter(batch=batch).order_by("pk").values_list("state", "carrier", "tracking_code")
    assert list(states) == [("sent", "bpost", "323-A"), ("sent", "bpost", "")]
    late = Order.objects.get(public_id=ids[2])
    assert (late.state, late.batch) == (OrderState.TO_PACK, None), "what was not packed waits for the next one"


def test_what_was_packed_after_the_codes_were_written_keeps_the_batch_open():
    colleague = UserFactory()
    ids = [place_order(ordered=an_order({ProductFactory(): 5})).public_id for _one in range(2)]
    batch = gather_batch(post_on=localdate(), public_ids=ids, by=colleague)
    for public_id in ids:
        pack_order(public_id=public_id, by=colleague)

    assert send_batch(public_id=batch.public_id, carrier="bpost", codes={ids[0]: ""}, by=colleague) == 1
    batch.refresh_from_db()
    assert batch.sent_at is None
    assert Order.objects.get(public_id=ids[1]).state == OrderState.PACKED

    assert send_batch(public_id=batch.public_id, carrier="bpost", codes={ids[1]: ""}, by=colleague) == 1
    batch.refresh_from_db()
    assert batch.sent_at


def test_staff_change_where_it_goes_and_how_many():
    flyer, poster, colleague = ProductFactory(stock=100), ProductFactory(stock=10), UserFactory()
    order = place_order(ordered=an_order({flyer: 50}))

    change_order(
        public_id=order.public_id,
        by=colleague,
        changes={"street": "Molenstraat 2", "postcode": "9000", "city": "Gent"},
        quantities={flyer.public_id: 80, poster.public_id: 4},
    )

    order.refresh_from_db()
    flyer.refresh_from_db()
    assert (order.street, order.province, flyer.available) == ("Molenstraat 2", "east-flanders", 20)
    assert AuditEntry.objects.get(verb="catalogue.order-changed").details == {
        "fields": ["city", "postcode", "street", "lines"]
    }
    assert prove_stock() == []


def test_staff_go_beyond_a_limit_only_when_they_say_so():
    flyer, colleague = ProductFactory(order_most=50, step=25), UserFactory()
    order = place_order(ordered=an_order({flyer: 50}))
    asked = {"public_id": order.public_id, "by": colleague, "quantities": {flyer.public_id: 110}}

    with pytest.raises(QuantityNotPossible):
        change_order(**asked)
    change_order(**asked, beyond_limits=True)

    flyer.refresh_from_db()
    assert flyer.available == 890


def test_lines_of_what_was_paid_and_of_what_is_packed_stay(settings):
    stripe_keys(settings)
    book, colleague = ProductFactory(paid=True), UserFactory()
    order = place_order(ordered=an_order({book: 1}))
    packed = OrderFactory(state=OrderState.PACKED)

    with pytest.raises(OrderMoveNotAllowed):
        change_order(public_id=order.public_id, by=colleague, quantities={book.public_id: 2})
    with pytest.raises(OrderMoveNotAllowed):
        change_order(public_id=packed.public_id, by=colleague, changes={"street": "Elders 1"})


def test_database_refuses_an_order_that_does_not_add_up():
    order = OrderFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(total_cents=5)


@pytest.mark.parametrize(
    ("lines", "by_post", "together", "vat"),
    [
        ([(0, 500, 6)], True, 0, []),
        ([(1250, 1, 6)], False, 1250, [(6, 1250, 71)]),
        ([(1250, 2, 6), (1000, 1, 21)], True, 3950, [(6, 2500, 142), (21, 1450, 252)]),
        ([(1250, 4, 6)], True, 5000, [(6, 5000, 283)]),
    ],
)
def test_prices_include_vat_by_rate_and_postage_goes_with_what_is_paid(lines, by_post, together, vat):
    sums = add_up(lines, settings=ShopSettings(), by_post=by_post)

    assert sums.total_cents == together
    assert [tuple(line.values()) for line in sums.vat_lines] == vat


def test_vat_inside_a_price_is_rounded_half_up():
    assert [included_vat(gross, 6) for gross in (0, 1, 9, 106, 1250)] == [0, 0, 1, 6, 71]
    assert included_vat(121, 21) == 21
