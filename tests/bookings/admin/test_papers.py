"""Paper, exports, certificates."""

from __future__ import annotations

import csv
import re
import sys
import zlib
from io import BytesIO, StringIO
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from bookings.admin.papers import as_csv, as_xlsx
from bookings.terms import PERSONAL
from tests.factories.registrations import EventFactory, RegistrationFactory
from trust.audit.enums import Access
from trust.audit.models import AccessEntry, AuditEntry
from trust.links.services import issue_link, link_url

pytestmark = pytest.mark.django_db


def unpacked(pdf: bytes) -> bytes:
    """The streams of a PDF, readable."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S)
    plain = []
    for stream in found:
        try:
            plain.append(zlib.decompress(stream))
        except zlib.error:
            plain.append(stream)
    return b"\n".join(plain)


@pytest.mark.parametrize("value", ["=1+1", "+32 16 12 34 56", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(value):
    rows = [[value]]

    (cell,) = next(csv.reader(StringIO(as_csv(rows).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert cell[0] == "'"
    sheet = load_workbook(BytesIO(as_xlsx(rows))).active
    assert sheet["A1"].data_type == "s"


def test_export_says_needs_only_when_asked_and_is_logged(desk, colleague):
    event = EventFactory()
    RegistrationFactory(
        event=event, name="=cmd", needs="Een tolk", answers=[{"question": "Vanwaar?", "answer": "Gent"}]
    )
    RegistrationFactory(event=event, waiting=True, name="Wachter")
    url = reverse("dates:export", args=[event.pk])

    without = desk.post(url, {"kind": "csv"}).content.decode("utf-8-sig")
    with_needs = load_workbook(BytesIO(desk.post(url, {"kind": "xlsx", "needs": "1"}).content)).active

    assert "Een tolk" not in without
    rows = list(csv.reader(StringIO(without), delimiter=";"))
    assert len(rows) == 3
    assert {"'=cmd", "Gent"} <= set(rows[1])
    assert "Een tolk" in [cell.value for cell in with_needs[2]]
    exports = AccessEntry.objects.filter(by=colleague, access=Access.EXPORT).order_by("pk")
    assert [(entry.what, entry.count) for entry in exports] == [("bookings.csv", 2), ("bookings.xlsx", 2)]
    assert [entry.details["needs"] for entry in AuditEntry.objects.filter(verb="bookings.exported").order_by("pk")] == [
        False,
        True,
    ]


def test_paper_has_empty_lines_and_needs_only_when_asked(desk):
    one = RegistrationFactory(needs="Een tolk")
    url = reverse("dates:print", args=[one.event_id])

    plain, full = desk.get(url).content.decode(), desk.get(url, {"needs": "1"}).content.decode()

    assert plain.count("paper__empty") == 8
    assert "Een tolk" not in plain
    assert "Een tolk" in full


def test_certificates_are_for_who_was_there(desk):
    event = EventFactory()
    there, away = RegistrationFactory(event=event, attended=True), RegistrationFactory(event=event, attended=False)

    everybody = desk.post(reverse("dates:certificates", args=[event.pk]))
    theirs = desk.post(reverse("dates:certificate", args=[event.pk, there.public_id]))
    none = desk.post(reverse("dates:certificate", args=[event.pk, away.public_id]))

    for answer in (everybody, theirs):
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
        plain = unpacked(answer.content)
        assert b"pdfuaid:part" in plain
        assert b"Cabin" in plain  # the style was found, and our own letters with it
    assert none.status_code == 302


def test_machine_without_pango_says_so(desk, monkeypatch):
    one = RegistrationFactory(attended=True)
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    response = desk.post(reverse("dates:certificate", args=[one.event_id, one.public_id]), follow=True)

    assert response.status_code == 200
    assert "Pango" in str(next(iter(response.context["messages"])))


@pytest.mark.parametrize(("attended", "status"), [(True, 200), (False, 404), (None, 404)])
def test_own_page_gives_the_certificate_to_who_was_there(site, client, attended, status):
    one = RegistrationFactory(attended=attended)
    address = urlsplit(link_url(link=issue_link(purpose=PERSONAL, about=one))).path

    page = client.get(address)
    answer = client.get(f"{address}attest.pdf")

    assert answer.status_code == status
    assert ("attest.pdf" in page.content.decode()) == (status == 200)
    if status == 200:
        assert answer["Content-Type"] == "application/pdf"
        assert "no-store" in answer["Cache-Control"]
