"""Puts orders in the demo's shop: some that wait, a batch under way, and those of three quarters before, for the figures. Safe to repeat: once
there is an order, nothing is added.

Each goes through the services, step by step, and is then moved back in time as a whole, the oldest first; the mails that this queued are
stopped, for invented people get none.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import product as pairs
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localdate, now

from catalogue.enums import Delivery, MovementKind, OrderActor, OrderState
from catalogue.errors import ShopRefused
from catalogue.models import Order, Product, StockMovement
from catalogue.services import (
    Ordered,
    Parcel,
    cancel_order,
    gather_batch,
    hand_out_stock,
    hand_over_order,
    pack_order,
    place_order,
    send_order,
)
from catalogue.services.limits import room_for
from cms.services import roles
from home.demo.content.orders import KINDS, ORDERS, TOWNS, DemoOrder
from trust.organisations.services import Legal
from trust.outbox.services import cancel_emails_about

BEFORE = 270  # days over which the earlier ones are spread
CAME_IN = 300  # days since everything came from the printer


@transaction.atomic
def build_orders() -> int:
    """Gives how many were made; none without free products in the shop, or somebody who packs."""
    products = list(Product.objects.filter(is_shown=True, price_cents=0, available__gt=0).order_by("pk"))
    colleague = get_user_model().objects.filter(groups__name=roles.SHOP).order_by("pk").first()
    if not products or colleague is None or Order.objects.exists():
        return 0
    came_in = StockMovement.objects.filter(kind=MovementKind.RECEIVED)
    came_in.update(at=now() - timedelta(days=CAME_IN))
    made = [_order(demo, products, colleague) for demo in [*_earlier(), *ORDERS]]
    _gather([order for order in made if order], colleague)
    _run_low(products, colleague)
    return len([order for order in made if order])


def _earlier() -> list[DemoOrder]:
    """Sixty of invented organisations, spread over the months before."""
    towns = list(pairs(KINDS, TOWNS))
    step = BEFORE // len(towns)
    return [
        DemoOrder(
            f"{kind} {city}", "Balie", f"Kerkstraat {place + 1}", postcode, city,
            days=30 + BEFORE - place * step, state=OrderState.SENT, packs=(1 + place % 3, place % 2), wants_editions=place % 2 == 0,
        )
        for place, (kind, (postcode, city)) in enumerate(towns)
    ]  # fmt: skip


def _order(demo: DemoOrder, products: list[Product], colleague: Any) -> Order | None:
    """None when its products ran out."""
    for product in products:
        product.refresh_from_db(fields=["available"])
    quantities = {
        product.public_id: copies
        for product, packs in zip(products, demo.packs, strict=False)
        if (copies := min(packs * product.step, room_for(product).most))
    }
    said = Ordered(
        quantities=quantities,
        contact_name=demo.name,
        email=f"{slugify(demo.organisation or demo.name).replace('-', '.')}@example.org",
        organisation=Legal(demo.organisation, street=demo.street, postcode=demo.postcode, city=demo.city),
        delivery=demo.delivery,
        remarks=demo.remarks if demo.state != OrderState.CANCELLED else "",
        wants_editions=demo.wants_editions,
    )
    try:
        with transaction.atomic():
            order = place_order(
                ordered=said, source="phone" if demo.by_phone else "site", by=colleague if demo.by_phone else None
            )
    except ShopRefused:
        return None
    _bring(order, demo, colleague)
    cancel_emails_about(record=order)
    _move_back(order, days=demo.days)
    return order


def _bring(order: Order, demo: DemoOrder, colleague: Any) -> None:
    if demo.state == OrderState.CANCELLED:
        cancel_order(public_id=order.public_id, actor=OrderActor.CUSTOMER, why=demo.remarks)
        return
    if demo.state == OrderState.TO_PACK:
        return
    pack_order(public_id=order.public_id, by=colleague)
    if demo.state == OrderState.SENT:
        send_order(public_id=order.public_id, parcel=Parcel("bpost"), by=colleague)
    elif demo.state == OrderState.PICKED_UP:
        hand_over_order(public_id=order.public_id, by=colleague)


def _move_back(order: Order, *, days: int) -> None:
    """With its steps and what it took from the shelf; it leaves two days after it came."""
    came = now() - timedelta(days=days, hours=3)
    order.refresh_from_db()
    order.moves.update(at=came)
    order.movements.update(at=came)
    order.placed_at = order.state_changed_at = came
    if order.left_at:
        order.left_at = order.state_changed_at = came + timedelta(days=min(days, 2))
        order.moves.filter(to_state=order.state).update(at=order.left_at)
    order.save(update_fields=["placed_at", "state_changed_at", "left_at"])


def _gather(orders: list[Order], colleague: Any) -> None:
    """The first half of what waits for the post goes in a batch; one of it is packed already."""
    waiting = [order for order in orders if order.state == OrderState.TO_PACK and order.delivery == Delivery.POST]
    half = waiting[: len(waiting) // 2]
    if half:
        gather_batch(post_on=localdate(), public_ids=[order.public_id for order in half], by=colleague)
        pack_order(public_id=half[0].public_id, by=colleague)
        cancel_emails_about(record=half[0])


def _run_low(products: list[Product], colleague: Any) -> None:
    """So many of the last one went along to stands that it runs low."""
    last = products[-1]
    last.refresh_from_db(fields=["available"])
    if last.low_at and last.available > last.low_at:
        copies = last.available - last.low_at
        hand_out_stock(product_id=last.pk, quantity=copies, why="Standen op zorgbeurzen", by=colleague)
    for product in products:
        cancel_emails_about(record=product)
