"""The things around the people: tables, cups, trees, houses, bicycles. Places are in pixels, `size` scales a thing."""

# Points stand in rows, as they are drawn.
# fmt: off

from __future__ import annotations

import math

from home.demo.drawing import (
    CLAY,
    INK,
    LEAF,
    LINE,
    LOOP,
    PALE_SKY,
    PAPER,
    RAISED,
    SAND,
    SKY,
    SUN,
    WARM_MINT,
    WARM_SKY,
    Point,
    Sheet,
    oval,
)

WOOD, DARK_WOOD = "#D9A877", "#B97F52"


def thread(sheet: Sheet, points: list[Point], width: float = 11) -> None:
    """The red line that goes through every picture."""
    sheet.line(points, LOOP, width)


def blob(sheet: Sheet, x: float, y: float, rx: float, ry: float, colour: str) -> None:
    wobble = sheet.random
    points = [
        (x + rx * k * math.cos(a), y + ry * k * math.sin(a))
        for a, k in ((math.radians(i * 45), wobble.uniform(0.88, 1.08)) for i in range(8))
    ]
    sheet.fill(points, colour)


def cup(sheet: Sheet, x: float, y: float, size: float = 1, colour: str = RAISED, *, steam: bool = True, handle: int = 1):
    """Stands on (x, y)."""
    s = size
    sheet.line(oval(x + handle * 25 * s, y - 22 * s, 15 * s, 13 * s), width=LINE * 0.8, closed=True)
    sheet.shape(
        [(x - 26 * s, y - 44 * s), (x + 26 * s, y - 44 * s), (x + 24 * s, y - 14 * s), (x + 14 * s, y), (x - 14 * s, y),
         (x - 24 * s, y - 14 * s)], colour, width=LINE * 0.8,
    )
    if steam:
        for dx in (-8, 9):
            sheet.line([(x + dx * s, y - 58 * s), (x + (dx - 7) * s, y - 72 * s), (x + (dx + 5) * s, y - 84 * s),
                        (x + (dx - 1) * s, y - 97 * s)], width=LINE * 0.55)


def round_table(sheet: Sheet, x: float, y: float, rx: float, ry: float, colour: str = WOOD, *, foot: float = 220):
    sheet.tube([(x, y + ry * 0.5), (x, y + foot)], DARK_WOOD, 34)
    sheet.shape([(x - 120, y + foot + 26), (x, y + foot - 12), (x + 120, y + foot + 26), (x, y + foot + 34)], DARK_WOOD)
    sheet.shape(oval(x, y + 16, rx, ry), DARK_WOOD)
    sheet.shape(oval(x, y, rx, ry), colour)


def long_table(sheet: Sheet, x: float, y: float, width: float, *, height: float = 250, colour: str = WOOD, cloth: str = ""):
    """The top's left corner is (x, y)."""
    for leg in (x + 50, x + width - 50):
        sheet.tube([(leg, y + 20), (leg, y + height)], DARK_WOOD, 22)
    sheet.shape([(x, y), (x + width, y), (x + width, y + 30), (x, y + 30)], colour, sharp=True)
    if cloth:
        scallops: list[Point] = [(x + 60, y - 2), (x + width - 60, y - 2)]
        count = max(4, int(width / 90))
        step = (width - 120) / count
        for i in range(count, 0, -1):
            scallops += [(x + 60 + i * step, y + 52), (x + 60 + (i - 0.5) * step, y + 76)]
        scallops.append((x + 60, y + 52))
        sheet.shape(scallops, cloth, sharp=True)


def chair(sheet: Sheet, x: float, y: float, size: float, *, facing: int = 1, colour: str = DARK_WOOD) -> None:
    """From the side; the seat is (x, y) for somebody of that `size`, the back on the other side."""
    s, f = size, facing
    for px in (-0.95, 1.0):
        sheet.tube([(x + f * px * s, y + 0.3 * s), (x + f * px * 1.08 * s, y + 2.6 * s)], colour, s * 0.17, edge=LINE * 0.7)
    sheet.tube([(x - f * 1.2 * s, y + 0.2 * s), (x - f * 1.5 * s, y - 2.6 * s)], colour, s * 0.2, edge=LINE * 0.7)
    sheet.tube([(x - f * 1.15 * s, y + 0.3 * s), (x + f * 1.1 * s, y + 0.3 * s)], colour, s * 0.22, edge=LINE * 0.7)


