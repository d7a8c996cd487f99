"""Where personal data is: every model that holds some says how it is found, exported, erased and how long it is kept (spec H2–H4).

An app registers its models in `AppConfig.ready()`, by importing its `privacy.py`. A test fails for a model with personal data that no entry
names (`tests/trust/privacy`). What an entry does is plain functions of the owning app; this floor only keeps the list, so that every room
and every app can fill it and `trust.privacy` can walk it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet


class Ground(StrEnum):
    """On which ground of article 6 of the GDPR data is kept."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_DUTY = "legal-duty"
    VITAL_INTEREST = "vital-interest"
    LEGITIMATE_INTEREST = "legitimate-interest"


@dataclass(frozen=True)
class Retention:
    """When what is too old goes: the whole row, or only `fields` of it.

    `due(now)` gives the rows (of the entry's model) whose term is over at `now` and that still hold what must go, ordered by primary key;
    asked again after the wipe it no longer gives them. `after` is the term as people read it.
    `wipe(rows)` wipes one batch of primary keys in one statement or a few, and returns how many rows it changed; None: the rows are deleted,
    or, with `fields`, set to their empty value.
    """

    name: str
    after: timedelta
    due: Callable[[datetime], QuerySet]
    fields: Sequence[str] = ()
    wipe: Callable[[Sequence[Any]], int] | None = None


@dataclass(frozen=True)
class LegalHold:
    """Why a record may not be erased yet. `reason` is a lazy translated sentence for the person; `until` (a date) when it ends, if known."""

    reason: Any
    until: Any = None


@dataclass(frozen=True)
class PersonalData:
    """How the personal data in one model is handled.

    `model`: "app.Model". `label`: lazy plural for people. `fields`: every field that says something about a person; the registry's test
    compares them with the model's fields. `purpose` (lazy) and `ground`: as the form says them.
    `find(email)`: the rows of the person with that address (normalised), without touching anything else; none when it cannot be known.
    `export(row)`: a JSON-able mapping with Dutch keys for the readable page. None: `fields` by their verbose names.
    `erase(rows, by)`: erases or strips these rows, with what hangs on them (revisions, index, files); returns how many. Repeating is harmless.
    `holds(row)`: legal holds that forbid it now.
    `ledger_key(row)`: a text that recognises the row after a restore (its public id); None for rows that `find` alone recognises.
    `own`: whether the row is the person's own. False where it only names them (who uploaded a picture): what else hangs on the row, its
    revisions, links and mails, then stays as it is.
    `related`: what `export` reads beside the row, fetched along with it.
    `addresses()`: the e-mail addresses that rows can be found by, so that a replay of erasures can recognise them; None: those in the e-mail
    fields among `fields`.
    """

    model: str
    label: Any
    fields: Sequence[str]
    purpose: Any
    ground: Ground
    find: Callable[[str], QuerySet]
    erase: Callable[[QuerySet], int]
    export: Callable[[Any], Mapping[str, Any]] | None = None
    holds: Callable[[Any], Iterable[LegalHold]] = lambda row: ()
    retention: Sequence[Retention] = field(default=())
    ledger_key: Callable[[Any], str] | None = None
    own: bool = True
    related: Sequence[str] = ()
    addresses: Callable[[], Iterable[str]] | None = None


_entries: dict[str, PersonalData] = {}
_without: dict[str, str] = {}


def register(data: PersonalData) -> PersonalData:
    """Add an entry. Raises `ValueError` when another entry speaks for the same model."""
    if _entries.setdefault(data.model, data) != data:
        raise ValueError(f"{data.model} is registered twice")
    return data


def declare_impersonal(model: str, *, because: str) -> None:
    """Say that `model` ("app.Model") holds no personal data though its field names look like it, and why."""
    _without[model] = because


def registered() -> list[PersonalData]:
    """All entries, by model name."""
    return [_entries[name] for name in sorted(_entries)]


def entry_for(model: str) -> PersonalData | None:
    """The entry of "app.Model"."""
    return _entries.get(model)


def declared_impersonal() -> Mapping[str, str]:
    """Models that hold no personal data, each with the reason."""
    return dict(_without)
