"""Programme masters: WAV, FLAC and MP3 at -23 LUFS, M4A at -16, each encoded file measured and corrected.

ffmpeg of the system where there is one, else the one in the imageio-ffmpeg wheel; no dates or version strings are written.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newsroom.errors import Missing, PackageRefused
from renderers import wave_file
from renderers.meter import Loudness, Meter, shifted
from renderers.mixing import BLOCK, Clip, master
from renderers.programme import RATE
from renderers.sound_in import Decoded, blocks
from renderers.wave_file import Label

Samples = NDArray[np.float32]
CEILING_DBTP = -1.0
_NEAR_LU = 0.1
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the programme in ms."""

    title: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file: its length and what was measured on it."""

    path: Path
    duration_ms: int
    loudness: Loudness


@dataclass(frozen=True, slots=True)
class Kind:
    """A master: suffix, target in LUFS, ceiling given to the limiter, coder settings of ffmpeg."""

    suffix: str
    target: float
    limit: float
    coder: tuple[str, ...] = ()


KINDS = (
    Kind(".wav", -23.0, -1.2),
    Kind(".flac", -23.0, -1.2, ("-c:a", "flac", "-sample_fmt", "s32", "-bits_per_raw_sample", "24")),
    Kind(".mp3", -23.0, -1.2, ("-c:a", "libmp3lame", "-b:a", "192k", "-id3v2_version", "0", "-write_xing", "1")),
    Kind(".m4a", -16.0, -1.8, ("-c:a", "aac", "-aac_coder", "fast", "-b:a", "128k", "-movflags", "+faststart")),
)


def ffmpeg() -> str:
    """The ffmpeg to use; raises Missing when there is none."""
    found = shutil.which("ffmpeg")
    if found:
        return found
    try:
        import imageio_ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise Missing("ffmpeg", "apt install ffmpeg") from error


def measure(path: Path) -> Made:
    """Length and loudness of a finished file, as a player decodes it."""
    told, meter = Decoded(), None
    for block in blocks(path, told):
        meter = meter or Meter(told.rate, block.shape[0])
        meter.feed(block)
    return Made(path, told.duration_ms, (meter or Meter(RATE, 2)).result())


@dataclass(frozen=True, slots=True)
class Level:
    """A sound on disk and the gain at which it is to be played: without a peak to hold, nothing is written anew."""

    clip: Clip
    gain_db: float

    @property
    def loudness(self) -> Loudness:
        """The figures at that gain."""
        return shifted(self.clip.loudness, self.gain_db)

    def blocks(self) -> Iterator[Samples]:
        """The sound at that gain."""
        gain = np.float32(10 ** (self.gain_db / 20))
        for start in range(0, self.clip.frames, BLOCK):
            yield self.clip.read(start, BLOCK) * gain


class Press:
    """Makes masters of one bus (a Clip on disk) in `room`, a folder for what is in between."""

    def __init__(self, bus: Clip, room: Path, label: Label, chapters: Sequence[Chapter]) -> None:
        self.bus, self.room, self.label, self.chapters = bus, room, label, chapters

    def all(self, to: Path, stem: str) -> list[Made]:
        """Every master of KINDS in folder `to`; encoders run beside each other."""
        to.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(2) as pool:
            tame = pool.submit(self.levelled, -23.0, -1.2)
            loud = pool.submit(self.levelled, -16.0, -1.8)
            levelled = {-23.0: tame.result(), -16.0: loud.result()}
            rows = [
                pool.submit(self._one, kind, levelled[kind.target], to / (stem + kind.suffix)) for kind in reversed(KINDS)
            ]
            return [row.result() for row in reversed(rows)]

    def levelled(self, target: float, limit: float) -> Level:
        """The bus at `target` with its peaks under `limit`, as float32 on disk; the gain makes up for what the limiter takes."""
        found = self.bus.loudness.integrated
        gain_db = 0.0 if found is None else min(target - found, 40.0)
        peak = self.bus.loudness.true_peak
        if peak is None or peak + gain_db <= limit:
            return Level(self.bus, gain_db)
        path = self.room / f"level{-target:.0f}.f32"
        for _ in range(_TRIES):
            made = self._limited(path, gain_db, limit)
            got = made.loudness.integrated
            if got is None or found is None or abs(got - target) <= 0.04:
                break
            gain_db += target - got
        return Level(made, 0.0)

    def _limited(self, path: Path, gain_db: float, limit: float) -> Clip:
        meter = Meter(RATE, 2)
        with path.open("wb") as out:
            for block in master(self.bus.read, self.bus.frames, 10 ** (gain_db / 20), limit):
                meter.feed(block)
                out.write(np.ascontiguousarray(block.T, dtype=np.float32).tobytes())
        return Clip(path, self.bus.frames, meter.result(), meter.energies())

    def _one(self, kind: Kind, level: Level, path: Path) -> Made:
        if kind.suffix == ".wav":
            wave_file.write(path, level.blocks(), self.label, level.loudness)
            return Made(path, level.clip.frames * 1000 // RATE, level.loudness)
        trim = 0.0
        if kind.suffix == ".flac":  # lossless: what was measured is what is in it
            self._encode(kind, level, path, 0.0)
            tag(path, self.label, self.chapters)
            return Made(path, level.clip.frames * 1000 // RATE, level.loudness)
        for _ in range(_TRIES):
            self._encode(kind, level, path, trim)
            made = measure(path)
            change = _correction(made.loudness, kind.target)
            if not change:
                break
            trim += change
        tag(path, self.label, self.chapters)
        return made

    def _encode(self, kind: Kind, level: Level, path: Path, trim: float) -> None:
        meta: list[str] = []
        if kind.suffix == ".m4a":
            chapters = self.room / "chapters.txt"
            chapters.write_text(_ffmetadata(self.chapters), encoding="utf-8")
            meta = ["-f", "ffmetadata", "-i", str(chapters), "-map", "0:a", "-map_chapters", "1"]
        gain = trim + level.gain_db
        volume = ["-af", f"volume={gain:.4f}dB:precision=float"] if gain else []
        command = [
            ffmpeg(), "-v", "error", "-nostdin", "-y", "-f", "f32le", "-ar", str(RATE), "-ac", "2", "-i", str(level.clip.path),
            *meta, "-map_metadata:g", "-1", *volume, *kind.coder, "-ar", str(RATE), "-fflags", "+bitexact", "-flags:a", "+bitexact",
            str(path),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            raise PackageRefused("encoder", done.stderr.decode("utf-8", "replace")[-200:])


def _correction(found: Loudness, target: float) -> float:
    """How many dB to change an encoded file: down under the ceiling first, else towards its target."""
    if found.integrated is None or found.true_peak is None:
        return 0.0
    over = found.true_peak - CEILING_DBTP
    if over > 0:
        return -over - 0.02 if over <= 0.15 else -min(over + 0.02, 0.19)
    off = target - found.integrated
    return min(off, -over) if abs(off) > _NEAR_LU and -over > 0.03 else 0.0


def _ffmetadata(chapters: Sequence[Chapter]) -> str:
    lines = [";FFMETADATA1"]
    for one in chapters:
        title = "".join("\\" + letter if letter in "=;#\\" else letter for letter in " ".join(one.title.split()))
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={one.start_ms}", f"END={one.end_ms}", f"title={title}"]
    return "\n".join(lines) + "\n"


def tag(path: Path, label: Label, chapters: Sequence[Chapter]) -> None:
    """Write title, artist, album and air day; in MP3 also ID3v2.4 chapters."""
    if path.suffix == ".mp3":
        _tag_mp3(path, label, chapters)
    elif path.suffix == ".flac":
        from mutagen.flac import FLAC

        flac = FLAC(path)
        flac.delete()
        flac.update({"title": label.title, "artist": label.artist, "album": label.album, "date": label.day.isoformat()})
        flac.save(padding=lambda info: 1024)
    elif path.suffix == ".m4a":
        from mutagen.mp4 import MP4

        mp4 = MP4(path)
        words = {"\xa9nam": label.title, "\xa9ART": label.artist, "\xa9alb": label.album, "\xa9day": label.day.isoformat()}
        for name, value in words.items():
            mp4[name] = [value]
        mp4.save(padding=lambda info: 1024)


def _tag_mp3(path: Path, label: Label, chapters: Sequence[Chapter]) -> None:
    from mutagen.id3 import CHAP, CTOC, ID3, TALB, TDRC, TIT2, TPE1, CTOCFlags

    tags = ID3()
    tags.add(TIT2(encoding=3, text=label.title))
    tags.add(TPE1(encoding=3, text=label.artist))
    tags.add(TALB(encoding=3, text=label.album))
    tags.add(TDRC(encoding=3, text=label.day.isoformat()))
    names = [f"chp{number}" for number in range(len(chapters))]
    none = 0xFFFFFFFF
    for name, one in zip(names, chapters, strict=True):
        title = TIT2(encoding=3, text=one.title)
        tags.add(
            CHAP(
                element_id=name, start_time=one.start_ms, end_time=one.end_ms, start_offset=none, end_offset=none,
                sub_frames=[title],
            )
        )  # fmt: skip
    if names:
        flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
        tags.add(CTOC(element_id="toc", flags=flags, child_element_ids=names, sub_frames=[]))
    tags.save(path, v2_version=4, padding=lambda info: 1024)
