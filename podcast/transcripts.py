"""Transcripts: WebVTT, SubRip or lines with a time code come in, canonical WebVTT with voices goes out (https://www.w3.org/TR/webvtt1/).

What does not hold is refused by line: times that overlap or run backward, or that lie past the end of the sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise

from django.utils.translation import gettext as _

from podcast.errors import TranscriptRefused
from podcast.times import vtt_time, written_time

# Programs round the length of a sound differently.
GRACE_MS = 1_000
LAST_LINE_MS = 4_000
MOST_ERRORS = 10
MOST_CHARACTERS = 1_000_000

CLOCK = r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?"
TIMING = re.compile(rf"\s*{CLOCK}\s*-->\s*{CLOCK}(?:\s.*)?")
CODED = re.compile(rf"\s*[\[(]{CLOCK}[\])]\s*(.*)")
VOICE_TAG = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
TAG = re.compile(r"</?[^<>]*>")
# "Fien: …": a name is short, and is no sentence.
NAMED = re.compile(r"\s*([^\s:.!?][^:.!?]{0,39}):\s+(.+)", re.DOTALL)
# What no text needs: control characters, but for tabs and line ends.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass
class Cue:
    """What is said between two moments. `parts`: who says what; the voice may be empty. `line`: where it begins in what came in."""

    start_ms: int
    end_ms: int
    parts: list[tuple[str, str]] = field(default_factory=list)
    line: int = 0


def canonical(text: str, *, duration_ms: int | None = None) -> str:
    """`text` (WebVTT, SubRip, or lines as `[00:12] Fien: …`) as canonical WebVTT; nothing stays nothing.

    Raises `TranscriptRefused` with a sentence for each line that does not hold.
    """
    if not text.strip():
        return ""
    return write(read(text, duration_ms=duration_ms))


def read(text: str, *, duration_ms: int | None = None) -> list[Cue]:
    """The cues of `text`. Raises `TranscriptRefused`."""
    if len(text) > MOST_CHARACTERS:
        raise TranscriptRefused(_("The transcript is too long: a million characters at most."))
    lines = CONTROL.sub("", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    if any("-->" in line for line in lines):
        cues, errors = _blocks(lines, guess=not lines[0].startswith("WEBVTT"))
    else:
        cues, errors = _coded(lines, duration_ms)
    if not errors and not cues:
        errors = [
            _("No line has a time. Begin each line with one, such as “[00:12] Fien: …”, or choose a VTT or SRT file.")
        ]
    errors = errors or _wrong_times(cues, duration_ms)
    if errors:
        raise TranscriptRefused(errors[:MOST_ERRORS])
    if duration_ms:
        for cue in cues:
            cue.end_ms = min(cue.end_ms, max(duration_ms, cue.start_ms + 1))
    return cues


def write(cues: list[Cue]) -> str:
    """Canonical WebVTT: full times, a voice for each part that has one, nothing else."""
    blocks = [
        f"{vtt_time(cue.start_ms)} --> {vtt_time(cue.end_ms)}\n"
        + "\n".join(_part(voice, said) for voice, said in cue.parts)
        for cue in cues
    ]
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def _part(voice: str, said: str) -> str:
    text = _escaped(said)
    return f"<v {_escaped(voice)}>{text}</v>" if voice else text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _blocks(lines: list[str], *, guess: bool) -> tuple[list[Cue], list[str]]:
    """Cues of WebVTT or SubRip: a line with two times, then text until an empty line. Other blocks are notes and numbers."""
    cues, errors, current = [], [], None
    said: list[str] = []

    def close() -> None:
        if current is not None:
            current.parts = voices("\n".join(said), guess=guess)
            if current.parts:
                cues.append(current)
            said.clear()

    for number, line in enumerate(lines, 1):
        if "-->" in line:
            close()
            current, wrong = _timed(line, number)
            errors += wrong
        elif not line.strip():
            close()
            current = None
        elif current is not None:
            said.append(line.strip())
    close()
    return cues, errors


def _timed(line: str, number: int) -> tuple[Cue | None, list[str]]:
    found = TIMING.fullmatch(line)
    if found is None:
        return None, [_("Line %(line)s: these are not two times, such as 00:12.000 --> 00:15.500.") % {"line": number}]
    return Cue(_ms(found.groups()[:4]), _ms(found.groups()[4:]), line=number), []


def _ms(clock: tuple[str | None, ...]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in clock[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((clock[3] or "0").ljust(3, "0"))


def voices(text: str, *, guess: bool) -> list[tuple[str, str]]:
    """Who says what in the text of one cue: by its tags, or where `guess`, by "Name: " in front."""
    pieces = VOICE_TAG.split(text)
    parts = [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    plain = [(_one_line(voice), _one_line(TAG.sub("", said))) for voice, said in parts]
    plain = [(voice, said) for voice, said in plain if said]
    if guess and len(plain) == 1 and not plain[0][0] and (named := NAMED.fullmatch(plain[0][1])):
        return [(named[1].strip(), named[2].strip())]
    return plain


def _one_line(text: str) -> str:
    return " ".join(unescape(text).split())


def _coded(lines: list[str], duration_ms: int | None) -> tuple[list[Cue], list[str]]:
    """Cues of lines as `[00:12] Fien: …`; a line without a time goes on with the one before. Each lasts until the next."""
    cues: list[Cue] = []
    said: list[list[str]] = []
    errors = []
    for number, line in enumerate(lines, 1):
        if found := CODED.fullmatch(line):
            cues.append(Cue(_ms(found.groups()[:4]), 0, line=number))
            said.append([found[5]])
        elif line.strip() and cues:
            said[-1].append(line)
        elif line.strip():
            errors.append(_("Line %(line)s has no time. Begin it with one, such as [00:12].") % {"line": number})
    for cue, words in zip(cues, said, strict=True):
        cue.parts = voices("\n".join(words), guess=True)
    for cue, following in pairwise(cues):
        cue.end_ms = following.start_ms
    if cues:
        last = cues[-1].start_ms
        cues[-1].end_ms = duration_ms if duration_ms and duration_ms > last else last + LAST_LINE_MS
    return [cue for cue in cues if cue.parts], errors


def _wrong_times(cues: list[Cue], duration_ms: int | None) -> list[str]:
    return [
        sentence % {"line": line, "time": written_time(time)} for sentence, line, time in _faults(cues, duration_ms)
    ]


def _faults(cues: list[Cue], duration_ms: int | None) -> Iterator[tuple[str, int, int]]:
    before: Cue | None = None
    for cue in cues:
        if before is not None and cue.start_ms < before.start_ms:
            yield _("Line %(line)s runs backward: %(time)s comes before the time above it."), cue.line, cue.start_ms
        elif cue.end_ms <= cue.start_ms:
            yield _("Line %(line)s ends before it begins (%(time)s)."), cue.line, cue.end_ms
        elif before is not None and cue.start_ms < before.end_ms:
            yield _("Line %(line)s overlaps the one before, which ends at %(time)s."), cue.line, before.end_ms
        elif duration_ms and cue.end_ms > duration_ms + GRACE_MS:
            yield _("Line %(line)s lies past the end of the sound (%(time)s)."), cue.line, duration_ms
        before = cue
