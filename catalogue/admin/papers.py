"""Slips and labels of a batch. Each is logged as an export: addresses leave the screen."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from catalogue.admin.rights import SEE_BATCHES, batch_screen
from catalogue.enums import OrderState
from catalogue.models import Batch, Order
from catalogue.parcels import SHEETS, labels, slips
from cms.pdf import PdfNotReady, organisation_for, pdf_download
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import SUBMIT

ON_PAPER = (OrderState.TO_PACK, OrderState.PACKED)


def papered(batch: Batch) -> list[Order]:
    """What is still here, in the order in which it is packed, with its lines: two queries."""
    rows = batch.orders.filter(state__in=ON_PAPER).order_by("placed_at", "pk")
    return list(rows.defer("notes", "vat_lines").prefetch_related("lines"))


@batch_screen(SEE_BATCHES, SUBMIT)
def slips_of(request: HttpRequest, batch: Batch) -> HttpResponse:
    """`…/<pk>/slips/`: one PDF, a page an order."""
    return _paper(request, batch, "slips", lambda orders: slips(orders, organisation=organisation_for(request)))


@batch_screen(SEE_BATCHES, SUBMIT)
def labels_of(request: HttpRequest, batch: Batch) -> HttpResponse:
    """`…/<pk>/labels/`: `sheet`, and `start`: the first label that is still on the sheet."""
    sheet = SHEETS.get(request.POST.get("sheet", ""))
    start = request.POST.get("start", "1").strip() or "1"
    if sheet is None or not start.isdecimal() or not 1 <= int(start[:4]) <= sheet.labels:
        most = sheet.labels if sheet else 1
        messages.error(
            request, _("Choose a sheet, and begin at a label that it has: from 1 to %(most)d.") % {"most": most}
        )
        return _back(batch)
    return _paper(request, batch, "labels", lambda orders: labels(orders, sheet=sheet, start=int(start)))


def _paper(request: HttpRequest, batch: Batch, kind: str, draw) -> HttpResponse:
    orders = papered(batch)
    if not orders:
        messages.warning(request, _("Nothing of this batch is still here."))
        return _back(batch)
    try:
        content = draw(orders)
    except PdfNotReady:
        messages.error(request, _("This server cannot make PDFs: install Pango (libpango-1.0-0, libpangoft2-1.0-0)."))
        return _back(batch)
    record_access(
        what=f"catalogue.{kind}",
        by=request.user,  # type: ignore[arg-type]
        about=batch,
        access=Access.EXPORT,
        count=len(orders),
    )
    name = {"slips": "pakbonnen", "labels": "etiketten"}[kind]
    return pdf_download(content, f"{name}-{batch.post_on:%Y-%m-%d}.pdf")


def _back(batch: Batch) -> HttpResponse:
    return HttpResponseRedirect(reverse("packing:batch", args=[batch.pk]))


patterns = [
    path("<int:pk>/slips/", slips_of, name="slips"),
    path("<int:pk>/labels/", labels_of, name="labels"),
]
