"""How a request is shown to the organisation that made it: how far it is, what happened, and its proposals. Never what is for staff alone:
drafts, notes, and reasons that were not told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.desk.enums import Actor, ProposalState, RequestState
from bookings.desk.models import BookingRequest, Proposal, RequestFile, RequestMove
from bookings.desk.services import differences, may_evaluate, may_move
from bookings.templatetags.desk import quantity, wish
from bookings.words import when
from cms.money import euro

STEPS: list[tuple[str, Any]] = [
    (RequestState.NEW, gettext_lazy("Asked")),
    (RequestState.IN_DISCUSSION, gettext_lazy("We talk about it")),
    (RequestState.PROPOSED, gettext_lazy("Proposal")),
    (RequestState.AGREED, gettext_lazy("Agreed")),
    (RequestState.PREPARED, gettext_lazy("Prepared")),
    (RequestState.GIVEN, gettext_lazy("Given")),
]
PLACES = {state: place for place, (state, _words) in enumerate(STEPS)} | {
    RequestState.EXPIRED: 2,
    RequestState.INVOICED: 6,
    RequestState.CLOSED: 6,
}
# What staff wrote with a step is told where the mail about that step told it too.
TOLD = {RequestState.REFUSED, RequestState.WITHDRAWN}
AT_ONCE = timedelta(seconds=10)
TOLD_AGAIN = {RequestState.PROPOSED, RequestState.AGREED, RequestState.PREPARED}
# What a step was, when the organisation did it itself and when we did.
SAID: dict[str, tuple[Any, Any]] = {
    RequestState.NEW: (gettext_lazy("You asked for this."), gettext_lazy("You asked for this.")),
    RequestState.IN_DISCUSSION: (
        gettext_lazy("You asked for another proposal."),
        gettext_lazy("Lus looks for another proposal."),
    ),
    RequestState.AGREED: (gettext_lazy("You said yes."), gettext_lazy("Lus noted that you said yes.")),
    RequestState.PREPARED: (gettext_lazy("Lus sent what to prepare."),) * 2,
    RequestState.GIVEN: (gettext_lazy("It took place."),) * 2,
    RequestState.INVOICED: (gettext_lazy("Lus passed it on for the invoice."),) * 2,
    RequestState.CLOSED: (gettext_lazy("Everything is settled."),) * 2,
    RequestState.REFUSED: (gettext_lazy("Lus cannot do what you asked."),) * 2,
    RequestState.EXPIRED: (gettext_lazy("The proposal was not answered in time."),) * 2,
    RequestState.WITHDRAWN: (gettext_lazy("You stopped the request."), gettext_lazy("The request was stopped.")),
}


def request_of(pk: int) -> BookingRequest:
    """The request, read anew, with everything that its page shows. Raises `BookingRequest.DoesNotExist`."""
    return with_all(BookingRequest.objects.get(pk=pk))


def with_all(asked: BookingRequest) -> BookingRequest:
    """The same request with everything that its page shows, in a few queries."""
    sent = Proposal.objects.exclude(state=ProposalState.DRAFT).select_related("terms").order_by("version")
    prefetch_related_objects(
        [asked],
        Prefetch("proposals", sent.prefetch_related("lines", "trainers")),
        Prefetch("files", RequestFile.objects.defer("content").order_by("pk")),
        "moves",
        "preferred_dates",
    )
    return asked


@dataclass(frozen=True)
class Step:
    """One point on the line: `how` is `done`, `now`, `ahead` or `off`."""

    words: Any
    how: str


def steps_of(asked: BookingRequest) -> list[Step]:
    """The line of steps; a request that ended goes no further than it came."""
    if asked.state in (RequestState.REFUSED, RequestState.WITHDRAWN):
        last = [move for move in asked.moves.all() if move.to_state == asked.state]
        reached = PLACES.get(RequestState(last[-1].from_state), 0) if last and last[-1].from_state else 0
        end = _("Refused") if asked.state == RequestState.REFUSED else _("Stopped")
        return [*(Step(words, "done") for _state, words in STEPS[: reached + 1]), Step(end, "off")]
    here = PLACES[RequestState(asked.state)]
    how = [("done" if place < here else "now" if place == here else "ahead") for place in range(len(STEPS))]
    steps = [Step(words, state) for (_state, words), state in zip(STEPS, how, strict=True)]
    if asked.state == RequestState.EXPIRED:
        steps[here] = Step(_("Proposal ended"), "now")
    return steps


@dataclass(frozen=True)
class Happened:
    """A line of the log."""

    at: datetime
    words: str
    why: str = ""


def story_of(asked: BookingRequest) -> list[Happened]:
    """What happened, in plain words, the last first."""
    told = [
        Happened(move.at, _counter_words(asked, move) or words_of(move), _told_why(move))
        for move in asked.moves.all()
        if not _says_sent(move)
    ]
    sent = [
        Happened(one.sent_at, _("Lus sent proposal %(version)s.") % {"version": one.version})
        for one in asked.proposals.all()
        if one.sent_at
    ]
    return sorted([*told, *sent], key=lambda one: one.at, reverse=True)


def _counter_words(asked: BookingRequest, move: RequestMove) -> str:
    """The days that were named with this step, if any were."""
    if move.to_state != RequestState.IN_DISCUSSION:
        return ""
    named = [day for day in asked.preferred_dates.all() if day.is_counter and abs(day.named_at - move.at) < AT_ONCE]
    return _("You asked for another day: %(days)s.") % {"days": "; ".join(wish(day) for day in named)} if named else ""


def words_of(move: RequestMove) -> str:
    """One step as a sentence."""
    if move.to_state == RequestState.IN_DISCUSSION and move.from_state == RequestState.NEW:
        return _("Lus took up your request.")
    theirs, ours = SAID.get(move.to_state, (move.get_to_state_display(), move.get_to_state_display()))
    return str(theirs if move.actor == Actor.ORGANISATION else ours)


def _says_sent(move: RequestMove) -> bool:
    """The proposals themselves say when they were sent."""
    return move.to_state == RequestState.PROPOSED


def _told_why(move: RequestMove) -> str:
    if move.actor == Actor.ORGANISATION or move.to_state in TOLD:
        return move.why
    if move.to_state == RequestState.AGREED:
        return move.why
    return move.why if move.to_state == RequestState.IN_DISCUSSION and move.from_state in TOLD_AGAIN else ""


@dataclass(frozen=True)
class Change:
    """What differs from the version before."""

    label: str
    before: list[str]
    after: list[str]


@dataclass(frozen=True)
class Version:
    """A proposal, with what changed since the one before it."""

    proposal: Proposal
    changes: list[Change] = field(default_factory=list)


def versions_of(asked: BookingRequest) -> list[Version]:
    """Every version that was sent, the last first."""
    sent = list(asked.proposals.all())
    befores: list[Proposal | None] = [None, *sent]
    found = [Version(one, changes(old, one) if old else []) for old, one in zip(befores, sent, strict=False)]
    return found[::-1]


def changes(older: Proposal, newer: Proposal) -> list[Change]:
    """What differs between two versions, in words."""
    found = differences(older, newer)
    if "starts_at" in found or "ends_at" in found:
        found = {"when": (when(older), when(newer))} | {  # type: ignore[arg-type]
            name: pair for name, pair in found.items() if name not in ("starts_at", "ends_at")
        }
    return [Change(str(LABELS[name]), _lines(name, old), _lines(name, new)) for name, (old, new) in found.items()]


LABELS = {
    "when": gettext_lazy("When"),
    "place": gettext_lazy("Where"),
    "trainers": gettext_lazy("Who comes"),
    "lines": gettext_lazy("Price"),
    "total_cents": gettext_lazy("Together"),
    "terms": gettext_lazy("Terms"),
    "valid_until": gettext_lazy("Stands until"),
    "words": gettext_lazy("Our words"),
}


def _lines(name: str, value: Any) -> list[str]:
    match name:
        case "lines":
            return [
                f"{label}: {quantity(many)} × {euro(cents)}, {vat}" if many != 1 else f"{label}: {euro(cents)}, {vat}"
                for label, many, cents, vat in value
            ]
        case "total_cents":
            return [euro(value)]
        case "valid_until":
            return [date_format(value, "l j F Y")]
        case "trainers":
            return [", ".join(value)] if value else []
    return [str(value)] if value else []


def deeds_of(asked: BookingRequest) -> frozenset[str]:
    """What the organisation can do now; the services decide, this says which buttons make sense."""
    standing = standing_of(asked)
    by_us = Actor.ORGANISATION
    may = {
        "accept": standing is not None and may_move(asked, RequestState.AGREED, by_us),
        "decline": standing is not None and may_move(asked, RequestState.IN_DISCUSSION, by_us),
        "counter": may_move(asked, RequestState.IN_DISCUSSION, by_us),
        "withdraw": may_move(asked, RequestState.WITHDRAWN, by_us),
        "evaluate": may_evaluate(asked),
    }
    return frozenset(name for name, can in may.items() if can)


def standing_of(asked: BookingRequest) -> Proposal | None:
    """The version that waits for an answer."""
    return _first(asked.proposals.all(), ProposalState.SENT)


def accepted_of(asked: BookingRequest) -> Proposal | None:
    """The version that holds."""
    return _first(asked.proposals.all(), ProposalState.ACCEPTED)


def _first(proposals: Iterable[Proposal], state: ProposalState) -> Proposal | None:
    return next((one for one in proposals if one.state == state), None)
