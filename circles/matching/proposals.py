"""What the solver answers: proposals, and who is left, each with reasons as data. `words.py` says them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Why(StrEnum):
    """Why these people, in this group."""

    TRAVEL = "travel"  # km, minutes (of who travels furthest), average_minutes, own_place (how many need not leave it)
    SLOTS = "slots"  # slots: all that suit everybody; any: whether nobody named a day
    WISHES = "wishes"  # wishes: [[word, how many members], …], those that the score counts first
    AGES = "ages"  # bands: from youngest to oldest; known: of how many members
    WAITING = "waiting"  # longest, average (days)


class WhyNot(StrEnum):
    """Why somebody has no group. The first that holds is given."""

    NO_VERBINDER = "no_verbinder"  # there is none at all
    TOO_FAR = "too_far"  # km, minutes to the nearest verbinder; limit (minutes)
    NO_SHARED_DAY = "no_shared_day"  # in_reach: verbinders near enough
    KEPT_APART = "kept_apart"  # in_reach: verbinders near enough on a day that suits
    TOO_FEW = (
        "too_few"  # free: verbinders without a group who would do; needed: how many must wait near them, on one day
    )
    GROUPS_FULL = (
        "groups_full"  # groups of verbinders who would do: full, other_day, too_far, kept_apart (how many of them)
    )
    WORSE = "worse"  # groups that could take them, but would be worse off


class Idle(StrEnum):
    """Why a verbinder has no group."""

    WANTS_SMALLER = "wants_smaller"  # most, least
    NOBODY_NEAR = "nobody_near"  # in_reach: people who could come, on a day that suits; needed
    OTHERS_WENT_FIRST = "others_went_first"  # in_reach, left: of those, how many are still without a group; needed


class Breach(StrEnum):
    """A rule that a group would break."""

    TOO_SMALL = "too_small"  # members, least
    TOO_LARGE = "too_large"  # members, most
    NO_SHARED_DAY = "no_shared_day"
    TOO_FAR = "too_far"  # minutes (at the best place), limit
    KEPT_APART = "kept_apart"  # pairs of ids
    TWICE = "twice"  # ids


@dataclass(frozen=True)
class Reason:
    """A kind, and the numbers to say it with: only what JSON can hold, so that it can be kept beside a record."""

    kind: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the score is made of; the last two are what is taken off, at or below zero."""

    placed: int
    waiting: int
    wishes: int
    travel: int
    ages: int

    @property
    def total(self) -> int:
        return self.placed + self.waiting + self.wishes + self.travel + self.ages


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A group: its verbinder, who else is in it, and the point (latitude, longitude) of the municipality where they would meet."""

    verbinder_id: str
    member_ids: tuple[str, ...]
    meeting_point: tuple[float, float]
    score: int
    parts: Parts
    reasons: tuple[Reason, ...]

    @property
    def size(self) -> int:
        """How many people meet, verbinder included."""
        return len(self.member_ids) + 1


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Everybody in the case stands in exactly one of these. `score` (points) is the sum of the proposals'."""

    proposals: tuple[Proposal, ...]
    not_placed: dict[str, Reason]
    idle_verbinders: dict[str, Reason]

    @property
    def score(self) -> int:
        return sum(proposal.score for proposal in self.proposals)

    @property
    def placed(self) -> int:
        return sum(len(proposal.member_ids) for proposal in self.proposals)
