"""Until when somebody on the waiting list may think about an offered seat (spec B6; the rule is in docs/adr/0023). Pure: no database, no clock.

Twelve hours of daytime (9–21, Brussels) on working days: nights, weekends and holidays do not count. When the date comes too near for that, half of
the time that is left, weekend or not, never ending at night when the morning still comes in time; under two hours no offer is made at all.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from trust.days import is_working_day

BRUSSELS = ZoneInfo("Europe/Brussels")
MORNING, EVENING = time(9), time(21)
WINDOW = timedelta(hours=12)
LEAST = timedelta(hours=2)


def offer_deadline(at: datetime, *, latest: datetime, holidays: Collection[date] = ()) -> datetime | None:
    """Until when an offer made `at` stands; `latest` is when seats must be known. None: too late to offer anything."""
    at, latest = at.astimezone(UTC), latest.astimezone(UTC)  # times of one zone subtract as the wall clock reads
    if latest - at < LEAST:
        return None
    full = after_daytime(at, WINDOW, holidays=holidays)
    return full if full <= latest else _shortened(at, latest)


def after_daytime(at: datetime, span: timedelta, *, holidays: Collection[date] = ()) -> datetime:
    """The moment at which `span` of daytime has passed since `at`, in UTC."""
    day, left = at.astimezone(BRUSSELS).date(), span
    while True:
        if is_working_day(day, holidays):
            begins, ends = max(at.astimezone(UTC), _on(day, MORNING)), _on(day, EVENING)
            if ends - begins >= left:
                return begins + left
            left -= max(ends - begins, timedelta())
        day += timedelta(days=1)


def is_night(at: datetime) -> bool:
    """Whether people sleep, or may."""
    clock = at.astimezone(BRUSSELS).time()
    return clock < MORNING or clock > EVENING


def _shortened(at: datetime, latest: datetime) -> datetime:
    until = at + max(LEAST, (latest - at) / 2)
    if is_night(until):
        local = until.astimezone(BRUSSELS)
        morning = _on(local.date() + timedelta(days=local.time() > EVENING), MORNING)
        until = min(morning, latest)
    return until


def _on(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=BRUSSELS).astimezone(UTC)
