"""What the documents name is there, under that name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NAMED = re.compile(r"`([\w/.-]+\.py)(?:: (\w+))?`")


def named() -> list[tuple[str, str]]:
    return NAMED.findall((ROOT / "docs" / "architecture.md").read_text())


def test_the_journeys_name_places():
    assert len([name for _path, name in named() if name]) >= 20


@pytest.mark.parametrize(("path", "name"), [pair for pair in sorted(set(named())) if "/" in pair[0]])
def test_place_that_the_house_is_explained_by_is_there(path, name):
    there = (ROOT / path).read_text()
    assert not name or re.search(rf"^(?:async )?(?:def|class) {name}\b", there, re.MULTILINE), (
        f"{name} is not in {path}"
    )
