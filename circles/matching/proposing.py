"""The way in: propose groups for a case, weigh one that staff made or changed, and say which rules it would break."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from circles.matching import scoring
from circles.matching.leftovers import why_idle, why_not_placed
from circles.matching.people import Case
from circles.matching.proposals import Breach, Outcome, Proposal, Reason
from circles.matching.reasons import reasons_for
from circles.matching.search import Search
from circles.matching.table import Table


def propose(case: Case) -> Outcome:
    """Groups for these people, best first, and for everybody who is left the reason why."""
    table = Table(case)
    groups = Search(table).run()
    proposals = [_proposal(table, verbinder, people) for verbinder, people in groups.items()]
    return Outcome(
        proposals=tuple(sorted(proposals, key=lambda proposal: (-proposal.score, proposal.verbinder_id))),
        not_placed=why_not_placed(table, groups),
        idle_verbinders=why_idle(table, groups),
    )


def weigh(case: Case, *, verbinder_id: str, member_ids: Sequence[str]) -> Proposal | None:
    """This very group as a proposal, with its score and reasons; None when it breaks a rule. Raises `UnknownMember`."""
    if breaches(case, verbinder_id=verbinder_id, member_ids=member_ids):
        return None
    table = Table(case)
    return _proposal(table, table.verbinder(verbinder_id), tuple(table.of(one) for one in member_ids))


def breaches(case: Case, *, verbinder_id: str, member_ids: Sequence[str]) -> list[Reason]:
    """The rules that this group would break; none is good. Raises `UnknownMember`."""
    table = Table(case)
    verbinder = table.verbinder(verbinder_id)
    people = [table.of(one) for one in member_ids]
    if any(one in table.verbinder_numbers for one in people) or len({*people}) < len(people):
        twice = [one for one in member_ids if table.of(one) in table.verbinder_numbers or member_ids.count(one) > 1]
        return [Reason(Breach.TWICE, {"ids": sorted({*twice})})]
    group = (verbinder, *people)
    found = [*_wrong_size(table, verbinder, people)]
    if not scoring.shared_slots(table, group):
        found.append(Reason(Breach.NO_SHARED_DAY))
    if pairs := [_ids(table, pair) for pair in combinations(group, 2) if scoring.kept_apart(table, pair)]:
        found.append(Reason(Breach.KEPT_APART, {"pairs": pairs}))
    if scoring.meeting_place(table, group) is None:
        points = {table.point[one] for one in group}
        least = min(max(table.minutes[place][other] for other in points) for place in points)
        found.append(Reason(Breach.TOO_FAR, {"minutes": least, "limit": case.rules.most_minutes}))
    return found


def _wrong_size(table: Table, verbinder: int, people: list[int]) -> list[Reason]:
    members, least, most = len(people) + 1, table.fewest + 1, table.room[verbinder] + 1
    if members < least:
        return [Reason(Breach.TOO_SMALL, {"members": members, "least": least})]
    return [Reason(Breach.TOO_LARGE, {"members": members, "most": most})] if members > most else []


def _ids(table: Table, pair: tuple[int, int]) -> list[str]:
    return sorted(table.members[one].id for one in pair)


def _proposal(table: Table, verbinder: int, people: tuple[int, ...]) -> Proposal:
    people = tuple(sorted(people))
    parts = scoring.parts(table, verbinder, people)
    place, _travelled = scoring.meeting_place(table, (verbinder, *people)) or (table.point[verbinder], 0)
    return Proposal(
        verbinder_id=table.members[verbinder].id,
        member_ids=tuple(table.members[person].id for person in people),
        meeting_point=table.points[place],
        score=parts.total,
        parts=parts,
        reasons=reasons_for(table, verbinder, people, place),
    )
