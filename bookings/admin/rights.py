"""The rights that the screens of the calendar ask (cms/services/roles.py gives them out), and the guard in front of a screen about one date."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from bookings.models import Event, Registration
from trust.viewing import guarded

SEE_DATES = "bookings.view_event"
MAKE_DATES = "bookings.add_event"
CHANGE_DATES = "bookings.change_event"
SEE_PEOPLE = "bookings.view_registration"
STEER_PEOPLE = "bookings.change_registration"
WRITE_TO_PEOPLE = "bookings.add_eventmessage"


def date_screen(right: str, methods: tuple[str, ...]) -> Callable:
    """The same, for a view that takes the date in place of its `pk`; what was taken away is not found."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @guarded(right, methods)
        @wraps(view)
        def screen(request: HttpRequest, pk: int, **kwargs) -> HttpResponse:
            event = get_object_or_404(Event.objects.filter(deleted_at=None).select_related("series"), pk=pk)
            return view(request, event, **kwargs)

        return screen

    return decorate


def person_of(event: Event, public_id) -> Registration:
    """The registration on that date, or 404."""
    found = get_object_or_404(event.registrations.select_related("registered_by"), public_id=public_id)
    found.event = event
    return found
