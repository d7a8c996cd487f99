"""The page at an address, in one query and one for its own fields, however deep it lies; kept until an editor changes something."""

from __future__ import annotations

import copy
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms.kept import keep, kept, known, private_paths, site_of
from cms.models.base import BasePage


class Step(NamedTuple):
    """What breadcrumbs and the way further need of a page that leads to an address."""

    id: int
    path: str
    title: str
    url_path: str
    live: bool
    content_type_id: int
    alias_of_id: int | None


def find_route(request: HttpRequest, path: str) -> RouteResult | None:
    """Wagtail's answer for `path`, or None when no page answers it.

    Wagtail walks the tree with a query a level; we ask for all levels at once, and keep the way to a page until an editor
    changes something. The ancestors found on the way serve the breadcrumbs (`request.route_ancestors`).
    """
    site = site_of(request)
    if site is None:
        return None
    components = [component for component in path.split("/") if component]
    found = _way(site.root_page, components)
    deepest = found[-1]
    model = ContentType.objects.get_for_id(deepest.content_type_id).model_class() or Page
    if deepest.url_path != _address(site.root_page, components):
        return _answer_below(model, deepest, request, components[len(found) - 1 :])
    if not deepest.live:
        return None
    request.route_ancestors = found[:-1]
    page = _page_to_read(model, deepest.id) if request.method in ("GET", "HEAD") else _page(model, deepest.id)
    page.known_open = not page.path.startswith(private_paths()) and page.alias_of_id is None
    return RouteResult(page)


def _page(model: type[Page], pk: int) -> Page:
    return (model.routed() if issubclass(model, BasePage) else model._default_manager).get(pk=pk)


def _page_to_read(model: type[Page], pk: int) -> Page:
    """The page for one reader: what was read of it is kept, what a request does with it is its own."""
    page = copy.copy(kept(f"page {pk}", lambda: _page(model, pk)))
    for field in model._meta.concrete_fields:
        value = page.__dict__.get(field.attname)
        if isinstance(field, StreamField) and value is not None and value.is_lazy:
            # Not yet converted: blocks know their place on the page and whether their time has passed.
            page.__dict__[field.attname] = type(value)(value.stream_block, list(value._raw_data), is_lazy=True)
    return page


def _way(root: Page, components: list[str]) -> list[Step]:
    """From `root` to the deepest page at the address that `components` make; `root` alone when nothing is there."""
    first = Step(*(getattr(root, name) for name in Step._fields))
    if not components:
        return [first]
    addresses = [_address(root, components[: end + 1]) for end in range(len(components))]
    name = f"way to {addresses[-1]}"
    if (found := known(name)) is not None:
        return found
    # The slug finds the rows, by its index: addresses have none in Wagtail's table.
    pages = Page.objects.filter(slug__in=components, url_path__in=addresses).order_by("depth")
    found = [first, *(Step(*row) for row in pages.values_list(*Step._fields))]
    # Only what leads to a page: addresses that do not exist are without number.
    return keep(name, found) if found[-1].url_path == addresses[-1] else found


def _address(root: Page, components: list[str]) -> str:
    """The `url_path` of the page that `components` lead to, from `root`."""
    return root.url_path + "".join(f"{part}/" for part in components)


def _answer_below(model: type[Page], step: Step, request: HttpRequest, components: list[str]) -> RouteResult | None:
    """A page may answer addresses below its own, when its type says how; most do not."""
    if model.route is Page.route:
        return None
    try:
        return model._default_manager.get(pk=step.id).route(request, components)
    except Http404:
        return None