def front_chair(sheet: Sheet, x: float, y: float, size: float, colour: str = DARK_WOOD) -> None:
    """An empty chair from the front; (x, y) is the middle of the seat."""
    s = size
    for side in (-1, 1):
        sheet.tube([(x + side * s, y), (x + side * 1.12 * s, y - 3.1 * s)], colour, s * 0.18, edge=LINE * 0.7)
        sheet.tube([(x + side * 1.05 * s, y + 0.2 * s), (x + side * 1.15 * s, y + 2.4 * s)], colour, s * 0.18, edge=LINE * 0.7)
    for k in (3.0, 2.2, 1.4):
        sheet.tube([(x - 1.08 * s, y - k * s), (x + 1.08 * s, y - k * s)], colour, s * 0.16, edge=LINE * 0.7)
    sheet.shape([(x - 1.15 * s, y - 0.35 * s), (x + 1.15 * s, y - 0.35 * s), (x + 1.4 * s, y + 0.35 * s), (x - 1.4 * s, y + 0.35 * s)],
                WOOD, sharp=True)


def bench(sheet: Sheet, x: float, y: float, width: float, colour: str = WOOD) -> None:
    """The seat starts at (x, y)."""
    for leg in (x + 50, x + width - 50):
        sheet.tube([(leg, y - 150), (leg, y + 118)], INK, 9, edge=2)
    for rail in (-150, -96, -42):
        sheet.tube([(x + 14, y + rail), (x + width - 14, y + rail)], colour, 26)
    sheet.tube([(x, y + 8), (x + width, y + 8)], colour, 30)


def tree(sheet: Sheet, x: float, y: float, height: float, colour: str = LEAF, *, fruit: str = "") -> None:
    """Grows from (x, y)."""
    h = height
    sheet.tube([(x, y), (x + 3, y - h * 0.3), (x, y - h * 0.52)], DARK_WOOD, h * 0.055)
    crown = [
        (x - h * 0.17, y - h * 0.34), (x - h * 0.31, y - h * 0.52), (x - h * 0.25, y - h * 0.76), (x - h * 0.07, y - h * 0.96),
        (x + h * 0.12, y - h * 0.93), (x + h * 0.27, y - h * 0.75), (x + h * 0.3, y - h * 0.5), (x + h * 0.15, y - h * 0.34),
    ]
    sheet.shape(crown, colour)
    sheet.line([(x, y - h * 0.3), (x - 2, y - h * 0.5), (x - h * 0.1, y - h * 0.64)], width=LINE * 0.8)
    sheet.line([(x - 2, y - h * 0.46), (x + h * 0.1, y - h * 0.58)], width=LINE * 0.8)
    if fruit:
        for px, py in ((-0.16, 0.55), (0.15, 0.7), (-0.05, 0.8), (0.2, 0.5), (-0.2, 0.7)):
            sheet.dot(x + px * h, y - py * h, h * 0.028 + 3)
            sheet.dot(x + px * h, y - py * h, h * 0.028, fruit)


def poplar(sheet: Sheet, x: float, y: float, height: float, colour: str = LEAF) -> None:
    h = height
    sheet.tube([(x, y), (x, y - h * 0.25)], DARK_WOOD, h * 0.035)
    sheet.shape([(x, y - h * 0.14), (x - h * 0.12, y - h * 0.3), (x - h * 0.11, y - h * 0.7), (x, y - h), (x + h * 0.11, y - h * 0.7),
                 (x + h * 0.12, y - h * 0.3)], colour)
    sheet.line([(x, y - h * 0.2), (x, y - h * 0.62)], width=LINE * 0.7)


