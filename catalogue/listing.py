"""What `/webwinkel/` shows of all products: those that one asks for, shelf by shelf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest

from catalogue import words
from catalogue.addresses import SHOP, path_of_product
from catalogue.enums import ProductKind, ProductLanguage
from catalogue.models import Category, Product, shop_settings
from cms.pages.lists import paginate
from cms.renditions import load_renditions

MOST_WORDS = 8
FREE, PAID = "gratis", "betalend"


@dataclass(frozen=True)
class ShownProduct:
    """A product with what a list says of it."""

    product: Product

    @property
    def path(self) -> str:
        return path_of_product(self.product)

    @property
    def price(self) -> str:
        return words.price(self.product)

    @property
    def stock(self) -> str:
        return words.stock(self.product)


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what it cannot mean is left out."""

    category: str = ""
    kind: str = ""
    language: str = ""
    price: str = ""
    query: str = ""

    @classmethod
    def of(cls, request: HttpRequest, categories: list[Category]) -> Asked:
        ask = request.GET
        slugs = {category.slug for category in categories}
        return cls(
            category=ask.get("categorie", "") if ask.get("categorie") in slugs else "",
            kind=ask.get("soort", "") if ask.get("soort") in ProductKind.values else "",
            language=ask.get("taal", "") if ask.get("taal") in ProductLanguage.values else "",
            price=ask.get("prijs", "") if ask.get("prijs") in (FREE, PAID) else "",
            query=" ".join(ask.get("q", "").replace("\x00", "").split())[:100],
        )

    @property
    def filters(self) -> dict[str, str]:
        """What was chosen, as it stands in the address."""
        chosen = {
            "categorie": self.category,
            "soort": self.kind,
            "taal": self.language,
            "prijs": self.price,
            "q": self.query,
        }
        return {name: value for name, value in chosen.items() if value}

    def href(self, **other: str) -> str:
        """The same choice with `other` in place of what it says of that; an empty one is left out."""
        chosen = {name: value for name, value in (self.filters | other).items() if value}
        return f"{SHOP}?{urlencode(chosen)}" if chosen else SHOP

    def among(self, products: QuerySet[Product]) -> QuerySet[Product]:
        """Those of `products` that are asked for."""
        if self.category:
            products = products.filter(category__slug=self.category)
        if self.kind:
            products = products.filter(kind=self.kind)
        if self.language:
            products = products.filter(language=self.language)
        if self.price:
            products = products.filter(price_cents=0) if self.price == FREE else products.filter(price_cents__gt=0)
        return products.holding([word] for word in self.query.split()[:MOST_WORDS])  # type: ignore[attr-defined]


def listed(request: HttpRequest) -> dict[str, Any]:
    """What the shop's template shows for `request`: its shelves, its settings, a page of products and their covers, in four queries."""
    categories = list(Category.objects.filter(products__is_shown=True).distinct())
    asked = Asked.of(request, categories)
    page_obj = paginate(request, asked.among(Product.objects.shown().on_shelves()))
    load_renditions([product.cover for product in page_obj.object_list])
    page_obj.object_list = [ShownProduct(product) for product in page_obj.object_list]
    shelves = [
        (category.name, asked.href(categorie=category.slug), category.slug == asked.category) for category in categories
    ]
    return {
        "asked": asked,
        "shelves": shelves,
        "all_href": asked.href(categorie=""),
        "kinds": ProductKind.choices,
        "languages": ProductLanguage.choices,
        "settings": shop_settings(),
        "page_obj": page_obj,
        "carried": urlencode(asked.filters) + "&" if asked.filters else "",
    }
