"""What is put on a parcel, as PDF: packing slips, and address labels on common sheets (spec D5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from catalogue.models import Order
from cms.pdf import pdf_of

LONG = 110  # letters of an address above which it is written smaller


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
