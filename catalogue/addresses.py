"""Where the public side of the shop stands; fixed, for mails lead there."""

from __future__ import annotations

from catalogue.models import Product

SHOP = "/webwinkel/"


def product_path(product: Product) -> str:
    """The page of `product`."""
    return f"{SHOP}{product.slug}/"
