"""How long it takes to get somewhere, by distance."""

from __future__ import annotations

from math import ceil

from circles.matching.people import Rules
from trust.places.nearness import Point, kilometres


def minutes(one: Point, other: Point, rules: Rules) -> int:
    """Whole minutes on the road, rounded up: nobody travels longer than we say."""
    return ceil(kilometres(one, other) * rules.detour / rules.speed * 60)
