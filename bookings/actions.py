"""An action on any page that is tied to the next date of a series, or for an audience."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, OuterRef, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.text import capfirst
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings import words
from bookings.addresses import path_of_event
from bookings.enums import Audience, EventState
from bookings.models import Event, Series
from cms.actions import ActionKind, LiveAction, register_action

SERIES, AUDIENCE = "series-", "audience-"
# What an action says of a date; a page pays for no more.
SAID = (
    *("slug", "title", "audience", "state", "deleted_at", "starts_at", "ends_at"),
    *("is_online", "place_name", "city", "capacity", "seats_taken", "has_waiting_list", "price_cents"),
    *("registration_opens_at", "registration_closes_at"),
)


def choices() -> list[tuple[str, str]]:
    """Each series that goes on, then each audience."""
    series = Series.objects.filter(is_active=True).order_by("title", "pk").values_list("public_id", "title")
    return [
        *((f"{SERIES}{public_id}", title) for public_id, title in series),
        *((f"{AUDIENCE}{value}", _("any date for %(whom)s") % {"whom": label}) for value, label in Audience.choices),
    ]


def next_dates(keys: Iterable[str]) -> dict[str, LiveAction]:
    """The next date of each, in two queries whatever their number; dates that are off are passed over."""
    keys = list(keys)
    series = {key: UUID(key.removeprefix(SERIES)) for key in keys if key.startswith(SERIES)}
    audiences = {key: key.removeprefix(AUDIENCE) for key in keys if key.startswith(AUDIENCE)}
    at = now()
    ahead = Event.objects.public().filter(state=EventState.PLANNED, starts_at__gt=at)
    found: dict[object, Event] = {}
    if series:
        first = ahead.filter(series=OuterRef("pk")).order_by("starts_at", "pk").values("pk")[:1]
        firsts = Series.objects.filter(public_id__in=series.values()).order_by().values(first=Subquery(first))
        events = Event.objects.filter(pk__in=firsts).select_related("series").order_by()
        found |= {event.series.public_id: event for event in events.only(*SAID, "series__public_id")}
    if audiences:
        place = Window(RowNumber(), partition_by=[F("audience")], order_by=["starts_at", "pk"])
        events = ahead.filter(audience__in=audiences.values()).order_by().annotate(place=place).filter(place=1)
        found |= {event.audience: event for event in events.only(*SAID)}
    return {key: _action(found[thing], at) for key, thing in {**series, **audiences}.items() if thing in found}


def _action(event: Event, at) -> LiveAction:
    said = [capfirst(words.when(event)), capfirst(words.place(event)), capfirst(words.seats(event))]
    return LiveAction(
        title=event.title,
        href=path_of_event(event),
        label=words.deed(event, at) or _("See this date"),
        words=[each for each in said if each],
        begins=localtime(event.starts_at),
        state=words.shown_state(event),
    )


register_action(ActionKind(name="next-date", label=gettext_lazy("The next date of"), choices=choices, find=next_dates))
