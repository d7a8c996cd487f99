"""Who received an edition and agreed to it hears of the next one, once (spec D10)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower

from catalogue import emails
from catalogue.enums import LEFT_STATES
from catalogue.errors import NothingReplaced
from catalogue.models import Order, Product
from catalogue.services.moving import lock_order
from trust.audit.services import record
from trust.outbox.models import OutboundEmail

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def who_hears(product: Product) -> list[Order]:
    """The last order of each address to which the edition that `product` replaces went, and that wants to hear of a new one; one query."""
    by_address: dict[str, Order] = {}
    for order in _received(product.replaces_id).order_by("placed_at", "pk"):
        by_address[order.address] = order  # type: ignore[attr-defined]  # annotated
    return list(by_address.values())


def not_told(product: Product, orders: list[Order]) -> list[Order]:
    """Those of `orders` whose address has no mail about `product` yet; a query for each thousand."""
    by_key = {emails.edition_key(order, product): order for order in orders}
    keys = list(by_key)
    known: set[str | None] = set()
    for at in range(0, len(keys), 1000):
        mails = OutboundEmail.objects.filter(once_key__in=keys[at : at + 1000])
        known.update(mails.values_list("once_key", flat=True))
    return [order for key, order in by_key.items() if key not in known]


@transaction.atomic
def announce_edition(*, product_id: int, by: AbstractBaseUser) -> int:
    """Mail everybody of `who_hears` who has not heard of this product yet. Returns to how many a mail leaves now; a repeat mails nobody twice.

    Raises `NothingReplaced` when it replaces no edition, or does not stand in the shop.
    """
    product = Product.objects.select_for_update(no_key=True, of=("self",)).get(pk=product_id)
    if product.replaces_id is None or not product.is_shown:
        raise NothingReplaced
    waiting = not_told(product, who_hears(product))
    for order in waiting:
        emails.mail_edition(order, product)
    if waiting:
        record(verb="catalogue.edition-announced", about=product, by=by, details={"count": len(waiting)})
    return len(waiting)


@transaction.atomic
def stop_editions(*, public_id: UUID) -> Order:
    """Who ordered does not want to hear of new editions (any more), whatever order of theirs said otherwise. A repeat changes nothing."""
    order = lock_order(public_id=public_id)
    theirs = Order.objects.filter(email__iexact=order.email, wants_editions=True)
    if theirs.update(wants_editions=False):
        record(verb="catalogue.editions-stopped", about=order, by_person=True)
    order.wants_editions = False
    return order


def _received(product_id: int | None) -> QuerySet[Order]:
    rows = Order.objects.filter(
        lines__product=product_id, state__in=LEFT_STATES, left_at__isnull=False, wants_editions=True
    )
    return rows.exclude(email="").annotate(address=Lower("email"))
