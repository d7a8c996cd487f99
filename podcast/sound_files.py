"""What a sound file is, read from the file itself and not from its name: packet by packet, so that a long one costs no memory."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from tinytag import TinyTag
from tinytag.tinytag import TinyTagException

from cms.document_kinds import is_what_it_says
from podcast.errors import SoundRefused
from podcast.sound_limits import largest

MEDIA_TYPES = {"mp3": "audio/mpeg", "m4a": "audio/x-m4a"}
# The reader of ffmpeg that may look at each: named, so that no file talks it into another one.
READERS = {"mp3": "mp3", "m4a": "mov"}
CODECS = {"mp3": {"mp3", "mp3float"}, "m4a": {"aac", "alac"}}
# Enough to know that the sound can be heard; all of it is heard by the worker.
PACKETS_TRIED = 20
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class SoundFacts:
    """What was read: names of fields of `AudioFile`."""

    media_type: str
    size: int
    duration_ms: int
    sha256: str
    bit_rate: int | None
    sample_rate: int | None
    channels: int | None


def read_sound(file: Any) -> SoundFacts:
    """The facts of `file` (an uploaded file with `name` and `size`). Raises `SoundRefused` for what apps cannot play."""
    kind = PurePath(file.name or "").suffix[1:].lower()
    if kind not in READERS:
        raise SoundRefused(_("Choose an MP3 or M4A file: those are what every app plays."), code="another_kind")
    if not file.size:
        raise SoundRefused(_("This file is empty (0 bytes). Export the sound again."), code="empty")
    if file.size > largest():
        raise SoundRefused(too_large(), code="too_large")
    if not is_what_it_says(file, kind):
        raise SoundRefused(
            _("This is not an %(kind)s, although its name says so. Export the sound as %(kind)s and choose that file."),
            code="another_kind",
            params={"kind": kind.upper()},
        )
    duration_ms, rate, channels = _heard(file, kind)
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return SoundFacts(
        media_type=MEDIA_TYPES[kind],
        size=file.size,
        duration_ms=duration_ms,
        sha256=digest.hexdigest(),
        bit_rate=_bit_rate(file, kind) or round(file.size * 8000 / duration_ms),
        sample_rate=rate,
        channels=channels,
    )


def too_large() -> str:
    return _(
        "This file is larger than %(megabytes)s MB. Export the sound at 128 kilobits a second: that is enough for voices."
    ) % {"megabytes": settings.PODCAST_AUDIO_MAX_MB}


def _heard(file: Any, kind: str) -> tuple[int, int, int]:
    """Length in milliseconds, samples a second, channels; summed over every packet, the first of which are decoded too."""
    import av  # FFmpeg, some 20 MB: only for the process that takes a sound in

    broken = SoundRefused(
        _("This file cannot be played: it is damaged, or its beginning is missing. Export the sound again."),
        code="broken",
    )
    file.seek(0)
    try:
        with av.open(file, format=READERS[kind]) as container:
            if not container.streams.audio:
                raise broken
            stream = container.streams.audio[0]
            length, tried, frames = 0, 0, 0
            for packet in container.demux(stream):
                length += packet.duration or 0
                if tried < PACKETS_TRIED and packet.size:
                    tried += 1
                    frames += len(packet.decode())
            codec = stream.codec_context
            duration_ms = round(length * (stream.time_base or 0) * 1000)
            if not frames or duration_ms < 1 or codec.name not in CODECS[kind]:
                raise broken
            return duration_ms, codec.sample_rate, codec.channels
    except (av.FFmpegError, ValueError, OverflowError) as error:
        raise broken from error
    finally:
        file.seek(0)


def _bit_rate(file: Any, kind: str) -> int | None:
    """As the file says it."""
    try:
        found = TinyTag.get(filename=f"sound.{kind}", file_obj=file, tags=False)
    except (TinyTagException, ValueError, OSError):
        return None
    finally:
        file.seek(0)
    return round(found.bitrate * 1000) if found.bitrate else None
