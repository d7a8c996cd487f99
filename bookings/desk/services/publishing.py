"""An agreed date in the public calendar, when both sides want it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from bookings.desk.enums import Actor, RequestState
from bookings.desk.errors import MoveNotAllowed
from bookings.desk.models import BookingRequest
from bookings.desk.services.moving import accepted_proposal, lock_request
from bookings.enums import EventKind, EventState
from bookings.models import Event
from bookings.services.making import create_event
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

DATE_STANDS = frozenset({RequestState.AGREED, RequestState.PREPARED})
KINDS = {"workshop": EventKind.WORKSHOP, "lecture": EventKind.LECTURE}


def public_date(request: BookingRequest) -> Event | None:
    """Its date in the calendar; one that was cancelled there, or taken away, is none any more."""
    event = request.public_event
    return None if event is None or event.state == EventState.CANCELLED or event.deleted_at else event


def may_be_public(request: BookingRequest) -> bool:
    """Whether its date can be put in the calendar now: it lies ahead, they wish it, and it is not there yet."""
    return request.public_wished and request.state in DATE_STANDS and public_date(request) is None


@transaction.atomic
def make_public(*, public_id: UUID, by: AbstractBaseUser) -> Event:
    """A draft in the calendar with the agreed date; staff look it over and publish it. A repeat gives the same one.

    Raises `MoveNotAllowed` when the organisation did not ask for it, or no date stands that lies ahead.
    """
    request = lock_request(public_id=public_id)
    if (known := public_date(request)) is not None:
        return known
    proposal = accepted_proposal(request)
    if proposal is None or not may_be_public(request):
        raise MoveNotAllowed(request.state, RequestState.AGREED, Actor.STAFF)
    page = request.activity
    where = (request.places or [{}])[0]
    event = create_event(
        fields={
            "title": request.activity_title[:140],
            "kind": KINDS.get(request.kind, EventKind.MEETING),
            "summary": (page.summary if page else request.activity_title)[:300],
            "starts_at": proposal.starts_at,
            "ends_at": proposal.ends_at,
            "place_name": where.get("name") or request.organisation_name[:120],
            "street": where.get("street", "") or request.street,
            "postcode": where.get("postcode", "") or request.postcode,
            "city": where.get("city", "") or request.city,
        },
        by=by,
    )
    request.public_event = event
    request.save(update_fields=["public_event"])
    record(verb="bookings.request-made-public", about=request, by=by)
    return event
