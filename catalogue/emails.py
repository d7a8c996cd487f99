"""What is mailed about an order: to who ordered with the link to its page, and to staff a link alone (spec H6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from catalogue.models import Order, shop_settings
from catalogue.terms import STATUS
from cms.services.roles import SHOP
from trust.links.services import lasting_link, link_placeholder
from trust.outbox.services import Attachment, queue_email, queue_staff_email


def status_url(order: Order) -> str:
    """The placeholder of the order's own page: one address as long as it lives."""
    return link_placeholder(link=lasting_link(purpose=STATUS, about=order, until=order.delete_on))


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


def mail_withdrawn(order: Order) -> None:
    """The receipt of a sale that was withdrawn: when, and how what they paid comes back; once."""
    _mail(order, "withdrawn", once=True)


def mail_refunded(order: Order, *, cents: int) -> None:
    """So much went back in all; once for each amount."""
    _mail(order, "refunded", once=True, key=str(cents), given_back_cents=cents)


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
