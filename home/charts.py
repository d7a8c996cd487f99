"""What the dashboard's chart counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format

from cms.charts import Bar, bars, months_up_to


def bars_by_month(dates: Iterable[date], *, until: date) -> list[Bar]:
    """How many of `dates` fall in each of the twelve months up to the one of `until`."""
    counts = Counter(day.replace(day=1) for day in dates)
    return bars(
        (date_format(month, "F Y"), date_format(month, "M").lower(), counts[month]) for month in months_up_to(until)
    )
