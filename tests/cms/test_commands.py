"""The commands around the site: messages without gettext's tools, and serving it on one machine."""

import socket

import polib
import pytest
from django.core.management import CommandError, call_command

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "One seat"
msgid_plural "%(count)d seats"
msgstr[0] "Eén plaats"
msgstr[1] "%(count)d plaatsen"

msgctxt "verb"
msgid "Open"
msgstr "Openen"
"""


@pytest.fixture
def catalogue(settings, tmp_path):
    """A Dutch catalogue of its own, as a path."""
    path = tmp_path / "nl" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE, encoding="utf-8")
    settings.LOCALE_PATHS = [tmp_path]
    return path


def test_messages_are_compiled_with_plurals_and_contexts(catalogue):
    call_command("compile_messages")

    compiled = {(entry.msgctxt, entry.msgid): entry for entry in polib.mofile(str(catalogue.with_suffix(".mo")))}
    assert compiled[None, "One seat"].msgstr_plural == {0: "Eén plaats", 1: "%(count)d plaatsen"}
    assert compiled["verb", "Open"].msgstr == "Openen"
    assert [path.name for path in catalogue.parent.iterdir() if path.suffix == ".new"] == []


@pytest.mark.parametrize(
    ("addition", "complaint"),
    [
        ('\nmsgid "Closed"\nmsgstr ""\n', "no translation of 'Closed'"),
        ('\n#, fuzzy\nmsgid "Closed"\nmsgstr "Dicht?"\n', "guessed translation of 'Closed'"),
    ],
)
def test_a_text_without_dutch_is_refused(catalogue, monkeypatch, addition, complaint):
    monkeypatch.setattr("shutil.which", lambda name: None)  # the sources are not read
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    catalogue.write_text(CATALOGUE + addition, encoding="utf-8")

    with pytest.raises(CommandError, match=complaint):
        call_command("check_messages")


@pytest.mark.parametrize(
    ("source", "dutch", "complaint"),
    [
        ("Up to %(most)s people", "Hoogstens %(least)s mensen", "other placeholders"),
        ("Up to %(most)s people", "Hoogstens zoveel mensen", "other placeholders"),
        ("Say 'yes'", "Zeg 'ja'", "write “ ” ’"),
        ("One moment", "Een ogenblik...", "write …"),
        ("You can come", "Kun je komen?", "write kan"),
        ("Your seat", "Uw plaats", "write je, jij, jouw"),
    ],
)
def test_dutch_that_is_not_ours_is_refused(catalogue, monkeypatch, source, dutch, complaint):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    catalogue.write_text(f'{CATALOGUE}\nmsgid "{source}"\nmsgstr "{dutch}"\n', encoding="utf-8")

    with pytest.raises(CommandError, match=complaint):
        call_command("check_messages")


def test_quotes_in_tags_and_letters_in_words_are_not_refused(catalogue, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    words = """<a href='%(href)s'>Zo’n uur</a> duurt het, u-vormig of niet: {day}"""
    catalogue.write_text(f'{CATALOGUE}\nmsgid "%(href)s {{day}}"\nmsgstr "{words}"\n', encoding="utf-8")

    call_command("check_messages")


def test_a_complete_catalogue_passes_unless_the_sources_must_be_read(catalogue, monkeypatch, capsys):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.delenv("REQUIRE_ALL", raising=False)

    call_command("check_messages")

    assert "Skipped" in capsys.readouterr().out
    monkeypatch.setenv("REQUIRE_ALL", "1")
    with pytest.raises(CommandError, match="xgettext"):
        call_command("check_messages")


def test_serving_on_a_taken_port_says_which_and_starts_nothing():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} is taken"):
            call_command("serve", port=port)
