"""A consistent copy of the whole database, and back in one step: it is replaced whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, cast

from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from trust.backup.errors import BackupFailed, DoesNotFit, RestoreFailed

# Sessions stay out: whoever holds a backup could walk in with one, and after a restore everybody signs in again.
SESSIONS = "django_session"
WAIT_SECONDS = 30

# Everything of ours goes in the transaction that puts the backup in its place.
DROP_ALL = """
SET LOCAL lock_timeout = '30s';
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT schemaname, viewname FROM pg_views WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP VIEW IF EXISTS %I.%I CASCADE', found.schemaname, found.viewname);
  END LOOP;
  FOR found IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I.%I CASCADE', found.schemaname, found.tablename);
  END LOOP;
  FOR found IN SELECT schemaname, sequencename FROM pg_sequences WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP SEQUENCE IF EXISTS %I.%I CASCADE', found.schemaname, found.sequencename);
  END LOOP;
END $$;
"""


def engine() -> str:
    """`sqlite` or `postgresql`."""
    return connection.vendor


def server_version() -> int:
    """The major version of a PostgreSQL server; 0 for SQLite, whose files any version reads."""
    return getattr(connection, "pg_version", 0) // 10000


def tables() -> int:
    """How many tables there are."""
    return len(connection.introspection.table_names())


def migrations() -> list[str]:
    """What was applied, as `app.name`."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def refuse_newer(applied: list[str]) -> None:
    """Raises `DoesNotFit` when `applied` names a migration of an installed app that this code does not have."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    missing = [name for name in applied if name.partition(".")[0] in loader.migrated_apps and name not in known]
    if missing:
        raise DoesNotFit(f"it was made by newer code: {', '.join(missing[:5])}")


@contextmanager
def dumped(work: Path) -> Iterator[IO[bytes]]:
    """An open file with the whole database as it was at one moment. `work`: a folder of ours, for SQLite's copy. Raises `BackupFailed`."""
    if engine() == "sqlite":
        path = work / "database.sqlite3"
        _copy_sqlite(path)
        with path.open("rb") as file:
            yield file
    else:
        path = work / "database.dump"
        with path.open("w+b") as file:
            path.unlink()  # it has no name from here on: a process that is killed leaves nothing readable
            _pg_dump(file)
            file.seek(0)
            yield file


def replace_database(file: IO[bytes], work: Path) -> None:
    """Put the copy in `file` in place of what is here, in one transaction. Raises `RestoreFailed`; then what was here still is."""
    connection.close()
    if engine() == "sqlite":
        path = work / "database.sqlite3"
        with path.open("wb") as copy:
            shutil.copyfileobj(file, copy, 1024 * 1024)
        _replace_sqlite(path)
    else:
        _pg_restore(file)
    connection.close()


# --- SQLite -------------------------------------------------------------------------------------------------------


def _copy_sqlite(to: Path) -> None:
    """SQLite's own online copy: writers go on meanwhile."""
    try:
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=WAIT_SECONDS)) as source,
            closing(sqlite3.connect(to)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA secure_delete=ON")
            copy.execute(f"DELETE FROM {SESSIONS}")  # noqa: S608  (our own constant)
            copy.commit()
            _check_sqlite(copy)
    except sqlite3.Error as error:
        raise BackupFailed(f"SQLite: {error}") from error


def _check_sqlite(copy: sqlite3.Connection) -> None:
    found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def _replace_sqlite(path: Path) -> None:
    target = Path(connection.settings_dict["NAME"])
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(path)) as copy:
            _check_sqlite(copy)
            # In one transaction of the target: other processes see the old or the new one.
            with closing(sqlite3.connect(target, timeout=WAIT_SECONDS)) as living:
                copy.backup(living)
    except sqlite3.Error as error:
        raise RestoreFailed(f"SQLite: {error}") from error


# --- PostgreSQL -----------------------------------------------------------------------------------------------------


def program(name: str) -> str:
    """The path of `pg_dump`, `pg_restore` or `psql`: in POSTGRES_BIN, else on the PATH. Raises `BackupFailed`."""
    found = shutil.which(name, path=settings.POSTGRES_BIN or None)
    if not found:
        raise BackupFailed(
            f"{name} is missing: install PostgreSQL's client programs, or name their folder in POSTGRES_BIN"
        )
    return found


def client_version() -> int:
    """The major version of the programs."""
    said = subprocess.run([program("pg_dump"), "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    match = re.search(r"(\d+)\.\d", said) or re.search(r"(\d+)", said)
    return int(match[1]) if match else 0


def _pg_dump(file: IO[bytes]) -> None:
    client, server = client_version(), server_version()
    if client < server:
        raise BackupFailed(f"pg_dump {client} cannot read PostgreSQL {server}: name newer programs in POSTGRES_BIN")
    options = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--no-comments"]
    command, env = _command("pg_dump", [*options, f"--exclude-table-data=*.{SESSIONS}"])
    ended = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, env=env, check=False)  # noqa: S603
    if ended.returncode:
        raise BackupFailed(f"pg_dump: {_last_line(ended.stderr)}")


def _pg_restore(file: IO[bytes]) -> None:
    """Our own transaction: it is only ended when `pg_restore` has said all it had to say."""
    command, env = _command("psql", ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null"])
    reading = [program("pg_restore"), "--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", "--file=-"]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as psql,  # noqa: S603
        subprocess.Popen(reading, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as source,  # noqa: S603
    ):
        told, answer, dump = (
            cast("IO[bytes]", psql.stdin),
            cast("IO[bytes]", psql.stderr),
            cast("IO[bytes]", source.stdout),
        )
        try:
            told.write(b"BEGIN;\n" + DROP_ALL.encode())
            shutil.copyfileobj(dump, told, 1024 * 1024)
            if source.wait() == 0:
                told.write(b"\nCOMMIT;\n")
            told.close()
        except BrokenPipeError:
            source.kill()
        said = answer.read()
    if source.returncode or psql.returncode:
        raise RestoreFailed(f"PostgreSQL: {_last_line(said) or 'the dump could not be read'}")


def _command(name: str, options: list[str]) -> tuple[list[str], dict[str, str] | None]:
    """`name` with the address of our database; the password goes by the environment, where nobody lists it."""
    arguments, env = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    return [program(name), *options, *arguments[1:]], {**os.environ, **(env or {})}


def _last_line(said: bytes) -> str:
    """The last error, without the rows that PostgreSQL may quote after it."""
    lines = [line for line in said.decode(errors="replace").splitlines() if "ERROR" in line or "error" in line]
    return lines[0][:200] if lines else ""
