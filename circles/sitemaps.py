"""The ways in, for search engines; never a child's (spec G9)."""

from __future__ import annotations

from django.contrib.sitemaps import Sitemap

from circles.search import pages


class WayInSitemap(Sitemap):
    """One entry a page; the address of the site comes from `cms.urls`."""

    def items(self) -> list[str]:
        return [page.path for page in pages()]

    def location(self, path: str) -> str:
        return path