def grass(sheet: Sheet, x: float, y: float, size: float = 1) -> None:
    for dx, lean in ((-14, -8), (0, 0), (14, 9)):
        sheet.line([(x + dx * size, y), (x + (dx + lean * 0.4) * size, y - 16 * size), (x + (dx + lean) * size, y - 30 * size)],
                   LEAF, LINE * 0.8)


def flower(sheet: Sheet, x: float, y: float, height: float, colour: str = LOOP) -> None:
    sheet.line([(x, y), (x + 4, y - height * 0.5), (x, y - height)], LEAF, LINE)
    sheet.line([(x + 3, y - height * 0.4), (x + 18, y - height * 0.56)], LEAF, LINE * 1.3)
    for i in range(6):
        a = math.radians(i * 60 + 10)
        sheet.dot(x + 15 * math.cos(a), y - height + 15 * math.sin(a), 12.5)
    for i in range(6):
        a = math.radians(i * 60 + 10)
        sheet.dot(x + 15 * math.cos(a), y - height + 15 * math.sin(a), 9, colour)
    sheet.dot(x, y - height, 9, SUN)


def pot_plant(sheet: Sheet, x: float, y: float, size: float = 1, pot: str = CLAY) -> None:
    s = size
    for lean, length in ((-60, 120), (-22, 165), (24, 160), (62, 115)):
        tip = (x + lean * s, y - (55 + length) * s)
        sheet.shape([(x, y - 55 * s), (x + lean * 0.15 * s - 16 * s, y - (55 + length * 0.55) * s), tip,
                     (x + lean * 0.9 * s + 12 * s, y - (55 + length * 0.5) * s)], LEAF, width=LINE * 0.8)
    sheet.shape([(x - 46 * s, y - 66 * s), (x + 46 * s, y - 66 * s), (x + 34 * s, y), (x - 34 * s, y)], pot, sharp=True)


def house(sheet: Sheet, x: float, y: float, width: float, height: float, wall: str, *, roof: str = LOOP, shape: str = "point",
          door: str = LEAF, open_door: bool = False) -> None:
    """Stands on y, its left wall at x."""
    top = y - height
    sheet.shape([(x, y), (x, top), (x + width, top), (x + width, y)], wall, sharp=True)
    if shape == "point":
        sheet.tube([(x + width * 0.76, top - width * 0.42), (x + width * 0.76, top - width * 0.12)], DARK_WOOD, width * 0.09)
        sheet.shape([(x - width * 0.07, top + 4), (x + width / 2, top - width * 0.52), (x + width * 1.07, top + 4)], roof, sharp=True)
    elif shape == "step":
        steps = [(0, 0), (0, 0.16), (0.17, 0.16), (0.17, 0.32), (0.34, 0.32), (0.34, 0.48), (0.66, 0.48), (0.66, 0.32),
                 (0.83, 0.32), (0.83, 0.16), (1, 0.16), (1, 0)]
        sheet.shape([(x + px * width, top - py * width) for px, py in steps], wall, sharp=True)
        sheet.line([(x + 5, top), (x + width - 5, top)], wall, LINE + 2)
        sheet.shape(oval(x + width / 2, top - width * 0.16, width * 0.1, width * 0.1), WARM_SKY)
    else:
        sheet.shape([(x - 12, top), (x + width + 12, top), (x + width + 12, top - 26), (x - 12, top - 26)], roof, sharp=True)
    dw, dh = width * 0.28, min(height * 0.44, width * 0.56)
    dx = x + width * 0.12
    sheet.shape([(dx, y), (dx, y - dh), (dx + dw, y - dh), (dx + dw, y)], SUN if open_door else door, sharp=True)
    if open_door:
        sheet.shape([(dx, y), (dx, y - dh), (dx - dw * 0.5, y - dh + 18), (dx - dw * 0.5, y + 16)], door, sharp=True)
    else:
        sheet.dot(dx + dw * 0.8, y - dh * 0.48, 5)
    window(sheet, x + width * 0.54, y - dh, width * 0.32, dh * 0.62)
    if height > width * 0.95:
        for px in (0.14, 0.56):
            window(sheet, x + width * px, top + height * 0.12, width * 0.29, height * 0.24)


