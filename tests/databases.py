"""The test database: a copy of one that was migrated once, for as long as no migration changes.

Migrating takes most of a minute of work, and every process of a run would do it again. The first one that needs it does it for all:
`var/test-templates/<fingerprint>.sqlite3`, or on PostgreSQL a database `lus_template_<fingerprint>`. After a test with real
transactions everything is put back as it was; Django would empty every table and make types and permissions anew, seconds each time.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.test import TransactionTestCase
from wagtail import VERSION as WAGTAIL

from tests.indexing import waiting

FOLDER = settings.BASE_DIR / "var" / "test-templates"


@contextmanager
def migrated_database() -> Iterator[None]:
    """The default connection leads to an empty, migrated database; gone afterwards."""
    real = settings.DATABASES["default"]["NAME"]
    name = connection.creation._get_test_db_name()
    make, drop = (_copy_file, _no_file) if connection.vendor == "sqlite" else (_copy_database, _drop_database)
    with _alone():
        make(fingerprint(), name)
    _lead_to(name)
    try:
        yield
    finally:
        _lead_to(real)
        drop(name)


def copy_migrated(url: str) -> None:
    """An empty, migrated database at `url`, on the engine and server of this process; what was there is gone."""
    with _alone():
        if url.startswith("sqlite:///"):
            _copy_file(fingerprint(), url.removeprefix("sqlite:///"))
        else:
            _copy_database(fingerprint(), url.rpartition("/")[2])


@contextmanager
def put_back_after_transactions() -> Iterator[None]:
    """What the default database holds now is what a test with real transactions leaves behind."""
    keep, put_back = (_keep_file, _put_file_back) if connection.vendor == "sqlite" else (_keep_rows, _put_rows_back)
    kept = keep()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: (waiting.clear(), put_back(kept)))
        yield


@contextmanager
def nothing_stays() -> Iterator[None]:
    """What happens inside is undone: a fixture that makes something once for a module of tests stands around its `yield`."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def address_here() -> str:
    """The database of this test as a `DATABASE_URL`, for a process of its own."""
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    return (
        f"postgres://{config['USER']}:{config['PASSWORD']}@{config['HOST']}:{config['PORT'] or 5432}/{config['NAME']}"
    )


def fingerprint() -> str:
    """Changes with every migration, and with the versions of what brings migrations of its own."""
    found = hashlib.sha256(f"{django.VERSION} {WAGTAIL}".encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        folder = Path(app.path) / "migrations"
        for file in sorted(folder.glob("*.py")):
            found.update(f"{app.label} {file.name}".encode())
            if settings.BASE_DIR in file.parents and ".venv" not in file.parts:
                found.update(file.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time makes or copies."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _lead_to(name: str | Path) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = str(name)


def _migrate(url: str) -> None:
    """In a process of its own, so that nothing of it stays in this one."""
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"migrating failed:\n{done.stderr[-3000:]}")


def _copy_file(key: str, name: str | Path) -> None:
    template = FOLDER / f"{key}.sqlite3"
    if not template.is_file():
        for older in FOLDER.glob("*.sqlite3*"):
            older.unlink()
        raw = FOLDER / "new.sqlite3"
        _migrate(f"sqlite:///{raw}")
        raw.rename(template)
    shutil.copyfile(template, name)


def _no_file(name: str | Path) -> None:
    Path(name).unlink(missing_ok=True)


def _copy_database(key: str, name: str | Path) -> None:
    template = f"lus_template_{key}"
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if cursor.fetchone() is None:
            for mark in FOLDER.glob("lus_template_*"):
                cursor.execute(f'DROP DATABASE IF EXISTS "{mark.name}" WITH (FORCE)')
                mark.unlink()
            # Another checkout on this server may be making the same one: each under a name of its own, and the first stays.
            new = f"{template}_{hashlib.sha256(bytes(FOLDER)).hexdigest()[:8]}"
            cursor.execute(f'DROP DATABASE IF EXISTS "{new}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{new}"')
            _migrate(_url_of(new))
            try:
                cursor.execute(f'ALTER DATABASE "{new}" RENAME TO "{template}"')
            except ProgrammingError:  # it is there by now
                cursor.execute(f'DROP DATABASE "{new}" WITH (FORCE)')
            (FOLDER / template).touch()
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _drop_database(name: str | Path) -> None:
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _keep_file() -> Path:
    kept = Path(f"{connection.settings_dict['NAME']}.kept")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(connection.settings_dict["NAME"], kept)
    return kept


def _put_file_back(kept: Path) -> None:
    """A new file: a connection that a test left open somewhere goes on with the old one."""
    connection.close()
    name = Path(connection.settings_dict["NAME"])
    for file in (name, Path(f"{name}-wal"), Path(f"{name}-shm")):
        file.unlink(missing_ok=True)
    shutil.copyfile(kept, name)


def _keep_rows() -> dict[str, bytes]:
    """What each table holds, as PostgreSQL copies it."""
    with connection.cursor() as cursor:
        return {table: _rows_of(cursor, table) for table in connection.introspection.table_names()}


def _put_rows_back(kept: dict[str, bytes]) -> None:
    """Only the tables that changed, in one transaction: what one table says of another is checked at its end."""
    empty = [table for table, rows in kept.items() if not rows]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in empty)
        )
        changed = [table for (table,) in cursor.fetchall()]
        changed += [table for table, rows in kept.items() if rows and _rows_of(cursor, table) != rows]
        if changed:
            cursor.execute(";".join(f'DELETE FROM "{table}"' for table in changed))
        for table in changed:
            if kept[table]:
                with cursor.copy(f'COPY "{table}" FROM STDIN') as back:
                    back.write(kept[table])


def _rows_of(cursor, table: str) -> bytes:
    """Sorted: where a row lies in the file says nothing."""
    with cursor.copy(f'COPY "{table}" TO STDOUT') as out:
        return b"".join(sorted(b"".join(out).splitlines(keepends=True)))


def _url_of(name: str) -> str:
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
