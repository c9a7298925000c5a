"""What a run of a flow did, and the health of the sources it asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from newsroom.moment import day_of


@dataclass(frozen=True, slots=True)
class RunHole:
    """Something a run could not do: `code` keys the words ("source_down", "store_full"...), `what` names the case."""

    code: str
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a flow for one day; `ended_at` None while it runs or when it was killed; `counts` of what it did."""

    id: str
    flow: str
    day: date
    began_at: datetime
    ended_at: datetime | None = None
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    holes: tuple[RunHole, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceState:
    """What is remembered of a source between two visits.

    `failures` is a weight (halves count), `last_ok` the last visit that worked, `last_new` the last that brought
    something new, `validators` what the server wants back (etag, last_modified).
    """

    name: str
    validators: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    failures: float = 0.0
    last_error: str | None = None
    last_asked: datetime | None = None
    last_ok: datetime | None = None
    last_new: datetime | None = None
    next_poll: datetime | None = None

    def silent_days(self, day: date) -> int | None:
        """Whole days up to `day` without anything new; None when it never brought anything."""
        return None if self.last_new is None else max(0, (day - day_of(self.last_new)).days)
