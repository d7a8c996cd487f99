"""Which places are neighbours, reckoned from their points alone: no borders are needed, and none are claimed."""

from __future__ import annotations

import math
from collections.abc import Mapping

Point = tuple[float, float]
# Two are neighbours unless a third lies between them: sees them under a wider angle than this (degrees).
BETWEEN = 108
# Further apart, they are no neighbours whatever lies between (km).
FAR = 17
EARTH = 6371.0088  # mean radius in km (IUGG)
# One degree of latitude (km) on a round 6,371: the areas of the map are drawn with it, and drawing again must give the same (circles.drawing).
DEGREE = math.pi * 6371 / 180


def kilometres(one: Point, other: Point) -> float:
    """The distance between two points (latitude and longitude in degrees) as the crow flies: the haversine formula."""
    (south, west), (north, east) = (map(math.radians, point) for point in (one, other))
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def neighbours(points: Mapping[str, Point]) -> dict[str, set[str]]:
    """For each name those next to it, both ways: a Gabriel graph that is a little more generous (there the angle is 90)."""
    flat = {name: on_the_plane(point) for name, point in points.items()}
    found: dict[str, set[str]] = {name: set() for name in points}
    names = sorted(points)
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            if math.dist(flat[one], flat[other]) <= FAR and not _parted(flat, one, other):
                found[one].add(other)
                found[other].add(one)
    return found


def on_the_plane(point: Point) -> tuple[float, float]:
    """East and north in km of 51° N 4° E: true enough for a country this small (under 0.5 %)."""
    latitude, longitude = point
    return (longitude - 4) * DEGREE * math.cos(math.radians(51)), (latitude - 51) * DEGREE


def off_the_plane(place: tuple[float, float]) -> Point:
    """Latitude and longitude of what lies so many km east and north."""
    east, north = place
    return 51 + north / DEGREE, 4 + east / (DEGREE * math.cos(math.radians(51)))


def _parted(flat: Mapping[str, Point], one: str, other: str) -> bool:
    return any(
        _angle(third, flat[one], flat[other]) > BETWEEN for name, third in flat.items() if name not in (one, other)
    )


def _angle(at: Point, one: Point, other: Point) -> float:
    """Under which `at` sees the two (degrees, 0 to 180)."""
    left, right = (math.atan2(point[1] - at[1], point[0] - at[0]) for point in (one, other))
    turn = abs(math.degrees(left - right))
    return min(turn, 360 - turn)
