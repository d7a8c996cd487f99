"""Show notes as apps show them: the words of an episode's page as plain HTML, links with their full address (spec E1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.blocks.body import BodyValue, living_children
from cms.blocks.preload import LINK_ID, RICH_TEXT_LINK, Loaded, handing_out
from cms.kept import open_to_all
from cms.models import Term
from podcast.models import EpisodePage

# What leads nowhere (any more), and words of the word list: their words remain.
DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)


def notes_of(episodes: Sequence[EpisodePage]) -> dict[int, str]:
    """The notes of each of these, by primary key; "" where a page has no words. One query at most, however many there are."""
    linked = _linked(episodes)
    for episode in episodes:
        if isinstance(episode.body, BodyValue):
            episode.body.loaded = linked  # of all together, and words alone: these bodies are read for nothing else
    with handing_out(linked):
        return {episode.pk: "".join(_parts(episode)) for episode in episodes}


def _parts(episode: EpisodePage) -> Iterable[str]:
    for child in living_children(episode.body):
        if child.value.is_past:
            yield _rich(child.block.child_blocks["fallback"], child.value.fallback_html)
            continue
        match child.block_type:
            case "text":
                yield _rich(child.block.child_blocks["text"], child.value["text"])
            case "heading":
                yield f"<h3>{escape(child.value['text'])}</h3>"
            case "quote":
                yield f"<blockquote><p>{escape(child.value['text'])}</p></blockquote>"


def _rich(block: Any, value: Any) -> str:
    return DEAD_LINK.sub(r"\1", block.get_api_representation(value))


def _linked(episodes: Sequence[EpisodePage]) -> Loaded:
    """The open pages, and the documents, that the words of these lead to; of words of the word list nothing is needed."""
    wanted: dict[str, set[int]] = {"page": set(), "document": set(), "term": set()}
    for episode in episodes:
        for child in episode.body.raw_data:
            for html in (child["value"].get("text"), child["value"].get("fallback")) if child else ():
                for link in RICH_TEXT_LINK.finditer(html if isinstance(html, str) else ""):
                    if found := LINK_ID.search(link.group(0)):
                        wanted[link.group(1)].add(int(found.group(1)))
    document = get_document_model()
    loaded: Loaded = {Page: {}, document: {}, Term: {}}
    if wanted["page"] or wanted["document"]:
        pages = Page.objects.live().filter(open_to_all(), pk__in=wanted["page"]).order_by()
        files = document.objects.filter(pk__in=wanted["document"]).order_by()
        rows = pages.values_list(Value("page"), "pk", Cast("url_path", CharField())).union(
            files.values_list(Value("document"), "pk", Cast("file", CharField())), all=True
        )
        for kind, pk, where in rows:
            if kind == "page":
                loaded[Page][pk] = Page(pk=pk, url_path=where, live=True)
            else:
                loaded[document][pk] = document(pk=pk, file=where, collection_id=None)
    return loaded
