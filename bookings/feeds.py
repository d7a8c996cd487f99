"""The calendar as feeds that calendars follow (docs/adr/0024): all dates, by audience, by series, and somebody's own.

django-ical answers the addresses; what it writes of an event is ours (`bookings.icalendars`), because its own lacks the time zone, the
revision, UIDs that last and stamps in UTC. A feed names no METHOD: that would be an invitation, which needs an organizer.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import cast

from django.core.cache import cache
from django.db.models import Max, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django_ical.feedgenerator import ICal20Feed
from django_ical.views import ICalFeed
from icalendar import Calendar

from bookings import icalendars
from bookings.enums import PUBLIC_STATES, Audience, EventState
from bookings.icalendars import event_component, new_calendar
from bookings.models import Event, Registration, Series
from bookings.querysets import REMEMBERED_FOR, TOLD_FOR
from bookings.subscribing import SERIES_KEY
from bookings.terms import OWN_FEED
from cms.freshness import FRESH_SECONDS
from cms.seo import absolute
from trust.links.models import PersonalLink
from trust.links.views import personal_page

REFRESH = timedelta(hours=1)
KEPT_SECONDS = 3600
# What an event's bytes are made of. `seats_taken` is among them only as far as the date is full.
COLUMNS = (
    *("public_id", "sequence", "changed_at", "created_at", "starts_at", "ends_at", "state", "deleted_at", "kind"),
    *("audience", "title", "slug", "summary", "description", "state_reason", "is_online", "place_name", "street"),
    *("postcode", "city", "access_info", "has_waiting_list"),
)
# Another version of the code that writes is another version of each feed.
WRITER = sha256(Path(icalendars.__file__).read_bytes()).hexdigest()


@dataclass(frozen=True)
class Scope:
    """Which dates a feed holds: its `name` in calendars, and all dates that ever belonged in it."""

    name: str
    events: QuerySet[Event] = field(compare=False)
    private: bool = False


class Generator(ICal20Feed):
    """Writes the calendar of a feed from whole components, which `DatesFeed` hands in with each item."""

    def write(self, outfile, encoding) -> None:
        calendar = new_calendar(name=self.feed["title"], refresh=REFRESH)
        self.write_items(calendar)
        outfile.write(calendar.to_ical())

    def write_items(self, calendar: Calendar) -> None:
        for item in self.items:
            calendar.add_component(item["component"])


class DatesFeed(ICalFeed):
    """All dates. Answers GET and HEAD; 304 by ETag alone, which covers every byte."""

    feed_type = Generator

    def __call__(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        scope = self.get_object(request, *args, **kwargs)
        events = events_of(scope)
        mark = fingerprint(scope.name, events)
        response = HttpResponse(content_type=Generator.mime_type)
        response["ETag"] = f'W/"{mark}"'
        patch_vary_headers(response, ["Accept-Encoding"])
        if scope.private:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
            if changed := last_change(scope.events):
                response["Last-Modified"] = http_date(changed.timestamp())
        # A moment in whole seconds cannot tell two changes of one second apart, nor when the last seat went: a wrong 304 would freeze a calendar.
        request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
        same = get_conditional_response(request, etag=response["ETag"], response=response)
        if same is not response:
            return same
        content = self.content(scope, events, mark)
        return packed(request, response, content)

    def content(self, scope: Scope, events: list[Event], mark: str) -> bytes:
        """The feed's bytes; made once as long as nothing in it changes."""
        if scope.private:
            return written(scope, events)
        return cache.get_or_set(f"calendar-feed:{mark}", lambda: written(scope, events), KEPT_SECONDS)

    def get_object(self, request: HttpRequest, *args, **kwargs) -> Scope:
        return scope_of_all()


class AudienceFeed(DatesFeed):
    """Dates for one audience."""

    def get_object(self, request: HttpRequest, audience: str) -> Scope:  # type: ignore[override]  # the address has a part more
        return scope_of_audience(audience)


class SeriesFeed(DatesFeed):
    """Dates of one series; it goes on answering when the series has ended."""

    def get_object(self, request: HttpRequest, slug: str) -> Scope:  # type: ignore[override]  # as above
        return scope_of_series(get_object_or_404(Series.objects.only("pk", "title"), slug=slug))


