"""One order: everything known, everything that happened, everything that can be done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.admin.deeds import order_deeds
from catalogue.admin.forms import NotesForm
from catalogue.admin.rights import MERGE_CUSTOMERS, SEE_CUSTOMERS, SEE_ORDERS, STEER_ORDERS, order_screen
from catalogue.enums import OrderState
from catalogue.models import Order
from catalogue.payments.admin import money_of
from catalogue.services import keep_notes
from trust.audit.services import record_access
from trust.outbox.models import OutboundEmail
from trust.places.enums import Province
from trust.viewing import READ, SUBMIT

SOURCES = {"phone": gettext_lazy("by telephone"), "api": gettext_lazy("through the API")}
CHANGED_IN = (OrderState.PLACED, OrderState.TO_PACK)


@order_screen(SEE_ORDERS, READ)
def detail(request: HttpRequest, order: Order) -> HttpResponse:
    """`…/<pk>/`: that it was looked at is written down."""
    record_access(what="catalogue.order", by=request.user, about=order)  # type: ignore[arg-type]
    return show(request, order, NotesForm(record=order))


def show(request: HttpRequest, order: Order, notes: NotesForm, *, status: int = 200) -> HttpResponse:
    user = request.user
    steps = list(order.moves.select_related("by").order_by("-at", "-pk"))
    for step in steps:
        by = step.by
        step.who = (by.get_full_name() or by.get_username()) if by else step.get_actor_display()  # type: ignore[attr-defined]
    mails = OutboundEmail.objects.about(order).filter(recipient=order.email).order_by("-pk")
    context = {
        "order": order,
        "lines": list(order.lines.select_related("product")),
        "steps": steps,
        "mails": list(mails.defer("text", "html")[:20]),
        "money": None if order.is_free else money_of("order", order.public_id, user=user),
        "region": Province(order.province).label if order.province in Province.values else "",
        "source": SOURCES.get(order.source, ""),
        "deeds": order_deeds.possible(order, user),
        "may_steer": user.has_perm(STEER_ORDERS),
        "may_change": order.state in CHANGED_IN and user.has_perm(STEER_ORDERS),
        "may_see_customers": user.has_perm(SEE_CUSTOMERS),
        "may_see_organisations": user.has_perm("trust.change_organisation"),
        "may_merge": user.has_perm(MERGE_CUSTOMERS),
        "notes": notes,
        "page_title": str(order),
        "breadcrumbs_items": order_deeds.breadcrumbs(order),
    }
    return TemplateResponse(request, "catalogue/admin/order.html", context, status=status)


@order_screen(STEER_ORDERS, SUBMIT)
def notes(request: HttpRequest, order: Order) -> HttpResponse:
    """`…/<pk>/notes/`: what we keep beside it."""
    form = NotesForm(request.POST, record=order)
    if not form.is_valid():
        return show(request, order, form, status=422)
    keep_notes(public_id=order.public_id, notes=form.cleaned_data["notes"], by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Kept."))
    return order_deeds.back_to(order)


patterns = [
    path("<int:pk>/", detail, name="detail"),
    path("<int:pk>/notes/", notes, name="notes"),
]
