"""Dates in the site's search: those to come first, then what is behind us; of a series only the nearest."""

from __future__ import annotations

from django.utils.html import strip_tags
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from bookings import words
from bookings.addresses import path_of_event
from bookings.enums import EventState, Shown
from bookings.models import Event
from cms.found import Forms, Found, SearchSource, register_search

UPCOMING, PAST, TITLES = 20, 10, 100
LOOKED_AT = 100


def find_dates(forms: Forms) -> list[Found]:
    """Public dates that hold the words: two queries."""
    at = now()
    events = Event.objects.public().holding(forms)
    upcoming, past = list(events.upcoming(at)[:LOOKED_AT]), list(events.past(at)[:LOOKED_AT])
    return [
        *(_found(event, soon=True) for event in _nearest(upcoming)[:UPCOMING]),
        *(_found(event, soon=False) for event in _nearest(past)[:PAST]),
    ]


def _nearest(events: list[Event]) -> list[Event]:
    """The first of each series, a date that goes on before one that is off; and every single date."""
    by_series: dict[object, Event] = {}
    for event in events:
        key = event.series_id or -event.pk
        if key not in by_series or (by_series[key].state != EventState.PLANNED and event.state == EventState.PLANNED):
            by_series[key] = event
    return list(by_series.values())


def titles() -> list[str]:
    """Of dates to come."""
    return list(dict.fromkeys(Event.objects.public().upcoming().values_list("title", flat=True)[:TITLES]))


def _found(event: Event, *, soon: bool) -> Found:
    state = words.shown_state(event)
    label = _("Calendar") if state == Shown.PLANNED else f"{_('Calendar')}, {state.label}"
    return Found(
        title=event.title,
        url=path_of_event(event),
        card_label=label,
        card_date=localtime(event.starts_at).date(),
        summary=event.summary,
        words=f"{strip_tags(event.description)} {event.place_name} {event.city}",
        soon=soon,
    )


register_search(SearchSource(name="dates", find=find_dates, titles=titles))
