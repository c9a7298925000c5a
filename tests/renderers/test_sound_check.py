"""The check of incoming sounds finds every fault of the contract and leaves good sounds alone."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from newsroom.words import say
from renderers.sound_check import CODES, check
from renderers.sound_faults import Limits
from tests.renderers.sound_samples import encoded, faulty, field, music, speech, wav

KEYS = {
    "path", "ok", "faults", "container", "codec", "rate_hz", "channels", "bits", "duration_ms", "lufs_i", "lra", "lufs_s_max",
    "true_peak_dbtp",
}  # fmt: skip


@pytest.mark.parametrize("code", [code for code in CODES if code != "too_long"])
def test_each_fault_is_found(code: str, tmp_path: Path) -> None:
    """A file made with one fault is reported with that fault, and with no other that is not part of it."""
    row = check(faulty(code, tmp_path))
    found = {fault["code"] for fault in row["faults"]}
    assert code in found, row
    assert found <= {code, "unreadable"} or code in ("noisy", "too_short"), row
    assert set(row) == KEYS
    json.dumps(row)


def test_a_sound_over_the_limit_is_too_long(tmp_path: Path) -> None:
    """`too_long` goes by a limit that a station may set."""
    row = check(wav(tmp_path / "a.wav", speech(3)), Limits(too_long_s=2))
    assert [fault["code"] for fault in row["faults"]] == ["too_long"]


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_words(code: str) -> None:
    """A fault is told in a Vietnamese sentence with a hint."""
    message, hint = say("audio", code, "x")
    assert message != f"{code} x"
    assert hint


@pytest.mark.parametrize("make", [speech, music, field])
@pytest.mark.parametrize(("rate", "subtype"), [(16_000, "PCM_16"), (44_100, "PCM_24"), (48_000, "FLOAT")])
def test_clean_clips_raise_no_alarm(make, rate: int, subtype: str, tmp_path: Path) -> None:
    """Clean speech, music and field sound pass at several rates and depths."""
    for seed in (1, 2):
        assert check(wav(tmp_path / "a.wav", make(9, rate, seed), rate, subtype))["faults"] == []


@pytest.mark.parametrize(
    ("suffix", "coder"),
    [
        (".mp3", ("-b:a", "128k")),
        (".mp3", ("-q:a", "4")),
        (".m4a", ("-b:a", "96k")),
        (".ogg", ()),
        (".opus", ()),
        (".flac", ()),
        (".webm", ()),
        (".mka", ("-c:a", "libmp3lame")),
        (".aac", ()),
    ],
)
def test_clean_encoded_clips_raise_no_alarm(suffix: str, coder: tuple[str, ...], tmp_path: Path) -> None:
    """The same sounds pass in every codec a reporter sends."""
    for make in (speech, music, field):
        path = encoded(wav(tmp_path / "a.wav", make(7)), tmp_path / f"b{suffix}", *coder)
        assert check(path)["faults"] == []


def test_a_stereo_field_recording_passes(tmp_path: Path) -> None:
    """Two microphones that hear different noise are neither out of phase nor one-sided."""
    both = np.stack([field(6, seed=1), field(6, seed=2)], axis=1)
    assert check(wav(tmp_path / "a.wav", both))["ok"]


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".ogg", ".flac", ".opus", ".webm"])
def test_a_cut_file_is_truncated_in_every_codec(suffix: str, tmp_path: Path) -> None:
    """Half a file is called truncated, whatever the codec."""
    whole = encoded(wav(tmp_path / "a.wav", speech(8)), tmp_path / f"b{suffix}").read_bytes()
    path = tmp_path / f"c{suffix}"
    path.write_bytes(whole[: len(whole) // 2])
    assert "truncated" in {fault["code"] for fault in check(path)["faults"]}


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    """A name that leads nowhere is a fault, not a crash."""
    assert [fault["code"] for fault in check(tmp_path / "x.wav")["faults"]] == ["unreadable"]
