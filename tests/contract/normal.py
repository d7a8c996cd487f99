"""Answers without what differs from one run to the next: numbers of rows, random identifiers, moments, names of files."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NUMBERED = re.compile(r"\b(Page|Picture|Document|Category|lusgroep)([ -])\d+", re.IGNORECASE)
REPLACEMENTS = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<uuid>"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"), "<moment>"),
    (re.compile(r"/(pages|documents|images)/\d+/"), r"/\1/<number>/"),
    (re.compile(r"/media/images/[^\"]*?(\.width-\d+)?(_[\w]+)?\.(avif|webp|jpeg|png)"), r"/media/images/<file>.\3"),
    (re.compile(r"/beeld/[\w=-]+/\d+/"), "/beeld/<signature>/<number>/"),
    (re.compile(r"/documents/<number>/[\w-]+\."), "/documents/<number>/<file>."),
    (NUMBERED, r"\1\2<n>"),
)


def normal(value: Any, key: str = "") -> Any:
    """`value` (JSON) with what is volatile replaced by its name."""
    if isinstance(value, dict):
        return {name: normal(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [normal(item) for item in value]
    if isinstance(value, int) and key == "id":
        return "<number>"
    if isinstance(value, str):
        for pattern, name in REPLACEMENTS:
            value = pattern.sub(name, value)
    return value


def holds(name: str, document: Any) -> None:
    """`document` is what is checked in as `name`. With `UPDATE_CONTRACT=1` it becomes that instead."""
    path = HERE / name
    text = json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if os.environ.get("UPDATE_CONTRACT"):
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), f"{name} is not checked in: run this test with UPDATE_CONTRACT=1"
    assert json.loads(path.read_text(encoding="utf-8")) == document, (
        f"{name} no longer holds; UPDATE_CONTRACT=1 if meant"
    )
