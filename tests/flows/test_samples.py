"""The samples of the Front, the Red Cross, offices, mail, voices and photos come in as `samples/expected.jsonl` says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from flows.ingest import take_in
from newsroom.report import Rejected, Report

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
EXPECTED: list[dict[str, Any]] = [json.loads(line) for line in (SAMPLES / "expected.jsonl").read_text("utf-8").splitlines()]
FOLDERS = sorted({row["path"].partition("/")[0] for row in EXPECTED})
_NEEDS = {".doc": "soffice", ".jpg": "tesseract", ".amr": "ffmpeg"}


def able(path: str) -> bool:
    """Whether this machine has the program that a sample needs."""
    needed = "tesseract" if "/quet-" in path else _NEEDS.get(Path(path).suffix)
    return needed is None or shutil.which(needed) is not None


def row_of(outcome: str, found: Report | Rejected) -> dict[str, Any]:
    path = Path(found.path).relative_to(SAMPLES).as_posix()
    why = found.why if isinstance(found, Rejected) else None
    return {"path": path, "inside": found.inside, "outcome": outcome, "kind": found.kind, "why": why}


@pytest.mark.heavy
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_sample_comes_in_as_said(folder: str) -> None:
    """Each document of the folder, children of letters too, has the outcome, kind and reason written down for it."""
    named = [row for row in EXPECTED if row["path"].startswith(f"{folder}/")]
    paths = sorted({row["path"] for row in named if able(row["path"])})
    got = [row_of(outcome, found) for outcome, found in take_in([SAMPLES / path for path in paths], keep_it=False)]
    assert got == [row for row in named if row["path"] in paths]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_sample_is_left_out(folder: str) -> None:
    """Every file of the folder is named in the expected outcomes, and every named file is there."""
    there = {path.relative_to(SAMPLES).as_posix() for path in (SAMPLES / folder).rglob("*") if path.is_file()}
    assert there == {row["path"] for row in EXPECTED if row["path"].startswith(f"{folder}/")}
