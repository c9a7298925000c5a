"""The commands over the store, as a person at a terminal meets them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from content_store import open_files, open_store
from content_store.store import Store
from desk.cli import app
from tests.content_store.samples import AT, rejected, story


@pytest.fixture
def store() -> Store:
    """The store the commands will open, with two stories and a rejected document."""
    home = Path(os.environ["NHIPCAU_HOME"])
    opened = open_store(f"sqlite:///{home / 'nhipcau.db'}")
    opened.keep_stories([story("Xã Định An trao bò", id="s1"), story("xa dinh an trao bo", id="s2")], AT)
    opened.keep_rejected([rejected("hop-thu.zip", inside="cut.docx")], AT)
    open_files(str(home / "files")).put("gốc".encode())
    return opened


def run(*words: str) -> Result:
    """A command line."""
    return CliRunner().invoke(app, words)


@pytest.mark.usefixtures("store")
def test_search_prints_exact_first_and_labels_fill_in() -> None:
    """Data on stdout, one story a line, fill-in labelled; nothing found is a sentence on stderr."""
    done = run("search", "Định", "An")
    assert done.stdout.splitlines() == ["s1  [Mới nhận]  Xã Định An trao bò", "s2  [Mới nhận]  xa dinh an trao bo  (bỏ dấu)"]
    lines = [json.loads(line) for line in run("search", "định an", "--json", "--state", "new").stdout.splitlines()]
    assert [(line["id"], line["exact"]) for line in lines] == [("s1", True), ("s2", False)]
    nothing = run("search", "Gò Quao")
    assert (nothing.exit_code, nothing.stdout, nothing.stderr.strip()) == (0, "", "Không tìm thấy tin nào.")


def test_quarantine_can_be_listed_shown_and_redriven(store: Store) -> None:
    """A person sees what was set aside and why, in Vietnamese, and sends it round again."""
    listed = run("quarantine", "list").stdout
    name = listed.split()[0]
    assert "hop-thu.zip!/cut.docx" in listed
    assert "Tệp bị cụt" in listed
    shown = run("quarantine", "show", name).stdout
    assert "Gửi lại bản đầy đủ" in shown
    assert json.loads(run("quarantine", "show", name, "--json").stdout)["why"] == "truncated"
    assert run("quarantine", "redrive", name, "--why", "đã sửa").exit_code == 0
    assert len(store.to_redrive()) == 1
    assert "(chờ đọc lại)" in run("quarantine", "list").stdout
    assert "đã sửa" in run("quarantine", "show", name).stdout
    assert run("quarantine", "redrive").exit_code == 2
    assert run("quarantine", "redrive", "--all").exit_code == 0


def test_backup_and_restore(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup made by command restores by command into an empty home, and says what it holds."""
    done = run("backup", str(tmp_path / "sao-luu"))
    assert done.exit_code == 0
    assert "2 tin" in done.stderr
    monkeypatch.setenv("NHIPCAU_HOME", str(tmp_path / "moi"))
    assert run("restore", str(tmp_path / "sao-luu")).exit_code == 0
    with open_store(f"sqlite:///{tmp_path / 'moi' / 'nhipcau.db'}") as restored:
        assert restored.stories() == store.stories()
        assert restored.quarantine() == store.quarantine()
    assert list(open_files(str(tmp_path / "moi" / "files")).each()) == list(
        open_files(str(Path(os.environ["NHIPCAU_HOME"]).parent / "home" / "files")).each()
    )
