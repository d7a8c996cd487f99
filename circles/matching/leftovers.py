"""Why somebody has no group, and why a verbinder has none: the first thing that stood in the way, with its numbers."""

from __future__ import annotations

from circles.matching.proposals import Idle, Reason, WhyNot
from circles.matching.scoring import kept_apart, meeting_place, shared_slots, worth
from circles.matching.table import Table
from trust.places.nearness import kilometres

Groups = dict[int, tuple[int, ...]]  # verbinder: people


def why_not_placed(table: Table, groups: Groups) -> dict[str, Reason]:
    """By id, for each person who is in no group."""
    placed = {person for people in groups.values() for person in people}
    return {one.id: _why_not(table, groups, person) for person, one in enumerate(table.people) if person not in placed}


def why_idle(table: Table, groups: Groups) -> dict[str, Reason]:
    """By id, for each verbinder without a group."""
    placed = {person for people in groups.values() for person in people}
    return {
        one.id: _why_idle(table, verbinder, placed)
        for verbinder, one in zip(table.verbinder_numbers, table.verbinders, strict=True)
        if verbinder not in groups
    }


def _why_not(table: Table, groups: Groups, person: int) -> Reason:
    if not table.verbinders:
        return Reason(WhyNot.NO_VERBINDER)
    in_reach = [one for one in table.verbinder_numbers if _can_meet(table, one, person)]
    if not in_reach:
        return _too_far(table, person)
    same_day = [one for one in in_reach if table.slots[one] & table.slots[person]]
    if not same_day:
        return Reason(WhyNot.NO_SHARED_DAY, {"in_reach": len(in_reach)})
    would_do = [one for one in same_day if not table.apart[one] >> person & 1]
    if not would_do:
        return Reason(WhyNot.KEPT_APART, {"in_reach": len(same_day)})
    if free := [one for one in would_do if one not in groups]:
        return Reason(WhyNot.TOO_FEW, {"free": len(free), "needed": table.fewest})
    return _beside_groups(table, groups, person, would_do)


def _beside_groups(table: Table, groups: Groups, person: int, verbinders: list[int]) -> Reason:
    """What keeps somebody out of the groups of these verbinders, who all would do."""
    facts = {"groups": len(verbinders), "full": 0, "other_day": 0, "kept_apart": 0, "too_far": 0}
    could = 0
    for verbinder in verbinders:
        people = groups[verbinder]
        group = (verbinder, *people, person)
        if len(people) >= table.room[verbinder]:
            facts["full"] += 1
        elif not shared_slots(table, group):
            facts["other_day"] += 1
        elif kept_apart(table, group):
            facts["kept_apart"] += 1
        elif meeting_place(table, group) is None:
            facts["too_far"] += 1
        else:
            could += worth(table, verbinder, (*people, person)) is not None
    if could:
        return Reason(WhyNot.WORSE, {"groups": could})
    return Reason(WhyNot.GROUPS_FULL, facts)


def _too_far(table: Table, person: int) -> Reason:
    """`km` as the crow flies and `minutes` on the road, to the nearest verbinder."""
    here = table.points[table.point[person]]
    nearest = min(table.verbinders, key=lambda verbinder: (kilometres(here, verbinder.point), verbinder.id))
    minutes = table.minutes[table.point[person]][table.point[table.number[nearest.id]]]
    facts = {"km": round(kilometres(here, nearest.point), 1), "minutes": minutes}
    return Reason(WhyNot.TOO_FAR, facts | {"limit": table.case.rules.most_minutes})


def _why_idle(table: Table, verbinder: int, placed: set[int]) -> Reason:
    needed = table.fewest
    if table.room[verbinder] < needed:
        return Reason(Idle.WANTS_SMALLER, {"most": table.room[verbinder] + 1, "least": needed + 1})
    could_come = [
        person
        for person in range(len(table.people))
        if _can_meet(table, verbinder, person)
        and table.slots[person] & table.slots[verbinder]
        and not table.apart[verbinder] >> person & 1
    ]
    facts = {"in_reach": len(could_come), "needed": needed}
    if len(could_come) < needed:
        return Reason(Idle.NOBODY_NEAR, facts)
    return Reason(Idle.OTHERS_WENT_FIRST, facts | {"left": len([one for one in could_come if one not in placed])})


def _can_meet(table: Table, verbinder: int, person: int) -> bool:
    """Whether there is a place, where somebody lives, that neither is too far from."""
    ours, theirs = table.within[table.point[verbinder]], table.within[table.point[person]]
    return not set(ours).isdisjoint(theirs)
