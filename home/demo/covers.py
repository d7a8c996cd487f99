"""Covers of the print in the demo's shop: each lies on a quiet ground, drawn by the same pen, with its title in words."""

from __future__ import annotations

import math
from collections.abc import Callable

from PIL import Image, ImageFont

from home.demo import things
from home.demo.drawing import INK, LINE, LOOP, PAPER, RAISED, SCALE, Point, Sheet
from home.demo.people import Looks, bust

WIDTH, HEIGHT = 1200, 800
Motif = Callable[[Sheet, float, float], None]
# Width and height of the paper, by kind.
SIZES = {"flyer": (310, 470), "folder": (290, 500), "poster": (440, 640), "book": (380, 540)}


def faces(*looks: Looks, size: float = 40) -> Motif:
    """People beside each other; the middle of the row at (x, y)."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        for place, one in enumerate(looks):
            off = place - (len(looks) - 1) / 2
            bust(sheet, x + off * size * 3.1, y, size, one, turn=-0.35 * off)

    return draw


def cups(sheet: Sheet, x: float, y: float) -> None:
    things.cup(sheet, x - 70, y - 4, 1.35)
    things.cup(sheet, x + 50, y - 4, 1.35, "#DDEFE8", handle=-1)


def chairs(sheet: Sheet, x: float, y: float) -> None:
    things.front_chair(sheet, x - 58, y - 62, 29)
    things.front_chair(sheet, x + 30, y - 62, 29, LOOP)


def bicycle(sheet: Sheet, x: float, y: float) -> None:
    things.bicycle(sheet, x - 66, y, 0.5)


def houses(sheet: Sheet, x: float, y: float) -> None:
    for off, colour in ((-82, "#FBE6DC"), (0, "#DFE9F5"), (82, "#FBEDC8")):
        things.house(sheet, x + off - 34, y, 68, 92, colour)


def cover(
    words: str, kind: str, ground: str, warm: str, paper: str, motif: Motif, *, seed: int, ink: str = INK
) -> Callable[[], Image.Image]:
    """`words`: the lines of the title. `paper`: its colour; the title is written on it in `ink`."""

    def draw() -> Image.Image:
        sheet = Sheet(WIDTH, HEIGHT, ground, seed=seed)
        things.blob(sheet, WIDTH / 2, HEIGHT * 0.52, 470, 320, warm)
        width, height = SIZES[kind]
        left, top = (WIDTH - width) / 2, (HEIGHT - height) / 2
        if kind == "book":
            sheet.shape(
                [
                    (left, top),
                    (left + width + 16, top + 12),
                    (left + width + 16, top + height + 12),
                    (left, top + height),
                ],
                PAPER,
                sharp=True,
            )
        elif kind != "poster":
            _leaf(sheet, width, height, tilt=8, off=(70, 14), colour=RAISED)
            _leaf(sheet, width, height, tilt=-6, off=(-64, 10), colour=warm)
        sheet.shape(
            [(left, top), (left + width, top), (left + width, top + height), (left, top + height)], paper, sharp=True
        )
        if kind == "folder":
            sheet.line([(left + width - 26, top), (left + width - 26, top + height)], width=LINE * 0.5, sharp=True)
        elif kind == "book":
            sheet.line([(left + 26, top), (left + 26, top + height)], width=LINE * 0.6, sharp=True)
        base = top + height * 0.82
        _loop(sheet, left, base, width)
        motif(sheet, WIDTH / 2, base - 8)
        _title(sheet, words, left + (50 if kind == "book" else 30), top + 34, width - 70, ink)
        if kind == "poster":
            for x, y in ((left + 16, top + 16), (left + width - 16, top + 16)):
                sheet.dot(x, y, 9, LOOP)
        return sheet.finished()

    return draw


def _leaf(sheet: Sheet, width: float, height: float, *, tilt: float, off: Point, colour: str) -> None:
    """A sheet of paper behind the one that is read, tilted in degrees."""
    turn = math.radians(tilt)
    corners = [(-width / 2, -height / 2), (width / 2, -height / 2), (width / 2, height / 2), (-width / 2, height / 2)]
    x, y = WIDTH / 2 + off[0], HEIGHT / 2 + off[1]
    at = [
        (x + px * math.cos(turn) - py * math.sin(turn), y + px * math.sin(turn) + py * math.cos(turn))
        for px, py in corners
    ]
    sheet.shape(at, colour, sharp=True)


def _loop(sheet: Sheet, left: float, base: float, width: float) -> None:
    """The line of Lus along the foot of the paper, with its loop."""
    right = left + width
    sheet.line(
        [
            (left + 6, base + 10),
            (left + width * 0.3, base + 16),
            (right - 110, base + 12),
            (right - 52, base - 4),
            (right - 60, base - 44),
            (right - 96, base - 30),
            (right - 82, base + 12),
            (right - 6, base + 16),
        ],
        LOOP,
        8,
    )


def _title(sheet: Sheet, words: str, x: float, y: float, width: float, ink: str) -> None:
    """As large as the longest line allows."""
    lines = words.split("\n")
    size = min(54, *(int(54 * width / _width(line, 54)) for line in lines))
    font = ImageFont.load_default(size=size * SCALE)
    for place, line in enumerate(lines):
        sheet.draw.text((x * SCALE, (y + place * size * 1.12) * SCALE), line, font=font, fill=ink, anchor="la")


def _width(line: str, size: int) -> float:
    return ImageFont.load_default(size=size).getlength(line) or 1
