"""A registration as something to pay (docs/adr/0023): its seats wait for the money, are theirs when it is there, and go on when it is not.

The date is locked, then the registration, then the payment: as everything does that takes or frees a seat.
"""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.timezone import now

from bookings.emails import mail_given_back, mail_registered, mail_to_pay
from bookings.enums import RegistrationState
from bookings.models import Registration
from bookings.payments import KIND, is_being_paid, payments_of
from bookings.services.seats import free_for_all, lock_both, move, write
from bookings.services.seats import hold as hold_seats
from bookings.terms import PAY_LEAST, delete_on
from catalogue.enums import CaseKind, PaymentState
from catalogue.models import Payment
from catalogue.payments.orders import back_to
from catalogue.payments.payables import Payable, register_payable
from catalogue.payments.stripe_api import Bill
from cms.services.roles import BOOKINGS
from trust.audit.services import record
from trust.outbox.services import cancel_emails_about


def look(public_id: UUID) -> Registration | None:
    return Registration.objects.select_related("event").filter(public_id=public_id).first()


def lock(public_id: UUID) -> Registration | None:
    try:
        return lock_both(public_id=public_id)[1]
    except Registration.DoesNotExist:
        return None


def bill(registration: Registration) -> Bill | None:
    """None when nothing is to be paid, and when the time for it is over: who is paying may finish, nobody may begin."""
    if registration.state != RegistrationState.TO_PAY or not registration.event.takes_place:
        return None
    in_time = registration.held_until is not None and registration.held_until > now()
    if not in_time and not is_being_paid(registration):
        return None
    lines = [(registration.event.title, registration.price_cents, registration.seats)]
    return Bill(lines, registration.email, back_to(KIND, registration.public_id))


def reference(registration: Registration) -> str:
    return f"D-{registration.public_id.hex[:8].upper()}"


def hold(registration: Registration, payment: Payment) -> None:
    """Nothing to write: what is being paid is never released (`release_registration`), and its deadline stays, so that nobody keeps a seat
    for ever by beginning again and again."""


def paid(registration: Registration, payment: Payment) -> CaseKind | None:
    """The seat is theirs for good; too late, it is when it is free still."""
    if registration.state == RegistrationState.TO_PAY:
        _confirm(registration)
        return None
    others = payments_of(registration).filter(state=PaymentState.PAID).exclude(pk=payment.pk)
    if registration.state == RegistrationState.CONFIRMED or others.exists():
        return CaseKind.PAID_TWICE
    if registration.state == RegistrationState.EXPIRED and _is_free_still(registration):
        hold_seats(registration.event, registration, registration.seats)
        registration.ended_at, registration.delete_on = None, delete_on(registration.event.ends_at)
        _confirm(registration)
        return None
    return CaseKind.PAID_TOO_LATE


def ended(registration: Registration, payment: Payment) -> None:
    """They may try again until the time is over. A bank that says no after days leaves a little of it, and a mail says so."""
    if registration.state != RegistrationState.TO_PAY or payment.state != PaymentState.FAILED:
        return
    least = now() + PAY_LEAST
    registration.held_until = max(registration.held_until or least, least)
    registration.save(update_fields=["held_until"])
    mail_to_pay(registration, failed=True, again=str(payment.public_id))


def given_back(registration: Registration, payment: Payment) -> None:
    """Told each time."""
    once = f"bookings.given-back:{payment.public_id}:{payment.refunded_cents}"
    mail_given_back(registration, cents=payment.refunded_cents, once_key=once)


def staff_url(public_id: UUID) -> str:
    there = Registration.objects.filter(public_id=public_id, event__deleted_at=None)
    event = there.values_list("event_id", flat=True).first()
    return reverse("dates:person", args=[event, public_id]) if event else ""


def _confirm(registration: Registration) -> None:
    move(registration, RegistrationState.CONFIRMED)
    registration.held_until = None
    write(registration.event, registration)
    cancel_emails_about(record=registration, purpose="bookings.to-pay")
    record(verb="bookings.paid", about=registration, details={"cents": registration.amount_cents})
    mail_registered(registration, paid_cents=registration.amount_cents)


def _is_free_still(registration: Registration) -> bool:
    """Whether who let the time go by can come all the same: nobody else has the seats or waits for them, themselves on another row included."""
    event = registration.event
    known = event.registrations.of_address(registration.email).exists()
    on = event.takes_place and event.ends_at > now()
    return on and bool(registration.price_cents) and not known and free_for_all(event, registration.seats, at=now())


register_payable(
    Payable(
        kind=KIND,
        look=look,
        lock=lock,
        bill=bill,
        reference=reference,
        hold=hold,
        paid=paid,
        ended=ended,
        given_back=given_back,
        staff_url=staff_url,
        see_right="bookings.view_registration",
        money_right="bookings.change_registration",
        group=BOOKINGS,
    )
)
