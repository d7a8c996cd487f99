"""The calendar's own page: what editors write above it, and the list or the month below."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bookings.listing import listed
from cms.freshness import LIVE_SECONDS
from cms.models.base import BasePage
from cms.pages.body import BodyPage


class CalendarPage(BodyPage):
    """All dates, with room for some words above them. The addresses of dates and feeds stand below it (`bookings.urls`)."""

    own_slug = "kalender"

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    page_description = _("The calendar with all dates. There is one, at /kalender/.")
    card_label = _("Calendar")

    class Meta:
        verbose_name = _("calendar")

    def get_lists(self, request: HttpRequest) -> dict:
        return listed(request)

    def fresh_for(self) -> int:
        """Seats are live: a copy is at most ten seconds old."""
        return min(BasePage.fresh_for(self), LIVE_SECONDS)
