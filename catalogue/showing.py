"""How an order stands, for who ordered: steps, story, and what can be done now. What is read for it is read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.enums import Delivery, OrderActor, OrderState, PaymentState
from catalogue.models import Order, OrderMove, Payment
from catalogue.paying import waits_for_payment
from catalogue.services import may_withdraw
from catalogue.services.moving import may_move

PAY, CANCEL, AGAIN, WITHDRAW = "pay", "cancel", "again", "withdraw"


@dataclass(frozen=True)
class Money:
    """What became of it: the bank is at work on a payment (`is_under_way`), so much went back in all, and so much came after the order had ended."""

    is_under_way: bool = False
    given_back_cents: int = 0
    came_late_cents: int = 0


def money_of(order: Order) -> Money:
    """One query; none for what is free."""
    payments = [] if order.is_free else list(Payment.objects.of("order", order.public_id))
    paid = [payment for payment in payments if payment.state == PaymentState.PAID]
    came = sum(payment.amount_cents - payment.refunded_cents for payment in paid)
    return Money(
        is_under_way=any(payment.state == PaymentState.PROCESSING for payment in payments),
        given_back_cents=sum(payment.refunded_cents for payment in paid),
        came_late_cents=came if order.state == OrderState.CANCELLED and order.paid_at is None else 0,
    )


def order_of(pk: int) -> Order:
    """The order as it stands, with its lines and its story: three queries."""
    return Order.objects.prefetch_related("lines__product", "moves").get(pk=pk)


def deeds_of(order: Order, money: Money) -> set[str]:
    """What who ordered can do now."""
    may = {
        PAY: waits_for_payment(order) and not money.is_under_way,
        CANCEL: may_move(order, OrderState.CANCELLED, OrderActor.CUSTOMER),
        AGAIN: any(line.product.is_shown for line in order.lines.all()),
        WITHDRAW: may_withdraw(order),
    }
    return {name for name, can in may.items() if can}


@dataclass(frozen=True)
class Step:
    """A step of the line: `how` is done, now, ahead or off."""

    words: Any
    how: str


PLACED = (OrderState.PLACED, _("Ordered"))
PAID = (OrderState.PAID, _("Paid"))
TO_PACK = (OrderState.TO_PACK, _("We pack it"))
PACKED = (OrderState.PACKED, _("Packed"))
SENT = (OrderState.SENT, _("On its way"))
READY = (OrderState.PACKED, _("Ready for you"))
PICKED_UP = (OrderState.PICKED_UP, _("Picked up"))
OFF = {OrderState.CANCELLED: pgettext_lazy("order", "Cancelled"), OrderState.REFUNDED: _("Paid back")}


def steps_of(order: Order) -> list[Step]:
    """The line of steps; an order that ended goes no further than it came."""
    paid = [PAID] if order.total_cents else []
    end = [PACKED, SENT] if order.delivery == Delivery.POST else [READY, PICKED_UP]
    steps = [PLACED, *paid, TO_PACK, *end]
    reached = {move.to_state for move in order.moves.all()}
    if order.state in OFF:
        done = [Step(words, "done") for state, words in steps if state in reached]
        return [*done, Step(OFF[OrderState(order.state)], "off")]
    here = [state for state, _words in steps].index(OrderState(order.state))
    how = [("done" if place < here else "now" if place == here else "ahead") for place in range(len(steps))]
    return [Step(words, state) for (_state, words), state in zip(steps, how, strict=True)]


@dataclass(frozen=True)
class Happened:
    """A line of the story."""

    at: datetime
    words: Any
    why: str = ""


TOLD: dict[str, Any] = {
    OrderState.PLACED: _("You ordered this."),
    OrderState.PAID: _("Your payment came in."),
    OrderState.TO_PACK: _("It waits to be packed."),
    OrderState.PACKED: _("It was packed."),
    OrderState.SENT: _("It left us."),
    OrderState.PICKED_UP: _("You picked it up."),
    OrderState.REFUNDED: _("We paid back what you paid."),
}
STOPPED: dict[str, Any] = {
    OrderActor.CUSTOMER: _("You cancelled it."),
    OrderActor.STAFF: _("We cancelled it."),
    OrderActor.CLOCK: _("It was not paid in time, so we keep nothing for you any more."),
    OrderActor.PAYMENT: _("The payment did not come through, so we keep nothing for you any more."),
}


def story_of(order: Order) -> list[Happened]:
    """What happened, the last first. Reasons of staff are told when they stopped it; other notes are their own."""
    told = [Happened(move.at, _words_of(move), _why_of(move)) for move in order.moves.all()]
    if order.withdrawn_at:
        told.append(Happened(order.withdrawn_at, _("You withdrew from the sale.")))
    return sorted(told, key=lambda one: one.at, reverse=True)


def _words_of(move: OrderMove) -> Any:
    return STOPPED[move.actor] if move.to_state == OrderState.CANCELLED else TOLD[move.to_state]


def _why_of(move: OrderMove) -> str:
    return move.why if move.to_state == OrderState.CANCELLED and move.actor == OrderActor.STAFF else ""