def window(sheet: Sheet, x: float, y: float, width: float, height: float, glass: str = PALE_SKY) -> None:
    sheet.shape([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], glass, sharp=True, width=LINE * 0.9)
    sheet.line([(x + width / 2, y), (x + width / 2, y + height)], width=LINE * 0.7)
    sheet.line([(x, y + height * 0.45), (x + width, y + height * 0.45)], width=LINE * 0.7)
    sheet.line([(x - 8, y + height + 4), (x + width + 8, y + height + 4)], width=LINE * 1.3)


def tower(sheet: Sheet, x: float, y: float, width: float, height: float, wall: str, *, columns: int = 4, rows: int = 9) -> None:
    sheet.shape([(x, y), (x, y - height), (x + width, y - height), (x + width, y)], wall, sharp=True)
    lit = sheet.random
    gap = width / (columns + 0.5)
    floor = height / (rows + 0.8)
    for row in range(rows):
        for column in range(columns):
            wx, wy = x + gap * (column + 0.4), y - height + floor * (row + 0.5)
            colour = SUN if lit.random() < 0.24 else RAISED
            sheet.shape([(wx, wy), (wx + gap * 0.66, wy), (wx + gap * 0.66, wy + floor * 0.5), (wx, wy + floor * 0.5)], colour,
                        sharp=True, width=LINE * 0.6)


def bicycle(sheet: Sheet, x: float, y: float, size: float, colour: str = LOOP, *, basket: bool = True) -> None:
    """Wheels on y; x is the middle of the back wheel."""
    s = size
    r = 78 * s
    front = x + 230 * s
    for wheel in (x, front):
        sheet.line(oval(wheel, y - r, r, r), width=LINE * 1.3, closed=True)
        for i in range(4):
            a = math.radians(i * 45 + 12)
            sheet.line([(wheel - r * math.cos(a), y - r - r * math.sin(a)), (wheel + r * math.cos(a), y - r + r * math.sin(a))],
                       width=LINE * 0.28, sharp=True)
        sheet.dot(wheel, y - r, 8 * s)
    pedal, seat, head = (x + 96 * s, y - 66 * s), (x + 70 * s, y - 180 * s), (x + 196 * s, y - 190 * s)
    hub = (x, y - r)
    for start, end in ((hub, pedal), (hub, (x + 76 * s, y - 150 * s)), (pedal, seat), (pedal, head), (head, (front, y - r))):
        sheet.line([start, end], colour, LINE * 1.9, sharp=True)
    sheet.line([(x + 72 * s, y - 138 * s), (x + 150 * s, y - 118 * s), (x + 198 * s, y - 176 * s)], colour, LINE * 1.6)
    sheet.tube([(x + 44 * s, y - 186 * s), (x + 92 * s, y - 186 * s)], INK, 14 * s, edge=2)
    sheet.line([head, (x + 186 * s, y - 226 * s), (x + 158 * s, y - 236 * s)], width=LINE * 1.5)
    sheet.line(oval(*pedal, 15 * s, 15 * s), width=LINE * 0.9, closed=True)
    sheet.line([(pedal[0] - 18 * s, pedal[1] + 20 * s), (pedal[0] + 16 * s, pedal[1] - 18 * s)], width=LINE, sharp=True)
    if basket:
        bx, by = x + 200 * s, y - 226 * s
        sheet.shape([(bx, by), (bx + 86 * s, by), (bx + 74 * s, by + 62 * s), (bx + 10 * s, by + 62 * s)], WOOD, sharp=True)
        for k in (0.33, 0.66):
            sheet.line([(bx + 6 * s, by + 62 * k * s), (bx + 80 * s, by + 62 * k * s)], width=LINE * 0.5, sharp=True)


