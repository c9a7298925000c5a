"""What all tests share: no network but loopback (pytest-socket), settings of their own."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test keeps its data in a folder of its own."""
    monkeypatch.setenv("NHIPCAU_HOME", str(tmp_path / "home"))
    for name in ("NHIPCAU_DATABASE", "NHIPCAU_FILES", "NHIPCAU_CONFIG"):
        monkeypatch.delenv(name, raising=False)
