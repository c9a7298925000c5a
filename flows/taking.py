"""Taking in a batch: raw bytes first, then reports, then stories; the batch is marked taken when all of it is kept.

A kill at any point leaves at most an unmarked batch; doing it again changes nothing that is already there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.house import House
from newsroom.intake import published_day, story_of
from newsroom.lists import covered
from newsroom.report import Provenance, Rejected, Report
from newsroom.story import Story

if TYPE_CHECKING:
    from extractors.door import Taken

BATCH = 100
"""Documents kept in one transaction."""
READER = "1"
"""Raise it when readers change so much that files seen before must be read again."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came: where its bytes lie now, the name it came under, how it came."""

    path: Path
    name: str
    provenance: Provenance
    link: str | None = None


@dataclass(slots=True)
class Harvest:
    """What became of what came: counts by outcome, the rejected, and the ids of new or changed stories."""

    counts: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    stories: list[str] = field(default_factory=list)

    def add(self, other: Harvest) -> None:
        """Add another batch's harvest."""
        self.counts += other.counts
        self.rejected += other.rejected
        self.stories += other.stories


@contextmanager
def door(house: House) -> Iterator[Taken]:
    """The open door: child processes that read documents, closed at the end."""
    from extractors.door import Taken
    from extractors.pool import Pool

    options: dict[str, Any] = dict(house.settings.table("doors"))
    with Pool() as pool:
        yield Taken(pool, str(house.zone), options)


def in_batches(arrivals: Iterable[Arrival], size: int = BATCH) -> Iterator[list[Arrival]]:
    """The arrivals in batches."""
    rest = iter(arrivals)
    while batch := list(islice(rest, size)):
        yield batch


def take_batch(house: House, batch: Sequence[Arrival], source: str, at: datetime, how: Taken) -> Harvest:
    """Take one batch in; files taken before through this source cost a look-up."""
    from extractors.door import blob_of, take_many

    blobs = {arrival.path: blob_of(arrival.path) for arrival in batch}
    pairs = {arrival.path: (blobs[arrival.path], arrival.name) for arrival in batch}
    known = house.store.seen(pairs.values(), source, READER)
    fresh = [arrival for arrival in batch if pairs[arrival.path] not in known]
    harvest = Harvest(Counter(known=len(batch) - len(fresh)))
    if not fresh:
        return harvest
    stored = [(house.files.put(arrival.path), arrival) for arrival in fresh]
    house.store.keep_blobs([(blob.sha256, blob.bytes, None, arrival.name) for blob, arrival in stored], at)
    found = [
        noun for _, nouns in take_many([(arrival.path, arrival.provenance) for arrival in fresh], how) for noun in nouns
    ]
    harvest.add(keep(house, found, at))
    house.store.take([pairs[arrival.path] for arrival in fresh], source, at, READER)
    return harvest


def keep(house: House, found: Iterable[Report | Rejected], at: datetime) -> Harvest:
    """Read and keep what a door gave; keeping it again changes nothing."""
    from nlp.learning import use

    use(house.settings.home / "models")
    found = list(found)
    reports = [covered(one) for one in found if isinstance(one, Report)]
    rejected = [one for one in found if isinstance(one, Rejected)]
    kept = house.store.keep_reports(reports)
    told = [
        replace(report, id=outcome.id)
        for report, outcome in zip(reports, kept, strict=True)
        if outcome.outcome in ("new", "changed")
    ]
    # A report kept by a run that died before its story was: tell it now.
    missing = _untold(house, [outcome.id for outcome in kept if outcome.outcome in ("same", "again")])
    stories = list(tell_stories([*told, *missing], at))
    outcomes = house.store.keep_stories(stories, at)
    house.store.keep_rejected(rejected, at)
    counts = Counter(outcome.outcome for outcome in kept)
    counts["rejected"] = len(rejected)
    fresh = [outcome.id for outcome in outcomes if outcome.outcome in ("new", "updated")]
    return Harvest(+counts, rejected, fresh)


def _untold(house: House, ids: Iterable[str]) -> tuple[Report, ...]:
    wanted = list(dict.fromkeys(ids))
    told = {story.report for story in house.store.stories_of([f"st-{one}" for one in wanted])}
    return house.store.reports_of([one for one in wanted if one not in told])


def tell_stories(reports: Iterable[Report], at: datetime) -> Iterator[Story]:
    """The story of each report, as the machine reads it."""
    import nlp

    reports = list(reports)
    for report, reading in zip(reports, nlp.read_many(map(record_of, reports)), strict=True):
        yield story_of(report, reading, at.date())


def record_of(report: Report) -> dict[str, str | None]:
    """The report as the reading room takes it."""
    published = published_day(report)
    return {
        "id": report.id,
        "title": report.title,
        "text": report.text,
        "published": published.isoformat() if published else None,
        "sender_type": report.sender_type,
    }
