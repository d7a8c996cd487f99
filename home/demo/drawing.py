"""A pen that draws as the site's line does: smooth, round at the ends, slightly uneven.

Everything is measured in pixels of the finished picture. A `Sheet` is twice as large inside and is made smaller
at the end, which gives soft edges. The same seed always gives the same picture.
"""

from __future__ import annotations

import io
import itertools
import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw

Point = tuple[float, float]

PAPER = "#FFF9F2"
RAISED = "#FFFFFF"
INK = "#22283A"
LOOP = "#C8401F"
LEAF = "#1F6F5C"
SKY = "#2B5C9E"
SUN = "#F4B740"
BLUSH = "#FBE6DC"
MINT = "#DDEFE8"
PALE_SKY = "#DFE9F5"
PALE_SUN = "#FBEDC8"
WARM_BLUSH = "#F5CBB8"
WARM_MINT = "#B9DDCF"
WARM_SKY = "#B7CFEB"
WARM_SUN = "#F6D88E"
SAND = "#E7DCCF"
CLAY = "#E08B6B"
PLUM = "#7A4B6A"

SCALE = 2
LINE = 6.0


def curve(points: Sequence[Point], *, closed: bool = False, step: float = 3.0) -> list[Point]:
    """A Catmull-Rom spline through `points`, sampled about every `step` pixels."""
    if len(points) < 3 and not closed:
        return straight(points, step=step)
    ring = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    samples: list[Point] = []
    for a, b, c, d in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        count = max(2, int(math.dist(b, c) / step))
        for i in range(count):
            t = i / count
            samples.append((_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t)))
    samples.append(points[0] if closed else points[-1])
    return samples


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)


def straight(points: Sequence[Point], *, closed: bool = False, step: float = 3.0) -> list[Point]:
    """The straight pieces between `points`, sampled like `curve`."""
    ends = [*points, points[0]] if closed else list(points)
    samples: list[Point] = []
    for a, b in itertools.pairwise(ends):
        count = max(1, int(math.dist(a, b) / step))
        samples.extend((a[0] + (b[0] - a[0]) * i / count, a[1] + (b[1] - a[1]) * i / count) for i in range(count))
    samples.append(ends[-1])
    return samples


def oval(x: float, y: float, rx: float, ry: float, *, start: float = 0, sweep: float = 360) -> list[Point]:
    """Points on an ellipse; angles in degrees, clockwise from the right."""
    count = max(8, int(abs(sweep) / 30))
    angles = [math.radians(start + sweep * i / count) for i in range(count + (abs(sweep) < 360))]
    return [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]


class Sheet:
    """A ground of one flat colour to draw on."""

    def __init__(self, width: int, height: int, ground: str, *, seed: int = 1) -> None:
        self.width, self.height = width, height
        self.random = random.Random(seed)
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), ground)
        self.draw = ImageDraw.Draw(self.image)

    def fill(self, points: Sequence[Point], colour: str, *, sharp: bool = False) -> None:
        outline = points if sharp else curve(points, closed=True, step=6)
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in outline], fill=colour)

    def line(
        self, points: Sequence[Point], colour: str = INK, width: float = LINE, *, closed: bool = False,
        sharp: bool = False,
    ) -> None:  # fmt: skip
        """One stroke of the pen; `sharp` keeps the corners."""
        step = _between_stamps(width)
        path = straight(points, closed=closed, step=step) if sharp else curve(points, closed=closed, step=step)
        self._stamp(self._by_hand(path, step), colour, width)

    def dot(self, x: float, y: float, radius: float, colour: str = INK) -> None:
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self.draw.ellipse(box, fill=colour)

    def shape(self, points: Sequence[Point], colour: str, *, sharp: bool = False, width: float = LINE) -> None:
        """A filled form with the line around it."""
        self.fill(points, colour, sharp=sharp)
        self.line(points, width=width, closed=True, sharp=sharp)

    def tube(self, points: Sequence[Point], colour: str, width: float, *, edge: float = LINE) -> None:
        """A limb: a thick stroke with the line on both sides."""
        path = curve(points, step=_between_stamps(width))
        self._stamp(path, INK, width + edge * 2)
        self._stamp(path, colour, width)

    def finished(self) -> Image.Image:
        return self.image.reduce(SCALE)

    def _by_hand(self, path: list[Point], step: float) -> list[Point]:
        """Let the hand waver: two slow waves along the stroke, less than two pixels."""
        first, second = self.random.uniform(0, 6.3), self.random.uniform(0, 6.3)
        wavered = []
        for i, (x, y) in enumerate(path):
            along = i * step
            wavered.append((
                x + 1.1 * math.sin(along / 61 + first) + 0.5 * math.sin(along / 23 + second),
                y + 1.1 * math.sin(along / 53 + second) + 0.5 * math.sin(along / 27 + first),
            ))  # fmt: skip
        return wavered

    def _stamp(self, path: list[Point], colour: str, width: float) -> None:
        radius, ellipse = width / 2 * SCALE, self.draw.ellipse
        phase, turn = self.random.uniform(0, 6.3), _between_stamps(width) / (3 * width)
        for i, (x, y) in enumerate(path):
            r = radius * (1 + 0.07 * math.sin(i * turn + phase))
            ellipse((x * SCALE - r, y * SCALE - r, x * SCALE + r, y * SCALE + r), fill=colour)


def _between_stamps(width: float) -> float:
    """As far apart as dots may stand for the edge of a stroke to seem one line: an eighth of a pixel deep."""
    return max(0.8, 0.7 * math.sqrt(width))


def as_jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=86, optimize=False, subsampling=0)
    return file.getvalue()


def as_png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=6)
    return file.getvalue()
