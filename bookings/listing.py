"""What `/kalender/` shows of all dates: those that one asks for, as a list or as a month."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate, localtime, now

from bookings import words
from bookings.addresses import path_of_event
from bookings.enums import Audience, EventKind, EventState, Shown, Way
from bookings.models import Event
from bookings.occurrences import moment_on
from cms.charts import months_before
from cms.pages.lists import paginate

MONTHS_AROUND = 24
ALSO_SHOWN = 3
MOST_WORDS = 8


@dataclass(frozen=True)
class ShownDate:
    """A date with what a list says of it. `also`: the next dates of its series; `tied`, `tied_above`: the row below, or above, is of the same one."""

    event: Event
    at: datetime
    also: list[tuple[str, datetime]] = field(default_factory=list)
    tied: bool = False
    tied_above: bool = False

    @property
    def path(self) -> str:
        return path_of_event(self.event)

    @cached_property
    def starts(self) -> datetime:
        return localtime(self.event.starts_at)

    @property
    def month(self) -> tuple[int, int]:
        return (self.starts.year, self.starts.month)

    @cached_property
    def state(self) -> Shown:
        return words.shown_state(self.event)

    @cached_property
    def way(self) -> Way:
        return words.way_in(self.event, self.at)

    @property
    def is_off(self) -> bool:
        """Whether nobody should set out for it."""
        return self.state in (Shown.CANCELLED, Shown.POSTPONED)

    @property
    def when(self) -> str:
        return words.when(self.event)

    @property
    def hours(self) -> str:
        return words.hours(self.event)

    @property
    def seats(self) -> str:
        return words.seats(self.event)

    @property
    def place(self) -> str:
        return words.place(self.event)

    @property
    def deed(self) -> str:
        return words.deed(self.event, self.at)


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what it cannot mean is left out."""

    audience: str = ""
    kind: str = ""
    query: str = ""
    past: bool = False
    as_month: bool = False
    month: date = date(2026, 1, 1)

    @classmethod
    def of(cls, request: HttpRequest) -> Asked:
        ask = request.GET
        return cls(
            audience=ask.get("voor", "") if ask.get("voor") in Audience.values else "",
            kind=ask.get("soort", "") if ask.get("soort") in EventKind.values else "",
            query=" ".join(ask.get("q", "").replace("\x00", "").split())[:100],
            past=ask.get("wanneer") == "voorbij",
            as_month=ask.get("weergave") == "maand",
            month=_month(ask.get("maand", "")),
        )

    @property
    def filters(self) -> dict[str, str]:
        """Whom, what and which words, as they stand in the address."""
        chosen = {"voor": self.audience, "soort": self.kind, "q": self.query}
        return {name: value for name, value in chosen.items() if value}

    def href(self, **more: str) -> str:
        """The same choice with `more` in the address."""
        return "?" + urlencode(self.filters | more) if self.filters or more else "/kalender/"

    def among(self, events: QuerySet[Event]) -> QuerySet[Event]:
        """Those of `events` that are asked for, in whatever order they have."""
        if self.audience:
            events = events.filter(audience=self.audience)
        if self.kind:
            events = events.filter(kind=self.kind)
        return events.holding([word] for word in self.query.split()[:MOST_WORDS])


@dataclass(frozen=True)
class Day:
    """A square of the month."""

    date: date
    dates: list[ShownDate]
    inside: bool
    today: bool


@dataclass(frozen=True)
class Month:
    """A month as weeks of days, Monday first, with the way to its neighbours (empty at the edge of what we show)."""

    first: date
    weeks: list[list[Day]]
    dates: list[ShownDate]
    before: date | None
    after: date | None
    before_href: str
    after_href: str


