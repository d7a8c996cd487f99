"""A value for every kind of block: with no more than it must have, and with everything it can have."""

from __future__ import annotations

from datetime import date
from typing import Any

from cms.blocks import BodyBlock
from cms.models import PlainPage
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.pages import PlainPageFactory
from tests.factories.taxonomy import TermFactory

KINDS = list(BodyBlock().child_blocks)


def a_page(**fields: Any) -> PlainPage:
    """Something to lead to."""
    return PlainPageFactory(revised=False, **fields)


def rich(words: str = "Some words.") -> str:
    """Rich text with a link to a page, to a document, to another site, and a word of the word list."""
    page, document, term = a_page(), DocumentFactory(), TermFactory()
    return (
        f'<p>{words} <b>Bold</b> and <i>slanted</i>, <a linktype="page" id="{page.pk}">a page</a>, '
        f'<a linktype="document" id="{document.pk}">a document</a>, <a href="https://example.org/">elsewhere</a>, '
        f'<a linktype="term" id="{term.pk}">a word</a>.</p>'
    )


def minimal(kind: str) -> dict[str, Any]:
    """The least that an editor must fill in."""
    return MINIMAL[kind]()


def full(kind: str) -> dict[str, Any]:
    """Every field filled in, lists with three items."""
    return minimal(kind) | FULL[kind]()


def every_block(make=full) -> list[tuple[str, dict[str, Any]]]:
    """A body with one block of each kind."""
    return [(kind, make(kind)) for kind in KINDS]


def three(make) -> list[dict[str, Any]]:
    return [make(number) for number in range(3)]


MINIMAL = {
    "text": lambda: {"text": "<p>A text.</p>"},
    "heading": lambda: {"text": "A heading", "level": "h2"},
    "image": lambda: {"image": ImageFactory()},
    "quote": lambda: {"text": "It holds."},
    "pull_out": lambda: {"text": "<p>A pull-out.</p>", "ground": "blush"},
    "notice": lambda: {"date": date(2026, 3, 2), "title": "A notice"},
    "action": lambda: {"title": "An action", "page": a_page(), "label": "Start een lusgroep"},
    "live_action": lambda: {"target": "next-date:audience-iedereen", "otherwise": "No date now."},
    "facts": lambda: {"facts": [{"label": "Who", "value": "Anybody"}]},
    "questions": lambda: {"questions": [{"question": "May I?", "answer": "<p>Yes.</p>"}]},
    "people": lambda: {"people": [{"name": "Noor"}]},
    "partners": lambda: {"partners": [{"name": "De Brug"}]},
    "downloads": lambda: {"downloads": [{"title": "A folder", "document": DocumentFactory()}]},
    "film": lambda: {
        "title": "A film",
        "poster": ImageFactory(),
        "video": DocumentFactory(extension="mp4"),
        "captions": DocumentFactory(extension="vtt"),
    },
    "audio": lambda: {"title": "A sound", "file": DocumentFactory(extension="mp3"), "transcript": "<p>Hello.</p>"},
    "related": lambda: {"pages": [a_page()]},
}

FULL = {
    "text": lambda: {"text": rich() + "<h2>Above</h2><ul><li>one</li></ul><h3>Below</h3><ol><li>two</li></ol>"},
    "heading": lambda: {"level": "h3"},
    "image": lambda: {"alt": "A bridge over water", "caption": "The bridge in spring"},
    "quote": lambda: {"name": "Noor", "role": "buurvrouw"},
    "pull_out": lambda: {"title": "A title", "text": rich(), "ground": "mint"},
    "notice": lambda: {"text": rich()},
    "action": lambda: {"text": "It takes an hour."},
    "live_action": lambda: {"title": "Next", "text": "It takes an hour.", "page": a_page()},
    "facts": lambda: {"heading": "Facts", "facts": three(lambda n: {"label": f"What {n}", "value": f"Answer {n}"})},
    "questions": lambda: {
        "heading": "Questions",
        "questions": three(lambda n: {"question": f"Question {n}?", "answer": rich()}),
    },
    "people": lambda: {
        "heading": "People",
        "people": three(
            lambda n: {"picture": ImageFactory(), "name": f"Name {n}", "role": "verbinder", "text": "Hello."}
        ),
    },
    "partners": lambda: {
        "heading": "Partners",
        "partners": three(
            lambda n: {
                "name": f"Partner {n}",
                "logo": ImageFactory(),
                "url": "https://example.org/",
                "text": "Friends.",
            }
        ),
    },
    "downloads": lambda: {
        "heading": "Downloads",
        "downloads": three(lambda n: {"title": f"Folder {n}", "document": DocumentFactory(), "note": "To print."}),
    },
    "film": lambda: {"duration": "3 min", "transcript": rich("Everything said.")},
    "audio": lambda: {"duration": "12 min", "transcript": rich("Everything heard.")},
    "related": lambda: {"heading": "Read on", "pages": [a_page(picture=ImageFactory()) for _ in range(3)]},
}
