"""How many of a product somebody can order: by packs, in one order, in a period, and as many as there are (spec D3).

The form asks the same functions that the order does, so that it never offers a quantity which the order then refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db.models import Q, Sum
from django.utils.timezone import now

from catalogue.enums import COUNTED_STATES
from catalogue.models import Customer, OrderLine, Product


class Bound(StrEnum):
    """What sets the limit."""

    STEP = "step"
    ORDER = "order"
    PERIOD = "period"
    STOCK = "stock"


@dataclass(frozen=True)
class Room:
    """At most `most` copies (a whole number of packs), because of `bound`."""

    most: int
    bound: Bound


@dataclass(frozen=True)
class Shortfall:
    """Why `asked` copies of `product` cannot be ordered, and how many can."""

    product: Product
    asked: int
    most: int
    reason: Bound


def room_for(product: Product, *, used: int = 0, had: int = 0, count_stock: bool = True) -> Room:
    """How many of `product` can be ordered by somebody who had `used` copies in the period; `had` are kept already (an order that is edited)."""
    bounds = []
    if count_stock:
        bounds.append((product.available + had, Bound.STOCK))
    if product.period_most is not None:
        bounds.append((max(0, product.period_most - used), Bound.PERIOD))
    if product.order_most is not None:
        bounds.append((product.order_most, Bound.ORDER))
    most, bound = min(bounds, key=lambda pair: pair[0], default=(10_000 * product.step, Bound.ORDER))
    return Room(most // product.step * product.step, bound)


def used_in_period(customer: Customer | None, products: Iterable[Product], *, but: int | None = None) -> dict[int, int]:
    """Copies that `customer` ordered of each product within its own period, by key; `but`: an order that does not count. One query."""
    wanted = {product.pk: product for product in products if product.period_most is not None}
    if customer is None or not wanted:
        return {}
    at, within = now(), Q()
    for product in wanted.values():
        within |= Q(product=product.pk, order__placed_at__gt=at - timedelta(days=product.period_days))
    lines = OrderLine.objects.filter(within, order__customer=customer, order__state__in=COUNTED_STATES)
    copies = lines.exclude(order=but).order_by().values_list("product").annotate(copies=Sum("quantity"))
    return dict.fromkeys(wanted, 0) | dict(copies)


def shortfalls(
    quantities: Mapping[Product, int],
    customer: Customer | None,
    *,
    but: int | None = None,
    had: Mapping[int, int] | None = None,
    count_stock: bool = True,
) -> list[Shortfall]:
    """Every product of `quantities` of which so many cannot be ordered, in their order."""
    used, had, found = used_in_period(customer, quantities, but=but), had or {}, []
    for product, asked in quantities.items():
        room = room_for(product, used=used.get(product.pk, 0), had=had.get(product.pk, 0), count_stock=count_stock)
        if asked > room.most:
            found.append(Shortfall(product, asked, room.most, room.bound))
        elif asked % product.step:
            found.append(Shortfall(product, asked, asked // product.step * product.step, Bound.STEP))
    return found
