"""Requests as CSV or XLSX, row by row: five thousand take no more memory than five. Each is logged as an export."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import path
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from openpyxl import Workbook

from bookings.admin.papers import XLSX
from bookings.desk.admin.dated import with_dates
from bookings.desk.admin.filters import RequestFilterSet, name_of
from bookings.desk.admin.rights import SEE_REQUESTS
from bookings.desk.enums import ProposalState
from bookings.desk.models import BookingRequest, Proposal
from cms.sheets import csv_lines, harmless
from trust.audit.enums import Access
from trust.audit.services import record, record_access
from trust.organisations.numbers import shown_number
from trust.places.enums import Province
from trust.viewing import SUBMIT, guarded

AT_ONCE = 500


@guarded(SEE_REQUESTS, SUBMIT)
def export(request: HttpRequest) -> HttpResponseBase:
    """`…/export/?…`: the requests of the list with these filters and words."""
    kind = "xlsx" if request.POST.get("kind") == "xlsx" else "csv"
    found = chosen(request)
    count, by = found.count(), request.user
    record_access(what="bookings.requests", by=by, access=Access.EXPORT, count=count)  # type: ignore[arg-type]
    record(verb="bookings.requests-exported", by=by, details={"kind": kind, "count": count})  # type: ignore[arg-type]
    name = f"aanvragen-{localdate():%Y-%m-%d}.{kind}"
    response: HttpResponseBase
    if kind == "xlsx":
        response = FileResponse(as_xlsx(found), content_type=XLSX)
    else:
        response = StreamingHttpResponse(as_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def chosen(request: HttpRequest) -> QuerySet:
    """The requests that the list shows with this query."""
    filters = RequestFilterSet(request.GET, queryset=BookingRequest.objects.all(), request=request)
    found = filters.qs
    words = request.GET.get("q", "").replace("\0", "").strip()
    return (found.holding(words) if words else found).order_by("received_at", "pk")


def rows_of(requests: QuerySet) -> Iterator[list[Any]]:
    """The head, then a row a request. What it is about, not what people need: that stays on the screen."""
    yield [
        _("Reference"),
        _("State"),
        _("Received"),
        _("In this state since"),
        _("Should be done by"),
        _("Kind"),
        _("Activity"),
        _("Organisation"),
        _("Organisation number"),
        _("Municipality"),
        _("Region"),
        _("Contact"),
        _("E-mail address"),
        _("Telephone"),
        _("How many people"),
        _("Date"),
        _("Trainers"),
        _("Price without VAT"),
        _("Number of their order"),
        _("Looked after by"),
    ]
    found = with_dates(requests).select_related("owner").defer("needs", "answers", "remarks", "notes")
    page: list[BookingRequest] = []
    for asked in found.iterator(chunk_size=AT_ONCE):
        page.append(asked)
        if len(page) == AT_ONCE:
            yield from _rows(page)
            page = []
    yield from _rows(page)


def _rows(page: list[BookingRequest]) -> Iterator[list[Any]]:
    """The rows of a few hundred requests, with their proposals in one go."""
    standing = Proposal.objects.filter(
        request__in=[asked.pk for asked in page], state__in=[ProposalState.SENT, ProposalState.ACCEPTED]
    ).prefetch_related("lines", "trainers")
    by_request = {proposal.request_id: proposal for proposal in standing.order_by("version")}
    regions = dict(Province.choices)
    for asked in page:
        proposal = by_request.get(asked.pk)
        at = asked.date_at  # type: ignore[attr-defined]
        yield [
            asked.reference,
            asked.get_state_display(),
            f"{localtime(asked.received_at):%Y-%m-%d %H:%M}",
            f"{localtime(asked.state_changed_at):%Y-%m-%d}",
            f"{asked.alarm_on:%Y-%m-%d}" if asked.alarm_on else "",
            asked.get_kind_display(),
            asked.activity_title,
            asked.organisation_name,
            shown_number(asked.organisation_number),
            asked.city,
            str(regions.get(asked.province, "")),
            asked.contact_name,
            asked.email,
            str(asked.phone or ""),
            asked.group_size,
            f"{localtime(at):%Y-%m-%d %H:%M}" if at else "",
            ", ".join(trainer.name for trainer in proposal.trainers.all()) if proposal else "",
            proposal.net_cents / 100 if proposal else "",
            asked.purchase_order,
            name_of(asked.owner) if asked.owner else "",
        ]


def as_csv(requests: QuerySet) -> Iterator[bytes]:
    """With semicolons and a byte order mark, as Excel in Dutch opens it."""
    rows = ([_in_dutch(value) for value in row] for row in rows_of(requests))
    return (line.encode() for line in csv_lines(rows))


def _in_dutch(value: Any) -> Any:
    return f"{value:.2f}".replace(".", ",") if isinstance(value, float) else value


def as_xlsx(requests: QuerySet) -> Any:
    """A file on disk, at its beginning; it goes when it is closed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Requests"))
    for row in rows_of(requests):
        sheet.append([harmless(value) for value in row])
    file = TemporaryFile()  # noqa: SIM115  (the answer closes it)
    book.save(file)
    file.seek(0)
    return file


patterns = [path("export/", export, name="export")]
