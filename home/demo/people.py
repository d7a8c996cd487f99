"""The people in the pictures: a head, a coat, arms and legs, all in the same line.

A person is measured in heads: `size` is the radius of the head in pixels; a standing grown-up is about 8.4 of them.
"""

# Points stand in rows, as they are drawn.
# fmt: off

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from home.demo.drawing import INK, LINE, Point, Sheet, oval

FAIR, TAN, BROWN, DEEP = "#F8D9C4", "#E9B994", "#BD855E", "#8A5B40"
CHEEKS = {FAIR: "#F2B49C", TAN: "#D99670", BROWN: "#A4694A", DEEP: "#74452F"}
BLACK, CHESTNUT, BLOND, GREY, WHITE, GINGER = "#2B2A35", "#6B4130", "#E5B45C", "#A9ABB5", "#F1EEE9", "#C8622E"


@dataclass(frozen=True)
class Looks:
    skin: str = FAIR
    hair: str = CHESTNUT
    style: str = "short"  # short, bob, bun, curls, bald, long, scarf, cap, tail, tuft
    coat: str = "#C8401F"
    legs: str = "#2B5C9E"
    glasses: bool = False
    beard: bool = False
    dress: bool = False

    def but(self, **changes) -> Looks:
        return replace(self, **changes)


def standing(
    sheet: Sheet, x: float, y: float, size: float, looks: Looks, *,
    left: list[Point] | None = None, right: list[Point] | None = None, turn: float = 0, stride: float = 0,
) -> None:
    """Feet on (x, y). `left` and `right` are where the hands are, in heads from the shoulder (elbow, hand)."""

    def at(*points: Point) -> list[Point]:
        return [(x + px * size, y + py * size) for px, py in points]

    limb = size * 0.62
    for side in (-1, 1):
        foot = side * (0.5 + stride)
        knee = side * (0.48 + stride * 0.55)
        sheet.tube(at((foot, -0.16), (foot + (0.45 if turn >= 0 else -0.45), -0.14)), INK, limb * 0.5, edge=2)
        colour = looks.skin if looks.dress else looks.legs
        sheet.tube(at((side * 0.42, -3.2), (knee, -1.7), (foot, -0.35)), colour, limb * (0.6 if looks.dress else 1))
    _torso(sheet, x, y, size, looks)
    for side, reach in ((-1, left), (1, right)):
        arm(sheet, x, y, size, looks, side, reach or [(side * 0.26, 1.15), (side * 0.24, 2.25)])
    head(sheet, x, y - 7.45 * size, size, looks, turn=turn)


def _torso(sheet: Sheet, x: float, y: float, size: float, looks: Looks) -> None:
    if looks.dress:
        outline = [(-0.42, -6.45), (-1.02, -6.1), (-1.15, -4.9), (-1.55, -2.4), (0, -2.15), (1.55, -2.4), (1.15, -4.9),
                   (1.02, -6.1), (0.42, -6.45)]
    else:
        outline = [(-0.42, -6.45), (-1.08, -6.1), (-1.2, -4.8), (-1.12, -3.0), (0, -2.8), (1.12, -3.0), (1.2, -4.8),
                   (1.08, -6.1), (0.42, -6.45)]
    sheet.shape([(x + px * size, y + py * size) for px, py in outline], looks.coat)


def arm(
    sheet: Sheet, x: float, y: float, size: float, looks: Looks, side: int, reach: list[Point], *, shoulder=-5.8
) -> None:
    """An arm from the shoulder over the points of `reach` (heads, from the shoulder), with a hand at its end."""
    start = (x + side * 0.92 * size, y + shoulder * size)
    path = [start, *[(start[0] + px * size, start[1] + py * size) for px, py in reach]]
    hand, wrist = path[-1], path[-2]
    length = math.dist(hand, wrist) or 1
    on = (hand[0] + (hand[0] - wrist[0]) / length * size * 0.26, hand[1] + (hand[1] - wrist[1]) / length * size * 0.26)
    sheet.dot(*on, size * 0.3 + LINE * 0.8)
    sheet.dot(*on, size * 0.3, looks.skin)
    sheet.tube(path, looks.coat, size * 0.56)


