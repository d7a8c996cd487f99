"""How long a copy of an answer may be kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import now

from cms.kept import closes_at

# Live numbers and corrections are at most this old in a shared cache.
FRESH_SECONDS = 60
# What shows a live number (seats that are left) is at most this old.
LIVE_SECONDS = 10


def fresh_for(changes: Iterable[datetime], *, most: int = FRESH_SECONDS) -> int:
    """Seconds for which a copy stays true: at most `most`, and never past the first of `changes` (aware moments) nor the moment at which
    the next page closes; never below 0."""
    moment = now()
    if closing := closes_at():
        changes = [*changes, closing]
    return min([most, *(max(int((change - moment).total_seconds()), 0) for change in changes)])
