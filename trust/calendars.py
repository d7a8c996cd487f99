"""What every calendar file of ours shares (RFC 5545): the time zone of Brussels, and text on one line."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

BRUSSELS = ZoneInfo("Europe/Brussels")
# Since when clocks change by the rule of today, in the local time that the zone itself gives a meaning.
SPRING = datetime(1981, 3, 29, 2)  # noqa: DTZ001
AUTUMN = datetime(1996, 10, 27, 3)  # noqa: DTZ001


def brussels() -> Timezone:
    """Brussels with the rule of the European Union; Outlook is reported to skip zones written as lists of dates."""
    zone = Timezone()
    zone.add("tzid", BRUSSELS.key)
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    zone.add_component(_half_year(TimezoneDaylight(), "CEST", winter, summer, SPRING))
    zone.add_component(_half_year(TimezoneStandard(), "CET", summer, winter, AUTUMN))
    return zone


def _half_year(half, name: str, before: timedelta, after: timedelta, first: datetime):
    half.add("dtstart", first)
    half.add("tzname", name)
    half.add("tzoffsetfrom", before)
    half.add("tzoffsetto", after)
    half.add("rrule", {"freq": "yearly", "bymonth": first.month, "byday": "-1SU"})
    return half


def one_line(text: str) -> str:
    """`text` on one line, white space made single, control characters gone."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
