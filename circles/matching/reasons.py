"""Why these people form a group: what they share, in numbers."""

from __future__ import annotations

from circles.matching import scoring
from circles.matching.people import PARTS, WEEKDAYS
from circles.matching.proposals import Reason, Why
from circles.matching.table import Table
from trust.places.nearness import kilometres


def reasons_for(table: Table, verbinder: int, people: tuple[int, ...], place: int) -> tuple[Reason, ...]:
    """Travel, days, wishes, ages and waiting, in this order; wishes and ages only when there is something to say."""
    group = (verbinder, *people)
    reasons = [_travel(table, group, place), _slots(table, group), _wishes(table, group), _ages(table, group)]
    return (*(reason for reason in reasons if reason), _waiting(table, people))


def _travel(table: Table, group: tuple[int, ...], place: int) -> Reason:
    """`km` as the crow flies, `minutes` on the road, both of who comes from furthest."""
    minutes = [table.minutes[place][table.point[one]] for one in group]
    furthest = max(kilometres(table.points[place], table.points[table.point[one]]) for one in group)
    at_home = sum(table.point[one] == place for one in group)
    facts = {"km": round(furthest, 1), "minutes": max(minutes), "average_minutes": round(sum(minutes) / len(minutes))}
    return Reason(Why.TRAVEL, facts | {"own_place": at_home, "members": len(group)})


def _slots(table: Table, group: tuple[int, ...]) -> Reason:
    nobody_minds = not any(table.members[one].slots for one in group)
    shared = scoring.shared_slots(table, group)
    names = [name for at, name in enumerate(table.slot_names) if shared >> at & 1]
    return Reason(Why.SLOTS, {"slots": [] if nobody_minds else sorted(names, key=in_the_week), "any": nobody_minds})


def _wishes(table: Table, group: tuple[int, ...]) -> Reason | None:
    shared = scoring.shared_wishes(table, group)[: table.case.weights.activities]
    named = [[table.wish_names[wish], times] for wish, times in shared]
    return Reason(Why.WISHES, {"wishes": named, "members": len(group)}) if named else None


def _ages(table: Table, group: tuple[int, ...]) -> Reason | None:
    bands = [band for one in group if (band := table.bands[one]) is not None]
    if len(bands) < 2:
        return None
    return Reason(Why.AGES, {"bands": max(bands) - min(bands), "known": len(bands), "members": len(group)})


def _waiting(table: Table, people: tuple[int, ...]) -> Reason:
    days = [table.waited[person] for person in people]
    return Reason(Why.WAITING, {"longest": max(days), "average": round(sum(days) / len(days))})


def in_the_week(slot: str) -> tuple[int, int]:
    """Monday morning first."""
    day, part = slot.split("-")
    return (WEEKDAYS.index(day), PARTS.index(part))
