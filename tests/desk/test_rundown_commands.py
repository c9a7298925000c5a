"""`nhipcau rundown`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def nhipcau(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "desk", *words],
        capture_output=True,
        cwd=PROJECT,
        env={**os.environ, "COLUMNS": "120"},
        check=False,
    )


def test_time_prints_the_timed_file(tmp_path: Path) -> None:
    """`rundown time` prints the file with its times added and exits 0."""
    file = tmp_path / "a.json"
    segments = [{"id": "a", "media_ms": 1000}, {"id": "b", "title": "“Đ” <&>"}]
    file.write_text(json.dumps({"planned_ms": 1000, "start": "2026-11-27T11:30:00+07:00", "segments": segments}))
    ran = nhipcau("rundown", "time", str(file))
    assert ran.returncode == 0
    timed = json.loads(ran.stdout)
    assert timed["segments"][1]["start"] == "2026-11-27T11:30:01+07:00"
    assert timed["unknown"] == ["b"]


@pytest.mark.parametrize(("text", "place"), [("{", "dòng 1"), ('{"planned_ms": 1, "segments": [{}]}', "segments[0].id")])
def test_refusals_exit_2(tmp_path: Path, text: str, place: str) -> None:
    """A file that cannot be timed: exit 2, a Vietnamese sentence naming the place, nothing on stdout."""
    file = tmp_path / "a.json"
    file.write_text(text)
    ran = nhipcau("rundown", "time", str(file))
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert place in ran.stderr.decode()
    assert nhipcau("rundown", "time", str(tmp_path / "none.json")).returncode == 2
