"""Orders that go: erased for their person, or past their term. What they took from the shelf stays in the ledger, without them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from catalogue.models import Customer, Order
from trust.links.services import revoke_links
from trust.outbox.services import cancel_emails_about


@transaction.atomic
def erase_orders(rows: QuerySet) -> int:
    """Delete, with the mails about them that have not left and the links to them. Returns how many."""
    found = list(rows)
    for order in found:
        cancel_emails_about(record=order)
        revoke_links(about=order)
    return wipe_orders([order.pk for order in found])


@transaction.atomic
def wipe_orders(pks: Sequence[Any]) -> int:
    """Delete the orders with these keys, in a few statements, and customers that no order leads to any more. Returns how many."""
    held = Order.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",))
    there = list(held.values_list("pk", "customer_id"))
    customers = {customer for _pk, customer in there if customer}
    Order.objects.filter(pk__in=[pk for pk, _customer in there]).delete()
    Customer.objects.filter(pk__in=customers, orders=None).delete()
    return len(there)
