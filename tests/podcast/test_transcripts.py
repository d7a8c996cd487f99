"""Transcripts come in three shapes and go out in one."""

import pytest

from podcast.errors import TranscriptRefused
from podcast.times import parse_time, written_time
from podcast.transcripts import canonical, read

VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n<v Fien>Hallo &amp; welkom</v>\n\n00:00:02.500 --> 00:00:04.000\n<v נועה>שלום 🎙️</v>\n"


def test_canonical_text_stays_what_it_is():
    assert canonical(VTT) == VTT


def test_subrip_gets_voices():
    srt = "1\n00:00:01,000 --> 00:00:02,500\nFien: Hallo & welkom\n\n2\n00:00:02,500 --> 00:00:04,000\nנועה: שלום 🎙️\n"

    assert canonical(srt) == VTT


def test_pasted_lines_last_until_the_next():
    [first, second] = read("[00:01] Fien: Hallo\nen welkom\n[1:02:05] Goed.", duration_ms=4_000_000)

    assert (first.start_ms, first.end_ms, first.parts) == (1_000, 3_725_000, [("Fien", "Hallo en welkom")])
    assert (second.end_ms, second.parts) == (4_000_000, [("", "Goed.")])


def test_markup_and_notes_go_and_what_looks_like_markup_stays_text():
    text = (
        "WEBVTT - titel\n\nNOTE niets\n\n00:01.000 --> 00:02.000 align:start\n<v.luid Fien><i>Eén</i> &lt;b&gt; twee\n"
    )

    assert "<v Fien>Eén &lt;b&gt; twee</v>" in canonical(text)
    assert "NOTE" not in canonical(text)


def test_nothing_stays_nothing():
    assert canonical(" \n") == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("WEBVTT\n\n00:05.000 --> 00:08.000\na\n\n00:07.000 --> 00:09.000\nb\n", "Regel 6 overlapt"),
        ("WEBVTT\n\n00:05.000 --> 00:08.000\na\n\n00:01.000 --> 00:02.000\nb\n", "Regel 6 loopt achteruit"),
        ("WEBVTT\n\n00:05.000 --> 00:04.000\na\n", "Regel 3 stopt voor ze begint"),
        ("WEBVTT\n\n00:05.000 --> 00:99.000\na\n", "Regel 3: dit zijn geen twee tijden"),
        ("WEBVTT\n\n00:05.000 --> 00:20.000\na\n", "Regel 3 ligt voorbij het einde"),
        ("[00:05] a\n[00:03] b", "Regel 1"),
        ("Fien: hallo\n[00:03] b", "Regel 1 heeft geen tijd"),
        ("zomaar wat", "Regel 1 heeft geen tijd"),
        ("WEBVTT\n\n", "Regel 1 heeft geen tijd"),
    ],
)
def test_what_does_not_hold_is_named_by_its_line(text, words):
    with pytest.raises(TranscriptRefused) as refusal:
        canonical(text, duration_ms=10_000)

    assert words in refusal.value.messages[0]


@pytest.mark.parametrize(
    ("text", "ms"),
    [("0:00", 0), ("12:05", 725_000), ("90:00", 5_400_000), ("1:02:05", 3_725_000), (" 1:05.5 ", 65_500)],
)
def test_times_are_read_as_people_write_them(text, ms):
    assert parse_time(text) == ms
    assert parse_time(written_time(ms)) == ms


@pytest.mark.parametrize("text", ["", "12", "1:60", "1:99:00", "-1:00", "1:2:3:4", "🕐", "١٢:٠٥x"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError, match="not a time"):
        parse_time(text)
