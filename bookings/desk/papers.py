"""A proposal as PDF."""

from __future__ import annotations

import structlog

from bookings.desk.models import Proposal
from cms.models import OrganisationSettings
from cms.pdf import PdfNotReady, pdf_of

log = structlog.get_logger(__name__)


def proposal_paper(proposal: Proposal) -> bytes:
    """One version with its price and terms. Raises `cms.pdf.PdfNotReady`."""
    organisation = OrganisationSettings.ours()
    context = {"proposal": proposal, "request": proposal.request, "organisation": organisation}
    return pdf_of("bookings/desk/proposal_paper.html", context)


def proposal_pdf(proposal: Proposal) -> bytes | None:
    """The same for a mail, which leaves without it where no PDF can be drawn: the page says it all."""
    try:
        return proposal_paper(proposal)
    except PdfNotReady:
        log.warning("proposal_without_pdf", version=proposal.version)
        return None
