"""What really went on air: planned against actual, rates learned from recordings, "already aired?", statistics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median, quantiles

from newsroom.candidates import Aired
from newsroom.rundown import Rundown, Segment
from newsroom.story import Story
from newsroom.timing import Timing

LEAST_SYLLABLES = 20
"""A recording shorter than this says little about a rate: breaths and the first word weigh too much."""
BELIEVABLE = range(90, 420)
"""Spoken syllables a minute outside this range are a wrong text or a wrong sound, not a reader."""


@dataclass(frozen=True, slots=True)
class Actual:
    """When an item really started and how long it ran; `aired` false when it was dropped on the day."""

    segment: str
    start: datetime | None
    ms: int | None
    aired: bool = True


@dataclass(frozen=True, slots=True)
class AsAired:
    """One line of the as-aired record; `drift_ms` is how much later it started than planned."""

    segment: Segment
    planned_ms: int | None
    actual_ms: int | None
    off_ms: int | None
    drift_ms: int | None
    aired: bool


def as_aired(timing: Timing, actuals: Iterable[Actual]) -> tuple[AsAired, ...]:
    """Planned against actual, a line a segment; what nobody logged stays unknown."""
    logged = {row.segment: row for row in actuals}
    return tuple(
        _line(timed.segment, timed.duration_ms, timed.start, logged.get(timed.segment.id)) for timed in timing.segments
    )


def _line(segment: Segment, planned: int | None, start: datetime | None, actual: Actual | None) -> AsAired:
    if actual is None:
        return AsAired(segment, planned, None, None, None, aired=False)
    off = None if planned is None or actual.ms is None else actual.ms - planned
    drift = None if start is None or actual.start is None else round((actual.start - start).total_seconds() * 1000)
    return AsAired(segment, planned, actual.ms, off, drift, actual.aired)


def remember(
    rundown: Rundown, record: Sequence[AsAired], stories: Mapping[str, Story], show: str, history: Sequence[Aired] = ()
) -> tuple[Aired, ...]:
    """Lines for the memory of the air; a story heard before is a repeat."""
    heard = {row.story for row in history if row.day < rundown.day}
    found = []
    for line in record:
        story = stories.get(line.segment.story or "")
        if story is None or not line.aired:
            continue
        donors = tuple(dict.fromkeys(gift.donor for gift in story.reading.donations if gift.donor))
        event = min((story.id, *story.alike))
        length = line.actual_ms if line.actual_ms is not None else line.planned_ms or 0
        found.append(
            Aired(
                story.id, show, rundown.day, story.primary, length, story.commune, None, story.partner, donors, event,
                rundown.language, story.id in heard,
            )
        )  # fmt: skip
        heard.add(story.id)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Heard:
    """Whether a story was on air: the airings of itself and those of its event from other senders."""

    itself: tuple[Aired, ...]
    event: tuple[Aired, ...]

    @property
    def first(self) -> date | None:
        """The original day."""
        return min((row.day for row in self.itself), default=None)


def already_aired(story: str, event: str | None, history: Sequence[Aired]) -> Heard:
    """Airings of a story, and of its event under other names."""
    itself = tuple(row for row in history if row.story == story)
    same = tuple(row for row in history if event is not None and row.event == event and row.story != story)
    return Heard(itself, same)


@dataclass(frozen=True, slots=True)
class Recording:
    """A finished recording of a read text: who, spoken syllables, milliseconds of sound without silence at its ends."""

    presenter: str
    syllables: int
    ms: int
    day: date


@dataclass(frozen=True, slots=True)
class Rate:
    """A reading rate in spoken syllables a minute: the middle, and the range half of the recordings fall in."""

    middle: int
    low: int
    high: int
    recordings: int

    @property
    def words(self) -> str:
        """As shown to people: a range, never a false exact figure."""
        if self.recordings < 3:
            return f"khoảng {self.middle} âm tiết/phút (mới {self.recordings} bản ghi)"
        return f"{self.low}–{self.high} âm tiết/phút"


def learn_rates(recordings: Iterable[Recording], newest: int = 30) -> dict[str, Rate]:
    """Each presenter's rate from their newest recordings; unbelievable ones are left out."""
    by_name: dict[str, list[Recording]] = defaultdict(list)
    for row in recordings:
        if row.syllables >= LEAST_SYLLABLES and row.ms > 0 and round(row.syllables * 60_000 / row.ms) in BELIEVABLE:
            by_name[row.presenter].append(row)
    return {name: _rate(sorted(rows, key=lambda row: row.day)[-newest:]) for name, rows in sorted(by_name.items())}


def _rate(rows: Sequence[Recording]) -> Rate:
    rates = [row.syllables * 60_000 / row.ms for row in rows]
    low, _, high = quantiles(rates, n=4, method="inclusive") if len(rates) > 1 else (rates[0], rates[0], rates[0])
    return Rate(round(median(rates)), round(low), round(high), len(rates))


@dataclass(frozen=True, slots=True)
class Minutes:
    """Airtime under one heading: items and milliseconds first run, and of repeats apart (never added up)."""

    name: str
    items: int
    ms: int
    repeats: int
    repeat_ms: int


def minutes(history: Sequence[Aired], by: str, first: date, last: date) -> tuple[Minutes, ...]:
    """Airtime from `first` to `last` by `topic`, `commune`, `partner`, `language` or `show`; most first."""
    rows: dict[str, list[Aired]] = defaultdict(list)
    for row in history:
        if first <= row.day <= last:
            rows[getattr(row, by) or ""].append(row)
    found = [_minutes(name, group) for name, group in rows.items()]
    return tuple(sorted(found, key=lambda row: (-row.ms, -row.repeat_ms, row.name)))


def _minutes(name: str, rows: Sequence[Aired]) -> Minutes:
    new, again = [row for row in rows if not row.repeat], [row for row in rows if row.repeat]
    return Minutes(name, len(new), sum(row.ms for row in new), len(again), sum(row.ms for row in again))
