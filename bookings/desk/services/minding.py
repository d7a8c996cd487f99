"""What the clock does at the desk: each step at most once, also when two clocks strike at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, now

from bookings.desk.emails import ends_key, mail_evaluation, mail_expired, mail_proposal_ends
from bookings.desk.enums import Actor, ProposalState, RequestState
from bookings.desk.errors import DeskRefused
from bookings.desk.models import BookingRequest, Proposal
from bookings.desk.services.moving import accepted_proposal, lock_request, move, standing_proposal
from bookings.desk.services.proposing import follow_calendar, settle
from bookings.desk.services.slots import release_slots
from bookings.desk.services.steering import mark_given, prepare_request
from bookings.desk.terms import EVALUATE_AFTER, EVALUATE_WITHIN, PACK_BEFORE, REMIND_PROPOSAL_BEFORE
from trust.outbox.models import OutboundEmail

AT_ONCE = 500


def expire_proposals() -> int:
    """Versions that stood until yesterday, or whose date has come. Returns how many."""
    late = Proposal.objects.filter(state=ProposalState.SENT)
    late = late.filter(valid_until__lt=localdate()) | late.filter(starts_at__lte=now())
    return _each(late.order_by("pk").values_list("request__public_id", flat=True), expire_proposal)


@transaction.atomic
def expire_proposal(*, public_id: UUID) -> bool:
    """The version that waits was not answered in time: the organisation is told how to go on. False when there is none any more."""
    request = lock_request(public_id=public_id)
    proposal = standing_proposal(request)
    if request.state != RequestState.PROPOSED or proposal is None:
        return False
    if proposal.valid_until >= localdate() and proposal.starts_at > now():
        return False
    settle(proposal, ProposalState.EXPIRED)
    follow_calendar(request)
    release_slots(request)
    move(request, RequestState.EXPIRED, actor=Actor.CLOCK)
    proposal.request = request
    mail_expired(proposal)
    return True


def remind_of_proposals() -> int:
    """Some days before a version ends, once. Returns how many mails were queued."""
    near = Proposal.objects.filter(
        state=ProposalState.SENT,
        valid_until__range=(localdate(), localdate() + REMIND_PROPOSAL_BEFORE),
        sent_at__lt=now() - REMIND_PROPOSAL_BEFORE,
    )
    asked = {ends_key(one): of for one, of in near.order_by("pk").values_list("public_id", "request__public_id")}
    told = set(OutboundEmail.objects.filter(once_key__in=asked).values_list("once_key", flat=True))
    return _each((of for key, of in asked.items() if key not in told), _remind)


@transaction.atomic
def _remind(*, public_id: UUID) -> bool:
    request = lock_request(public_id=public_id)
    proposal = standing_proposal(request)
    if proposal is None:
        return False
    proposal.request = request
    mail_proposal_ends(proposal)
    return True


def prepare_requests() -> int:
    """Agreed requests whose date is near, or already past. Returns how many."""
    return _each(_agreed(RequestState.AGREED, starts_before=now() + PACK_BEFORE), prepare_request)


def mark_past_requests() -> int:
    """Prepared requests whose date is over were given. Returns how many."""
    return _each(_agreed(RequestState.PREPARED, ends_before=now()), mark_given)


def ask_for_evaluations() -> int:
    """The day after, ask how it was. Returns how many were asked."""
    given = BookingRequest.objects.filter(
        state__in=[RequestState.GIVEN, RequestState.INVOICED, RequestState.CLOSED],
        evaluation_asked_at=None,
        evaluation=None,
        proposals__state=ProposalState.ACCEPTED,
        proposals__ends_at__range=(now() - EVALUATE_WITHIN, now() - EVALUATE_AFTER),
    )
    return _each(given.order_by("pk").values_list("public_id", flat=True).distinct(), _ask)


@transaction.atomic
def _ask(*, public_id: UUID) -> bool:
    request = lock_request(public_id=public_id)
    proposal = accepted_proposal(request)
    if proposal is None or request.evaluation_asked_at:
        return False
    request.evaluation_asked_at = now()
    request.save(update_fields=["evaluation_asked_at"])
    proposal.request = request
    mail_evaluation(proposal)
    return True


def _agreed(state: str, *, starts_before: datetime | None = None, ends_before: datetime | None = None):
    """Requests in `state` by the date of the version that holds; what an earlier version said counts no more."""
    held = Proposal.objects.filter(state=ProposalState.ACCEPTED, request__state=state)
    if starts_before:
        held = held.filter(starts_at__lte=starts_before)
    if ends_before:
        held = held.filter(ends_at__lte=ends_before)
    return held.order_by("request_id").values_list("request__public_id", flat=True)


def _each(public_ids: Iterable[UUID], deed: Callable[..., object]) -> int:
    """`deed` for each, by itself; what somebody else did meanwhile is passed over. Returns how many."""
    done = 0
    for public_id in list(public_ids)[:AT_ONCE]:
        try:
            done += bool(deed(public_id=public_id))
        except (DeskRefused, BookingRequest.DoesNotExist):
            continue
    return done