def book(sheet: Sheet, x: float, y: float, width: float, height: float, colour: str, *, tilt: float = 0) -> None:
    """A closed book seen from the front, its middle at (x, y), tilted in degrees."""
    a = math.radians(tilt)

    def at(px: float, py: float) -> Point:
        return (x + px * math.cos(a) - py * math.sin(a), y + px * math.sin(a) + py * math.cos(a))

    w, h = width / 2, height / 2
    sheet.shape([at(-w, -h), at(w + 10, -h + 8), at(w + 10, h + 8), at(-w, h)], PAPER, sharp=True)
    sheet.shape([at(-w, -h), at(w, -h), at(w, h), at(-w, h)], colour, sharp=True)
    sheet.line([at(-w + 16, -h), at(-w + 16, h)], width=LINE * 0.6, sharp=True)
    r = min(w, h) * 0.42
    sheet.line([at(px, py) for px, py in [(-w * 0.35, h * 0.3), (r * 0.6, 0), (0, -r), (-r * 0.6, 0), (w * 0.6, h * 0.3)]], PAPER, LINE)


def lamp(sheet: Sheet, x: float, y: float, size: float = 1, colour: str = SUN) -> None:
    """Hangs from the top of the sheet down to y."""
    s = size
    sheet.line([(x, -10), (x, y - 70 * s)], width=LINE * 0.8, sharp=True)
    sheet.dot(x, y + 2, 24 * s)
    sheet.dot(x, y + 2, 24 * s - LINE * 0.8, PAPER)
    sheet.shape([(x - 88 * s, y), (x - 60 * s, y - 54 * s), (x - 16 * s, y - 76 * s), (x + 16 * s, y - 76 * s), (x + 60 * s, y - 54 * s),
                 (x + 88 * s, y)], colour, sharp=True)


def bunting(sheet: Sheet, start: Point, end: Point, *, sag: float = 60, flags: int = 9) -> None:
    colours = (LOOP, SUN, LEAF, SKY, CLAY)

    def at(t: float) -> Point:
        return (start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t + sag * 4 * t * (1 - t))

    for i in range(flags):
        a, b = at((i + 0.18) / flags), at((i + 0.82) / flags)
        tip = ((a[0] + b[0]) / 2, max(a[1], b[1]) + 54)
        sheet.shape([a, b, tip], colours[i % 5], sharp=True, width=LINE * 0.75)
    sheet.line([at(i / 12) for i in range(13)], width=LINE * 0.8)


def dog(sheet: Sheet, x: float, y: float, size: float = 1, colour: str = CLAY, *, facing: int = 1) -> None:
    s, f = size, facing

    def at(*points: Point) -> list[Point]:
        return [(x + f * px * s, y + py * s) for px, py in points]

    for px in (-58, 40):
        sheet.tube(at((px, -50), (px - 4, -6)), colour, 20 * s)
    sheet.line(at((-80, -82), (-112, -104), (-116, -138)), width=LINE * 2.4)
    sheet.line(at((-80, -82), (-112, -104), (-116, -138)), colour, LINE * 0.9)
    sheet.shape(at((-88, -78), (-60, -104), (20, -104), (66, -96), (70, -58), (40, -40), (-60, -40), (-90, -52)), colour)
    for px in (-38, 58):
        sheet.tube(at((px, -50), (px - 2, -6)), colour, 20 * s)
    sheet.shape(at((44, -100), (48, -146), (84, -160), (112, -140), (142, -124), (140, -100), (100, -92), (70, -84)), colour)
    sheet.shape(at((58, -152), (40, -132), (44, -98), (66, -110), (76, -148)), DARK_WOOD)
    sheet.dot(*at((98, -132))[0], 5 * s)
    sheet.dot(*at((142, -120))[0], 9 * s)


def cat(sheet: Sheet, x: float, y: float, size: float = 1, colour: str = SUN) -> None:
    """Sits on y, seen from behind the tail."""
    s = size

    def at(*points: Point) -> list[Point]:
        return [(x + px * s, y + py * s) for px, py in points]

    sheet.line(at((30, -8), (70, -4), (84, -34), (72, -54)), width=LINE * 3)
    sheet.line(at((30, -8), (70, -4), (84, -34), (72, -54)), colour, LINE * 1.4)
    sheet.shape(at((-36, 0), (-40, -40), (-24, -86), (0, -96), (24, -86), (40, -40), (36, 0)), colour)
    sheet.shape(at((-32, -100), (-34, -150), (-12, -134), (12, -134), (34, -150), (32, -100), (14, -84), (-14, -84)), colour, sharp=True)
    for side in (-1, 1):
        sheet.dot(*at((side * 12, -112))[0], 4 * s)
        sheet.line(at((side * 8, -100), (side * 30, -102)), width=LINE * 0.4)
    sheet.line(at((-5, -102), (0, -98), (5, -102)), width=LINE * 0.7)


