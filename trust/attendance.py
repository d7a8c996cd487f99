"""Who came to what, asked by one room of another: the calendar hands in where it is written, and whoever follows volunteers asks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

# For so many normalised addresses, the last day on which each came to an infomoment for volunteers; in a constant number of queries.
CameOn = Callable[[Collection[str]], dict[str, date]]

_sources: list[CameOn] = []


def register_attendance(source: CameOn) -> CameOn:
    """Add where it is written, from `AppConfig.ready()`."""
    if source not in _sources:
        _sources.append(source)
    return source


def came_on(emails: Collection[str]) -> dict[str, date]:
    """The last day on which each of `emails` (`trust.keys.normal_email`) came to an infomoment for volunteers; who never did is left out."""
    found: dict[str, date] = {}
    for source in _sources:
        for email, day in source(emails).items():
            found[email] = max(day, found.get(email, day))
    return found