def bust(sheet: Sheet, x: float, y: float, size: float, looks: Looks, *, turn: float = 0) -> None:
    """Somebody seen to the waist: (x, y) is the middle of the waist; the arms come later, over the table."""
    outline = [(-0.42, -3.45), (-1.15, -3.05), (-1.5, -1.6), (-1.45, 0.25), (0, 0.45), (1.45, 0.25), (1.5, -1.6),
               (1.15, -3.05), (0.42, -3.45)]
    sheet.shape([(x + px * size, y + py * size) for px, py in outline], looks.coat)
    head(sheet, x, y - 4.45 * size, size, looks, turn=turn)


def sitting(
    sheet: Sheet, x: float, y: float, size: float, looks: Looks, *,
    left: list[Point] | None = None, right: list[Point] | None = None, turn: float = 0,
) -> None:
    """On a bench, seen from the front: (x, y) is the seat; the feet come 2.3 heads lower."""
    for side in (-1, 1):
        knee = (x + side * 0.72 * size, y + 0.35 * size)
        foot = (x + side * 0.66 * size, y + 2.3 * size)
        sheet.tube([foot, (foot[0] + side * 0.35 * size, foot[1] + 0.05 * size)], INK, size * 0.32, edge=2)
        colour = looks.skin if looks.dress else looks.legs
        sheet.tube([(x + side * 0.5 * size, y - 0.3 * size), knee, foot], colour, size * (0.44 if looks.dress else 0.64))
    wide = 1.5 if looks.dress else 1.22
    low = 0.75 if looks.dress else 0.15
    outline = [(-0.42, -3.45), (-1.1, -3.1), (-1.22, -1.8), (-wide, low), (0, low + 0.2), (wide, low), (1.22, -1.8),
               (1.1, -3.1), (0.42, -3.45)]
    sheet.shape([(x + px * size, y + py * size) for px, py in outline], looks.coat)
    for side, reach in ((-1, left), (1, right)):
        arm(sheet, x, y, size, looks, side, reach or [(side * 0.4, 1.2), (-side * 0.35, 2.2)], shoulder=-2.8)
    head(sheet, x, y - 4.45 * size, size, looks, turn=turn)


def on_chair(
    sheet: Sheet, x: float, y: float, size: float, looks: Looks, *, facing: int = 1, reach: list[Point] | None = None
) -> None:
    """From the side: (x, y) is the seat; `facing` 1 looks right, -1 looks left. Feet 2.5 heads lower."""
    f = facing

    def at(*points: Point) -> list[Point]:
        return [(x + f * px * size, y + py * size) for px, py in points]

    sheet.tube(at((1.75, 2.45), (2.2, 2.5)), INK, size * 0.34, edge=2)
    sheet.tube(at((0.1, -0.35), (1.75, -0.3), (1.72, 2.25)), looks.skin if looks.dress else looks.legs, size * 0.66)
    sheet.shape(
        at((-0.35, -3.5), (-1.0, -2.9), (-1.15, -1.4), (-0.95, 0.05), (0.1, 0.2), (0.95, -0.05), (0.95, -1.6),
           (0.78, -3.0), (0.3, -3.5)), looks.coat,
    )
    head(sheet, x + f * 0.1 * size, y - 4.5 * size, size, looks, turn=f * 0.9)
    points = reach or [(0.55, 1.05), (1.6, 1.35)]
    start = at((-0.05, -2.75))[0]
    path = [start, *[(start[0] + f * px * size, start[1] + py * size) for px, py in points]]
    sheet.dot(*path[-1], size * 0.36 + 2)
    sheet.dot(path[-1][0] + f * size * 0.14, path[-1][1], size * 0.3 + LINE * 0.8)
    sheet.dot(path[-1][0] + f * size * 0.14, path[-1][1], size * 0.3, looks.skin)
    sheet.tube(path, looks.coat, size * 0.56)