class OwnFeed(DatesFeed):
    """What somebody registered for: the dates of every registration that counts, of the address of the one that the link is about."""

    def get_object(self, request: HttpRequest, link: PersonalLink) -> Scope:  # type: ignore[override]  # as above
        mine = cast(Registration, link.about)
        own = Q(email__iexact=mine.email) if mine.email else Q(pk=mine.pk)
        coming = Registration.objects.confirmed().filter(own)
        return Scope(_("Lus: my dates"), Event.objects.filter(pk__in=coming.values("event_id")), private=True)


own_feed = personal_page(purpose=OWN_FEED)(OwnFeed())


def events_of(scope: Scope) -> list[Event]:
    """What stands in the feed now: one query."""
    return list(scope.events.in_feeds().only(*COLUMNS, "capacity", "seats_taken"))


def written(scope: Scope, events: Iterable[Event]) -> bytes:
    feed = Generator(title=scope.name, link=absolute("/kalender/"), description="")
    for event in events:
        feed.add_item(event.title, "", "", unique_id=str(event.public_id), component=event_component(event))
    out = BytesIO()
    feed.write(out, "utf-8")
    return out.getvalue()


def feed_bytes(scope: Scope) -> bytes:
    """The feed as it is written now, for whoever wants to look at it."""
    return written(scope, events_of(scope))


def scope_of(key: str) -> Scope:
    """The feed that the subscribe page calls `key`: empty, an audience, or `reeks-` and the slug of a series. Raises `Http404`."""
    if not key:
        return scope_of_all()
    if key.startswith(SERIES_KEY):
        return scope_of_series(get_object_or_404(Series, slug=key.removeprefix(SERIES_KEY)))
    return scope_of_audience(key)


def scope_of_all() -> Scope:
    return Scope(_("Lus: calendar"), Event.objects.all())


def scope_of_audience(audience: str) -> Scope:
    """Raises `Http404` for an audience that is none."""
    if audience not in Audience.values:
        raise Http404
    return Scope(_("Lus: for %(whom)s") % {"whom": Audience(audience).label}, Event.objects.filter(audience=audience))


def scope_of_series(series: Series) -> Scope:
    return Scope(_("Lus: %(title)s") % {"title": series.title}, Event.objects.filter(series_id=series.pk))


def fingerprint(name: str, events: Iterable[Event]) -> str:
    """Of everything that decides the bytes of a feed: other when a date changes, is added, fills up, or falls out after its 90 days."""
    mark = sha256(repr((WRITER, absolute("/"), name)).encode())
    for event in events:
        mark.update(repr((*(getattr(event, column) for column in COLUMNS), event.is_full)).encode())
    return mark.hexdigest()[:40]


def last_change(events: QuerySet[Event], at: datetime | None = None) -> datetime | None:
    """When the feed last changed, as far as dates tell: a change, a removal, or a date that fell out by itself. One query."""
    at = at or now()
    told, remembered = at - TOLD_FOR, at - REMEMBERED_FOR
    cancelled = Q(state=EventState.CANCELLED, state_changed_at__lt=told)
    found = events.filter(state__in=PUBLIC_STATES).aggregate(
        last_changed=Max("changed_at"),
        last_moved=Max("state_changed_at"),
        last_deleted=Max("deleted_at"),
        untold=Max("deleted_at", filter=Q(deleted_at__lt=told)),
        dropped=Max("state_changed_at", filter=cancelled),
        forgotten=Max("ends_at", filter=Q(ends_at__lte=remembered)),
    )
    moments = [found["last_changed"], found["last_moved"], found["last_deleted"]]
    moments += [found[name] + TOLD_FOR for name in ("untold", "dropped") if found[name]]
    moments += [found["forgotten"] + REMEMBERED_FOR] if found["forgotten"] else []
    return max(filter(None, moments), default=None)


def packed(request: HttpRequest, response: HttpResponse, content: bytes) -> HttpResponse:
    """`content` in `response`, gzipped for who takes that; the same bytes each time (no time in the header)."""
    if "gzip" in request.headers.get("Accept-Encoding", "").lower() and "gzip;q=0" not in request.headers.get(
        "Accept-Encoding", ""
    ).replace(" ", ""):
        content = gzip.compress(content, 6, mtime=0)
        response["Content-Encoding"] = "gzip"
    response.content = content
    response["Content-Length"] = str(len(content))
    return response
