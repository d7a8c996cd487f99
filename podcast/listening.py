"""Listening through a sound: how loud it is (EBU R 128) and where nothing is heard. A stream: an hour costs no more memory than a minute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log10
from typing import Any

import av
from av.error import BlockingIOError as NothingYet
from av.error import EOFError as AllSaid
from av.error import InvalidDataError
from av.filter import Graph

SILENT_DB, SILENT_SECONDS = -50, 3
MOST_SILENCES = 50
LOUDNESS, PEAK = "lavfi.r128.I", "lavfi.r128.true_peak"
BEGINS, ENDS = "lavfi.silence_start", "lavfi.silence_end"
# What the filter says of a sound in which nothing is heard.
NOTHING_HEARD = -70.0


@dataclass
class Heard:
    """Loudness in LUFS and highest peak in dBTP (None: nothing to hear), and silences as [begin, end] in milliseconds."""

    loudness_lufs: float | None = None
    peak_dbtp: float | None = None
    silences: list[list[int]] = field(default_factory=list)


def listen(file: Any, *, reader: str) -> Heard:
    """Hear all of `file`. Raises `av.FFmpegError` for what cannot be decoded."""
    heard = Heard()
    with av.open(file, format=reader) as container:
        stream = container.streams.audio[0]
        graph = Graph()
        source, sink = graph.add_abuffer(template=stream), graph.add("abuffersink")
        loudness = graph.add("ebur128", "metadata=1:peak=true")
        silence = graph.add("silencedetect", f"noise={SILENT_DB}dB:d={SILENT_SECONDS}")
        for one, next_one in ((source, loudness), (loudness, silence), (silence, sink)):
            one.link_to(next_one)
        graph.configure()
        seconds = 0.0
        for frame in _frames(container, stream):
            seconds = max(seconds, (frame.time or 0) + frame.samples / frame.sample_rate)
            graph.push(frame)
            _drain(graph, heard)
        graph.push(None)
        _drain(graph, heard)
    if heard.silences and len(heard.silences[-1]) == 1:
        heard.silences[-1].append(round(seconds * 1000))
    heard.silences = heard.silences[:MOST_SILENCES]
    if heard.loudness_lufs is not None and heard.loudness_lufs <= NOTHING_HEARD:
        heard.loudness_lufs = None
    return heard


def _frames(container: Any, stream: Any) -> Iterator[Any]:
    """All that can be decoded: where two files were pasted together a packet is no sound, and every app plays on. Raises when none is."""
    heard, refused = False, None
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except InvalidDataError as error:
            refused = error
            continue
        heard = heard or bool(frames)
        yield from frames
    if not heard and refused is not None:
        raise refused


def _drain(graph: Graph, heard: Heard) -> None:
    while True:
        try:
            said = graph.pull().metadata
        except (NothingYet, AllSaid):
            return
        if LOUDNESS in said:
            heard.loudness_lufs = round(float(said[LOUDNESS]), 1)
        if PEAK in said and float(said[PEAK]) > 0:
            heard.peak_dbtp = round(20 * log10(float(said[PEAK])), 1)
        if BEGINS in said:
            heard.silences.append([max(round(float(said[BEGINS]) * 1000), 0)])
        if ENDS in said and heard.silences and len(heard.silences[-1]) == 1:
            heard.silences[-1].append(round(float(said[ENDS]) * 1000))
