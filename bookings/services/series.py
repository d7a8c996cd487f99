"""Dates out of series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from bookings.enums import EventState
from bookings.models import Event, Series
from bookings.occurrences import days, moment_on
from bookings.rest_days import holidays
from bookings.services.events import OFFERED_FIELDS, change
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True)
class Applied:
    """What a series changed: its dates, and those that kept more seats than it has because they are taken."""

    changed: int
    kept_seats: int


@transaction.atomic
def generate_dates(
    *,
    series_id: int,
    until: date,
    since: date | None = None,
    state: str = EventState.PLANNED,
    by: AbstractBaseUser | None = None,
) -> list[Event]:
    """Make the dates of the series from `since` (today) up to and with `until` that are not there yet; returns the new ones.

    Idempotent by the day of the rule: a date that was edited, moved, cancelled or taken away is there, and stays as it is. Holidays are skipped.
    Raises `RuleNotUnderstood`.
    """
    series = Series.objects.select_for_update(no_key=True).get(pk=series_id)
    if not series.is_active or not series.rrule:
        return []
    first = since or localdate()
    occurred = series.events.exclude(occurs_on=None).values_list("occurs_on", flat=True)
    there = {day for day in occurred if day is not None}
    closed: set[date] = holidays(first, until) if series.skips_holidays else set()
    made = []
    for day in days(series.rrule, starts_on=series.starts_on, until=until, without=there | closed):
        if day >= first and (event := _make(series, day, state)):
            made.append(event)
    if made:
        record(verb="bookings.dates-made", about=series, by=by, details={"count": len(made)})
    return made


def make_dates(*, moment: datetime | None = None) -> int:
    """By the clock: every series that goes on has its dates as far ahead as it says. Returns how many were made."""
    today = localdate(moment or now())
    ahead = Series.objects.filter(is_active=True).exclude(rrule="").order_by("pk").values_list("pk", "ahead_days")
    return sum(len(generate_dates(series_id=pk, until=today + timedelta(days=most))) for pk, most in ahead)


@transaction.atomic
def apply_series(*, series_id: int, by: AbstractBaseUser | None = None) -> Applied:
    """Bring the series' future dates that nobody edited up to what it says now; people on them are told what a calendar must follow.

    A date with more seats taken than the series has now keeps as many as are taken.
    """
    series = Series.objects.select_for_update(no_key=True).get(pk=series_id)
    own = series.events.filter(edited_at=None, deleted_at=None, starts_at__gt=now()).exclude(occurs_on=None)
    changed = kept = 0
    for event in own.exclude(state=EventState.CANCELLED).select_for_update(no_key=True).order_by("pk"):
        changes = _said(series, event.occurs_on)  # type: ignore[arg-type]  # those without a day are left out above
        if series.capacity is not None and series.capacity < event.seats_taken:
            changes["capacity"], kept = event.seats_taken, kept + 1
        if any(getattr(event, name) != value for name, value in changes.items()):
            change(event, changes, verb="bookings.series-applied", by=by)
            changed += 1
    return Applied(changed, kept)


def _make(series: Series, day: date, state: str) -> Event | None:
    """The date on `day`; None when another made it at this moment."""
    said = _said(series, day)
    try:
        with transaction.atomic():
            event = Event(series=series, occurs_on=day, slug=_slug(series, day), state=state, **said)
            event.owner = series.owner
            event.save(force_insert=True)
            return event
    except IntegrityError:
        if series.events.filter(occurs_on=day).exists():
            return None
        raise


def _said(series: Series, day: date) -> dict[str, Any]:
    """What the series says about its date on `day`."""
    begins = moment_on(day, series.starts_at_time)
    opens = None if series.opens_days_before is None else begins - timedelta(days=series.opens_days_before)
    return {name: getattr(series, name) for name in OFFERED_FIELDS} | {
        "starts_at": begins,
        "ends_at": begins + timedelta(minutes=series.duration_minutes),
        "registration_opens_at": opens,
        "registration_closes_at": begins - timedelta(hours=series.closes_hours_before),
    }


def _slug(series: Series, day: date) -> str:
    """`<series>-<day>`, with a number when a date outside of the series has that address."""
    slug = f"{series.slug}-{day:%Y-%m-%d}"
    taken = set(Event.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(name for name in (slug, *(f"{slug}-{number}" for number in range(2, 1000))) if name not in taken)
