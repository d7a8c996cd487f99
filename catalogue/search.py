"""Products in the site's search."""

from __future__ import annotations

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from catalogue.addresses import path_of_product
from catalogue.models import Product
from cms.found import Forms, Found, SearchSource, register_search

FOUND_MOST, TITLES = 30, 200


def find_products(forms: Forms) -> list[Found]:
    """What stands in the shop and holds the words: one query."""
    products = Product.objects.shown().holding(forms).select_related("category").order_by("title", "pk")
    return [_found(product) for product in products[:FOUND_MOST]]


def titles() -> list[str]:
    """Of what stands in the shop."""
    return list(Product.objects.shown().order_by("title", "pk").values_list("title", flat=True)[:TITLES])


def _found(product: Product) -> Found:
    return Found(
        title=product.title,
        url=path_of_product(product),
        card_label=f"{_('Shop')}, {product.get_kind_display()}",
        card_date=None,
        summary=product.summary,
        words=f"{strip_tags(product.description)} {product.category.name}",
    )


register_search(SearchSource(name="products", find=find_products, titles=titles))
