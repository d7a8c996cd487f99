"""What is done with an order: the room of `trust.deeds` for the shop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from catalogue.admin.forms import CancelForm, SendForm, WhyForm
from catalogue.admin.refusals import staff_words
from catalogue.admin.rights import STEER_ORDERS, order_screen
from catalogue.enums import Delivery, OrderActor, OrderState
from catalogue.errors import ShopRefused
from catalogue.models import Order
from catalogue.services import (
    Parcel,
    cancel_order,
    hand_over_order,
    pack_order,
    resend_link,
    send_order,
    unpack_order,
)
from catalogue.services.moving import may_move
from trust.deeds import Deed, DeedForm, DeedScreens, always, never
from trust.outbox.rehearsing import LINK_WORDS, Letter, rehearse


def _staff_to(state: OrderState, delivery: Delivery | None = None) -> Callable[[Order], bool]:
    """Staff may bring it to `state`, when it goes that way."""
    return lambda order: delivery in (None, order.delivery) and may_move(order, state, OrderActor.STAFF)


DEEDS = [
    Deed(
        "pack",
        DeedForm,
        gettext_lazy("It is packed"),
        gettext_lazy("The parcel lies ready. Who picks it up gets a mail."),
        gettext_lazy("Noted: it is packed."),
        lambda order, form, by: pack_order(public_id=order.public_id, by=by),
        _staff_to(OrderState.PACKED),
        tells=lambda order: order.delivery == Delivery.PICK_UP,
    ),
    Deed(
        "send",
        SendForm,
        gettext_lazy("Send it"),
        gettext_lazy("It leaves by post. They get a mail, with the code when there is one."),
        gettext_lazy("It is on its way, and they have a mail."),
        lambda order, form, by: send_order(public_id=order.public_id, parcel=Parcel(**form.cleaned_data), by=by),
        _staff_to(OrderState.SENT, Delivery.POST),
    ),
    Deed(
        "hand-over",
        DeedForm,
        gettext_lazy("It was picked up"),
        gettext_lazy("Somebody came for it and has it now. They get a mail that says so."),
        gettext_lazy("Noted: it was picked up."),
        lambda order, form, by: hand_over_order(public_id=order.public_id, by=by),
        _staff_to(OrderState.PICKED_UP, Delivery.PICK_UP),
    ),
    Deed(
        "resend",
        DeedForm,
        gettext_lazy("Mail the link again"),
        gettext_lazy("They get the link to the page of their order once more, at the address that stands here."),
        gettext_lazy("The link is on its way to them."),
        lambda order, form, by: resend_link(public_id=order.public_id, by=by),
        always,
    ),
    Deed(
        "unpack",
        WhyForm,
        gettext_lazy("It is not packed after all"),
        gettext_lazy("The parcel goes back to the orders that are to be packed."),
        gettext_lazy("It is to be packed again."),
        lambda order, form, by: unpack_order(public_id=order.public_id, by=by, why=form.cleaned_data["why"]),
        lambda order: order.state == OrderState.PACKED,
        tells=never,
    ),
    Deed(
        "cancel",
        CancelForm,
        gettext_lazy("Cancel the order"),
        gettext_lazy("It does not leave. Its copies can be ordered again, and they get a mail with your reason."),
        gettext_lazy("The order is cancelled, and they have a mail."),
        lambda order, form, by: cancel_order(
            public_id=order.public_id, actor=OrderActor.STAFF, by=by, why=form.cleaned_data["why"]
        ),
        _staff_to(OrderState.CANCELLED),
        danger=True,
    ),
]


class OrderDeeds(DeedScreens):
    """Of an order; its customer alone is written to."""

    right = STEER_ORDERS
    refused = ShopRefused
    list_name, record_name = "orders:list", "orders:detail"
    list_words = gettext_lazy("Orders")
    moved_on = gettext_lazy("That is not possible any more: look how the order stands now.")
    back_words = gettext_lazy("Back to the order")
    guard = staticmethod(order_screen)
    staff_words = staticmethod(staff_words)

    def letters(self, record: Order, act: Callable[[], Any]) -> list[Letter]:
        return rehearse(record, deed=act, among=Q(recipient=record.email), link=str(LINK_WORDS))

    def seen(self, record: Order) -> str:
        return f"{record.state}.{record.state_changed_at.timestamp()}"

    def called(self, record: Order) -> str:
        return record.reference

    def head(self, record: Order) -> tuple[str, str]:
        return record.organisation_name or record.contact_name, record.reference


order_deeds = OrderDeeds(DEEDS)
