"""What every page of the site shows around its content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from cms.kept import kept, site_of
from cms.models import OrganisationSettings
from home.navigation import Menus


def organisation_of(request: HttpRequest) -> OrganisationSettings | None:
    """The organisation as its editors describe it; of a site that nobody described, what holds by default."""
    site = site_of(request)
    if site is None:
        return None
    return getattr(site, "organisationsettings", None) or OrganisationSettings(site=site)


class SiteParts:
    """The parts around the content as HTML, made once for everybody and kept until an editor changes something.

    They are made without the request, so that nothing of whoever asked first (a name, a token, a basket) can be in them.
    """

    def __init__(self, request: HttpRequest, menus: Menus) -> None:
        self.request = request
        self.menus = menus

    def assets(self) -> str:
        """Fonts, styles, icons and scripts."""
        return self._kept("assets")

    def header(self) -> str:
        """The logo and the main menu, with the reader's place in it."""
        return self._kept("header", self.menus.here)

    def footer(self) -> str:
        """The organisation and the small pages."""
        return self._kept("footer", self.menus.here)

    def _kept(self, name: str, here: str = "") -> str:
        site = site_of(self.request)
        whose = f"{name} of {site.pk if site else None} at {here} {get_language()}"
        return kept(whose, lambda: render_to_string(f"components/{name}.html", self._context()))

    def _context(self) -> dict[str, Any]:
        return {
            "navigation": self.menus.main,
            "searching": self.menus.searching,
            "footer_navigation": self.menus.foot,
            "organisation": organisation_of(self.request),
        }


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Menus and the organisation's details, each fetched only by a template that shows it."""
    menus = Menus(request)
    return {
        "site_parts": SiteParts(request, menus),
        "navigation": SimpleLazyObject(lambda: menus.main),
        "footer_navigation": SimpleLazyObject(lambda: menus.foot),
        "organisation": SimpleLazyObject(lambda: organisation_of(request)),
        "site_base_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/"),
    }
