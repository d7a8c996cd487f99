"""Mail in the site's look: one template gives subject, HTML and plain text.

A template extends `cms/emails/base.html` (or a child of it) and fills its blocks `subject` and `content`. It is rendered once; the plain text is
made from that HTML, so the two can never say different things. What carries `data-only="html"` stays out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from typing import Any

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from cms.models import OrganisationSettings

SUBJECT_LENGTH = 255
SPACES = re.compile(r"[ \t\r\n\f]+")
BULLET = re.compile(r"- |\d+\. ")
BLOCKS = frozenset(
    ["blockquote", "dd", "div", "dl", "dt", "h1", "h2", "h3", "li", "main", "ol", "p", "pre", "table", "td", "tr", "ul"]
)
TIGHT = frozenset(["dd", "dt", "li", "td", "tr"])  # one line apart, not two
VOID = frozenset(["base", "br", "col", "hr", "img", "input", "link", "meta"])


@dataclass(frozen=True)
class Letter:
    """What a template says: a subject of one line, and the same words twice."""

    subject: str
    text: str
    html: str


def write_letter(*, template: str, context: Mapping[str, Any]) -> Letter:
    """Render `<template>.html` in Dutch, with the styles put in the elements, where mail programs want them."""
    with translation.override(settings.LANGUAGE_CODE):
        organisation = OrganisationSettings.objects.filter(site__is_default_site=True).first()
        frame = {"base_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/"), "organisation": organisation}
        page = render_to_string(f"{template}.html", {**frame, **context})
    reader = _Reader(page)
    return Letter(reader.subject, reader.text, _inliner().inline(page))


def text_of(html: str) -> str:
    """The words of `html` as plain text."""
    return _Reader(html).text


@cache
def _inliner() -> css_inline.CSSInliner:
    # What cannot stand in an element (dark mode, narrow screens) stays in the head.
    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False, minify_css=True)


class _Reader(HTMLParser):
    """Reads a mail aloud."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.gap = 0  # line ends that are due before the next word
        self.title: list[str] = []
        self.inside: list[str] = []  # open elements
        self.silent_from: int | None = None  # depth at which the text falls silent
        self.links: list[tuple[str, int]] = []
        self.lists: list[int | None] = []
        self.feed(html)
        self.close()

    @property
    def subject(self) -> str:
        return SPACES.sub(" ", "".join(self.title)).strip()[:SUBJECT_LENGTH]

    @property
    def text(self) -> str:
        joined = re.sub(r" *\n *", "\n", "".join(self.pieces).replace("\xa0", " "))
        return re.sub(r"\n{3,}", "\n\n", joined).strip() + "\n"

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            self.write_void(tag)
            return
        self.inside.append(tag)
        if self.silent_from is not None:
            return
        if tag in ("style", "script", "title") or ("data-only", "html") in attrs:
            self.silent_from = len(self.inside)
        elif tag == "a":
            self.links.append((dict(attrs).get("href") or "", len(self.pieces)))
        elif tag in BLOCKS:
            self.open_block(tag)

    def write_void(self, tag: str) -> None:
        if self.silent_from is not None:
            return
        if tag == "br":
            self.pieces.append("\n")
        elif tag == "hr":
            self.break_line(2)
            self.say("--------")
            self.break_line(2)

    def open_block(self, tag: str) -> None:
        self.break_line(1 if tag in TIGHT or self.lists else 2)
        if tag in ("ul", "ol"):
            self.lists.append(1 if tag == "ol" else None)
        if tag == "li" and self.lists:
            number = self.lists[-1]
            self.say("- " if number is None else f"{number}. ")
            self.lists[-1] = None if number is None else number + 1

    def handle_endtag(self, tag):
        if tag not in self.inside:
            return
        while self.inside:
            closed = self.inside.pop()
            if self.silent_from is None:
                self.close_element(closed)
            elif len(self.inside) < self.silent_from:
                self.silent_from = None
            if closed == tag:
                return

    def close_element(self, tag: str) -> None:
        if tag == "a" and self.links:
            href, start = self.links.pop()
            words = "".join(self.pieces[start:]).strip()
            if href and words.strip("/") not in (href.strip("/"), href.partition(":")[2].strip("/")):
                self.pieces.append(f" <{href}>")
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag in BLOCKS:
            self.break_line(1 if tag in TIGHT or self.lists else 2)

    def break_line(self, lines: int) -> None:
        if self.pieces and not BULLET.fullmatch(self.pieces[-1]):
            self.gap = max(self.gap, lines)

    def say(self, words: str) -> None:
        if self.gap:
            self.pieces.append("\n" * self.gap)
            self.gap = 0
        self.pieces.append(words)

    def handle_data(self, data):
        if self.silent_from is not None:
            if self.inside[-1:] == ["title"]:
                self.title.append(data)
            return
        words = SPACES.sub(" ", data)
        if self.gap or not self.pieces or self.pieces[-1].endswith(("\n", " ")):
            words = words.lstrip(" ")
        if words:
            self.say(words)
