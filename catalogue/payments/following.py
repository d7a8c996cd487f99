"""A payment follows Stripe: whatever tells of it, an event, a browser, the clock, it is asked how it stands, and that is written (spec D7).

So events may come twice, late, in any order or never: each only says *look*. Of two looks the one that began later counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, Sum
from django.utils.timezone import now

from catalogue.enums import PAYMENT_TRANSITIONS, CaseKind, PaymentState
from catalogue.models import Payment, PaymentCase, Refund, StripeEvent
from catalogue.payments import stripe_api
from catalogue.payments.emails import tell_of_case
from catalogue.payments.payables import payable_of
from catalogue.payments.stripe_api import Snapshot, StripeRefused, StripeUnreachable, Told
from trust.audit.services import record

log = structlog.get_logger(__name__)
# A payment that nobody told us of is asked after so long; one that is open is asked again each time the clock comes by.
SILENCE = timedelta(minutes=2)
# How far back lost events are looked for: Stripe keeps trying for three days.
LOOK_BACK = timedelta(days=3)


def follow(*, session_id: str = "", intent_id: str = "", reference: str = "") -> Payment | None:
    """Ask Stripe how the payment that one of these names stands, and write it. None when it is not of ours.

    Raises `StripeUnreachable`.
    """
    payment = _found(session_id, intent_id, reference)
    if payment is None and intent_id and not reference:
        payment = _found("", "", stripe_api.reference_of(intent_id))
    if payment is None:
        log.info("payment_of_somebody_else")
        return None
    session_id = payment.session_id or session_id
    if not session_id:
        return payment
    asked_at = now()
    snapshot = stripe_api.look_at(session_id)
    failed = stripe_api.failed_refunds(snapshot.intent_id) if snapshot.intent_id and payment.refunds.exists() else set()
    return write(payment.public_id, snapshot, asked_at=asked_at, failed_refunds=failed)


@transaction.atomic
def write(public_id: UUID, snapshot: Snapshot, *, asked_at: datetime, failed_refunds: Collection[str] = ()) -> Payment:
    """What Stripe answered at `asked_at`: the payment, what it pays for, refunds, and cases for staff. A repeat changes nothing."""
    thing, payment = _locked(public_id)
    if payment.checked_at and payment.checked_at >= asked_at:
        return payment  # somebody looked later, and wrote first
    was, gave_back = payment.state, payment.refunded_cents
    payment.session_id = payment.session_id or snapshot.session_id
    payment.intent_id = snapshot.intent_id or payment.intent_id
    payment.method = snapshot.method or payment.method
    payment.checked_at = asked_at
    wrong = snapshot.is_paid and (snapshot.amount_cents, snapshot.currency) != (payment.amount_cents, "eur")
    state = payment.state if wrong else _state(snapshot)
    if state != payment.state and state in PAYMENT_TRANSITIONS[payment.state]:
        payment.state = state
        payment.paid_at = now() if state == PaymentState.PAID else payment.paid_at
    payment.refunded_cents = min(snapshot.refunded_cents, payment.amount_cents)
    payment.save()
    if wrong:
        open_case(payment, CaseKind.WRONG_AMOUNT, amount_cents=snapshot.amount_cents)
    if payment.state != was:
        record(verb="catalogue.payment-moved", about=payment, details={"from": was, "to": payment.state})
        _tell(payment, thing)
    if payment.refunded_cents != gave_back:
        record(verb="catalogue.payment-given-back", about=payment, details={"cents": payment.refunded_cents})
        if thing is not None:
            payable_of(payment.payable_kind).given_back(thing, payment)
        _settle_given_back(payment)
    _mark_refunds(payment, failed_refunds)
    if snapshot.is_disputed and not payment.cases.filter(kind=CaseKind.DISPUTED).exists():
        open_case(payment, CaseKind.DISPUTED, amount_cents=payment.amount_cents)
    return payment


def _tell(payment: Payment, thing: object | None) -> None:
    """What was paid for hears how its payment goes on."""
    payable = payable_of(payment.payable_kind)
    if payment.state == PaymentState.PAID:
        case = payable.paid(thing, payment) if thing is not None else CaseKind.PAID_TOO_LATE
        if case is not None:
            open_case(payment, case, amount_cents=payment.amount_cents)
    elif thing is None:
        return
    elif payment.state == PaymentState.PROCESSING:
        payable.hold(thing, payment)
    else:
        payable.ended(thing, payment)


def _state(snapshot: Snapshot) -> PaymentState:
    if snapshot.is_paid:
        return PaymentState.PAID
    if snapshot.status == "expired":
        return PaymentState.EXPIRED
    if snapshot.status == "complete":
        return PaymentState.PROCESSING if snapshot.intent_status == "processing" else PaymentState.FAILED
    return PaymentState.OPEN


def open_case(payment: Payment, kind: CaseKind, *, amount_cents: int) -> None:
    """A case for staff, unless one of its kind is open; they get a link."""
    case, created = PaymentCase.objects.get_or_create(
        payment=payment, kind=kind, closed_at=None, defaults={"amount_cents": amount_cents}
    )
    if created:
        record(verb="catalogue.case-opened", about=payment, details={"kind": str(kind)})
        tell_of_case(case)


def _settle_given_back(payment: Payment) -> None:
    """What is wholly given back settles itself."""
    if payment.refunded_cents == payment.amount_cents:
        kinds = [CaseKind.PAID_TOO_LATE, CaseKind.PAID_TWICE, CaseKind.REFUND_DUE]
        payment.cases.filter(kind__in=kinds, closed_at=None).update(closed_at=now(), how="Alles is teruggestort.")


def _mark_refunds(payment: Payment, failed: Collection[str]) -> None:
    for refund in payment.refunds.filter(stripe_id__in=failed, failed_at=None):
        Refund.objects.filter(pk=refund.pk).update(failed_at=now(), done_at=None)
        open_case(payment, CaseKind.REFUND_FAILED, amount_cents=refund.amount_cents)


def reconcile(*, at: datetime | None = None) -> int:
    """What a lost event, or a crash between Stripe's answer and our commit, left behind (spec D7). Returns how many payments were looked at.

    Raises `StripeUnreachable` when nothing can be asked at all.
    """
    moment, looked = at or now(), 0
    for told in stripe_api.events_since(moment - LOOK_BACK):
        looked += _unless_refused(receive, told)
    silent = Q(checked_at=None) | Q(checked_at__lt=moment - SILENCE)
    overdue = Payment.objects.live().filter(silent, made_at__lt=moment - SILENCE)
    for payment in overdue.order_by("checked_at", "pk")[:500]:
        looked += 1
        if payment.session_id:
            _unless_refused(follow, session_id=payment.session_id)
        elif payment.expires_at < moment:
            _close_unopened(payment.public_id)
    for refund in Refund.objects.filter(done_at=None, failed_at=None, asked_at__lt=moment - SILENCE).order_by("pk")[
        :100
    ]:
        looked += 1
        _unless_refused(send_refund, refund.public_id)
    return looked


def _unless_refused(look: Callable[..., Any], *names: Any, **more: Any) -> bool:
    """Whether anything was seen. What Stripe will not tell of one payment (of another account's, say) holds up no other."""
    try:
        return bool(look(*names, **more))
    except StripeRefused:
        log.warning("payment_not_looked_at")
        return False


def receive(told: Told) -> bool:
    """Look at what an event tells of, once. False for one that came before. Raises `StripeUnreachable`."""
    if not told.is_followed or StripeEvent.objects.filter(event_id=told.event_id).exists():
        return False
    follow(session_id=told.session_id, intent_id=told.intent_id, reference=told.reference)
    StripeEvent.objects.get_or_create(
        event_id=told.event_id, defaults={"kind": told.kind[:80], "made_at": told.made_at}
    )
    return True


def send_refund(public_id: UUID) -> None:
    """Ask Stripe for it, and write what it answers. Raises `StripeUnreachable`."""
    refund = Refund.objects.select_related("payment").get(public_id=public_id)
    if refund.done_at or refund.failed_at:
        return
    try:
        number = stripe_api.give_back(refund)
    except StripeRefused:
        with transaction.atomic():
            Refund.objects.filter(pk=refund.pk).update(failed_at=now())
            open_case(refund.payment, CaseKind.REFUND_FAILED, amount_cents=refund.amount_cents)
    else:
        Refund.objects.filter(pk=refund.pk).update(stripe_id=number, done_at=now())
    follow(session_id=refund.payment.session_id)


def left_to_give(payment: Payment) -> int:
    """Cents that can still be given back: neither gone back nor under way."""
    under_way = payment.refunds.filter(done_at=None, failed_at=None).aggregate(all=Sum("amount_cents"))["all"] or 0
    return payment.amount_cents - payment.refunded_cents - under_way


@transaction.atomic
def _close_unopened(public_id: UUID) -> None:
    """It never reached Stripe, or nobody knows its session, and its time is over: nobody can pay it."""
    thing, payment = _locked(public_id)
    if payment.state == PaymentState.OPEN and not payment.session_id:
        payment.state = PaymentState.EXPIRED
        payment.save(update_fields=["state"])
        _tell(payment, thing)


def _locked(public_id: UUID) -> tuple[Any, Payment]:
    """What is paid for (None when it is gone), then its payment: everybody locks them in that order."""
    named = Payment.objects.only("payable_kind", "payable_id").get(public_id=public_id)
    thing = payable_of(named.payable_kind).lock(named.payable_id)
    return thing, Payment.objects.select_for_update(no_key=True, of=("self",)).get(public_id=public_id)


def _found(session_id: str, intent_id: str, reference: str) -> Payment | None:
    named = Q()
    if session_id:
        named |= Q(session_id=session_id)
    if intent_id:
        named |= Q(intent_id=intent_id)
    if reference:
        try:
            named |= Q(public_id=UUID(reference))
        except (ValueError, ValidationError):
            return None
    return Payment.objects.filter(named).order_by("pk").first() if named else None


__all__ = ["StripeUnreachable", "follow", "left_to_give", "open_case", "receive", "reconcile", "send_refund", "write"]
