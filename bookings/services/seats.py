"""The seats of one date. Everything that takes or frees one locks the date's row first, then the registration's; `seats_taken` is written here only.

The lock leaves the key alone (FOR NO KEY UPDATE): rows that point at the date can be written before it is taken, so that it is held shortly.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils.timezone import localdate, now

from bookings.emails import mail_offer
from bookings.enums import REGISTRATION_TRANSITIONS, EventState, RegistrationState
from bookings.errors import (
    EventCancelled,
    EventPast,
    EventPostponed,
    RegistrationClosed,
    RegistrationNotOpen,
    TransitionNotAllowed,
)
from bookings.models import Event, Registration
from bookings.offers import offer_deadline
from bookings.rest_days import holidays
from bookings.terms import LAST_CALL
from trust.audit.services import record

# What says whether somebody new gets a seat.
COUNTED = (
    "version",
    "starts_at",
    "ends_at",
    "registration_closes_at",
    "capacity",
    "seats_taken",
    "has_waiting_list",
)


def lock_event(*, event_id: int) -> Event:
    """The date's row, re-read, ours until the end of the transaction."""
    return Event.objects.select_for_update(no_key=True).get(pk=event_id)


def lock_seats(*, event_id: int) -> Event:
    """`lock_event` with no more of the row than counting needs: for the one path that many take at once."""
    return Event.objects.select_for_update(no_key=True).only(*COUNTED).get(pk=event_id)


def lock_registration(*, registration_id: int) -> Registration:
    """The registration's row, re-read. Lock its date first."""
    return Registration.objects.select_for_update(no_key=True).get(pk=registration_id)


def lock_both(*, public_id) -> tuple[Event, Registration]:
    """The registration `public_id` with its date, both locked in that order. Raises `Registration.DoesNotExist`."""
    found = Registration.objects.only("pk", "event_id").get(public_id=public_id)
    event = lock_event(event_id=found.event_id)
    registration = lock_registration(registration_id=found.pk)
    registration.event = event
    return event, registration


def check_open(event: Event, *, at: datetime | None = None) -> None:
    """Raises why `event` takes no registrations at that moment (now): how it stands first, then its window."""
    at = at or now()
    check_takes_place(event, at=at)
    if event.registration_opens_at and at < event.registration_opens_at:
        raise RegistrationNotOpen
    if at >= event.closes_at:
        raise RegistrationClosed


def check_takes_place(event: Event, *, at: datetime | None = None) -> None:
    """Raises `EventCancelled`, `EventPostponed` or `EventPast`. A draft is as good as cancelled: nobody should know of it."""
    if event.deleted_at or event.state in (EventState.CANCELLED, EventState.DRAFT):
        raise EventCancelled
    if (at or now()) >= event.ends_at:
        raise EventPast
    if event.state == EventState.POSTPONED:
        raise EventPostponed


def hold(event: Event, registration: Registration, seats: int) -> None:
    """Let `registration` hold so many seats of the locked `event`; 0 frees them. Both are left to be saved by `write`."""
    event.seats_taken += seats - registration.seats_held
    registration.seats_held = seats


def fits(event: Event, seats: int) -> bool:
    """Whether so many more seats are there."""
    return event.seats_left is None or event.seats_left >= seats


def line_is_empty(event: Event) -> bool:
    """Whether nobody waits for a seat of `event`."""
    return not event.registrations.queue().exists()


def free_for_all(event: Event, seats: int, *, at: datetime) -> bool:
    """Whether somebody new gets seats: there are enough, and nobody waits for them, or the time of offers is over."""
    if not fits(event, seats):
        return False
    return not event.has_waiting_list or line_is_empty(event) or deadline_now(event, at=at) is None


# One statement that many send at once: written out, for to compose it each time cost more than to send it.
TAKE = """
UPDATE bookings_event SET seats_taken = seats_taken + %s
WHERE id = %s AND version = %s AND NOT (has_waiting_list AND has_line) AND (capacity IS NULL OR seats_taken + %s <= capacity)
"""


def take_as_seen(event: Event, seats: int) -> bool:
    """Lock the date's row and take seats in one statement, when it has them, nobody waits for them and it still stands as `event` was read.

    False: nothing happened.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [seats, event.pk, event.version, seats])
        return cursor.rowcount == 1


def join_line(event: Event, registration: Registration, *, at: datetime) -> None:
    """To the end of the waiting list of the locked `event`. The only way into it: `take_as_seen` trusts `has_line`. Writes both."""
    move(registration, RegistrationState.WAITING)
    registration.queued_at = at
    registration.save()
    Event.objects.filter(pk=event.pk).update(has_line=True)


def move(registration: Registration, to: str) -> None:
    """Change the state, in memory. Raises `TransitionNotAllowed`."""
    if to not in REGISTRATION_TRANSITIONS[registration.state]:
        raise TransitionNotAllowed(registration.state, to)
    registration.state = to


def end(event: Event, registration: Registration, to: str) -> None:
    """Cancelled, expired or refused: the seats are free."""
    move(registration, to)
    hold(event, registration, 0)
    registration.ended_at = now()
    registration.held_until = registration.offered_until = None


def write(event: Event, *registrations: Registration) -> None:
    """Save what was changed, seats and rows."""
    for registration in registrations:
        registration.save()
    Event.objects.filter(pk=event.pk).update(seats_taken=event.seats_taken)


def deadline_now(event: Event, *, at: datetime) -> datetime | None:
    """Until when an offer made now would stand; None when it is too late for offers."""
    days = holidays(localdate(at), localdate(event.ends_at))
    return offer_deadline(at, latest=event.closes_at, holidays=days)


def make_offers(event: Event, *, at: datetime | None = None) -> list[Registration]:
    """Offer the free seats of the locked `event` to who waits, in order, and mail them. Returns who got an offer.

    A seat waits for the first in line, also when they need more than are free; from three days before it goes to the first whom it is
    enough for (docs/adr/0023). Nothing is offered when it is too late, or when the date does not go on.
    """
    at = at or now()
    if not event.takes_place or not event.has_waiting_list or event.is_full:
        return []
    waiting = list(event.registrations.queue().select_for_update(no_key=True))
    deadline = deadline_now(event, at=at) if waiting else None
    if deadline is None:
        return []
    offered = []
    for registration in _whose_turn(event, waiting, at=at):
        registration.event = event
        move(registration, RegistrationState.OFFERED)
        hold(event, registration, registration.seats)
        registration.offered_at, registration.offered_until = at, deadline
        offered.append(registration)
    if offered:
        write(event, *offered)
    for registration in offered:
        record(verb="bookings.offered", about=registration, details={"until": deadline.isoformat()})
        mail_offer(registration)
    return offered


def _whose_turn(event: Event, waiting: list[Registration], *, at: datetime) -> list[Registration]:
    last_call = event.starts_at - at <= LAST_CALL
    left, turn = event.seats_left, []
    for registration in waiting:
        if left is None or registration.seats <= left:
            turn.append(registration)
            left = None if left is None else left - registration.seats
        elif not last_call and event.capacity is not None and registration.seats <= event.capacity:
            break
        if left == 0:
            break
    return turn
