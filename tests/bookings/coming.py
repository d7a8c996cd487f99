"""Somebody comes to a date, and how its seats stand then."""

from __future__ import annotations

from django.db.models import Sum

from bookings.models import Event, Registration
from bookings.services import (
    confirm_registration,
    register,
)
from tests.factories.registrations import an_attendee
from trust.outbox.models import OutboundEmail


def seats(event: Event) -> tuple[int, int]:
    """What is counted, and what the rows hold: always the same."""
    event.refresh_from_db()
    held = event.registrations.aggregate(held=Sum("seats_held"))["held"] or 0
    assert held == event.seats_taken
    return event.seats_taken, event.capacity


def state(registration: Registration) -> str:
    registration.refresh_from_db()
    return registration.state


def mails(purpose: str = "") -> list[str]:
    found = OutboundEmail.objects.order_by("pk")
    return list((found.filter(purpose=f"bookings.{purpose}") if purpose else found).values_list("recipient", flat=True))


def come(event: Event, number: int, **said) -> Registration:
    """Register and confirm."""
    answer = register(event_id=event.pk, attendee=an_attendee(number, **said))
    return confirm_registration(public_id=answer.public_id)
