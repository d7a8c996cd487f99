"""Reading answers as a browser or a reader program does: parsed, never searched as text."""

from __future__ import annotations

import json

from bs4 import BeautifulSoup


def soup(response) -> BeautifulSoup:
    """The HTML of a 200 answer."""
    assert response.status_code == 200, response.status_code
    return fragment(response.content.decode())


def fragment(html: str) -> BeautifulSoup:
    """HTML as a browser reads it."""
    return BeautifulSoup(str(html), "html5lib")


def words(node) -> str:
    """What a reader reads, with single spaces."""
    return " ".join(node.get_text(" ").split())


def main_words(response) -> str:
    """What stands in the `main` of a page."""
    return words(soup(response).main)


def told(response) -> list[str]:
    """What the admin says on top of the page."""
    return [str(message) for message in response.context["messages"]]


def addresses(node) -> list[str]:
    """Where the links inside `node` lead."""
    return [link["href"] for link in node.select("a[href]")]


def graph(response) -> list[dict]:
    """The things that the JSON-LD of a page describes."""
    blocks = soup(response).select('script[type="application/ld+json"]')
    assert len(blocks) == 1, f"{len(blocks)} JSON-LD blocks"
    data = json.loads(blocks[0].string)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def of_type(things: list[dict], kind: str) -> dict:
    """The one thing of schema.org type `kind`."""
    found = [thing for thing in things if thing["@type"] == kind]
    assert len(found) == 1, f"{len(found)} of {kind}"
    return found[0]


def content_of(element) -> str | None:
    """The `content` of a meta element, None when there is none."""
    return element["content"] if element else None


def directives(header: str) -> dict[str, set[str]]:
    """A Cache-Control or Content-Security-Policy header by directive."""
    separator = ";" if ";" in header or "-src" in header else ","
    found = {}
    for piece in header.split(separator):
        name, *values = piece.strip().replace("=", " ").split()
        found[name.lower()] = set(values)
    return found
