"""Everything a body refers to, fetched in at most three queries whatever it is made of.

Wagtail fetches chosen objects once per kind of block and field, and links once per piece of rich text; a page that uses
many kinds would pay many queries. We walk the raw body once, fetch pictures, documents, pages (with their cards) and words
together, and hand them out while blocks are converted and rendered. The sizes of pictures follow in `cms.renditions`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, TextField, Value
from django.db.models.functions import Cast
from wagtail.blocks import ChooserBlock, ListBlock, RichTextBlock, StructBlock
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.kept import private_paths
from cms.renditions import PICTURE_COLUMNS

Loaded = dict[type[Model], dict[int, Model]]

# Of a page that a body refers to: what a link and a card show, without the words that search keeps.
PAGE_COLUMNS = (
    *("path", "depth", "title", "slug", "url_path", "live", "content_type", "locale"),
    *(f"card__{column}" for column in ("kind", "label", "ground", "summary", "date", "picture")),
    *(f"card__picture__{column}" for column in (*PICTURE_COLUMNS, "title", "file", "alt_text", "credit")),
)

# The columns of what is small, three of each kind.
SMALL = {"cms.LusDocument": ("title", "file", "file_size"), "cms.Term": ("term", "slug", "meaning")}

RICH_TEXT_LINK = re.compile(r'<a\b[^>]*?\blinktype="(page|document|term)"[^>]*>')
LINK_ID = re.compile(r'\bid="(\d+)"')

_loaded: ContextVar[Loaded | None] = ContextVar("loaded", default=None)


def loaded(model: type[Model]) -> dict[int, Model] | None:
    """The objects of `model` fetched for the body being converted or rendered, by primary key; None outside of one."""
    objects = _loaded.get()
    return None if objects is None else objects.get(model, {})


@contextmanager
def handing_out(objects: Loaded) -> Iterator[None]:
    """While this is open, choosers and links take what they need from `objects`."""
    token = _loaded.set(objects)
    try:
        yield
    finally:
        _loaded.reset(token)


def load(stream_block, raw_data) -> Loaded:
    """Fetch all that `raw_data` (a stream's raw children) refers to."""
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for child in raw_data:
        block = stream_block.child_blocks.get(child["type"])
        if block is not None:
            _collect(block, child["value"], wanted)
    small = {get_document_model(), apps.get_model("cms", "Term")}
    loaded = {model: _fetch(model, ids) for model, ids in wanted.items() if ids and model not in small}
    return loaded | _fetch_small({model: ids for model, ids in wanted.items() if ids and model in small})


def pictures_in(objects: Loaded) -> list[Model]:
    """The pictures among `objects`, and those on the cards of its pages."""
    cards = [page.card for page in objects.get(Page, {}).values() if hasattr(page, "card")]
    return [*objects.get(get_image_model(), {}).values(), *(card.picture for card in cards if card.picture)]


def _fetch_small(wanted: dict[type[Model], set[int]]) -> Loaded:
    """Documents and words of the word list, which a few columns say whole: one query for both."""
    parts = [
        model._default_manager.filter(pk__in=ids)
        .order_by()
        .values_list(
            Value(model._meta.label), "pk", *(Cast(column, TextField()) for column in SMALL[model._meta.label])
        )
        for model, ids in wanted.items()
    ]
    rows = parts[0].union(*parts[1:], all=True) if parts else ()
    loaded: Loaded = {model: {} for model in wanted}
    for label, pk, *values in rows:
        model = apps.get_model(label)
        said = [model._meta.get_field(name).to_python(value) for name, value in zip(SMALL[label], values, strict=True)]
        loaded[model][pk] = model.from_db(DEFAULT_DB_ALIAS, ["id", *SMALL[label]], [pk, *said])
    return loaded


def _fetch(model: type[Model], ids: set[int]) -> dict[int, Model]:
    queryset = model._default_manager.filter(pk__in=ids)
    if model is not Page:
        return {found.pk: found for found in queryset}
    pages = {page.pk: page for page in queryset.select_related("card__picture").only(*PAGE_COLUMNS)}
    private = private_paths()
    for page in pages.values():
        # A private page stays chosen, so that editors keep it; whether to show it is for the templates.
        page.kept_private = page.path.startswith(private)
    return pages


def _collect(block: Any, value: Any, wanted: dict[type[Model], set[int]]) -> None:
    if not value:
        return
    if isinstance(block, ChooserBlock):
        if isinstance(value, int | str) and str(value).isdigit():
            wanted[block.model_class].add(int(value))
    elif isinstance(block, RichTextBlock):
        _collect_links(value, wanted)
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            _collect(child, value.get(name), wanted)
    elif isinstance(block, ListBlock):
        for item in value:
            _collect(block.child_block, item["value"] if _is_list_item(item) else item, wanted)


def _is_list_item(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and "value" in item


def _collect_links(html: str, wanted: dict[type[Model], set[int]]) -> None:
    models = {"page": Page, "document": get_document_model(), "term": apps.get_model("cms", "Term")}
    for link in RICH_TEXT_LINK.finditer(html):
        if found := LINK_ID.search(link.group(0)):
            wanted[models[link.group(1)]].add(int(found.group(1)))
