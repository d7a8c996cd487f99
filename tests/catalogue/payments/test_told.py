"""What people read of their money: on the page they come back to, on the page of their order, in mails. Nothing there contradicts the bank."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from catalogue.enums import OrderActor, OrderState
from catalogue.errors import NothingToPay
from catalogue.models import Payment
from catalogue.payments.following import reconcile
from catalogue.payments.services import checkout_url, refund_payment
from catalogue.services import cancel_order
from cms.services.roles import SHOP
from tests.catalogue.payments.test_paying import bought, stands
from tests.catalogue.reading import page_of
from tests.factories import user_with_role
from tests.reading import main_words
from trust.outbox.models import OutboundEmail

pytestmark = pytest.mark.django_db


def live(stripe, session: str, order, deeds: list[str]) -> None:
    """One deed after another, each event delivered at once."""
    for deed in deeds:
        if deed in ("paid", "slow"):
            stripe.memory.pay(session, slow=deed == "slow")
        elif deed in ("settled", "refused"):
            stripe.memory.settle(session, succeeded=deed == "settled")
        elif deed == "cancel":
            cancel_order(public_id=order.public_id, actor=OrderActor.CUSTOMER)
        else:
            stripe.memory.refund(stripe.memory.sessions[session]["payment_intent"], int(deed))
        stripe.deliver(*stripe.happened())


@pytest.mark.parametrize(
    ("deeds", "landing", "own"),
    [
        (["slow"], "Je bank verwerkt je betaling.", "Je bank verwerkt je betaling"),
        (["slow", "refused"], "Je betaling lukte niet", "De betaling lukte niet."),
        (["cancel"], "Dit hoeft niet (meer) betaald te worden", "Er komt niets, en je bent ons niets schuldig."),
        (["slow", "cancel"], "Je bank verwerkt je betaling.", "Komt ze toch aan, dan storten we ze terug."),
        (["slow", "cancel", "settled"], "nadat het geannuleerd was", "We ontvingen € 29,50 van je"),
        (
            ["slow", "cancel", "settled", "2950"],
            "We gaven in totaal € 29,50 terug.",
            "We gaven in totaal € 29,50 terug.",
        ),
        (["paid", "950"], "We gaven in totaal € 9,50 terug.", "We gaven in totaal € 9,50 terug."),
    ],
)
def test_pages_say_what_became_of_the_money(stripe, site, client, deeds, landing, own):
    order, session = bought()

    live(stripe, session, order, deeds)

    back, mine = main_words(client.get(f"/betaling/order/{order.public_id}/")), main_words(client.get(page_of(order)))
    assert landing in back
    assert own in mine
    assert "niet op tijd" not in back + mine
    assert ("Bedankt" in back, "Er ging niets van je rekening" in back) == (
        False,
        deeds in (["slow", "refused"], ["cancel"]),
    )


def test_mail_about_all_the_money_says_that_the_order_does_not_come(stripe, site):
    order, session = bought()

    live(stripe, session, order, ["paid", "950", "2000"])

    part, whole = OutboundEmail.objects.about(order).filter(purpose="catalogue.order-refunded").order_by("pk")
    assert ("komt niet meer" in part.text, "komt niet meer" in whole.text) == (False, True)


def test_staff_read_no_promise_of_copies_that_are_free_again(stripe, client):
    order, session = bought()
    client.force_login(user_with_role(SHOP))
    screen = reverse("orders:detail", args=[order.pk])
    assert "de exemplaren blijven bewaard" in client.get(screen).text

    live(stripe, session, order, ["cancel"])

    assert "de exemplaren blijven bewaard" not in client.get(screen).text


def test_order_that_was_paid_too_late_is_kept_as_long_as_bookkeeping(stripe, site):
    order, session = bought()
    years: list[int] = []

    for deeds in (["slow", "cancel"], ["settled"], ["2950"]):
        live(stripe, session, order, deeds)
        order.refresh_from_db()
        years.append(round((order.delete_on - localdate()).days / 365.25))

    assert years == [1, 10, 10]


def test_what_the_bank_is_handling_is_not_paid_a_second_time(stripe, site, client):
    order, session = bought()
    assert "Betaal € 29,50" in main_words(client.get(page_of(order)))

    live(stripe, session, order, ["slow"])

    page = main_words(client.get(page_of(order)))
    assert "Betaal € 29,50" not in page
    assert "mag iemand anders het hebben" not in page
    with pytest.raises(NothingToPay):
        checkout_url(order=order)


@pytest.mark.parametrize("deed", ["paid", "cancel"])
def test_mail_to_pay_that_has_not_left_stays_here(stripe, site, deed):
    order, session = bought()

    live(stripe, session, order, [deed])

    assert OutboundEmail.objects.about(order).get(purpose="catalogue.order-to-pay").state == "cancelled"


def test_payment_that_stripe_does_not_know_holds_up_no_other(stripe, site):
    _strange, session = bought()
    stripe.memory.sessions.pop(session)  # made under another account's keys
    order, session = bought(email="an@example.org")
    stripe.memory.pay(session)
    refunded, session = bought(email="els@example.org")
    live(stripe, session, refunded, ["paid"])
    refund_payment(public_id=Payment.objects.get(session_id=session).public_id, amount_cents=100, why="", by=None)
    stripe.memory.events.clear()

    reconcile(at=now() + timedelta(minutes=3))

    assert stands(order) == OrderState.TO_PACK
    assert stripe.memory.refunds
