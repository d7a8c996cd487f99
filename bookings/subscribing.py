"""How people put a feed in their own calendar: the addresses that each client takes, and how long it lags."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

import segno
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import now
from django.utils.translation import gettext as _

from bookings.enums import Audience
from bookings.models import Series
from cms.seo import absolute

SERIES_KEY = "reeks-"


@dataclass(frozen=True)
class FeedChoice:
    """A feed that one can follow; `key` stands in the address of the page."""

    key: str
    label: str
    path: str

    @property
    def url(self) -> str:
        return absolute(self.path)

    @property
    def page_url(self) -> str:
        """The subscribe page with this feed chosen."""
        return absolute(reverse("calendar-subscribe")) + (f"?{urlencode({'agenda': self.key})}" if self.key else "")


@dataclass(frozen=True)
class Ways:
    """The same feed, as each calendar wants to be told."""

    webcal: str
    google: str
    outlook: str
    outlook_work: str
    code: SafeString


def choices() -> list[FeedChoice]:
    """All dates, each audience, each series that goes on or has a date to come: one query."""
    feeds = [FeedChoice("", _("All dates"), reverse("calendar-feed"))]
    feeds += [
        FeedChoice(value, _("For %(whom)s") % {"whom": label}, reverse("calendar-feed-audience", args=[value]))
        for value, label in Audience.choices
    ]
    series = Series.objects.filter(is_active=True, events__ends_at__gt=now(), events__deleted_at=None).distinct()
    feeds += [
        FeedChoice(f"{SERIES_KEY}{slug}", title, reverse("calendar-feed-series", args=[slug]))
        for slug, title in series.order_by("title", "pk").values_list("slug", "title")
    ]
    return feeds


def ways_of(feed: FeedChoice) -> Ways:
    """What leads from a button into each calendar."""
    webcal = "webcal://" + feed.url.partition("://")[2]
    outlook = urlencode({"url": feed.url, "name": feed.label}, quote_via=quote)
    return Ways(
        webcal=webcal,
        google="https://calendar.google.com/calendar/r?" + urlencode({"cid": webcal}),
        outlook=f"https://outlook.live.com/calendar/0/addfromweb?{outlook}",
        outlook_work=f"https://outlook.office.com/calendar/0/addfromweb?{outlook}",
        code=qr_code(feed.page_url),
    )


def qr_code(text: str) -> SafeString:
    """`text` as a drawing, made here: nobody else learns who scans it."""
    drawn = segno.make(text, error="m").svg_inline(scale=4, border=4, dark="#22283a", light="#ffffff", omitsize=True)
    return mark_safe(drawn)  # noqa: S308  (numbers and two colours)
