"""Whether an uploaded document is what the end of its name says, judged by its first bytes (captions by all of them)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

HEAD = 1024
CAPTIONS_MOST = 2 * 1024**2
# https://www.w3.org/TR/webvtt1/ §4.1: what separates two times, and a time.
ARROW = "-->"
TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMING = re.compile(rf"^{TIME}[ \t]+-->[ \t]+{TIME}(?:[ \t].*)?$")


def is_what_it_says(file: BinaryIO, extension: str) -> bool:
    """Whether the content of `file` is of the kind that `extension` names; True for a kind that is not judged here."""
    judge = JUDGES.get(extension.lower())
    if judge is None:
        return True
    file.seek(0)
    try:
        return judge(file)
    finally:
        file.seek(0)


def _pdf(file: BinaryIO) -> bool:
    return b"%PDF-" in file.read(HEAD)


def _mp4(file: BinaryIO) -> bool:
    return file.read(8)[4:] == b"ftyp"


def _webm(file: BinaryIO) -> bool:
    return file.read(4) == b"\x1a\x45\xdf\xa3"


def _mp3(file: BinaryIO) -> bool:
    """A tag, or a frame of layer III (ISO 11172-3 §2.4.2.3)."""
    head = file.read(3)
    return head == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


def _office(*folders: str) -> Callable[[BinaryIO], bool]:
    """A zip with the folder of its program in it."""

    def judge(file: BinaryIO) -> bool:
        return any(name.startswith(folders) for name in _names(file))

    return judge


def _odt(file: BinaryIO) -> bool:
    return {"mimetype", "content.xml"} <= set(_names(file))


def _names(file: BinaryIO) -> list[str]:
    try:
        with ZipFile(file) as archive:
            return archive.namelist()
    except BadZipFile:
        return []


def _csv(file: BinaryIO) -> bool:
    """Text that does not begin as a page or a drawing does."""
    head = file.read(HEAD).removeprefix(b"\xef\xbb\xbf")
    return b"\x00" not in head and not head.lstrip().startswith(b"<")


def _captions(file: BinaryIO) -> bool:
    """WebVTT with at least one cue, each of which ends after it starts."""
    try:
        text = file.read(CAPTIONS_MOST).decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    first, *lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    timings = [TIMING.match(line.strip()) for line in lines if ARROW in line]
    return (
        re.match(r"^WEBVTT(?:[ \t]|$)", first) is not None
        and bool(timings)
        and all(
            timing is not None and _seconds(timing.groups()[:4]) < _seconds(timing.groups()[4:]) for timing in timings
        )
    )


def _seconds(time: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in time)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


JUDGES: dict[str, Callable[[BinaryIO], bool]] = {
    "csv": _csv,
    "docx": _office("word/"),
    "m4a": _mp4,
    "mp3": _mp3,
    "mp4": _mp4,
    "odt": _odt,
    "pdf": _pdf,
    "pptx": _office("ppt/"),
    "vtt": _captions,
    "webm": _webm,
    "xlsx": _office("xl/"),
}
