"""Figures of the calendar: how full series were, who stayed away, through what people came; over twelve months, in a constant number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
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
from cms.charts import HEIGHT, STACK_STEP, Figure, Segment, Stack, months_up_to, stacked
from trust.viewing import READ, guarded


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


def presence(events: Iterable[Event], counts: dict[int, Counter[str]], months: list[date]) -> Figure:
    """Who came, who stayed away, of whom nobody knows."""
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for event in events:
        for kind in PRESENCE.values():
            found[month_of(event)][kind] += came(counts[event.pk], kind)
    legend = {"came": _("was there"), "stayed-away": _("stayed away"), "unknown": _("not ticked")}
    return by_month("presence", _("Who was there"), legend, found, months)


def sources(events: Iterable[Event], counts: dict[int, Counter[str]], months: list[date]) -> Figure:
    """Through what people came."""
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for event in events:
        for key, people in counts[event.pk].items():
            source, state, _presence = key.split("/")
            if state == RegistrationState.CONFIRMED:
                found[month_of(event)][source] += people
    legend = {source.value: str(source.label) for source in Source}
    return by_month("sources", _("How people registered"), legend, found, months)


def fill(events: Iterable[Event], counts: dict[int, Counter[str]], months: list[date]) -> list[Figure]:
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
            bars.append(Stack(*_names(month), index * STACK_STEP, segments, [said]))
        heading = _("How full: %(series)s") % {"series": title}
        charts.append(Figure(f"fill-{place}", heading, [_("seats taken")], bars))
    return charts


def by_month(
    name: str, heading: str, legend: dict[str, str], rows: dict[date, Counter[str]], months: list[date]
) -> Figure:
    """Bars of numbers of people, one part above the other."""
    return stacked(name, heading, legend, [(*_names(month), rows.get(month, Counter())) for month in months])


def _names(month: date) -> tuple[str, str]:
    return date_format(month, "F Y"), date_format(month, "M").lower()
