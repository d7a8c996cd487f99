"""Puts the demo's series, dates and people in the calendar. Safe to repeat: what lies ahead stays, and what has passed is followed by new dates.

Written as rows, past the services of registering: invented people get no mails. Dates of a series are made by its own service.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import cycle, islice

from django.db import transaction
from django.utils.timezone import localdate, now

from bookings.enums import EventState, RegistrationState
from bookings.models import Event, Holiday, Question, Registration, Series
from bookings.occurrences import moment_on
from bookings.services import generate_dates
from bookings.terms import delete_on
from bookings.yearly import belgian_holidays
from home.demo.content.dates import DATES, NAMES, NEEDS, SERIES, DemoDate, DemoSeries
from home.demo.shape import series_id

# A series is gone over from so many days back, for a calendar that has a past.
PAST = timedelta(days=100)
AHEAD = timedelta(days=365)


@transaction.atomic
def build_dates() -> tuple[int, int]:
    """Holidays, series, dates and people. Gives how many dates and registrations were made."""
    today = localdate()
    for year in (today.year, today.year + 1):
        for day, name in belgian_holidays(year):
            Holiday.objects.get_or_create(day=day, defaults={"name": str(name)})
    events = [event for demo in SERIES for event in _series(demo, today)]
    events += [event for demo in DATES if (event := _single(demo, today))]
    return len(events), Registration.objects.filter(event__in=events).count()


def _series(demo: DemoSeries, today: date) -> list[Event]:
    series, made = Series.objects.get_or_create(
        public_id=series_id(demo.slug),
        defaults={
            "slug": demo.slug,
            "title": demo.title,
            "summary": demo.summary,
            "description": demo.description,
            "rrule": demo.rrule,
            "starts_on": today + timedelta(days=demo.first),
            "starts_at_time": demo.at,
            "duration_minutes": demo.minutes,
            "ahead_days": AHEAD.days,
            **demo.fields,
        },
    )
    if made:
        for place, (label, kind, help_text) in enumerate(demo.questions):
            Question.objects.create(series=series, label=label, kind=kind, help_text=help_text, sort_order=place)
    events = generate_dates(series_id=series.pk, since=today - PAST if made else today, until=today + AHEAD)
    ahead = [event for event in events if event.ends_at > now()]
    for event in ahead[:1] if made else []:
        _fill(event, coming=demo.coming, waiting=0)
    for event in events:
        if event.ends_at <= now():
            _fill(event, coming=demo.coming - 2, waiting=0)
    return events


def _single(demo: DemoDate, today: date) -> Event | None:
    """The date, unless one of its kind lies ahead already; one that belongs in the past is made once."""
    known = Event.objects.filter(slug__startswith=f"{demo.key}-2")
    if (known if demo.days < 0 else known.filter(ends_at__gt=now())).exists():
        return None
    day = today + timedelta(days=demo.days)
    day += timedelta(days=(demo.weekday - day.weekday()) % 7)
    begins = moment_on(day, demo.at)
    event = Event.objects.create(
        slug=f"{demo.key}-{day:%Y-%m-%d}",
        title=demo.title,
        summary=demo.summary,
        description=demo.description,
        starts_at=begins,
        ends_at=begins + timedelta(minutes=demo.minutes),
        **{"state": EventState.PLANNED, **demo.fields},
    )
    _fill(event, coming=demo.coming, waiting=demo.waiting)
    return event


def _fill(event: Event, *, coming: int, waiting: int) -> None:
    """So many people with a seat, and so many who wait for one."""
    over = event.ends_at <= now()
    people = [
        _person(event, place, waits=place >= coming, attended=place % 6 != 5 if over else None)
        for place in range(coming + waiting)
    ]
    Registration.objects.bulk_create(people)
    Event.objects.filter(pk=event.pk).update(seats_taken=coming, has_line=waiting > 0)


def _person(event: Event, place: int, *, waits: bool, attended: bool | None) -> Registration:
    name = next(islice(cycle(NAMES), place, None))
    asked: datetime = min(now(), event.starts_at) - timedelta(days=8, hours=place)
    return Registration(
        event=event,
        state=RegistrationState.WAITING if waits else RegistrationState.CONFIRMED,
        name=name,
        email=f"kalender.{event.pk}.{place}@example.org",
        needs=NEEDS[place % len(NEEDS)],
        seats_held=0 if waits else 1,
        created_at=asked,
        confirmed_at=asked,
        queued_at=asked if waits else None,
        attended=attended,
        delete_on=delete_on(event.ends_at),
    )
