"""What a guide for staff prints in **bold**, and a runbook in *italics*, reads so on the screen, which speaks Dutch."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import polib
import pytest
import wagtail
from django.utils.translation import override

from bookings.desk.enums import RequestState
from catalogue.enums import OrderState
from circles.enums import VolunteerState
from cms.blocks.body import BodyBlock
from cms.services.roles import PORTRAITS, ROLES

ROOT = Path(__file__).resolve().parent.parent.parent
GUIDES = sorted((ROOT / "docs" / "redactie").glob("*.md"))
RUNBOOKS = [*sorted((ROOT / "docs" / "runbooks").glob("*.md")), ROOT / "docs" / "places.md"]
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
ITALIC = re.compile(r"(?<![*\w])\*(?![\s*])([^*]+?)(?<!\s)\*(?![*\w])")
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
# What is filled in when the words are shown.
FILLED = re.compile(r"%\(\w+\)[sd]")


@cache
def on_screen() -> tuple[frozenset[str], list[re.Pattern]]:
    """The Dutch words of the site and of Wagtail's admin: those that stand as they are, and those in which something is filled in."""
    wagtails = Path(wagtail.__file__).parent.glob("**/locale/nl/LC_MESSAGES/django*.po")
    ours = ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    entries = [entry for path in (ours, *wagtails) for entry in polib.pofile(str(path)) if not entry.obsolete]
    said = {plain(text) for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values()) if text}
    filled = [
        re.compile(".+".join(re.escape(part) for part in FILLED.split(text)))
        for text in said
        if FILLED.search(text) and len(FILLED.split(text)[0]) > len("stuur door")  # enough to know it by
    ]
    return frozenset(said | {plain(name) for name in (PORTRAITS, *(role.name for role in ROLES))}), filled


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", text).split()).casefold().rstrip(".:?! ")


def labels(guide: Path) -> set[str]:
    """Each part of what is in bold, or in the italics of a runbook: of `Rapporten → Evaluaties` both."""
    text = CODE.sub("`", guide.read_text())
    found = ITALIC.findall(BOLD.sub("", text)) if guide in RUNBOOKS else BOLD.findall(text)
    return {part for words in found for part in " ".join(words.split()).split(" → ")}


def is_on_screen(label: str) -> bool:
    said, filled = on_screen()
    return plain(label) in said or any(pattern.fullmatch(plain(label)) for pattern in filled)


@pytest.mark.parametrize("guide", [*GUIDES, *RUNBOOKS], ids=lambda guide: f"{guide.parent.name}-{guide.stem}")
def test_what_a_guide_names_reads_so_on_the_screen(guide):
    assert sorted(label for label in labels(guide) if not is_on_screen(label)) == []


def test_guides_have_labels_to_compare():
    assert len({label for guide in GUIDES for label in labels(guide)}) > 80
    assert len({label for guide in RUNBOOKS for label in labels(guide)}) > 25


def test_words_of_no_screen_are_found_out():
    assert is_on_screen("Stel groepen voor in Gent")
    assert not is_on_screen("Subpagina toevoegen")


def test_editors_are_told_of_each_block():
    with override("nl"):
        assert told_in_table("index", "blok") == {str(block.label) for block in BodyBlock().child_blocks.values()}


@pytest.mark.parametrize(
    ("guide", "states"), [("webwinkel", OrderState), ("aanvragen", RequestState), ("groepen", VolunteerState)]
)
def test_staff_are_told_of_each_state(guide, states):
    with override("nl"):
        assert told_in_table(guide, "stand") == {str(state.label) for state in states}


@pytest.mark.parametrize("guide", ["aanvragen", "kalender"])
def test_each_button_in_a_table_reads_so_on_the_screen(guide):
    buttons = told_in_table(guide, "knop")

    assert len(buttons) > 5
    assert [button for button in sorted(buttons) if not is_on_screen(button)] == []


def told_in_table(guide: str, head: str) -> set[str]:
    """The first column of the table whose first column is called `head`; a cell may name more than one thing."""
    table = (ROOT / "docs" / "redactie" / f"{guide}.md").read_text().partition(f"| {head} |")[2].partition("\n\n")[0]
    return {name for row in table.splitlines()[2:] for name in row.split("|")[1].strip().split(", ")}
