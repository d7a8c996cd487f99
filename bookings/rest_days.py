"""The holidays that staff keep in the calendar, for every room that asks which days somebody works; registers itself."""

from __future__ import annotations

from datetime import date

from bookings.models import Holiday
from trust.days import register_holidays


@register_holidays
def holidays(first: date, last: date) -> set[date]:
    """From `first` to `last`, both counted; one query."""
    return set(Holiday.objects.filter(day__gte=first, day__lte=last).order_by().values_list("day", flat=True))
