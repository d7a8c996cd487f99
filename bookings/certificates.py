"""Attendance certificates as PDF (spec B15): who was there, readable by machines (PDF/UA-1), in the look of the site.

WeasyPrint draws them. It needs Pango on the machine, so it is imported when it is needed, and `PdfNotReady` says what is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from PIL import ImageFile

from bookings import words
from bookings.enums import RegistrationState
from bookings.errors import BookingRefused
from bookings.icalendars import place_of
from bookings.models import Event, Registration
from cms.kept import site_of
from cms.models import OrganisationSettings

log = structlog.get_logger(__name__)

# What the template may load: files of ours, by this address, and nothing from elsewhere.
STATIC = "https://static.invalid/"


class PdfNotReady(BookingRefused):
    """This machine lacks what draws a PDF."""


def has_certificate(registration: Registration) -> bool:
    """Whether somebody was there, as far as staff ticked."""
    return registration.attended is True and registration.state == RegistrationState.CONFIRMED


def certificates(event: Event, people: Sequence[Registration], *, organisation: Any) -> bytes:
    """One PDF with a page for each of `people`. Raises `PdfNotReady`."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except (ImportError, OSError) as error:  # OSError: WeasyPrint is there, Pango is not
        log.warning("pdf_not_ready", reason=type(error).__name__)
        raise PdfNotReady from error
    # Importing it tells Pillow, for the whole process, to take pictures that break off; ours are refused (cms/picture_files.py).
    ImageFile.LOAD_TRUNCATED_IMAGES = False

    class Ours(URLFetcher):
        """Fetches files of `static/` and nothing else: no network, no other file."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            file = _file(url)
            kind = guess_type(file.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})

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
    html = render_to_string("bookings/certificate.html", context)
    return HTML(string=html, base_url=STATIC, url_fetcher=Ours()).write_pdf(pdf_variant="pdf/ua-1")


def organisation_for(request: HttpRequest) -> OrganisationSettings:
    """Who signs: the organisation as its editors describe it, else what holds by default."""
    site = site_of(request)
    return getattr(site, "organisationsettings", None) or OrganisationSettings(site=site)


def _file(url: str) -> Path:
    """The file behind `https://static.invalid/<path>`, a host that cannot exist. Raises `ValueError` for any other address."""
    parts = urlsplit(url)
    found = finders.find(parts.path.lstrip("/")) if url.startswith(STATIC) else None
    if not isinstance(found, str):
        raise ValueError("only files of static/")
    return Path(found)


def as_download(content: bytes, event: Event, name: str = "") -> HttpResponse:
    """The PDF as a file; `name`: whose it is."""
    filename = "-".join(part for part in ("attest", event.slug, slugify(name)) if part)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{filename}.pdf"'
    return response
