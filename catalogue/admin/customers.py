"""Who counts as one customer for the limits: looked up, and two made one after a look at what comes together (spec D3)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import include, path, reverse
from django.utils.translation import gettext as _

from catalogue.admin.rights import MERGE_CUSTOMERS, SEE_CUSTOMERS, SEE_ORDERS
from catalogue.enums import COUNTED_STATES
from catalogue.models import Customer, OrderLine
from catalogue.services import merge_customers
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import BOTH, READ, guarded

A_PAGE, FOUND_MOST = 50, 20


def counted() -> QuerySet[Customer]:
    return Customer.objects.annotate(many=Count("orders"), last=Max("orders__placed_at")).order_by("name", "pk")


@guarded(SEE_CUSTOMERS, READ)
def overview(request: HttpRequest) -> HttpResponse:
    """`/admin/customers/`: `q`, `p`."""
    words = request.GET.get("q", "").strip()
    rows = counted().filter(name__icontains=words) if words else counted()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("p"))
    record_access(what="catalogue.customers", by=request.user, access=Access.LIST, count=len(page.object_list))  # type: ignore[arg-type]
    context = {
        "page": page,
        "words": words,
        "query": urlencode({"q": words}) + "&",
        "page_title": _("Customers"),
        "breadcrumbs_items": [{"url": "", "label": _("Customers")}],
    }
    return TemplateResponse(request, "catalogue/admin/customers.html", context)


@guarded(SEE_CUSTOMERS, READ)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """`…/<pk>/`: what they ordered, and with `q` whom they could be one with."""
    customer = get_object_or_404(counted(), pk=pk)
    record_access(what="catalogue.customer", by=request.user, about=customer)  # type: ignore[arg-type]
    words = request.GET.get("q", "").strip()
    others = counted().filter(name__icontains=words).exclude(pk=pk)[:FOUND_MOST] if words else []
    context = {
        "customer": customer,
        "orders": customer.orders.order_by("-placed_at", "-pk")[:A_PAGE],
        "words": words,
        "others": others,
        "may_merge": request.user.has_perm(MERGE_CUSTOMERS),
        "may_see_orders": request.user.has_perm(SEE_ORDERS),
        "page_title": customer.name,
        "breadcrumbs_items": breadcrumbs(customer.name),
    }
    return TemplateResponse(request, "catalogue/admin/customer.html", context)


@guarded(MERGE_CUSTOMERS, BOTH)
def merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """`…/<pk>/merge/<other>/`: what comes together; after the button the other is this one."""
    kept = get_object_or_404(counted(), pk=pk)
    if request.method == "POST":
        try:
            merge_customers(keep_id=kept.pk, merged_id=other, by=request.user)  # type: ignore[arg-type]
        except Customer.DoesNotExist as gone:  # merged into another one meanwhile
            raise Http404 from gone
        messages.success(request, _("They are one customer now: “%(name)s”.") % {"name": kept.name})
        return HttpResponseRedirect(reverse("customers:detail", args=[kept.pk]))
    merged = get_object_or_404(counted().exclude(pk=pk), pk=other)
    context = {
        "kept": kept,
        "merged": merged,
        "rows": together(kept, merged),
        "page_title": _("Make them one customer"),
        "breadcrumbs_items": breadcrumbs(_("Make them one customer")),
    }
    return TemplateResponse(request, "catalogue/admin/merge.html", context)


def together(kept: Customer, merged: Customer) -> list[dict[str, Any]]:
    """Copies of each product that either ordered: of the one, of the other, in all; one query."""
    lines = OrderLine.objects.filter(order__customer__in=[kept.pk, merged.pk], order__state__in=COUNTED_STATES)
    found: dict[str, dict[int, int]] = {}
    for title, customer, copies in (
        lines.order_by("product__title").values_list("product__title", "order__customer").annotate(Sum("quantity"))
    ):
        found.setdefault(title, {})[customer] = copies
    return [
        {
            "title": title,
            "kept": copies.get(kept.pk, 0),
            "merged": copies.get(merged.pk, 0),
            "all": sum(copies.values()),
        }
        for title, copies in found.items()
    ]


def breadcrumbs(label: str) -> list[dict[str, str]]:
    return [{"url": reverse("customers:list"), "label": _("Customers")}, {"url": "", "label": label}]


patterns = [
    path("", overview, name="list"),
    path("<int:pk>/", detail, name="detail"),
    path("<int:pk>/merge/<int:other>/", merge, name="merge"),
]
urls = path("customers/", include((patterns, "customers")))