def laptop(sheet: Sheet, x: float, y: float, width: float, height: float) -> Point:
    """Stands on y with its screen's left at x; gives the screen's top left corner."""
    sheet.shape([(x, y), (x, y - height), (x + width, y - height), (x + width, y)], INK, sharp=True)
    sheet.fill([(x + 16, y - 16), (x + 16, y - height + 16), (x + width - 16, y - height + 16), (x + width - 16, y - 16)], PALE_SKY, sharp=True)
    sheet.shape([(x - 60, y + 34), (x, y), (x + width, y), (x + width + 60, y + 34)], SAND, sharp=True)
    return (x + 16, y - height + 16)


def parcel(sheet: Sheet, x: float, y: float, width: float, height: float, colour: str = WOOD) -> None:
    sheet.shape([(x, y), (x, y - height), (x + width, y - height), (x + width, y)], colour, sharp=True)
    sheet.fill([(x + width * 0.42, y - 4), (x + width * 0.42, y - height + 4), (x + width * 0.58, y - height + 4), (x + width * 0.58, y - 4)],
               WARM_MINT, sharp=True)
    middle = x + width / 2
    top = y - height
    sheet.line([(middle, top), (middle - 46, top - 44), (middle - 60, top - 12), (middle, top), (middle + 60, top - 12), (middle + 46, top - 44),
                (middle, top)], LOOP, LINE * 1.3)


def microphone(sheet: Sheet, x: float, y: float, size: float = 1) -> None:
    """On a foot that stands on y."""
    s = size
    sheet.line([(x, y), (x, y - 110 * s)], width=LINE * 1.8)
    sheet.tube([(x - 48 * s, y), (x + 48 * s, y)], INK, 16 * s, edge=2)
    sheet.line([(x - 50 * s, y - 190 * s), (x - 44 * s, y - 134 * s), (x, y - 112 * s), (x + 44 * s, y - 134 * s), (x + 50 * s, y - 190 * s)])
    sheet.shape([(x - 34 * s, y - 250 * s), (x, y - 280 * s), (x + 34 * s, y - 250 * s), (x + 34 * s, y - 170 * s), (x, y - 140 * s),
                 (x - 34 * s, y - 170 * s)], SUN)
    for k in (185, 210, 235):
        sheet.line([(x - 30 * s, y - k * s), (x + 30 * s, y - k * s)], width=LINE * 0.6)


def boat(sheet: Sheet, x: float, y: float, size: float = 1) -> None:
    s = size
    sheet.line([(x + 60 * s, y - 30 * s), (x + 60 * s, y - 170 * s)], width=LINE * 1.2)
    sheet.shape([(x + 68 * s, y - 164 * s), (x + 68 * s, y - 44 * s), (x + 138 * s, y - 44 * s)], PAPER, sharp=True)
    sheet.shape([(x, y - 30 * s), (x + 150 * s, y - 30 * s), (x + 124 * s, y + 4 * s), (x + 26 * s, y + 4 * s)], SKY, sharp=True)


def bubble(sheet: Sheet, x: float, y: float, rx: float, ry: float, *, tail: Point, colour: str = RAISED) -> None:
    """A balloon for what somebody says; `tail` points at the mouth."""
    sheet.shape([(x - 30, y + ry * 0.75), tail, (x + 22, y + ry * 0.75)], colour, sharp=True)
    sheet.shape(oval(x, y, rx, ry), colour)
    sheet.fill([(x - 24, y + ry * 0.68), (x, y + ry * 0.96), (x + 18, y + ry * 0.68)], colour, sharp=True)
