"""The attendance list as a whole: a page of ticks, and closing it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from bookings.enums import RegistrationState
from bookings.models import Registration
from bookings.services.attending import set_attended
from bookings.services.seats import lock_event
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def save_ticks(*, event_id: int, ticks: Mapping[UUID, bool | None], by: AbstractBaseUser) -> int:
    """Those of `ticks` that are on this date and registered for good; who cancelled meanwhile is passed over. Returns how many were kept."""
    lock_event(event_id=event_id)
    there = Registration.objects.confirmed().filter(event=event_id, public_id__in=list(ticks)).order_by("pk")
    kept = 0
    for registration in there:
        if registration.attended != ticks[registration.public_id]:
            set_attended(public_id=registration.public_id, attended=ticks[registration.public_id], by=by)
            kept += 1
    return kept


@transaction.atomic
def close_attendance(*, event_id: int, by: AbstractBaseUser) -> int:
    """Who is registered and was not ticked, was not there. Returns how many; a repeat changes nothing."""
    event = lock_event(event_id=event_id)
    unknown = event.registrations.filter(state=RegistrationState.CONFIRMED, attended=None)
    count = unknown.order_by().update(attended=False)
    if count:
        record(verb="bookings.attendance-closed", about=event, by=by, details={"count": count})
    return count
