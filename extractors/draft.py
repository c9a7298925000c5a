"""What a reader hands over before it becomes a Report: drafts and the documents found inside a container."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Grid = list[list[str]]
"""A table as rows of cells; every row has the same number of cells."""


class Refused(Exception):
    """A document that cannot be taken: `why` is a code of newsroom.report.WHY, `detail` the facts of the case."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why, detail)
        self.why = why
        self.detail = detail


@dataclass(slots=True)
class About:
    """What is known of a document before it is opened.

    `name` is its file name or address, `zone` the zone of times written without one, `received_at` when it came (years left
    out are completed from it), `link` the address it was fetched from, `scratch` a folder for the documents found inside it,
    `options` the settings of the room.
    """

    name: str
    scratch: Path
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Ho_Chi_Minh"))
    received_at: datetime | None = None
    link: str | None = None
    media_type: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        """The lower-case ending of the name, with its dot."""
        return Path(self.name).suffix.lower()


@dataclass(slots=True)
class Sound:
    """A sound or picture that came with a text: `sha256` of its bytes, length in milliseconds when it has one."""

    sha256: str
    name: str
    media_type: str
    duration_ms: int | None = None
    note: str | None = None


@dataclass(slots=True)
class Draft:
    """One document as read. `paragraphs` hold no line breaks; `published` is an ISO day or moment.

    `repairs` counts changes by kind; `skipped` names in Vietnamese what could not be carried over.
    `prose` is False for documents whose text is not running words (a sheet), which have no language to check.
    """

    kind: str
    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    tables: list[Grid] = field(default_factory=list)
    inside: str | None = None
    link: str | None = None
    published: str | None = None
    author: str | None = None
    meta: dict[str, str] = field(default_factory=dict)
    repairs: dict[str, int] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    assets: list[Sound] = field(default_factory=list)
    prose: bool = True

    def repaired(self, what: str, count: int = 1) -> None:
        """Note `count` repairs of a kind."""
        if count:
            self.repairs[what] = self.repairs.get(what, 0) + count

    def skip(self, what: str) -> None:
        """Note once that something was not carried over."""
        if what not in self.skipped:
            self.skipped.append(what)


@dataclass(slots=True)
class Child:
    """A document found inside a container, its bytes in `path`.

    `optional`: a picture beside a letter; without words in it, it is an asset of the letter and no failure.
    `refused` is set when the container holds it but it cannot be taken out.
    """

    inside: str
    name: str
    path: Path | None
    media_type: str | None = None
    optional: bool = False
    refused: str | None = None
    detail: str = ""


Found = Draft | Child
Reading = Iterable[Found]


def day_text(value: date | datetime | None) -> str | None:
    """ISO form of a day or moment."""
    return value.isoformat() if value is not None else None
