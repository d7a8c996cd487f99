"""What we did, in numbers that outlive the people they count (spec H10): how the promise to phone is kept, and what is safe to hand to funders."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils.timezone import localdate

from circles.enums import CONFIDENTIAL_KINDS, Deed
from circles.models import CircleTally
from cms.quarters import quarter_of
from cms.safe_counts import HIDDEN_BELOW, ROUNDED_TO, nearest

# Quarter, province, kind, deed.
Key = tuple[date, str, str, str]
KEPT = (Deed.CALLED_IN_TIME, Deed.CALLED_LATE, Deed.NOT_REACHED)


def totals() -> dict[Key, int]:
    """As it is; one query."""
    rows = CircleTally.objects.order_by("quarter", "province", "kind", "deed")
    return {
        (quarter, province, kind, deed): count
        for quarter, province, kind, deed, count in rows.values_list("quarter", "province", "kind", "deed", "count")
    }


def safe(found: dict[Key, int], *, today: date | None = None) -> dict[Key, int]:
    """The cells that may be shown (`cms.safe_counts`), of quarters that are over. A key that is not in it is hidden."""
    running = quarter_of(today or localdate())
    return {
        key: nearest(count, ROUNDED_TO)
        for key, count in sorted(found.items())
        if count >= HIDDEN_BELOW and key[0] < running
    }


@dataclass(frozen=True)
class Promise:
    """How first calls went in a quarter: people spoken with within a week, later, and those who were never reached."""

    quarter: date
    in_time: int = 0
    late: int = 0
    not_reached: int = 0

    @property
    def share(self) -> int | None:
        """Of those spoken with, how many within a week (per cent); None when nobody was."""
        spoken = self.in_time + self.late
        return round(self.in_time * 100 / spoken) if spoken else None


def promises() -> list[Promise]:
    """By quarter, the running one too; of who is not confidential: their staff see them one by one anyway. One query."""
    found: dict[date, Counter[str]] = defaultdict(Counter)
    rows = CircleTally.objects.filter(deed__in=KEPT).exclude(kind__in=CONFIDENTIAL_KINDS).order_by()
    for quarter, deed, count in rows.values_list("quarter", "deed").annotate(Sum("count")):
        found[quarter][deed] = count
    return [Promise(quarter, *(found[quarter][deed] for deed in KEPT)) for quarter in sorted(found)]


def signed_up() -> dict[date, Counter[str]]:
    """How many asked what, by quarter and kind, the running one too; without what is confidential. One query."""
    found: dict[date, Counter[str]] = defaultdict(Counter)
    rows = CircleTally.objects.filter(deed=Deed.SIGNED_UP).exclude(kind__in=CONFIDENTIAL_KINDS).order_by()
    for quarter, kind, count in rows.values_list("quarter", "kind").annotate(Sum("count")):
        found[quarter][kind] = count
    return found
