"""The menus, from the page tree: two levels that editors tick *in the menu*, and the small pages at the foot."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from cms.addresses import below_root
from cms.kept import kept, private_paths, site_of

# The tree's root is at depth 1, the home page below it.
HOME_DEPTH = 2
SEARCH = "/zoeken/"
FOOTER_SLUGS = ("contact", "voorwaarden", "privacy", "toegankelijkheid")


@dataclass
class MenuItem:
    """One line of a menu; `active` when the reader is on it or below it."""

    title: str
    url: str
    active: bool = False
    current: bool = False
    children: list[MenuItem] = field(default_factory=list)


@dataclass(frozen=True)
class MenuPage:
    """What a menu shows of a page."""

    path: str
    depth: int
    title: str
    slug: str
    url_path: str
    show_in_menus: bool


class Menus:
    """Both menus of the site, as seen from one request; their pages are kept until an editor changes something."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def pages(self) -> list[MenuPage]:
        """The public pages of both menus, in the order of the tree."""
        site = site_of(self.request)
        if site is None:
            return []
        root = site.root_page.path
        pages = kept(f"menus below {root}", lambda: menu_pages(root))
        return [page for page in pages if not page.path.startswith(private_paths())]

    @property
    def searching(self) -> bool:
        """Whether the reader is on the search page, which stands in the menu without being a page."""
        return self.request.path == SEARCH

    @property
    def here(self) -> str:
        """Where the reader is, as far as the menus show it: the same for all addresses that light up the same lines."""
        path = self.request.path
        urls = [below_root(page.url_path) for page in self.pages]
        return " ".join(
            [*(url for url in urls if path.startswith(url)), path if path in [*urls, SEARCH] else "elsewhere"]
        )

    @property
    def main(self) -> list[MenuItem]:
        """The main menu, the pages below each item as its children."""
        items: dict[str, MenuItem] = {}
        top: list[MenuItem] = []
        for page in self.pages:
            if not page.show_in_menus:
                continue
            items[page.path] = item = self._item(page)
            if parent := items.get(page.path[: -Page.steplen]):
                parent.children.append(item)
            elif page.depth == HOME_DEPTH + 1:
                top.append(item)
        return top

    @property
    def foot(self) -> list[MenuItem]:
        """The small pages."""
        return [self._item(page) for page in self.pages if page.slug in FOOTER_SLUGS]

    def _item(self, page: MenuPage) -> MenuItem:
        url, path = below_root(page.url_path), self.request.path
        return MenuItem(page.title, url, active=path.startswith(url), current=path == url)


def menu_pages(root: str) -> list[MenuPage]:
    """The live pages of the menus below the tree path `root`: one query."""
    in_menu = Q(show_in_menus=True, depth__in=[HOME_DEPTH + 1, HOME_DEPTH + 2])
    at_foot = Q(slug__in=FOOTER_SLUGS, depth=HOME_DEPTH + 1)
    pages = Page.objects.live().filter(in_menu | at_foot, path__startswith=root).order_by("path")
    return [MenuPage(*row) for row in pages.values_list(*(column.name for column in fields(MenuPage)))]
