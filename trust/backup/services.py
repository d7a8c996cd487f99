"""One file with database, media and ledger, and back (docs/adr/0018)."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils.timezone import now

from trust.audit.services import record
from trust.backup import archive, databases, media
from trust.backup.archive import DATABASE, LEDGER, MEDIA, Manifest
from trust.backup.envelope import MAGIC, Hashed, is_sealed
from trust.backup.errors import BackupDamaged, BackupFailed, DoesNotFit, NotEmpty
from trust.keys import keyed_hash, keyed_hashes
from trust.outbox.enums import MailState
from trust.outbox.models import OutboundEmail
from trust.privacy.services.erasure import export_ledger, import_ledger, mirror_ledger, replay_ledger
from trust.privacy.services.retention import run_retention

logger = logging.getLogger(__name__)

NAME = "lus-{:%Y%m%dT%H%M%SZ}.backup"
WORK = ".work-"
# Stands in BACKUP_DIR while a restore is going on; `/readyz/` refuses as long as it does.
UNFINISHED = ".restore-unfinished"
RESTORED = "Restored"


@dataclass(frozen=True)
class BackupFile:
    """`sha256` of the whole file; `encrypted` when `BACKUP_KEY` was set; `migrations` the state it fits."""

    path: Path
    sha256: str
    encrypted: bool
    tables: int
    files: int
    made_at: str = ""
    migrations: tuple[str, ...] = ()


def make_backup(*, folder: Path) -> BackupFile:
    """Write a consistent backup of database (SQLite or PostgreSQL) and media to `folder`, with manifest and checksums; readable by us alone.

    A half-written file never has the final name. Raises `BackupFailed`.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / NAME.format(now())
    with _work_folder(folder) as work:
        half = work / "half"
        manifest = _manifest()
        try:
            with _ours_alone(half) as raw:
                hashed = Hashed(raw)
                with archive.written(hashed, manifest, settings.BACKUP_KEY) as writer:  # type: ignore[arg-type]
                    # First the database, then the media: a file too many does no harm, one too few does.
                    with databases.dumped(work) as dump:
                        writer.add(DATABASE, dump)
                    export_ledger(to=work / LEDGER)
                    with (work / LEDGER).open("rb") as ledger:
                        writer.add(LEDGER, ledger)
                    _add_media(writer)
                raw.flush()
                os.fsync(raw.fileno())
        except OSError as error:
            raise BackupFailed(f"{type(error).__name__}: {error.strerror}") from error
        _name_it(half, path, hashed.sha256.hexdigest())
    record(
        verb="backup.made",
        details={"files": manifest.files, "bytes": hashed.size, "encrypted": bool(settings.BACKUP_KEY)},
    )
    return _described(path, hashed.sha256.hexdigest(), manifest)


def verify_backup(*, path: Path) -> BackupFile:
    """Open it, check every checksum, restore nothing. Raises `BackupDamaged`, `WrongKey`."""
    sha256 = _checked_sum(path)
    return _described(path, sha256, archive.read(path, settings.BACKUP_KEY))


def restore_backup(*, path: Path, ledger: Path | None = None, replacing: bool = False) -> BackupFile:
    """Put back what `path` holds in place of what is here, then erase again what the ledger says: the one here before the restore, the one
    in `ledger`, the one in the backup, together. Checked before anything is touched. Raises `BackupDamaged`, `WrongKey`, `DoesNotFit`,
    `RestoreFailed`; `NotEmpty` when there is a site here and `replacing` does not say that it may go.

    A restore that was cut off is done again in whole; until one has ended, `/readyz/` refuses.
    """
    found = verify_backup(path=path)
    if not replacing and _is_somebody_here():
        raise NotEmpty("there is a site here")
    settings.BACKUP_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _work_folder(settings.BACKUP_DIR) as work:
        manifest = _unpack(path, work)
        _refuse_misfit(manifest)
        _save_living_ledger()
        (settings.BACKUP_DIR / UNFINISHED).touch(mode=0o600)
        try:
            with (work / DATABASE).open("rb") as dump:
                databases.replace_database(dump, work)
        except Exception:
            media.drop_stage()
            (settings.BACKUP_DIR / UNFINISHED).unlink()  # nothing was changed
            raise
        if manifest.media == "here":
            media.replace_media()
        call_command("migrate", interactive=False, verbosity=0)
        _come_back_to_now(work, ledger, manifest)
    cache.clear()
    (settings.BACKUP_DIR / UNFINISHED).unlink(missing_ok=True)
    return found


def forget_old_backups(*, folder: Path) -> int:
    """Delete backups past BACKUP_KEEP_DAYS, but never the newest: what was erased lives on in them. Returns how many."""
    too_old = NAME.format(now() - timedelta(days=settings.BACKUP_KEEP_DAYS))
    gone = [path for path in sorted(folder.glob("lus-*.backup"))[:-1] if path.name < too_old]
    for path in gone:
        path.unlink()
        _sum_file(path).unlink(missing_ok=True)
    return len(gone)


# --- the file ---------------------------------------------------------------------------------------------------


def _manifest() -> Manifest:
    return Manifest(
        engine=databases.engine(),
        version=databases.server_version(),
        made_at=now().isoformat(timespec="seconds"),
        tables=databases.tables(),
        migrations=databases.migrations(),
        media="here" if media.is_here() else "elsewhere",
        privacy_key=keyed_hash(use="backup.key", value="")[:16],
    )


