"""Small cases for tests: a town, its neighbours, and people with just what matters."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from math import acos, cos, radians, sin

from circles.matching.people import Case, Member, Person, Rules, Verbinder
from circles.matching.proposals import Outcome

TODAY = date(2027, 3, 1)
TOWN = (51.0, 4.0)


def east(kilometres: float) -> tuple[float, float]:
    """A point so far east of the town."""
    return (51.0, 4.0 + kilometres / 69.98)


def a_person(name: str, at: tuple[float, float] = TOWN, *, days: int = 10, **said) -> Person:
    return Person(id=name, latitude=at[0], longitude=at[1], waiting_since=TODAY - timedelta(days=days), **_sets(said))


def a_verbinder(name: str = "v", at: tuple[float, float] = TOWN, **said) -> Verbinder:
    return Verbinder(id=name, latitude=at[0], longitude=at[1], **_sets(said))


def people(count: int, at: tuple[float, float] = TOWN, *, first: str = "p", **said) -> list[Person]:
    return [a_person(f"{first}{number}", at, **said) for number in range(count)]


def a_case(waiting: list[Person], verbinders: list[Verbinder], **said) -> Case:
    return Case(**{"people": tuple(waiting), "verbinders": tuple(verbinders), "today": TODAY, "effort": 200} | said)


def broken(case: Case, outcome: Outcome) -> list[str]:
    """Every hard rule that an outcome breaks, worked out anew from what was asked: none of the solver's own code."""
    known: dict[str, Member] = {member.id: member for member in (*case.people, *case.verbinders)}
    waiting, guides = {person.id for person in case.people}, {verbinder.id for verbinder in case.verbinders}
    found, seen = [], []
    for proposal in outcome.proposals:
        if proposal.verbinder_id not in guides or not waiting.issuperset(proposal.member_ids):
            found.append("one verbinder")
        group = [known[one] for one in (proposal.verbinder_id, *proposal.member_ids)]
        seen += [member.id for member in group]
        found += _broken_by(group, proposal.meeting_point, case.rules)
    if len(seen) != len(set(seen)):
        found.append("in two groups")
    if sorted([*seen, *outcome.not_placed, *outcome.idle_verbinders]) != sorted(known):
        found.append("somebody is nowhere")
    return found


def _broken_by(group: list[Member], meeting_point: tuple[float, float], rules: Rules) -> list[str]:
    """The verbinder stands first."""
    named = [member.slots for member in group if member.slots]
    limit = rules.most_minutes + 1e-6
    kept = {
        "the verbinder's most": len(group) <= group[0].most_members,
        "size": rules.least_members <= len(group) <= rules.most_members,
        "shared day": not named or bool(frozenset.intersection(*named)),
        "apart": not any(one.id in other.apart or other.id in one.apart for one, other in combinations(group, 2)),
        "somebody lives where they meet": meeting_point in {member.point for member in group},
        "travel": all(_minutes(member.point, meeting_point, rules) <= limit for member in group),
    }
    return [rule for rule, holds in kept.items() if not holds]


def _minutes(one: tuple[float, float], other: tuple[float, float], rules: Rules) -> float:
    """By the law of cosines: another formula than the solver's."""
    (lat1, lon1), (lat2, lon2) = one, other
    if one == other:
        return 0
    lat1, lat2, turn = radians(lat1), radians(lat2), radians(lon2 - lon1)
    angle = acos(min(1.0, sin(lat1) * sin(lat2) + cos(lat1) * cos(lat2) * cos(turn)))
    return 6371.0088 * angle * rules.detour / rules.speed * 60


def _sets(said: dict) -> dict:
    return {name: frozenset(what) if name in ("slots", "wishes", "apart") else what for name, what in said.items()}
