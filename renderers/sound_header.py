"""What the first bytes of a sound file claim: its true container, and what in a WAV, MP4 or Ogg contradicts itself."""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = {
    "wav": {".wav", ".wave", ".bwf", ".rf64", ".w64"},
    "mp3": {".mp3", ".mp2", ".mpga", ".mpa"},
    "flac": {".flac"},
    "ogg": {".ogg", ".oga", ".opus", ".spx", ".ogv"},
    "mp4": {".m4a", ".mp4", ".m4b", ".mov", ".m4v", ".3gp", ".3gpp", ".3g2", ".aac", ".qt", ".m4r"},
    "webm": {".webm", ".mkv", ".mka", ".weba"},
    "amr": {".amr", ".awb"},
    "aac": {".aac", ".adts"},
    "aiff": {".aif", ".aiff", ".aifc"},
    "asf": {".wma", ".wmv", ".asf"},
    "au": {".au", ".snd"},
    "caf": {".caf"},
    "avi": {".avi"},
    "ts": {".ts", ".m2ts", ".mpg", ".mpeg", ".vob"},
}
SOUND_SUFFIXES = frozenset().union(*SUFFIXES.values())


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the check: its code of the contract, the fact that shows it, and where in the sound."""

    code: str
    detail: str
    at_ms: int | None = None


def kind(head: bytes) -> str | None:
    """The container by its magic bytes, or None."""
    if head[:4] in (b"RIFF", b"RF64", b"RIFX") and head[8:12] in (b"WAVE", b"AVI "):
        return "wav" if head[8:12] == b"WAVE" else "avi"
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"skip", b"free"):
        return "mp4"
    marks = {
        b"fLaC": "flac", b"OggS": "ogg", b"\x1aE\xdf\xa3": "webm", b"#!AMR": "amr", b"FORM": "aiff", b"\x30\x26\xb2\x75": "asf",
        b".snd": "au", b"caff": "caf", b"ID3": "mp3", b"riff": "wav", b"\x00\x00\x01\xba": "ts",
    }  # fmt: skip
    for mark, name in marks.items():
        if head.startswith(mark):
            return _behind_id3(head) if name == "mp3" else name
    return _frames(head)


def _behind_id3(head: bytes) -> str:
    size = (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]) + 10 if len(head) > 10 else 0
    behind = head[size : size + 4]
    return "flac" if behind == b"fLaC" else (_frames(behind) or "mp3")


def _frames(head: bytes) -> str | None:
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        if head[1] & 0x06 == 0:
            return "aac" if head[1] & 0xF0 == 0xF0 else None
        return "mp3" if head[1] & 0x18 != 0x08 and head[2] & 0xF0 != 0xF0 else None
    return None


def faults(path: Path, head: bytes) -> list[Fault]:
    """Faults that the header alone shows."""
    found = kind(head)
    faults: list[Fault] = []
    suffix = path.suffix.lower()
    if found and suffix and suffix not in SUFFIXES[found]:
        faults.append(Fault("wrong_extension", f"{suffix} / {found}"))
    if found == "wav":
        faults += _wav(path)
    if found == "mp4":
        faults += _mp4(path)
    if found == "ogg":
        faults += _ogg(path)
    return faults


def chunks(path: Path) -> dict[bytes, tuple[int, int]]:
    """Place and stated size of a WAV's chunks."""
    found: dict[bytes, tuple[int, int]] = {}
    size = path.stat().st_size
    with path.open("rb") as file:
        at = 12
        while at + 8 <= size and len(found) < 200:
            file.seek(at)
            name, length = struct.unpack("<4sI", file.read(8))
            found.setdefault(name, (at + 8, length))
            at += 8 + length + (length & 1)
    return found


def _wav(path: Path) -> list[Fault]:
    found, size = chunks(path), path.stat().st_size
    if b"fmt " not in found:
        return [Fault("bad_header", "fmt")]
    with path.open("rb") as file:
        head = file.read(4)
        file.seek(found[b"fmt "][0])
        raw = file.read(16)
    if len(raw) < 16:
        return [Fault("truncated", "fmt")]
    tag, channels, rate, byte_rate, align, bits = struct.unpack("<HHIIHH", raw)
    faults = _fmt(tag, channels, rate, byte_rate, align, bits)
    if b"data" not in found:
        return [*faults, Fault("bad_header", "data")]
    place, length = found[b"data"]
    if head == b"RF64" or length >= 0xFFFFFF00:
        return faults
    if length == 0 and size - place > 64:
        faults.append(Fault("bad_header", "data = 0"))
    elif place + length > size + 1:
        faults.append(Fault("truncated", f"{size - place} / {length} byte"))
    return faults


def _fmt(tag: int, channels: int, rate: int, byte_rate: int, align: int, bits: int) -> list[Fault]:
    if not 1 <= channels <= 16 or not 4000 <= rate <= 768_000:
        return [Fault("bad_header", f"{channels} × {rate} Hz")]
    if tag not in (1, 3, 0xFFFE):
        return []
    if bits not in (8, 16, 24, 32, 64) or align not in (channels * bits // 8, channels * 4 if bits == 24 else align):
        return [Fault("bad_header", f"{channels} × {bits} bit, block {align}")]
    if align != channels * bits // 8:
        return [Fault("bad_header", f"{channels} × {bits} bit, block {align}")]
    if byte_rate and byte_rate != rate * align:
        return [Fault("wrong_rate", f"{rate} Hz / {byte_rate // align} Hz")]
    return []


def _mp4(path: Path) -> list[Fault]:
    """A box that runs past the end, or a file without its index."""
    size, at = path.stat().st_size, 0
    names: list[bytes] = []
    with path.open("rb") as file:
        while at + 8 <= size and len(names) < 1000:
            file.seek(at)
            length, name = struct.unpack(">I4s", file.read(8))
            length = struct.unpack(">Q", file.read(8))[0] if length == 1 else size - at if length == 0 else length
            names.append(name)
            if length < 8 or at + length > size:
                return [Fault("truncated", f"{name.decode('latin-1')} {size - at} / {length} byte")]
            at += length
    return [] if b"moov" in names else [Fault("truncated", "moov")]


def _ogg(path: Path) -> list[Fault]:
    """The last page must be whole and say that it ends a stream."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 70_000))
        tail = file.read()
    at = tail.rfind(b"OggS")
    if at < 0 or at + 27 > len(tail):
        return [Fault("truncated", "OggS")]
    lacing = tail[at + 27 : at + 27 + tail[at + 26]]
    whole = len(lacing) == tail[at + 26] and at + 27 + len(lacing) + sum(lacing) <= len(tail)
    return [] if whole and tail[at + 5] & 4 else [Fault("truncated", "EOS")]


def head(path: Path) -> bytes:
    """The first bytes, past any ID3 tag up to 256 KiB."""
    with path.open("rb") as file:
        return file.read(min(os.fstat(file.fileno()).st_size, 1 << 18))
