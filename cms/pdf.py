"""PDF from our own templates (PDF/UA-1), in the look of the site.

WeasyPrint draws them. It needs Pango on the machine, so it is imported when it is needed, and `PdfNotReady` says what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from PIL import ImageFile

from cms.kept import site_of
from cms.models import OrganisationSettings

log = structlog.get_logger(__name__)

# What a template may load: files of ours, by this address, and nothing from elsewhere.
STATIC = "https://static.invalid/"


class PdfNotReady(Exception):
    """This machine lacks what draws a PDF."""


def pdf_of(template: str, context: Mapping[str, Any]) -> bytes:
    """`template` as a PDF; it may load files of `static/` (`https://static.invalid/css/…`) and nothing else. Raises `PdfNotReady`."""
    return drawn(template, context).write_pdf(pdf_variant="pdf/ua-1")


def drawn(template: str, context: Mapping[str, Any]) -> Any:
    """The same as WeasyPrint's `HTML`, before it is laid out on pages. Raises `PdfNotReady`."""
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

    html = render_to_string(template, dict(context))
    return HTML(string=html, base_url=STATIC, url_fetcher=Ours())


def pdf_download(content: bytes, filename: str) -> HttpResponse:
    """The PDF as a file."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


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
