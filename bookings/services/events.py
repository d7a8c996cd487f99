"""What happens to a date: published, edited, moved, postponed, cancelled, taken away. Each tells calendars and people, and no more than that.

`sequence` and `changed_at` move with what a calendar must follow; `changed_at` alone with what it shows beside it; everybody with a confirmed
address is mailed about the first kind (spec B9, F6). All of it in one transaction: no change without its mails, no mail without its change.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from bookings.emails import mail_event_cancelled, mail_event_changed, mail_event_postponed, mail_online_link
from bookings.enums import EVENT_TRANSITIONS, ON_THE_DATE, EventState, RegistrationState
from bookings.errors import CapacityBelowTaken, TimeNotRight, TransitionNotAllowed
from bookings.models import Event, Registration
from bookings.models.offered import Offered
from bookings.payments import give_money_back, stop_paying
from bookings.services.seats import end, lock_event, make_offers
from bookings.terms import LINK_BEFORE, delete_on, pay_until
from trust.audit.services import record
from trust.outbox.services import cancel_emails_about

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

# A calendar must follow these: a new revision, and a mail to everybody.
FOLLOWED = frozenset(
    ["state", "title", "starts_at", "ends_at", "place_name", "street", "postcode", "city", "is_online", "deleted_at"]
)
# Shown in calendars beside the date: marked as changed, nobody is bothered.
SHOWN = frozenset(["summary", "description", "access_info", "audience", "kind", "state_reason"])
OFFERED_FIELDS = tuple(field.attname for field in Offered._meta.local_fields)
EDITABLE = frozenset(
    [
        *OFFERED_FIELDS,
        "picture",
        "starts_at",
        "ends_at",
        "registration_opens_at",
        "registration_closes_at",
        "owner",
    ]
)


@transaction.atomic
def publish_event(*, event_id: int, by: AbstractBaseUser | None = None) -> Event:
    """A draft becomes public. Repeating is harmless. Raises `TransitionNotAllowed`."""
    event = lock_event(event_id=event_id)
    if event.state == EventState.PLANNED:
        return event
    if event.state != EventState.DRAFT or event.deleted_at:
        raise TransitionNotAllowed(event.state, EventState.PLANNED)
    return change(event, {"state": EventState.PLANNED}, verb="bookings.published", by=by)


@transaction.atomic
def edit_event(*, event_id: int, changes: Mapping[str, Any], by: AbstractBaseUser | None = None) -> Event:
    """Change fields of one date (`EDITABLE`); from then on its series leaves it alone. Nothing that differs: nothing happens.

    Raises `CapacityBelowTaken`, `TimeNotRight`, `ValueError` for a field that is no content.
    """
    if unknown := changes.keys() - EDITABLE:
        raise ValueError(f"not edited here: {', '.join(sorted(unknown))}")
    return change(lock_event(event_id=event_id), changes, verb="bookings.edited", by=by, by_hand=True)


@transaction.atomic
def move_event(
    *,
    event_id: int,
    starts_at: datetime,
    ends_at: datetime,
    place: Mapping[str, Any] | None = None,
    reason: str = "",
    by: AbstractBaseUser | None = None,
) -> Event:
    """Another time (aware), perhaps another place; a postponed date is planned again by it. The registration's window moves along.

    Raises `TimeNotRight`, `TransitionNotAllowed` for a cancelled date.
    """
    event = lock_event(event_id=event_id)
    if event.state == EventState.CANCELLED or event.deleted_at:
        raise TransitionNotAllowed(event.state, EventState.PLANNED)
    changes = dict(place or {}) | {"starts_at": starts_at, "ends_at": ends_at}
    if event.state == EventState.POSTPONED:
        changes["state"] = EventState.PLANNED
        changes["state_reason"] = reason
    elif reason:
        changes["state_reason"] = reason
    for name in ("registration_opens_at", "registration_closes_at"):
        if moment := getattr(event, name):
            changes[name] = moment + (starts_at - event.starts_at)
    return change(event, changes, verb="bookings.moved", by=by, by_hand=True)


@transaction.atomic
def postpone_event(*, event_id: int, reason: str = "", by: AbstractBaseUser | None = None) -> Event:
    """Not on that day, a new one follows. Registrations stay. Repeating is harmless. Raises `TransitionNotAllowed`."""
    event = lock_event(event_id=event_id)
    if event.state == EventState.POSTPONED:
        return event
    _demand(event, EventState.POSTPONED)
    changes = {"state": EventState.POSTPONED, "state_reason": reason}
    return change(event, changes, verb="bookings.postponed", by=by, by_hand=True)


@transaction.atomic
def cancel_event(*, event_id: int, reason: str = "", by: AbstractBaseUser | None = None) -> Event:
    """It does not take place. Everybody is told, those who wait too; registrations end, and what was paid goes back.

    Repeating is harmless. Raises `TransitionNotAllowed`.
    """
    event = lock_event(event_id=event_id)
    if event.state == EventState.CANCELLED:
        return event
    _demand(event, EventState.CANCELLED)
    was_draft = event.state == EventState.DRAFT
    changes = {"state": EventState.CANCELLED, "state_reason": reason}
    event = change(event, changes, verb="bookings.cancelled", by=by, by_hand=True, quiet=was_draft)
    _end_all(event, by=by)
    return event


@transaction.atomic
def delete_event(*, event_id: int, by: AbstractBaseUser | None = None) -> Event:
    """Take a date away: its page goes, calendars are told for 90 days, and its series does not make it again. Whoever was on it is told that it is
    cancelled. Repeating is harmless."""
    event = lock_event(event_id=event_id)
    if event.deleted_at:
        return event
    quiet = event.state in (EventState.DRAFT, EventState.CANCELLED)
    event = change(event, {"deleted_at": now()}, verb="bookings.taken-away", by=by, by_hand=True, quiet=quiet)
    _end_all(event, by=by)
    return event


@transaction.atomic
def change_capacity(*, event_id: int, capacity: int | None, by: AbstractBaseUser | None = None) -> Event:
    """More or fewer seats (≥ 1; None: no limit); new ones are offered at once to who waits. Raises `CapacityBelowTaken`."""
    event = lock_event(event_id=event_id)
    return change(event, {"capacity": capacity}, verb="bookings.capacity-changed", by=by, by_hand=True)


def people_to_tell(event: Event):
    """The registrations of `event` whose people are mailed about it: a confirmed address, and not ended. For the preview of staff too."""
    return event.registrations.filter(state__in=ON_THE_DATE).exclude(email="").order_by("pk")


def change(
    event: Event,
    changes: Mapping[str, Any],
    *,
    verb: str,
    by: AbstractBaseUser | None = None,
    by_hand: bool = False,
    quiet: bool = False,
) -> Event:
    """Write what differs in the locked `event`, mark it for calendars, log it, tell people, offer seats. `quiet`: nobody was told of it before.

    `by_hand`: its series no longer changes it.
    """
    before = {name: getattr(event, name) for name, value in changes.items() if getattr(event, name) != value}
    if not before:
        return event
    for name in before:
        setattr(event, name, changes[name])
    _check(event)
    moment = now()
    event.version += 1
    followed, was_secret = FOLLOWED & before.keys(), before.get("state", event.state) == EventState.DRAFT
    if followed and not was_secret:
        event.sequence += 1
    if followed or SHOWN & before.keys():
        event.changed_at = moment
    if "state" in before:
        event.state_changed_at = moment
    if by_hand:
        event.edited_at = moment
    event.save()
    record(verb=verb, about=event, by=by, details={"fields": sorted(before), "sequence": event.sequence})
    _follow_up(event, before, tell=bool(followed) and not was_secret and not quiet)
    return event


def _follow_up(event: Event, before: dict[str, Any], *, tell: bool) -> None:
    if "ends_at" in before:
        event.registrations.update(delete_on=delete_on(event.ends_at))
    people = list(people_to_tell(event)) if tell or "online_url" in before else []
    if tell and (event.deleted_at or event.state == EventState.CANCELLED):
        mail_event_cancelled(event, people)
    elif tell and event.state == EventState.POSTPONED and "state" in before:
        mail_event_postponed(event, people)
    elif tell and event.ends_at > now():
        mail_event_changed(event, people, before=before)
    elif "online_url" in before:
        _tell_new_link(event, people)
    if before.get("state") == EventState.POSTPONED and event.takes_place:
        waits = event.registrations.filter(state=RegistrationState.TO_PAY).order_by()
        waits.update(held_until=pay_until(at=now(), closes_at=event.closes_at))
    if {"capacity", "state", "starts_at", "has_waiting_list"} & before.keys():
        make_offers(event)


def _tell_new_link(event: Event, people: list[Registration]) -> None:
    """Who was told the old link is told the new one."""
    moment = now()
    if event.is_online and event.online_url and event.starts_at - LINK_BEFORE <= moment < event.ends_at:
        for registration in people:
            if registration.state == RegistrationState.CONFIRMED:
                registration.event = event
                mail_online_link(registration, again=f"{moment:%Y%m%d%H%M%S%f}")


def _end_all(event: Event, *, by: AbstractBaseUser | None) -> None:
    """All registrations of a date that is off end; its people were told, and have their money back."""
    active = list(event.registrations.active().select_for_update(no_key=True).order_by("pk"))
    for registration in active:
        kind = (
            RegistrationState.EXPIRED if registration.state == RegistrationState.HELD else RegistrationState.CANCELLED
        )
        end(event, registration, kind)
        registration.save()
        for purpose in (
            "bookings.reminder",
            "bookings.online-link",
            "bookings.offer",
            "bookings.confirm",
            "bookings.to-pay",
        ):
            cancel_emails_about(record=registration, purpose=purpose)
    Event.objects.filter(pk=event.pk).update(seats_taken=event.seats_taken)
    for registration in active:
        stop_paying(registration)
        give_money_back(registration, why=_("The date was cancelled"), by=by)


def _demand(event: Event, to: str) -> None:
    if event.deleted_at or to not in EVENT_TRANSITIONS[event.state]:
        raise TransitionNotAllowed(event.state, to)


def _check(event: Event) -> None:
    if event.ends_at <= event.starts_at:
        raise TimeNotRight
    if event.capacity is not None and event.capacity < max(1, event.seats_taken):
        raise CapacityBelowTaken(event.seats_taken)
