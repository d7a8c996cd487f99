"""Kinds and states of the shop, with the moves that are allowed, and by whom, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProductKind(models.TextChoices):
    """What it is on paper."""

    FLYER = "flyer", _("flyer")
    FOLDER = "folder", _("folder")
    POSTER = "poster", _("poster")
    PUBLICATION = "publication", _("publication")


class ProductLanguage(models.TextChoices):
    """What it is written in (ISO 639-1)."""

    DUTCH = "nl", _("Dutch")
    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    TURKISH = "tr", _("Turkish")


class VatRate(models.IntegerChoices):
    """Percent that a price includes; printed books: 6 % (Belgian royal decree no. 20, table A, XIX)."""

    ZERO = 0, _("0 %")
    SIX = 6, _("6 %")
    TWENTY_ONE = 21, _("21 %")


class StockState(models.TextChoices):
    """What a visitor hears of the stock: never the number."""

    IN_STOCK = "in-stock", _("in stock")
    LOW = "low", _("the last ones")
    OUT = "out", _("sold out for now")


class MovementKind(models.TextChoices):
    """Why the number that can be ordered changes."""

    RECEIVED = "received", _("came in")
    RESERVED = "reserved", _("kept for an order")
    RELEASED = "released", _("given free by an order")
    HANDED_OUT = "handed-out", _("handed out by ourselves")
    RETURNED = "returned", _("came back")
    CORRECTED = "corrected", _("corrected after counting")


class Delivery(models.TextChoices):
    """How an order reaches who asked for it."""

    POST = "post", _("by post")
    PICK_UP = "pick-up", _("picked up at our office")


class OrderState(models.TextChoices):
    """How far an order is (spec D5–D8). Nobody waits long in `paid`: what is paid is to be packed."""

    PLACED = "placed", _("placed")
    PAID = "paid", _("paid")
    TO_PACK = "to-pack", _("to pack")
    PACKED = "packed", _("packed")
    SENT = "sent", _("sent")
    PICKED_UP = "picked-up", _("picked up")
    CANCELLED = "cancelled", _("cancelled")
    REFUNDED = "refunded", _("refunded")


class OrderActor(models.TextChoices):
    """Who moves an order."""

    STAFF = "staff", _("staff")
    CUSTOMER = "customer", _("who ordered")
    CLOCK = "clock", _("the clock")
    PAYMENT = "payment", _("the payment")


_STAFF = frozenset({OrderActor.STAFF})
_PAYMENT = frozenset({OrderActor.PAYMENT})
_ANY_STOP = frozenset({OrderActor.STAFF, OrderActor.CUSTOMER, OrderActor.CLOCK, OrderActor.PAYMENT})
_PEOPLE = frozenset({OrderActor.STAFF, OrderActor.CUSTOMER})

# From a state to a state: who may. What stands nowhere is refused. A free order goes from `placed` to `to-pack` as it is written.
ORDER_TRANSITIONS: dict[str, dict[str, frozenset[str]]] = {
    OrderState.PLACED: {
        OrderState.PAID: _PAYMENT,
        OrderState.TO_PACK: frozenset({OrderActor.CUSTOMER, OrderActor.STAFF}),
        OrderState.CANCELLED: _ANY_STOP,
    },
    OrderState.PAID: {OrderState.TO_PACK: _PAYMENT},
    OrderState.TO_PACK: {
        OrderState.PACKED: _STAFF,
        OrderState.CANCELLED: _PEOPLE,
        OrderState.REFUNDED: _PAYMENT,
    },
    OrderState.PACKED: {
        OrderState.TO_PACK: _STAFF,
        OrderState.SENT: _STAFF,
        OrderState.PICKED_UP: _STAFF,
        OrderState.CANCELLED: _STAFF,
        OrderState.REFUNDED: _PAYMENT,
    },
    OrderState.SENT: {OrderState.REFUNDED: _PAYMENT},
    OrderState.PICKED_UP: {OrderState.REFUNDED: _PAYMENT},
    OrderState.CANCELLED: {OrderState.REFUNDED: _PAYMENT},
    OrderState.REFUNDED: {},
}
# What lies on our shelves, kept for an order: counted with what can be ordered, this is what somebody who counts finds.
ON_THE_SHELF = frozenset({OrderState.PLACED, OrderState.PAID, OrderState.TO_PACK, OrderState.PACKED})
LEFT_STATES = frozenset({OrderState.SENT, OrderState.PICKED_UP})
ENDED_STATES = frozenset({OrderState.SENT, OrderState.PICKED_UP, OrderState.CANCELLED, OrderState.REFUNDED})
# What counts for the limit of a period: all but what came to nothing.
COUNTED_STATES = frozenset(set(OrderState) - {OrderState.CANCELLED})


class PaymentState(models.TextChoices):
    """How one attempt to pay stands."""

    OPEN = "open", _("waits for who pays")
    PROCESSING = "processing", _("under way at the bank")
    PAID = "paid", _("paid")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("not paid in time")


# Somebody may still be paying: only Stripe knows.
LIVE_PAYMENT_STATES = (PaymentState.OPEN, PaymentState.PROCESSING)
PAYMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    PaymentState.OPEN: frozenset(
        {PaymentState.PROCESSING, PaymentState.PAID, PaymentState.FAILED, PaymentState.EXPIRED}
    ),
    PaymentState.PROCESSING: frozenset({PaymentState.PAID, PaymentState.FAILED, PaymentState.EXPIRED}),
    # Money always counts, however late it comes.
    PaymentState.FAILED: frozenset({PaymentState.PAID}),
    PaymentState.EXPIRED: frozenset({PaymentState.PAID}),
    PaymentState.PAID: frozenset(),
}


class CaseKind(models.TextChoices):
    """What about money only a human can settle."""

    PAID_TOO_LATE = "paid-too-late", _("paid for what was cancelled")
    PAID_TWICE = "paid-twice", _("paid twice")
    WRONG_AMOUNT = "wrong-amount", _("another amount than was asked")
    DISPUTED = "disputed", _("disputed at the bank")
    REFUND_FAILED = "refund-failed", _("the refund failed")
    REFUND_DUE = "refund-due", _("to be refunded")
