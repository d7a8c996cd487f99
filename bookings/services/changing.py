"""What somebody does on their own page, or staff for them by telephone: change, cancel, accept or decline an offered seat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from bookings.emails import (
    mail_approved,
    mail_changed,
    mail_ended,
    mail_offer_expired,
    mail_refused,
    mail_registered,
)
from bookings.enums import ACTIVE_STATES, ENDED_STATES, REGISTRATION_TRANSITIONS, RegistrationState
from bookings.errors import (
    AlreadyRegistered,
    EventFull,
    NotEnoughSeats,
    OfferGone,
    RegistrationEnded,
    TooManyCompanions,
    TransitionNotAllowed,
)
from bookings.models import Event, Registration
from bookings.payments import (
    ask_to_give_back,
    check_number_is_free,
    give_money_back,
    has_to_pay,
    paid_cents,
    stop_paying,
)
from bookings.services.registering import ask_money, settle
from bookings.services.seats import (
    check_takes_place,
    deadline_now,
    end,
    fits,
    hold,
    line_is_empty,
    lock_both,
    make_offers,
    move,
    write,
)
from trust.audit.services import record
from trust.outbox.services import cancel_emails_about

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

OWN_FIELDS = frozenset(["name", "phone", "companions", "needs", "answers"])
HOLDS_NO_LONGER = (
    *("bookings.reminder", "bookings.online-link", "bookings.offer", "bookings.confirm", "bookings.moved"),
    "bookings.to-pay",
)


@transaction.atomic
def change_registration(
    *, public_id: UUID, changes: Mapping[str, Any], by: AbstractBaseUser | None = None
) -> Registration:
    """Change `OWN_FIELDS`. Fewer companions free their seats, more take seats that nobody waits for. Nothing that differs: nothing happens.

    Raises `RegistrationEnded`, `TooManyCompanions`, `NotEnoughSeats`, `PaymentUnderWay`, `SeatsArePaid`,
    why a date does not take place, `ValueError` for another field.
    """
    if unknown := changes.keys() - OWN_FIELDS:
        raise ValueError(f"not changed here: {', '.join(sorted(unknown))}")
    event, registration = lock_both(public_id=public_id)
    _demand_active(registration)
    differs = {name: value for name, value in changes.items() if getattr(registration, name) != value}
    if not differs:
        return registration
    check_takes_place(event)
    was = registration.companions
    for name, value in differs.items():
        setattr(registration, name, value)
    if registration.companions != was:
        check_number_is_free(registration, by=by)
        _other_seats(event, registration, was=was)
    write(event, registration)
    record(
        verb="bookings.changed", about=registration, by=by, by_person=by is None, details={"fields": sorted(differs)}
    )
    if registration.state != RegistrationState.HELD:
        mail_changed(registration)
    if registration.companions < was or registration.state == RegistrationState.WAITING:
        make_offers(event)
        registration.refresh_from_db()
        registration.event = event
    return registration


@transaction.atomic
def cancel_registration(*, public_id: UUID, by: AbstractBaseUser | None = None) -> Registration:
    """They do not come, or leave the list; the seats go to the next. A repeat is harmless. Raises `RegistrationEnded` for what ended otherwise.

    What was paid goes back by itself until registration closes; later staff judge, by a case.
    """
    event, registration = lock_both(public_id=public_id)
    if registration.state == RegistrationState.CANCELLED:
        return registration
    _demand_active(registration)
    had_seat = registration.state == RegistrationState.CONFIRMED
    was_held = registration.state == RegistrationState.HELD
    end(event, registration, RegistrationState.CANCELLED)
    write(event, registration)
    _stop_mails(registration)
    record(verb="bookings.left", about=registration, by=by, by_person=by is None)
    paid, goes_back = paid_cents(registration), now() < event.closes_at
    if not was_held:
        mail_ended(registration, had_seat=had_seat, paid_cents=paid, goes_back=goes_back)
    make_offers(event)
    stop_paying(registration)
    if goes_back:
        give_money_back(registration, why=_("The registration was cancelled"), by=by)
    else:
        ask_to_give_back(registration)
    return registration


@transaction.atomic
def accept_offer(*, public_id: UUID, by: AbstractBaseUser | None = None) -> Registration:
    """The offered seat is theirs. `by`: staff, by telephone. As long as the seat was not given on, a late yes counts. A repeat is harmless.

    Who still waits when the time of offers is over takes a seat that is free. Raises `OfferGone`, `RegistrationEnded`, and why a date does not
    take place.
    """
    event, registration = lock_both(public_id=public_id)
    if registration.state in (RegistrationState.CONFIRMED, RegistrationState.PENDING, RegistrationState.TO_PAY):
        return registration
    _demand_active(registration)
    check_takes_place(event)
    if registration.state == RegistrationState.WAITING and may_take_free_seat(registration):
        hold(event, registration, registration.seats)
    elif registration.state != RegistrationState.OFFERED:
        raise OfferGone
    registration.confirmed_at = registration.confirmed_at or now()
    settle(event, registration, by=by)
    return registration


@transaction.atomic
def decline_offer(*, public_id: UUID, by: AbstractBaseUser | None = None) -> Registration:
    """No, thank you: off the list, and the seat goes to the next. A repeat is harmless. Raises `OfferGone`."""
    _event, registration = lock_both(public_id=public_id)
    if registration.state == RegistrationState.CANCELLED:
        return registration
    if registration.state != RegistrationState.OFFERED:
        raise OfferGone
    return cancel_registration(public_id=public_id, by=by)


@transaction.atomic
def give_seat(*, public_id: UUID, by: AbstractBaseUser) -> Registration:
    """Staff give somebody who waits a free seat, out of turn when they have a reason: it is logged. Raises `EventFull`, `NotEnoughSeats`,
    `TransitionNotAllowed`, and `AlreadyRegistered` for who asked again."""
    event, registration = lock_both(public_id=public_id)
    if registration.state in (RegistrationState.CONFIRMED, RegistrationState.TO_PAY):
        return registration
    moves = REGISTRATION_TRANSITIONS[registration.state]
    if registration.state in ENDED_STATES or RegistrationState.CONFIRMED not in moves:
        raise TransitionNotAllowed(registration.state, RegistrationState.CONFIRMED)
    check_takes_place(event)
    if registration.state == RegistrationState.HELD and event.registrations.of_address(registration.email).exists():
        raise AlreadyRegistered
    if not fits(event, registration.seats - registration.seats_held):
        raise EventFull if event.is_full else NotEnoughSeats
    hold(event, registration, registration.seats)
    registration.confirmed_at = registration.confirmed_at or now()
    registration.held_until = None
    settle(event, registration, by=by)
    return registration


@transaction.atomic
def approve_registration(*, public_id: UUID, by: AbstractBaseUser) -> Registration:
    """They can come, and pay first when it costs something. A repeat is harmless. Raises `TransitionNotAllowed`."""
    event, registration = lock_both(public_id=public_id)
    if registration.state in (RegistrationState.CONFIRMED, RegistrationState.TO_PAY):
        return registration
    if registration.state != RegistrationState.PENDING:
        raise TransitionNotAllowed(registration.state, RegistrationState.CONFIRMED)
    check_takes_place(event)
    if has_to_pay(event, registration):
        ask_money(event, registration, by=by, approved=True)
        return registration
    move(registration, RegistrationState.CONFIRMED)
    write(event, registration)
    record(verb="bookings.approved", about=registration, by=by)
    mail_approved(registration)
    return registration


@transaction.atomic
def settle_otherwise(*, public_id: UUID, by: AbstractBaseUser) -> Registration:
    """Staff say that it is paid in another way, or need not be: registered. A repeat is harmless. Raises `TransitionNotAllowed`."""
    event, registration = lock_both(public_id=public_id)
    if registration.state == RegistrationState.CONFIRMED:
        return registration
    if registration.state != RegistrationState.TO_PAY:
        raise TransitionNotAllowed(registration.state, RegistrationState.CONFIRMED)
    move(registration, RegistrationState.CONFIRMED)
    registration.held_until = None
    write(event, registration)
    cancel_emails_about(record=registration, purpose="bookings.to-pay")
    details = {"cents": registration.amount_cents}
    record(verb="bookings.paid-otherwise", about=registration, by=by, details=details)
    mail_registered(registration)
    stop_paying(registration)
    return registration


@transaction.atomic
def refuse_registration(*, public_id: UUID, reason: str, by: AbstractBaseUser) -> Registration:
    """Not accepted; the reason reaches them, the seat goes to the next. A repeat is harmless. Raises `TransitionNotAllowed`."""
    event, registration = lock_both(public_id=public_id)
    if registration.state == RegistrationState.REFUSED:
        return registration
    if registration.state != RegistrationState.PENDING:
        raise TransitionNotAllowed(registration.state, RegistrationState.REFUSED)
    end(event, registration, RegistrationState.REFUSED)
    write(event, registration)
    record(verb="bookings.refused", about=registration, by=by)
    mail_refused(registration, reason=reason)
    make_offers(event)
    return registration


@transaction.atomic
def expire_offer(*, public_id: UUID, at: datetime | None = None) -> bool:
    """The time to think is over: the seat goes to the next in line. True when there was something to expire."""
    event, registration = lock_both(public_id=public_id)
    moment = at or now()
    until = registration.offered_until
    if registration.state != RegistrationState.OFFERED or until is None or until > moment:
        return False
    end(event, registration, RegistrationState.EXPIRED)
    write(event, registration)
    _stop_mails(registration)
    record(verb="bookings.offer-expired", about=registration)
    mail_offer_expired(registration)
    make_offers(event, at=moment)
    return True


def expire_offers(*, moment: datetime | None = None) -> int:
    """By the clock: every offer whose time is over. Returns how many."""
    at = moment or now()
    late = Registration.objects.filter(state=RegistrationState.OFFERED, offered_until__lte=at)
    found = late.order_by("offered_until", "pk").values_list("public_id", flat=True)
    return sum(expire_offer(public_id=each, at=at) for each in found[:1000])


def may_take_free_seat(registration: Registration) -> bool:
    """Whether who waits may take a free seat without an offer: the time of offers is over, so it is for who comes first."""
    event, at = registration.event, now()
    return fits(event, registration.seats) and event.starts_at > at and deadline_now(event, at=at) is None


def _other_seats(event: Event, registration: Registration, *, was: int) -> None:
    """The seats that go with another number of companions; who waits or asks for the list holds none."""
    more = registration.companions > was
    if more and registration.companions > event.companions_most:
        raise TooManyCompanions
    if event.capacity is not None and registration.seats > event.capacity and more:
        raise NotEnoughSeats
    if not registration.seats_held:
        return
    if more and not (fits(event, registration.companions - was) and line_is_empty(event)):
        raise NotEnoughSeats
    if more and registration.state == RegistrationState.OFFERED:
        raise NotEnoughSeats
    hold(event, registration, registration.seats)


def _demand_active(registration: Registration) -> None:
    if registration.state not in ACTIVE_STATES:
        raise RegistrationEnded


def _stop_mails(registration: Registration) -> None:
    """Nothing that they should no longer hear leaves."""
    for purpose in HOLDS_NO_LONGER:
        cancel_emails_about(record=registration, purpose=purpose)
