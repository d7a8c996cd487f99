"""The pages of products, for search engines."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from catalogue.addresses import path_of_product
from catalogue.models import Product


class ProductSitemap(Sitemap):
    """One entry a product, with when it last changed; the address of the site comes from `cms.urls`."""

    def items(self) -> QuerySet[Product]:
        return Product.objects.shown().only("slug", "changed_at").order_by("slug", "pk")

    def location(self, product: Product) -> str:
        return path_of_product(product)

    def lastmod(self, product: Product) -> datetime:
        return product.changed_at
