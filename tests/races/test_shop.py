"""The last copies, and money, when everything happens at once or a process dies in the middle (spec D2, D7).

On SQLite the transaction itself is the lock, so the control without one runs on PostgreSQL.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.utils.timezone import now

from catalogue.enums import OrderActor, OrderState, PaymentState
from catalogue.errors import ShopRefused
from catalogue.models import Customer, Order, Payment, Product
from catalogue.payments.following import reconcile
from catalogue.payments.services import checkout_url, refund_payment
from catalogue.services import cancel_order, change_order, place_order, prove_stock, stock
from tests.catalogue.payments.test_refunds import NOBODY
from tests.databases import address_here
from tests.factories import UserFactory
from tests.factories.shop import ProductFactory, an_order
from tests.races.test_seats import at_once
from trust.organisations.services import Legal

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 3


def of(number: int) -> Legal:
    return Legal(name=f"Huis {number}", street=f"Kerkstraat {number}", postcode="3000", city="Leuven")


def orders_for(product: Product, people: int):
    said = {product: 1}
    return [
        lambda number=number: place_order(ordered=an_order(said, organisation=of(number))) for number in range(people)
    ]


def outcomes(found: list) -> Counter:
    return Counter(type(one).__name__ for one in found)


def test_twenty_at_once_get_the_last_five(site):
    product = ProductFactory(stock=5)

    found = at_once(*orders_for(product, 20))

    assert outcomes(found) == {"Order": 5, "QuantityNotPossible": 15}
    product.refresh_from_db()
    assert product.available == 0
    assert prove_stock() == []


@pytest.mark.postgres
def test_without_the_lock_more_is_promised_than_there_is(site, monkeypatch):
    product = ProductFactory(stock=5)
    monkeypatch.setattr(
        "catalogue.services.ordering.lock_products",
        lambda pks: {row.pk: row for row in Product.objects.filter(pk__in=pks)},
    )

    at_once(*orders_for(product, 20))

    assert sum(line.quantity for order in Order.objects.all() for line in order.lines.all()) > 5 or prove_stock()


def test_orders_for_the_same_things_in_any_order_never_wait_for_each_other(site):
    products = [ProductFactory(stock=100) for _one in range(4)]
    turns = [
        products,
        products[::-1],
        products[1:] + products[:1],
        [products[2], products[0], products[3], products[1]],
    ]

    for turn in range(TIMES):
        calls = [
            lambda number=10 * turn + number, order=order: place_order(
                ordered=an_order(dict.fromkeys(order, 1), organisation=of(number))
            )
            for number, order in enumerate(turns)
        ]
        assert outcomes(at_once(*calls)) == {"Order": 4}


def test_one_customer_who_orders_twice_at_once_stays_below_the_limit(site):
    product = ProductFactory(period_most=10)
    said = an_order({product: 6})

    found = at_once(*[lambda: place_order(ordered=said) for _one in range(4)])

    assert outcomes(found) == {"Order": 1, "QuantityNotPossible": 3}
    assert Customer.objects.count() == 1


def test_order_that_is_changed_cancelled_and_ordered_at_once_leaves_a_ledger_that_adds_up(site):
    colleague = UserFactory()
    for turn in range(TIMES):
        flyer, poster = ProductFactory(stock=50), ProductFactory(stock=50)
        order = place_order(ordered=an_order({flyer: 10, poster: 10}, organisation=of(turn)))

        found = at_once(
            lambda order=order, poster=poster: change_order(
                public_id=order.public_id, by=colleague, quantities={poster.public_id: 30}
            ),
            lambda order=order: cancel_order(public_id=order.public_id, actor=OrderActor.CUSTOMER),
            lambda flyer=flyer, poster=poster, turn=turn: place_order(
                ordered=an_order({poster: 5, flyer: 5}, organisation=of(100 + turn))
            ),
            lambda flyer=flyer: stock.receive_stock(product_id=flyer.pk, quantity=5),
        )

        assert not [one for one in found if isinstance(one, Exception) and not isinstance(one, ShopRefused)], found
        assert prove_stock() == []


def buy() -> Order:
    return place_order(ordered=an_order({ProductFactory(paid=True, stock=10): 2}))


def session_of(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2]


def test_two_who_pay_the_same_order_at_once_get_one_session(site, stripe):
    order = buy()

    found = at_once(*[lambda: checkout_url(order=order) for _one in range(6)])

    assert len(set(found)) == 1, found
    assert len(stripe.memory.sessions) == 1
    assert Payment.objects.count() == 1


def test_event_delivered_by_many_at_once_counts_once(site, stripe):
    order = buy()
    stripe.memory.pay(session_of(checkout_url(order=order)))
    (event,) = stripe.happened()

    found = at_once(*[lambda: stripe.deliver(event)[0] for _one in range(6)])

    assert set(found) == {200}, found
    order.refresh_from_db()
    assert order.state == OrderState.TO_PACK
    assert order.moves.filter(to_state=OrderState.PAID).count() == 1


def test_paying_and_cancelling_at_once_comes_to_one_end_with_the_money_accounted_for(site, stripe):
    for _turn in range(TIMES):
        order = buy()
        session = session_of(checkout_url(order=order))
        stripe.memory.pay(session)
        events = stripe.happened()

        at_once(
            lambda events=events: stripe.deliver(*events),
            lambda order=order: cancel_order(public_id=order.public_id, actor=OrderActor.CUSTOMER),
        )
        stripe.deliver(*events, *stripe.happened())

        order.refresh_from_db()
        payment = Payment.objects.get(payable_id=order.public_id)
        assert payment.state == PaymentState.PAID
        back = payment.refunded_cents == payment.amount_cents
        assert order.state in (OrderState.CANCELLED, OrderState.REFUNDED)
        assert back or payment.cases.filter(kind="paid-too-late").exists()
        assert prove_stock() == []


def killed_while(code: str, server, path: str) -> None:
    """Run `code` in a process of its own that dies (`kill -9`) when Stripe has done what was asked and before it hears so."""
    env = os.environ | {
        "DATABASE_URL": address_here(),
        "STRIPE_SECRET_KEY": django_settings.STRIPE_SECRET_KEY,
        "STRIPE_WEBHOOK_SECRETS": "whsec_of_tests",
        "STRIPE_API_BASE": server.address,
        "SECRET_KEY": django_settings.SECRET_KEY,
        "PRIVACY_KEY": django_settings.PRIVACY_KEY,
    }
    process = subprocess.Popen([sys.executable, "manage.py", "shell", "--no-imports", "--command", code], env=env)

    def kill(_method: str, asked: str) -> None:
        if asked == path:
            process.send_signal(signal.SIGKILL)
            process.wait(30)

    server.before_answer = kill
    process.wait(120)
    server.before_answer = lambda _method, _path: None
    assert process.returncode == -signal.SIGKILL


def test_web_killed_between_stripes_answer_and_our_commit_charges_nothing_without_an_order(site, stripe):
    order = buy()

    killed_while(
        "from catalogue.models import Order; from catalogue.payments.services import checkout_url;"
        f"checkout_url(order=Order.objects.get(pk={order.pk}))",
        stripe.server,
        "/v1/checkout/sessions",
    )

    assert Payment.objects.get().session_id == ""
    url = checkout_url(order=order)  # they press the button again
    assert len(stripe.memory.sessions) == 1
    stripe.memory.pay(session_of(url))
    stripe.deliver(*stripe.happened())
    order.refresh_from_db()
    assert order.state == OrderState.TO_PACK


def test_web_killed_and_paid_all_the_same_is_found_without_anybody_pressing(site, stripe):
    order = buy()
    killed_while(
        "from catalogue.models import Order; from catalogue.payments.services import checkout_url;"
        f"checkout_url(order=Order.objects.get(pk={order.pk}))",
        stripe.server,
        "/v1/checkout/sessions",
    )
    stripe.memory.pay(next(iter(stripe.memory.sessions)))
    stripe.happened()  # its event is lost too

    reconcile(at=now() + timedelta(minutes=3))

    order.refresh_from_db()
    assert order.state == OrderState.TO_PACK


def test_worker_killed_while_it_gives_back_gives_back_once(site, stripe, monkeypatch):
    order = buy()
    stripe.memory.pay(session_of(checkout_url(order=order)))
    stripe.deliver(*stripe.happened())
    payment = Payment.objects.get()
    with monkeypatch.context() as patch:
        patch.setattr("catalogue.payments.services.send_refund", NOBODY)
        refund = refund_payment(public_id=payment.public_id, amount_cents=500, why="", by=None)

    killed_while(
        f"from catalogue.payments.following import send_refund; send_refund('{refund.public_id}')",
        stripe.server,
        "/v1/refunds",
    )
    reconcile(at=now() + timedelta(minutes=3))

    payment.refresh_from_db()
    assert (payment.refunded_cents, len(stripe.memory.refunds)) == (500, 1)
    refund.refresh_from_db()
    assert refund.done_at is not None
