"""Paying an order: asked once, confirmed by what Stripe says and nothing else, free again when nobody pays (spec D6, D7)."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import stripe as sdk
from django.utils.timezone import now

from catalogue.enums import CaseKind, OrderActor, OrderState, PaymentState
from catalogue.errors import NothingToPay, PaymentNotStarted
from catalogue.models import Order, Payment, PaymentCase, Product
from catalogue.payments import stripe_api
from catalogue.payments.following import reconcile
from catalogue.payments.services import checkout_url
from catalogue.services import cancel_order, place_order, prove_stock, release_unpaid
from tests.factories.shop import ProductFactory, an_order
from tests.reading import soup
from trust.outbox.models import OutboundEmail
from trust.outbox.placeholders import resolve

pytestmark = pytest.mark.django_db


def bought(**said) -> tuple[Order, str]:
    """An order for a book of which there are ten, and the number of its session."""
    order = place_order(ordered=an_order({ProductFactory(paid=True, stock=10): 2, ProductFactory(): 5}, **said))
    return order, urlsplit(checkout_url(order=order)).path.rpartition("/")[2]


def stands(order: Order) -> str:
    order.refresh_from_db()
    return order.state


def mails(order: Order) -> list[str]:
    rows = OutboundEmail.objects.about(order).order_by("pk")
    return [row.purpose.removeprefix("catalogue.order-") for row in rows]


def test_free_order_never_touches_stripe(stripe):
    order = place_order(ordered=an_order({ProductFactory(): 5}))

    with pytest.raises(NothingToPay):
        checkout_url(order=order)

    assert stripe.memory.requests == []
    assert not Payment.objects.exists()


def test_session_asks_what_the_order_costs_and_names_nobody(stripe):
    order, _session = bought()

    (form,) = stripe.asked("POST", "/v1/checkout/sessions")
    lines = [(line["price_data"]["unit_amount"], line["quantity"]) for line in form["line_items"].values()]
    assert lines == [("1250", "2"), ("450", "1")]
    assert list(form["allowed_payment_method_types"].values()) == ["card", "bancontact"]
    payment = Payment.objects.get()
    assert form["client_reference_id"] == str(payment.public_id)
    assert form["success_url"] == f"http://testserver/betaling/order/{order.public_id}/"
    assert "Rita" not in str(form), "who ordered is nobody's business there but their address, for the receipt"
    assert sdk.api_version == stripe_api.API_VERSION, "the SDK's types are of the version that we pin"


def test_asking_again_leads_to_the_same_session(stripe):
    order, _session = bought()

    first, second = checkout_url(order=order), checkout_url(order=order)

    assert first == second
    assert len(stripe.asked("POST", "/v1/checkout/sessions")) == 1
    assert Payment.objects.count() == 1


def test_paid_order_is_to_be_packed_and_confirmed_once_with_its_receipt(stripe):
    order, session = bought()
    stripe.memory.pay(session, method="bancontact")

    assert stripe.deliver(*stripe.happened()) == [200]

    assert stands(order) == OrderState.TO_PACK
    assert mails(order) == ["to-pay", "confirmed"]
    payment = Payment.objects.get()
    assert (payment.state, payment.method, payment.amount_cents) == (PaymentState.PAID, "bancontact", 2950)
    parts = (
        OutboundEmail.objects.about(order)
        .get(purpose="catalogue.order-confirmed")
        .attachments.values_list("filename", flat=True)
    )
    assert list(parts) == [f"betaalbewijs-{order.reference}.pdf"]


def test_landing_page_proves_nothing_and_says_so(stripe, client, site):
    order, session = bought()

    page = client.get(f"/betaling/order/{order.public_id}/")
    assert "We zagen je betaling" in page.text
    assert order.contact_name not in page.text
    assert stands(order) == OrderState.PLACED

    stripe.memory.pay(session)
    stripe.deliver(*stripe.happened())
    assert "we ontvingen" in client.get(f"/betaling/order/{order.public_id}/").text


def test_bank_that_answers_later_keeps_the_order_until_it_does(stripe):
    order, session = bought()
    stripe.memory.pay(session, slow=True)
    stripe.deliver(*stripe.happened())
    assert Payment.objects.get().state == PaymentState.PROCESSING
    assert release_unpaid(at=now() + timedelta(hours=2)) == 0
    assert stands(order) == OrderState.PLACED

    stripe.memory.settle(session, succeeded=True)
    stripe.deliver(*stripe.happened())

    assert stands(order) == OrderState.TO_PACK


def test_bank_that_says_no_frees_the_stock_and_tells_them_once(stripe):
    order, session = bought()
    stripe.memory.pay(session, slow=True)
    stripe.memory.settle(session, succeeded=False)

    for _time in range(2):
        stripe.deliver(*stripe.happened())

    assert (stands(order), mails(order)) == (OrderState.CANCELLED, ["to-pay", "not-paid"])
    assert prove_stock() == []


def test_session_that_ends_frees_the_stock(stripe):
    order, session = bought()
    stripe.memory.expire_session(session)
    stripe.deliver(*stripe.happened())

    assert (stands(order), mails(order)) == (OrderState.CANCELLED, ["to-pay", "not-paid"])
    assert order.lines.get(price_cents__gt=0).product.available == 10


def test_clock_leaves_an_order_that_somebody_may_be_paying(stripe):
    order, session = bought()

    assert release_unpaid(at=order.pay_by + timedelta(hours=1)) == 0
    stripe.memory.sessions[session]["expires_at"] = 0
    reconcile(at=now() + timedelta(hours=1))

    assert stands(order) == OrderState.CANCELLED


def test_who_turns_back_from_paying_cancels_behind_the_link_in_their_mail(stripe, client):
    order, session = bought()
    (mail,) = OutboundEmail.objects.about(order)
    link = re.search(r"https?://\S+/bestelling/\S+/", resolve(mail.text, to=mail.recipient))[0]

    page = soup(client.get(urlsplit(link).path))
    assert [button["value"] for button in page.select("main button[name=deed]")] == ["pay", "again", "cancel"]
    client.post(urlsplit(link).path, {"deed": "cancel"})

    assert (stands(order), mails(order)) == (OrderState.CANCELLED, ["to-pay", "cancelled"])
    assert stripe.memory.sessions[session]["status"] == "expired"
    assert Product.objects.get(price_cents__gt=0).available == 10


def test_cancelled_order_cannot_be_paid_any_more(stripe):
    order, session = bought()

    cancel_order(public_id=order.public_id, actor=OrderActor.CUSTOMER)

    assert stripe.memory.sessions[session]["status"] == "expired"
    assert Payment.objects.get().state == PaymentState.EXPIRED
    with pytest.raises(NothingToPay):
        checkout_url(order=order)
    stripe.deliver(*stripe.happened())
    assert mails(order) == ["to-pay", "cancelled"]


def test_money_for_a_cancelled_order_becomes_a_case_for_staff(stripe, site):
    order, session = bought()
    stripe.memory.pay(session)
    Order.objects.filter(pk=order.pk).update(state=OrderState.CANCELLED)  # the clock, before the event came

    assert stripe.deliver(*stripe.happened()) == [200]

    assert stands(order) == OrderState.CANCELLED
    case = PaymentCase.objects.get()
    assert (case.kind, case.amount_cents, case.closed_at) == (CaseKind.PAID_TOO_LATE, 2950, None)
    assert Payment.objects.get().state == PaymentState.PAID


def test_another_amount_than_was_asked_is_a_case_and_no_payment(stripe, site):
    order, session = bought()
    stripe.memory.sessions[session]["amount_total"] = 100
    stripe.memory.pay(session)
    stripe.deliver(*stripe.happened())

    assert stands(order) == OrderState.PLACED
    assert PaymentCase.objects.get().kind == CaseKind.WRONG_AMOUNT


def test_stripe_that_is_down_charges_nothing_and_the_order_waits(stripe, settings):
    order = place_order(ordered=an_order({ProductFactory(paid=True): 1}))
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    with pytest.raises(PaymentNotStarted):
        checkout_url(order=order)
    settings.STRIPE_API_BASE = stripe.server.address
    checkout_url(order=order)

    assert Payment.objects.count() == 1
    assert len(stripe.memory.sessions) == 1


def test_answer_of_stripe_that_is_lost_on_the_way_makes_no_second_session(stripe):
    order = place_order(ordered=an_order({ProductFactory(paid=True): 1}))
    broken: list[str] = []

    def break_once(method: str, path: str) -> None:
        if path == "/v1/checkout/sessions" and len(broken) < 2:  # the SDK tries again once by itself
            broken.append(path)
            raise ConnectionResetError

    stripe.server.before_answer = break_once
    with pytest.raises(PaymentNotStarted):
        checkout_url(order=order)
    checkout_url(order=order)

    assert len(stripe.memory.sessions) == 1
    assert len(broken) == 2
