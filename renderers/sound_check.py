"""The check of incoming sounds: every fault of a file, its loudness and what it is, originals only read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av

from renderers import sound_header
from renderers.meter import Meter
from renderers.sound_faults import Limits, Listener
from renderers.sound_header import Fault
from renderers.sound_in import Decoded, NoAudio, blocks

CODES = (
    "empty", "no_audio", "truncated", "broken_frames", "wrong_extension", "wrong_rate", "silent", "too_quiet", "clipped",
    "dc_offset", "dropout", "long_silence", "out_of_phase", "one_sided", "hum", "noisy", "too_long", "too_short",
    "bad_header", "unreadable",
)  # fmt: skip
_SHORT_OF_HEADER = 0.985


def check(path: Path, limits: Limits | None = None) -> dict[str, Any]:
    """The public line of one file (CONTRACT `audio check`); never raises for what a file holds."""
    limits = limits or Limits()
    told = Decoded()
    try:
        size = path.stat().st_size
        head = sound_header.head(path) if size else b""
    except OSError as error:
        return _row(path, told, [Fault("unreadable", str(error.strerror))], None, None)
    if not size:
        return _row(path, told, [Fault("empty", "0 byte")], None, None)
    faults = _header(path, head)
    if any(fault.code == "bad_header" and "×" in fault.detail and "Hz" in fault.detail for fault in faults):
        return _row(path, told, faults, None, None)
    listener, meter, more = _listen(path, told, limits)
    faults += [fault for fault in more if not (faults and fault.code == "unreadable")]
    if listener is not None and listener.count:
        faults += _whole(path, told, limits, faults)
        faults += listener.faults()
        faults += _quiet(meter, limits, faults)
    elif not faults:
        faults.append(Fault("no_audio" if told.container else "unreadable", "0 ms"))
    if any(fault.code == "wrong_rate" for fault in faults):  # its clock is wrong: a pause is not as long as it seems
        faults = [fault for fault in faults if fault.code != "long_silence"]
    return _row(path, told, faults, listener, meter)


def _header(path: Path, head: bytes) -> list[Fault]:
    try:
        return sound_header.faults(path, head)
    except (OSError, ValueError, IndexError) as error:
        return [Fault("bad_header", str(error)[:80])]


def _listen(path: Path, told: Decoded, limits: Limits) -> tuple[Listener | None, Meter | None, list[Fault]]:
    listener: Listener | None = None
    meter: Meter | None = None
    try:
        for block in blocks(path, told):
            if listener is None or meter is None:
                listener, meter = Listener(told.rate, block.shape[0], limits), Meter(told.rate, block.shape[0])
                told.channels = block.shape[0]
            if block.shape[0] == listener.channels:
                listener.feed(block)
                meter.feed(block)
    except NoAudio as error:
        code = "bad_header" if len(error.args) > 1 else "no_audio"
        return listener, meter, [Fault(code, str(error.args[-1])[-40:])]
    except (av.FFmpegError, OSError, ValueError) as error:
        if listener is None:
            return None, None, [Fault("unreadable", str(error).partition(":")[0][:80])]
        told.errors.append(str(error)[:80])
    return listener, meter, []


def _whole(path: Path, told: Decoded, limits: Limits, known: list[Fault]) -> list[Fault]:
    """Faults of the file as a whole: cut short, damaged inside, a rate that its frames deny, too long or short."""
    found = []
    codes = {fault.code for fault in known}
    declared, real = told.declared_ms, told.duration_ms
    lost = 0.9 if told.errors or told.junk else _SHORT_OF_HEADER
    short = declared is not None and real < declared * lost and declared - real > 150
    at_end = bool(told.errors) and len(told.errors) == 1 and (told.error_at_ms or 0) >= real - 300
    if "truncated" not in codes and (short or at_end or _cut_mp3(path, told)) and not _estimated(told):
        found.append(Fault("truncated", f"{real} / {declared} ms"))
    if (told.errors and not at_end) or told.junk > 64:
        found.append(Fault("broken_frames", f"{len(told.errors)}, {told.junk} byte", told.error_at_ms))
    if told.other_rate and "wrong_rate" not in codes:
        found.append(Fault("wrong_rate", f"{told.rate} Hz / {told.other_rate} Hz"))
    if real < limits.too_short_s * 1000:
        found.append(Fault("too_short", f"{real} ms"))
    if real > limits.too_long_s * 1000:
        found.append(Fault("too_long", f"{real // 60_000} min"))
    return found


def _estimated(told: Decoded) -> bool:
    """AMR and ADTS have no length of their own: what the demuxer says is a guess."""
    return told.container in ("amr", "aac") and not told.errors


def _cut_mp3(path: Path, told: Decoded) -> bool:
    """An MP3 whose last frame is not whole (a CBR file without a Xing frame says nothing of its length)."""
    if told.container != "mp3":
        return False
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 8192))
        tail = file.read()
    if tail[-128:-125] == b"TAG" or b"APETAGEX" in tail:
        return False
    return _last_frame_cut(tail)


_BITRATES = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _frame_size(head: bytes) -> int | None:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, rate, bitrate = head[1] >> 3 & 3, head[2] >> 2 & 3, head[2] >> 4
    if version == 1 or rate == 3 or bitrate in (0, 15):
        return None
    scale = 144 if version == 3 else 72
    return scale * 1000 * _BITRATES[1 if version == 3 else 2][bitrate] // _RATES[version][rate] + (head[2] >> 1 & 1)


def _last_frame_cut(tail: bytes) -> bool:
    """Whether the chain of frames runs past the end of the file."""
    for start in range(len(tail) - 4):
        at, count = start, 0
        while (size := _frame_size(tail[at : at + 4])) is not None:
            at, count = at + size, count + 1
            if at >= len(tail):
                break
        if count >= 3:
            return at > len(tail) or 0 < len(tail) - at < 4
    return False


def _quiet(meter: Meter | None, limits: Limits, known: list[Fault]) -> list[Fault]:
    loudness = meter.result().integrated if meter else None
    if any(fault.code == "silent" for fault in known):
        return []
    if loudness is None and meter is not None and len(meter.energies()) >= 4:
        return [Fault("too_quiet", "< -70 LUFS")]
    return [Fault("too_quiet", f"{loudness:.1f} LUFS")] if loudness is not None and loudness < limits.too_quiet_lufs else []


def _row(path: Path, told: Decoded, faults: list[Fault], listener: Listener | None, meter: Meter | None) -> dict[str, Any]:
    heard = meter.result() if meter and listener and listener.count else None
    unique = list({(fault.code, fault.at_ms): fault for fault in faults}.values())

    def figure(value: float | None) -> float | None:
        return None if value is None else round(value, 2)

    return {
        "path": str(path),
        "ok": not unique,
        "faults": [_fault(fault) for fault in unique],
        "container": told.container,
        "codec": told.codec,
        "rate_hz": told.rate or None,
        "channels": told.channels or None,
        "bits": told.bits or None,
        "duration_ms": told.duration_ms,
        "lufs_i": figure(heard.integrated if heard else None),
        "lra": figure(heard.range if heard and heard.integrated is not None else None),
        "lufs_s_max": figure(heard.short_max if heard and heard.integrated is not None else None),
        "true_peak_dbtp": figure(heard.true_peak if heard else None),
    }


def _fault(fault: Fault) -> dict[str, Any]:
    where = {} if fault.at_ms is None else {"at_ms": fault.at_ms}
    return {"code": fault.code, **where, "detail": fault.detail}
