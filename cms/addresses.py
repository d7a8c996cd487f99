"""Addresses of pages on this one site, without asking the database."""

from wagtail.models import Page


def path_of(page: Page) -> str:
    """The path that visitors see: the page's place in the tree below the site's root page."""
    return below_root(page.url_path)


def below_root(url_path: str) -> str:
    """`url_path` (which starts with the site's root page, `/lus/nieuws/`) as visitors see it; empty for a page above it."""
    parts = url_path.split("/", 2)
    return "/" + parts[2] if len(parts) > 2 else ""


def is_open(page: Page) -> bool:
    """Whether a link to `page` leads somewhere for everybody; `page` comes from a body, which knows what is kept private."""
    return page.live and not getattr(page, "kept_private", False)
