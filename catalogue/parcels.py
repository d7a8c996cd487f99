"""What a batch needs on paper, as PDF: a pick list, packing slips, and address labels on common sheets (spec D5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import segno
from django.db.models import Prefetch, QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from catalogue.models import Batch, Order, OrderLine, Product
from cms.pdf import pdf_of

LONG = 110  # letters of an address above which it is written smaller


@dataclass(frozen=True)
class Pick:
    """What is fetched of one product, and the parcels that it goes into: lines of orders, in the order in which these are packed."""

    product: Product
    lines: list[OrderLine]

    @property
    def copies(self) -> int:
        return sum(line.quantity for line in self.lines)


@dataclass(frozen=True)
class Sheet:
    """So many labels across and down; the measures stand in `static/css/labels-<name>.css`."""

    name: str
    label: Any
    across: int
    down: int

    @property
    def labels(self) -> int:
        return self.across * self.down


@dataclass(frozen=True)
class Label:
    """An address; in small letters when it would not fit otherwise."""

    order: Order
    is_small: bool


SHEETS = {
    sheet.name: sheet
    for sheet in [
        Sheet("l7160", _("A4 with 3 × 7 labels (Avery L7160)"), 3, 7),
        Sheet("l7163", _("A4 with 2 × 7 labels (Avery L7163)"), 2, 7),
        Sheet("a6", _("label printer, A6"), 1, 1),
    ]
}


def picks_of(orders: Iterable[Order]) -> list[Pick]:
    """What these orders take from the shelves, as one walks along them: by category, then by title. Their lines are read already."""
    lines = [line for order in orders for line in order.lines.all()]
    lines.sort(key=_place_on_shelf)
    return [Pick(product, list(rows)) for product, rows in groupby(lines, key=lambda line: line.product)]


def _place_on_shelf(line: OrderLine) -> tuple:
    product, shelf = line.product, line.product.category
    return shelf.sort_order, shelf.name.casefold(), shelf.pk, product.title.casefold(), product.pk


def pick_list(batch: Batch, orders: Sequence[Order], *, organisation: Any) -> bytes:
    """What to fetch, with a box to tick and the parcels that it goes into. Raises `cms.pdf.PdfNotReady`."""
    picks = picks_of(orders)
    context = {
        "batch": batch,
        "picks": picks,
        "parcels": len(orders),
        "copies": sum(pick.copies for pick in picks),
        "organisation": organisation,
    }
    return pdf_of("catalogue/papers/pick_list.html", context)


def with_lines(orders: QuerySet[Order]) -> QuerySet[Order]:
    """The same with what is in each and from which shelf it comes: two queries."""
    lines = OrderLine.objects.select_related("product__category").only(
        "order",
        "title",
        "quantity",
        "product__title",
        "product__paper_format",
        "product__language",
        "product__category__name",
        "product__category__sort_order",
    )
    return orders.defer("notes", "vat_lines").prefetch_related(Prefetch("lines", lines))


def slips(orders: Sequence[Order], *, organisation: Any) -> bytes:
    """A page (or more) for each order; its lines are read already. Raises `cms.pdf.PdfNotReady`."""
    pages = [{"order": order, "code": code_of(order.reference)} for order in orders]
    return pdf_of("catalogue/papers/slips.html", {"pages": pages, "organisation": organisation})


def labels(orders: Sequence[Order], *, sheet: Sheet, start: int = 1) -> bytes:
    """A label for each order, from place `start` (1: the first) of the first sheet on. Raises `cms.pdf.PdfNotReady`."""
    cells: list[Label | None] = [None] * min(start - 1, sheet.labels - 1)
    cells += [Label(order, is_small=_is_long(order)) for order in orders]
    pages = [cells[at : at + sheet.labels] for at in range(0, len(cells), sheet.labels)]
    return pdf_of("catalogue/papers/labels.html", {"pages": pages, "sheet": sheet})


def _is_long(order: Order) -> bool:
    return len(order.organisation_name) + len(order.attention or order.contact_name) + len(order.street) > LONG


def code_of(reference: str) -> SafeString:
    """The reference as a QR code, which a scanner types as it stands."""
    drawn = segno.make(reference, error="m", micro=False).svg_inline(border=0, omitsize=True, dark="#000")
    return mark_safe(drawn)  # noqa: S308  (drawn from a reference of our own making)


def plain_reference(typed: str) -> str:
    """A reference as somebody typed or scanned it ("7kq2 mx4p", "7KQ2MX4P"), in our spelling."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return f"{signs[:4]}-{signs[4:]}"
