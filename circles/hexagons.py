"""A grid of hexagons that stand on a point, and the outline of some of them together. Whole numbers, so that shared corners are the same.

A hexagon is `(column, row)`, axial (https://www.redblobgames.com/grids/hexagons/): the next in a row lies one width to the east, the next row
to the north lies half a width further east. A corner is counted in half widths east and half sides north.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

Hexagon = tuple[int, int]
Corner = tuple[int, int]
Spot = tuple[float, float]

AROUND = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))
# From the lowest, counterclockwise, y to the north.
CORNERS = ((0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1))


def next_to(hexagon: Hexagon) -> list[Hexagon]:
    """The six around it."""
    return [(hexagon[0] + column, hexagon[1] + row) for column, row in AROUND]


def middle(hexagon: Hexagon, *, width: float) -> Spot:
    """Where its middle lies, in the unit of `width`, the distance between two middles."""
    return spot((2 * hexagon[0] + hexagon[1], 3 * hexagon[1]), width=width)


def spot(corner: Corner, *, width: float) -> Spot:
    """Where a corner lies."""
    return corner[0] * width / 2, corner[1] * width / (2 * math.sqrt(3))


def hexagon_at(place: Spot, *, width: float) -> Hexagon:
    """The one that `place` lies in."""
    row = place[1] / (width * math.sqrt(3) / 2)
    column = place[0] / width - row / 2
    near = [(math.floor(column) + right, math.floor(row) + up) for right in (-1, 0, 1, 2) for up in (-1, 0, 1, 2)]
    return min(near, key=lambda hexagon: (round(math.dist(place, middle(hexagon, width=width)), 9), hexagon))


def parts(hexagons: Iterable[Hexagon]) -> list[set[Hexagon]]:
    """Those that hang together, the largest part first."""
    left, found = set(hexagons), []
    while left:
        part, edge = set(), {min(left)}
        while edge:
            part |= edge
            edge = {other for hexagon in edge for other in next_to(hexagon)} & left - part
        found.append(part)
        left -= part
    return sorted(found, key=lambda part: (-len(part), min(part)))


def outline(hexagons: Iterable[Hexagon]) -> list[list[Corner]]:
    """The rings around them, each closed by its first corner: counterclockwise outside, clockwise around a hole."""
    sides: set[tuple[Corner, Corner]] = set()
    for hexagon in set(hexagons):
        corners = [(2 * hexagon[0] + hexagon[1] + right, 3 * hexagon[1] + up) for right, up in CORNERS]
        sides |= set(zip(corners, corners[1:] + corners[:1], strict=True))
    # Where two touch, their side is walked both ways; of what is left, one side starts at each corner.
    onward = {start: end for start, end in sides if (end, start) not in sides}
    rings = []
    while onward:
        ring = [min(onward)]
        while ring[-1] in onward:
            ring.append(onward.pop(ring[-1]))
        rings.append(ring)
    return rings
