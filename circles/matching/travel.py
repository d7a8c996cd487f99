"""How long it takes to get somewhere, by distance."""

from __future__ import annotations

from math import asin, ceil, cos, radians, sin, sqrt

from circles.matching.people import Rules

EARTH_RADIUS_KM = 6371.0088  # mean radius (IUGG)

Point = tuple[float, float]


def kilometres(one: Point, other: Point) -> float:
    """The great circle between two points (latitude, longitude in degrees), by the haversine formula."""
    (lat1, lon1), (lat2, lon2) = one, other
    a = (
        sin(radians(lat2 - lat1) / 2) ** 2
        + cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(a)))


def minutes(one: Point, other: Point, rules: Rules) -> int:
    """Whole minutes on the road, rounded up: nobody travels longer than we say."""
    return ceil(kilometres(one, other) * rules.detour / rules.speed * 60)
