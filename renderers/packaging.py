"""The package: segment sounds, programme masters, documents, playlist, cue sheet, manifest, checksums, put in place at once."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import av
import numpy as np

from newsroom.errors import PackageRefused
from newsroom.fold import bare
from newsroom.package import Hole, Package, PackageFile, PackageRundown
from newsroom.rundown import KINDS, Rundown, Segment
from newsroom.rundown_file import UNDATED
from renderers import wave_file
from renderers.context import RenderContext
from renderers.masters import Chapter, Made, Press
from renderers.meter import Meter
from renderers.mixing import BLOCK, Bus, Clip, decode, fade, samples
from renderers.playlists import cue, m3u8
from renderers.programme import RATE, UNMARKED, Plan, plan
from renderers.sound_in import NoAudio
from renderers.wave_file import Label

MANIFEST, CHECKSUMS = "manifest.json", "checksums.sha256"
_MEDIA = {
    ".wav": "audio/wav", ".flac": "audio/flac", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".opus": "audio/ogg",
    ".m3u8": "application/vnd.apple.mpegurl", ".cue": "application/x-cue",
}  # fmt: skip
_YEARLESS = date(1970, 1, 1)


@dataclass(slots=True)
class _Work:
    """What one build gathers on its way."""

    rundown: Rundown
    folder: Path
    room: Path
    label: Label
    clips: dict[str, Clip]
    holes: list[Hole]
    files: list[PackageFile]


def build(
    rundown: Rundown,
    sounds: Callable[[str], Path | None],
    out: Path,
    *,
    documents: Mapping[str, bytes] | None = None,
    cleared: bool = False,
    approvals: Sequence[str] = (),
    station: str = "",
    say: Callable[[str], str] = str,
    told: Callable[[str, tuple[object, ...]], None] = lambda code, facts: None,
) -> Package:
    """Make the package of a rundown in folder `out`, replacing what is there as a whole.

    `sounds` gives the file of a segment's `sound`, None when there is none; `documents` are placed in the folder by name;
    `told` hears what a technician should know (codes of [audio.*]). Raises PackageRefused (`cleared`: a cleared package is
    never replaced, nor is a folder that is no package; `holes`: a cleared package has none), Missing without an encoder.
    """
    _may_replace(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
        work = _Work(rundown, Path(scratch) / "package", Path(scratch) / "work", _label(rundown, station), {}, [], [])
        work.folder.mkdir()
        work.room.mkdir()
        _gather(work, sounds)
        if cleared and work.holes:
            raise PackageRefused("holes", ", ".join(hole.segment_id for hole in work.holes))
        made = plan(rundown, {name: clip.ms for name, clip in work.clips.items()}, lambda text: len(say(text).split()))
        for note in made.notes:
            told(note.code, note.facts)
        names = _segments(work)
        _programme(work, made)
        _lists(work, made, names, station)
        for name, raw in (documents or {}).items():
            _document(work, name, raw)
        package = Package(
            tuple(work.files), tuple(work.holes), PackageRundown(rundown.id, rundown.version, tuple(approvals)), cleared
        )
        _seal(work.folder, package, made)
        _put(work.folder, out)
    for hole in package.holes:
        told("build_hole", (hole.segment_id, hole.reason))
    return package


def _may_replace(out: Path) -> None:
    """A cleared package stays; a folder of something else is not ours to empty."""
    if not out.exists():
        return
    if not out.is_dir():
        raise PackageRefused("folder", out)
    manifest = out / MANIFEST
    if not manifest.is_file():
        if any(out.iterdir()):
            raise PackageRefused("folder", f"{out} có tệp khác, không phải gói phát sóng")
        return
    try:
        kept = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        return
    if isinstance(kept, dict) and kept.get("cleared"):
        raise PackageRefused("cleared", out)


def _label(rundown: Rundown, station: str) -> Label:
    day = _YEARLESS if rundown.day == UNDATED else rundown.day
    return Label(rundown.title or rundown.show, station or rundown.show, rundown.show or rundown.title, day)


def _gather(work: _Work, sounds: Callable[[str], Path | None]) -> None:
    for number, segment in enumerate(work.rundown.segments):
        clip, reason = _clip(segment, sounds, work.room / f"clip{number}.f32")
        if clip is not None:
            work.clips[segment.id] = clip
        elif not segment.float:
            work.holes.append(Hole(segment.id, reason))


def _clip(segment: Segment, sounds: Callable[[str], Path | None], to: Path) -> tuple[Clip | None, str]:
    if not segment.sound:
        return None, segment.reason or "no_sound"
    source = sounds(segment.sound)
    if source is None or not source.is_file():
        return None, f"missing: {segment.sound}"
    try:
        return decode(source, to), f"empty: {segment.sound}"
    except (av.FFmpegError, NoAudio, OSError, ValueError):
        return None, f"unreadable: {segment.sound}"


def slug(words: str, most: int = 40) -> str:
    """ASCII words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", bare(words).lower())[:most].strip("-")


def _segments(work: _Work) -> dict[str, str]:
    """One levelled WAV for every segment that has sound; their names by segment id."""
    names: dict[str, str] = {}
    for number, segment in enumerate(work.rundown.segments, 1):
        clip = work.clips.get(segment.id)
        if clip is None:
            continue
        kind, title = slug(segment.kind) or "muc", slug(segment.title) or slug(segment.id) or "x"
        name = f"{number:02d}_{kind}_{title}_v{work.rundown.version}.wav"
        _levelled(clip, work, work.folder / name, segment)
        names[segment.id] = name
    return names


