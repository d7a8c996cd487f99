"""The search of the database at hand, with what people type taken as words and never as commands.

modelsearch hands SQLite each word between double quotes, and a double quote inside it as it is: an odd one ends the query in the
middle; SQLite wants it twice (https://www.sqlite.org/fts5.html §3.1). On PostgreSQL a mark without a letter breaks the query off,
and each word more is a call deeper: a few hundred of them end the request.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.backends.database import SearchBackend as DatabaseBackend
from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery

MOST_WORDS = 32
NOTHING = Phrase("")


class AnyForm(PlainText):
    """Pages that hold, of each word, one of its `forms`; or `joined`, all words as one."""

    def __init__(self, forms: Iterable[Iterable[str]], joined: str = ""):
        self.forms = [list(each) for each in forms][:MOST_WORDS]
        self.joined = joined
        super().__init__(" ".join(each[0] for each in self.forms))

    def spelled_out(self) -> SearchQuery:
        words = [Or([PlainText(form) for form in each]) for each in self.forms]
        query = And(words) if len(words) > 1 else words[0]
        return Or([query, PlainText(self.joined)]) if self.joined else query


def as_words(query: SearchQuery) -> SearchQuery:
    """`query`, when it is typed text, with what has a letter or a digit in it (at most 32 words)."""
    if not isinstance(query, PlainText):
        return query
    words = [word for word in query.query_string.replace("\x00", " ").split() if any(map(str.isalnum, word))]
    if not words:
        return NOTHING
    return PlainText(" ".join(words[:MOST_WORDS]), operator=query.operator, boost=query.boost)


class PlainWords:
    """Before the query compilers of SQLite and of PostgreSQL, which each name this step differently."""

    def build_search_query_content(self, query: SearchQuery, config: Any = None) -> Any:
        if isinstance(query, AnyForm):
            return self.build_search_query_content(query.spelled_out(), config=config)
        query = as_words(query)
        if isinstance(query, PlainText):
            query = PlainText(query.query_string.replace('"', '""'), operator=query.operator, boost=query.boost)
        elif isinstance(query, Phrase):
            query = Phrase(query.query_string.replace('"', '""'))
        return super().build_search_query_content(query, config=config)  # type: ignore[misc]  # the compiler's own

    def build_tsquery_content(self, query: SearchQuery, config: Any = None, invert: bool = False) -> Any:
        if isinstance(query, AnyForm):
            return self.build_tsquery_content(query.spelled_out(), config=config, invert=invert)
        return super().build_tsquery_content(as_words(query), config=config, invert=invert)  # type: ignore[misc]  # as above


def SearchBackend(params: dict) -> BaseSearchBackend:  # noqa: N802  (the name that modelsearch asks a module for)
    backend = DatabaseBackend(params)
    if connection.vendor in ("sqlite", "postgresql"):
        for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
            compiler = getattr(backend, name)
            setattr(backend, name, type(compiler.__name__, (PlainWords, compiler), {}))
    return backend
