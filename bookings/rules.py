"""The rules that people choose from a list, and the days that a rule gives; any other rule is written as RFC 5545 has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.db import models
from django.utils.translation import gettext_lazy as _

from bookings.occurrences import days

FAR = timedelta(days=366 * 12)


class Pattern(models.TextChoices):
    """How a series comes back."""

    NONE = "none", _("it does not: single dates")
    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every two weeks")
    MONTHLY = "monthly", _("every month")
    TWO_MONTHLY = "two-monthly", _("every two months")
    QUARTERLY = "quarterly", _("every three months")
    HALF_YEARLY = "half-yearly", _("every six months")
    YEARLY = "yearly", _("every year, on the date of the first day")
    OWN = "own", _("a rule that I write myself")


class Weekday(models.TextChoices):
    """As a rule writes them."""

    MONDAY = "MO", _("Monday")
    TUESDAY = "TU", _("Tuesday")
    WEDNESDAY = "WE", _("Wednesday")
    THURSDAY = "TH", _("Thursday")
    FRIDAY = "FR", _("Friday")
    SATURDAY = "SA", _("Saturday")
    SUNDAY = "SU", _("Sunday")


class Nth(models.TextChoices):
    """Which of a month."""

    FIRST = "1", _("first")
    SECOND = "2", _("second")
    THIRD = "3", _("third")
    FOURTH = "4", _("fourth")
    LAST = "-1", _("last")


WEEKS = {Pattern.WEEKLY: 1, Pattern.FORTNIGHTLY: 2}
MONTHS = {Pattern.MONTHLY: 1, Pattern.TWO_MONTHLY: 2, Pattern.QUARTERLY: 3, Pattern.HALF_YEARLY: 6}
WEEKLY = re.compile(r"FREQ=WEEKLY(?:;INTERVAL=(?P<every>\d+))?;BYDAY=(?P<weekday>[A-Z]{2})")
MONTHLY = re.compile(r"FREQ=MONTHLY(?:;INTERVAL=(?P<every>\d+))?;BYDAY=(?P<nth>-1|[1-4])(?P<weekday>[A-Z]{2})")


@dataclass(frozen=True)
class Choice:
    """What was chosen from the list."""

    pattern: str
    nth: str = Nth.FIRST
    weekday: str = Weekday.TUESDAY


def rule_of(choice: Choice) -> str:
    """The rule of a choice; empty for none, and for one's own."""
    every = WEEKS.get(choice.pattern) or MONTHS.get(choice.pattern)  # type: ignore[call-overload]
    interval = f";INTERVAL={every}" if every and every > 1 else ""
    if choice.pattern in WEEKS:
        return f"FREQ=WEEKLY{interval};BYDAY={choice.weekday}"
    if choice.pattern in MONTHS:
        return f"FREQ=MONTHLY{interval};BYDAY={choice.nth}{choice.weekday}"
    return "FREQ=YEARLY" if choice.pattern == Pattern.YEARLY else ""


def choice_of(rule: str) -> Choice:
    """The choice that gives `rule`; `OWN` when none does."""
    rule = rule.strip().upper().removeprefix("RRULE:")
    if not rule:
        return Choice(Pattern.NONE)
    if rule == "FREQ=YEARLY":
        return Choice(Pattern.YEARLY)
    for expression, patterns in ((WEEKLY, WEEKS), (MONTHLY, MONTHS)):
        if found := expression.fullmatch(rule):
            every = int(found["every"] or 1)
            for pattern, number in patterns.items():
                if number == every and found["weekday"] in Weekday.values:
                    return Choice(pattern, found.groupdict().get("nth") or Nth.FIRST, found["weekday"])
    return Choice(Pattern.OWN)


@dataclass(frozen=True)
class Day:
    """A day of a rule; `holiday`: the name of the one that takes its place."""

    day: date
    holiday: str = ""


def next_days(
    rule: str, *, starts_on: date, since: date, holidays: Mapping[date, str], skips: bool, most: int = 10
) -> list[Day]:
    """The days of `rule` from `since`, with the holidays that are passed over between them, until `most` of them take place.

    Raises `RuleNotUnderstood`.
    """
    found: list[Day] = []
    going_on = 0
    for day in islice(days(rule, starts_on=starts_on, until=since + FAR), 1000):
        if day < since:
            continue
        holiday = holidays.get(day, "") if skips else ""
        found.append(Day(day, holiday))
        going_on += not holiday
        if going_on == most:
            break
    return found
