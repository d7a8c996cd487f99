"""Uploaded files: into a backup, and back in place of those that are here."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages

# Folders of ours in the media folder, on the same disk as what they wait for; never part of a backup.
STAGED, REPLACED = ".lus-restore", ".lus-replaced"
PROBES = "readyz"


def is_here() -> bool:
    """Whether media are files in a folder. An object store keeps older versions itself (docs/adr/0018)."""
    return isinstance(storages["default"], FileSystemStorage)


def root() -> Path:
    """The folder of uploads."""
    return Path(settings.MEDIA_ROOT)


def files() -> Iterator[tuple[str, Path]]:
    """Name and path of each file, in order."""
    for folder, folders, names in os.walk(root()):
        folders[:] = sorted(name for name in folders if name not in (STAGED, REPLACED) and not _is_probe(folder, name))
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(root()).as_posix(), path


def _is_probe(folder: str, name: str) -> bool:
    return name == PROBES and Path(folder) == root()


def stage() -> Path:
    """An empty folder for what comes back."""
    for name in (STAGED, REPLACED):
        shutil.rmtree(root() / name, ignore_errors=True)
    staged = root() / STAGED
    staged.mkdir(parents=True, mode=0o755)
    return staged


def drop_stage() -> None:
    """Throw away what was staged."""
    shutil.rmtree(root() / STAGED, ignore_errors=True)


def replace_media() -> None:
    """What is staged takes the place of what is here, entry by entry: the folder itself may be a mount, which cannot be renamed."""
    replaced = root() / REPLACED
    replaced.mkdir(exist_ok=True)
    for entry in sorted(root().iterdir()):
        if entry.name not in (STAGED, REPLACED):
            entry.rename(replaced / entry.name)
    for entry in sorted((root() / STAGED).iterdir()):
        entry.rename(root() / entry.name)
    shutil.rmtree(root() / STAGED)
    shutil.rmtree(replaced)
