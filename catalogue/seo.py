"""What the page of a product tells search engines (schema.org Product). Never how many there are."""

from __future__ import annotations

from typing import Any

from wagtail.images.models import Filter

from catalogue.addresses import path_of_product
from catalogue.enums import ProductKind, StockState
from catalogue.models import Product
from catalogue.words import can_be_ordered
from cms.renditions import SHARE_SPEC, sizes_of
from cms.seo import Seo, absolute

AVAILABILITY = {
    StockState.IN_STOCK: "InStock",
    StockState.LOW: "LimitedAvailability",
    StockState.OUT: "OutOfStock",
}


def head_of(product: Product) -> Seo:
    """The head of the page of `product`; `cms.seo` adds the organisation and the trail."""
    head = Seo(title=product.title, description=product.summary, kind="product")
    head.canonical = absolute(path_of_product(product))
    if product.cover:  # a size that is not made yet has an address that makes it
        shared = sizes_of(product.cover, [Filter(spec=SHARE_SPEC)])[0]
        head.picture_url, head.picture_alt = absolute(shared.url), product.cover.alt_text
    head.graph = [product_data(product, picture_url=head.picture_url)]
    return head


def product_data(product: Product, *, picture_url: str = "") -> dict[str, Any]:
    """`product` as schema.org's Product, with its Offer."""
    url = absolute(path_of_product(product))
    state = StockState(product.stock_state)
    data: dict[str, Any] = {
        "@type": ["Product", "Book"] if product.kind == ProductKind.PUBLICATION else "Product",
        "@id": f"{url}#product",
        "name": product.title,
        "description": product.summary,
        "url": url,
        "sku": str(product.public_id),
        "category": product.category.name,
        "inLanguage": product.language,
        "brand": {"@id": absolute("/#organisation")},
        "offers": {
            "@type": "Offer",
            "url": url,
            "price": f"{product.price_cents / 100:.2f}",
            "priceCurrency": "EUR",
            "availability": f"https://schema.org/{AVAILABILITY[state] if can_be_ordered(product) else 'OutOfStock'}",
            "itemCondition": "https://schema.org/NewCondition",
            "seller": {"@id": absolute("/#organisation")},
        },
    }
    if product.weight_grams:
        data["weight"] = {"@type": "QuantitativeValue", "value": product.weight_grams, "unitCode": "GRM"}
    if product.kind == ProductKind.PUBLICATION and product.pages:
        data["numberOfPages"] = product.pages
    if picture_url:
        data["image"] = [picture_url]
    return data
