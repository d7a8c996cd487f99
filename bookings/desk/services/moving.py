"""The one way a request moves: locked, checked against the table, logged, with its alarm set again (spec C2)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.timezone import localdate, localtime, now

from bookings.desk.enums import (
    BOUND_STATES,
    ENDED_STATES,
    PATIENCE_DAYS,
    REQUEST_TRANSITIONS,
    Actor,
    ProposalState,
    RequestState,
)
from bookings.desk.errors import MoveNotAllowed
from bookings.desk.models import BookingRequest, Proposal
from bookings.desk.terms import KEEP, delete_ended_on, delete_on
from trust.audit.services import record
from trust.days import working_day_after

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def lock_request(*, public_id: UUID) -> BookingRequest:
    """The row, re-read, ours until the end of the transaction. Raises `BookingRequest.DoesNotExist`."""
    return BookingRequest.objects.select_for_update(no_key=True).get(public_id=public_id)


def may_move(request: BookingRequest, to: str, actor: str) -> bool:
    """Whether `actor` may move `request` to `to` now."""
    return actor in REQUEST_TRANSITIONS[request.state].get(to, frozenset())


def check_move(request: BookingRequest, to: str, actor: str) -> None:
    """Raises `MoveNotAllowed`."""
    if not may_move(request, to, actor):
        raise MoveNotAllowed(request.state, to, actor)


def move(
    request: BookingRequest,
    to: RequestState,
    *,
    actor: Actor,
    by: AbstractBaseUser | None = None,
    why: str = "",
    at: datetime | None = None,
    given_on: date | None = None,
) -> None:
    """Move the locked `request`; `given_on`: the day of its date, once that stands. Raises `MoveNotAllowed`."""
    check_move(request, to, actor)
    moment, was = at or now(), request.state
    request.state, request.state_changed_at = to, moment
    request.alarm_on = alarm_for(to, since=localtime(moment).date())
    received_on = localtime(request.received_at).date()
    if to in BOUND_STATES:
        request.delete_on = delete_on(received_on=received_on, given_on=given_on or request.delete_on - KEEP)
    elif to in ENDED_STATES:
        request.delete_on = delete_ended_on(received_on=received_on, ended_on=localtime(moment).date())
    request.save(update_fields=["state", "state_changed_at", "alarm_on", "delete_on"])
    log_move(request, was=was, actor=actor, by=by, why=why, at=moment)


def log_move(
    request: BookingRequest,
    *,
    was: str,
    actor: Actor,
    by: AbstractBaseUser | None = None,
    why: str = "",
    at: datetime | None = None,
) -> None:
    """Write the step in the request's own log, with its reason, and in the audit trail, without."""
    request.moves.create(from_state=was, to_state=request.state, actor=actor, by=by, why=why, at=at or now())  # type: ignore[misc]
    record(
        verb="bookings.request-moved" if was else "bookings.request-received",
        about=request,
        by=by,
        by_person=actor == Actor.ORGANISATION,
        details={"from": was, "to": request.state} if was else {},
    )


def alarm_for(state: str, *, since: date | None = None) -> date | None:
    """The last day before the alarm of a request that came in `state` on `since` (today); None where nothing waits for us."""
    days, since = PATIENCE_DAYS.get(state), since or localdate()
    if days is None:
        return None
    return working_day_after(since, days)


def standing_proposal(request: BookingRequest) -> Proposal | None:
    """The version that was sent and waits for an answer; locked."""
    return request.proposals.select_for_update(of=("self",)).filter(state=ProposalState.SENT).first()


def accepted_proposal(request: BookingRequest) -> Proposal | None:
    """The version that holds."""
    return request.proposals.filter(state=ProposalState.ACCEPTED).first()
