"""Attendance certificates as PDF (spec B15): who was there, readable by machines, in the look of the site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bookings import words
from bookings.enums import RegistrationState
from bookings.icalendars import place_of
from bookings.models import Event, Registration
from cms.pdf import pdf_download, pdf_of


def has_certificate(registration: Registration) -> bool:
    """Whether somebody was there, as far as staff ticked."""
    return registration.attended is True and registration.state == RegistrationState.CONFIRMED


def certificates(event: Event, people: Sequence[Registration], *, organisation: Any) -> bytes:
    """One PDF with a page for each of `people`. Raises `cms.pdf.PdfNotReady`."""
    context = {
        "event": event,
        "people": people,
        "organisation": organisation,
        "day": words.day(event.starts_at),
        "hours": words.hours(event),
        "length": words.duration(event.ends_at - event.starts_at),
        "place": place_of(event),
        "today": localdate(),
        "title": _("Certificate of attendance: %(title)s, %(day)s")
        % {"title": event.title, "day": words.day(event.starts_at)},
    }
    return pdf_of("bookings/certificate.html", context)


def as_download(content: bytes, event: Event, name: str = "") -> HttpResponse:
    """The PDF as a file; `name`: whose it is."""
    return pdf_download(content, "-".join(part for part in ("attest", event.slug, slugify(name)) if part) + ".pdf")
