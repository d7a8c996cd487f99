"""Small bar charts, drawn by the server as SVG (templates/components/bar_chart.html)."""

from __future__ import annotations

from collections.abc import Iterable
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


def months_before(day: date, ago: int) -> date:
    """The first day of the month that lies `ago` months before the one of `day`; after it when `ago` is negative."""
    months = day.year * 12 + day.month - 1 - ago
    return date(months // 12, months % 12 + 1, 1)


def months_up_to(day: date) -> list[date]:
    """The first days of the twelve months that end with the one of `day`."""
    return [months_before(day, ago) for ago in reversed(range(MONTHS))]
