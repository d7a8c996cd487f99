"""The basket: a signed cookie of its own that names products and copies, and nobody. It lives below /webwinkel/ alone, for a week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from catalogue.addresses import SHOP
from catalogue.models import Product, ShopSettings
from catalogue.offering import Offered, offered
from catalogue.prices import Sums, add_up, payments_are_on
from catalogue.services.limits import Bound
from catalogue.terms import LINES_MOST

COOKIE = "mandje"
SALT = "catalogue.basket"
KEEP = timedelta(days=7)
COPIES_MOST = 1_000_000

Quantities = dict[UUID, int]


@dataclass(frozen=True)
class BasketLine:
    """So many copies of `product` as somebody wants them, with what can be chosen now."""

    product: Product
    quantity: int
    offered: Offered

    @property
    def total_cents(self) -> int:
        return self.quantity * self.product.price_cents

    @property
    def cannot_be_paid(self) -> bool:
        return bool(self.product.price_cents) and not payments_are_on()

    @property
    def fits(self) -> bool:
        """Whether it can be ordered as it stands."""
        return not self.cannot_be_paid and self.quantity <= self.offered.most and self.quantity % self.product.step == 0

    @property
    def is_at_limit(self) -> bool:
        """Whether somebody can take no more because we share out, and not because there are no more."""
        return self.quantity >= self.offered.most and self.offered.bound in (Bound.ORDER, Bound.PERIOD)

    @property
    def choices(self) -> list[int]:
        """What a list offers, with what they have."""
        choices = self.offered.choices
        return sorted({*choices, self.quantity}) if choices else []


def read_basket(request: HttpRequest) -> Quantities:
    """What the cookie of `request` holds; nothing for one that is none of ours, or too old."""
    return unpacked(request.COOKIES.get(COOKIE, ""))


def write_basket(response: HttpResponse, quantities: Mapping[UUID, int]) -> None:
    """Give `response` the cookie; an empty basket has none."""
    kept = {key: copies for key, copies in quantities.items() if copies > 0}
    if not kept:
        response.delete_cookie(COOKIE, path=SHOP, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        packed(kept),
        max_age=int(KEEP.total_seconds()),
        path=SHOP,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def packed(quantities: Mapping[UUID, int]) -> str:
    """As a cookie or a hidden field carries it: signed."""
    rows = [[key.hex, copies] for key, copies in list(quantities.items())[:LINES_MOST]]
    return signing.dumps(rows, salt=SALT, compress=True)


def unpacked(text: str) -> Quantities:
    """What `packed` made; nothing for anything else."""
    if not text:
        return {}
    try:
        rows: Any = signing.loads(text, salt=SALT, max_age=KEEP)
    except signing.BadSignature:
        return {}
    return {UUID(key): int(copies) for key, copies in rows}


def lines_of(quantities: Mapping[UUID, int]) -> list[BasketLine]:
    """The lines of what still stands in the shop, as shelves have them; one query, none for an empty basket."""
    if not quantities:
        return []
    products = Product.objects.shown().filter(public_id__in=quantities).on_shelves()
    return [BasketLine(product, quantities[product.public_id], offered(product)) for product in products]


def sums_of(lines: Iterable[BasketLine], *, shop: ShopSettings, by_post: bool = True) -> Sums:
    """What they come to."""
    return add_up(
        [(line.product.price_cents, line.quantity, line.product.vat_rate) for line in lines],
        settings=shop,
        by_post=by_post,
    )


def fitting(lines: Iterable[BasketLine]) -> Quantities:
    """The same basket with no more of anything than can be ordered now."""
    kept = {}
    for line in lines:
        if not line.cannot_be_paid and line.offered.most:
            kept[line.product.public_id] = line.quantity if line.fits else line.offered.nearest(line.quantity)
    return kept