def head(sheet: Sheet, x: float, y: float, r: float, looks: Looks, *, turn: float = 0) -> None:
    """A head of radius `r`; `turn` from -1 (looks left) to 1 (looks right)."""

    def at(*points: Point) -> list[Point]:
        return [(x + px * r, y + py * r) for px, py in points]

    edge = max(3.2, min(LINE, r * 0.13))
    _hair_behind(sheet, at, looks, edge)
    sheet.tube(at((0, 0.8), (0, 1.12)), looks.skin, r * 0.5, edge=edge)
    sheet.shape(oval(x, y, r * 0.94, r), looks.skin, width=edge)
    _hair_before(sheet, at, looks, turn, edge)
    look = turn * 0.26
    cheek = CHEEKS[looks.skin]
    for side in (-1, 1):
        sheet.dot(x + (side * 0.5 + look) * r, y + 0.33 * r, r * 0.15, cheek)
        sheet.dot(x + (side * 0.34 + look) * r, y + 0.02 * r, max(2.2, r * 0.085))
    sheet.line(at((look * 1.3, 0.08), (look * 1.3 + 0.1 * (1 if turn >= 0 else -1), 0.27), (look * 1.3 - 0.02, 0.3)),
               width=edge * 0.7)
    if looks.beard:
        sheet.fill(at((-0.86, 0.15), (-0.72, 0.78), (0, 1.16), (0.72, 0.78), (0.86, 0.15), (0.5, 0.5), (0, 0.42),
                      (-0.5, 0.5)), looks.hair)
        sheet.line(at((-0.9, 0.1), (-0.74, 0.78), (0, 1.14), (0.74, 0.78), (0.9, 0.1)), width=edge)
        sheet.line(at((-0.2 + look, 0.62), (look, 0.7), (0.2 + look, 0.62)), "#FFF9F2", width=edge * 0.7)
    else:
        sheet.line(at((-0.27 + look, 0.5), (look, 0.64), (0.27 + look, 0.5)), width=edge * 0.8)
    if looks.glasses:
        for side in (-1, 1):
            sheet.line(oval(x + (side * 0.36 + look) * r, y + 0.03 * r, r * 0.25, r * 0.24), width=edge * 0.65, closed=True)
        sheet.line(at((look - 0.11, 0.0), (look + 0.11, 0.0)), width=edge * 0.65)


def _hair_behind(sheet: Sheet, at, looks: Looks, edge: float) -> None:
    style, hair = looks.style, looks.hair
    if style == "long":
        sheet.shape(at((-0.9, -0.7), (-1.15, 0.2), (-1.1, 1.35), (-0.6, 1.65), (0.6, 1.65), (1.1, 1.35), (1.15, 0.2),
                       (0.9, -0.7), (0, -1.15)), hair, width=edge)
    elif style == "bob":
        sheet.shape(at((-0.95, -0.6), (-1.2, 0.25), (-1.02, 0.85), (-0.4, 0.9), (0.4, 0.9), (1.02, 0.85), (1.2, 0.25),
                       (0.95, -0.6), (0, -1.15)), hair, width=edge)
    elif style == "bun":
        sheet.shape(at((-0.42, -1.1), (-0.4, -1.6), (0.02, -1.78), (0.44, -1.58), (0.42, -1.1)), hair, width=edge)
    elif style == "tail":
        sheet.shape(at((0.6, -0.75), (1.25, -0.8), (1.55, -0.1), (1.35, 0.8), (1.15, 0.1), (0.8, -0.2)), hair, width=edge)
    elif style == "curls":
        ring = [(-0.95, 0.25), (-1.22, -0.1), (-1.12, -0.62), (-0.85, -1.0), (-0.4, -1.24), (0.08, -1.3), (0.52, -1.18),
                (0.92, -0.92), (1.15, -0.5), (1.2, 0.0), (0.95, 0.3)]
        for px, py in ring:
            cx, cy = at((px, py))[0]
            radius = math.dist(at((0, 0))[0], at((0.33, 0))[0])
            sheet.dot(cx, cy, radius + edge * 0.8)
        for px, py in ring:
            cx, cy = at((px, py))[0]
            sheet.dot(cx, cy, math.dist(at((0, 0))[0], at((0.33, 0))[0]), hair)
    elif style == "scarf":
        sheet.shape(at((0, -1.2), (-0.85, -0.95), (-1.2, -0.1), (-1.1, 0.75), (-0.8, 1.4), (0, 1.62), (0.8, 1.4),
                       (1.1, 0.75), (1.2, -0.1), (0.85, -0.95)), hair, width=edge)


