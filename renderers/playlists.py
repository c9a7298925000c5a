"""Lists a playout machine takes: M3U8 with cue points, CUE sheet, LibreTime/AzuraCast import list.

Only rows that make sound are listed; a missing sound is a comment line, never a silent gap. Facts about readers:
Liquidsoap keeps EXTINF titles and `annotate:` cue points, MPD reads CUE and ignores EXTINF, AzuraCast matches by base name.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from pathlib import PurePosixPath

from newsroom.rundown import Rundown
from newsroom.timing import Timed
from renderers.context import RenderContext
from renderers.table_rows import guarded


@dataclass(frozen=True, slots=True)
class Track:
    """A sound in the list; `path` None when it is missing."""

    timed: Timed
    title: str
    artist: str
    path: str | None

    @property
    def seconds(self) -> float:
        """How long it plays; what the file has when an override cuts it."""
        return (self.timed.duration_ms if self.timed.duration_ms is not None else 0) / 1000


def tracks(rundown: Rundown, context: RenderContext) -> list[Track]:
    """Rows with a sound, or that lack the one they should have; live words alone make no row."""
    found = []
    for timed in context.time(rundown).segments:
        segment = timed.segment
        if segment.float or (segment.sound is None and segment.media_ms is None and segment.script):
            continue
        path = None if segment.sound is None else _path(context.sounds + segment.sound)
        found.append(Track(timed, _line(segment.title or segment.id), _line(context.station or rundown.show), path))
    return found


def _path(path: str) -> str:
    """A path on one line, never taken for a comment."""
    path = path.replace("\r", "").replace("\n", "")
    return "./" + path if path.startswith("#") else path


def _line(words: str) -> str:
    return " ".join(words.split())


def m3u8(rundown: Rundown, context: RenderContext) -> bytes:
    """Extended M3U in UTF-8; an override shorter than its sound becomes a Liquidsoap cue-out, an overlap a cross point."""
    lines = ["#EXTM3U", "#EXTENC:UTF-8", f"#PLAYLIST:{_line(f'{rundown.show} – {rundown.title}')}"]
    for track in tracks(rundown, context):
        if track.path is None:
            lines.append(f"# THIẾU ÂM THANH: {track.timed.segment.id} – {track.title}")
            continue
        lines.append(f"#EXTINF:{_extinf(track)},{track.artist} - {track.title}")
        lines += [f"#EXT-X-NHIPCAU:ID={track.timed.segment.id}", track.path]
    return ("\n".join(lines) + "\n").encode()


def _extinf(track: Track) -> str:
    media = track.timed.segment.media_ms
    seconds = track.seconds if media is None else media / 1000
    return f"{seconds:.3f}".rstrip("0").rstrip(".") if seconds else "-1"


def liquidsoap(rundown: Rundown, context: RenderContext) -> bytes:
    """One `annotate:` line a sound, with title and cue points, for Liquidsoap."""
    lines = []
    for track in tracks(rundown, context):
        if track.path is not None:
            pairs = [("title", track.title), ("artist", track.artist), *_cues(track)]
            marks = ",".join(f'{key}="{_quoted(value)}"' for key, value in pairs)
            lines.append(f"annotate:{marks}:{track.path}")
    return ("\n".join(lines) + "\n").encode()


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def _cues(track: Track) -> list[tuple[str, str]]:
    media, override = track.timed.segment.media_ms, track.timed.segment.override_ms
    found = []
    if override is not None and media is not None and override < media:
        found.append(("liq_cue_out", f"{override / 1000:.3f}"))
    if track.timed.overlap_ms:
        found.append(("liq_cross_duration", f"{track.timed.overlap_ms / 1000:.3f}"))
    return found


def cue(rundown: Rundown, context: RenderContext, master: str = "programme.wav") -> bytes:
    """A CUE sheet over the programme master: one track a row on the clock, 75 frames a second, at most 99 tracks.

    Rows after an unknown length cannot be placed and are left out, said in a remark.
    """
    rows = [
        timed
        for timed in context.time(rundown).segments
        if timed.offset_ms is not None and timed.segment.kind not in ("bed",)
    ]
    first = rows[0].offset_ms or 0 if rows else 0
    lines = [f"REM DATE {rundown.day.year}", 'REM COMMENT "Nhịp Cầu"', f'PERFORMER "{_bare(context.station)}"']
    lines += [f'TITLE "{_bare(f"{rundown.show} – {rundown.title}")}"', f'FILE "{_bare(master)}" {_cue_type(master)}']
    for number, timed in enumerate(rows[:99], 1):
        frames = round(max((timed.offset_ms or 0) - first, 0) * 75 / 1000)
        lines += [f"  TRACK {number:02d} AUDIO", f'    TITLE "{_bare(timed.segment.title or timed.segment.id)}"']
        lines += [f'    PERFORMER "{_bare(timed.segment.presenter or context.station)}"']
        lines += [f"    INDEX 01 {frames // 4500:02d}:{frames // 75 % 60:02d}:{frames % 75:02d}"]
    return ("\r\n".join(lines) + "\r\n").encode()


def _bare(words: str) -> str:
    """CUE knows no escape: a straight quote becomes a curly one."""
    return _line(words).replace('"', "”")


def _cue_type(master: str) -> str:
    return {".mp3": "MP3", ".aiff": "AIFF"}.get(PurePosixPath(master).suffix.lower(), "WAVE")


def azuracast(rundown: Rundown, context: RenderContext) -> bytes:
    """A list AzuraCast and LibreTime import: base names, one a line, M3U in UTF-8."""
    names = [PurePosixPath(track.path).name for track in tracks(rundown, context) if track.path]
    return ("\n".join(["#EXTM3U", *names]) + "\n").encode()


def libretime(rundown: Rundown, context: RenderContext) -> bytes:
    """A CSV for LibreTime's import scripts: path, title, artist, album, length, cue in and out in seconds."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["filepath", "track_title", "artist_name", "album_title", "length", "cuein", "cueout"])
    for track in tracks(rundown, context):
        if track.path:
            length = (track.timed.segment.media_ms or 0) / 1000 or track.seconds
            end = min(length, track.seconds) if track.timed.segment.override_ms is not None else length
            row = [track.path, track.title, track.artist, rundown.show, f"{length:.3f}", "0.000", f"{end:.3f}"]
            writer.writerow([guarded(cell) for cell in row])
    return out.getvalue().encode()
