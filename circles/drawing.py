"""Draws the public map: areas made of hexagons, from the points of places alone. The same bytes each time.

From the round earth to the sheet: km east and north of a middle point; then a lens that makes Brussels and its rim larger, because much more
people live there to the km² than elsewhere; then the grid of hexagons; then the units of the view box, with y downwards. Going back from a corner
to longitude and latitude undoes the lens, so that the outlines for GeoJSON lie where the places are.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from circles.hexagons import Corner, Hexagon, Spot, hexagon_at, middle, next_to, outline, parts, spot
from circles.partition import PARTITION
from trust.places.enums import Province
from trust.places.nearness import off_the_plane, on_the_plane
from trust.places.table import rows

IN_BRUSSELS = frozenset(part.key for part in PARTITION if part.province == Province.BRUSSELS)
VILLAGES = Path(__file__).with_name("villages.csv")
# An empty hexagon is land too when so many of the six around it are.
ENCLOSED = 4
# An area of so many hexagons gives none away.
FEW = 4
# One hexagon, in km (after the lens).
WIDTH = 5.9
# What the lens enlarges: its middle (latitude, longitude), how much there, and within about how many km.
LENS_MIDDLE, LENS_POWER, LENS_REACH = (50.845, 4.37), 1.1, 22.0
# Where the middle of the lens lies in the grid, in km from the middle of a hexagon: tried, until no area was left with few hexagons.
SHIFT = (2.95, 3.406)
# The view box, and the room around the land in it.
SHEET, MARGIN = 1000.0, 12.0
# Dots of an area: how many, and how far at least from its edge; their grid to begin with, turned by an angle that no side has.
DOTS, DOT_MARGIN, WIDEST, SLANT = 64, 3.2, 14.0, math.radians(13)
LABEL_GRID = 4.0
# The fractional parts of these spread evenly over a square (Roberts, "The unreasonable effectiveness of quasirandom sequences").
PLASTIC = 1.324717957244746
STEPS = (1 / PLASTIC, 1 / PLASTIC**2)


def lens(place: Spot) -> Spot:
    """Km from the middle of the lens, larger around it; moved so that the grid divides the areas well."""
    middle_of_it = on_the_plane(LENS_MIDDLE)
    away = place[0] - middle_of_it[0], place[1] - middle_of_it[1]
    distance = math.hypot(*away)
    factor = _enlarged(distance) / distance if distance else 1.0
    return away[0] * factor + SHIFT[0], away[1] * factor + SHIFT[1]


def without_lens(place: Spot) -> Spot:
    """What `lens` did, undone."""
    middle_of_it = on_the_plane(LENS_MIDDLE)
    away = place[0] - SHIFT[0], place[1] - SHIFT[1]
    distance = math.hypot(*away)
    factor = _reduced(distance) / distance if distance else 1.0
    return middle_of_it[0] + away[0] * factor, middle_of_it[1] + away[1] * factor


def _enlarged(distance: float) -> float:
    return distance * (1 + LENS_POWER * math.exp(-((distance / LENS_REACH) ** 2)))


def _reduced(distance: float) -> float:
    """By halving: `_enlarged` only grows."""
    low, high = 0.0, distance
    for _round in range(60):
        half = (low + high) / 2
        low, high = (half, high) if _enlarged(half) < distance else (low, half)
    return (low + high) / 2


@dataclass(frozen=True)
class Village:
    """`place` after the lens; `municipality` a slug, "" where the table does not say."""

    place: Spot
    municipality: str


def villages() -> list[Village]:
    """All, as the table has them."""
    with VILLAGES.open(encoding="utf-8", newline="") as table:
        lines = csv.DictReader(line for line in table if not line.startswith("#"))
        return [Village(_drawn(line["latitude"], line["longitude"]), line["municipality"]) for line in lines]


def _drawn(latitude: float | str, longitude: float | str) -> Spot:
    return lens(on_the_plane((float(latitude), float(longitude))))


def land() -> set[Hexagon]:
    """The hexagons with a village in them, and those nearly surrounded by such."""
    found = {hexagon_at(village.place, width=WIDTH) for village in villages()}
    while gaps := {
        edge for hexagon in found for edge in next_to(hexagon) if edge not in found and _enclosed(edge, found)
    }:
        found |= gaps
    return found


def _enclosed(hexagon: Hexagon, found: set[Hexagon]) -> bool:
    return sum(other in found for other in next_to(hexagon)) >= ENCLOSED


def shares() -> dict[str, set[Hexagon]]:
    """By the key of an area its hexagons: each is given to the area of the nearest municipality; a bit cut off goes to what lies around it."""
    area_of = {slug: part.key for part in PARTITION for slug in part.municipalities}
    points = [(_drawn(row.latitude, row.longitude), area_of[row.slug]) for row in rows()]
    points += [(village.place, area_of[village.municipality]) for village in villages() if village.municipality]
    whole = land()
    given = {hexagon: _nearest(hexagon, points) for hexagon in sorted(whole)}
    # Brussels lies inside Flemish Brabant: none of it is at the edge.
    beside = [(place, key) for place, key in points if key not in IN_BRUSSELS]
    given |= {
        hexagon: _nearest(hexagon, beside)
        for hexagon in whole
        if given[hexagon] in IN_BRUSSELS and set(next_to(hexagon)) - whole
    }
    _join(given)
    return {part.key: {hexagon for hexagon, key in given.items() if key == part.key} for part in PARTITION}


def _nearest(hexagon: Hexagon, points: list[tuple[Spot, str]]) -> str:
    place = middle(hexagon, width=WIDTH)
    return min(points, key=lambda point: (round(math.dist(place, point[0]), 6), point[1]))[1]


def _join(given: dict[Hexagon, str]) -> None:
    """An area is one piece, but for what no land surrounds: by one hexagon between its pieces where its owner can spare it; else what is cut
    off goes to what lies around it.
    """
    for key in sorted(set(given.values())):
        while len(pieces := parts(_of(given, key))) > 1:
            touched = [
                {other for hexagon in piece for other in next_to(hexagon) if given.get(other, key) != key}
                for piece in pieces[:2]
            ]
            between = [hexagon for hexagon in sorted(touched[0] & touched[1]) if _spared(given, hexagon)]
            if between:
                given[
                    max(
                        between,
                        key=lambda hexagon: (sum(given.get(other) == key for other in next_to(hexagon)), hexagon),
                    )
                ] = key
            elif touched[1]:
                owners = Counter(given[other] for other in sorted(touched[1]))
                given.update(dict.fromkeys(pieces[1], min(owners, key=lambda owner: (-owners[owner], owner))))
            else:
                break


def _of(given: dict[Hexagon, str], key: str) -> set[Hexagon]:
    return {hexagon for hexagon, owner in given.items() if owner == key}


def _spared(given: dict[Hexagon, str], hexagon: Hexagon) -> bool:
    """The area that has it keeps enough, in as many pieces."""
    before = _of(given, given[hexagon])
    return (
        len(before) > FEW and given[hexagon] not in IN_BRUSSELS and len(parts(before - {hexagon})) <= len(parts(before))
    )


class Sheet:
    """From corners of hexagons to the units of the view box, rounded to one decimal."""

    def __init__(self, hexagons: set[Hexagon]):
        corners = [spot(corner, width=WIDTH) for ring in outline(hexagons) for corner in ring]
        self.west, self.north = min(east for east, _north in corners), max(north for _east, north in corners)
        east, south = max(east for east, _north in corners), min(north for _east, north in corners)
        self.scale = (SHEET - 2 * MARGIN) / (east - self.west)
        self.height = math.ceil((self.north - south) * self.scale + 2 * MARGIN)

    def at(self, place: Spot) -> Spot:
        x, y = (place[0] - self.west) * self.scale + MARGIN, (self.north - place[1]) * self.scale + MARGIN
        return round(x, 1), round(y, 1)

    def ring(self, corners: list[Corner]) -> list[Spot]:
        return [self.at(spot(corner, width=WIDTH)) for corner in corners]


def path(rings: list[list[Spot]]) -> str:
    """As SVG, each ring with relative lines; from rounded places, so that nothing drifts."""
    return "".join(f"M{_pair(ring[0])}l{' '.join(_pair(step) for step in _steps(ring))}z" for ring in rings)


def _steps(ring: list[Spot]) -> list[Spot]:
    """Without the last, that the `z` walks."""
    return [(end[0] - start[0], end[1] - start[1]) for start, end in pairwise(ring[:-1])]


def _pair(place: Spot) -> str:
    return ",".join(f"{value:.1f}".removesuffix(".0").replace("-0.", "-.").removeprefix("0") or "0" for value in place)


def inside(place: Spot, rings: list[list[Spot]]) -> bool:
    """By counting the sides to the right of it."""
    x, y = place
    crossed = 0
    for ring in rings:
        for (left, top), (right, bottom) in pairwise(ring):
            if (top > y) != (bottom > y) and x < left + (y - top) * (right - left) / (bottom - top):
                crossed += 1
    return crossed % 2 == 1


def room(place: Spot, rings: list[list[Spot]]) -> float:
    """How far it is to the nearest side."""
    return min(_to_side(place, start, end) for ring in rings for start, end in pairwise(ring))


def _to_side(place: Spot, start: Spot, end: Spot) -> float:
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    part = ((place[0] - start[0]) * along[0] + (place[1] - start[1]) * along[1]) / length
    part = min(1.0, max(0.0, part))
    return math.dist(place, (start[0] + part * along[0], start[1] + part * along[1]))


def dots(rings: list[list[Spot]]) -> list[Spot]:
    """`DOTS` places inside, on a slanted grid of triangles as wide as they leave it, each beginning of them spread well."""
    apart = WIDEST
    while len(found := _grid(rings, apart)) < DOTS:
        apart *= 0.98
    xs, ys = zip(*(place for ring in rings for place in ring), strict=True)
    chosen: list[Spot] = []
    number = 0
    while len(chosen) < DOTS:
        number += 1
        part = [(0.5 + number * step) % 1 for step in STEPS]
        wanted = min(xs) + part[0] * (max(xs) - min(xs)), min(ys) + part[1] * (max(ys) - min(ys))
        if inside(wanted, rings):
            chosen.append(min(found, key=lambda place: (round(math.dist(place, wanted), 6), place)))
            found.remove(chosen[-1])
    return chosen


def _grid(rings: list[list[Spot]], apart: float) -> list[Spot]:
    """The corners of triangles with sides of that length that lie inside, `DOT_MARGIN` from the edge."""
    xs, ys = zip(*(place for ring in rings for place in ring), strict=True)
    centre, reach = (
        ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2),
        math.dist((min(xs), min(ys)), (max(xs), max(ys))) / 2,
    )
    across, found = math.ceil(reach / (apart * math.sqrt(3) / 2)), []
    for row in range(-across, across + 1):
        for column in range(-2 * across, 2 * across + 1):
            right, down = apart * (column + row / 2), apart * row * math.sqrt(3) / 2
            if math.hypot(right, down) > reach:
                continue
            place = (
                round(centre[0] + right * math.cos(SLANT) - down * math.sin(SLANT), 1),
                round(centre[1] + right * math.sin(SLANT) + down * math.cos(SLANT), 1),
            )
            if inside(place, rings) and room(place, rings) >= DOT_MARGIN:
                found.append(place)
    return found


def label(rings: list[list[Spot]]) -> Spot:
    """Where a name stands: near the middle, with room around it."""
    places = _grid(rings, LABEL_GRID)
    centre = (sum(x for x, _y in places) / len(places), sum(y for _x, y in places) / len(places))
    return max(places, key=lambda place: (round(min(room(place, rings), 22) - math.dist(place, centre) / 3, 6), place))


def on_earth(corner: Corner) -> list[float]:
    """Longitude and latitude, as GeoJSON wants them."""
    latitude, longitude = off_the_plane(without_lens(spot(corner, width=WIDTH)))
    return [round(longitude, 3), round(latitude, 3)]


def draw() -> dict[str, Any]:
    """What `areas.json` holds; `points` are x and y in turn, in tenths."""
    pieces = shares()
    sheet = Sheet(set().union(*pieces.values()))
    inhabitants = {row.slug: row.population_class.typical for row in rows()}
    return {
        "credit": "GeoNames (https://www.geonames.org/), CC BY 4.0; drawn by manage.py draw_areas",
        "width": round(SHEET),
        "height": sheet.height,
        "areas": [_area(part, pieces[part.key], sheet, inhabitants) for part in PARTITION],
        "provinces": {
            province.value: _province(province, pieces, sheet)
            for province in Province
            if province != Province.ELSEWHERE
        },
    }


def _area(part: Any, hexagons: set[Hexagon], sheet: Sheet, inhabitants: dict[str, int]) -> dict[str, Any]:
    corners = outline(hexagons)
    rings = [sheet.ring(ring) for ring in corners]
    numbers = [inhabitants[slug] for slug in part.municipalities]
    return {
        "key": part.key,
        "name": part.name,
        "province": part.province.value,
        "municipalities": list(part.municipalities),
        "population": sum(numbers),
        "largest_share": round(max(numbers) / sum(numbers), 3),
        "path": path(rings),
        "label": label(rings),
        "points": [round(10 * number) for dot in dots(rings) for number in dot],
        "rings": [[on_earth(corner) for corner in ring] for ring in corners],
    }


def _province(province: Province, pieces: dict[str, set[Hexagon]], sheet: Sheet) -> str:
    together = set().union(*(pieces[part.key] for part in PARTITION if part.province == province))
    return path([sheet.ring(ring) for ring in outline(together)])
