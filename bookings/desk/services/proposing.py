"""Making, sending and comparing versions of a proposal (spec C3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, now

from bookings.desk.emails import mail_proposal
from bookings.desk.enums import Actor, ProposalState, RequestState, SlotState
from bookings.desk.errors import DraftChanged, ProposalIncomplete, ProposalLocked
from bookings.desk.models import BookingRequest, BookingTerms, Proposal, ProposalLine, Trainer
from bookings.desk.papers import proposal_pdf
from bookings.desk.services.moving import check_move, lock_request, move, standing_proposal
from bookings.desk.services.slots import hold_slots
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True)
class Draft:
    """What a version says. `lines`: mappings with the fields of `ProposalLine`; `starts_at`, `ends_at` aware."""

    starts_at: datetime
    ends_at: datetime
    place: str
    valid_until: date
    words: str = ""
    trainers: Sequence[Trainer] = ()
    terms: BookingTerms | None = None
    lines: Sequence[Mapping[str, Any]] = field(default=())


@transaction.atomic
def save_draft(*, public_id: UUID, draft: Draft, by: AbstractBaseUser, seen: str | None = None) -> Proposal:
    """Write the draft of the request: the one there is, or a new version. `seen`: the `stamp` of the last version as it was read.

    Raises `DraftChanged` when that says something else by now, `MoveNotAllowed` where no proposal can be made.
    """
    request = lock_request(public_id=public_id)
    last = request.proposals.order_by("-version").first()
    if seen is not None and seen != stamp(last):
        if last is None or last.state != ProposalState.DRAFT or _whole_of(last) != _as_written(draft):
            raise DraftChanged
        return last  # a second press
    if request.state != RequestState.PROPOSED:
        check_move(request, RequestState.PROPOSED, Actor.STAFF)
    said = {
        "starts_at": draft.starts_at,
        "ends_at": draft.ends_at,
        "place": draft.place,
        "valid_until": draft.valid_until,
        "words": draft.words,
        "terms": draft.terms,
    }
    proposal = request.proposals.filter(state=ProposalState.DRAFT).first()
    if proposal is None:
        proposal = request.proposals.create(version=(last.version if last else 0) + 1, made_by=by, **said)  # type: ignore[misc]
    else:
        Proposal.objects.filter(pk=proposal.pk).update(**said)
        proposal.refresh_from_db()
    proposal.trainers.set(draft.trainers)
    proposal.lines.all().delete()
    ProposalLine.objects.bulk_create(
        ProposalLine(proposal=proposal, sort_order=place, **line) for place, line in enumerate(draft.lines)
    )
    return proposal


@transaction.atomic
def drop_draft(*, public_id: UUID, by: AbstractBaseUser) -> None:
    """Throw the draft of the request away; a repeat is harmless."""
    request = lock_request(public_id=public_id)
    request.proposals.filter(state=ProposalState.DRAFT).delete()


def send_proposal(*, public_id: UUID, version: int, by: AbstractBaseUser, seen: str | None = None) -> Proposal:
    """Send that draft of the request `public_id`; the version that stood is replaced by it. A repeat is harmless. `seen`: its `stamp` as it was
    looked over.

    Raises `DraftChanged` when it says something else by now, `MoveNotAllowed` (it was accepted meanwhile, say), `ProposalIncomplete`,
    `ProposalLocked`.
    """
    # Drawn before anything is locked: it takes a second.
    draft = _whole(public_id, version)
    drawn = (_said(draft), proposal_pdf(draft)) if draft.state == ProposalState.DRAFT else ({}, None)
    return _send(public_id=public_id, version=version, by=by, drawn=drawn, seen=seen)


def _whole(public_id: UUID, version: int) -> Proposal:
    found = Proposal.objects.select_related("request", "terms").prefetch_related("lines", "trainers")
    return found.get(request__public_id=public_id, version=version)


@transaction.atomic
def _send(
    *, public_id: UUID, version: int, by: AbstractBaseUser, drawn: tuple[dict[str, Any], bytes | None], seen: str | None
) -> Proposal:
    request = lock_request(public_id=public_id)
    proposal = request.proposals.select_for_update(of=("self",)).get(version=version)
    if proposal.state == ProposalState.SENT:
        return proposal
    if proposal.state != ProposalState.DRAFT:
        raise ProposalLocked
    if seen is not None and seen != stamp(proposal):
        raise DraftChanged
    if request.state != RequestState.PROPOSED:
        check_move(request, RequestState.PROPOSED, Actor.STAFF)
    if missing := what_is_missing(proposal):
        raise ProposalIncomplete(missing)
    before = standing_proposal(request)
    if before is not None:
        settle(before, ProposalState.SUPERSEDED)
    proposal.state, proposal.sent_at = ProposalState.SENT, now()
    proposal.save(update_fields=["state", "sent_at"])
    follow_calendar(request)
    proposal.request = request
    hold_slots(proposal, state=SlotState.TENTATIVE)
    if request.state != RequestState.PROPOSED:
        move(request, RequestState.PROPOSED, actor=Actor.STAFF, by=by)
    record(verb="bookings.proposal-sent", about=request, by=by, details={"version": proposal.version})
    said, pdf = drawn
    # Somebody changed the draft in that second: drawn anew.
    mail_proposal(proposal, pdf=pdf if said == _said(proposal) else proposal_pdf(proposal), is_revision=version > 1)
    return proposal


def what_is_missing(proposal: Proposal) -> list[str]:
    """The names of what a version must say before it can be sent."""
    lacks = {
        "starts_at": proposal.starts_at <= now(),
        "valid_until": proposal.valid_until < localdate(),
        "trainers": not proposal.trainers.exists(),
        "terms": proposal.terms_id is None,
        "lines": not proposal.lines.exists(),
        "place": not proposal.place.strip(),
    }
    return [name for name, lacking in lacks.items() if lacking]


def settle(proposal: Proposal, to: ProposalState, *, said_by: str = "") -> None:
    """A version that was sent ends as `to`."""
    proposal.state, proposal.decided_at, proposal.decided_by = to, now(), said_by
    proposal.save(update_fields=["state", "decided_at", "decided_by"])


def follow_calendar(request: BookingRequest) -> None:
    """Calendars get a new revision of the date of the locked `request`."""
    request.sequence, request.changed_at = request.sequence + 1, now()
    request.save(update_fields=["sequence", "changed_at"])


def _as_written(draft: Draft) -> tuple:
    lines = tuple(_of_line(ProposalLine(**line)) for line in draft.lines)
    trainers = sorted(trainer.pk for trainer in draft.trainers)
    return draft.starts_at, draft.ends_at, draft.place, draft.valid_until, draft.words, draft.terms, trainers, lines


def _whole_of(proposal: Proposal) -> tuple:
    lines = tuple(_of_line(line) for line in proposal.lines.all())
    trainers = sorted(trainer.pk for trainer in proposal.trainers.all())
    when = proposal.starts_at, proposal.ends_at, proposal.place, proposal.valid_until
    return *when, proposal.words, proposal.terms, trainers, lines


def _of_line(line: ProposalLine) -> tuple:
    return str(line.kind), line.label, Decimal(line.quantity), line.unit_cents, str(line.vat)


def stamp(proposal: Proposal | None) -> str:
    """Short, and another one when a version says something else or stands otherwise; empty without one."""
    if proposal is None:
        return ""
    whole = (proposal.version, str(proposal.state), sorted(_said(proposal).items()))
    return sha256(repr(whole).encode()).hexdigest()[:16]


def differences(older: Proposal, newer: Proposal) -> dict[str, tuple[Any, Any]]:
    """What differs between two versions, by field: before, after. Lines and trainers as tuples of what they say."""
    before, after = _said(older), _said(newer)
    return {name: (before[name], after[name]) for name in after if before[name] != after[name]}


def _said(proposal: Proposal) -> dict[str, Any]:
    return {
        "starts_at": proposal.starts_at,
        "ends_at": proposal.ends_at,
        "place": proposal.place,
        "trainers": tuple(trainer.name for trainer in proposal.trainers.all()),
        "lines": tuple(
            (line.label, line.quantity, line.unit_cents, line.get_vat_display()) for line in proposal.lines.all()
        ),
        "total_cents": proposal.total_cents,
        "terms": proposal.terms.version if proposal.terms else "",
        "valid_until": proposal.valid_until,
        "words": proposal.words,
    }
