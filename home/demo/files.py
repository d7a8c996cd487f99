"""Small real files for the demo site: documents (PDF), captions (WebVTT), silent films (WebM) and a tune (M4A).

They are written by hand, so that nothing but Pillow is needed. Each function gives the bytes of a whole file.
"""

from __future__ import annotations

import array
import io
import math
import struct
import sys
import textwrap
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from PIL import Image

Cue = tuple[float, float, str]

# --- PDF 1.4 -------------------------------------------------------------------------------------------------------

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 595, 842, 64


def pdf(title: str, paragraphs: Sequence[str]) -> bytes:
    """An A4 document with `title` and `paragraphs`; a paragraph that starts with `# ` is a heading."""
    pages: list[list[str]] = [[]]
    y: float = PAGE_HEIGHT - MARGIN - 20

    def put(line: str, font: str, size: int, leading: float) -> None:
        nonlocal y
        if y < MARGIN:
            pages.append([])
            y = PAGE_HEIGHT - MARGIN
        pages[-1].append(f"BT /{font} {size} Tf {MARGIN} {y:.0f} Td ({_pdf_text(line)}) Tj ET")
        y -= leading

    for line in textwrap.wrap(title, 34):
        put(line, "F2", 26, 32)
    pages[0].append(f"0.784 0.251 0.122 RG 4 w 1 J {MARGIN} {y + 8:.0f} m {_loop(y + 8)} S")
    y -= 34
    for paragraph in paragraphs:
        heading = paragraph.startswith("# ")
        for line in textwrap.wrap(paragraph.removeprefix("# "), 52 if heading else 84):
            put(line, *(("F2", 15, 22) if heading else ("F1", 11.5, 17)))
        y -= 4 if heading else 9
    return _pdf_file(title, pages)


def _loop(y: float) -> str:
    """A line with one loop in it, as PDF curves."""
    return (
        f"{MARGIN + 60} {y:.0f} {MARGIN + 130} {y - 6:.0f} {MARGIN + 138} {y + 14:.0f} c "
        f"{MARGIN + 144} {y + 30:.0f} {MARGIN + 106} {y + 30:.0f} {MARGIN + 112} {y + 14:.0f} c "
        f"{MARGIN + 122} {y - 8:.0f} {MARGIN + 190} {y:.0f} {MARGIN + 250} {y:.0f} c"
    )


def _pdf_text(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _pdf_file(title: str, pages: list[list[str]]) -> bytes:
    page_numbers = [6 + 2 * i for i in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in page_numbers)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (nl-BE) /ViewerPreferences << /DisplayDocTitle true >> >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({_pdf_text(title)}) /Author (Lus vzw) >>",
    ]
    for number, lines in zip(page_numbers, pages, strict=True):
        stream = "\n".join(lines)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252', 'replace'))} >>\nstream\n{stream}\nendstream")
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252", "replace"))
    start = out.tell()
    rows = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode())
    out.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


# --- WebVTT --------------------------------------------------------------------------------------------------------


def vtt(cues: Sequence[Cue]) -> bytes:
    """Captions; each cue is start, end (seconds) and words."""
    blocks = ["WEBVTT"]
    blocks += [
        f"{number}\n{_clock(start)} --> {_clock(end)}\n{words}" for number, (start, end, words) in enumerate(cues, 1)
    ]
    return ("\n\n".join(blocks) + "\n").encode()


def _clock(seconds: float) -> str:
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}.{milliseconds:03d}"


# --- WebM (Matroska with VP8; each frame of a lossy WebP is a VP8 key frame) --------------------------------------

FRAMES_A_SECOND = 4
FILM_SIZE = (640, 360)


