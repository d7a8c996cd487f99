"""What an order has on paper for who pays: the receipt, with its VAT by rate."""

from __future__ import annotations

import structlog

from catalogue.models import Order
from cms.models import OrganisationSettings
from cms.pdf import PdfNotReady, pdf_of
from trust.outbox.services import Attachment

log = structlog.get_logger(__name__)


def receipt(order: Order) -> bytes:
    """The receipt of a paid order. Raises `cms.pdf.PdfNotReady`."""
    organisation = OrganisationSettings.ours()
    context = {"order": order, "lines": list(order.lines.all()), "organisation": organisation}
    return pdf_of("catalogue/papers/receipt.html", context)


def receipt_part(order: Order) -> list[Attachment]:
    """The same for a mail, which leaves without it where no PDF can be drawn: the mail says the amounts too."""
    try:
        return [Attachment(f"betaalbewijs-{order.reference}.pdf", "application/pdf", receipt(order))]
    except PdfNotReady:
        log.warning("receipt_without_pdf")
        return []
