"""The page with the map."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from circles.map import shown_map
from cms.enums import Ground
from cms.pages.body import BodyPage


class MapPage(BodyPage):
    """Where people look for a linkgroep, as a map and as a list, with room for some words above (docs/adr/0028)."""

    own_slug = "kaart"

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    page_description = _("The map of who looks for a group. There is one, at /kaart/.")
    card_label = _("Map")
    ground = Ground.MINT

    class Meta:
        verbose_name = _("map page")

    def get_context(self, request: HttpRequest, *args, **kwargs):
        return {"map": shown_map(), **super().get_context(request, *args, **kwargs)}
