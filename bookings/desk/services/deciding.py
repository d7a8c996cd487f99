"""What the organisation answers by its link, or staff write down for them by telephone (spec C4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, localtime, now

from bookings.desk.emails import (
    mail_agreed,
    mail_countered,
    mail_talk_again,
    mail_trainers,
    mail_withdrawn,
    tell_staff,
)
from bookings.desk.enums import Actor, ProposalState, RequestState, SlotState
from bookings.desk.errors import DateNotPossible, ProposalExpired, ProposalGone
from bookings.desk.models import BookingRequest, PreferredDate, Proposal
from bookings.desk.services.moving import accepted_proposal, check_move, lock_request, move, standing_proposal
from bookings.desk.services.proposing import follow_calendar, settle
from bookings.desk.services.receiving import Wish, check_wishes
from bookings.desk.services.slots import hold_slots, release_slots
from bookings.enums import EventState
from bookings.services import cancel_event
from trust.outbox.services import cancel_emails_about

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

STOPPED = ("bookings.request-proposal", "bookings.request-proposal-ends", "bookings.request-pack")


@transaction.atomic
def accept_proposal(*, public_id: UUID, version: int, name: str, by: AbstractBaseUser | None = None) -> BookingRequest:
    """Yes to that version, by `name`; `by`: the member of staff who heard it by telephone. From now on it is locked. A repeat is harmless.

    Raises `ProposalGone` when another version stands, or none; `ProposalExpired`; `MoveNotAllowed`.
    """
    request = lock_request(public_id=public_id)
    proposal = request.proposals.select_for_update(of=("self",)).filter(version=version).first()
    if proposal is not None and proposal.state == ProposalState.ACCEPTED and accepted_proposal(request) == proposal:
        return request
    if proposal is None or proposal.state != ProposalState.SENT:
        raise ProposalGone
    if proposal.valid_until < localdate() or proposal.starts_at <= now():
        raise ProposalExpired
    check_move(request, RequestState.AGREED, _actor(by))
    settle(proposal, ProposalState.ACCEPTED, said_by=name)
    follow_calendar(request)
    proposal.request = request
    given_on = localtime(proposal.ends_at).date()
    move(request, RequestState.AGREED, actor=_actor(by), by=by, why=name, given_on=given_on)
    bound, released = hold_slots(proposal, state=SlotState.CONFIRMED)
    cancel_emails_about(record=request, purpose="bookings.request-proposal-ends")
    mail_agreed(proposal)
    mail_trainers(proposal, bound, what="bound")
    mail_trainers(proposal, released, what="released")
    tell_staff(request, what="decided")
    return request


@transaction.atomic
def decline_proposal(
    *, public_id: UUID, version: int, name: str, why: str = "", stop: bool, by: AbstractBaseUser | None = None
) -> BookingRequest:
    """No to that version. `stop`: and no other one either, the request is withdrawn; else we make another. A repeat is harmless.

    Raises `ProposalGone`, also when somebody said no already and wanted it to go on otherwise; `MoveNotAllowed`.
    """
    request = lock_request(public_id=public_id)
    proposal = request.proposals.select_for_update(of=("self",)).filter(version=version).first()
    to = RequestState.WITHDRAWN if stop else RequestState.IN_DISCUSSION
    if proposal is not None and proposal.state == ProposalState.DECLINED and request.state == to:
        return request
    if proposal is None or proposal.state != ProposalState.SENT:
        raise ProposalGone
    check_move(request, to, _actor(by))
    settle(proposal, ProposalState.DECLINED, said_by=name)
    follow_calendar(request)
    release_slots(request)
    _stop_mails(request)
    move(request, to, actor=_actor(by), by=by, why=why)
    if stop:
        mail_withdrawn(request, reason="", date_is_off=None, by_them=True)
    else:
        mail_talk_again(request, reason="", date_is_off=None, by_them=True)
    tell_staff(request, what="decided")
    return request


@transaction.atomic
def counter_date(
    *,
    public_id: UUID,
    wishes: Sequence[Wish],
    words: str = "",
    version: int | None = None,
    by: AbstractBaseUser | None = None,
) -> BookingRequest:
    """Another day than the one that stands (or stood, when it expired). What was proposed can no longer be accepted: we propose anew.
    `version`: the one that they had before them.

    Raises `DateNotPossible` for a day that is past or too far away, or none at all, `MoveNotAllowed`, `ProposalGone` when another version stands
    than theirs. The same days again: nothing happens.
    """
    request = lock_request(public_id=public_id)
    if not wishes:
        raise DateNotPossible
    check_wishes(wishes)
    asked = {(wish.on, str(wish.part)) for wish in wishes}
    if request.state == RequestState.IN_DISCUSSION:
        latest = request.preferred_dates.filter(is_counter=True).order_by("-named_at", "pk")
        if asked <= set(latest.values_list("on", "part")):
            return request
    check_move(request, RequestState.IN_DISCUSSION, _actor(by))
    standing = standing_proposal(request)
    if standing is not None and version not in (None, standing.version):
        raise ProposalGone
    if standing is not None:
        settle(standing, ProposalState.DECLINED, said_by=request.contact_name)
    follow_calendar(request)
    release_slots(request)
    _stop_mails(request)
    moment = now()
    rows = PreferredDate.objects.bulk_create(
        PreferredDate(request=request, on=wish.on, part=wish.part, is_counter=True, words=words, named_at=moment)
        for wish in dict.fromkeys(wishes)
    )
    move(request, RequestState.IN_DISCUSSION, actor=_actor(by), by=by, why=words)
    mail_countered(request, wishes=rows)
    tell_staff(request, what="countered")
    return request


@transaction.atomic
def withdraw_request(*, public_id: UUID, why: str = "", by: AbstractBaseUser | None = None) -> BookingRequest:
    """It is off, whatever stood. `by`: staff, for them or for us. A repeat is harmless. Raises `MoveNotAllowed`."""
    request = lock_request(public_id=public_id)
    if request.state == RequestState.WITHDRAWN:
        return request
    check_move(request, RequestState.WITHDRAWN, _actor(by))
    off = call_off(request, reason=why)
    move(request, RequestState.WITHDRAWN, actor=_actor(by), by=by, why=why)
    mail_withdrawn(request, reason=why, date_is_off=off, by_them=by is None)
    if by is None:
        tell_staff(request, what="decided")
    return request


def call_off(request: BookingRequest, *, reason: str) -> Proposal | None:
    """What the locked request stands on ends: the version that waits, the date that was agreed with its trainers, its public date.

    Returns the accepted version, when its date is off by this.
    """
    if (standing := standing_proposal(request)) is not None:
        settle(standing, ProposalState.TAKEN_BACK)
    agreed = request.state in (RequestState.AGREED, RequestState.PREPARED)
    accepted = accepted_proposal(request) if agreed else None
    if accepted is not None:  # who said yes stays written
        accepted.state = ProposalState.TAKEN_BACK
        accepted.save(update_fields=["state"])
    follow_calendar(request)
    released = release_slots(request)
    _stop_mails(request)
    if accepted is not None:
        accepted.request = request
        mail_trainers(accepted, released, what="released")
    public = request.public_event
    if public is not None and public.state != EventState.CANCELLED and not public.deleted_at:
        cancel_event(event_id=public.pk, reason=reason)
    return accepted


def _stop_mails(request: BookingRequest) -> None:
    """Nothing that no longer holds leaves."""
    for purpose in STOPPED:
        cancel_emails_about(record=request, purpose=purpose)


def _actor(by: AbstractBaseUser | None) -> Actor:
    return Actor.ORGANISATION if by is None else Actor.STAFF
