"""The form behind every page, in the admin and through the API."""

from __future__ import annotations

import re
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.urls import get_resolver
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Site

# First parts of addresses that are still to come, that stand only in some settings, or that the proxy keeps.
TO_COME = frozenset(
    {
        *("aanmelden", "blijf-op-de-hoogte", "formulier", "kaart", "kalender", "mail", "mijn-gegevens", "nieuwe-link"),
        *("postvak", "static", "stijl", "stripe", "webwinkel"),
    }
)
WORD = re.compile(r"[\w-]+")


class LusPageForm(WagtailAdminPageForm):
    """Refuses an address that something else than a page answers: nobody would ever see the page.

    A page type that other addresses stand below, such as the calendar, has an `own_slug`: it takes that one and no other.
    """

    def clean(self):
        cleaned = super().clean()
        slug = cleaned.get("slug", "")
        is_new = self.instance.pk is None or "slug" in self.changed_data
        own = getattr(self.instance, "own_slug", "")
        if own and slug and slug != own:
            message = _("This page stands at /%(slug)s/, and nowhere else.")
            self.add_error("slug", ValidationError(message, code="own", params={"slug": own}))
        elif not own and is_new and is_taken(slug) and _is_home(self.parent_page):
            message = _("The address /%(slug)s/ belongs to another part of the site. Choose another one.")
            self.add_error("slug", ValidationError(message, code="taken", params={"slug": slug}))
        return cleaned


def is_taken(slug: str) -> bool:
    """Whether /`slug`/ is, or will be, answered by something else than a page."""
    return slug.lower() in TO_COME or slug.lower() in _first_parts()


@lru_cache(maxsize=1)
def _first_parts() -> frozenset[str]:
    """First parts of the addresses in the URL configuration; not of a single file, which may stand below a page (/nieuws/feed.xml)."""
    found = set()
    for pattern in get_resolver().url_patterns:
        route = str(pattern.pattern).lstrip("^")
        first, slash, rest = route.partition("/")
        is_file = rest and not rest.endswith("/") and "<" not in rest
        if slash and WORD.fullmatch(first) and not is_file:
            found.add(first)
    return frozenset(found)


def _is_home(page) -> bool:
    return page is not None and Site.objects.filter(root_page_id=page.pk).exists()
