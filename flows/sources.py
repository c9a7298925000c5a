"""The sources of the settings: one `[[sources]]` table each, with an id, a kind and what that kind needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flows.settings import Settings
from newsroom.errors import BadSettings


@dataclass(frozen=True, slots=True)
class SourceTable:
    """One source: its kind ("folder", "feed", "listing", "mailbox", "s3"…), who sends through it, whether it is on."""

    name: str
    kind: str
    on: bool = True
    sender: str | None = None
    sender_type: str = "other"
    partner: str | None = None
    silent_days: int = 3
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


_OWN = {"kind", "on", "sender", "sender_type", "partner", "silent_days"}


def sources_of(settings: Settings) -> tuple[SourceTable, ...]:
    """Every source of the settings, in their order; raises BadSettings when one has no id or kind."""
    found = []
    for number, table in enumerate(settings.raw.get("sources", [])):
        for needed in ("id", "kind"):
            if needed not in table:
                raise BadSettings(settings.path or "-", f"sources[{number}]", f"thiếu mục {needed}")
        own = {key: value for key, value in table.items() if key in _OWN}
        options = {key: value for key, value in table.items() if key not in _OWN | {"id"}}
        found.append(SourceTable(table["id"], options=MappingProxyType(options), **own))
    return tuple(found)


def folder_of(source: SourceTable, settings: Settings) -> Path:
    """The folder a folder source watches; a relative one counts from the settings file's own folder's parent."""
    base = settings.path.parent.parent if settings.path else Path.cwd()
    return (base / str(source.options.get("path", "."))).expanduser()


def files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder and its sub-folders in a steady order; hidden ones and half-written ones are left for later."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if (
            path.is_file()
            and not any(part.startswith((".", "~$")) for part in parts)
            and path.suffix not in (".part", ".tmp")
        ):
            yield path
