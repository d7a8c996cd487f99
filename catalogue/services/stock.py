"""The one way stock changes: the product locked, the level checked, a line in the ledger (spec D2).

Whoever locks several products locks them by their key, so that two orders never wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from catalogue import emails
from catalogue.enums import MovementKind, StockState
from catalogue.errors import OutOfStock, StockNotThere
from catalogue.models import Order, Product, StockMovement
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Discrepancy:
    """A product whose level is not what its ledger adds up to; copies."""

    product: Product
    level: int
    ledger: int


def lock_products(pks: Collection[int]) -> dict[int, Product]:
    """The products with these keys, re-read, ours until the end of the transaction."""
    rows = Product.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=pks).order_by("pk")
    return {product.pk: product for product in rows}


@transaction.atomic
def receive_stock(
    *, product_id: int, quantity: int, why: str = "", by: AbstractBaseUser | None = None
) -> StockMovement:
    """`quantity` copies (> 0) came in from the printer."""
    return _by_hand(product_id, MovementKind.RECEIVED, quantity, why=why, by=by)


@transaction.atomic
def hand_out_stock(*, product_id: int, quantity: int, why: str, by: AbstractBaseUser | None) -> StockMovement:
    """`quantity` copies (> 0) were handed out by ourselves: at a stand, in a lecture. Raises `StockNotThere`."""
    return _by_hand(product_id, MovementKind.HANDED_OUT, -quantity, why=why, by=by)


@transaction.atomic
def return_stock(
    *, product_id: int, quantity: int, why: str, by: AbstractBaseUser | None, order: Order | None = None
) -> StockMovement:
    """`quantity` copies (> 0) came back and can be ordered again."""
    return _by_hand(product_id, MovementKind.RETURNED, quantity, why=why, by=by, order=order)


@transaction.atomic
def count_stock(*, product_id: int, counted: int, why: str, by: AbstractBaseUser | None) -> StockMovement | None:
    """Somebody counted `counted` copies (≥ 0) on the shelf; what orders wait for lies there too. None when the count was right.

    Raises `StockNotThere` when fewer lie there than orders wait for: those come first.
    """
    product = lock_products([product_id])[product_id]
    kept = Product.objects.filter(pk=product_id).with_kept().values_list("kept", flat=True).get()
    difference = counted - kept - product.available
    if difference == 0:
        return None
    if product.available + difference < 0:
        raise StockNotThere(product.available)
    return _write(product, MovementKind.CORRECTED, difference, why=why, by=by, audited=True)


def reserve(order: Order, quantities: Mapping[Product, int]) -> None:
    """Keep copies for `order`; the products are locked. Raises `OutOfStock` for the first that lacks them."""
    for product, quantity in sorted(quantities.items(), key=lambda pair: pair[0].pk):
        if product.available < quantity:
            raise OutOfStock(product, product.available // product.step * product.step)
        _write(product, MovementKind.RESERVED, -quantity, order=order)


def release(order: Order, *, by: AbstractBaseUser | None = None, why: str = "") -> None:
    """What `order` kept can be ordered again. The order is locked; its products are locked here."""
    quantities = dict(order.lines.order_by("product_id").values_list("product_id", "quantity"))
    for pk, product in lock_products(quantities).items():
        _write(product, MovementKind.RELEASED, quantities[pk], order=order, by=by, why=why)


def prove_stock() -> list[Discrepancy]:
    """Every product whose level differs from the sum of its ledger; one query (spec D2)."""
    rows = Product.objects.with_ledger().exclude(ledger=F("available")).order_by("pk")
    return [Discrepancy(product, product.available, product.ledger) for product in rows]


@transaction.atomic
def tell_discrepancies() -> int:
    """Log each product whose level is not what its ledger says, and mail staff the way to them, once a day. Returns how many there are."""
    found = prove_stock()
    for one in found:
        log.error("stock_does_not_add_up", product=one.product.slug, level=one.level, ledger=one.ledger)
    if found:
        emails.tell_stock_wrong(count=len(found), on=localdate())
    return len(found)


def _by_hand(
    product_id: int,
    kind: MovementKind,
    quantity: int,
    *,
    why: str,
    by: AbstractBaseUser | None,
    order: Order | None = None,
) -> StockMovement:
    product = lock_products([product_id])[product_id]
    return _write(product, kind, quantity, why=why, by=by, order=order, audited=True)


def _write(
    product: Product,
    kind: MovementKind,
    quantity: int,
    *,
    order: Order | None = None,
    why: str = "",
    by: AbstractBaseUser | None = None,
    audited: bool = False,
) -> StockMovement:
    """The line and the level, together. Raises `StockNotThere`."""
    if product.available + quantity < 0:
        raise StockNotThere(product.available)
    was = product.stock_state
    product.available += quantity
    Product.objects.filter(pk=product.pk).update(available=product.available)
    account: Any = by
    movement = StockMovement.objects.create(
        product=product, kind=kind, quantity=quantity, level=product.available, order=order, why=why, by=account
    )
    if audited:
        record(verb="catalogue.stock-moved", about=product, by=by, details={"kind": kind, "copies": quantity})
    if was == StockState.IN_STOCK and product.stock_state != was and product.is_shown:
        emails.tell_low_stock(product, movement)
    return movement
