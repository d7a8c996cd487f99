"""A transcript (WebVTT text) read as cues, and written again for people and machines.

What leaves the site is always written from the cues: a speaker is called as `called` says, never by a name that only the register knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from itertools import chain

import webvtt

from podcast.times import clock, vtt_time
from podcast.transcripts import voices


@dataclass(frozen=True)
class Cue:
    """What `speaker` (empty when nobody is named) says between two moments (milliseconds from the beginning)."""

    start_ms: int
    end_ms: int
    speaker: str
    text: str

    @property
    def fragment(self) -> str:
        """The moment as a media fragment (https://www.w3.org/TR/media-frags/ §4.2.1): `t=83` or `t=83.25`."""
        return fragment_of(self.start_ms)

    @property
    def clock(self) -> str:
        return clock(self.start_ms)


@dataclass(frozen=True)
class Turn:
    """Cues in a row of one speaker."""

    speaker: str
    cues: tuple[Cue, ...]


@lru_cache(maxsize=64)
def cues_of(transcript: str) -> tuple[Cue, ...]:
    """The cues of a WebVTT text, in order; none for a text that is no WebVTT (the studio refuses to keep one)."""
    if not transcript.strip():
        return ()
    try:
        read = webvtt.from_string(transcript)
    except webvtt.errors.MalformedFileError:
        return ()
    cues = chain.from_iterable(_spoken(caption) for caption in read)
    return tuple(sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms)))


def _spoken(caption) -> Iterator[Cue]:
    """A cue for each voice: who share a caption share its time too, by how much each says."""
    parts = voices(caption.raw_text, guess=False)
    begins, ends = _milliseconds(caption.start_time), _milliseconds(caption.end_time)
    whole, said_before = sum(len(said) for _voice, said in parts), 0
    for voice, said in parts:
        start = begins + (ends - begins) * said_before // whole
        said_before += len(said)
        yield Cue(start, begins + (ends - begins) * said_before // whole, voice, said)


def _milliseconds(moment) -> int:
    return moment.in_seconds() * 1000 + moment.milliseconds


def called(cues: Iterable[Cue], names: Mapping[str, str]) -> list[Cue]:
    """The same cues, with each speaker that `names` knows (whatever the case) called as it says; also one whose name stands in front
    of the words, as "Fien: …"."""
    known = {name.casefold(): shown for name, shown in names.items()}
    return [_called(cue, known) for cue in cues]


def _called(cue: Cue, known: Mapping[str, str]) -> Cue:
    speaker, text = cue.speaker, cue.text
    before, colon, after = text.partition(":")
    if colon and after.strip() and before.strip().casefold() in known:
        speaker, text = before.strip(), after.strip()
    return replace(cue, speaker=known.get(speaker.casefold(), speaker), text=text)


def turns(cues: Iterable[Cue]) -> list[Turn]:
    """Who speaks in turn, for reading. Each moment is a place on the page: of cues that begin together the first is."""
    found: list[Turn] = []
    for cue in cues:
        if found and found[-1].speaker == cue.speaker:
            if found[-1].cues[-1].start_ms == cue.start_ms:
                cue = replace(cue, text=f"{found[-1].cues[-1].text} {cue.text}")
                found[-1] = Turn(cue.speaker, (*found[-1].cues[:-1], cue))
            else:
                found[-1] = Turn(cue.speaker, (*found[-1].cues, cue))
        else:
            found.append(Turn(cue.speaker, (cue,)))
    return found


def as_vtt(cues: Iterable[Cue]) -> str:
    """WebVTT (https://www.w3.org/TR/webvtt1/)."""
    blocks = ["WEBVTT"]
    for cue in cues:
        voice = f"<v {escape(cue.speaker, quote=False)}>" if cue.speaker else ""
        words = escape(cue.text, quote=False)
        blocks.append(f"{vtt_time(cue.start_ms)} --> {vtt_time(cue.end_ms)}\n{voice}{words}")
    return "\n\n".join(blocks) + "\n"


def as_srt(cues: Iterable[Cue]) -> str:
    """SubRip, as the podcast namespace knows it: the speaker in front of what is said."""
    blocks = []
    for number, cue in enumerate(cues, start=1):
        who = f"{cue.speaker}: " if cue.speaker else ""
        times = f"{vtt_time(cue.start_ms)} --> {vtt_time(cue.end_ms)}".replace(".", ",")
        blocks.append(f"{number}\n{times}\n{who}{cue.text}\n")
    return "\n".join(blocks)


def as_json(cues: Iterable[Cue]) -> dict:
    """The JSON transcript of the podcast namespace (seconds)."""
    segments = []
    for cue in cues:
        segment = {"startTime": cue.start_ms / 1000, "endTime": cue.end_ms / 1000, "body": cue.text}
        segments.append({"speaker": cue.speaker, **segment} if cue.speaker else segment)
    return {"version": "1.0.0", "segments": segments}


def fragment_of(milliseconds: int) -> str:
    """`t=83`, or `t=83.25` in the middle of a second."""
    return f"t={milliseconds / 1000:.3f}".rstrip("0").rstrip(".")
