"""Sound, people and consents of the podcast. The sound is real: a second of a tone, encoded once a session."""

from __future__ import annotations

import hashlib
from datetime import date
from fractions import Fraction
from functools import lru_cache
from io import BytesIO

import av
import factory
from av.audio.frame import AudioFrame
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from podcast.models import AudioFile, EpisodePerson, GuestConsent, Person

RATE = 44_100


@lru_cache
def sound(
    seconds: float = 1.0, *, kind: str = "mp3", level: float = 0.25, silent: tuple[float, float] = (0, 0)
) -> bytes:
    """A tone of `seconds` as MP3 or M4A (`kind`), at `level` of full scale, with silence between two moments."""
    held = BytesIO()
    with av.open(held, "w", format="ipod" if kind == "m4a" else "mp3") as out:
        stream = out.add_stream("aac" if kind == "m4a" else "libmp3lame", rate=RATE, layout="mono")
        stream.bit_rate = 64_000
        for start in range(0, int(seconds * RATE), 1152):
            for packet in stream.encode(_frame(start, level, silent)):
                out.mux(packet)
        for packet in stream.encode(None):
            out.mux(packet)
    return held.getvalue()


def _frame(start: int, level: float, silent: tuple[float, float]) -> AudioFrame:
    """1152 samples of a square wave at 441 Hz."""
    places = range(start, start + 1152)
    high = int(level * 32_767)
    values = [0 if silent[0] * RATE <= at < silent[1] * RATE else high if at // 50 % 2 else -high for at in places]
    frame = AudioFrame(format="s16", layout="mono", samples=1152)
    frame.planes[0].update(b"".join(value.to_bytes(2, "little", signed=True) for value in values))
    frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
    return frame


class AudioFileFactory(DjangoModelFactory):
    """A sound of one second; its length may be said to be longer."""

    class Meta:
        model = AudioFile

    title = factory.Sequence(lambda n: f"Sound {n}")
    file = factory.LazyFunction(lambda: ContentFile(sound(), name="aflevering.mp3"))
    media_type = "audio/mpeg"
    size = factory.LazyFunction(lambda: len(sound()))
    sha256 = factory.LazyFunction(lambda: hashlib.sha256(sound()).hexdigest())
    duration_ms = 1_000
    bit_rate = 64_000
    sample_rate = RATE
    channels = 1


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Noor Peeters {n}")
    public_name = factory.Sequence(lambda n: f"Noor {n}")
    email = factory.Sequence(lambda n: f"noor-{n}@example.org")


class EpisodePersonFactory(DjangoModelFactory):
    """Needs `page`: a guest by default."""

    class Meta:
        model = EpisodePerson

    person = factory.SubFactory(PersonFactory)


class GuestConsentFactory(DjangoModelFactory):
    """To everything, for `episode` (needed), without end."""

    class Meta:
        model = GuestConsent

    person = factory.SubFactory(PersonFactory)
    voice = transcript = name = picture = True
    end_reason = factory.LazyAttribute(lambda made: "staff" if made.withdrawn_at else "")
    withdrawn_at = None
    signed_by = factory.LazyAttribute(lambda made: made.person.name)
    signed_on = date(2026, 3, 1)
