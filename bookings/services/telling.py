"""Mails by the clock, and those of staff: each leaves once, whoever starts it twice or dies half-way (spec B8).

A mail's key stands in the outbox with the mail, in one transaction a person; what is written is skipped, what is not is written by the next run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import now

from bookings.emails import (
    follow_up_key,
    link_key,
    mail_follow_up,
    mail_message,
    mail_online_link,
    mail_reminder,
    reminder_key,
)
from bookings.enums import EventState, MessageTo, RegistrationState
from bookings.models import Event, EventMessage, Registration
from bookings.terms import FOLLOW_UP_WITHIN, LINK_BEFORE, REMIND_BEFORE
from trust.audit.services import record
from trust.outbox.models import OutboundEmail

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

MESSAGE_TO = {
    MessageTo.REGISTERED: [RegistrationState.CONFIRMED, RegistrationState.PENDING, RegistrationState.TO_PAY],
    MessageTo.WAITING: [RegistrationState.WAITING, RegistrationState.OFFERED],
    MessageTo.BOTH: [
        RegistrationState.CONFIRMED,
        RegistrationState.PENDING,
        RegistrationState.TO_PAY,
        RegistrationState.WAITING,
        RegistrationState.OFFERED,
    ],
}
PART = 200


def send_reminders(*, moment: datetime | None = None) -> int:
    """Two days before: who registered before that. The day before an online date: the link. Returns how many mails."""
    at = moment or now()
    soon = Registration.objects.confirmed().filter(
        event__state=EventState.PLANNED, event__deleted_at=None, event__starts_at__gt=at
    )
    reminded = soon.filter(
        event__starts_at__lte=at + REMIND_BEFORE, confirmed_at__lte=F("event__starts_at") - REMIND_BEFORE
    )
    linked = soon.filter(
        event__starts_at__lte=at + LINK_BEFORE,
        event__is_online=True,
        confirmed_at__lte=F("event__starts_at") - LINK_BEFORE,
    ).exclude(event__online_url="")
    return _each_once(reminded, reminder_key, mail_reminder) + _each_once(linked, link_key, mail_online_link)


def send_follow_ups(*, moment: datetime | None = None) -> int:
    """After the date, in the words of its series: who came, or was not ticked. Returns how many mails."""
    at = moment or now()
    over = Registration.objects.confirmed().filter(
        event__state=EventState.PLANNED,
        event__deleted_at=None,
        event__ends_at__lte=at,
        event__ends_at__gt=at - FOLLOW_UP_WITHIN,
    )
    asked = over.exclude(Q(event__series=None) | Q(event__series__follow_up="")).exclude(attended=False)
    return _each_once(asked, follow_up_key, lambda one: mail_follow_up(one, words=one.event.series.follow_up))  # type: ignore[union-attr]  # asked for above


@transaction.atomic
def send_message(
    *, event_id: int, to: str, subject: str, text: str, by: AbstractBaseUser, key: str = ""
) -> EventMessage:
    """Staff write to everybody of a date. Sent once: a second press with the same `key` (a UUID made by the screen) gives the first message."""
    event = Event.objects.select_for_update(no_key=True).get(pk=event_id)
    if key and (known := event.messages.filter(public_id=key).first()):
        return known
    account: Any = by
    message = EventMessage(event=event, to=to, subject=subject, text=text, sent_by=account)
    if key:
        message.public_id = key
    people = message_people(event, to)
    message.sent_count = len(people)
    message.save(force_insert=True)
    for registration in people:
        registration.event = event
        once = f"bookings.message:{message.public_id}:{registration.public_id}"
        mail_message(registration, subject=subject, text=text, once_key=once)
    record(verb="bookings.messaged", about=message, by=by, details={"count": len(people), "to": str(to)})
    return message


def message_people(event: Event, to: str) -> list[Registration]:
    """Whom a message of staff reaches; for the preview too."""
    states = MESSAGE_TO[MessageTo(to)]
    return list(event.registrations.filter(state__in=states).exclude(email="").order_by("pk"))


def _each_once(people, key_of: Callable[[Registration], str], mail: Callable[[Registration], None]) -> int:
    """Mail those who have no such mail yet, one transaction a person; their row is locked, so that who cancels now is not mailed."""
    sent = 0
    for part in _parts(people.exclude(email="").select_related("event__series").order_by("pk")):
        known = set(
            OutboundEmail.objects.filter(once_key__in=[key_of(one) for one in part]).values_list("once_key", flat=True)
        )
        for one in part:
            if key_of(one) not in known:
                sent += _mail_one(one, key_of, mail)
    return sent


def _mail_one(one: Registration, key_of, mail) -> int:
    with transaction.atomic():
        current = Registration.objects.select_for_update(of=("self",)).select_related("event__series").get(pk=one.pk)
        off = not current.event.takes_place
        if current.state != RegistrationState.CONFIRMED or off or key_of(current) != key_of(one):
            return 0
        mail(current)
        return 1


def _parts(people) -> Iterable[list[Registration]]:
    last = 0
    while part := list(people.filter(pk__gt=last)[:PART]):
        yield part
        last = part[-1].pk
