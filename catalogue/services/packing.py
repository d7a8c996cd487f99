"""Parcels: gathered for a post day, packed, sent or picked up (spec D5). Every deed can be repeated without harm."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from catalogue import emails
from catalogue.enums import Delivery, OrderActor, OrderState
from catalogue.errors import OrderMoveNotAllowed
from catalogue.models import Batch, Order
from catalogue.services.moving import lock_order, move
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True)
class Parcel:
    """How one order travels; both may be empty."""

    carrier: str = ""
    tracking_code: str = ""


@transaction.atomic
def gather_batch(*, post_on: date, public_ids: Collection[UUID], by: AbstractBaseUser) -> Batch | None:
    """The orders that are to be packed and travel by post, together for `post_on`; who is in a batch already stays there. None without one."""
    rows = Order.objects.select_for_update(no_key=True, of=("self",)).filter(
        public_id__in=public_ids, state=OrderState.TO_PACK, delivery=Delivery.POST, batch=None
    )
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    if not pks:
        return None
    batch = Batch.objects.create(post_on=post_on, made_by=by)  # type: ignore[misc]
    Order.objects.filter(pk__in=pks).update(batch=batch)
    record(verb="catalogue.batch-gathered", about=batch, by=by, details={"count": len(pks)})
    return batch


@transaction.atomic
def leave_batch(*, public_id: UUID, by: AbstractBaseUser) -> Order:
    """It does not go with this batch: it waits for the next one. A repeat changes nothing. Raises `OrderMoveNotAllowed` once it is packed."""
    order = lock_order(public_id=public_id)
    if order.batch_id is None:
        return order
    if order.state != OrderState.TO_PACK:
        raise OrderMoveNotAllowed(order.state, order.state, OrderActor.STAFF)
    order.batch = None
    order.save(update_fields=["batch"])
    record(verb="catalogue.order-changed", about=order, by=by, details={"fields": ["batch"]})
    return order


@transaction.atomic
def pack_order(*, public_id: UUID, by: AbstractBaseUser) -> Order:
    """It lies ready. Who picks it up hears so. Raises `OrderMoveNotAllowed`."""
    order = lock_order(public_id=public_id)
    if order.state == OrderState.PACKED:
        return order
    move(order, OrderState.PACKED, actor=OrderActor.STAFF, by=by)
    if order.delivery == Delivery.PICK_UP:
        emails.mail_ready(order)
    return order


@transaction.atomic
def unpack_order(*, public_id: UUID, by: AbstractBaseUser, why: str = "") -> Order:
    """It was not ready after all. Raises `OrderMoveNotAllowed`."""
    order = lock_order(public_id=public_id)
    if order.state != OrderState.TO_PACK:
        move(order, OrderState.TO_PACK, actor=OrderActor.STAFF, by=by, why=why)
    return order


@transaction.atomic
def send_order(*, public_id: UUID, parcel: Parcel, by: AbstractBaseUser) -> Order:
    """It left by post. Raises `OrderMoveNotAllowed`."""
    order = lock_order(public_id=public_id)
    if order.state == OrderState.SENT:
        return order
    order.carrier, order.tracking_code = parcel.carrier, parcel.tracking_code
    order.save(update_fields=["carrier", "tracking_code"])
    move(order, OrderState.SENT, actor=OrderActor.STAFF, by=by)
    emails.mail_sent(order)
    return order


@transaction.atomic
def hand_over_order(*, public_id: UUID, by: AbstractBaseUser) -> Order:
    """Somebody picked it up. Raises `OrderMoveNotAllowed`."""
    order = lock_order(public_id=public_id)
    if order.state == OrderState.PICKED_UP:
        return order
    move(order, OrderState.PICKED_UP, actor=OrderActor.STAFF, by=by)
    emails.mail_sent(order)
    return order


@transaction.atomic
def send_batch(*, public_id: UUID, carrier: str, codes: Mapping[UUID, str], by: AbstractBaseUser) -> int:
    """The packed orders of the batch that `codes` names left with `carrier`, each with its own code (may be empty). What was not packed waits for
    the next batch; what a colleague packed meanwhile keeps this one open.

    Returns how many; a repeat sends none again.
    """
    batch = Batch.objects.select_for_update(no_key=True, of=("self",)).get(public_id=public_id)
    packed = batch.orders.filter(state=OrderState.PACKED).order_by("pk")
    sent = 0
    for order_id in packed.filter(public_id__in=list(codes)).values_list("public_id", flat=True):
        send_order(public_id=order_id, parcel=Parcel(carrier, codes[order_id]), by=by)
        sent += 1
    if sent:
        batch.orders.filter(state=OrderState.TO_PACK).update(batch=None)
        batch.carrier = carrier
        if not packed.exists():
            batch.sent_at = batch.sent_at or now()
        batch.save(update_fields=["carrier", "sent_at"])
        record(verb="catalogue.batch-sent", about=batch, by=by, details={"count": sent})
    return sent
