"""Money back: in full or in part, from the admin or Stripe's dashboard, asked once (spec D8)."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils.timezone import now

from catalogue.enums import CaseKind, OrderActor, OrderState
from catalogue.errors import TooMuchGivenBack
from catalogue.models import Payment, PaymentCase, Refund
from catalogue.payments.following import reconcile
from catalogue.payments.services import refund_payment
from catalogue.services import cancel_order, pack_order, prove_stock
from cms.services.roles import EDITORS, SHOP
from tests.catalogue.payments.test_paying import bought, mails, stands
from tests.factories import UserFactory, user_with_role

pytestmark = pytest.mark.django_db
# A queue that no worker looks at.
NOBODY = SimpleNamespace(enqueue=lambda *arguments: None)


@pytest.fixture
def paid(stripe, site):
    order, session = bought()
    stripe.memory.pay(session)
    stripe.deliver(*stripe.happened())
    return order


def test_part_goes_back_and_the_order_goes_on(stripe, paid):
    payment = Payment.objects.get()

    refund_payment(public_id=payment.public_id, amount_cents=450, why="Verzendkosten", by=UserFactory())
    stripe.deliver(*stripe.happened())

    payment.refresh_from_db()
    assert (payment.refunded_cents, stands(paid)) == (450, OrderState.TO_PACK)
    assert mails(paid) == ["to-pay", "confirmed", "refunded"]
    (form,) = stripe.asked("POST", "/v1/refunds")
    assert form["amount"] == "450"


def test_what_was_paid_goes_back_when_the_order_is_cancelled(stripe, paid):
    cancel_order(public_id=paid.public_id, actor=OrderActor.CUSTOMER)
    stripe.deliver(*stripe.happened())

    assert (stands(paid), Payment.objects.get().refunded_cents) == (OrderState.REFUNDED, 2950)
    assert mails(paid) == ["to-pay", "confirmed", "cancelled", "refunded"] or mails(paid) == [
        "to-pay",
        "confirmed",
        "refunded",
        "cancelled",
    ]
    assert prove_stock() == []
    assert paid.lines.get(price_cents__gt=0).product.available == 10


def test_refund_on_the_dashboard_flows_back_and_is_set_not_added(stripe, paid):
    intent = Payment.objects.get().intent_id
    pack_order(public_id=paid.public_id, by=UserFactory())
    stripe.memory.refund(intent, 1000)
    stripe.memory.refund(intent, 1950)
    first, second = stripe.happened()

    stripe.deliver(second, first, first, second)

    assert (stands(paid), Payment.objects.get().refunded_cents) == (OrderState.REFUNDED, 2950)
    assert paid.lines.get(price_cents__gt=0).product.available == 10, "it lay packed on our shelf"


def test_no_more_goes_back_than_was_paid_whoever_asks_at_once(stripe, paid, monkeypatch):
    payment = Payment.objects.get()
    monkeypatch.setattr("catalogue.payments.services.send_refund", NOBODY)  # it is still under way
    refund_payment(public_id=payment.public_id, amount_cents=2000, why="", by=None)

    with pytest.raises(TooMuchGivenBack) as refused:
        refund_payment(public_id=payment.public_id, amount_cents=1000, why="", by=None)

    assert refused.value.left_cents == 950


def test_refund_that_was_lost_on_the_way_is_asked_again_by_the_clock_and_given_once(stripe, paid, monkeypatch):
    payment = Payment.objects.get()
    with monkeypatch.context() as patch:
        patch.setattr("catalogue.payments.services.send_refund", NOBODY)  # the worker died
        refund_payment(public_id=payment.public_id, amount_cents=450, why="", by=None)

    for _time in range(2):
        reconcile(at=now() + timedelta(minutes=5))

    payment.refresh_from_db()
    assert (payment.refunded_cents, len(stripe.memory.refunds)) == (450, 1)


def test_refund_that_comes_back_is_a_case(stripe, paid):
    payment = Payment.objects.get()
    refund_payment(public_id=payment.public_id, amount_cents=450, why="", by=None)
    stripe.memory.fail_refund(Refund.objects.get().stripe_id)
    stripe.deliver(*stripe.happened())

    payment.refresh_from_db()
    assert payment.refunded_cents == 0
    assert PaymentCase.objects.get().kind == CaseKind.REFUND_FAILED


def test_dispute_is_a_case_once(stripe, paid):
    stripe.memory.dispute(Payment.objects.get().intent_id)
    events = stripe.happened()

    stripe.deliver(*events, *events)

    assert PaymentCase.objects.get().kind == CaseKind.DISPUTED


@pytest.fixture
def shop_client(client, site):
    client.force_login(user_with_role(SHOP))
    return client


def test_staff_give_back_and_settle_a_case_on_screen(stripe, paid, shop_client):
    payment = Payment.objects.get()
    stripe.memory.dispute(payment.intent_id)
    stripe.deliver(*stripe.happened())
    case, screen = PaymentCase.objects.get(), reverse("payment-give-back", args=[payment.pk])

    assert "29,50" in shop_client.get(screen).text
    too_much = shop_client.post(screen, {"amount_cents": "29,51", "why": "Fout"})
    assert too_much.status_code == 422
    assert "29,51" in too_much.text
    assert shop_client.post(screen, {"amount_cents": "4,50", "why": "Verzendkosten"}).status_code == 302
    assert "Betwist" in shop_client.get(reverse("payment-cases")).text
    shop_client.post(reverse("payment-case", args=[case.pk]), {"how": "Bewijs gestuurd"})

    case.refresh_from_db()
    payment.refresh_from_db()
    assert (case.how, payment.refunded_cents) == ("Bewijs gestuurd", 450)
    assert "Bewijs gestuurd" in shop_client.get(reverse("payment-cases") + "?settled").text


def test_money_is_for_the_shop_alone(stripe, paid, client):
    client.force_login(user_with_role(EDITORS))

    for address in (reverse("payment-cases"), reverse("payment-give-back", args=[Payment.objects.get().pk])):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address, {"amount_cents": "1", "why": "x"}).status_code in (302, 403)
    assert not Refund.objects.exists()


@pytest.mark.parametrize("cases", [1, 3])
def test_list_of_cases_costs_the_same_whatever_waits(stripe, paid, shop_client, django_assert_num_queries, cases):
    payment = Payment.objects.get()
    for kind in list(CaseKind)[:cases]:
        PaymentCase.objects.create(payment=payment, kind=kind)
    shop_client.get(reverse("payment-cases"))

    with django_assert_num_queries(10):
        shop_client.get(reverse("payment-cases"))