def film(pictures: Sequence[Image.Image], *, seconds: float) -> bytes:
    """A silent film of `seconds` that moves slowly over each of `pictures` in turn."""
    each = seconds / len(pictures)
    clusters, count = [], int(seconds * FRAMES_A_SECOND)

    def frame(number: int) -> tuple[int, bytes]:
        at = number / FRAMES_A_SECOND
        index = min(int(at / each), len(pictures) - 1)
        return int(at * 1000), _vp8_frame(pictures[index], (at - index * each) / each, zoom_in=index % 2 == 0)

    with ThreadPoolExecutor() as hands:
        frames = list(hands.map(frame, range(count)))
    for first in range(0, count, FRAMES_A_SECOND * 4):
        group = frames[first : first + FRAMES_A_SECOND * 4]
        start = group[0][0]
        blocks = b"".join(
            _element(0xA3, b"\x81" + struct.pack(">h", moment - start) + b"\x80" + frame) for moment, frame in group
        )
        clusters.append(_element(0x1F43B675, _element(0xE7, _number(start)) + blocks))
    info = _element(0x1549A966, _element(0x2AD7B1, _number(1_000_000)) + _element(0x4489, struct.pack(">d", seconds * 1000))
                    + _element(0x4D80, b"lus") + _element(0x5741, b"lus"))  # fmt: skip
    video = _element(0xE0, _element(0xB0, _number(FILM_SIZE[0])) + _element(0xBA, _number(FILM_SIZE[1])))
    track = _element(0xAE, _element(0xD7, b"\x01") + _element(0x73C5, b"\x01") + _element(0x83, b"\x01")
                     + _element(0x86, b"V_VP8") + video)  # fmt: skip
    header = _element(0x1A45DFA3, _element(0x4286, b"\x01") + _element(0x42F7, b"\x01") + _element(0x42F2, b"\x04")
                      + _element(0x42F3, b"\x08") + _element(0x4282, b"webm") + _element(0x4287, b"\x02")
                      + _element(0x4285, b"\x02"))  # fmt: skip
    return header + _element(0x18538067, info + _element(0x1654AE6B, track) + b"".join(clusters))


def _vp8_frame(picture: Image.Image, progress: float, *, zoom_in: bool) -> bytes:
    amount = progress if zoom_in else 1 - progress
    width = picture.width * (1 - 0.16 * amount)
    height = width * FILM_SIZE[1] / FILM_SIZE[0]
    left, top = (picture.width - width) / 2, (picture.height - height) * 0.55
    frame = picture.resize(FILM_SIZE, Image.Resampling.BILINEAR, box=(left, top, left + width, top + height))
    file = io.BytesIO()
    frame.save(file, "WEBP", quality=48, method=0)
    data = file.getvalue()
    at = data.index(b"VP8 ")
    return data[at + 8 : at + 8 + struct.unpack("<I", data[at + 4 : at + 8])[0]]


