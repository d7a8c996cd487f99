"""What a batch needs on paper: a pick list, slips, labels. Each is logged as an export: who ordered leaves the screen."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from catalogue.admin.rights import SEE_BATCHES, batch_screen
from catalogue.enums import OrderState
from catalogue.models import Batch, Order
from catalogue.parcels import SHEETS, labels, pick_list, slips, with_lines
from cms.models import OrganisationSettings
from cms.pdf import PdfNotReady, pdf_download
from trust.audit.enums import Access
from trust.audit.services import record_access
from trust.viewing import SUBMIT

ON_PAPER = (OrderState.TO_PACK, OrderState.PACKED)
FILE_NAMES = {"picks": "raaplijst", "slips": "pakbonnen", "labels": "etiketten"}


def papered(batch: Batch, *states: OrderState) -> list[Order]:
    """What is in one of `states`, in the order in which it is packed, with its lines: two queries."""
    return list(with_lines(batch.orders.filter(state__in=states)).order_by("placed_at", "pk"))


@batch_screen(SEE_BATCHES, SUBMIT)
def picks_for(request: HttpRequest, batch: Batch) -> HttpResponse:
    """`…/<pk>/picks/`: what is still to be fetched from the shelves."""
    orders = papered(batch, OrderState.TO_PACK)
    if not orders:
        return _nothing(request, batch, _("Everything is fetched."))
    return _paper(
        request, batch, "picks", len(orders), lambda: pick_list(batch, orders, organisation=OrganisationSettings.ours())
    )


@batch_screen(SEE_BATCHES, SUBMIT)
def slips_of(request: HttpRequest, batch: Batch) -> HttpResponse:
    """`…/<pk>/slips/`: one PDF, a page an order."""
    orders = papered(batch, *ON_PAPER)
    if not orders:
        return _nothing(request, batch, _("Nothing of this batch is still here."))
    return _paper(request, batch, "slips", len(orders), lambda: slips(orders, organisation=OrganisationSettings.ours()))


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
    orders = papered(batch, *ON_PAPER)
    if not orders:
        return _nothing(request, batch, _("Nothing of this batch is still here."))
    return _paper(request, batch, "labels", len(orders), lambda: labels(orders, sheet=sheet, start=int(start)))


def _paper(request: HttpRequest, batch: Batch, kind: str, parcels: int, draw: Callable[[], bytes]) -> HttpResponse:
    try:
        content = draw()
    except PdfNotReady:
        messages.error(request, _("This server cannot make PDFs: install Pango (libpango-1.0-0, libpangoft2-1.0-0)."))
        return _back(batch)
    record_access(
        what=f"catalogue.{kind}",
        by=request.user,  # type: ignore[arg-type]
        about=batch,
        access=Access.EXPORT,
        count=parcels,
    )
    return pdf_download(content, f"{FILE_NAMES[kind]}-{batch.post_on:%Y-%m-%d}.pdf")


def _nothing(request: HttpRequest, batch: Batch, words: str) -> HttpResponse:
    messages.warning(request, words)
    return _back(batch)


def _back(batch: Batch) -> HttpResponse:
    return HttpResponseRedirect(reverse("packing:batch", args=[batch.pk]))


patterns = [
    path("<int:pk>/picks/", picks_for, name="picks"),
    path("<int:pk>/slips/", slips_of, name="slips"),
    path("<int:pk>/labels/", labels_of, name="labels"),
]
