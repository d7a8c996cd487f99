"""What is past its term goes, every night, in batches."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.timezone import now

from trust.audit.services import record
from trust.privacy.models import RetentionLine
from trust.privacy.services.traces import delete_files, erase_traces, files_of
from trust.registry import PersonalData, Retention, registered

logger = logging.getLogger(__name__)
BATCH = 500


@dataclass(frozen=True)
class Line:
    """What a run did, or in a dry run would do, to one table under one rule."""

    model: str
    rule: str
    wiped: int
    error: str = ""


def run_retention(*, moment: datetime | None = None) -> list[Line]:
    """Wipe what is due at `moment` (now) under every rule of the registry, `BATCH` rows a transaction, in bounded memory.

    One `RetentionLine` a table and rule, also for zero. One rule's trouble keeps no other from running. Two runs at once do no harm.
    """
    moment = moment or now()
    run = uuid.uuid4()
    lines = []
    for entry, rule in _rules():
        started = time.perf_counter()
        wiped, error = _wipe_all(entry, rule, moment)
        RetentionLine.objects.create(
            run=run,
            model=entry.model,
            rule=rule.name,
            wiped=wiped,
            error=error,
            milliseconds=round((time.perf_counter() - started) * 1000),
        )
        lines.append(Line(entry.model, rule.name, wiped, error))
    troubles = sum(1 for line in lines if line.error)
    record(verb="privacy.retention-run", details={"wiped": sum(line.wiped for line in lines), "failed_rules": troubles})
    return lines


def preview_retention(*, moment: datetime | None = None) -> list[Line]:
    """The same counts, and nothing changed."""
    moment = moment or now()
    lines = []
    for entry, rule in _rules():
        due = rule.due(moment)
        for other in entry.retention:
            # Rows that go whole, go first: no field of theirs is left to wipe.
            if rule.fields and not other.fields:
                due = due.exclude(pk__in=other.due(moment).order_by().values("pk"))
        lines.append(Line(entry.model, rule.name, due.count()))
    return lines


def _rules() -> Iterator[tuple[PersonalData, Retention]]:
    for entry in registered():
        for rule in sorted(entry.retention, key=lambda rule: bool(rule.fields)):
            yield entry, rule


def _wipe_all(entry: PersonalData, rule: Retention, moment: datetime) -> tuple[int, str]:
    """Batch after batch, by primary key, so that it ends whatever a wipe leaves. Returns rows wiped and the kind of error, if any."""
    wiped, last = 0, None
    try:
        while True:
            due = rule.due(moment).order_by("pk")
            batch = list((due if last is None else due.filter(pk__gt=last)).values_list("pk", flat=True)[:BATCH])
            if not batch:
                return wiped, ""
            last = batch[-1]
            wiped += _wipe_batch(entry, rule, moment, batch)
    except Exception as error:  # one rule's trouble keeps no other from running; the line says which
        logger.exception("retention failed: %s, %s", entry.model, rule.name)
        return wiped, type(error).__name__


@transaction.atomic
def _wipe_batch(entry: PersonalData, rule: Retention, moment: datetime, batch: Sequence[Any]) -> int:
    """Lock these rows, ask again which are due (a term may just have been renewed), wipe them."""
    model = apps.get_model(entry.model)
    locked = model._base_manager.filter(pk__in=batch).order_by("pk").select_for_update(of=("self",))
    pks = [row.pk for row in locked.only("pk")]
    pks = list(rule.due(moment).filter(pk__in=pks).order_by("pk").values_list("pk", flat=True))
    if not pks:
        return 0
    files = _files(model, rule, pks)
    wiped = (rule.wipe or _default_wipe(model, rule))(pks)
    if entry.own:
        erase_traces(model=model, pks=pks, whole=not rule.fields)
    delete_files(files)
    return wiped


def _files(model: type[models.Model], rule: Retention, pks: Sequence[Any]) -> list:
    fields = [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]
    if not fields:
        return []
    rows = model._base_manager.filter(pk__in=pks)
    found = [file for row in rows for file in files_of(row)]
    return [file for file in found if not rule.fields or file[0].name in rule.fields]


def _default_wipe(model: type[models.Model], rule: Retention):
    rows = model._base_manager.all()
    if not rule.fields:
        return lambda pks: _delete(rows.filter(pk__in=pks), model)
    empty = {name: _empty_value(model._meta.get_field(name)) for name in rule.fields}
    return lambda pks: rows.filter(pk__in=pks).update(**empty)


def _delete(rows: models.QuerySet, model: type[models.Model]) -> int:
    return rows.delete()[1].get(model._meta.label, 0)


def _empty_value(field: Any) -> Any:
    if field.null:
        return None
    return (
        field.get_default() if field.has_default() else field.get_prep_value("" if field.empty_strings_allowed else [])
    )
