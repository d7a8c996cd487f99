"""Whether the process lives (`/healthz/`), and whether it has all it needs to serve people (`/readyz/`)."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

# How long a storage that was seen to work is believed: an object store costs a round trip.
STORAGE_BELIEVED_SECONDS = 60


class NotReady(Exception):
    """What a check found; its text is public, so it names no host and no person."""


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Touches nothing else, so that a busy database never gets a healthy process killed."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every check is well, else 503; `checks` says which one is not."""
    checks: dict[str, str] = {}
    for name, check in CHECKS.items():
        # Without a database, what asks it would only wait for it again.
        away = name not in ASK_NO_DATABASE and checks["database"] != "ok"
        checks[name] = "not checked" if away else _outcome(name, check)
    ready = all(outcome == "ok" for outcome in checks.values())
    return JsonResponse({"status": "ok" if ready else "unavailable", "checks": checks}, status=200 if ready else 503)


def _outcome(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as found:
        return str(found)
    except Exception:  # whatever a check runs into is its finding, and must not hide the others'
        logger.exception("readiness check failed: %s", name)
        return "failed"
    return "ok"


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def check_migrations() -> None:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise NotReady(f"{len(waiting)} unapplied")


def check_storage() -> None:
    if cache.get("readyz-storage"):
        return
    name = default_storage.save("readyz/probe.txt", ContentFile(b"ok"))
    default_storage.delete(name)
    cache.set("readyz-storage", True, STORAGE_BELIEVED_SECONDS)


# Rooms of other apps add theirs, as `trust.queue.checks` does: `CHECKS["queue"] = check_queue`.
CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "migrations": check_migrations,
    "storage": check_storage,
}
ASK_NO_DATABASE = {"database", "storage"}
