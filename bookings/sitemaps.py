"""The pages of dates, for search engines: those to come and the last that were."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.utils.timezone import now

from bookings.addresses import path_of_event
from bookings.models import Event

BEHIND = timedelta(days=90)


class DateSitemap(Sitemap):
    """One entry a date, with when it last changed; the address of the site comes from `cms.urls`."""

    def items(self) -> QuerySet[Event]:
        shown = Event.objects.public().filter(ends_at__gt=now() - BEHIND)
        return shown.only("slug", "changed_at").order_by("starts_at", "pk")

    def location(self, event: Event) -> str:
        return path_of_event(event)

    def lastmod(self, event: Event) -> datetime:
        return event.changed_at
