"""The ledger of erasures as a file: one JSON line an entry, on a disk that a restored database does not take back in time (spec H5).

Keyed hashes only: whoever finds the file learns how many were erased, and when.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.timezone import now

from trust.privacy.models import ErasureEntry

OURS_ALONE = 0o600


def to_line(entry: ErasureEntry) -> str:
    """One entry as it stands in the file, without its line end."""
    fields = {
        "id": str(entry.public_id),
        "at": entry.at.isoformat(),
        "model": entry.model,
        "fingerprint": entry.fingerprint,
        "reason": str(entry.reason),
    }
    return json.dumps(fields, separators=(",", ":"))


def from_line(line: str) -> ErasureEntry | None:
    """The entry of a line, not saved and not replayed; None for a line that cannot be read."""
    try:
        fields = json.loads(line)
        at = datetime.fromisoformat(fields["at"])
        entry = ErasureEntry(
            public_id=UUID(fields["id"]),
            at=at,
            model=str(fields["model"]),
            fingerprint=str(fields["fingerprint"]),
            reason=str(fields["reason"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return entry if at.tzinfo and len(entry.fingerprint) == 64 else None


def append(lines: Iterable[str]) -> None:
    """Add to the mirror, on disk before this returns."""
    path = Path(settings.LEDGER_FILE)
    with _locked(path), os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OURS_ALONE), "w") as file:
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())


def write(path: Path, lines: Iterable[str]) -> int:
    """Write a whole file, which has its name only once it is complete. Returns lines."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_name(f"{path.name}.{os.getpid()}.half")
    count = 0
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_TRUNC | os.O_CREAT, OURS_ALONE), "w") as file:
        for line in lines:
            file.write(f"{line}\n")
            count += 1
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    return count


def rewrite(lines: Iterable[str]) -> int:
    """Write the mirror again: `lines`, and what only the file knows, without what is past its term. Returns lines."""
    path = Path(settings.LEDGER_FILE)
    too_old = now() - timedelta(days=settings.LEDGER_DAYS)
    with _locked(path):
        known: dict[str, str] = {}
        for line in [*_read(path), *lines]:
            entry = from_line(line)
            if entry and entry.at >= too_old:
                known[str(entry.public_id)] = line.strip()
        return write(path, known.values())


def _read(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One writer at a time, over processes; the lock stands beside the file, which `rewrite` replaces."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
