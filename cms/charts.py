"""Small charts, drawn by the server as SVG: bars (templates/components/bar_chart.html), and bars of parts beside a table that says the same
(templates/components/admin/stacked_bars.html)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

MONTHS = 12
HEIGHT, WIDTH = 80, 480
GAP = 0.25


@dataclass(frozen=True)
class Bar:
    """A bar at `x` with its top at `y`, `width` wide and `height` high (SVG units): `value` things. `label` is what it stands for,
    `short` what fits below it (empty: nothing)."""

    label: str
    short: str
    value: float
    x: float
    y: int
    width: float
    height: int

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)


def bars(values: Iterable[tuple[str, str, float]], *, most: float | None = None) -> list[Bar]:
    """A bar for each label, short label and value (≥ 0), next to each other over the whole width; `most`, or else the highest, is as high as
    the chart."""
    rows = list(values)
    highest = most or max([value for _label, _short, value in rows] + [1])
    step = WIDTH / max(len(rows), 1)
    drawn = []
    for place, (label, short, value) in enumerate(rows):
        height = round(value / highest * HEIGHT)
        drawn.append(
            Bar(label, short, value, round(place * step, 2), HEIGHT - height, round(step * (1 - GAP), 2), height)
        )
    return drawn


@dataclass(frozen=True)
class Segment:
    """A part of a bar (SVG units); `kind` 0, 1, 2 … has a colour and a hatching of its own."""

    kind: int
    y: float
    height: float


@dataclass(frozen=True)
class Stack:
    """A bar of parts: its name, its parts, and what stands in the table for it."""

    label: str
    short: str
    x: int
    segments: list[Segment]
    values: list[str]


@dataclass(frozen=True)
class Figure:
    """A chart and the table beside it, which says the same. `legend`: the names of the parts, which head the table's columns; `first` heads
    the first one (empty: the month)."""

    id: str
    heading: str
    legend: list[str]
    bars: list[Stack]
    empty: bool = False
    first: str = ""


STACK_STEP = 40


def stacked(
    name: str,
    heading: str,
    legend: Mapping[str, str],
    rows: Iterable[tuple[str, str, Mapping[str, int]]],
    *,
    first: str = "",
) -> Figure:
    """Bars of numbers, one part above the other; a row is a label, a short label, and a number for each key of `legend`. At most twelve."""
    drawn, rows = [], list(rows)
    highest = max([sum(row.values()) for _label, _short, row in rows] + [1])
    for place, (label, short, row) in enumerate(rows):
        y, segments = float(HEIGHT), []
        for kind, key in enumerate(legend):
            if height := round(row.get(key, 0) * HEIGHT / highest, 1):
                y = round(y - height, 1)
                segments.append(Segment(kind, y, height))
        drawn.append(Stack(label, short, place * STACK_STEP, segments, [str(row.get(key, 0)) for key in legend]))
    return Figure(name, heading, list(legend.values()), drawn, not any(bar.segments for bar in drawn), first)


def months_before(day: date, ago: int) -> date:
    """The first day of the month that lies `ago` months before the one of `day`; after it when `ago` is negative."""
    months = day.year * 12 + day.month - 1 - ago
    return date(months // 12, months % 12 + 1, 1)


def months_up_to(day: date) -> list[date]:
    """The first days of the twelve months that end with the one of `day`."""
    return [months_before(day, ago) for ago in reversed(range(MONTHS))]
