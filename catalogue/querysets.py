"""The words of the shop as chainable methods."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from catalogue.enums import (
    COUNTED_STATES,
    ENDED_STATES,
    LIVE_PAYMENT_STATES,
    ON_THE_SHELF,
    OrderState,
    PaymentState,
    StockState,
)

# Where words are looked for.
SEARCHED = ("title", "summary", "description", "category__name")


class ProductQuerySet(models.QuerySet):
    """Products."""

    def holding(self, words: Iterable[Iterable[str]]) -> Self:
        """Those that have, of each word, one of its forms."""
        found = self
        for forms in words:
            found = found.filter(
                reduce(or_, (Q(**{f"{field}__icontains": form}) for form in forms for field in SEARCHED))
            )
        return found

    def on_shelves(self) -> Self:
        """As they stand in the shop: shelf by shelf, each with its cover."""
        return self.select_related("category", "cover").order_by(
            "category__sort_order", "category__name", "title", "pk"
        )

    def shown(self) -> Self:
        """Those that stand in the shop."""
        return self.filter(is_shown=True)

    def in_stock_state(self, state: StockState) -> Self:
        """As `Product.stock_state` says."""
        match state:
            case StockState.OUT:
                return self.filter(available__lt=F("step"))
            case StockState.LOW:
                return self.filter(available__gte=F("step"), available__lte=F("low_at"))
        return self.filter(available__gte=F("step"), available__gt=F("low_at"))

    def low(self) -> Self:
        """Those whose stock should be filled up."""
        return self.filter(is_shown=True, available__lte=F("low_at"))

    def with_kept(self) -> Self:
        """`kept`: copies on our shelves that orders wait for."""
        on_shelf = Q(order_lines__order__state__in=ON_THE_SHELF)
        return self.annotate(kept=Coalesce(Sum("order_lines__quantity", filter=on_shelf), 0))

    def with_ledger(self) -> Self:
        """`ledger`: what the movements add up to, which `available` must be."""
        return self.annotate(ledger=Coalesce(Sum("movements__quantity"), 0))


class OrderQuerySet(models.QuerySet):
    """Orders."""

    def open(self) -> Self:
        """Those that somebody still has to do something about."""
        return self.exclude(state__in=ENDED_STATES)

    def to_pack(self) -> Self:
        """The oldest first."""
        return self.filter(state=OrderState.TO_PACK).order_by("placed_at", "pk")

    def counted(self) -> Self:
        """Those that count for the limit of a period."""
        return self.filter(state__in=COUNTED_STATES)

    def unpaid_since(self, moment) -> Self:
        """Those whose time to pay ended before `moment`."""
        return self.filter(state=OrderState.PLACED, pay_by__lt=moment).order_by("pk")

    def holding(self, words: str) -> Self:
        """Those that have `words` in their reference, name, organisation, town or address for mail."""
        asked = Q()
        for field in ("reference", "organisation_name", "contact_name", "city", "email", "tracking_code"):
            asked |= Q(**{f"{field}__icontains": words})
        return self.filter(asked)

    def past_term(self, today: date | None = None) -> Self:
        """Those that are kept no longer."""
        return self.filter(delete_on__lt=today or localdate()).order_by("pk")


class PaymentQuerySet(models.QuerySet):
    """Payments."""

    def of(self, kind: str, public_id: UUID | models.OuterRef) -> Self:
        """Every attempt to pay one thing."""
        return self.filter(payable_kind=kind, payable_id=public_id)

    def live(self) -> Self:
        """Those that somebody may still be paying."""
        return self.filter(state__in=LIVE_PAYMENT_STATES)

    def paid(self) -> Self:
        return self.filter(state=PaymentState.PAID)
