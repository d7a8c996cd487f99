"""Where paid dates meet the room of payments (spec B16): what somebody has to pay, whether they are paying it, and money that goes back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F

from bookings.enums import RegistrationState, Source
from bookings.errors import PaymentNotReady, PaymentUnderWay, SeatsArePaid
from bookings.models import Event, Registration
from catalogue.enums import CaseKind, PaymentState
from catalogue.models import Payment
from catalogue.payments.following import left_to_give, open_case
from catalogue.payments.services import end_payment, payment_url, refund_whole
from catalogue.prices import payments_are_on

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

KIND = "registration"
# Whom staff wrote down pays staff: the screen of payments is for who registered on the site, or through another one.
PAYS_STAFF = frozenset({Source.PHONE, Source.WALK_IN})


def takes_payments() -> bool:
    """Whether somebody can pay for a date here."""
    return payments_are_on()


def check_payable(event: Event) -> None:
    """Raises `PaymentNotReady` for a date with a price when nothing takes payments."""
    if event.price_cents and not takes_payments():
        raise PaymentNotReady


def has_to_pay(event: Event, registration: Registration) -> bool:
    """Whether who has a seat must pay for it first."""
    return bool(event.price_cents) and registration.source not in PAYS_STAFF


def pay_page(registration: Registration) -> str:
    """Stripe's page for it. Not inside a transaction. Raises `NothingToPay`, `PaymentsOff`, `PaymentNotStarted`."""
    return payment_url(kind=KIND, public_id=registration.public_id)


def is_being_paid(registration: Registration) -> bool:
    """Whether a payment is open, or with the bank."""
    return payments_of(registration).live().exists()


def is_with_the_bank(registration: Registration) -> bool:
    """Whether they paid by a way that takes days, and the bank did not say yes or no yet."""
    return payments_of(registration).filter(state=PaymentState.PROCESSING).exists()


def payments_of(registration: Registration):
    return Payment.objects.of(KIND, registration.public_id)


def paid_cents(registration: Registration) -> int:
    """What came in for it and did not go back."""
    paid = payments_to_give_back([registration]).get(registration.public_id, [])
    return sum(payment.amount_cents - payment.refunded_cents for payment in paid)


def paid_and_back(registration: Registration) -> tuple[int, int]:
    """The cents that came in for it, and those of them that went back or are on their way; no query for what costs nothing."""
    paid = list(payments_of(registration).paid()) if registration.price_cents else []
    return sum(one.amount_cents for one in paid), sum(one.amount_cents - left_to_give(one) for one in paid)


def payments_to_give_back(people: Iterable[Registration]) -> dict[UUID, list[Payment]]:
    """The payments that came in for each who had to pay and did not go back wholly, by public id, in one query."""
    ids = [one.public_id for one in people if one.price_cents]
    found: dict[UUID, list[Payment]] = {}
    paid = Payment.objects.filter(payable_kind=KIND, payable_id__in=ids, state=PaymentState.PAID)
    for payment in paid.filter(refunded_cents__lt=F("amount_cents")).order_by("pk") if ids else ():
        found.setdefault(payment.payable_id, []).append(payment)
    return found


def check_number_is_free(registration: Registration, *, by: AbstractBaseUser | None) -> None:
    """What is paid, or being paid, is for so many seats. Raises `PaymentUnderWay`, and `SeatsArePaid` for the person; staff settle the money."""
    if registration.state == RegistrationState.TO_PAY and is_being_paid(registration):
        raise PaymentUnderWay
    if registration.state == RegistrationState.CONFIRMED and registration.price_cents and by is None:
        raise SeatsArePaid


def stop_paying(registration: Registration) -> None:
    """Nobody is to pay it any more."""
    if registration.price_cents:
        end_payment(kind=KIND, public_id=registration.public_id)


def ask_to_give_back(registration: Registration) -> None:
    """Staff judge whether the money goes back: a case for who looks after payments, with the button that does it."""
    for payment in payments_to_give_back([registration]).get(registration.public_id, []):
        open_case(payment, CaseKind.REFUND_DUE, amount_cents=payment.amount_cents - payment.refunded_cents)


def give_money_back(registration: Registration, *, why: str, by: AbstractBaseUser | None) -> int:
    """All that was paid for it goes back; a repeat gives nothing. Returns the cents. Its date and itself are locked."""
    if not registration.price_cents:
        return 0
    return refund_whole(kind=KIND, public_id=registration.public_id, why=why, by=by)
