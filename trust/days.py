"""Days as moments, in the time zone of the site."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils.timezone import make_aware


def end_of(day: date) -> datetime:
    """The last moment of `day`."""
    return make_aware(datetime.combine(day, time.max))