def listed(request: HttpRequest) -> dict[str, Any]:
    """What the calendar's template shows for `request`."""
    asked, at = Asked.of(request), now()
    shown: dict[str, Any] = {
        "asked": asked,
        "audiences": Audience.choices,
        "kinds": EventKind.choices,
        "list_href": asked.href(),
        "past_href": asked.href(wanneer="voorbij"),
        "month_href": asked.href(weergave="maand"),
    }
    if asked.as_month:
        return shown | {"month": month_of(asked, at)}
    events = asked.among(Event.objects.public())
    page_obj = paginate(request, events.past(at) if asked.past else events.upcoming(at))
    page_obj.object_list = rows(list(page_obj.object_list), at)
    carried = asked.filters | ({"wanneer": "voorbij"} if asked.past else {})
    return shown | {"page_obj": page_obj, "carried": urlencode(carried) + "&" if carried else ""}


def rows(events: list[Event], at: datetime) -> list[ShownDate]:
    """`events` as a list shows them, tied to others of their series: one query more, whatever their number."""
    strands = strands_of({event.series_id for event in events} - {None}, at)
    series = [event.series_id for event in events]
    below, above = [*series[1:], None][: len(series)], [None, *series[:-1]][: len(series)]
    return [
        ShownDate(
            event,
            at,
            also=[
                (f"/kalender/{slug}/", localtime(starts))
                for slug, starts in strands.get(event.series_id, [])
                if starts > event.starts_at
            ][:ALSO_SHOWN],
            tied=event.series_id is not None and event.series_id == next_series,
            tied_above=event.series_id is not None and event.series_id == last_series,
        )
        for event, next_series, last_series in zip(events, below, above, strict=True)
    ]


def strands_of(series_ids: Iterable[int], at: datetime) -> dict[int, list[tuple[str, datetime]]]:
    """By series, the slug and begin of each date to come that goes on."""
    strands: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    upcoming = Event.objects.public().upcoming(at).filter(series_id__in=series_ids, state=EventState.PLANNED)
    for series_id, slug, starts in upcoming.values_list("series_id", "slug", "starts_at"):
        strands[series_id].append((slug, starts))
    return strands


def month_of(asked: Asked, at: datetime) -> Month:
    """The asked month: one query."""
    weeks = calendar.Calendar().monthdatescalendar(asked.month.year, asked.month.month)
    begin, end = moment_on(weeks[0][0], time.min), moment_on(weeks[-1][-1] + timedelta(days=1), time.min)
    dates = rows_of_month(asked.among(Event.objects.public().touching(begin, end)), at)
    by_day: dict[date, list[ShownDate]] = defaultdict(list)
    for shown in dates:
        by_day[shown.starts.date()].append(shown)
    today, first = localdate(at), asked.month
    before, after = _edge(months_before(first, 1), today), _edge(months_before(first, -1), today)
    return Month(
        first=first,
        weeks=[[Day(day, by_day[day], day.month == first.month, day == today) for day in week] for week in weeks],
        dates=[shown for shown in dates if shown.starts.month == first.month],
        before=before,
        after=after,
        before_href=asked.href(weergave="maand", maand=f"{before:%Y-%m}") if before else "",
        after_href=asked.href(weergave="maand", maand=f"{after:%Y-%m}") if after else "",
    )


def rows_of_month(events: QuerySet[Event], at: datetime) -> list[ShownDate]:
    return [ShownDate(event, at) for event in events]


def _month(said: str) -> date:
    """The first day of the month that `2027-03` names, within what we show; of this month when it names none."""
    today = localdate()
    try:
        named = datetime.strptime(said, "%Y-%m").date() if len(said) == 7 else today  # noqa: DTZ007  (a month, no moment)
    except ValueError:
        named = today
    return (_edge(named, today) or today).replace(day=1)


def _edge(month: date, today: date) -> date | None:
    """`month`, unless it lies further away than anybody looks: crawlers would follow the links for ever."""
    apart = (month.year - today.year) * 12 + month.month - today.month
    return month if abs(apart) <= MONTHS_AROUND else None
