"""The shop's own page: what editors write above it, and the shelves below."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.listing import listed
from cms.enums import Ground
from cms.freshness import LIVE_SECONDS
from cms.models.base import BasePage
from cms.pages.body import BodyPage


class ShopPage(BodyPage):
    """All products, with room for some words above them. Products, basket and order form stand below it (`catalogue.urls`)."""

    own_slug = "webwinkel"

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    page_description = _("The shop with all print. There is one, at /webwinkel/.")
    card_label = _("Shop")
    ground = Ground.SUN

    class Meta:
        verbose_name = _("shop page")

    def get_lists(self, request: HttpRequest) -> dict:
        return listed(request)

    def fresh_for(self) -> int:
        """The stock is live: a copy is at most ten seconds old."""
        return min(BasePage.fresh_for(self), LIVE_SECONDS)
