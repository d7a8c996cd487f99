"""Fills the demo's shop. Safe to repeat: a product that is there stays as it is, with its stock."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Site

from catalogue.models import Category, Product, ProductPicture, ShopSettings
from catalogue.services import hand_out_stock, receive_stock
from home.demo.content.shop import PRODUCTS, SETTINGS, SHELVES, DemoProduct
from home.demo.library import Library


@transaction.atomic
def build_shop(*, library: Library) -> int:
    """Shelves, products with their stock, and what staff say once. Gives how many products were made."""
    ShopSettings.objects.get_or_create(site=Site.objects.get(is_default_site=True), defaults=SETTINGS)
    shelves = {
        slug: Category.objects.get_or_create(slug=slug, defaults={"name": name, "sort_order": place})[0]
        for place, (slug, name) in enumerate(SHELVES)
    }
    known = set(Product.objects.values_list("slug", flat=True))
    new = [demo for demo in PRODUCTS if demo.slug not in known]
    for demo in new:
        _make(demo, shelves[demo.shelf], library)
    return len(new)


def _make(demo: DemoProduct, shelf: Category, library: Library) -> None:
    product = Product.objects.create(
        slug=demo.slug,
        title=demo.title,
        category=shelf,
        kind=demo.kind,
        summary=demo.summary,
        description=demo.description,
        cover_id=library.image(demo.cover),
        document_id=library.document(demo.document) if demo.document else None,
        printable_id=library.document(demo.printable) if demo.printable else None,
        replaces=Product.objects.filter(slug=demo.replaces).first() if demo.replaces else None,
        **demo.fields,
    )
    for place, key in enumerate(demo.pictures):
        ProductPicture.objects.create(product=product, picture_id=library.image(key), sort_order=place)
    receive_stock(product_id=product.pk, quantity=demo.came, why="Van de drukker")
    if demo.went:
        hand_out_stock(product_id=product.pk, quantity=demo.went, why="Uitgedeeld aan onze stand", by=None)
