"""What an action on any page can be tied to (spec A2): the next date of a series, and whatever other rooms add from `AppConfig.ready()`.

The kernel knows no room: a room hands in a kind, which lists what an editor may choose and says, at each request, how the chosen things stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

SEPARATOR = ":"


@dataclass(frozen=True)
class LiveAction:
    """What an action is tied to, as it stands now: where its button leads and what stands beside it.

    `begins`: a moment that is drawn as a calendar leaf. `state`: a word for machines. `words`: short sentences.
    """

    title: str
    href: str
    label: str
    words: list[str] = field(default_factory=list)
    begins: datetime | None = None
    state: str = ""


@dataclass(frozen=True)
class ActionKind:
    """`name` comes before the key in what a page stores (`next-date:series-…`).

    `choices()`: key and words of what an editor may choose. `find(keys)`: how those things stand now, in a number of queries that does not
    grow with them; what there is nothing to say of is left out.
    """

    name: str
    label: Any
    choices: Callable[[], Iterable[tuple[str, str]]]
    find: Callable[[Iterable[str]], dict[str, LiveAction]]


_kinds: dict[str, ActionKind] = {}


def register_action(kind: ActionKind) -> None:
    """Add a kind; a second one of the same name takes its place."""
    _kinds[kind.name] = kind


def action_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything an editor may tie an action to, by kind."""
    return [
        (str(kind.label), [(f"{kind.name}{SEPARATOR}{key}", words) for key, words in kind.choices()])
        for kind in _kinds.values()
    ]


def find_actions(targets: Iterable[str]) -> dict[str, LiveAction]:
    """How each of `targets` stands now, in the queries of its kind; one whose kind or thing is gone is left out."""
    by_kind: dict[str, set[str]] = {}
    for target in targets:
        name, separator, key = target.partition(SEPARATOR)
        if separator and name in _kinds:
            by_kind.setdefault(name, set()).add(key)
    return {
        f"{name}{SEPARATOR}{key}": action
        for name, keys in by_kind.items()
        for key, action in _kinds[name].find(sorted(keys)).items()
    }
