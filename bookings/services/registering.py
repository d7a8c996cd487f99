"""Registering, and confirming the address: from then on a seat, or a place on the waiting list, counts for good (docs/adr/0023).

What can be written before the date's row is locked is written before: the registration, its link, its mail. The seats are then taken by the
statement that locks the row; it stays locked for the commit alone, so that one hot date takes many people a second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists
from django.utils.timezone import localdate, now

from bookings.emails import (
    mail_confirmation,
    mail_pay_expired,
    mail_pending,
    mail_registered,
    mail_to_pay,
    mail_waiting,
)
from bookings.enums import EventState, RegistrationState, Source
from bookings.errors import (
    AlreadyRegistered,
    DateChanged,
    EventFull,
    NotEnoughSeats,
    RegistrationEnded,
    TooManyCompanions,
)
from bookings.models import Event, Registration
from bookings.payments import check_payable, has_to_pay, is_being_paid
from bookings.services.seats import (
    check_open,
    check_takes_place,
    end,
    fits,
    free_for_all,
    hold,
    join_line,
    lock_both,
    lock_event,
    lock_seats,
    make_offers,
    move,
    take_as_seen,
    write,
)
from bookings.terms import KEEP_UNCONFIRMED, delete_on, held_until, pay_until
from trust.audit.services import record
from trust.outbox.models import OutboundEmail
from trust.outbox.services import cancel_emails_about

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


# Their seats wait until `held_until`.
WAIT_A_WHILE = (RegistrationState.HELD, RegistrationState.TO_PAY)


@dataclass(frozen=True)
class Attendee:
    """Who comes, with how many others. `answers`: pairs of question and answer, as they were asked."""

    name: str
    email: str = ""
    phone: str = ""
    companions: int = 0
    needs: str = ""
    answers: Sequence[Mapping[str, str]] = field(default=())

    @property
    def seats(self) -> int:
        return 1 + self.companions

    def as_fields(self) -> dict:
        return {
            "name": self.name,
            "email": self.email.strip(),
            "phone": self.phone,
            "companions": self.companions,
            "needs": self.needs,
            "answers": [dict(pair) for pair in self.answers],
        }


@dataclass(frozen=True)
class Answer:
    """What everybody may be told: the number of what was written (another each time), the place in line it would have (None with a seat), and when
    the date ends, from which its last day follows."""

    public_id: UUID
    position: int | None
    ends_at: datetime


def register(*, event_id: int, attendee: Attendee, source: str = Source.SITE, seen: Event | None = None) -> Answer:
    """Write somebody down, hold their seats for a while, and mail a link to confirm.

    Nothing here looks whether the address is on the date: so neither the answer, nor its time, nor the free seats can tell (docs/adr/0023).
    `seen`: the date as the caller read it a moment ago and judged by, which saves reading it again; then raises `DateChanged` when it no longer
    stands so. Raises `EventCancelled`, `EventPostponed`, `EventPast`, `RegistrationNotOpen`, `RegistrationClosed`, `PaymentNotReady`,
    `TooManyCompanions`, `EventFull`, `NotEnoughSeats`.
    """
    if seen is not None:
        return _register(seen, attendee, source=source)
    for _try in range(2):
        try:
            return _register(Event.objects.get(pk=event_id), attendee, source=source)
        except DateChanged:
            continue
    return _register(Event.objects.get(pk=event_id), attendee, source=source)


@transaction.atomic
def _register(event: Event, attendee: Attendee, *, source: str) -> Answer:
    at = now()
    check_open(event, at=at)
    check_payable(event)
    if attendee.companions > event.companions_most:
        raise TooManyCompanions
    guess = fits(event, attendee.seats)
    registration = Registration(
        event=event,
        source=source,
        created_at=at,
        seats_held=attendee.seats if guess else 0,
        held_until=held_until(at=at, closes_at=event.closes_at),
        delete_on=delete_on(event.ends_at),
        **attendee.as_fields(),
    )
    registration.save(force_insert=True)
    mail = mail_confirmation(registration, waits=not guess, is_new=True)
    return _take_seats(registration, mail=mail, at=at)


def _take_seats(registration: Registration, *, mail: OutboundEmail | None, at: datetime) -> Answer:
    """The part that only one at a time does. The row was written with the seats that it would get; mostly that is right."""
    if registration.seats_held and take_as_seen(registration.event, registration.seats):
        return Answer(registration.public_id, None, registration.event.ends_at)
    event = lock_seats(event_id=registration.event_id)
    if event.version != registration.event.version:
        raise DateChanged
    guessed, gets = registration.seats_held, free_for_all(event, registration.seats, at=at)
    if not gets:
        _check_line(event, registration.seats)
    registration.seats_held = registration.seats if gets else 0
    if gets:
        taken, has_line = event.seats_taken + registration.seats, Exists(event.registrations.queue())
        Event.objects.filter(pk=event.pk).update(seats_taken=taken, has_line=has_line)
    if registration.seats_held != guessed:
        _correct(registration, mail)
    return Answer(registration.public_id, None if gets else _position(event), event.ends_at)


def _correct(registration: Registration, mail: OutboundEmail | None) -> None:
    """The last seat went, or came free, while the mail was written: row and mail say the wrong thing."""
    Registration.objects.filter(pk=registration.pk).update(seats_held=registration.seats_held)
    if mail is not None:
        mail.delete()
        mail_confirmation(registration, waits=not registration.seats_held, is_new=False)


@transaction.atomic
def confirm_registration(*, public_id: UUID) -> Registration:
    """The link in the mail was used: the held seat is theirs (or waits for approval), else they join the waiting list. A repeat is harmless.

    Who is on the date already stays as they are, and is what this returns; what they asked anew ends by the clock. Raises `RegistrationEnded` when
    the seat was released, `EventFull` when there is neither a seat nor a list any more, and why a date does not take place.
    """
    event, registration = lock_both(public_id=public_id)
    if registration.state != RegistrationState.HELD:
        if registration.ended_at:
            raise RegistrationEnded
        return registration
    if known := other_on_the_date(registration):
        return known
    check_takes_place(event)
    _leave_the_line(event, registration)
    at = now()
    registration.confirmed_at, registration.held_until = at, None
    if not registration.seats_held and free_for_all(event, registration.seats, at=at):
        hold(event, registration, registration.seats)
    if registration.seats_held:
        settle(event, registration)
        return registration
    _check_line(event, registration.seats)
    join_line(event, registration, at=at)
    record(verb="bookings.queued", about=registration, by_person=True)
    if not make_offers(event, at=at):  # a seat may have come free since they asked
        mail_waiting(registration, ahead=ahead_of(registration))
    else:
        registration.refresh_from_db()
        registration.event = event
    return registration


def other_on_the_date(registration: Registration) -> Registration | None:
    """The registration by which its address is on the date, for one that was never confirmed: they asked more than once. A seat that is held
    beats a place in the line."""
    if registration.confirmed_at:
        return None
    known = registration.event.registrations.of_address(registration.email).first()
    if known is None or (known.state == RegistrationState.WAITING and registration.seats_held):
        return None
    known.event = registration.event
    return known


def _leave_the_line(event: Event, registration: Registration) -> None:
    """Who waits, and asked again when there was a seat for who comes first, has that seat in place of the line."""
    for waits in event.registrations.of_address(registration.email).select_for_update(no_key=True):
        end(event, waits, RegistrationState.CANCELLED)
        write(event, waits)
        record(verb="bookings.left", about=waits, by_person=True)


def settle(event: Event, registration: Registration, *, by: AbstractBaseUser | None = None) -> None:
    """Somebody who holds seats and said yes: registered, still to pay, or waiting for approval. Writes and mails."""
    registration.queued_at = registration.offered_until = registration.offered_at = None
    if event.needs_approval and by is None:
        move(registration, RegistrationState.PENDING)
        write(event, registration)
        record(verb="bookings.asked-approval", about=registration, by_person=True)
        mail_pending(registration)
        return
    if has_to_pay(event, registration):
        ask_money(event, registration, by=by)
        return
    move(registration, RegistrationState.CONFIRMED)
    write(event, registration)
    record(verb="bookings.confirmed", about=registration, by=by, by_person=by is None)
    mail_registered(registration)


def ask_money(event: Event, registration: Registration, *, by: AbstractBaseUser | None, approved: bool = False) -> None:
    """The seat is theirs once it is paid, and waits for that (spec B16). Writes and mails."""
    move(registration, RegistrationState.TO_PAY)
    registration.price_cents = event.price_cents
    registration.held_until = pay_until(at=now(), closes_at=event.closes_at)
    write(event, registration)
    details = {"cents": registration.amount_cents}
    record(verb="bookings.asked-money", about=registration, by=by, by_person=by is None, details=details)
    mail_to_pay(registration, approved=approved)


@transaction.atomic
def register_by_phone(*, event_id: int, attendee: Attendee, by: AbstractBaseUser) -> Registration:
    """Staff write somebody down, with or without an e-mail address; it counts at once: a seat when one is free for all, else the waiting list.

    The registration's window and payment do not hold staff back. Raises as `register`, and `AlreadyRegistered`.
    """
    event, at = lock_event(event_id=event_id), now()
    check_takes_place(event)
    if attendee.companions > event.companions_most:
        raise TooManyCompanions
    if event.registrations.of_address(attendee.email).exists():
        raise AlreadyRegistered
    account: Any = by
    registration = Registration(
        event=event,
        source=Source.PHONE,
        registered_by=account,
        created_at=at,
        confirmed_at=at,
        delete_on=delete_on(event.ends_at),
        **attendee.as_fields(),
    )
    registration.save(force_insert=True)
    if free_for_all(event, attendee.seats, at=at):
        hold(event, registration, registration.seats)
        settle(event, registration, by=by)
        return registration
    _check_line(event, attendee.seats)
    join_line(event, registration, at=at)
    record(verb="bookings.queued", about=registration, by=by)
    mail_waiting(registration, ahead=ahead_of(registration))
    return registration


@transaction.atomic
def release_registration(*, public_id: UUID, at: datetime | None = None) -> bool:
    """Take back seats whose address was not confirmed, or that were not paid, in time, and offer them. True when there was something to release.

    What somebody is paying stays theirs until that ends; so does what waits for money while the date is put off.
    """
    event, registration = lock_both(public_id=public_id)
    moment = at or now()
    if registration.state not in WAIT_A_WHILE or not registration.held_until or registration.held_until > moment:
        return False
    unpaid = registration.state == RegistrationState.TO_PAY
    if unpaid and (event.state == EventState.POSTPONED or is_being_paid(registration)):
        return False
    end(event, registration, RegistrationState.EXPIRED)
    if not unpaid:
        registration.delete_on = min(registration.delete_on, localdate(moment) + KEEP_UNCONFIRMED)
    write(event, registration)
    cancel_emails_about(record=registration, purpose="bookings.to-pay" if unpaid else "bookings.confirm")
    record(verb="bookings.released", about=registration)
    if unpaid:
        mail_pay_expired(registration)
    make_offers(event, at=moment)
    return True


def release_unconfirmed(*, moment: datetime | None = None) -> int:
    """By the clock: every seat whose time to confirm, or to pay, is over. Returns how many."""
    at = moment or now()
    late = Registration.objects.filter(state__in=WAIT_A_WHILE, held_until__lte=at).order_by("held_until", "pk")
    return sum(release_registration(public_id=each, at=at) for each in late.values_list("public_id", flat=True)[:1000])


def ahead_of(registration: Registration) -> int:
    """How many people wait before them."""
    waiting = list(registration.event.registrations.queue().values_list("pk", flat=True))
    return waiting.index(registration.pk) if registration.pk in waiting else 0


def _check_line(event: Event, seats: int) -> None:
    """Raises why somebody without a seat cannot wait for one either."""
    if event.capacity is not None and seats > event.capacity:
        raise NotEnoughSeats
    if not event.has_waiting_list:
        raise EventFull if event.is_full else NotEnoughSeats


def _position(event: Event) -> int:
    """The place that who confirms now would have in the line."""
    return event.registrations.queue().count() + 1
