"""Quarters of a year, each known by its first day."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def name_of(quarter: date) -> str:
    return _("quarter %(number)d of %(year)d") % {"number": (quarter.month + 2) // 3, "year": quarter.year}


def short_name(quarter: date) -> str:
    """What fits below a bar: "3/26"."""
    return f"{(quarter.month + 2) // 3}/{quarter:%y}"
