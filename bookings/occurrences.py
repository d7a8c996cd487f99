"""The days of a series by its rule (RFC 5545 §3.3.10), each at the same hour in Brussels whatever the clock does."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from bookings.errors import RuleNotUnderstood

BRUSSELS = ZoneInfo("Europe/Brussels")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
MOST = 1000


def check_rule(rule: str) -> None:
    """Raises `RuleNotUnderstood` for what is no rule, or one that comes back more than once a day. An empty rule repeats nothing."""
    for _day in islice(days(rule, starts_on=date(2026, 1, 1), until=date(2027, 1, 1)), 1):
        pass


def days(rule: str, *, starts_on: date, until: date, without: Collection[date] = ()) -> Iterator[date]:
    """The days of `rule` from `starts_on` up to and with `until`, but for those `without`; at most a thousand. Raises `RuleNotUnderstood`."""
    if not rule.strip():
        return
    parts = dict(part.partition("=")[::2] for part in rule.strip().upper().removeprefix("RRULE:").split(";"))
    if parts.get("FREQ") not in FREQUENCIES or {"BYHOUR", "BYMINUTE", "BYSECOND"} & parts.keys():
        raise RuleNotUnderstood
    try:
        found = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()),
                         dtstart=datetime.combine(starts_on, time.min), ignoretz=True)  # fmt: skip
    except (ValueError, TypeError, AttributeError) as error:
        raise RuleNotUnderstood from error
    for moment in islice(found, MOST):
        if moment.date() > until:
            return
        if moment.date() not in without:
            yield moment.date()


def moment_on(day: date, at: time) -> datetime:
    """That hour in Brussels on `day`, aware. An hour that the clock skips is the one after it; one that comes twice is the first."""
    local = datetime.combine(day, at, tzinfo=BRUSSELS)
    return datetime.fromtimestamp(local.timestamp(), tz=BRUSSELS)