def _levelled(clip: Clip, work: _Work, path: Path, segment: Segment) -> None:
    """The sound of a segment at -23 LUFS, whole, or cut with a fade where an override says so."""
    runs = clip if segment.override_ms is None else _cut(clip, segment.override_ms, work.room / "cut.f32")
    press = Press(runs, work.room, work.label, ())
    level = press.levelled(-23.0, -1.2)
    wave_file.write(path, level.blocks(), replace(work.label, title=segment.title or segment.id), level.loudness)
    made = Made(path, runs.frames * 1000 // RATE, level.loudness)
    work.files.append(_entry(work.folder, path, "segment", made, segment.id))


def _cut(clip: Clip, ms: int, to: Path) -> Clip:
    """The first `ms` of a clip with a fade at its end; the clip itself when it is no longer than that."""
    runs = samples(ms)
    if runs >= clip.frames or not runs:
        return clip
    meter = Meter(RATE, 2)
    with to.open("wb") as out:
        for start in range(0, runs, BLOCK):
            block = clip.read(start, min(BLOCK, runs - start))
            block = block * fade(start, block.shape[1], runs, 0, samples(min(1000, ms // 3)))
            meter.feed(block)
            out.write(np.ascontiguousarray(block.T).tobytes())
    return Clip(to, runs, meter.result(), meter.energies())


def _programme(work: _Work, made: Plan) -> None:
    bus = Bus(made.placed, work.clips, made.total_ms)
    path, meter = work.room / "bus.f32", Meter(RATE, 2)
    with path.open("wb") as out:
        for block in bus.blocks():
            meter.feed(block)
            out.write(np.ascontiguousarray(block.T).tobytes())
    mixed = Clip(path, bus.frames, meter.result(), meter.energies())
    for clip in work.clips.values():
        clip.path.unlink(missing_ok=True)
    press = Press(mixed, work.room, work.label, chapters(made))
    for master_file in press.all(work.folder / "masters", "programme"):
        work.files.append(_entry(work.folder, master_file.path, "master", master_file, None))


def chapters(made: Plan) -> list[Chapter]:
    """A chapter for every segment but beds and stings, each to the start of the next."""
    marked = [one for one in made.placed if one.segment.kind not in UNMARKED]
    ends = [*(one.start_ms for one in marked[1:]), made.total_ms][: len(marked)]
    return [
        Chapter(one.segment.title or KINDS.get(one.segment.kind, one.segment.id), one.start_ms, max(end, one.start_ms))
        for one, end in zip(marked, ends, strict=True)
    ]


def _lists(work: _Work, made: Plan, names: Mapping[str, str], station: str) -> None:
    lengths = {one.segment.id: one.length_ms for one in made.placed}
    rows = tuple(
        replace(one, sound=names.get(one.id), media_ms=lengths.get(one.id, one.media_ms)) for one in made.rundown.segments
    )
    context = RenderContext(station=station or work.rundown.show)
    for name, raw in (
        ("playlist.m3u8", m3u8(replace(made.rundown, segments=rows), context)),
        ("programme.cue", cue(made.rundown, context, "masters/programme.wav")),
    ):
        _write(work.folder / name, raw)
        work.files.append(
            _entry(work.folder, work.folder / name, Path(name).stem if ".cue" not in name else "cue", None, None)
        )


def _document(work: _Work, name: str, raw: bytes) -> None:
    path = (work.folder / name).resolve()
    if work.folder.resolve() not in path.parents or path.exists() or name in (MANIFEST, CHECKSUMS):
        raise PackageRefused("folder", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, raw)
    work.files.append(_entry(work.folder.resolve(), path, "document", None, None))


def _write(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)


def _entry(folder: Path, path: Path, role: str, made: Made | None, segment_id: str | None) -> PackageFile:
    def figure(value: float | None) -> float | None:
        return None if value is None else round(value, 2)

    return PackageFile(
        path=path.relative_to(folder).as_posix(),
        bytes=path.stat().st_size,
        sha256=_sha256(path),
        media_type=_MEDIA.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        role=role,
        segment_id=segment_id,
        duration_ms=made.duration_ms if made else None,
        loudness_lufs=figure(made.loudness.integrated) if made else None,
        true_peak_dbtp=figure(made.loudness.true_peak) if made else None,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seal(folder: Path, package: Package, made: Plan) -> None:
    whole: dict[str, Any] = asdict(package)
    whole["duration_ms"] = made.total_ms
    whole["gaps"] = [{"before": gap.before, "start_ms": gap.start_ms, "ms": gap.length_ms} for gap in made.gaps]
    whole["notes"] = [{"code": note.code, "facts": [str(fact) for fact in note.facts]} for note in made.notes]
    _write(folder / MANIFEST, (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode())
    rows = [(file.sha256, file.path) for file in package.files] + [(_sha256(folder / MANIFEST), MANIFEST)]
    _write(folder / CHECKSUMS, "".join(f"{digest}  {path}\n" for digest, path in rows).encode())


def _put(folder: Path, out: Path) -> None:
    """The finished folder takes its name; the old one goes aside first and comes back if that fails."""
    if not out.exists():
        os.replace(folder, out)
        return
    aside = folder.parent / "old"
    os.replace(out, aside)
    try:
        os.replace(folder, out)
    except OSError:
        os.replace(aside, out)
        raise
    shutil.rmtree(aside, ignore_errors=True)
