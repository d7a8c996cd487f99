"""Days as moments, in the time zone of the site; and which of them somebody works: no weekend, and no holiday of the list that the calendar
keeps and hands in here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

# From, to and including: the holidays among them; one query.
Holidays = Callable[[date, date], set[date]]

_sources: list[Holidays] = []
# No stretch of free days is longer.
LONGEST_REST = timedelta(days=30)


def end_of(day: date) -> datetime:
    """The last moment of `day`."""
    return make_aware(datetime.combine(day, time.max))


def register_holidays(source: Holidays) -> Holidays:
    """Add a list of holidays, from `AppConfig.ready()`."""
    if source not in _sources:
        _sources.append(source)
    return source


def holidays_between(first: date, last: date) -> set[date]:
    """The holidays from `first` to `last`, both counted; one query a list."""
    return {day for source in _sources for day in source(first, last)}


def working_day_from(day: date) -> date:
    """`day`, or the first working day after it."""
    free = holidays_between(day, day + LONGEST_REST)
    while day.weekday() >= 5 or day in free:
        day += timedelta(days=1)
    return day


def working_day_back(day: date, count: int) -> date:
    """The `count`th working day before `day`."""
    for _step in range(count):
        day = working_day_until(day - timedelta(days=1))
    return day


def working_day_until(day: date) -> date:
    """`day`, or the last working day before it."""
    free = holidays_between(day - LONGEST_REST, day)
    while day.weekday() >= 5 or day in free:
        day -= timedelta(days=1)
    return day
