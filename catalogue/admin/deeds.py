"""What is done with an order: asked in a form, the mail shown as it will leave, done after a second press."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.admin.forms import CancelForm, OrderForm, SendForm, WhyForm
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
from trust.outbox.rehearsing import LINK_WORDS, rehearse
from trust.viewing import BOTH, carried, is_confirmed


@dataclass(frozen=True)
class Deed:
    """`act(order, form, by)` does it; `words`: the button, `ask`: above the form, `done`: afterwards."""

    name: str
    form: type[OrderForm]
    words: Any
    ask: Any
    done: Any
    act: Callable[[Order, Any, Any], Any]
    allowed: Callable[[Order], bool]
    danger: bool = False


def _staff_to(state: OrderState, delivery: Delivery | None = None) -> Callable[[Order], bool]:
    """Staff may bring it to `state`, when it goes that way."""
    return lambda order: delivery in (None, order.delivery) and may_move(order, state, OrderActor.STAFF)


DEEDS = {
    deed.name: deed
    for deed in [
        Deed(
            "pack",
            OrderForm,
            gettext_lazy("It is packed"),
            gettext_lazy("The parcel lies ready. Who picks it up gets a mail."),
            gettext_lazy("Noted: it is packed."),
            lambda order, form, by: pack_order(public_id=order.public_id, by=by),
            _staff_to(OrderState.PACKED),
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
            OrderForm,
            gettext_lazy("It was picked up"),
            gettext_lazy("Somebody came for it and has it now. They get a mail that says so."),
            gettext_lazy("Noted: it was picked up."),
            lambda order, form, by: hand_over_order(public_id=order.public_id, by=by),
            _staff_to(OrderState.PICKED_UP, Delivery.PICK_UP),
        ),
        Deed(
            "resend",
            OrderForm,
            gettext_lazy("Mail the link again"),
            gettext_lazy("They get the link to the page of their order once more, at the address that stands here."),
            gettext_lazy("The link is on its way to them."),
            lambda order, form, by: resend_link(public_id=order.public_id, by=by),
            lambda order: True,
        ),
        Deed(
            "unpack",
            WhyForm,
            gettext_lazy("It is not packed after all"),
            gettext_lazy("The parcel goes back to the orders that are to be packed."),
            gettext_lazy("It is to be packed again."),
            lambda order, form, by: unpack_order(public_id=order.public_id, by=by, why=form.cleaned_data["why"]),
            lambda order: order.state == OrderState.PACKED,
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
}


def possible(order: Order, user: Any) -> list[Deed]:
    """What this colleague can do with it now."""
    return [deed for deed in DEEDS.values() if deed.allowed(order) and user.has_perm(STEER_ORDERS)]


def view_of(deed: Deed) -> Callable[..., HttpResponse]:
    """The screen of `deed`."""

    @order_screen(STEER_ORDERS, BOTH)
    def screen(request: HttpRequest, order: Order) -> HttpResponse:
        if not deed.allowed(order):
            messages.warning(request, _("That is not possible any more: look how the order stands now."))
            return to_order(order)
        form = deed.form(request.POST if request.method == "POST" else None, order=order)
        if request.method != "POST":
            return ask(request, order, deed, form)
        if not form.is_valid():
            return ask(request, order, deed, form, status=422)
        act = lambda: deed.act(order, form, request.user)  # noqa: E731
        try:
            if not is_confirmed(request, seen=seen(order)):
                among = Q(recipient=order.email)
                if letters := rehearse(order, deed=act, among=among, link=str(LINK_WORDS)):
                    return show_letters(request, order, deed, letters)
            act()
        except ShopRefused as refusal:
            form.add_error(None, staff_words(refusal))
            return ask(request, order, deed, form, status=409)
        messages.success(request, str(deed.done))
        return to_order(order)

    return screen


def ask(request: HttpRequest, order: Order, deed: Deed, form: OrderForm, *, status: int = 200) -> HttpResponse:
    context = {
        "order": order,
        "deed": deed,
        "form": form,
        "page_title": str(deed.words),
        "breadcrumbs_items": breadcrumbs(order, str(deed.words)),
    }
    return TemplateResponse(request, "catalogue/admin/ask.html", context, status=status)


def show_letters(request: HttpRequest, order: Order, deed: Deed, letters: list) -> HttpResponse:
    """The mail as it will leave, with the button that sends it; what was filled in travels along."""
    context = {
        "order": order,
        "deed": deed,
        "letters": letters,
        "kept": carried(request),
        "seen": seen(order),
        "page_title": str(deed.words),
        "breadcrumbs_items": breadcrumbs(order, str(deed.words)),
    }
    return TemplateResponse(request, "catalogue/admin/letters.html", context)


def seen(order: Order) -> str:
    """Changes with each step of the order."""
    return f"{order.state}.{order.state_changed_at.timestamp()}"


def to_order(order: Order) -> HttpResponse:
    return HttpResponseRedirect(reverse("orders:detail", args=[order.pk]))


def breadcrumbs(order: Order, label: str = "") -> list[dict[str, str]]:
    items = [
        {"url": reverse("orders:list"), "label": _("Orders")},
        {"url": reverse("orders:detail", args=[order.pk]) if label else "", "label": order.reference},
    ]
    return [*items, {"url": "", "label": label}] if label else items


patterns = [path(f"<int:pk>/{name}/", view_of(deed), name=name) for name, deed in DEEDS.items()]
