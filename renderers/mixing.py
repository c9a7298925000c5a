"""The bus: clips decoded once to 48 kHz stereo on disk, mixed in blocks with gains, fades, loops and ducking, then limited.

Everything is read and written a few seconds at a time; memory does not grow with the programme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d

from renderers.meter import TAIL, Loudness, Meter, lufs, means, oversampled_peaks
from renderers.programme import MUSIC, RATE, Placed
from renderers.sound_in import Decoded, blocks

Samples = NDArray[np.float32]
BLOCK = RATE * 4
TARGET_LUFS = -23.0
DUCK_DB, DUCK_RAMP_MS, BED_DB = -12.0, 400, -4.0
TONE_DB = -46.0
_MOST_GAIN_DB = 24.0
_LOOK = RATE * 4 // 1000


@dataclass(frozen=True, slots=True)
class Clip:
    """A decoded sound on disk as interleaved float32: frames, loudness, and 100 ms energies for ducking."""

    path: Path
    frames: int
    loudness: Loudness
    energies: NDArray[np.float64]

    @property
    def ms(self) -> int:
        """Length in ms, rounded up: a sound is used whole."""
        return -(-self.frames * 1000 // RATE)

    def read(self, start: int, count: int) -> Samples:
        """Frames from `start` as (2, n); n is smaller at the end."""
        count = max(0, min(count, self.frames - start))
        if not count:
            return np.zeros((2, 0), dtype=np.float32)
        data = np.fromfile(self.path, dtype=np.float32, count=count * 2, offset=start * 8)
        return np.asarray(data.reshape(-1, 2).T)

    def gain(self, target: float = TARGET_LUFS) -> float:
        """The linear gain that brings the clip to `target`; sounds too short to measure are judged by their whole energy."""
        found = self.loudness.integrated
        if found is None:
            mean = float(self.energies.mean()) if len(self.energies) else 0.0
            found = lufs(mean) if mean > 1e-9 else target
        return float(10 ** (min(target - found, _MOST_GAIN_DB) / 20))


def decode(source: Path, to: Path) -> Clip | None:
    """The sound in `source` written to `to`; None when nothing in it can be decoded."""
    told, meter, frames = Decoded(), Meter(RATE, 2), 0
    with to.open("wb") as out:
        for block in blocks(source, told, RATE):
            if told.channels == 1:
                block = block * np.float32(1.0)
            np.nan_to_num(block, copy=False)
            meter.feed(block)
            frames += block.shape[1]
            out.write(np.ascontiguousarray(block.T, dtype=np.float32).tobytes())
    return Clip(to, frames, meter.result(), meter.energies()) if frames else None


def samples(ms: int) -> int:
    """Milliseconds in samples; exact at 48 kHz."""
    return ms * RATE // 1000


class Bus:
    """The mix of placed clips as blocks."""

    def __init__(self, placed: tuple[Placed, ...], clips: dict[str, Clip], total_ms: int) -> None:
        self.placed, self.clips, self.frames = placed, clips, samples(total_ms)
        self._voice = self._voices()

    def blocks(self) -> Iterator[Samples]:
        """Blocks of (2, n) from the first frame to the last."""
        for start in range(0, self.frames, BLOCK):
            count = min(BLOCK, self.frames - start)
            mixed = np.zeros((2, count), dtype=np.float32)
            for one in self.placed:
                self._add(one, start, mixed)
            yield mixed

    def _add(self, one: Placed, start: int, mixed: Samples) -> None:
        here, runs = samples(one.start_ms), samples(one.length_ms)
        low, high = max(start, here), min(start + mixed.shape[1], here + runs)
        if low >= high:
            return
        piece = self._sound(one, low - here, high - low)
        shape = fade(low - here, piece.shape[1], runs, samples(one.fade_in_ms), samples(one.fade_out_ms))
        if one.under:
            shape = shape * self._ducked(low, piece.shape[1])
        mixed[:, low - start : low - start + piece.shape[1]] += piece * shape

    def _sound(self, one: Placed, at: int, count: int) -> Samples:
        clip = self.clips.get(one.segment.id)
        if clip is None:
            return _tone(at, count)
        gain = np.float32(clip.gain(TARGET_LUFS + (BED_DB if one.segment.kind == "bed" else 0.0)))
        if not one.loop:
            return clip.read(at, count) * gain
        return looped(clip, at, count) * gain

    def _voices(self) -> NDArray[np.bool_]:
        """Every 100 ms of the programme: is somebody heard there."""
        heard = np.zeros(self.frames * 10 // RATE + 20, dtype=bool)
        for one in self.placed:
            clip = self.clips.get(one.segment.id)
            if clip is None or one.segment.kind in MUSIC:
                continue
            loud = clip.energies > 10 ** ((max((clip.loudness.integrated or -40) - 18, -60) + 0.691) / 10)
            first = one.start_ms // 100
            loud = loud[: max(0, min(one.length_ms // 100, len(heard) - first))]
            heard[first : first + len(loud)] |= loud
        # pauses between words are no pauses: held for a second, and down before the first word
        wide = np.convolve(heard, np.ones(15), "full")[5 : 5 + len(heard)] > 0.5
        return np.asarray(wide)

    def _ducked(self, start: int, count: int) -> Samples:
        hop, ramp = RATE // 10, DUCK_RAMP_MS // 100
        first, last = start // hop - ramp - 2, (start + count) // hop + ramp + 3
        places = np.arange(first, last)
        down = np.where(
            (places >= 0) & (places < len(self._voice)), self._voice[np.clip(places, 0, len(self._voice) - 1)], False
        )
        smooth = means(down.astype(np.float64), ramp)
        centre = (places[: len(smooth)] + ramp / 2) * hop
        depth = np.interp(np.arange(start, start + count), centre, smooth)
        return np.asarray(10 ** (DUCK_DB * depth / 20), dtype=np.float32)


def looped(clip: Clip, at: int, count: int) -> Samples:
    """Frames of a clip repeated without end, each seam crossfaded over 50 ms (less in very short clips)."""
    seam = min(RATE // 20, clip.frames // 4)
    turn = clip.frames - seam
    made = np.zeros((2, count), dtype=np.float32)
    for lap in range(max(0, (at - seam) // turn), (at + count) // turn + 1):
        here = lap * turn
        low, high = max(at, here), min(at + count, here + clip.frames)
        if low >= high:
            continue
        piece = clip.read(low - here, high - low)
        shape = fade(low - here, piece.shape[1], clip.frames, seam if lap else 0, seam)
        made[:, low - at : low - at + piece.shape[1]] += piece * shape
    return made


def fade(at: int, count: int, runs: int, rise: int, fall: int) -> Samples:
    """Equal-power fades at both ends of a sound of `runs` frames, for the frames from `at`."""
    shape = np.ones(count, dtype=np.float32)
    if rise and at < rise:
        part = np.arange(at, min(at + count, rise))
        shape[: len(part)] *= np.sin(np.pi / 2 * part / rise).astype(np.float32)
    if fall and at + count > runs - fall:
        part = np.arange(max(at, runs - fall), at + count)
        shape[count - len(part) :] *= np.cos(np.pi / 2 * np.minimum(1, (part - runs + fall + 1) / fall)).astype(np.float32)
    return shape


def _tone(at: int, count: int) -> Samples:
    """A soft 440 Hz tone, one second in four: a hole that can be heard and disturbs nobody."""
    place = np.arange(at, at + count)
    within = place % (RATE * 4)
    swell = np.clip(np.minimum(within, RATE - within) / (RATE / 10), 0, 1)
    wave = 10 ** (TONE_DB / 20) * np.sin(2 * np.pi * 440 * place / RATE) * swell
    return np.tile(wave.astype(np.float32), (2, 1))


def master(read: Callable[[int, int], Samples], frames: int, gain: float, ceiling_db: float) -> Iterator[Samples]:
    """The bus at `gain`, its true peaks held under `ceiling_db` by a look-ahead limiter of 4 ms.

    Each block is computed from itself and a margin on both sides, so blocks do not depend on each other.
    """
    ceiling = np.float32(10 ** (ceiling_db / 20))
    margin = 2 * _LOOK + TAIL
    for start in range(0, frames, BLOCK):
        count = min(BLOCK, frames - start)
        low, high = max(0, start - margin), min(frames, start + count + margin)
        wide = read(low, high - low) * np.float32(gain)
        pad = ((0, 0), (margin - (start - low), margin - (high - start - count)))
        wide = np.pad(wide, pad)
        middle = wide[:, margin : margin + count]
        if float(np.abs(wide).max(initial=0)) * 1.5 > ceiling:
            middle = middle * _held(wide, ceiling)[margin : margin + count]
        yield middle


def _held(wide: Samples, ceiling: np.float32) -> Samples:
    """The gain curve: the least needed within the look-ahead, smoothed so that it never clicks."""
    half = TAIL // 2
    peaks = np.zeros(wide.shape[1], dtype=np.float32)
    for channel in wide:
        found = oversampled_peaks(channel)
        peaks[half : half + len(found)] = np.maximum(peaks[half : half + len(found)], found)
        peaks = np.maximum(peaks, np.abs(channel))
    need = np.minimum(1, ceiling / np.maximum(peaks, 1e-9))
    if float(need.min(initial=1)) >= 1:
        return np.ones(wide.shape[1], dtype=np.float32)
    least = minimum_filter1d(need, 2 * _LOOK + 1, mode="nearest")
    window = np.hanning(2 * _LOOK + 1)
    return np.convolve(least, window / window.sum(), "same").astype(np.float32)
