"""Writing an order down for who calls: free products, by the same service as the form on the site."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from catalogue.admin.forms import Lines, TypedOrderForm, free_products
from catalogue.admin.refusals import staff_words
from catalogue.admin.rights import TYPE_ORDERS
from catalogue.errors import ShopRefused
from catalogue.services import place_order
from trust.viewing import BOTH, guarded

TYPED = "shop-typed"


@guarded(TYPE_ORDERS, BOTH)
def type_in(request: HttpRequest) -> HttpResponse:
    """`…/add/`: what was ordered by telephone."""
    if request.method != "POST":
        return _show(request, TypedOrderForm(), Lines())
    form, lines = TypedOrderForm(request.POST), Lines(request.POST)
    if not (form.is_valid() and lines.is_valid()):
        return _show(request, form, lines, status=422)
    key = str(form.cleaned_data["key"])
    known = request.session.get(TYPED, {})
    if key in known:
        return HttpResponseRedirect(reverse("orders:detail", args=[known[key]]))
    try:
        made = place_order(ordered=form.ordered(lines.quantities), source="phone", by=request.user)  # type: ignore[arg-type]
    except ShopRefused as refusal:
        form.add_error(None, staff_words(refusal))
        return _show(request, form, lines, status=409)
    request.session[TYPED] = {key: made.pk}
    said = {"reference": made.reference, "name": made.contact_name}
    messages.success(request, _("Order %(reference)s is written down. %(name)s has a mail with the link to it.") % said)
    return HttpResponseRedirect(reverse("orders:detail", args=[made.pk]))


def _show(request: HttpRequest, form: TypedOrderForm, lines, *, status: int = 200) -> HttpResponse:
    title = _("Write an order down")
    context = {
        "form": form,
        "lines": lines,
        "products": free_products(),
        "page_title": title,
        "breadcrumbs_items": [{"url": reverse("orders:list"), "label": _("Orders")}, {"url": "", "label": title}],
    }
    return TemplateResponse(request, "catalogue/admin/type_in.html", context, status=status)


patterns = [path("add/", type_in, name="add")]
