"""Broadcast WAV: 48 kHz 24-bit PCM (format tag 1) with a bext chunk of version 2 (EBU Tech 3285), written in blocks."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newsroom.fold import bare
from renderers.meter import Loudness
from renderers.programme import RATE


@dataclass(frozen=True, slots=True)
class Label:
    """What tags and chunks say: title, artist (station), album (show) and the air day."""

    title: str
    artist: str
    album: str
    day: date


def ascii_only(words: str, most: int) -> bytes:
    """The words without marks, at most `most` bytes: bext knows only ASCII."""
    return bare(words.replace("–", "-")).encode("ascii", "replace").replace(b"?", b"-")[:most]


def bext(label: Label, loudness: Loudness) -> bytes:
    """A bext chunk's 602 bytes and coding history; the date is the air day, so equal input gives equal bytes."""

    def hundredths(value: float | None) -> int:
        return 0x7FFF if value is None else max(-9999, min(9999, round(value * 100)))

    text = struct.pack(
        "<256s32s32s10s8sIIH64s5h180s",
        ascii_only(f"{label.album} - {label.title}", 256),
        ascii_only(label.artist, 32),
        ascii_only(f"NHIPCAU{label.day:%Y%m%d}", 32),
        label.day.isoformat().encode(),
        b"00:00:00",
        0,
        0,
        2,
        b"",
        *map(hundredths, (loudness.integrated, loudness.range, loudness.true_peak, None, loudness.short_max)),
        b"",
    )
    return text + b"A=PCM,F=48000,W=24,M=stereo,T=nhipcau\r\n"


def pcm24(block: NDArray[np.float32]) -> bytes:
    """A block of (channels, n) as interleaved 24-bit little-endian."""
    whole = np.rint(np.clip(block.T.astype(np.float64), -1, 1) * 8388607).astype("<i4")
    return np.ascontiguousarray(whole).view(np.uint8).reshape(-1, 4)[:, :3].tobytes()


def write(path: Path, blocks: Iterable[NDArray[np.float32]], label: Label, loudness: Loudness) -> None:
    """Write a stereo programme; over 4 GiB the file becomes RF64 (EBU Tech 3306)."""
    chunk = bext(label, loudness)
    head = 12 + 36 + 8 + 16 + 8 + len(chunk) + (len(chunk) & 1) + 8
    size = 0
    with path.open("wb") as file:
        file.write(b"\0" * head)
        for block in blocks:
            size += file.write(pcm24(block))
        if size & 1:
            file.write(b"\0")
        total = file.tell() - 8
        file.seek(0)
        long = total > 0xFFFFFFFF
        file.write(struct.pack("<4sI4s", b"RF64" if long else b"RIFF", 0xFFFFFFFF if long else total, b"WAVE"))
        ds64 = struct.pack("<QQQI", total, size, size // 6, 0)
        file.write(struct.pack("<4sI", b"ds64" if long else b"JUNK", 28) + (ds64 if long else b"\0" * 28))
        file.write(struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 2, RATE, RATE * 6, 6, 24))
        file.write(struct.pack("<4sI", b"bext", len(chunk)) + chunk + b"\0" * (len(chunk) & 1))
        file.write(struct.pack("<4sI", b"data", 0xFFFFFFFF if long else size))
