"""The rights that the screens of the desk ask (cms/services/roles.py gives them out), and the guard in front of a screen about one request."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from bookings.desk.models import BookingRequest, Proposal
from trust.viewing import guarded

SEE_REQUESTS = "bookings.view_bookingrequest"
TYPE_REQUESTS = "bookings.add_bookingrequest"
STEER_REQUESTS = "bookings.change_bookingrequest"
CHANGE_TRAINERS = "bookings.change_trainer"
SEE_OWN_DATES = "bookings.see_own_dates"
SEE_EVALUATIONS = "bookings.view_evaluation"
SEE_INVOICES = "bookings.view_invoicerecord"
MAKE_INVOICES = "bookings.add_invoicerecord"


def request_screen(right: str, methods: tuple[str, ...]) -> Callable:
    """Decorator for a view that takes the request in place of its `pk`: the right first, then the method, then the record."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @guarded(right, methods)
        @wraps(view)
        def screen(request: HttpRequest, pk: int, **kwargs) -> HttpResponse:
            found = BookingRequest.objects.select_related("owner", "organisation", "activity", "public_event")
            return view(request, get_object_or_404(found, pk=pk), **kwargs)

        return screen

    return decorate


def version_of(asked: BookingRequest, version: int) -> Proposal:
    """That version of its proposal with everything that it says, or 404."""
    found = asked.proposals.select_related("terms", "made_by").prefetch_related("lines", "trainers")
    proposal = get_object_or_404(found, version=version)
    proposal.request = asked
    return proposal
