"""What the documents name is there, under that name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
NAMED = re.compile(r"`([\w/.-]+\.py)(?:: (\w+))?`")
ROOMS = "bookings|catalogue|circles|cms|deploy|docs|home|locale|podcast|requirements|static|templates|tests|trust"
# `cms/settings/`, `deploy/nginx.conf`: a place in this house, written out. Not `cms/pages/<kind>` or `lus-*`.
PLACE = re.compile(rf"`((?:{ROOMS})/[\w./@-]*)(?:: \w+)?`")
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([\w-]+))?\)")
COMMAND = re.compile(r"manage\.py ([a-z]\w+)")
LUS = re.compile(r"(?:`|^ +)lus ([a-z]\w+)", re.MULTILINE)
# `bookings/terms.py: HOLD`, `Event.has_line`, `CONTENT_SECURITY_POLICY`: a name as code has them, with an underscore or a hump in it.
CODE = re.compile(r"`([^`\n]+)`")
CODE_NAME = re.compile(r"\b(?:[A-Za-z]\w*_\w+|[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+)\b")
# Of others: a database that the tests make, what `icalendar` and Wagtail have.
NOT_OURS = {"lus_browser", "add_missing_timezones", "api_tokens"}
MAKE = re.compile(r"(?:`|&& |^ +|^)make ((?:[a-z]+(?:-[a-z]+)*(?: |`|$))+)", re.MULTILINE)


def said(pattern: re.Pattern) -> list:
    """Each thing of that form that a document says, once, with the document."""
    return sorted(
        {
            (path.relative_to(ROOT).as_posix(), found)
            for path in DOCUMENTS
            for found in pattern.findall(path.read_text())
        }
    )


def named() -> list[tuple[str, str]]:
    return NAMED.findall((ROOT / "docs" / "architecture.md").read_text())


def test_the_journeys_name_places():
    assert len([name for _path, name in named() if name]) >= 20


@pytest.mark.parametrize(("path", "name"), [pair for pair in sorted(set(named())) if "/" in pair[0]])
def test_place_that_the_house_is_explained_by_is_there(path, name):
    there = (ROOT / path).read_text()
    assert not name or re.search(rf"^(?:(?:async )?(?:def|class) )?{name}\b", there, re.MULTILINE), (
        f"{name} is not in {path}"
    )


def test_each_place_that_a_document_names_is_there():
    places = said(PLACE)

    assert len(places) > 100
    assert [(document, place) for document, place in places if not (ROOT / place).exists()] == []


def test_each_link_between_documents_leads_somewhere():
    links = said(LINK)

    assert len(links) > 50
    assert [(document, to) for document, to in links if not leads_somewhere(ROOT / document, *to)] == []


def leads_somewhere(document: Path, path: str, heading: str) -> bool:
    there = document.parent / path if path else document
    if not there.exists() or not heading:
        return there.exists()
    headings = re.findall(r"^#+ (.+)$", there.read_text(), re.MULTILINE)
    return heading in [re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") for words in headings]


def test_each_command_that_a_document_tells_to_run_is_there():
    commands = said(COMMAND) + said(LUS)
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert len(commands) > 30
    assert [(document, name) for document, name in commands if name not in get_commands()] == []
    words = [(document, word) for document, line in said(MAKE) for word in line.strip("`").split()]
    assert len(words) > 20
    assert [(document, word) for document, word in words if word not in targets] == []


def test_index_of_decisions_has_each_one_under_its_own_title():
    folder = ROOT / "docs" / "adr"
    listed = re.findall(r"^\| \[(\d+)\]\((.+?)\) \| (.+) \|$", (folder / "index.md").read_text(), re.MULTILINE)
    titles = {path.name: path.read_text().partition("\n")[0] for path in sorted(folder.glob("0*.md"))}

    assert len(titles) > 20
    assert {name: f"# {int(number)}. {title}" for number, name, title in listed} == titles


def test_each_name_that_a_document_says_stands_in_the_code():
    """Whatever no file has any more, also not as a part of a name: renamed, or gone. What changed is told in the changelog under its old name."""
    names = [
        (document, name)
        for document, code in said(CODE)
        for name in CODE_NAME.findall(code)
        if document != "CHANGELOG.md" and name not in NOT_OURS
    ]
    written = code_of_this_house()

    assert len(names) > 300
    assert [(document, name) for document, name in names if name not in written] == []


def code_of_this_house() -> str:
    """What is written in each room, the names of the files included; no document, no translation, nothing installed."""
    kinds = {".py", ".html", ".css", ".js", ".txt", ".yaml", ".conf", ".vcl", ".service", ".timer", ".json", ".in", ""}
    named = [ROOT / name for name in ("Makefile", "pyproject.toml", ".env.example", ".ci/run", ".ci/suites")]
    files = [path for room in ROOMS.split("|") for path in (ROOT / room).rglob("*") if path.suffix in kinds]
    ours = [path for path in (*named, *files) if path.is_file() and "node_modules" not in path.parts]
    return "\n".join([*map(str, ours), *(path.read_text() for path in ours)])
