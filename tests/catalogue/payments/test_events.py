"""Events in every order, often, late or never: the same end, and one mail each (spec D7)."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from itertools import permutations

import pytest
from django.db import transaction
from django.utils.timezone import now

from catalogue.enums import OrderState, PaymentState
from catalogue.models import Payment, PaymentCase, StripeEvent
from catalogue.payments.following import reconcile
from catalogue.payments.stand_in.memory import signature
from tests.catalogue.payments.test_paying import bought, mails, stands
from tests.stripe import SECRET

pytestmark = pytest.mark.django_db

# What can happen to one payment, from its session to its end, and what it comes to.
LIVES = {
    "paid and given back": (
        ["pay", "refund part", "refund rest"],
        (OrderState.REFUNDED, PaymentState.PAID, ["confirmed", "refunded"]),
    ),
    "paid later and given back": (
        ["pay slowly", "bank says yes", "refund part", "refund rest"],
        (OrderState.REFUNDED, PaymentState.PAID, ["confirmed", "refunded"]),
    ),
    "refused by the bank": (
        ["pay slowly", "bank says no"],
        (OrderState.CANCELLED, PaymentState.FAILED, ["not-paid"]),
    ),
    "never paid": (["end"], (OrderState.CANCELLED, PaymentState.EXPIRED, ["not-paid"])),
}


def live(stripe, session: str, deed: str) -> None:
    memory = stripe.memory
    intent = memory.sessions[session]["payment_intent"]
    {
        "pay": lambda: memory.pay(session),
        "pay slowly": lambda: memory.pay(session, slow=True),
        "bank says yes": lambda: memory.settle(session, succeeded=True),
        "bank says no": lambda: memory.settle(session, succeeded=False),
        "refund part": lambda: memory.refund(intent, 1000),
        "refund rest": lambda: memory.refund(intent, 1950),
        "end": lambda: memory.expire_session(session),
    }[deed]()


@pytest.mark.parametrize("name", LIVES)
def test_events_of_a_whole_life_in_every_order_and_three_times(stripe, site, name):
    deeds, (order_state, payment_state, told) = LIVES[name]
    order, session = bought()
    for deed in deeds:
        live(stripe, session, deed)
    events = stripe.happened()
    assert len(events) == len(deeds)

    for turn in permutations(events):
        with transaction.atomic():
            for _time in range(3):
                assert set(stripe.deliver(*turn)) == {200}
            payment = Payment.objects.get()
            assert (stands(order), payment.state, mails(order)) == (order_state, payment_state, ["to-pay", *told])
            assert payment.refunded_cents == (2950 if "refund rest" in deeds else 0)
            assert not PaymentCase.objects.exists()
            assert StripeEvent.objects.count() == len(events)
            transaction.set_rollback(True)
        stripe.memory.answers.clear()


@pytest.mark.parametrize("name", LIVES)
def test_events_as_they_happen_each_three_times_and_the_old_ones_again(stripe, site, name):
    deeds, (order_state, payment_state, _told) = LIVES[name]
    order, session = bought()
    seen: list[dict] = []

    for deed in deeds:
        live(stripe, session, deed)
        seen = [*stripe.happened(), *seen]
        for _time in range(3):
            stripe.deliver(*seen)

    assert (stands(order), Payment.objects.get().state) == (order_state, payment_state)
    told = mails(order)
    assert [told.count(what) for what in ("to-pay", "confirmed", "not-paid")] in ([1, 1, 0], [1, 0, 1])


@pytest.mark.parametrize("name", LIVES)
def test_lost_events_are_made_up_for_in_one_run(stripe, site, name):
    deeds, (order_state, payment_state, told) = LIVES[name]
    order, session = bought()
    for deed in deeds:
        live(stripe, session, deed)
    stripe.happened()  # and nobody delivers them

    reconcile(at=now() + timedelta(minutes=3))

    assert (stands(order), Payment.objects.get().state, mails(order)) == (order_state, payment_state, ["to-pay", *told])
    before = len(stripe.memory.requests)
    assert reconcile(at=now() + timedelta(minutes=6)) == 0, "what is settled is not asked again"
    assert len(stripe.memory.requests) == before + 1, "but for the list of events"


def test_event_before_our_own_save_is_understood(stripe, site):
    order, session = bought()
    Payment.objects.update(session_id="", checkout_url="")  # we died between Stripe's answer and our commit
    stripe.memory.pay(session)

    stripe.deliver(*stripe.happened())

    assert stands(order) == OrderState.TO_PACK
    assert Payment.objects.get().session_id == session


def test_crash_before_our_save_leaves_an_attempt_that_the_clock_ends(stripe, site):
    order, session = bought()
    Payment.objects.update(session_id="", checkout_url="")
    stripe.memory.sessions.pop(session)

    reconcile(at=now() + timedelta(hours=1))

    assert (stands(order), Payment.objects.get().state) == (OrderState.CANCELLED, PaymentState.EXPIRED)


def test_refund_that_comes_before_the_payment_is_found_by_what_the_payment_carries(stripe, site):
    order, session = bought()
    stripe.memory.pay(session)
    stripe.memory.refund(stripe.memory.sessions[session]["payment_intent"], 1000)
    _paid, refunded = stripe.happened()

    stripe.deliver(refunded)

    assert (stands(order), Payment.objects.get().refunded_cents) == (OrderState.TO_PACK, 1000)


def test_payment_of_another_shop_of_the_account_is_passed_over(stripe, site):
    bought()
    theirs = stripe.memory.create_session(
        {
            "mode": "payment",
            "success_url": "https://elsewhere.invalid/",
            "line_items": {
                "0": {
                    "price_data": {"currency": "eur", "unit_amount": "500", "product_data": {"name": "x"}},
                    "quantity": "1",
                }
            },
        }
    )
    stripe.memory.pay(theirs["id"])
    stripe.memory.refund(theirs["payment_intent"], 500)

    assert stripe.deliver(*stripe.happened()) == [200, 200]
    assert Payment.objects.get().state == PaymentState.OPEN


def test_unknown_events_are_answered_and_not_kept(stripe):
    event = stripe.memory.emit("customer.created", {"id": "cus_1", "object": "customer"})

    assert stripe.deliver(event) == [200]
    assert not StripeEvent.objects.exists()


def event_of(stripe) -> bytes:
    _order, session = bought()
    stripe.memory.pay(session)
    (event,) = stripe.happened()
    return json.dumps(event).encode()


@pytest.mark.parametrize("header", ["", "t=1,v1=00", "nonsense", "v1=abc"])
def test_bad_signature_is_refused_and_nothing_is_written(stripe, site, header):
    body = event_of(stripe)

    assert stripe.post(body, header).status_code == 400
    assert stripe.post(body, signature(body, "whsec_of_somebody_else")).status_code == 400
    assert stripe.post(body + b" ", signature(body, SECRET)).status_code == 400
    assert stripe.post(body, signature(body, SECRET, at=int(time.time()) - 301)).status_code == 400

    assert not StripeEvent.objects.exists()
    assert Payment.objects.get().state == PaymentState.OPEN


@pytest.mark.parametrize(
    "change",
    [
        *(
            {"account": "acct_other"},
            {"livemode": True},
            {"data": {}},
            {"data": {"object": []}},
            {"id": None},
            {"id": "e" * 121},
            {"type": 5},
        ),
        *({"created": created} for created in ("x", 10**18, -(10**18))),
        *({"data": {"object": {"object": "checkout.session", "id": name}}} for name in (5, "c" * 121)),
        {"data": {"object": {"object": "checkout.session", "id": "cs_1", "client_reference_id": {"a": 1}}}},
    ],
)
def test_foreign_account_play_money_and_odd_json_are_refused(stripe, site, change):
    event = json.loads(event_of(stripe)) | change

    assert stripe.post(json.dumps(event).encode()).status_code == 400
    assert not StripeEvent.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b'"text"', b"\xff\xfe", b"{}", b"[" * 200_000])
def test_body_that_is_no_event_is_refused(stripe, body):
    assert stripe.post(body).status_code == 400


def test_huge_body_is_refused_before_it_is_read(stripe):
    assert stripe.post(b" " * (256 * 1024 + 1)).status_code == 413


def test_older_secret_counts_while_it_is_being_replaced(stripe, site):
    body = event_of(stripe)

    assert stripe.post(body, signature(body, "whsec_old")).status_code == 200


def test_webhook_takes_posts_alone(stripe, client):
    assert client.get("/stripe/webhook/").status_code == 405
