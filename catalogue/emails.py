"""What is mailed about an order: to who ordered with the link to its page, and to staff a link alone (spec H6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from catalogue.addresses import path_of_product
from catalogue.models import Order, Product, StockMovement, shop_settings
from catalogue.terms import STATUS
from cms.seo import absolute
from cms.services.roles import SHOP
from trust.keys import keyed_hash
from trust.links.services import lasting_link, link_placeholder
from trust.outbox.services import Attachment, cancel_emails_about, queue_email, queue_staff_email


def status_url(order: Order) -> str:
    """The placeholder of the order's own page: one address as long as it lives."""
    return link_placeholder(link=lasting_link(purpose=STATUS, about=order, until=order.delete_on))


def mail_to_pay(order: Order) -> None:
    """We keep it until it is paid: the link to the page where one pays it, or cancels. Once."""
    _mail(order, "to_pay", once=True)


def stop_mail_to_pay(order: Order) -> None:
    """It is paid, or need not be any more: a mail to pay that has not left yet stays here."""
    cancel_emails_about(record=order, purpose="catalogue.order-to-pay")


def mail_confirmed(order: Order, *, parts: Sequence[Attachment] = ()) -> None:
    """We have it, and (when it was to be paid) it is paid; once. `parts`: the receipt."""
    _mail(order, "confirmed", once=True, parts=parts)


def mail_sent(order: Order) -> None:
    """It is on its way, or was picked up; once."""
    _mail(order, "sent", once=True)


def mail_ready(order: Order) -> None:
    """It waits to be picked up; once."""
    settings = shop_settings()
    _mail(order, "ready", once=True, place=settings.pick_up_place, hours=settings.pick_up_hours)


def mail_cancelled(order: Order, *, by_them: bool, why: str) -> None:
    """It does not come."""
    _mail(order, "cancelled", by_them=by_them, why=why)


def mail_not_paid(order: Order) -> None:
    """Nothing was paid in time: what was kept is free again; how to order anew. Once."""
    _mail(order, "not_paid", once=True)


def mail_link(order: Order) -> None:
    """The link to its page, for who lost it."""
    _mail(order, "link")


def edition_key(order: Order, product: Product) -> str:
    """The same for each order of one address: nobody hears of `product` twice."""
    whose = keyed_hash(use="catalogue.edition", value=order.email.strip().casefold())
    return f"catalogue.edition:{product.public_id}:{whose}"


def mail_edition(order: Order, product: Product) -> None:
    """To who received the edition before `product`: there is a new one; once for each address."""
    queue_email(
        purpose="catalogue.edition",
        to=order.email,
        template="catalogue/emails/edition",
        context={
            "order": order,
            "product": product,
            "product_url": absolute(path_of_product(product)),
            "status_url": status_url(order),
            "delete_on": order.delete_on,
        },
        about=order,
        once_key=edition_key(order, product),
    )


def mail_refunded(order: Order, *, cents: int) -> None:
    """So much went back in all; once for each amount."""
    _mail(order, "refunded", once=True, key=str(cents), given_back_cents=cents)


def mail_withdrawn(order: Order) -> None:
    """The receipt of a sale that was withdrawn: when, and how what they paid comes back; once."""
    _mail(order, "withdrawn", once=True)


def tell_staff(order: Order, *, what: str) -> None:
    """A link to the order for who looks after the shop; once each."""
    queue_staff_email(
        purpose=f"catalogue.order-{what}",
        group=SHOP,
        template=f"catalogue/emails/staff_{what}",
        url=reverse("orders:detail", args=[order.pk]),
        about=order,
        once_key=f"catalogue.order-{what}:{order.public_id}",
    )


def tell_low_stock(product: Product, movement: StockMovement) -> None:
    """The movement brought a product below where it is low: once each time that it falls below."""
    queue_staff_email(
        purpose="catalogue.stock-low",
        group=SHOP,
        template="catalogue/emails/staff_stock_low",
        url=reverse("stock:product", args=[product.pk]),
        about=product,
        once_key=f"catalogue.stock-low:{movement.pk}",
    )


def tell_stock_wrong(*, count: int, on: date) -> None:
    """So many products have a level that is not what their ledger says; once a day."""
    queue_staff_email(
        purpose="catalogue.stock-wrong",
        group=SHOP,
        template="catalogue/emails/staff_stock_wrong",
        url=f"{reverse('stock:list')}?only=wrong",
        count=count,
        once_key=f"catalogue.stock-wrong:{on}",
    )


def _mail(
    order: Order, what: str, *, once: bool = False, key: str = "", parts: Sequence[Attachment] = (), **more: Any
) -> None:
    purpose = f"catalogue.order-{what.replace('_', '-')}"
    queue_email(
        purpose=purpose,
        to=order.email,
        template=f"catalogue/emails/{what}",
        context={
            "order": order,
            "lines": list(order.lines.all()),
            "status_url": status_url(order),
            "delete_on": order.delete_on,
            **more,
        },
        attachments=parts,
        about=order,
        once_key=f"{purpose}:{order.public_id}:{key}" if once else None,
    )
