"""Changing an order: who gets it, where it goes, and of what is free how many go."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from catalogue.admin.deeds import order_deeds
from catalogue.admin.detail import CHANGED_IN
from catalogue.admin.forms import ChangeForm, MoreLines, free_products
from catalogue.admin.refusals import staff_words
from catalogue.admin.rights import STEER_ORDERS, order_screen
from catalogue.errors import ShopRefused
from catalogue.models import Order
from catalogue.services import change_order
from trust.viewing import BOTH


@order_screen(STEER_ORDERS, BOTH)
def change(request: HttpRequest, order: Order) -> HttpResponse:
    """`…/<pk>/change/`: all at once, or nothing."""
    if order.state not in CHANGED_IN:
        messages.warning(request, _("That is not possible any more: look how the order stands now."))
        return order_deeds.back_to(order)
    if request.method != "POST":
        return _show(request, order, ChangeForm(order=order), MoreLines())
    form, more = ChangeForm(request.POST, order=order), MoreLines(request.POST)
    if not (form.is_valid() and (not form.asks_lines or more.is_valid())):
        return _show(request, order, form, more, status=422)
    try:
        change_order(
            public_id=order.public_id,
            by=request.user,  # type: ignore[arg-type]
            changes=form.changes,
            quantities=form.quantities(more.quantities) if form.asks_lines else None,
            beyond_limits=form.cleaned_data.get("beyond_limits", False),
        )
    except ShopRefused as refusal:
        form.add_error(None, staff_words(refusal))
        return _show(request, order, form, more, status=409)
    messages.success(request, _("The order is changed."))
    return order_deeds.back_to(order)


def _show(request: HttpRequest, order: Order, form: ChangeForm, more, *, status: int = 200) -> HttpResponse:
    title = _("Change the order")
    context = {
        "order": order,
        "form": form,
        "more": more,
        "products": free_products() if form.asks_lines else [],
        "page_title": title,
        "breadcrumbs_items": order_deeds.breadcrumbs(order, title),
    }
    return TemplateResponse(request, "catalogue/admin/change.html", context, status=status)


patterns = [path("<int:pk>/change/", change, name="change")]
