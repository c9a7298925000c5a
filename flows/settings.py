"""The settings: one TOML file, a few overrides from the environment.

Looked for in $NHIPCAU_CONFIG, ./config/station.toml, then the checkout's config/station.toml. `NHIPCAU_HOME` moves the
data folder, `NHIPCAU_DATABASE` and `NHIPCAU_FILES` the store. Everything has a default that needs no server.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsroom.errors import BadSettings

_PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """What the station set: `home` the data folder, `database` an SQLAlchemy address, `files` a folder or s3://bucket/prefix.

    `raw` is the whole file as read, for the rooms' own tables (sources, shows, fetch, audio, nlp…).
    """

    home: Path
    database: str
    files: str
    raw: dict[str, Any] = field(default_factory=dict)
    path: Path | None = None

    def table(self, name: str) -> dict[str, Any]:
        """One table of the file, empty when it is not there; raises BadSettings when it is not a table."""
        value = self.raw.get(name, {})
        if not isinstance(value, dict):
            raise BadSettings(self.path or "(mặc định)", name, "phải là một bảng [...]")
        return value


def find() -> Path | None:
    """The settings file in force, or None."""
    named = os.environ.get("NHIPCAU_CONFIG")
    if named:
        if not Path(named).is_file():
            raise BadSettings(named, "NHIPCAU_CONFIG", "không có tệp này")
        return Path(named)
    for folder in (Path.cwd(), _PROJECT):
        candidate = folder / "config" / "station.toml"
        if candidate.is_file():
            return candidate
    return None


def load(path: Path | None = None) -> Settings:
    """The settings from `path` or from where `find` looks; raises BadSettings naming file and key."""
    path = path or find()
    raw: dict[str, Any] = {}
    if path is not None:
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise BadSettings(path, "-", error) from error
    store = raw.get("store", {})
    home = Path(os.environ.get("NHIPCAU_HOME") or store.get("home") or _PROJECT / "var").expanduser().resolve()
    return Settings(
        home=home,
        database=os.environ.get("NHIPCAU_DATABASE") or store.get("database") or f"sqlite:///{home / 'nhipcau.db'}",
        files=os.environ.get("NHIPCAU_FILES") or store.get("files") or str(home / "files"),
        raw=raw,
        path=path,
    )
