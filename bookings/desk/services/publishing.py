"""An agreed date in the public calendar, when both sides want it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from bookings.desk.enums import BOUND_STATES, Actor, RequestState
from bookings.desk.errors import MoveNotAllowed
from bookings.desk.services.moving import accepted_proposal, lock_request
from bookings.enums import EventKind
from bookings.models import Event
from bookings.services.making import create_event
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

KINDS = {"workshop": EventKind.WORKSHOP, "lecture": EventKind.LECTURE}


@transaction.atomic
def make_public(*, public_id: UUID, by: AbstractBaseUser) -> Event:
    """A draft in the calendar with the agreed date; staff look it over and publish it. A repeat gives the same one.

    Raises `MoveNotAllowed` when the organisation did not ask for it, or no date stands.
    """
    request = lock_request(public_id=public_id)
    if request.public_event is not None:
        return request.public_event
    proposal = accepted_proposal(request)
    if proposal is None or request.state not in BOUND_STATES or not request.public_wished:
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
