"""What staff do with a request: talk, refuse, prepare, say that it was given, close."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime, now
from django.utils.translation import gettext

from bookings.desk.emails import mail_pack, mail_refused, mail_talk_again, mail_trainers
from bookings.desk.enums import Actor, RequestState
from bookings.desk.errors import MoveNotAllowed, NotOverYet
from bookings.desk.models import BookingRequest
from bookings.desk.services.deciding import call_off
from bookings.desk.services.moving import accepted_proposal, check_move, lock_request, move

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def take_up(*, public_id: UUID, by: AbstractBaseUser, why: str = "") -> BookingRequest:
    """We talk about a new request; whoever takes it up looks after it from then on. A repeat is harmless.

    Raises `MoveNotAllowed` for one that is not new any more: somebody proposed something meanwhile, and that stands.
    """
    request = lock_request(public_id=public_id)
    if request.state == RequestState.IN_DISCUSSION:
        return request
    if request.state != RequestState.NEW:
        raise MoveNotAllowed(request.state, RequestState.IN_DISCUSSION, Actor.STAFF)
    move(request, RequestState.IN_DISCUSSION, actor=Actor.STAFF, by=by, why=why)
    if request.owner_id is None:
        request.owner_id = by.pk
        request.save(update_fields=["owner"])
    return request


@transaction.atomic
def talk_again(*, public_id: UUID, by: AbstractBaseUser, why: str = "") -> BookingRequest:
    """What was proposed or agreed no longer stands, and the organisation is told; what expired, it knows. A repeat is harmless.

    Raises `MoveNotAllowed`.
    """
    request = lock_request(public_id=public_id)
    if request.state == RequestState.IN_DISCUSSION:
        return request
    if request.state == RequestState.NEW:
        raise MoveNotAllowed(request.state, RequestState.IN_DISCUSSION, Actor.STAFF)
    check_move(request, RequestState.IN_DISCUSSION, Actor.STAFF)
    was_expired = request.state == RequestState.EXPIRED
    off = None if was_expired else call_off(request, reason=why)
    move(request, RequestState.IN_DISCUSSION, actor=Actor.STAFF, by=by, why=why)
    if not was_expired:
        mail_talk_again(request, reason=why, date_is_off=off, by_them=False)
    return request


@transaction.atomic
def refuse_request(*, public_id: UUID, reason: str, alternative: str, by: AbstractBaseUser) -> BookingRequest:
    """We cannot: the reason and what would do instead reach the organisation, always (spec C5). A repeat is harmless.

    Raises `MoveNotAllowed`, `ValueError` without a reason.
    """
    request = lock_request(public_id=public_id)
    if request.state == RequestState.REFUSED:
        return request
    if not reason.strip():
        raise ValueError("a refusal has a reason")
    check_move(request, RequestState.REFUSED, Actor.STAFF)
    call_off(request, reason=reason)
    instead = gettext("What would do instead: %(words)s") % {"words": alternative} if alternative.strip() else ""
    why = "\n\n".join(part for part in (reason, instead) if part)
    move(request, RequestState.REFUSED, actor=Actor.STAFF, by=by, why=why)
    mail_refused(request, reason=reason, alternative=alternative)
    return request


@transaction.atomic
def prepare_request(*, public_id: UUID, by: AbstractBaseUser | None = None) -> BookingRequest:
    """Send what to prepare, to the organisation and its trainers; by staff or by the clock. A repeat is harmless. Raises `MoveNotAllowed`."""
    request = lock_request(public_id=public_id)
    if request.state == RequestState.PREPARED:
        return request
    actor = Actor.CLOCK if by is None else Actor.STAFF
    check_move(request, RequestState.PREPARED, actor)
    proposal = accepted_proposal(request)
    assert proposal is not None  # noqa: S101  (an agreed request has one)
    proposal.request = request
    request.pack_sent_at = now()
    request.save(update_fields=["pack_sent_at"])
    move(request, RequestState.PREPARED, actor=actor, by=by, given_on=localtime(proposal.ends_at).date())
    if proposal.ends_at > now():
        mail_pack(proposal)
        mail_trainers(proposal, proposal.trainers.order_by("pk"), what="pack")
    return request


@transaction.atomic
def mark_given(*, public_id: UUID, by: AbstractBaseUser | None = None) -> BookingRequest:
    """It took place; by staff or by the clock. A repeat is harmless. Raises `MoveNotAllowed`, `NotOverYet` before its end."""
    request = lock_request(public_id=public_id)
    if request.state == RequestState.GIVEN:
        return request
    actor = Actor.CLOCK if by is None else Actor.STAFF
    check_move(request, RequestState.GIVEN, actor)
    proposal = accepted_proposal(request)
    assert proposal is not None  # noqa: S101
    if proposal.ends_at > now():
        raise NotOverYet
    move(request, RequestState.GIVEN, actor=actor, by=by, given_on=localtime(proposal.ends_at).date())
    return request


@transaction.atomic
def close_request(*, public_id: UUID, by: AbstractBaseUser, why: str = "") -> BookingRequest:
    """Nothing is left to do: paid, or nothing to pay. A repeat is harmless. Raises `MoveNotAllowed`."""
    request = lock_request(public_id=public_id)
    if request.state == RequestState.CLOSED:
        return request
    proposal = accepted_proposal(request)
    given_on = localtime(proposal.ends_at).date() if proposal else None
    move(request, RequestState.CLOSED, actor=Actor.STAFF, by=by, why=why, given_on=given_on)
    return request
