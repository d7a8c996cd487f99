"""A small reader of Schematron (ISO 19757-3) with XPath 2.0: patterns, rules and assertions, without abstract rules, variables or functions."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

SCH = "{http://purl.oclc.org/dsdl/schematron}"
Rule = tuple[Any, list[tuple[str, Any]]]


@cache
def _patterns(rules: Path) -> tuple[list[list[Rule]], dict[str, str]]:
    """Of each pattern its rules in order, each the context and (id, test) of its assertions; and the names of namespaces."""
    elementpath = pytest.importorskip("elementpath", reason="not installed: uv pip install elementpath")
    root = ElementTree.parse(rules).getroot()
    spaces = {one.get("prefix"): one.get("uri") for one in root.iter(f"{SCH}ns")}

    def compiled(path: str, *, context: bool = False) -> Any:
        if context:  # a rule fires wherever its pattern matches
            parts = (part.strip() for part in path.split("|"))
            path = " | ".join(part if part.startswith("/") else f"//{part}" for part in parts)
        return elementpath.Selector(path, namespaces=spaces, parser=elementpath.XPath2Parser)

    patterns = [
        [
            (
                compiled(rule.get("context"), context=True),
                [(one.get("id"), compiled(f"boolean({one.get('test')})")) for one in rule.iter(f"{SCH}assert")],
            )
            for rule in pattern.iter(f"{SCH}rule")
        ]
        for pattern in root.iter(f"{SCH}pattern")
    ]
    return patterns, spaces


def broken(rules: Path, document: bytes) -> list[str]:
    """The ids of the assertions of `rules` that do not hold in `document`; in each pattern a node answers to the first rule that fits it."""
    tree = ElementTree.ElementTree(ElementTree.fromstring(document))
    found = []
    patterns, spaces = _patterns(rules)
    for pattern in patterns:
        answered: set[int] = set()
        for context, assertions in pattern:
            for node in context.select(tree, namespaces=spaces):
                if id(node) in answered:
                    continue
                answered.add(id(node))
                found += [name for name, test in assertions if not test.select(tree, item=node, namespaces=spaces)]
    return found
