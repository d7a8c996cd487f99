"""Moments in a sound as people write them: `12:05` or `1:02:05`, in milliseconds for machines."""

from __future__ import annotations

import re

WRITTEN = re.compile(r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)(?:[.,](?P<rest>\d{1,3}))?")


def parse_time(text: str) -> int:
    """Milliseconds of `mm:ss`, `h:mm:ss`, with tenths or thousandths if need be. Raises `ValueError`."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None or (found["hours"] and int(found["minutes"]) > 59):
        raise ValueError("not a time")
    seconds = (int(found["hours"] or 0) * 60 + int(found["minutes"])) * 60 + int(found["seconds"])
    return seconds * 1000 + int((found["rest"] or "0").ljust(3, "0"))


def written_time(ms: int) -> str:
    """`2:05`, or `1:02:05` from an hour on; thousandths only where there are any."""
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    whole = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{whole}.{rest:03}" if rest else whole


def clock(ms: int) -> str:
    """`2:05`, or `1:02:05`: as people read it, in whole seconds."""
    return written_time(ms // 1000 * 1000)


def vtt_time(ms: int) -> str:
    """`00:02:05.000`, as WebVTT wants it."""
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
