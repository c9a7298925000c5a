"""Sounds made by arithmetic: speech-like, music-like and field-like clips, and one clip for every fault of the check."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.signal import lfilter

from renderers.masters import ffmpeg

Sound = NDArray[np.float64]


def speech(seconds: float, rate: int = 48_000, seed: int = 1, pitch: float = 130.0) -> Sound:
    """Pulses through formants, four syllables a second, a pause now and then, over a faint room."""
    random = np.random.default_rng(seed)
    count = int(seconds * rate)
    glide = pitch * (1 + 0.12 * np.sin(2 * np.pi * 0.7 * np.arange(count) / rate + seed))
    pulses = np.diff(np.floor(np.cumsum(glide) / rate), prepend=0)
    voice = pulses + 0.002 * random.normal(size=count)
    for hertz, width in ((650, 90), (1200, 120), (2600, 180)):
        if hertz < rate * 0.45:
            radius = np.exp(-np.pi * width / rate)
            voice = lfilter([1 - radius], [1, -2 * radius * np.cos(2 * np.pi * hertz / rate), radius**2], voice)
    beats = np.arange(count) / rate
    shape = np.clip(np.sin(2 * np.pi * 2 * beats) ** 2 * 1.3 - 0.15, 0, 1) * (np.sin(2 * np.pi * beats / 5.3) > -0.85)
    voice *= lfilter([0.004], [1, -0.996], shape)
    return 0.25 * voice / np.abs(voice).max() * 2 + 0.0004 * random.normal(size=count)


def music(seconds: float, rate: int = 48_000, seed: int = 1) -> Sound:
    """Chords that change every half second."""
    random = np.random.default_rng(seed)
    beats = np.arange(int(seconds * rate)) / rate
    made = np.zeros(len(beats))
    for start in np.arange(0, seconds, 0.5):
        part = (beats >= start) & (beats < start + 0.5)
        local = beats[part] - start
        for step in random.choice([0, 2, 4, 7, 9, 12], 3, replace=False):
            for harmonic in (1, 2, 3):
                made[part] += np.sin(2 * np.pi * 196 * 2 ** (step / 12) * harmonic * local) * np.exp(-3 * local) / harmonic
    return 0.5 * made / np.abs(made).max()


def field(seconds: float, rate: int = 48_000, seed: int = 1) -> Sound:
    """Wind and rain: pink-like noise that swells slowly."""
    random = np.random.default_rng(seed)
    noise = lfilter([0.05, 0.03], [1, -0.95], random.normal(size=int(seconds * rate)))
    swell = 1 + 0.4 * np.sin(2 * np.pi * 0.15 * np.arange(len(noise)) / rate + seed)
    return 0.12 * noise / noise.std() * swell


def wav(path: Path, sound: Sound, rate: int = 48_000, subtype: str = "PCM_16") -> Path:
    """Write it; two-dimensional sounds as (samples, channels)."""
    soundfile.write(path, sound, rate, subtype=subtype, format="WAV")
    return path


def encoded(source: Path, to: Path, *coder: str) -> Path:
    """The sound in another format, by ffmpeg."""
    command = [ffmpeg(), "-v", "error", "-nostdin", "-y", "-i", str(source), *coder, str(to)]
    subprocess.run(command, check=True)
    return to


def faulty(code: str, room: Path) -> Path:
    """A file with the fault of that code."""
    path, rate = room / f"{code}.wav", 48_000
    voice = speech(8)
    if code in _SAMPLES:
        return wav(path, _SAMPLES[code](voice))
    good = wav(room / "good.wav", voice)
    raw = bytearray(good.read_bytes())
    if code == "unreadable":
        path = room / "unreadable.mp3"
        path.write_bytes(np.random.default_rng(0).integers(0, 128, 5000, dtype=np.uint8).tobytes())
    elif code == "empty":
        path.write_bytes(b"")
    elif code == "truncated":
        path.write_bytes(raw[: len(raw) // 2])
    elif code == "wrong_extension":
        path.write_bytes(encoded(good, room / "x.mp3").read_bytes())
    elif code == "wrong_rate":
        raw[24:28] = (8000).to_bytes(4, "little")
        path.write_bytes(raw)
    elif code == "bad_header":
        raw[22:24] = (192).to_bytes(2, "little")
        path.write_bytes(raw)
    elif code == "no_audio":
        path = room / "no_audio.mp4"
        source = ["-f", "lavfi", "-i", "color=c=red:s=64x64:d=1"]
        subprocess.run([ffmpeg(), "-v", "error", "-y", *source, "-c:v", "mpeg4", str(path)], check=True)
    elif code == "broken_frames":
        made = bytearray(encoded(good, room / "y.mp3").read_bytes())
        made[len(made) // 2 : len(made) // 2 + 3000] = bytes(3000)
        path = room / "broken_frames.mp3"
        path.write_bytes(made)
    elif code == "too_short":
        return wav(path, voice[: rate // 5])
    return path


def _cut(voice: Sound) -> Sound:
    made = voice.copy()
    loud = int(np.argmax(np.abs(made[48_000:240_000]))) + 48_000
    made[loud : loud + 5760] = 0
    steady = made + np.where(made == 0, 0, 0.05 * np.sin(np.arange(len(made)) / 20))
    return np.where(made == 0, 0, steady)


_SAMPLES = {
    "silent": lambda voice: voice * 0.0,
    "too_quiet": lambda voice: voice * 0.03,
    "clipped": lambda voice: np.clip(voice * 6, -0.99, 0.99),
    "dc_offset": lambda voice: voice * 0.8 + 0.05,
    "dropout": _cut,
    "long_silence": lambda voice: np.concatenate([voice, np.zeros(6 * 48_000), voice]),
    "out_of_phase": lambda voice: np.stack([voice, -voice], axis=1),
    "one_sided": lambda voice: np.stack([voice, voice * 0.001], axis=1),
    "hum": lambda voice: (
        voice + sum(0.02 / n * np.sin(2 * np.pi * 50 * n * np.arange(len(voice)) / 48_000) for n in (1, 2, 3))
    ),
    "noisy": lambda voice: voice * 0.7 + 0.028 * np.random.default_rng(3).normal(size=len(voice)),
}
