"""Loudness and true peak: ITU-R BS.1770-4 with the gates of EBU R128, short-term and range of EBU Tech 3341/3342.

Sound is fed in blocks; what is kept is one energy per 100 ms, so memory does not grow with the rate or the channels.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import firwin, sosfilt

Samples = NDArray[np.float32]
_OFFSET = -0.691
_ABSOLUTE, _RELATIVE, _RANGE_GATE = -70.0, -10.0, -20.0
_OVER, _TAPS_A_PHASE = 4, 28
_WINDOW = 512
_OVERSHOOT = 1.5
"""How far a wave can rise between the samples of a window: 3 dB at a quarter of the rate, the worst steady case, and a margin."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """LUFS, LU and dBTP of a sound; None for silence or for less sound than the figure needs (0.4 s, 3 s)."""

    integrated: float | None
    range: float | None
    short_max: float | None
    true_peak: float | None


def k_weighting(rate: int) -> NDArray[np.float64]:
    """The two biquads of BS.1770 at any rate, from their analogue parameters (the 48 kHz ones are the document's)."""
    shelf, gain, quality = np.tan(np.pi * 1681.974450955533 / rate), 3.999843853973347, 0.7071752369554196
    high = 10 ** (gain / 20)
    band = high**0.4996667741545416
    a0 = 1 + shelf / quality + shelf**2
    first = [
        (high + band * shelf / quality + shelf**2) / a0,
        2 * (shelf**2 - high) / a0,
        (high - band * shelf / quality + shelf**2) / a0,
        1.0,
        2 * (shelf**2 - 1) / a0,
        (1 - shelf / quality + shelf**2) / a0,
    ]
    low, quality = np.tan(np.pi * 38.13547087602444 / rate), 0.5003270373238773
    a0 = 1 + low / quality + low**2
    second = [1.0, -2.0, 1.0, 1.0, 2 * (low**2 - 1) / a0, (1 - low / quality + low**2) / a0]
    return np.array([first, second])


def weights(channels: int) -> NDArray[np.float64]:
    """How much each channel counts: surrounds 1.41, the LFE nothing (order of ffmpeg's usual layouts)."""
    known = {4: [1, 1, 1.41, 1.41], 5: [1, 1, 1, 1.41, 1.41], 6: [1, 1, 1, 0, 1.41, 1.41]}
    known[8] = [*known[6], 1.41, 1.41]
    return np.array(known.get(channels, [1] * channels), dtype=np.float64)


def lufs(energy: float) -> float:
    """Loudness of a mean square already weighted."""
    return _OFFSET + 10 * float(np.log10(max(energy, 1e-30)))


@lru_cache(maxsize=1)
def _phases() -> Samples:
    """The interpolator of 113 taps as (taps, phases)."""
    half = _OVER * _TAPS_A_PHASE // 2
    taps = firwin(2 * half + 1, 1 / _OVER, window=("kaiser", 7.0)) * _OVER
    padded = np.concatenate([taps, np.zeros(_OVER - 1)])[: _OVER * (_TAPS_A_PHASE + 1)]
    table = padded.reshape(_TAPS_A_PHASE + 1, _OVER)[::-1]
    return np.ascontiguousarray(table, dtype=np.float32)


TAIL = _TAPS_A_PHASE
"""Samples of the past the interpolator needs."""


def oversampled_peaks(one: Samples) -> Samples:
    """For one channel, the largest of the four interpolated values at each place; len(one) - TAIL values.

    Value i belongs to sample i + TAIL // 2.
    """
    table = _phases()
    view = np.lib.stride_tricks.sliding_window_view(one, table.shape[0])
    return np.asarray(np.abs(view @ table).max(axis=1))


class TruePeak:
    """The highest value between the samples, four-fold oversampled; windows that cannot beat it are skipped."""

    def __init__(self, channels: int) -> None:
        self.peak = 0.0
        self._past = np.zeros((channels, TAIL), dtype=np.float32)

    def feed(self, block: Samples) -> None:
        """Take a block of shape (channels, samples)."""
        for place, channel in enumerate(block):
            whole = np.concatenate([self._past[place], channel])
            self._past[place] = whole[-TAIL:]
            self._scan(whole)

    def _scan(self, whole: Samples) -> None:
        tops = np.maximum.reduceat(np.abs(whole), np.arange(0, len(whole), _WINDOW))
        self.peak = max(self.peak, float(tops.max(initial=0)))
        near = np.maximum(tops, np.append(tops[1:], 0))
        for number in np.argsort(-near):
            if near[number] * _OVERSHOOT <= self.peak:
                break
            piece = whole[number * _WINDOW : (number + 1) * _WINDOW + TAIL]
            if len(piece) > TAIL:
                self.peak = max(self.peak, float(oversampled_peaks(piece).max()))

    def close(self) -> float:
        """The peak with the tail played out, linear."""
        self.feed(np.zeros_like(self._past))
        return self.peak


def shifted(found: Loudness, gain_db: float) -> Loudness:
    """The figures of the same sound `gain_db` louder; exact as long as no gate of -70 LUFS is crossed."""

    def up(value: float | None) -> float | None:
        return None if value is None else value + gain_db

    return Loudness(up(found.integrated), found.range, up(found.short_max), up(found.true_peak))


class Meter:
    """Feed blocks of shape (channels, samples); read `result()` when done. `energies` is one mean square per 100 ms."""

    def __init__(self, rate: int, channels: int, peak: bool = True) -> None:
        self.rate, self._sos, self._weights = rate, k_weighting(rate), weights(channels)
        self._state = np.zeros((2, channels, 2))
        self._left = np.zeros(0)
        self._hops: list[NDArray[np.float64]] = []
        self._count = 0
        self._peak = TruePeak(channels) if peak else None

    def feed(self, block: Samples) -> None:
        """Take the next block."""
        if not block.shape[1]:
            return
        if self._peak is not None:
            self._peak.feed(block)
        weighted, self._state = sosfilt(self._sos, block.astype(np.float64), axis=1, zi=self._state)
        np.square(weighted, out=weighted)
        self._hop(np.concatenate([self._left, self._weights @ weighted]))

    def _hop(self, power: NDArray[np.float64]) -> None:
        start = self._edge(self._count)
        number = 0
        while self._edge(self._count + number + 1) - start <= len(power):
            number += 1
        edges = np.array([self._edge(self._count + k) - start for k in range(number + 1)])
        if number:
            sums = np.add.reduceat(power[: edges[-1]], edges[:-1])
            self._hops.append(sums / np.diff(edges))
        self._left = power[edges[-1] :]
        self._count += number

    def _edge(self, hop: int) -> int:
        return round(hop * self.rate / 10)

    def energies(self) -> NDArray[np.float64]:
        """Weighted mean square of every full 100 ms."""
        return np.concatenate(self._hops) if self._hops else np.zeros(0)

    def result(self) -> Loudness:
        """The figures of all that was fed."""
        peak = self._peak.close() if self._peak else 0.0
        hops = self.energies()
        short = means(hops, 30)
        heard = len(short) and short.max() > 1e-12
        return Loudness(
            integrated=integrated(hops),
            range=loudness_range(short) if heard else None,
            short_max=lufs(float(short.max())) if heard else None,
            true_peak=20 * float(np.log10(peak)) if peak > 0 else None,
        )


def means(hops: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Sliding mean over `width` hops."""
    if len(hops) < width:
        return np.zeros(0)
    sums = np.lib.stride_tricks.sliding_window_view(hops, width).sum(axis=1)
    return np.asarray(sums / width)


def integrated(hops: NDArray[np.float64]) -> float | None:
    """Gated loudness of 100 ms energies (blocks of 400 ms, -70 LUFS, then 10 LU under the mean); None without a block."""
    blocks = means(hops, 4)
    blocks = blocks[_loud(blocks) > _ABSOLUTE]
    if not len(blocks):
        return None
    kept = blocks[_loud(blocks) > lufs(float(blocks.mean())) + _RELATIVE]
    return lufs(float(kept.mean()))


def loudness_range(short: NDArray[np.float64]) -> float:
    """LRA of EBU Tech 3342: 10th to 95th percentile of the short-term values above both gates."""
    kept = short[_loud(short) > _ABSOLUTE]
    if not len(kept):
        return 0.0
    values = np.sort(_loud(kept[_loud(kept) > lufs(float(kept.mean())) + _RANGE_GATE]))
    low, high = (values[round((len(values) - 1) * share)] for share in (0.10, 0.95))
    return float(high - low)


def _loud(energies: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(_OFFSET + 10 * np.log10(np.maximum(energies, 1e-30)))
