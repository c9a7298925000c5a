"""From a file to finished drafts, in the process it is called in; `extractors.door` calls it through a child process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractors import mend, preflight
from extractors.draft import About, Draft, Found, Refused
from extractors.kinds import KINDS
from extractors.sniff import kind_of
from extractors.tidy import finish

_HEAD = 1 << 20


def kind_for(path: Path, about: About, kind: str | None = None) -> str:
    """The kind of the file at `path`, its size found fit; raises Refused."""
    size = path.stat().st_size
    if kind is None:
        with path.open("rb") as file:
            kind = kind_of(file.read() if size <= _HEAD or (file.read(2) == b"PK" and not file.seek(0)) else _head(file),
                           about.name, about.media_type)  # fmt: skip
    limit = KINDS[kind].limit_mb
    if size > limit * 1_000_000:
        raise Refused("too_large", f"{size // 1_000_000} MB, nhiều nhất {limit} MB")
    return kind


def _head(file: object) -> bytes:
    file.seek(0)  # type: ignore[attr-defined]
    return file.read(_HEAD)  # type: ignore[attr-defined,no-any-return]


def read(path: Path, kind: str, about: About) -> Iterator[Found]:
    """All drafts and children in the file, tidied and mended; raises Refused when there is nothing to carry on."""
    data = path.read_bytes()
    preflight.check(kind, data)
    reader = KINDS[kind].load()
    for found in reader(data, about):
        yield finish(mend.draft(finish(found))) if isinstance(found, Draft) else found
