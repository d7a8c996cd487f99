"""What went where (spec D12): orders that left us by quarter, region and kind of product, with what is erased since; and what is safe to show.

A cell (quarter, region, kind) is made safe as `cms.safe_counts` says, by its orders; copies are rounded to the nearest twenty-five.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DateField, QuerySet, Sum
from django.db.models.functions import TruncQuarter
from django.utils.timezone import get_current_timezone, localdate

from catalogue.models import Order, ReachTally
from cms.quarters import quarter_of
from cms.safe_counts import HIDDEN_BELOW, ROUNDED_TO, nearest

SORTED_BY = ("quarter", "province", "kind")
Key = tuple[date, str, str]
COPIES_BY = 25


@dataclass(frozen=True)
class Cell:
    """Orders that hold something of a kind, and copies of it: as they are, or as they are shown."""

    orders: int = 0
    copies: int = 0

    def plus(self, other: Cell) -> Cell:
        return Cell(self.orders + other.orders, self.copies + other.copies)


def counted(rows: QuerySet[Order]) -> QuerySet:
    """Tuples of `SORTED_BY`, the number of orders and of copies, among those of `rows` that left us; one query."""
    quarter = TruncQuarter("left_at", output_field=DateField(), tzinfo=get_current_timezone())
    left = rows.filter(left_at__isnull=False).order_by().annotate(quarter=quarter)
    by_key = left.values_list("quarter", "province", "lines__product__kind")
    return by_key.annotate(orders=Count("pk", distinct=True), copies=Sum("lines__quantity")).order_by()


def totals() -> dict[Key, Cell]:
    """As it is; two queries."""
    found: dict[Key, Cell] = defaultdict(Cell)
    for quarter, province, kind, orders, copies in counted(Order.objects.all()):
        found[quarter, province, kind] = found[quarter, province, kind].plus(Cell(orders, copies))
    for quarter, province, kind, orders, copies in ReachTally.objects.order_by().values_list(
        *SORTED_BY, "orders", "copies"
    ):
        found[quarter, province, kind] = found[quarter, province, kind].plus(Cell(orders, copies))
    return dict(found)


def safe(found: dict[Key, Cell], *, today: date | None = None) -> dict[Key, Cell]:
    """The cells that may be shown, rounded; of quarters that are over. A key that is not in it is hidden."""
    running = quarter_of(today or localdate())
    return {
        key: Cell(nearest(cell.orders, ROUNDED_TO), nearest(cell.copies, COPIES_BY))
        for key, cell in sorted(found.items())
        if cell.orders >= HIDDEN_BELOW and key[0] < running
    }
