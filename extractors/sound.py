"""Sound and video: kept as assets with length and loudness; words come only from an engine the station has set up."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from extractors.draft import About, Draft, Found, Refused, Sound
from extractors.sniff import kind_of

_LOUDNESS = re.compile(r"I:\s+(-?[\d.]+) LUFS")
NO_TRANSCRIPT = "lời nói chưa chép ra chữ (trạm chưa cài bộ chép lời)"


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one recording; raises Refused `unreadable` when nothing in it can be decoded."""
    path = about.scratch / f"in{about.suffix}"
    path.write_bytes(data)
    length, title = _probe(path)
    kind = kind_of(data[: 1 << 20], about.name)
    note = _loudness(path)
    draft = Draft(kind, prose=False)
    if title:
        draft.meta["title"] = title
    draft.meta["duration_ms"] = str(length)
    if note:
        draft.meta["loudness_lufs"] = note
    draft.assets.append(
        Sound(hashlib.sha256(data).hexdigest(), about.name, about.media_type or f"{kind}/*", length, note and f"{note} LUFS")
    )
    draft.skip(NO_TRANSCRIPT)
    yield draft


def _probe(path: Path) -> tuple[int, str]:
    """Length in milliseconds and the title tag, from PyAV (no program needed)."""
    import av

    try:
        with av.open(str(path)) as media:
            if not media.streams.audio and not media.streams.video:
                raise Refused("unreadable", "không có tiếng hay hình")
            length = int((media.duration or 0) / 1000)
            if not length:
                length = int(sum(frame.samples / frame.sample_rate for frame in media.decode(audio=0)) * 1000)
            return length, str(media.metadata.get("title", ""))
    except (av.error.FFmpegError, IndexError) as error:
        raise Refused("unreadable", str(error)[:80]) from error


def _loudness(path: Path) -> str | None:
    """Integrated loudness (LUFS) by ffmpeg's meter; None without ffmpeg or for silence."""
    program = shutil.which("ffmpeg")
    if program is None:
        return None
    done = subprocess.run(
        [program, "-nostdin", "-hide_banner", "-i", str(path), "-vn", "-af", "ebur128", "-f", "null", "-"],
        capture_output=True,
        check=False,
    )
    found = _LOUDNESS.findall(done.stderr.decode("utf-8", "replace"))
    return found[-1] if found and float(found[-1]) > -70 else None
