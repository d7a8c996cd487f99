"""What went where (spec D12): orders that left us by quarter, region and kind of product, with what is erased since; and what is safe to show.

How counts are made safe: one table is published, of cells (quarter, region, kind), and nothing beside it. A cell of fewer than five orders is
hidden, and looks the same whether it holds none or four. Any other is rounded to the nearest five orders and twenty-five copies. Totals are
sums of what is shown, never of what is true: they say nothing that the cells do not, so no hidden cell can be reckoned back from them. The
quarter that runs is not shown: what changes from one day to the next would tell of one order.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DateField, QuerySet, Sum
from django.db.models.functions import TruncQuarter
from django.utils.timezone import get_current_timezone, localdate

from catalogue.models import Order, ReachTally

SORTED_BY = ("quarter", "province", "kind")
Key = tuple[date, str, str]
HIDDEN_BELOW = 5
ORDERS_BY, COPIES_BY = 5, 25


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


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def safe(found: dict[Key, Cell], *, today: date | None = None) -> dict[Key, Cell]:
    """The cells that may be shown, rounded; of quarters that are over. A key that is not in it is hidden."""
    running = quarter_of(today or localdate())
    return {
        key: Cell(_nearest(cell.orders, ORDERS_BY), _nearest(cell.copies, COPIES_BY))
        for key, cell in sorted(found.items())
        if cell.orders >= HIDDEN_BELOW and key[0] < running
    }


def _nearest(number: int, by: int) -> int:
    return (2 * number + by) // (2 * by) * by