def _hair_before(sheet: Sheet, at, looks: Looks, turn: float, edge: float) -> None:
    style, hair = looks.style, looks.hair
    lean = 0.25 if turn >= 0 else -0.25
    if style in {"short", "tail", "bun"}:
        low = -0.32 if style == "short" else -0.45
        sheet.shape(at((-0.97, -0.02), (-0.98, -0.6), (-0.55, -1.06), (0.05, -1.16), (0.62, -1.02), (0.98, -0.58),
                       (0.97, -0.02), (0.72, low), (0.2 - lean, low - 0.2), (-0.3 - lean, low - 0.08), (-0.74, low + 0.05)),
                    hair, width=edge)
    elif style in {"long", "bob"}:
        sheet.shape(at((-0.98, 0.3), (-1.02, -0.5), (-0.6, -1.06), (0, -1.16), (0.6, -1.06), (1.02, -0.5), (0.98, 0.3),
                       (0.72, -0.22), (0.25 + lean, -0.55), (-0.3 + lean, -0.5), (-0.76, -0.15)), hair, width=edge)
    elif style == "curls":
        for px, py in [(-0.72, -0.58), (-0.35, -0.82), (0.08, -0.88), (0.48, -0.78), (0.78, -0.52)]:
            cx, cy = at((px, py))[0]
            sheet.dot(cx, cy, math.dist(at((0, 0))[0], at((0.3, 0))[0]), hair)
    elif style == "tuft":
        sheet.line(at((-0.1, -0.98), (0.0, -1.3), (0.22, -1.38)), width=edge)
        sheet.line(at((0.06, -0.98), (0.2, -1.22), (0.42, -1.2)), width=edge)
    elif style == "bald":
        for side in (-1, 1):
            sheet.shape(at((side * 0.9, -0.35), (side * 1.12, -0.1), (side * 1.05, 0.3), (side * 0.86, 0.2)), hair, width=edge * 0.8)
    elif style == "cap":
        sheet.shape(at((-1.02, -0.3), (-0.9, -0.85), (-0.3, -1.22), (0.4, -1.2), (0.92, -0.85), (1.02, -0.3), (0, -0.42)),
                    hair, width=edge)
        front = 1 if turn >= 0 else -1
        sheet.tube(at((front * 0.4, -0.38), (front * 1.4, -0.26)), hair, math.dist(at((0, 0))[0], at((0.14, 0))[0]), edge=edge * 0.8)
    elif style == "scarf":
        sheet.line(at((-0.86, -0.3), (-0.4, -0.72), (0, -0.82), (0.4, -0.72), (0.86, -0.3)), width=edge)
        sheet.fill(at((-0.88, -0.3), (-0.4, -0.7), (0, -0.8), (0.4, -0.7), (0.88, -0.3), (0.7, -0.98), (0, -1.16), (-0.7, -0.98)), hair)
        sheet.line(at((-0.3, 1.1), (0.1, 1.3), (0.5, 1.15)), width=edge * 0.8)
