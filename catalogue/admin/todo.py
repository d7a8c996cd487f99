"""What waits in the shop, on the dashboard; one query a line."""

from __future__ import annotations

from django.db.models import Count, F, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.admin.rights import MOVE_STOCK, PACK
from catalogue.models import Order, PaymentCase, Product
from catalogue.payments.rights import SEE_CASES, kinds_for
from cms.todo import TodoItem, register_todo


def _stock(found: QuerySet[Product], only: str, one: str, many: str, *, urgent: bool = False) -> list[TodoItem]:
    """How many products, with the way to the one when it is one, else to the list of them."""
    counted = found.order_by().aggregate(count=Count("pk"), first=Min("pk"))
    count = counted["count"]
    url = reverse("stock:product", args=[counted["first"]]) if count == 1 else f"{reverse('stock:list')}?only={only}"
    return [TodoItem(one if count == 1 else many, count, url, urgent=urgent)]


@register_todo
def orders_to_pack(user) -> list[TodoItem]:
    """Orders that wait to be packed."""
    if not user.has_perm(PACK):
        return []
    count = Order.objects.to_pack().order_by().count()
    return [TodoItem(_("order to pack") if count == 1 else _("orders to pack"), count, reverse("packing:queue"))]


@register_todo
def stock_runs_low(user) -> list[TodoItem]:
    """Products that should be printed again."""
    if not user.has_perm(MOVE_STOCK):
        return []
    return _stock(Product.objects.low(), "low", _("product runs low"), _("products run low"))


@register_todo
def stock_does_not_add_up(user) -> list[TodoItem]:
    """Products whose level is not what their ledger says."""
    if not user.has_perm(MOVE_STOCK):
        return []
    wrong = Product.objects.with_ledger().exclude(ledger=F("available")).order_by().values("pk")
    found = Product.objects.filter(pk__in=wrong)
    one, many = _("product whose stock does not add up"), _("products whose stock does not add up")
    return _stock(found, "wrong", one, many, urgent=True)


@register_todo
def payment_cases(user) -> list[TodoItem]:
    """Money that only a human can settle."""
    kinds = kinds_for(user, SEE_CASES)
    if not kinds:
        return []
    count = PaymentCase.objects.filter(closed_at=None, payment__payable_kind__in=kinds).count()
    label = _("case about a payment") if count == 1 else _("cases about payments")
    return [TodoItem(label, count, reverse("payment-cases"), urgent=True)]
