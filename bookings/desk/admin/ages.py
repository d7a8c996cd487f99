"""How long something waits, in words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.desk.enums import RequestState
from bookings.desk.models import BookingRequest
from bookings.rest_days import holidays
from trust.days import is_working_day

FAR = timedelta(days=200)
KEPT = 300  # seconds


def age(since: date, today: date) -> str:
    """`today`, `yesterday`, `5 days ago`, `3 weeks ago`, `4 months ago`."""
    days = (today - since).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < 14:
        return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
    if days < 70:
        return ngettext("%(count)d week ago", "%(count)d weeks ago", days // 7) % {"count": days // 7}
    return ngettext("%(count)d month ago", "%(count)d months ago", days // 30) % {"count": days // 30}


def holidays_until(today: date) -> set[date]:
    """The holidays behind us that waiting days are counted with; looked up anew after some minutes."""
    return set(cache.get_or_set(f"desk-holidays-{today}", lambda: holidays(today - FAR, today), KEPT))


def working_days_between(since: date, today: date, holidays: Collection[date]) -> int:
    """The working days after `since` up to and with `today`; no more than are in `FAR`."""
    since = max(since, today - FAR)
    return sum(is_working_day(since + timedelta(days=step), holidays) for step in range(1, (today - since).days + 1))


def alarm(asked: BookingRequest, since: date, today: date, holidays: Collection[date]) -> str:
    """Why a card is marked; empty when it is not: the day by which something should have been done is past (spec C6)."""
    if asked.alarm_on is None or asked.alarm_on >= today:
        return ""
    days = working_days_between(since, today, holidays)
    if asked.state == RequestState.NEW:
        return ngettext("%(count)d working day unanswered", "%(count)d working days unanswered", days) % {"count": days}
    return ngettext("waits %(count)d working day for us", "waits %(count)d working days for us", days) % {"count": days}
