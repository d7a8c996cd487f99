"""Erasing who came: the seat goes to the next, the links and mails go, the date keeps its counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from bookings.enums import ACTIVE_STATES, RegistrationState
from bookings.models import Event, Registration
from bookings.payments import give_money_back, stop_paying
from bookings.services.seats import hold, lock_event, make_offers
from trust.links.services import revoke_links
from trust.outbox.services import cancel_emails_about


def erase_registrations(rows: QuerySet) -> int:
    """Delete these registrations, date by date. Repeating is harmless."""
    by_event: dict[int, list[int]] = defaultdict(list)
    for pk, event_id in rows.order_by("event_id", "pk").values_list("pk", "event_id"):
        by_event[event_id].append(pk)
    return sum(_erase(event_id, numbers) for event_id, numbers in by_event.items())


def wipe_batch(numbers: Sequence[Any]) -> int:
    """The same for one batch of the nightly retention."""
    return erase_registrations(Registration.objects.filter(pk__in=numbers))


@transaction.atomic
def _erase(event_id: int, numbers: list[int]) -> int:
    event = lock_event(event_id=event_id)
    found = list(event.registrations.filter(pk__in=numbers).select_for_update(no_key=True).order_by("pk"))
    for registration in found:
        cancel_emails_about(record=registration)
        revoke_links(about=registration)
        count(event, registration)
        hold(event, registration, 0)
    Registration.objects.filter(pk__in=[one.pk for one in found]).delete()
    Event.objects.filter(pk=event.pk).update(seats_taken=event.seats_taken, erased_counts=event.erased_counts)
    for registration in found:
        stop_paying(registration)
        if registration.state in ACTIVE_STATES and now() < event.closes_at:
            give_money_back(registration, why=_("The registration was erased"), by=None)
    if any(registration.state in ACTIVE_STATES for registration in found):
        make_offers(event)
    return len(found)


def count(event: Event, registration: Registration) -> None:
    """Add it to what outlives it: people by source, state and presence, as `site/confirmed/came`. No name, no moment (spec H10)."""
    if registration.state == RegistrationState.HELD:
        return
    presence = {True: "came", False: "stayed-away", None: "unknown"}[registration.attended]
    key = f"{registration.source}/{registration.state}/{presence}"
    event.erased_counts[key] = event.erased_counts.get(key, 0) + registration.seats
