"""What is wrong with a sound, told from its samples: detectors fed in blocks, and the limits they judge by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from renderers.sound_header import Fault

Samples = NDArray[np.float32]
_NOISE_SECONDS = 600
_STEADY_DB = -8.0
"""Under this a level does not move enough to be speech under noise: it is rain, a crowd, an engine."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a sound is at fault; the defaults are the contract's, a station may set its own in [audio.limits]."""

    too_short_s: float = 0.3
    too_long_s: float = 4 * 3600.0
    too_quiet_lufs: float = -42.0
    silence_s: float = 5.0
    silence_dbfs: float = -60.0
    dropout_ms: float = 50.0
    dc_offset: float = 0.02
    phase: float = -0.5
    one_sided_db: float = 30.0
    noisy_db: float = 8.0
    hum_db: float = -36.0
    clipped_runs: int = 3


class Listener:
    """Hears blocks of (channels, samples) once and keeps sums, runs and one value per window."""

    def __init__(self, rate: int, channels: int, limits: Limits) -> None:
        self.rate, self.channels, self.limits = rate, channels, limits
        self.count, self.peak = 0, 0.0
        self._sum, self._square, self._cross = np.zeros(channels), np.zeros(channels), 0.0
        self._window = max(1, rate // 20)
        self._left = np.zeros((channels, 0), dtype=np.float32)
        self._tops: list[NDArray[Any]] = []
        self._powers: list[NDArray[Any]] = []
        self._means: list[NDArray[Any]] = []
        self._clips = 0
        self._clip_at: int | None = None
        self._over = 0
        self.dropouts: list[tuple[int, int]] = []
        self._before = 0.0
        self._zero_from: int | None = None
        self.spectra = Spectra(rate)

    def feed(self, block: Samples) -> None:
        """Take the next block."""
        wide = block.astype(np.float64)
        self._sum += wide.sum(axis=1)
        self._square += np.square(wide).sum(axis=1)
        if self.channels == 2:
            self._cross += float(wide[0] @ wide[1])
        top = float(np.abs(block).max(initial=0))
        self.peak = max(self.peak, top)
        if top > 0.2:
            for channel in block:
                self._clipped(channel)
        self._zeros(block)
        self.spectra.feed(block.mean(axis=0))
        self._windows(block)
        self.count += block.shape[1]

    def _windows(self, block: Samples) -> None:
        whole = np.concatenate([self._left, block], axis=1)
        full = whole.shape[1] // self._window
        cut = whole[:, : full * self._window].reshape(self.channels, full, self._window)
        self._tops.append(np.abs(cut).max(axis=(0, 2)))
        self._powers.append(np.square(cut).mean(axis=(0, 2)))
        self._means.append(cut.mean(axis=2))
        self._left = whole[:, full * self._window :]

    def _clipped(self, channel: Samples) -> None:
        """Flat tops: four or more equal samples at a height, entered and left in a step no smooth wave makes there."""
        size = np.abs(channel)
        self._over += int((size > 1.02).sum())
        floor = max(0.25, 0.9 * float(size.max()))
        flat = (np.abs(np.diff(channel)) < 1e-6) & (size[1:] >= floor)
        if not flat.any():
            return
        edges = np.flatnonzero(np.diff(np.concatenate([[0], flat.view(np.int8), [0]])))
        starts, ends = edges[::2], edges[1::2]
        long = (ends - starts >= 3) & (ends - starts < self.rate // 50)
        for start, end in zip(starts[long], ends[long], strict=True):
            before = abs(float(channel[start]) - float(channel[start - 1])) if start else 0.0
            after = abs(float(channel[end]) - float(channel[end + 1])) if end + 1 < len(channel) else 0.0
            if max(before, after) > 0.004 * size[start]:
                self._clips += 1
                self._clip_at = self.count + int(start) if self._clip_at is None else self._clip_at

    def _zeros(self, block: Samples) -> None:
        """Runs of digital zero on all channels, kept when sound stops and starts again without a fade."""
        quiet: NDArray[np.bool_] = np.asarray((np.abs(block) < 1.6e-5).all(axis=0))
        edges = np.flatnonzero(np.diff(quiet.view(np.int8)))
        edge_ms = max(1, self.rate // 250)
        if self._zero_from is None and quiet.size and quiet[0]:
            self._zero_from = self.count
            self._before = self._tail if self.count else 0.0
        for edge in edges:
            if quiet[edge + 1]:
                self._zero_from = self.count + int(edge) + 1
                self._before = _rms(block[:, max(0, edge + 1 - edge_ms) : edge + 1])
            elif self._zero_from is not None:
                self._end_zero(self.count + int(edge) + 1, _rms(block[:, edge + 1 : edge + 1 + edge_ms]))
        if self._zero_from is not None and quiet.size and not quiet[0] and not len(edges):
            self._end_zero(self.count, _rms(block[:, :edge_ms]))
        self._tail = _rms(block[:, -edge_ms:])

    _tail = 0.0

    def _end_zero(self, end: int, after: float) -> None:
        start, self._zero_from = self._zero_from, None
        long = start is not None and (end - start) * 1000 >= self.limits.dropout_ms * self.rate
        if long and start and min(self._before, after) > 0.003 and max(self._before, after) > 0.01:
            self.dropouts.append((start, end - start))

    def at_ms(self, sample: int) -> int:
        """Where a sample lies."""
        return round(sample * 1000 / self.rate)

    def faults(self) -> list[Fault]:
        """All faults that the samples show."""
        limit = 10 ** (self.limits.silence_dbfs / 20)
        if self.peak < limit:
            return [Fault("silent", f"{_db(self.peak):.1f} dBFS")]
        found = self._levels()
        if self._clips >= self.limits.clipped_runs or self._over > max(20, self.count // 20_000):
            found.append(Fault("clipped", str(max(self._clips, self._over)), self.at_ms(self._clip_at or 0)))
        for start, length in self.dropouts[:50]:
            found.append(Fault("dropout", f"{self.at_ms(length)} ms", self.at_ms(start)))
        return [*found, *self._silences(limit), *self.spectra.faults(self.limits)]

    def _levels(self) -> list[Fault]:
        mean, power = self._sum / self.count, self._square / self.count
        worst = min(float(np.abs(mean).max()), self._resting())
        found = [Fault("dc_offset", f"{worst:.3f}")] if worst >= self.limits.dc_offset else []
        if self.channels != 2:
            return found
        spread = np.maximum(power - mean**2, 1e-14)
        apart = abs(10 * float(np.log10(spread[0] / spread[1])))
        if apart >= self.limits.one_sided_db:
            return [*found, Fault("one_sided", f"{apart:.0f} dB, {'L' if spread[0] > spread[1] else 'R'}")]
        together = (self._cross / self.count - float(mean[0] * mean[1])) / float(np.sqrt(spread[0] * spread[1]))
        return [*found, Fault("out_of_phase", f"{together:.2f}")] if together < self.limits.phase else found

    def _resting(self) -> float:
        """Where the wave rests in its quietest quarter: speech is lopsided while it is loud, an offset stays."""
        means = np.concatenate(self._means, axis=1)
        if means.shape[1] < 4:
            return float(np.abs(self._sum / self.count).max())
        power = np.concatenate(self._powers) - np.square(means).mean(axis=0)
        quiet = power <= np.percentile(power, 25)
        return float(np.abs(np.median(means[:, quiet], axis=1)).max())

    def _silences(self, limit: float) -> list[Fault]:
        tops = np.concatenate([*self._tops, np.abs(self._left).max(axis=(0, 1), keepdims=True).reshape(-1)[:1]]
                              if self._left.size else self._tops)  # fmt: skip
        powers = np.concatenate(self._powers) if self._powers else np.zeros(0)
        low = tops < limit * 2
        low[: len(powers)] &= np.sqrt(powers) < limit
        edges = np.flatnonzero(np.diff(np.concatenate([[0], low.view(np.int8), [0]])))
        found = []
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            seconds = (end - start) * self._window / self.rate
            if seconds >= self.limits.silence_s - 0.1:
                found.append(Fault("long_silence", f"{seconds:.1f} s", self.at_ms(int(start) * self._window)))
        return found


class Spectra:
    """Spectra of one second each: hum lines that stand in every second, and the floor under speech."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._hann = np.hanning(rate).astype(np.float32)
        self._frame = max(64, rate // 25)
        self._short = np.hanning(self._frame).astype(np.float32)
        self._left = np.zeros(0, dtype=np.float32)
        self._low: list[NDArray[Any]] = []
        self._bands: list[NDArray[Any]] = []
        self._levels: list[NDArray[Any]] = []
        self._power: list[float] = []

    def feed(self, mono: Samples) -> None:
        """Take the next stretch, one channel."""
        self._left = np.concatenate([self._left, mono])
        while len(self._left) >= self.rate:
            self._second(self._left[: self.rate])
            self._left = self._left[self.rate :]

    def _second(self, one: Samples) -> None:
        # seconds far apart tell as much: after ten minutes every fourth is enough
        if len(self._power) > 600 and len(self._left) // self.rate % 4:
            return
        self._power.append(float(np.square(one).mean()))
        bins = np.square(np.abs(np.fft.rfft(one * self._hann)))[: min(400, self.rate // 2)]
        self._low.append(bins.astype(np.float64) / (0.375 * self.rate**2) * 2)
        count = self.rate // self._frame
        frames = one[: count * self._frame].reshape(count, self._frame) * self._short
        power = np.square(np.abs(np.fft.rfft(frames, axis=1)))
        step = self.rate / self._frame
        if len(self._bands) < _NOISE_SECONDS:
            self._levels.append(power[:, max(2, int(120 / step)) :].sum(axis=1))
            self._bands.append(power[:, int(250 / step) : int(min(4000.0, self.rate * 0.45) / step)].astype(np.float32))

    def faults(self, limits: Limits) -> list[Fault]:
        """Hum and noise, where there are at least three seconds."""
        if len(self._low) < 3:
            return []
        return [*self._hum(limits), *self._noise(limits)]

    def _hum(self, limits: Limits) -> list[Fault]:
        table = np.array(self._low)
        programme = float(np.mean(self._power))
        for base in (50, 60):
            steady = [self._line(table, base * number) for number in (1, 2, 3)]
            above = 10 * np.log10(max(sum(steady), 1e-30) / max(programme, 1e-30))
            if (steady[0] > 0 or steady[1] > 0) and limits.hum_db < above < -3:
                return [Fault("hum", f"{base} Hz, {above:.0f} dB")]
        return []

    def _line(self, table: NDArray[Any], at: int) -> float:
        """Power of a line that stays level through the quiet and the loud seconds, 0 when there is none."""
        if at + 14 >= table.shape[1]:
            return 0.0
        line = table[:, at - 1 : at + 2].sum(axis=1)
        around = np.concatenate([table[:, at - 12 : at - 4], table[:, at + 5 : at + 13]], axis=1).mean(axis=1)
        low, high = np.percentile(line, [10, 90])
        stands = np.median(line / np.maximum(around * 3, 1e-30)) > 16 and low * 4 > high
        return float(low) if stands else 0.0

    def _noise(self, limits: Limits) -> list[Fault]:
        """Speech over a floor: what stands in the quietest frames is as smooth as noise, what rises above it is not.

        The ratio is that of the mean power above the floor to the floor, over the whole band.
        """
        bands, level = np.concatenate(self._bands), np.concatenate(self._levels)
        low, high = np.percentile(level, [15, 90])
        if low <= 0:
            return []
        ratio = 10 * np.log10(max(float(level.mean()) / low - 1, 1e-3))
        if not _STEADY_DB < ratio < limits.noisy_db:
            return []
        quiet, loud = bands[level <= low].mean(axis=0), bands[level >= high].mean(axis=0)
        rises = np.maximum(loud - quiet, quiet * 0.02)
        noise, voice = _smooth(quiet), _smooth(rises)
        return [Fault("noisy", f"{ratio:.1f} dB")] if noise > 0.85 and voice < noise - 0.15 else []


def _smooth(spectrum: NDArray[Any]) -> float:
    """How smooth a mean spectrum is, 1 for noise of any colour, less for harmonics: flatness in stretches of 12 bins."""
    cut = spectrum[: len(spectrum) // 12 * 12].reshape(-1, 12).astype(np.float64) + 1e-20
    return float((np.exp(np.log(cut).mean(axis=1)) / cut.mean(axis=1)).mean()) if len(cut) else 0.0


def _rms(part: Samples) -> float:
    return float(np.sqrt(np.square(part.astype(np.float64)).mean())) if part.size else 0.0


def _db(value: float) -> float:
    return 20 * float(np.log10(max(value, 1e-9)))
