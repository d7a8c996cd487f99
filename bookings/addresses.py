"""Addresses of the calendar that never change, without asking the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bookings.models import Event

CALENDAR = "/kalender/"


def path_of_event(event: Event) -> str:
    """The path of the page of `event`."""
    return f"{CALENDAR}{event.slug}/"
