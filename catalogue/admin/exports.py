"""Orders as CSV, a few hundred at a time: five thousand take no more memory than five. Each is logged as an export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import path
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from catalogue.admin.filters import OrderFilterSet
from catalogue.admin.rights import SEE_ORDERS
from catalogue.models import Order, OrderLine
from cms.sheets import csv_lines
from trust.audit.enums import Access
from trust.audit.services import record, record_access
from trust.organisations.numbers import shown_number
from trust.places.enums import Province
from trust.viewing import SUBMIT, guarded

AT_ONCE = 500


@guarded(SEE_ORDERS, SUBMIT)
def export(request: HttpRequest) -> HttpResponseBase:
    """`…/export/?…`: the orders of the list with these filters and words, a row a line of each."""
    found = chosen(request)
    count, by = found.count(), request.user
    record_access(what="catalogue.orders", by=by, access=Access.EXPORT, count=count)  # type: ignore[arg-type]
    record(verb="catalogue.orders-exported", by=by, details={"count": count})  # type: ignore[arg-type]
    lines = (line.encode() for line in csv_lines(rows_of(found)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="bestellingen-{localdate():%Y-%m-%d}.csv"'
    return response


def chosen(request: HttpRequest) -> QuerySet:
    """The orders that the list shows with this query."""
    found = OrderFilterSet(request.GET, queryset=Order.objects.all(), request=request).qs
    words = request.GET.get("q", "").strip()
    return (found.holding(words) if words else found).order_by("placed_at", "pk")


def rows_of(orders: QuerySet) -> Iterator[list[Any]]:
    """The head, then a row for each line of each order."""
    yield [
        _("Reference"),
        _("State"),
        _("Ordered"),
        _("Left us"),
        _("How it goes"),
        _("Organisation"),
        _("Organisation number"),
        _("Name"),
        _("E-mail address"),
        _("Telephone"),
        _("Street and number"),
        _("Postcode"),
        _("Municipality"),
        _("Region"),
        _("Carrier"),
        _("Tracking code"),
        _("Product"),
        _("Copies"),
        _("Price of one"),
        _("Order together"),
    ]
    regions = dict(Province.choices)
    for orders_page in _pages(orders.defer("remarks", "notes", "vat_lines")):
        lines = OrderLine.objects.filter(order__in=[order.pk for order in orders_page]).order_by("title", "pk")
        by_order: dict[int, list[OrderLine]] = {}
        for line in lines:
            by_order.setdefault(line.order_id, []).append(line)
        for order in orders_page:
            for line in by_order.get(order.pk, []):
                yield [
                    *_of_order(order, regions),
                    line.title,
                    line.quantity,
                    _cents(line.price_cents),
                    _cents(order.total_cents),
                ]


def _pages(orders: QuerySet) -> Iterator[list[Order]]:
    page: list[Order] = []
    for order in orders.iterator(chunk_size=AT_ONCE):
        page.append(order)
        if len(page) == AT_ONCE:
            yield page
            page = []
    yield page


def _of_order(order: Order, regions: dict) -> list[Any]:
    return [
        order.reference,
        order.get_state_display(),
        f"{localtime(order.placed_at):%Y-%m-%d %H:%M}",
        f"{localtime(order.left_at):%Y-%m-%d}" if order.left_at else "",
        order.get_delivery_display(),
        order.organisation_name,
        shown_number(order.organisation_number),
        order.contact_name,
        order.email,
        str(order.phone or ""),
        order.street,
        order.postcode,
        order.city,
        str(regions.get(order.province, "")),
        order.carrier,
        order.tracking_code,
    ]


def _cents(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"


patterns = [path("export/", export, name="export")]
