"""What a group is worth, and whether it may exist. The search, the proposals and the checks all ask here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from circles.matching.proposals import Parts
from circles.matching.table import Table


class Worth(NamedTuple):
    """Points of a group, the point where it meets, the slots that suit all (as bits)."""

    score: int
    place: int
    slots: int


def worth(table: Table, verbinder: int, people: Sequence[int]) -> Worth | None:
    """What this group is worth; None when it breaks a rule."""
    if not table.fewest <= len(people) <= table.room[verbinder]:
        return None
    group = (verbinder, *people)
    slots = shared_slots(table, group)
    if not slots or kept_apart(table, group):
        return None
    met = meeting_place(table, group)
    if met is None:
        return None
    place, travelled = met
    alone = table.alone
    score = (
        sum([alone[person] for person in people])
        - table.case.weights.minute * travelled
        + wish_points(table, group)
        - age_points(table, group)
    )
    return Worth(score, place, slots)


def parts(table: Table, verbinder: int, people: Sequence[int]) -> Parts:
    """The score of a group that may exist, part by part."""
    weights = table.case.weights
    group = (verbinder, *people)
    _place, travelled = meeting_place(table, group) or (0, 0)
    placed = weights.placed * len(people)
    return Parts(
        placed=placed,
        waiting=sum(table.alone[person] for person in people) - placed,
        wishes=wish_points(table, group),
        travel=-weights.minute * travelled,
        ages=-age_points(table, group),
    )


def shared_slots(table: Table, group: Iterable[int]) -> int:
    """Slots that suit everybody, as bits; 0 is none."""
    shared = table.any_slot
    for member in group:
        shared &= table.slots[member]
    return shared


def kept_apart(table: Table, group: Sequence[int]) -> bool:
    """Whether two of them may not be together."""
    apart = [table.apart[member] for member in group]
    if not any(apart):
        return False
    together = 0
    for member in group:
        together |= 1 << member
    return any(forbidden & together for forbidden in apart)


def meeting_place(table: Table, group: Iterable[int]) -> tuple[int, int] | None:
    """Where they meet, and the minutes that all travel together: the least sum among their own points that nobody is too far from."""
    limit = table.case.rules.most_minutes
    point = table.point
    living: dict[int, int] = {}
    for member in group:
        at = point[member]
        living[at] = living.get(at, 0) + 1
    best = None
    for place in living:
        row, total = table.minutes[place], 0
        for at, how_many in living.items():
            far = row[at]
            if far > limit:
                break
            total += far * how_many
        else:
            if best is None or (total, place) < best:
                best = (total, place)
    return None if best is None else (best[1], best[0])


def shared_wishes(table: Table, group: Iterable[int]) -> list[tuple[int, int]]:
    """Wishes that at least two of them have, with how many do: most shared first."""
    counted: dict[int, int] = {}
    for member in group:
        for wish in table.wishes[member]:
            counted[wish] = counted.get(wish, 0) + 1
    return sorted([(wish, times) for wish, times in counted.items() if times > 1], key=lambda pair: (-pair[1], pair[0]))


def wish_points(table: Table, group: Iterable[int]) -> int:
    """Points for the activities that most of them share."""
    counted: dict[int, int] = {}
    for member in group:
        for wish in table.wishes[member]:
            counted[wish] = counted.get(wish, 0) + 1
    weights = table.case.weights
    shared = sorted(counted.values(), reverse=True)[: weights.activities]
    return weights.wish * sum([times - 1 for times in shared])


def age_points(table: Table, group: Iterable[int]) -> int:
    """Points off for ages that lie far apart; who did not say theirs is left out."""
    bands = [band for member in group if (band := table.bands[member]) is not None]
    if not bands:
        return 0
    weights = table.case.weights
    return weights.band * max(0, max(bands) - min(bands) - weights.near_bands)
