"""What comes in by a door: a Report, or a Rejected that tells the sender what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

Table = tuple[tuple[str, ...], ...]

WHY = (
    "empty", "truncated", "encrypted", "too_large", "bomb", "hostile", "unknown_type",
    "unreadable", "no_text", "timeout", "scrambled", "wrong_language", "not_allowed",
)  # fmt: skip
"""Codes of refusal; their Vietnamese message and hint are in words.toml under `rejected.<code>`."""

SENDER_TYPES = ("press", "front", "red_cross", "zalo", "official", "business", "other")
"""Kinds of sender: newspapers, Front officers, Red Cross and associations, chat, state papers, firms, unknown."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A change made to the text on its way in: what kind, how often, and where first (free words)."""

    what: str
    count: int
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Through which door, from which source and sender a document came, and when."""

    door: str
    source: str
    received_at: datetime
    sender: str | None = None
    sender_type: str = "other"
    partner: str | None = None
    redirects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asset:
    """A sound or picture that came with a report; `blob` is the SHA-256 of its raw bytes."""

    blob: str
    name: str
    media_type: str
    duration_ms: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One field report, clean: NFC text, paragraphs on one line each, tables apart, form blocks in `meta`.

    `path` names the file or address it came from, `inside` its place in a container, `blob` the SHA-256 of
    the raw bytes of the outermost file. `published` is a day when only a day is known.
    """

    id: str
    path: str
    inside: str | None
    blob: str
    kind: str
    title: str
    text: str
    content_hash: str
    reader: str
    link: str | None = None
    tables: tuple[Table, ...] = ()
    published: date | datetime | None = None
    author: str | None = None
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    repairs: tuple[Repair, ...] = ()
    skipped: tuple[str, ...] = ()
    assets: tuple[Asset, ...] = ()
    provenance: tuple[Provenance, ...] = ()

    @property
    def sender_type(self) -> str:
        """The kind of sender of the first way it came in."""
        return self.provenance[0].sender_type if self.provenance else "other"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A document that was set aside: `why` is one of WHY, `detail` the facts of the case (sizes, names, places)."""

    path: str
    inside: str | None
    blob: str | None
    kind: str | None
    why: str
    detail: str = ""
    provenance: tuple[Provenance, ...] = ()
