"""Why a group is proposed, why somebody has none, and what a change would break: the solver's reasons in the words of our records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from circles.grouping import case_of
from circles.matching import words
from circles.matching.people import Case
from circles.matching.proposals import Breach, Reason, Why
from circles.matching.proposing import breaches
from circles.models import Circle, ProposalRun, SignUp
from circles.words import WISHES
from trust.places.nearness import kilometres


def why(circle: Circle) -> list[str]:
    """What was kept with the proposal, a sentence each."""
    return [words.why(_spoken(Reason(**reason))) for reason in circle.reasons]


def _spoken(reason: Reason) -> Reason:
    """With wishes as people say them."""
    if reason.kind != Why.WISHES:
        return reason
    named = [[str(WISHES.get(wish, wish)), count] for wish, count in reason.facts["wishes"]]
    return Reason(reason.kind, reason.facts | {"wishes": named})


@dataclass(frozen=True)
class Left:
    """Somebody without a group, and why."""

    person: SignUp
    why: str


def left_by(run: ProposalRun, *, verbinders: bool = False) -> list[Left]:
    """Who was left by a search, those who wait longest first; one query. Who is gone since is gone here."""
    told = run.idle if verbinders else run.not_placed
    say = words.why_idle if verbinders else words.why_not
    people = SignUp.objects.filter(public_id__in=told, confidential=False).waiting_order()
    people = people.select_related("municipality", "volunteer")
    return [Left(one, say(Reason(**told[str(one.public_id)]))) for one in people]


def breaks(verbinder: SignUp, people: Sequence[SignUp], case: Case | None = None) -> list[str]:
    """Which rules this group would break, a sentence each. Who lives we know not where cannot be weighed, and that is said."""
    unknown = [one for one in (verbinder, *people) if one.municipality_id is None]
    told = [
        _("We do not know where %(name)s lives, so nobody can tell how far it is.") % {"name": one.name}
        for one in unknown
    ]
    if verbinder in unknown:
        return told
    weighed = [one for one in people if one not in unknown]
    case = case or case_of([verbinder], weighed)
    found = breaches(case, verbinder_id=str(verbinder.public_id), member_ids=[str(one.public_id) for one in weighed])
    said = [
        _named(reason, [verbinder, *weighed]) for reason in found if not (unknown and reason.kind == Breach.TOO_SMALL)
    ]
    return [*told, *said]


def _named(reason: Reason, people: Iterable[SignUp]) -> str:
    """Who may not be with whom is said by name: staff have to change something about it."""
    if reason.kind != Breach.KEPT_APART:
        return words.breach(reason)
    names = {str(one.public_id): one.name for one in people}
    pairs = "; ".join(" – ".join(names[one] for one in pair) for pair in reason.facts["pairs"])
    return f"{words.breach(reason)} {pairs}."


@dataclass(frozen=True)
class Candidate:
    """Somebody who could join, how far from the verbinder they live (kilometres as the crow flies), and what it would break."""

    person: SignUp
    away: int
    breaks: list[str]


def candidates(circle: Circle, people: Sequence[SignUp], found: Iterable[SignUp], *, most: int) -> list[Candidate]:
    """The nearest `most` of `found`, each tried beside `people`; those with whom nothing breaks first. One query."""
    anchor = _known([circle.verbinder, *people])
    here = {one.pk for one in people}
    others = [one for one in found if one.municipality_id and one.pk not in here]
    nearest = sorted(others, key=lambda one: (_away(anchor, one), one.signed_at, one.pk))[:most]
    verbinder = circle.verbinder
    if verbinder is None or verbinder.municipality_id is None:
        return [Candidate(one, round(_away(anchor, one)), []) for one in nearest]
    case = case_of([verbinder], [one for one in (*people, *nearest) if one.municipality_id])
    tried = [Candidate(one, round(_away(anchor, one)), breaks(verbinder, [*people, one], case)) for one in nearest]
    return sorted(tried, key=lambda one: bool(one.breaks))


def verbinders_for(people: Sequence[SignUp], found: Iterable[SignUp], *, most: int) -> list[Candidate]:
    """The same for who could lead these people."""
    anchor = _known(people)
    nearest = sorted(found, key=lambda one: (_away(anchor, one), one.pk))[:most]
    case = case_of(nearest, [one for one in people if one.municipality_id])
    tried = [Candidate(one, round(_away(anchor, one)), breaks(one, people, case)) for one in nearest]
    return sorted(tried, key=lambda one: bool(one.breaks))


def _known(people: Iterable[SignUp | None]) -> SignUp | None:
    """The first of whom we know where they live."""
    return next((one for one in people if one and one.municipality_id), None)


def _away(one: SignUp | None, other: SignUp) -> float:
    return kilometres(_point(one), _point(other)) if one else 0


def _point(one: SignUp) -> tuple[float, float]:
    place: Any = one.municipality
    return (place.latitude, place.longitude)


def waiting_days(one: SignUp) -> int:
    return (localdate() - localdate(one.signed_at)).days
