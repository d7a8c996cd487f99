"""In the dark only colours are different: the tests in Chromium look there for contrast alone (`tests/browser/looking.py`)."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

SHEETS = sorted((settings.BASE_DIR / "static").rglob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DARK = re.compile(r"@media[^{]*prefers-color-scheme:\s*dark[^{]*\{")
DECLARATION = re.compile(r"([-\w]+)\s*:\s*([^;{}]+);")
COLOUR = re.compile(r"#[0-9a-f]{3,8}|(rgb|color-mix)\(.+\)")


def in_the_dark(text: str) -> list[tuple[str, str]]:
    """Each property that is set for the dark alone, with its value."""
    text, found = COMMENT.sub("", text), []
    for block in DARK.finditer(text):
        depth, end = 1, block.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        found += DECLARATION.findall(text, block.end(), end)
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_dark_sets_nothing_but_colours(sheet):
    assert [said for said in in_the_dark(sheet.read_text()) if not COLOUR.fullmatch(said[1].strip())] == []


def test_there_is_something_dark_and_what_is_no_colour_is_found():
    assert sum(len(in_the_dark(sheet.read_text())) for sheet in SHEETS) > 20
    css = (
        "a { top: 1px; } @media (prefers-color-scheme: dark) { p { color: #fff; } q { margin: 2rem; } } b { left: 0; }"
    )
    assert in_the_dark(css) == [("color", "#fff"), ("margin", "2rem")]
