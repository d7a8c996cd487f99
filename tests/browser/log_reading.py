"""What a log says of people, looked for with other eyes than those that mask it (cms/logs.py): anything at all that could be somebody's."""

from __future__ import annotations

import re
from collections.abc import Iterable

TELLING = {
    "an e-mail address": re.compile(r"[^\s\"'<>(=]+@[\w-]+\.[\w.-]*\w"),
    "a telephone number": re.compile(r"(?<![\w.:/-])(?:\+\d{2}|0[1-9])(?:[ ./]?\d{2,3}){3,4}(?![\w:.-])"),
    "a token": re.compile(r"(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{32,}(?![\w-])"),
    # What a podcast publishes for everybody has a number of its own, and tells of nobody.
    "a number in a path": re.compile(
        r"(?<!/audio)(?<!/transcript)(?<!/chapters)/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"
    ),
    "a search or a query": re.compile(r"(?:GET|POST|HEAD) \S*\?"),
    "where somebody is": re.compile(r"\b(?!127\.0\.0\.1\b|0\.0\.0\.0\b)(?:\d{1,3}\.){3}\d{1,3}\b"),
    "a browser": re.compile(r"Mozilla|HeadlessChrome"),
    "a cookie": re.compile(r"(?:csrftoken|sessionid)\W{1,4}\w{8}", re.I),
}


def telling(log: str, *, typed: Iterable[str] = ()) -> list[str]:
    """The lines of `log` that say who somebody is or open a door, each with what it is; `typed` are words that the test filled in."""
    words = [word for word in typed if word]
    found = []
    for line in log.splitlines():
        found += [f"{what}: {line[:300]}" for what, pattern in TELLING.items() if pattern.search(line)]
        found += [f"what was filled in: {line[:300]}" for word in words if word in line]
    return found
