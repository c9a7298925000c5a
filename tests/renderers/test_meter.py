"""The meter agrees with EBU Tech 3341 and 3342 on synthesised signals."""

from __future__ import annotations

import numpy as np
import pytest

from renderers.meter import Loudness, Meter

RATE = 48_000


def _tone(db: float, seconds: float, hertz: float = 1000, phase: float = 0.0, rate: int = RATE) -> np.ndarray:
    return 10 ** (db / 20) * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate + phase)


def _of(*parts: np.ndarray, rate: int = RATE, channels: int = 2, block: int = 10_007) -> Loudness:
    sound = np.tile(np.concatenate(parts).astype(np.float32), (channels, 1))
    meter = Meter(rate, channels)
    for start in range(0, sound.shape[1], block):
        meter.feed(sound[:, start : start + block])
    return meter.result()


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        ([(-23, 20)], -23.0),
        ([(-33, 20)], -33.0),
        ([(-36, 10), (-23, 60), (-36, 10)], -23.0),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23.0),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -23.0),
    ],
)
def test_integrated_loudness_of_tech_3341(levels: list[tuple[float, float]], wanted: float) -> None:
    """Cases 1-5 of Tech 3341 are met within 0.1 LU."""
    assert _of(*(_tone(db, seconds) for db, seconds in levels)).integrated == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [([-20, -30], 10.0), ([-20, -15], 5.0), ([-40, -20], 20.0), ([-50, -35, -20, -35, -50], 15.0)],
)
def test_loudness_range_of_tech_3342(levels: list[float], wanted: float) -> None:
    """Cases 1-4 of Tech 3342 are met within 1 LU."""
    assert _of(*(_tone(db, 20) for db in levels)).range == pytest.approx(wanted, abs=1)


@pytest.mark.parametrize(
    ("hertz", "phase", "gain_db", "wanted"),
    [(RATE / 4, 0, -6.02, -6.0), (RATE / 4, 45, -6.02, -6.0), (RATE / 6, 60, -6.02, -6.0), (RATE / 8, 67.5, -6.02, -6.0)],
)
def test_true_peak_of_tech_3341(hertz: float, phase: float, gain_db: float, wanted: float) -> None:
    """Cases 15-18: peaks between the samples are found, +0.2/-0.4 dB."""
    tone = _tone(gain_db, 2, hertz, np.deg2rad(phase))
    found = _of(tone * np.minimum(1, np.minimum(np.arange(len(tone)), np.arange(len(tone))[::-1]) / 4800)).true_peak
    assert found is not None
    assert wanted - 0.4 <= found <= wanted + 0.2


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 44_100, 96_000])
def test_the_rate_does_not_matter(rate: int) -> None:
    """A -23 dBFS stereo tone is -23 LUFS at every rate."""
    assert _of(_tone(-23, 10, rate=rate), rate=rate).integrated == pytest.approx(-23, abs=0.15)


def test_mono_counts_one_channel() -> None:
    """The same tone in one channel is 3 LU quieter."""
    assert _of(_tone(-23, 5), channels=1).integrated == pytest.approx(-26.0, abs=0.1)


def test_silence_and_short_sounds_have_no_figure() -> None:
    """Nothing is made up for silence or for less than a gating block."""
    assert _of(np.zeros(RATE)) == Loudness(None, None, None, None)
    assert _of(_tone(-20, 0.3)).integrated is None
