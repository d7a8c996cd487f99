"""Addresses of the shop that never change, without asking the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalogue.models import Product

SHOP = "/webwinkel/"
# What stands below the shop and is no product.
TAKEN_SLUGS = frozenset({"mandje", "bestellen", "bedankt"})


def path_of_product(product: Product) -> str:
    """The path of the page of `product`."""
    return f"{SHOP}{product.slug}/"
