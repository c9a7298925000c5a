"""What the store answers with, where the answer is not itself a noun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from newsroom.report import Rejected


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one record of a batch.

    `id` is the id in force (of a report seen before: the first one's). `outcome` of a report: "new", "changed" (a new
    version of the same page), "again" (known, by a new way) or "same"; of a story: "new", "updated" (nobody had touched
    it), "kept" (an editor's work stands, the change is flagged) or "same"; of a rejected document: "new" or "again".
    """

    id: str
    outcome: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One story as a list shows it; `n` is its order of arrival and the cursor of the next page."""

    n: int
    id: str
    version: int
    report: str
    parent: str | None
    state: str
    primary: str
    title: str
    sender_type: str
    partner: str | None
    commune: str | None
    event_date: date | None
    received_on: date | None
    embargo_until: date | None
    editor: str | None
    needs_human: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """A story that search found: `exact` with the marks as typed, otherwise fill-in found without marks; `cursor` pages on."""

    line: Line
    exact: bool
    cursor: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit: who did what to which record, in which role, when and why."""

    kind: str
    record: str
    action: str
    before: str | None
    after: str | None
    who: str
    role: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A rejected document in quarantine: `state` is "waiting", "redrive" (to be tried again) or "solved"."""

    id: str
    state: str
    first_at: datetime
    last_at: datetime
    rejected: Rejected


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a withdrawn consent reached.

    `withdrawn` are stories taken down now, `touched` others that mention the person; `rundowns` (id, version) the new
    versions that carry a hole; `aired` those already on air or over, `packages` those marked: people must be told.
    """

    consent: str
    withdrawn: tuple[str, ...]
    touched: tuple[str, ...]
    rundowns: tuple[tuple[str, int], ...]
    aired: tuple[tuple[str, int], ...]
    packages: tuple[str, ...]
