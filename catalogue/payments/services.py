"""Money is asked and given back. What is asked of Stripe stands in our database first, so that nothing is charged without us knowing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from catalogue.enums import PaymentState
from catalogue.errors import NothingToPay, PaymentNotStarted, PaymentsOff, TooMuchGivenBack
from catalogue.models import Order, Payment, PaymentCase, Refund, StripeEvent
from catalogue.payments import stripe_api
from catalogue.payments.following import follow, left_to_give
from catalogue.payments.payables import payable_of
from catalogue.payments.stripe_api import StripeRefused, StripeUnreachable, Told
from catalogue.payments.tasks import end_session, follow_payment, send_refund
from catalogue.prices import payments_are_on
from catalogue.terms import HOLD_FOR
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def checkout_url(*, order: Order) -> str:
    """Where to pay `order`. Raises `NothingToPay`, `PaymentsOff`, `PaymentNotStarted`."""
    return payment_url(kind="order", public_id=order.public_id)


def payment_url(*, kind: str, public_id: UUID) -> str:
    """Stripe's page for what is to be paid: the session that is open, else a new one. Raises `NothingToPay`, `PaymentsOff`, `PaymentNotStarted`.

    Not inside a transaction: the attempt is committed before Stripe hears of it. Whoever dies in between leaves an attempt that the next
    one, or the clock, finds again under the same idempotency key.
    """
    if not payments_are_on():
        raise PaymentsOff
    payment = _live(kind, public_id)
    if payment is not None and payment.session_id and payment.expires_at <= now():
        _follow(payment)
        payment = _live(kind, public_id)
    if payment is not None and payment.state == PaymentState.PROCESSING:
        raise NothingToPay
    payment = payment or _begin(kind, public_id)
    if payment.checkout_url:
        return payment.checkout_url
    payable = payable_of(kind)
    with transaction.atomic():
        thing = payable.lock(public_id)
        bill = payable.bill(thing) if thing is not None else None
    if bill is None:
        raise NothingToPay
    try:
        opened = stripe_api.open_session(payment, bill)
    except (StripeUnreachable, StripeRefused) as error:
        raise PaymentNotStarted from error
    Payment.objects.filter(pk=payment.pk).update(session_id=opened.session_id, checkout_url=opened.url)
    if not opened.url:  # it was paid or ended meanwhile: Stripe answers an old key with how it was
        _follow(payment)
        raise NothingToPay
    return opened.url


def _follow(payment: Payment) -> None:
    try:
        follow(session_id=payment.session_id, reference=str(payment.public_id))
    except (StripeUnreachable, StripeRefused) as error:
        raise PaymentNotStarted from error


def _live(kind: str, public_id: UUID) -> Payment | None:
    return Payment.objects.of(kind, public_id).live().first()


@transaction.atomic
def _begin(kind: str, public_id: UUID) -> Payment:
    """One attempt at a time: the thing is locked, and a constraint stands behind it."""
    payable = payable_of(kind)
    thing = payable.lock(public_id)
    bill = payable.bill(thing) if thing is not None else None
    if bill is None:
        raise NothingToPay
    if there := _live(kind, public_id):
        return there
    payment = Payment.objects.create(
        payable_kind=kind,
        payable_id=public_id,
        reference=payable.reference(thing),
        amount_cents=bill.total_cents,
        expires_at=now() + HOLD_FOR,
    )
    payable.hold(thing, payment)
    return payment


@transaction.atomic
def end_payment(*, kind: str, public_id: UUID) -> None:
    """Nobody is to pay it any more: its open session ends at Stripe, in a task."""
    for payment in Payment.objects.of(kind, public_id).filter(state=PaymentState.OPEN):
        end_session.enqueue(str(payment.public_id))


@transaction.atomic
def refund_payment(*, public_id: UUID, amount_cents: int, why: str, by: AbstractBaseUser | None) -> Refund:
    """Give back so much of a payment; Stripe is asked in a task. Raises `TooMuchGivenBack`, also for what was never paid."""
    payment = Payment.objects.select_for_update(no_key=True, of=("self",)).get(public_id=public_id)
    left = left_to_give(payment) if payment.state == PaymentState.PAID else 0
    if not 0 < amount_cents <= left:
        raise TooMuchGivenBack(left)
    account: Any = by
    refund = Refund.objects.create(payment=payment, amount_cents=amount_cents, why=why, by=account)
    record(verb="catalogue.refund-asked", about=payment, by=by, details={"cents": amount_cents})
    send_refund.enqueue(str(refund.public_id))
    return refund


@transaction.atomic
def refund_whole(*, kind: str, public_id: UUID, why: str, by: AbstractBaseUser | None) -> int:
    """Give back all that was paid for it and not yet given back. Returns the cents; a repeat gives nothing."""
    given = 0
    for payment in Payment.objects.of(kind, public_id).paid():
        if left := left_to_give(payment):
            refund_payment(public_id=payment.public_id, amount_cents=left, why=why, by=by)
            given += left
    return given


@transaction.atomic
def close_case(*, case_id: int, how: str, by: AbstractBaseUser) -> PaymentCase:
    """Somebody settled it. A repeat changes nothing."""
    case = PaymentCase.objects.select_for_update(no_key=True, of=("self",)).get(pk=case_id)
    if case.closed_at is None:
        account: Any = by
        case.closed_at, case.closed_by, case.how = now(), account, how
        case.save(update_fields=["closed_at", "closed_by", "how"])
        record(verb="catalogue.case-closed", about=case.payment, by=by, details={"kind": case.kind})
    return case


@transaction.atomic
def receive_event(told: Told) -> bool:
    """Note that it came and have it looked into by a task, both or neither. False for one that came before, or is of no use to us."""
    if not told.is_followed:
        return False
    _event, created = StripeEvent.objects.get_or_create(
        event_id=told.event_id, defaults={"kind": told.kind[:80], "made_at": told.made_at}
    )
    if created:
        follow_payment.enqueue(told.session_id, told.intent_id, told.reference)
    return created
