"""The one way an order moves: locked, checked against the table, logged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.timezone import localdate, now

from catalogue.enums import ENDED_STATES, LEFT_STATES, ORDER_TRANSITIONS, OrderActor, OrderState
from catalogue.errors import OrderMoveNotAllowed
from catalogue.models import Order
from catalogue.terms import KEEP, KEEP_PAID
from trust.audit.services import record

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def lock_order(*, public_id: UUID) -> Order:
    """The row, re-read, ours until the end of the transaction. Raises `Order.DoesNotExist`."""
    return Order.objects.select_for_update(no_key=True, of=("self",)).get(public_id=public_id)


def may_move(order: Order, to: str, actor: str) -> bool:
    """Whether `actor` may move `order` to `to` now."""
    return actor in ORDER_TRANSITIONS[order.state].get(to, frozenset())


def move(order: Order, to: OrderState, *, actor: OrderActor, by: AbstractBaseUser | None = None, why: str = "") -> None:
    """Move the locked `order`. Raises `OrderMoveNotAllowed`."""
    if not may_move(order, to, actor):
        raise OrderMoveNotAllowed(order.state, to, actor)
    moment, was = now(), order.state
    order.state, order.state_changed_at = to, moment
    if to == OrderState.PAID:
        order.paid_at = moment
    if to in LEFT_STATES:
        order.left_at = moment
    if to in ENDED_STATES:
        came_in = order.paid_at is not None or to == OrderState.REFUNDED  # the latter: also what was paid too late
        order.delete_on = delete_on(ended_on=localdate(), paid=came_in)
    order.save(update_fields=["state", "state_changed_at", "paid_at", "left_at", "delete_on"])
    log_move(order, was=was, actor=actor, by=by, why=why)


def log_move(order: Order, *, was: str, actor: OrderActor, by: AbstractBaseUser | None = None, why: str = "") -> None:
    """Write the step in the order's own log, with its reason, and in the audit trail, without."""
    order.moves.create(from_state=was, to_state=order.state, actor=actor, by=by, why=why, at=order.state_changed_at)  # type: ignore[misc]
    record(
        verb="catalogue.order-moved" if was else "catalogue.order-placed",
        about=order,
        by=by,
        by_person=actor == OrderActor.CUSTOMER,
        details={"from": was, "to": order.state} if was else {},
    )


def delete_on(*, ended_on: date, paid: bool) -> date:
    """The last day that an order is kept."""
    return ended_on + (KEEP_PAID if paid else KEEP)
