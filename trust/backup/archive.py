"""The file of a backup: a gzipped tar, sealed when there is a key, with a manifest of checksums as its last member.

    database        SQLite's file, or pg_dump's custom format
    ledger.jsonl    erasures (keyed hashes)
    media/…         uploads, under their names
    manifest.json   what fits it, and size and SHA-256 of each member

Without a key anybody can open it with `tar xzf`. Written and read as a stream: no member is in memory as a whole.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from trust.backup.envelope import MAGIC, Opened, Sealed, is_sealed
from trust.backup.errors import BackupDamaged, BackupFailed

FORMAT = 1
DATABASE, LEDGER, MEDIA, MANIFEST = "database", "ledger.jsonl", "media/", "manifest.json"
PIECE = 1024 * 1024
# Pictures do not get smaller; texts do, at little cost.
COMPRESSION = 3


@dataclass
class Manifest:
    """What a backup says of itself. `engine` and `migrations`: what it fits; `privacy_key`: a keyed hash that recognises the key of the ledger."""

    engine: str
    version: int
    made_at: str
    tables: int
    migrations: list[str]
    media: str
    privacy_key: str
    format: int = FORMAT
    members: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """How many uploads it holds."""
        return sum(name.startswith(MEDIA) for name in self.members)


class Writer:
    """Adds members one by one."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest):
        self.tar, self.manifest = tar, manifest

    def add(self, name: str, file: IO[bytes]) -> None:
        """All of `file` (seekable, from its start), as long as it was when it was opened."""
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        reading = _Counted(file)
        try:
            self.tar.addfile(info, reading)  # type: ignore[arg-type]
        except OSError as error:
            raise BackupFailed(f"{name} got shorter while it was read") from error
        self.manifest.members[name] = {"size": size, "sha256": reading.sha256.hexdigest()}


class _Counted:
    """What is read from `file`, with its SHA-256."""

    def __init__(self, file: IO[bytes]):
        self.file, self.sha256 = file, hashlib.sha256()

    def read(self, number: int) -> bytes:
        data = self.file.read(number)
        self.sha256.update(data)
        return data


@contextmanager
def written(raw: IO[bytes], manifest: Manifest, key: str) -> Iterator[Writer]:
    """A backup in `raw`; whole only when the block ends without an error. Sealed when `key` is not empty."""
    outer: Any = Sealed(raw, key) if key else raw
    try:
        with (
            gzip.GzipFile(filename="", fileobj=outer, mode="wb", compresslevel=COMPRESSION) as packed,
            tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
        ):
            yield Writer(tar, manifest)
            text = json.dumps(asdict(manifest), indent=1).encode()
            info = tarfile.TarInfo(MANIFEST)
            info.size, info.mode = len(text), 0o600
            tar.addfile(info, io.BytesIO(text))
    except BaseException:
        if key:
            outer.abandon()
        raise
    if key:
        outer.close()


def read(path: Path, key: str, *, into: Callable[[str], IO[bytes] | None] = lambda name: None) -> Manifest:
    """Read a whole backup and check every checksum; write the members for which `into` opens a file. Raises `BackupDamaged`, `WrongKey`."""
    try:
        with path.open("rb") as raw:
            sealed = is_sealed(raw.read(len(MAGIC)))
            raw.seek(0)
            opened: Any = io.BufferedReader(Opened(raw, key), PIECE) if sealed else raw
            with gzip.GzipFile(fileobj=opened, mode="rb") as packed:
                with tarfile.open(fileobj=packed, mode="r|") as tar:
                    manifest = _read_members(tar, into)
                while packed.read(PIECE):  # to the end of the file, where a missing or changed rest shows
                    pass
            return manifest
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error, ValueError, TypeError, KeyError) as error:
        raise BackupDamaged(f"it does not hold together: {type(error).__name__}") from error


def _read_members(tar: tarfile.TarFile, into: Callable[[str], IO[bytes] | None]) -> Manifest:
    found: dict[str, dict[str, Any]] = {}
    manifest = None
    for member in tar:
        name = _safe(member)
        source = tar.extractfile(member)
        if source is None or manifest is not None or name in found:
            raise BackupDamaged(f"{name} should not be there")
        if name == MANIFEST:
            manifest = Manifest(**json.loads(source.read()))
        else:
            target = into(name)
            found[name] = {"size": member.size, "sha256": _copy(source, target)}
    if manifest is None or manifest.format != FORMAT:
        raise BackupDamaged("it has no manifest that we know")
    if found != manifest.members or DATABASE not in found or LEDGER not in found:
        wrong = [name for name in {*found, *manifest.members} if found.get(name) != manifest.members.get(name)]
        raise BackupDamaged(f"not as its manifest says: {', '.join(sorted(wrong)[:5]) or 'a part is missing'}")
    return manifest


def _copy(source: IO[bytes], target: IO[bytes] | None) -> str:
    sha256 = hashlib.sha256()
    try:
        while piece := source.read(PIECE):
            sha256.update(piece)
            if target:
                target.write(piece)
    finally:
        if target:
            target.flush()
    return sha256.hexdigest()


def _safe(member: tarfile.TarInfo) -> str:
    """The member's name, when it is a plain file in its place. An archive may come from a stranger."""
    path = PurePosixPath(member.name)
    plain = member.isreg() and not path.is_absolute() and ".." not in path.parts and str(path) == member.name
    if not plain or not (member.name in (DATABASE, LEDGER, MANIFEST) or member.name.startswith(MEDIA)):
        raise BackupDamaged("a member has no place here")
    return member.name
