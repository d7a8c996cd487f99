"""The rights that the screens of the shop ask (cms/services/roles.py gives them out), and the guards in front of a screen about one thing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from catalogue.models import Batch, Order, Product
from trust.viewing import guarded

CHANGE_PRODUCTS = "catalogue.change_product"
SEE_STOCK = "catalogue.view_stockmovement"
MOVE_STOCK = "catalogue.add_stockmovement"
SEE_ORDERS = "catalogue.view_order"
TYPE_ORDERS = "catalogue.add_order"
STEER_ORDERS = "catalogue.change_order"
SEE_BATCHES = "catalogue.view_batch"
MAKE_BATCHES = "catalogue.add_batch"
PACK = "catalogue.change_batch"
SEE_CUSTOMERS = "catalogue.view_customer"
MERGE_CUSTOMERS = "catalogue.change_customer"


def _screen(rows: Callable[[], QuerySet]) -> Callable:
    def of(right: str, methods: tuple[str, ...]) -> Callable:
        def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            @guarded(right, methods)
            @wraps(view)
            def screen(request: HttpRequest, pk: int, **kwargs) -> HttpResponse:
                return view(request, get_object_or_404(rows(), pk=pk), **kwargs)

            return screen

        return decorate

    return of


# Decorators for a view that takes the record in place of its `pk`: the right first, then the method, then the record.
product_screen = _screen(lambda: Product.objects.with_kept())
order_screen = _screen(lambda: Order.objects.select_related("customer", "organisation", "batch"))
batch_screen = _screen(lambda: Batch.objects.select_related("made_by"))
