"""Programs of others that judge what the site answers; without one its test is skipped, and said, unless nothing may be left out."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

LEFT_OUT_FAILS = os.environ.get("REQUIRE_ALL") == "1"


def program(name: str) -> str:
    """Where `name` is."""
    found = shutil.which(name)
    if found is None and not LEFT_OUT_FAILS:
        pytest.skip(f"{name} is not here")
    assert found is not None, f"{name} is not here, and REQUIRE_ALL=1"
    return found


def npm_install(locked: Path, folder: Path) -> Path:
    """What the lock in `locked` names, installed in `folder`, with the other files of `locked` beside it."""
    npm = program("npm")
    shutil.copytree(locked, folder, dirs_exist_ok=True)
    done = subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode and not LEFT_OUT_FAILS:
        pytest.skip(f"what {locked.name}/package-lock.json names cannot be installed here")
    assert done.returncode == 0, done.stderr[-2000:]
    return folder
