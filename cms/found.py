"""What the site's search finds beside pages: each room hands in a source from `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

Forms = Sequence[Iterable[str]]


@dataclass
class Found:
    """A thing that is no page, with what a list of results asks of a card. `soon`: it belongs before pages."""

    title: str
    url: str
    card_label: str
    card_date: date | None
    summary: str
    words: str = ""
    soon: bool = False
    highlight: str = ""


@dataclass(frozen=True)
class SearchSource:
    """`find(forms)`: what has, of each word, one of its forms; some dozens at most, the best first. `titles()`: words to suggest from."""

    name: str
    find: Callable[[Forms], list[Found]]
    titles: Callable[[], Iterable[str]]


_sources: dict[str, SearchSource] = {}


def register_search(source: SearchSource) -> None:
    """Add a source; a second one of the same name takes its place."""
    _sources[source.name] = source


def found_elsewhere(forms: Forms) -> list[Found]:
    """What every source finds."""
    return [found for source in _sources.values() for found in source.find(forms)]


def titles_elsewhere() -> list[str]:
    """The titles of every source."""
    return [title for source in _sources.values() for title in source.titles()]
