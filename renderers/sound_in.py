"""Sound files in: decoded in blocks of float32, never whole, and what the decoder complained about on the way."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
_BLOCK = 1 << 16
MOST_CHANNELS = 16
_MP4_PADDING_MS = 140
logging.getLogger("libav").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class Decoded:
    """What was learned while decoding: `declared_ms` from the container, `errors` of decoder and demuxer, in order."""

    container: str | None = None
    codec: str | None = None
    rate: int = 0
    channels: int = 0
    bits: int | None = None
    declared_ms: int | None = None
    samples: int = 0
    errors: list[str] = field(default_factory=list)
    error_at_ms: int | None = None
    other_rate: int | None = None
    junk: int = 0

    @property
    def duration_ms(self) -> int:
        """How long what could be decoded lasts, without the padding of the last MP4 frame, which its edit list hides."""
        found = round(self.samples * 1000 / self.rate) if self.rate else 0
        padded = "mp4" in (self.container or "") and 0 < found - (self.declared_ms or found) < _MP4_PADDING_MS
        return self.declared_ms if padded and self.declared_ms else found


class NoAudio(Exception):
    """The file opens and holds no sound."""


def blocks(path: Path, told: Decoded, rate: int | None = None) -> Iterator[Samples]:
    """Blocks of shape (channels, samples); resampled to stereo at `rate` when given. Fills `told`.

    Raises NoAudio, and av.FFmpegError or OSError when the file cannot be opened at all.
    """
    with av.open(str(path), metadata_errors="ignore") as container:
        streams = container.streams.audio
        told.container = container.format.name
        if not streams:
            raise NoAudio(path)
        stream = streams[0]
        _describe(stream, container, told)
        resampler = av.AudioResampler("fltp", "stereo" if rate else None, rate)
        yield from _joined(_frames(container, stream, resampler, told))


def _describe(stream: Any, container: Any, told: Decoded) -> None:
    context = stream.codec_context
    told.codec, told.rate, told.channels = context.name, context.sample_rate or 0, context.channels
    told.bits = getattr(context, "bits_per_coded_sample", None) or _bits(context.format.name if context.format else "")
    length = stream.duration * stream.time_base if stream.duration else (container.duration or 0) / 1_000_000
    told.declared_ms = round(float(length) * 1000) or None
    if told.channels > MOST_CHANNELS:
        raise NoAudio("channels", told.channels)


def _bits(name: str) -> int | None:
    return {"s16": 16, "s16p": 16, "u8": 8, "u8p": 8, "s32": 32, "s32p": 32}.get(name)


def _frames(container: Any, stream: Any, resampler: Any, told: Decoded) -> Iterator[Samples]:
    expected = None
    for packet in _packets(container, stream, told):
        if told.container in ("mp3", "flac", "aac", "amr") and packet.size and packet.pos is not None:
            told.junk += max(0, packet.pos - expected) if expected is not None else 0
            expected = packet.pos + packet.size
        yield from _decoded(packet, resampler, told)
    for frame in _flushed(resampler):
        yield frame.to_ndarray()


def _packets(container: Any, stream: Any, told: Decoded) -> Iterator[Any]:
    try:
        yield from container.demux(stream)
    except (av.FFmpegError, ValueError) as error:
        _note(told, error)


def _decoded(packet: Any, resampler: Any, told: Decoded) -> Iterator[Samples]:
    try:
        for frame in packet.decode():
            if frame.sample_rate != told.rate:
                told.other_rate = frame.sample_rate
            if frame.is_corrupt:
                _note(told, "corrupt frame")
            told.samples += frame.samples
            for made in resampler.resample(frame):
                yield made.to_ndarray()
    except (av.FFmpegError, ValueError) as error:
        _note(told, error)


def _flushed(resampler: Any) -> list[Any]:
    try:
        return list(resampler.resample(None))
    except (av.FFmpegError, ValueError):
        return []


def _note(told: Decoded, error: object) -> None:
    if len(told.errors) < 1000:
        told.errors.append(str(error)[:120])
    told.error_at_ms = told.duration_ms if told.error_at_ms is None else told.error_at_ms


def _joined(frames: Iterator[Samples]) -> Iterator[Samples]:
    """Frames of a few hundred samples gathered into blocks worth the call."""
    kept: list[Samples] = []
    size = 0
    for frame in frames:
        kept.append(np.asarray(frame, dtype=np.float32))
        size += frame.shape[1]
        if size >= _BLOCK:
            yield np.concatenate(kept, axis=1)
            kept, size = [], 0
    if kept:
        yield np.concatenate(kept, axis=1)
