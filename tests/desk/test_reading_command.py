"""`nhipcau read`: lines in, lines out, bad ones named."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from desk.cli import app

GOOD = '{"id": "%s", "text": "Trao 5 triệu đồng cho 2 hộ nghèo."}'


def test_lines_come_out_in_order_and_bad_ones_are_named() -> None:
    """The rest is done; exit code 1 says that some were not."""
    lines = "\n".join([GOOD % "a", "{broken", '{"id": "b"}', "", GOOD % "c"])
    result = CliRunner().invoke(app, ["read", "--jsonl"], input=lines)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "c"]
    assert result.exit_code == 1
    assert "stdin:2" in result.stderr
    assert "stdin:3" in result.stderr


def test_files_of_both_kinds_are_read(tmp_path: Path) -> None:
    """A .jsonl file by its lines, another file as one plain text."""
    (tmp_path / "a.jsonl").write_text(GOOD % "x" + "\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("\ufeffTrao 5 triệu đồng.", encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(tmp_path / "a.jsonl"), str(tmp_path / "b.txt")])
    out = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["id"] for line in out] == ["x", "b"]
    assert out[1]["money"][0]["amount_vnd"] == 5_000_000
    assert result.exit_code == 0


def test_a_missing_file_is_named_and_the_rest_done(tmp_path: Path) -> None:
    """One unreadable file does not stop the others."""
    (tmp_path / "a.jsonl").write_text(GOOD % "x", encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(tmp_path / "none.txt"), str(tmp_path / "a.jsonl")])
    assert len(result.stdout.splitlines()) == 1
    assert "none.txt" in result.stderr
    assert result.exit_code == 1
