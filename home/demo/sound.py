"""The sound of the demo's podcast: not speech, but its melody. Each speaker has a pitch; each word is a few syllables of tones.

Made at set-up with the encoder that the site already has (PyAV), as MP3 of 32 kbit a second: half a minute is some 100 kB.
"""

from __future__ import annotations

import array
import io
import math
import random
from collections.abc import Sequence
from fractions import Fraction

import av
from av.audio.frame import AudioFrame

RATE = 22_050
BIT_RATE = 32_000
SYLLABLE = 0.19
# How strong each overtone is, for a few vowels.
VOWELS = ((1, 0.7, 0.25, 0.1, 0.05), (1, 0.35, 0.5, 0.3, 0.1), (1, 0.2, 0.15, 0.35, 0.3), (1, 0.85, 0.6, 0.2, 0.05))
SILENCE = b"\0\0"
STEPS = 2048  # of one wave, reckoned once for each vowel
WAVES = tuple(
    tuple(
        5200
        * sum(
            strength * math.sin(2 * math.pi * step / STEPS * number) for number, strength in enumerate(vowel, start=1)
        )
        for step in range(STEPS)
    )
    for vowel in VOWELS
)


def spoken(parts: Sequence[tuple[int, int, float]], length_ms: int, seed: str) -> bytes:
    """An MP3 of `length_ms`, in which from `start` to `end` (milliseconds) somebody with that `pitch` (Hz) seems to speak."""
    chance = random.Random(seed)
    samples = bytearray()
    voices: dict[float, list[bytes]] = {}
    for start, end, pitch in parts:
        samples += SILENCE * max(_count(start) - len(samples) // 2, 0)
        syllables = voices.setdefault(
            pitch, [_syllable(pitch * bend, wave) for bend in (1, 1.09, 0.93) for wave in WAVES]
        )
        while len(samples) // 2 + _count(SYLLABLE * 1000) < _count(end):
            samples += chance.choice(syllables)
            if chance.random() < 0.22:
                samples += SILENCE * _count(70)
    samples += SILENCE * max(_count(length_ms) - len(samples) // 2, 0)
    return _mp3(bytes(samples[: 2 * _count(length_ms)]))


def _count(milliseconds: float) -> int:
    return round(milliseconds * RATE / 1000)


def _syllable(pitch: float, wave: Sequence[float]) -> bytes:
    """Swells and fades, and falls a little in pitch, as a voice does."""
    count = _count(SYLLABLE * 1000)
    values, phase, turn = array.array("h"), 0.0, pitch * STEPS / RATE
    for place in range(count):
        along = place / count
        phase += turn * (1.04 - 0.08 * along)
        values.append(int(min(along * 9, 1, (1 - along) * 4) * wave[int(phase) % STEPS]))
    return values.tobytes()


def _mp3(samples: bytes) -> bytes:
    held = io.BytesIO()
    with av.open(held, "w", format="mp3") as out:
        stream = out.add_stream("libmp3lame", rate=RATE, layout="mono")
        stream.bit_rate = BIT_RATE
        each = 2 * 1152
        for first in range(0, len(samples), each):
            piece = samples[first : first + each]
            frame = AudioFrame(format="s16", layout="mono", samples=len(piece) // 2)
            frame.planes[0].update(piece)
            frame.sample_rate, frame.pts, frame.time_base = RATE, first // 2, Fraction(1, RATE)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return held.getvalue()


def length_of(file: bytes) -> int:
    """Milliseconds that a finished file lasts, as its own packets say."""
    with av.open(io.BytesIO(file)) as read:
        stream = read.streams.audio[0]
        return round(sum(packet.duration * packet.time_base for packet in read.demux(stream) if packet.duration) * 1000)
