"""At the door: who was there, and who came without being written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from bookings.enums import EventState, RegistrationState, Source
from bookings.errors import EventCancelled, TransitionNotAllowed
from bookings.models import Registration
from bookings.services.seats import fits, hold, lock_event, lock_registration, write
from bookings.terms import delete_on
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def set_attended(*, public_id: UUID, attended: bool | None, by: AbstractBaseUser) -> Registration:
    """Tick somebody as present, absent, or not known (None). Sent again over a bad connection it changes nothing.

    Raises `TransitionNotAllowed` for who was not registered for good.
    """
    found = Registration.objects.only("pk").get(public_id=public_id)
    registration = lock_registration(registration_id=found.pk)
    if registration.attended == attended:
        return registration
    if registration.state != RegistrationState.CONFIRMED:
        raise TransitionNotAllowed(registration.state, "attended")
    registration.attended = attended
    registration.save(update_fields=["attended"])
    record(verb="bookings.attendance", about=registration, by=by, details={"attended": attended})
    return registration


@transaction.atomic
def register_walk_in(
    *, event_id: int, name: str, by: AbstractBaseUser, companions: int = 0, public_id: UUID | None = None
) -> Registration:
    """Somebody at the door, who is there. They take a free seat; when there is none they are written down all the same without one: they stand in
    the room, and the count of seats stays right (docs/adr/0023). `public_id`: chosen by the screen, so that sending it twice writes it once.

    Raises `EventCancelled`.
    """
    event = lock_event(event_id=event_id)
    if public_id and (known := event.registrations.filter(public_id=public_id).first()):
        return known
    if event.deleted_at or event.state in (EventState.CANCELLED, EventState.DRAFT):
        raise EventCancelled
    at = now()
    account: Any = by
    registration = Registration(
        event=event,
        name=name,
        companions=companions,
        state=RegistrationState.CONFIRMED,
        source=Source.WALK_IN,
        registered_by=account,
        attended=True,
        created_at=at,
        confirmed_at=at,
        delete_on=delete_on(event.ends_at),
    )
    if public_id:
        registration.public_id = public_id
    if fits(event, registration.seats):
        hold(event, registration, registration.seats)
    write(event, registration)
    record(verb="bookings.walked-in", about=registration, by=by, details={"seats": registration.seats_held})
    return registration
