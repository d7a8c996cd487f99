"""Orders that go: erased for their person, or past their term. What they took from the shelf stays in the ledger, without them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from catalogue.models import Customer, Order, ReachTally
from catalogue.reach import SORTED_BY, counted
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
    """Delete the orders with these keys, in a few statements, and customers that no order leads to any more; what left us stays counted.

    Returns how many.
    """
    held = Order.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",))
    there = list(held.values_list("pk", "customer_id"))
    customers = {customer for _pk, customer in there if customer}
    rows = Order.objects.filter(pk__in=[pk for pk, _customer in there])
    tally(rows)
    rows.delete()
    Customer.objects.filter(pk__in=customers, orders=None).delete()
    return len(there)


def tally(rows: QuerySet[Order]) -> None:
    """Count what left us among `rows`, which are locked and about to go."""
    for *values, orders, copies in counted(rows):
        key = dict(zip(SORTED_BY, values, strict=True))
        more = {"orders": F("orders") + orders, "copies": F("copies") + copies}
        if ReachTally.objects.filter(**key).update(**more):
            continue
        try:
            with transaction.atomic():
                ReachTally.objects.create(**key, orders=orders, copies=copies)
        except IntegrityError:  # somebody else began the same line
            ReachTally.objects.filter(**key).update(**more)