def _element(identifier: int, payload: bytes) -> bytes:
    name = identifier.to_bytes((identifier.bit_length() + 7) // 8, "big")
    return name + (0x0100_0000_0000_0000 | len(payload)).to_bytes(8, "big") + payload


def _number(value: int) -> bytes:
    return value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big")


# --- M4A (an MP4 file with lossless FLAC sound) -------------------------------------------------------------------

RATE = 16_000
BLOCK = 4096
NOTES = (
    ("G", 0.0),
    ("B", 0.45),
    ("D", 0.9),
    ("G'", 1.35),
    ("E'", 2.0),
    ("D", 2.5),
    ("B", 2.95),
    ("C'", 3.4),
    ("A", 3.9),
    ("G", 4.5),
)
PITCHES = {"G": 392.0, "A": 440.0, "B": 493.9, "C'": 523.3, "D": 587.3, "E'": 659.3, "G'": 784.0}
TUNE_SECONDS = 6.5


def tune() -> bytes:
    """The signature tune of the podcast: ten notes on something like a xylophone."""
    samples = [0.0] * int(RATE * TUNE_SECONDS)
    for name, start in NOTES:
        turn = 2 * math.pi * PITCHES[name] / RATE
        first = int(start * RATE)
        for i in range(min(int(RATE * 1.6), len(samples) - first)):
            fade = math.exp(-i / (RATE * 0.33)) * min(1.0, i / 80)
            samples[first + i] += fade * (
                math.sin(turn * i) + 0.3 * math.sin(turn * 3.9 * i) * math.exp(-i / (RATE * 0.06))
            )
    return _m4a([int(max(-1, min(1, sample * 0.42)) * 32_000) for sample in samples])


def _m4a(samples: list[int]) -> bytes:
    frames = [_flac_frame(samples[i : i + BLOCK], number) for number, i in enumerate(range(0, len(samples), BLOCK))]
    total = len(samples)
    stream_info = (
        struct.pack(">HH", BLOCK, BLOCK)
        + b"\0" * 6
        + ((RATE << 44) | (15 << 36) | total).to_bytes(8, "big")
        + b"\0" * 16
    )
    entry = _box(b"fLaC", b"\0" * 6 + struct.pack(">HIIHHHHI", 1, 0, 0, 1, 16, 0, 0, RATE << 16)
                 + _box(b"dfLa", b"\0" * 4 + b"\x80\x00\x00\x22" + stream_info))  # fmt: skip
    last = total - BLOCK * (len(frames) - 1)

    def movie(first_byte: int) -> bytes:
        table = _box(b"stbl", b"".join((
            _full(b"stsd", struct.pack(">I", 1) + entry),
            _full(b"stts", struct.pack(">IIIII", 2, len(frames) - 1, BLOCK, 1, last)),
            _full(b"stsc", struct.pack(">IIII", 1, 1, len(frames), 1)),
            _full(b"stsz", struct.pack(">II", 0, len(frames)) + b"".join(struct.pack(">I", len(frame)) for frame in frames)),
            _full(b"stco", struct.pack(">II", 1, first_byte)),
        )))  # fmt: skip
        matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
        media = _box(
            b"minf",
            _full(b"smhd", b"\0" * 4)
            + _box(b"dinf", _full(b"dref", struct.pack(">I", 1) + _box(b"url ", b"\0\0\0\x01")))
            + table,
        )
        mdia = _box(b"mdia", _full(b"mdhd", struct.pack(">IIIIHH", 0, 0, RATE, total, 0x55C4, 0))
                    + _full(b"hdlr", b"\0" * 4 + b"soun" + b"\0" * 13) + media)  # fmt: skip
        track = _box(b"trak", _box(b"tkhd", b"\0\0\0\x03" + struct.pack(">IIIII", 0, 0, 1, 0, total) + b"\0" * 8
                     + struct.pack(">HHHH", 0, 0, 0x100, 0) + matrix + b"\0" * 8) + mdia)  # fmt: skip
        head = _full(
            b"mvhd",
            struct.pack(">IIIIIH", 0, 0, RATE, total, 0x10000, 0x100)
            + b"\0" * 10
            + matrix
            + b"\0" * 24
            + struct.pack(">I", 2),
        )
        return _box(b"moov", head + track)

    kind = _box(b"ftyp", b"M4A \0\0\0\0M4A isomiso2")
    offset = len(kind) + len(movie(0)) + 8
    return kind + movie(offset) + _box(b"mdat", b"".join(frames))


def _flac_frame(samples: list[int], number: int) -> bytes:
    """One frame of plain samples: mono, 16 bits, 16 kHz."""
    data = array.array("h", samples)
    if sys.byteorder == "little":
        data.byteswap()
    header = b"\xff\xf8\x75\x08" + bytes([number]) + struct.pack(">H", len(samples) - 1)
    frame = header + bytes([_crc(header, 0x07, 8)]) + b"\x02" + data.tobytes()
    return frame + struct.pack(">H", _crc(frame, 0x8005, 16))


def _crc(data: bytes, polynomial: int, bits: int) -> int:
    table = []
    top, mask = 1 << (bits - 1), (1 << bits) - 1
    for value in range(256):
        rest = value << (bits - 8)
        for _bit in range(8):
            rest = ((rest << 1) ^ polynomial if rest & top else rest << 1) & mask
        table.append(rest)
    rest = 0
    for byte in data:
        rest = ((rest << 8) & mask) ^ table[(rest >> (bits - 8)) ^ byte]
    return rest


def _box(kind: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload) + 8) + kind + payload


def _full(kind: bytes, payload: bytes) -> bytes:
    return _box(kind, b"\0\0\0\0" + payload)
