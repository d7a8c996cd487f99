"""What leaves the screen: the list on paper, as CSV or XLSX, and the certificates. Each is logged as an export."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from openpyxl import Workbook

from bookings.admin.deeds import to_day
from bookings.admin.people import people_of, places_in_line
from bookings.admin.rights import SEE_PEOPLE, date_screen, person_of
from bookings.certificates import as_download, certificates, has_certificate
from bookings.enums import RegistrationState
from bookings.icalendars import place_of
from bookings.models import Event, Registration
from cms.pdf import PdfNotReady, organisation_for
from cms.sheets import csv_lines, harmless
from trust.audit.enums import Access
from trust.audit.services import record, record_access
from trust.viewing import READ, SUBMIT

EMPTY_LINES = 8
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@date_screen(SEE_PEOPLE, READ)
def paper(request: HttpRequest, event: Event) -> HttpResponse:
    """`…/print/`: who comes on A4, with empty lines for who walks in; `?needs=1` with what they need."""
    with_needs = request.GET.get("needs") == "1"
    people = list(people_of(event, state=RegistrationState.CONFIRMED))
    _log(request, event, kind="paper", count=len(people), with_needs=with_needs)
    context = {
        "event": event,
        "place": place_of(event),
        "people": people,
        "heads": sum(one.seats for one in people),
        "with_needs": with_needs,
        "empty_lines": range(EMPTY_LINES),
        "asked_at": localtime(),
    }
    return TemplateResponse(request, "bookings/admin/paper.html", context)


@date_screen(SEE_PEOPLE, SUBMIT)
def export(request: HttpRequest, event: Event) -> HttpResponse:
    """`…/export/`: everybody who comes or waits, as CSV or XLSX; `needs`: with what they need."""
    with_needs = request.POST.get("needs") == "1"
    kind = "xlsx" if request.POST.get("kind") == "xlsx" else "csv"
    people = [one for one in people_of(event) if one.state != RegistrationState.HELD and not one.ended_at]
    rows = list(rows_of(event, people, with_needs=with_needs))
    _log(request, event, kind=kind, count=len(people), with_needs=with_needs)
    content, content_type = (as_xlsx(rows), XLSX) if kind == "xlsx" else (as_csv(rows), "text/csv; charset=utf-8")
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{event.slug}.{kind}"'
    return response


def rows_of(event: Event, people: list[Registration], *, with_needs: bool) -> Iterator[list[Any]]:
    """The head, then a row for each of `people`; a column for each question that one of them answered."""
    questions = list(dict.fromkeys(pair["question"] for one in people for pair in one.answers if "question" in pair))
    places = places_in_line(event)
    yield [
        _("Name"),
        _("E-mail address"),
        _("Telephone"),
        _("Companions"),
        _("State"),
        _("Place in line"),
        _("Was there"),
        _("Registered"),
        _("Came through"),
        *([_("Needs")] if with_needs else []),
        *questions,
    ]
    came = {True: _("yes"), False: _("no"), None: ""}
    for one in people:
        answers = {pair.get("question"): pair.get("answer", "") for pair in one.answers}
        yield [
            one.name,
            one.email,
            str(one.phone or ""),
            one.companions,
            one.get_state_display(),
            places.get(one.pk, ""),
            came[one.attended],
            f"{localtime(one.created_at):%Y-%m-%d %H:%M}",
            one.get_source_display(),
            *([one.needs] if with_needs else []),
            *(answers.get(question, "") for question in questions),
        ]


def as_csv(rows: list[list[Any]]) -> bytes:
    """With semicolons and a byte order mark, as Excel in Dutch opens it."""
    return "".join(csv_lines(rows)).encode()


def as_xlsx(rows: list[list[Any]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Registrations"))
    for row in rows:
        sheet.append([harmless(value) for value in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@date_screen(SEE_PEOPLE, SUBMIT)
def all_certificates(request: HttpRequest, event: Event) -> HttpResponse:
    """`…/certificates/`: one PDF with a page for each who was there."""
    people = [one for one in people_of(event, state=RegistrationState.CONFIRMED) if has_certificate(one)]
    if not people:
        messages.warning(request, _("Nobody is ticked as present yet, so there are no certificates."))
        return to_day(event)
    return _certificates(request, event, people)


@date_screen(SEE_PEOPLE, SUBMIT)
def one_certificate(request: HttpRequest, event: Event, public_id: UUID) -> HttpResponse:
    """`…/people/<id>/certificate/`: theirs."""
    one = person_of(event, public_id)
    if not has_certificate(one):
        messages.warning(request, _("Who is not ticked as present has no certificate."))
        return to_day(event)
    return _certificates(request, event, [one], name=one.name)


def _certificates(request: HttpRequest, event: Event, people: list[Registration], name: str = "") -> HttpResponse:
    try:
        content = certificates(event, people, organisation=organisation_for(request))
    except PdfNotReady:
        messages.error(request, _("This server cannot make PDFs: install Pango (libpango-1.0-0, libpangoft2-1.0-0)."))
        return to_day(event)
    _log(request, event, kind="certificates", count=len(people), with_needs=False)
    return as_download(content, event, name)


def _log(request: HttpRequest, event: Event, *, kind: str, count: int, with_needs: bool) -> None:
    by: Any = request.user
    record_access(what=f"bookings.{kind}", by=by, about=event, access=Access.EXPORT, count=count)
    if request.method == "POST":
        details = {"kind": kind, "count": count, "needs": with_needs}
        record(verb="bookings.exported", about=event, by=by, details=details)


patterns = [
    path("<int:pk>/print/", paper, name="print"),
    path("<int:pk>/export/", export, name="export"),
    path("<int:pk>/certificates/", all_certificates, name="certificates"),
    path("<int:pk>/people/<uuid:public_id>/certificate/", one_certificate, name="certificate"),
]
