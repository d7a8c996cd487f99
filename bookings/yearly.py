"""The legal holidays of Belgium (wet van 4 januari 1974, KB van 18 april 1974): seven of a fixed day, three that hang on Easter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dateutil.easter import easter
from django.utils.translation import gettext_lazy as _

FIXED: dict[tuple[int, int], Any] = {
    (1, 1): _("New Year"),
    (5, 1): _("Labour Day"),
    (7, 21): _("National Day"),
    (8, 15): _("Assumption of Mary"),
    (11, 1): _("All Saints"),
    (11, 11): _("Armistice Day"),
    (12, 25): _("Christmas"),
}
# Days after Easter Sunday.
MOVING: dict[int, Any] = {1: _("Easter Monday"), 39: _("Ascension Day"), 50: _("Whit Monday")}


def belgian_holidays(year: int) -> Iterator[tuple[date, Any]]:
    """Day and name (lazy), in the order of the year."""
    days = {date(year, month, day): name for (month, day), name in FIXED.items()}
    # Ascension Day can be the first of May: both names are right, the rarer one stays.
    days |= {easter(year) + timedelta(days=after): name for after, name in MOVING.items()}
    yield from sorted(days.items())
