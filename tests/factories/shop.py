"""The shop: a flyer of which there are a thousand, an order for fifty of them."""

from __future__ import annotations

from uuid import UUID

import factory
from django.utils.timezone import localdate
from factory.django import DjangoModelFactory

from catalogue.enums import Delivery, OrderState
from catalogue.models import Category, Customer, Order, OrderLine, Product
from catalogue.services import Ordered, receive_stock
from catalogue.services.moving import delete_on
from trust.organisations.services import Legal

__all__ = ["CategoryFactory", "CustomerFactory", "OrderFactory", "ProductFactory", "an_order", "stripe_keys"]

LINDE = Legal(name="Dienstencentrum De Linde", street="Kerkstraat 1", postcode="3000", city="Leuven")


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category
        django_get_or_create = ["slug"]

    name = "Flyers"
    slug = "flyers"


class ProductFactory(DjangoModelFactory):
    """Free, by one, no limits, `stock` copies (1000) that came in through the ledger. `paid`: 12,50 euro."""

    class Meta:
        model = Product
        skip_postgeneration_save = True

    class Params:
        paid = factory.Trait(price_cents=1250, kind="publication")

    title = factory.Sequence(lambda number: f"Flyer {number}")
    slug = factory.Sequence(lambda number: f"flyer-{number}")
    category = factory.SubFactory(CategoryFactory)
    summary = "Wat Lus doet, op één blad."

    @factory.post_generation
    def stock(self, create, extracted, **kwargs):
        copies = 1000 if extracted is None else extracted
        if create and copies:
            receive_stock(product_id=self.pk, quantity=copies, why="Drukwerk")
            self.refresh_from_db()


class CustomerFactory(DjangoModelFactory):
    class Meta:
        model = Customer

    name = "Dienstencentrum De Linde"


class OrderFactory(DjangoModelFactory):
    """In `state`, with one line of `copies` (50) of `product`, for lists and screens; it keeps no stock: `place_order` does that."""

    class Meta:
        model = Order
        skip_postgeneration_save = True

    state = OrderState.TO_PACK
    customer = factory.SubFactory(CustomerFactory)
    organisation_name = "Dienstencentrum De Linde"
    contact_name = "Rita Peeters"
    email = factory.Sequence(lambda number: f"rita.{number}@example.org")
    street = "Kerkstraat 1"
    postcode = "3000"
    city = "Leuven"
    province = "flemish-brabant"
    delete_on = factory.LazyFunction(lambda: delete_on(ended_on=localdate(), paid=False))

    @factory.post_generation
    def product(self, create, extracted, *, copies=50, **kwargs):
        product = extracted or ProductFactory()
        OrderLine.objects.create(
            order=self, product=product, title=product.title, quantity=copies, price_cents=product.price_cents
        )
        if product.price_cents:
            self.goods_cents = self.total_cents = copies * product.price_cents
            self.save(update_fields=["goods_cents", "total_cents"])


def an_order(quantities: dict[Product, int], **said) -> Ordered:
    """What De Linde orders: copies by product. `said` replaces what it says."""
    by_id: dict[UUID, int] = {product.public_id: copies for product, copies in quantities.items()}
    words = {
        "contact_name": "Rita Peeters",
        "email": "rita@example.org",
        "organisation": LINDE,
        "delivery": Delivery.POST,
    }
    return Ordered(quantities=by_id, **(words | said))


def stripe_keys(settings) -> None:
    """Payments are on; nothing listens at that address."""
    settings.STRIPE_SECRET_KEY = "sk_test_lus"
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_lus"]
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
