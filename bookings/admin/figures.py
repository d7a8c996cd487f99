"""Figures of the calendar: how full series were, who stayed away, through what people came; over twelve months, in a constant number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _

from bookings.admin.rights import SEE_DATES
from bookings.counts import PRESENCE, counts_of
from bookings.enums import EventState, RegistrationState, Source
from bookings.models import Event
from bookings.occurrences import moment_on
from cms.charts import months_up_to
from trust.viewing import READ, guarded

WIDTH, HEIGHT, STEP = 30, 80, 40


@dataclass(frozen=True)
class Segment:
    """A part of a bar (SVG units); `kind` 0, 1, 2 … has a colour and a hatching of its own."""

    kind: int
    y: float
    height: float


@dataclass(frozen=True)
class Bar:
    """A month: its name, the parts of its bar, and what stands in the table for it."""

    label: str
    short: str
    x: int
    segments: list[Segment]
    values: list[str]


@dataclass(frozen=True)
class Chart:
    """A chart and the table beside it, which says the same. `legend`: the names of the parts, which head the table's columns."""

    id: str
    heading: str
    legend: list[str]
    bars: list[Bar]
    empty: bool = False


@guarded(SEE_DATES, READ)
def figures(request: HttpRequest) -> HttpResponse:
    """`/admin/reports/calendar/`."""
    months = months_up_to(localdate())
    begin = moment_on(months[0], time.min)
    held = Event.objects.filter(state=EventState.PLANNED, deleted_at=None, starts_at__gte=begin, ends_at__lte=now())
    events = list(held.select_related("series").order_by("starts_at", "pk"))
    counts = counts_of(events)
    context = {
        "charts": [presence(events, counts, months), sources(events, counts, months), *fill(events, counts, months)],
        "dates": len(events),
        "page_title": _("Figures of the calendar"),
        "breadcrumbs_items": [{"url": "", "label": _("Figures of the calendar")}],
    }
    return TemplateResponse(request, "bookings/admin/figures.html", context)


def month_of(event: Event) -> date:
    return localtime(event.starts_at).date().replace(day=1)


def came(count: Counter[str], presence: str | None = None) -> int:
    """People who were registered for good, perhaps only those of one presence."""
    return sum(
        people
        for key, people in count.items()
        if key.split("/")[1] == RegistrationState.CONFIRMED and presence in (None, key.split("/")[2])
    )


def presence(events: Iterable[Event], counts: dict[int, Counter[str]], months: list[date]) -> Chart:
    """Who came, who stayed away, of whom nobody knows."""
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for event in events:
        for kind in PRESENCE.values():
            found[month_of(event)][kind] += came(counts[event.pk], kind)
    legend = {"came": _("was there"), "stayed-away": _("stayed away"), "unknown": _("not ticked")}
    return stacked("presence", _("Who was there"), legend, found, months)


def sources(events: Iterable[Event], counts: dict[int, Counter[str]], months: list[date]) -> Chart:
    """Through what people came."""
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for event in events:
        for key, people in counts[event.pk].items():
            source, state, _presence = key.split("/")
            if state == RegistrationState.CONFIRMED:
                found[month_of(event)][source] += people
    legend = {source.value: str(source.label) for source in Source}
    return stacked("sources", _("How people registered"), legend, found, months)


def fill(events: Iterable[Event], counts: dict[int, Counter[str]], months: list[date]) -> list[Chart]:
    """For each series with a number of seats: of every hundred seats, how many were taken."""
    seats: dict[str, dict[date, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for event in events:
        if event.capacity:
            row = seats[event.series.title if event.series else _("Single dates")][month_of(event)]
            row["seats"] += event.capacity
            row["people"] += min(event.capacity, came(counts[event.pk]))
    charts = []
    for place, (title, rows) in enumerate(sorted(seats.items())):
        rate = {month: round(100 * row["people"] / row["seats"]) for month, row in rows.items()}
        bars = []
        for index, month in enumerate(months):
            share = rate.get(month)
            height = round((share or 0) * HEIGHT / 100, 1)
            said = "–" if share is None else _("%(share)d of 100") % {"share": share}
            segments = [Segment(0, HEIGHT - height, height)] if height else []
            bars.append(_bar(month, index, segments, [said]))
        heading = _("How full: %(series)s") % {"series": title}
        charts.append(Chart(f"fill-{place}", heading, [_("seats taken")], bars))
    return charts


def stacked(
    name: str, heading: str, legend: dict[str, str], rows: dict[date, Counter[str]], months: list[date]
) -> Chart:
    """Bars of numbers of people, one part above the other."""
    highest = max([sum(rows[month].values()) for month in months if month in rows] + [1])
    bars = []
    for index, month in enumerate(months):
        row, y, segments = rows.get(month, Counter()), float(HEIGHT), []
        for kind, key in enumerate(legend):
            if height := round(row[key] * HEIGHT / highest, 1):
                y = round(y - height, 1)
                segments.append(Segment(kind, y, height))
        bars.append(_bar(month, index, segments, [str(row[key]) for key in legend]))
    return Chart(name, heading, list(legend.values()), bars, empty=not any(bar.segments for bar in bars))


def _bar(month: date, index: int, segments: list[Segment], values: list[str]) -> Bar:
    return Bar(date_format(month, "F Y"), date_format(month, "M").lower(), index * STEP, segments, values)