def _add_media(writer: archive.Writer) -> None:
    if not media.is_here():
        return
    for name, path in media.files():
        with (
            suppress(FileNotFoundError),
            path.open("rb") as file,
        ):  # erased since we listed it: then it shall not be there
            writer.add(MEDIA + name, file)


@contextmanager
def _work_folder(folder: Path) -> Iterator[Path]:
    """A folder that nobody else reads and that is gone afterwards; those that a killed process left go too."""
    for left in folder.glob(f"{WORK}*"):
        if left.stat().st_mtime < (now() - timedelta(days=1)).timestamp():
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=WORK, dir=folder) as work:
        yield Path(work)


def _ours_alone(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def _name_it(half: Path, path: Path, sha256: str) -> None:
    """The sum first, then the name: a file with its name is whole and has its sum."""
    with _ours_alone(half.with_name("sum")) as file:
        file.write(f"{sha256}  {path.name}\n".encode())
    half.with_name("sum").replace(_sum_file(path))
    half.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _sum_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _checked_sum(path: Path) -> str:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    said = _sum_file(path)
    if said.exists() and said.read_text().split()[0] != sha256:
        raise BackupDamaged(f"its SHA-256 is not the one in {said.name}")
    return sha256


def _described(path: Path, sha256: str, manifest: Manifest) -> BackupFile:
    with path.open("rb") as file:
        encrypted = is_sealed(file.read(len(MAGIC)))
    return BackupFile(
        path=path,
        sha256=sha256,
        encrypted=encrypted,
        tables=manifest.tables,
        files=manifest.files,
        made_at=manifest.made_at,
        migrations=tuple(manifest.migrations),
    )


# --- putting it back ----------------------------------------------------------------------------------------------


def _is_somebody_here() -> bool:
    """Whether there are accounts or uploads that a restore would take away."""
    try:
        people = get_user_model().objects.exists()
    except DatabaseError:  # no database, or an empty one
        people = False
    return people or (media.is_here() and next(media.files(), None) is not None)


def _unpack(path: Path, work: Path) -> Manifest:
    """Database and ledger in `work`, media staged beside those they will replace; nothing is replaced yet."""
    staged = media.stage() if media.is_here() else None
    open_file: list[IO[bytes]] = []

    def into(name: str) -> IO[bytes] | None:
        while open_file:
            open_file.pop().close()
        if not name.startswith(MEDIA):
            open_file.append(_ours_alone(work / name))
        elif staged is not None:
            target = staged / name.removeprefix(MEDIA)
            target.parent.mkdir(parents=True, exist_ok=True)
            open_file.append(target.open("wb"))
            target.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o644)
        return open_file[-1] if open_file else None

    try:
        return archive.read(path, settings.BACKUP_KEY, into=into)
    except BaseException:
        media.drop_stage()
        raise
    finally:
        while open_file:
            open_file.pop().close()


def _refuse_misfit(manifest: Manifest) -> None:
    try:
        if manifest.engine != databases.engine():
            raise DoesNotFit(f"it is of {manifest.engine}, here is {databases.engine()}")
        databases.refuse_newer(manifest.migrations)
        if manifest.media == "here" and not media.is_here():
            raise DoesNotFit("it holds uploads, and here they are in an object store")
    except DoesNotFit:
        media.drop_stage()
        raise
    if manifest.privacy_key not in [known[:16] for known in keyed_hashes(use="backup.key", value="")]:
        logger.error(
            "PRIVACY_KEY is not the one of this backup: its erasures cannot be recognised, its links do not open"
        )


def _save_living_ledger() -> None:
    """What the database that goes knows of erasures, into the mirror file, where a restore that is cut off finds it again."""
    try:
        count = mirror_ledger()
    except DatabaseError:
        logger.warning("the database here has no ledger of erasures to save; its mirror file and the backup's are used")
    else:
        logger.info("%d erasures are known here", count)


def _come_back_to_now(work: Path, given: Path | None, manifest: Manifest) -> None:
    """What happened since the backup and may not be undone by it: erasures, terms that ended, mails that left."""
    for path in (work / LEDGER, Path(settings.LEDGER_FILE), given):
        if path is not None and path.is_file():
            with path.open(encoding="utf-8", errors="replace") as lines:
                import_ledger(lines=lines)
    erased = replay_ledger()
    mirror_ledger()
    run_retention()
    with transaction.atomic():
        held = _hold_mails()
        if apps.is_installed("django.contrib.sessions"):
            apps.get_model("sessions.Session").objects.all().delete()
        record(
            verb="backup.restored",
            details={"made": manifest.made_at, "erased": sum(erased.rows.values()), "held": held},
        )


def _hold_mails() -> int:
    """Mails that waited when the backup was made have very likely left since: they wait for a person, who may send them again.

    Those that are due later than now (reminders) stay queued. Beside the outbox's services: their transitions are for mails on their way.
    """
    waiting = OutboundEmail.objects.filter(state=MailState.QUEUED, next_attempt_at__lte=now())
    taken = OutboundEmail.objects.filter(state=MailState.SENDING)
    fields = {"state": MailState.FAILED, "next_attempt_at": None, "last_error": RESTORED}
    return waiting.update(**fields) + taken.update(**fields)
