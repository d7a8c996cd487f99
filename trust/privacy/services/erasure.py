"""Erasing, and erasing again after a restore."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Model, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import now

from trust.audit.services import record
from trust.keys import keyed_hash, keyed_hashes, normal_email
from trust.links.models import PersonalLink
from trust.privacy import ledger
from trust.privacy.enums import ErasureReason
from trust.privacy.errors import HeldByLaw
from trust.privacy.models import ErasureEntry
from trust.privacy.services.traces import delete_files, erase_traces, files_of
from trust.registry import LegalHold, PersonalData, entry_for, registered

if TYPE_CHECKING:
    from pathlib import Path

logger = logging.getLogger(__name__)
USE = "ledger"
BY_PERSON = frozenset({ErasureReason.REQUEST, ErasureReason.WITHDRAWN})
BATCH = 500


@dataclass
class Erased:
    """`rows` by "app.Model"; `held` what a law keeps, with its reasons as text."""

    rows: dict[str, int] = field(default_factory=dict)
    held: dict[str, list[str]] = field(default_factory=dict)

    def add(self, other: Erased) -> None:
        """Count what another erasure did along with this one."""
        for model, count in other.rows.items():
            self.rows[model] = self.rows.get(model, 0) + count
        for model, reasons in other.held.items():
            known = self.held.setdefault(model, [])
            known.extend(reason for reason in reasons if reason not in known)


def erase_person(*, email: str, reason: ErasureReason) -> Erased:
    """Erase or strip everything the registry finds under `email`: records, revisions, mails, links, search index, files. Writes the ledger."""
    return erase_person_but(email=email, reason=reason, spared=[])


@transaction.atomic
def erase_person_but(*, email: str, reason: ErasureReason, spared: Sequence[Model]) -> Erased:
    """The same, but for the records `spared`: the request that asks it and its link, which must still show how it ended."""
    email = normal_email(email)
    erased = Erased()
    for entry, pks in _find(email):
        kept = {row.pk for row in spared if row._meta.label == entry.model}
        pks = [pk for pk in pks if pk not in kept]
        erased.add(_erase_all(entry, pks, reason))
    _write_ledger("", [email], reason)
    record(
        verb="privacy.person-erased",
        by_person=reason in BY_PERSON,
        details={"rows": erased.rows, "held": sorted(erased.held), "reason": str(reason)},
    )
    return erased


def _find(email: str) -> list[tuple[PersonalData, list[Any]]]:
    """Everything is found before anything goes: one entry may find its rows through those of another."""
    return [(entry, list(entry.find(email).order_by().values_list("pk", flat=True))) for entry in registered()]


@transaction.atomic
def erase_record(*, record: Model, reason: ErasureReason) -> Erased:
    """The same for one record of a registered model. Raises `HeldByLaw`; `LookupError` for a model that nobody registered.

    A record that is gone already is erased: a repeat is harmless.
    """
    entry = entry_for(record._meta.label)
    if entry is None:
        raise LookupError(f"{record._meta.label} is not registered")
    holds = [hold for row in _lock(entry, [record.pk]) for hold in entry.holds(row)]
    if holds:
        raise HeldByLaw(holds)
    erased = _erase_rows(entry, [record.pk], reason)
    _log_record(record, erased, reason)
    return erased


@transaction.atomic
def note_erased(*, record: Model, reason: ErasureReason) -> None:
    """Tell the ledger that the owner of `record` erases or strips it itself, in this transaction: when its person takes back a sign-up.

    Call it before, while the record still says who it is. Raises `LookupError` for a model without `ledger_key`.
    """
    entry = entry_for(record._meta.label)
    if entry is None or entry.ledger_key is None:
        raise LookupError(f"{record._meta.label} has no ledger key")
    _write_ledger(entry.model, [entry.ledger_key(record)], reason)


def note_dead_links(public_ids: Sequence[str]) -> None:
    """Tell the ledger of links that were taken back or spent in this transaction: after a restore they shall not open again."""
    _write_ledger(PersonalLink._meta.label, public_ids, ErasureReason.LINK)


def _log_record(about: Model, erased: Erased, reason: ErasureReason) -> None:
    if erased.rows:
        record(
            verb="privacy.record-erased", about=about, by_person=reason in BY_PERSON, details={"reason": str(reason)}
        )


def _lock(entry: PersonalData, pks: Sequence[Any]) -> list[Model]:
    rows = apps.get_model(entry.model)._base_manager.filter(pk__in=pks).order_by("pk")
    return list(rows.select_for_update(of=("self",)))


def _erase_all(entry: PersonalData, pks: Sequence[Any], reason: ErasureReason | None) -> Erased:
    erased = Erased()
    for start in range(0, len(pks), BATCH):
        erased.add(_erase_rows(entry, pks[start : start + BATCH], reason))
    return erased


@transaction.atomic
def _erase_rows(entry: PersonalData, pks: Sequence[Any], reason: ErasureReason | None) -> Erased:
    """Erase the rows `pks` that no law holds, with what hangs on them. Without a `reason` it is a replay, which the ledger knows already."""
    model = apps.get_model(entry.model)
    erased, free = Erased(), []
    for row in _lock(entry, pks):
        holds = list(entry.holds(row))
        if holds:
            erased.add(Erased(held={entry.model: [_in_words(hold) for hold in holds]}))
        else:
            free.append(row)
    if not free:
        return erased
    free_pks = [row.pk for row in free]
    keys = [entry.ledger_key(row) for row in free] if entry.ledger_key else []
    files = [file for row in free for file in files_of(row)]
    count = entry.erase(model._base_manager.filter(pk__in=free_pks).order_by("pk"))
    if entry.own:
        erase_traces(model=model, pks=free_pks)
    delete_files(files)
    if reason is not None:
        _write_ledger(entry.model, keys, reason)
    if count:
        erased.rows[entry.model] = count
    return erased


def _in_words(hold: LegalHold) -> str:
    return f"{hold.reason} ({date_format(hold.until, 'j F Y')})" if hold.until else str(hold.reason)


def _write_ledger(model: str, keys: Iterable[str], reason: ErasureReason) -> None:
    """What was erased here and now needs no replay here: `replayed_at` is set. The mirror hears of it after the commit."""
    moment = now()
    entries = [
        ErasureEntry(
            model=model,
            fingerprint=keyed_hash(use=USE, value=_named(model, key)),
            reason=reason,
            at=moment,
            replayed_at=moment,
        )
        for key in keys
    ]
    ErasureEntry.objects.bulk_create(entries)
    if entries:
        transaction.on_commit(lambda: ledger.append(map(ledger.to_line, entries)), robust=True)


def _named(model: str, key: str) -> str:
    return f"{model}:{key}" if model else normal_email(key)


def export_ledger(*, to: Path) -> int:
    """Write the ledger as JSON lines; `backup` and `restore` carry it. Returns entries."""
    return ledger.write(to, map(ledger.to_line, ErasureEntry.objects.order_by("at", "pk").iterator()))


def mirror_ledger() -> int:
    """Write again the whole mirror (LEDGER_FILE): what this database knows and what only the file knows, without what is past its term.

    Mends a mirror that missed an entry because the process died between commit and file. Returns entries.
    """
    return ledger.rewrite(map(ledger.to_line, ErasureEntry.objects.order_by("at", "pk").iterator()))


@transaction.atomic
def import_ledger(*, lines: Iterable[str]) -> int:
    """Add entries that are missing here. Returns how many.

    They wait for `replay_ledger`: this database was restored from before them. A line that cannot be read (the last one of a file that a
    crash cut off) is skipped and said in the log.
    """
    added, unreadable = 0, 0
    for batch in _batches(lines):
        read = [entry for entry in map(ledger.from_line, batch) if entry]
        unreadable += len(batch) - len(read)
        ids = {entry.public_id: entry for entry in read}
        known = set(ErasureEntry.objects.filter(public_id__in=ids).values_list("public_id", flat=True))
        fresh = [entry for public_id, entry in ids.items() if public_id not in known]
        ErasureEntry.objects.bulk_create(fresh, ignore_conflicts=True)
        added += len(fresh)
    if unreadable:
        logger.error("%d lines of the ledger of erasures cannot be read", unreadable)
    return added


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        if line.strip():
            batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def replay_ledger() -> Erased:
    """Erase again what a restored backup brought back: walks the registered models in batches and compares keyed hashes. Harmless to repeat.

    Only entries that came in by `import_ledger` are replayed: those that this database wrote itself were done in the same transaction, and
    somebody who was erased may since have come back of their own will.
    """
    waiting = list(ErasureEntry.objects.filter(replayed_at=None).values_list("pk", "model", "fingerprint"))
    erased = Erased()
    if not waiting:
        return erased
    persons = {fingerprint for _pk, model, fingerprint in waiting if not model}
    for email in _addresses(persons):
        erased.add(_replay_person(email))
    for model in sorted({model for _pk, model, _fingerprint in waiting if model}):
        entry = entry_for(model)
        if entry and entry.ledger_key:
            fingerprints = {found for _pk, of, found in waiting if of == model}
            erased.add(_erase_all(entry, _recognised(entry, entry.ledger_key, fingerprints), None))
    with transaction.atomic():
        ErasureEntry.objects.filter(pk__in=[pk for pk, *_rest in waiting]).update(replayed_at=now())
        record(verb="privacy.ledger-replayed", details={"entries": len(waiting), "rows": erased.rows})
    return erased


def _addresses(fingerprints: set[str]) -> set[str]:
    """The addresses in this database that the ledger recognises."""
    found: set[str] = set()
    if not fingerprints:
        return found
    for entry in registered():
        for address in (entry.addresses or _own_addresses(entry))():
            email = normal_email(address)
            if email not in found and fingerprints.intersection(keyed_hashes(use=USE, value=email)):
                found.add(email)
    return found


def _own_addresses(entry: PersonalData) -> Callable[[], Iterable[str]]:
    model = apps.get_model(entry.model)
    names = [name for name in entry.fields if isinstance(model._meta.get_field(name), models.EmailField)]

    def addresses() -> Iterator[str]:
        for name in names:
            rows: QuerySet = model._base_manager.exclude(**{name: ""}).exclude(**{name: None})
            yield from rows.order_by().values_list(name, flat=True).distinct().iterator(chunk_size=BATCH)

    return addresses


@transaction.atomic
def _replay_person(email: str) -> Erased:
    """As `erase_person`, without a new line in the ledger."""
    erased = Erased()
    for entry, pks in _find(email):
        erased.add(_erase_all(entry, pks, None))
    return erased


def _recognised(entry: PersonalData, key: Callable[[Any], str], fingerprints: set[str]) -> list[Any]:
    """The primary keys of the rows that the ledger names."""
    rows = apps.get_model(entry.model)._base_manager.order_by("pk").iterator(chunk_size=BATCH)
    return [
        row.pk for row in rows if fingerprints.intersection(keyed_hashes(use=USE, value=_named(entry.model, key(row))))
    ]
