"""The to-do list: each app adds kinds of work, the dashboard shows to each person what is theirs (spec A9).

An app registers a source in `AppConfig.ready()`; a source answers with items for a user, in a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True)
class TodoItem:
    """A line of the list: `count` things to do, at `url`; `urgent` draws attention. Without `counted` the label is a sentence, and has no number."""

    label: str
    count: int
    url: str
    urgent: bool = False
    counted: bool = True


TodoSource = Callable[[AbstractBaseUser], list[TodoItem]]

_sources: list[TodoSource] = []


def register_todo(source: TodoSource) -> TodoSource:
    """Add a kind of work to the dashboard."""
    if source not in _sources:
        _sources.append(source)
    return source


def todo_items(user: AbstractBaseUser) -> list[TodoItem]:
    """Everything that waits for `user`, the urgent first; nothing that counts zero."""
    items = [item for source in _sources for item in source(user) if item.count]
    return sorted(items, key=lambda item: not item.urgent)
