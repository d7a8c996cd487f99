"""Days as moments, in the time zone of the site; and which of them somebody works: no weekend, and no holiday of the list that the calendar
keeps and hands in here."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

# From, to and including: the holidays among them; one query.
Holidays = Callable[[date, date], set[date]]

_sources: list[Holidays] = []
# No stretch of free days is longer.
LONGEST_REST = timedelta(days=30)
ONE_DAY = timedelta(days=1)


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


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Whether somebody works on `day`."""
    return day.weekday() < 5 and day not in holidays


def working_day_from(day: date) -> date:
    """`day`, or the first working day after it."""
    return working_day_after(day - ONE_DAY, 1)


def working_day_until(day: date) -> date:
    """`day`, or the last working day before it."""
    return working_day_before(day + ONE_DAY, 1)


def working_day_after(day: date, count: int) -> date:
    """The `count`th working day after `day`; one query a list."""
    return _walk(day, count, ONE_DAY, holidays_between(day, day + _reach(count)))


def working_day_before(day: date, count: int) -> date:
    """The `count`th working day before `day`; one query a list."""
    return _walk(day, count, -ONE_DAY, holidays_between(day - _reach(count), day))


def _reach(count: int) -> timedelta:
    """So many working days lie within it, whatever is free."""
    return LONGEST_REST + 2 * count * ONE_DAY


def _walk(day: date, count: int, step: timedelta, holidays: Collection[date]) -> date:
    while count:
        day += step
        count -= is_working_day(day, holidays)
    return day
