"""The plan of a programme's sound: what plays when, to the sample, from a rundown and the real lengths of its sounds.

Times follow the rules of `newsroom.timing`; a sound's real length wins over the planned one, an override over both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from newsroom.rundown import Rundown, Segment
from newsroom.timing import Timed, length, rate_of, time_rundown

RATE = 48_000
REPORT_MS = 100
"""A sound that differs this much from its plan is reported."""
MUSIC = frozenset({"bed", "sting", "signature", "ident"})
UNMARKED = frozenset({"bed", "sting"})
"""Kinds that get no chapter."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment on the bus, in ms: where it starts, how long it runs, its fades; `sound` False for a hole's tone."""

    segment: Segment
    start_ms: int
    length_ms: int
    fade_in_ms: int = 0
    fade_out_ms: int = 0
    sound: bool = True
    under: bool = False
    loop: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something the technician should know: a code of the words file ([audio.*]) and its facts."""

    code: str
    facts: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Silence before a hard start, named."""

    before: str
    start_ms: int
    length_ms: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything on the bus, its whole length, what to say of it; `rundown` carries the lengths that really play."""

    placed: tuple[Placed, ...]
    total_ms: int
    gaps: tuple[Gap, ...]
    notes: tuple[Note, ...]
    rundown: Rundown


def plan(rundown: Rundown, lengths: Mapping[str, int], syllables: Callable[[str], int]) -> Plan:
    """The plan from real lengths in ms by segment id; a segment that is not in `lengths` has no sound."""
    notes: list[Note] = []
    fixed = tuple(_fixed(segment, rundown, lengths, syllables, notes) for segment in rundown.segments)
    real = replace(rundown, segments=fixed)
    rows = [
        row for row in time_rundown(real, lambda text: 0).segments if not row.segment.float and row.offset_ms is not None
    ]
    first = rows[0].offset_ms or 0 if rows else 0
    placed, gaps = [], []
    for place, row in enumerate(rows):
        following = rows[place + 1] if place + 1 < len(rows) else None
        before = rows[place - 1] if place else None
        if row.gap_ms and row.gap_ms > 0 and before is not None:
            gaps.append(Gap(row.segment.id, (row.offset_ms or 0) - row.gap_ms - first, row.gap_ms))
            notes.append(Note("build_gap", (row.segment.id, row.gap_ms)))
        placed.append(_place(row, before, following, first, lengths, notes))
    total = max((one.start_ms + one.length_ms for one in placed if not one.under), default=0)
    total = max(total, max(((row.cume_ms or 0) - first for row in rows[-1:]), default=0))
    return Plan(tuple(one for one in placed if one.length_ms > 0), total, tuple(gaps), tuple(notes), real)


def _fixed(
    segment: Segment, rundown: Rundown, lengths: Mapping[str, int], syllables: Callable[[str], int], notes: list[Note]
) -> Segment:
    """The segment with the length that plays as its only length."""
    real = lengths.get(segment.id)
    if real is None:
        planned = length(segment, rate_of(segment, rundown), syllables).ms
        return replace(segment, media_ms=planned or 0, override_ms=None, script=None)
    if segment.media_ms is not None and abs(real - segment.media_ms) > REPORT_MS and not segment.float:
        notes.append(Note("build_length", (segment.id, real, segment.media_ms)))
    plays = segment.override_ms if segment.override_ms is not None else real
    if (
        segment.kind == "bed"
        and segment.override_ms is None
        and segment.overlap_ms
        and segment.overlap_ms == segment.media_ms
    ):
        plays = segment.media_ms
    return replace(segment, media_ms=plays, override_ms=None, script=None)


def _place(
    row: Timed, before: Timed | None, following: Timed | None, first: int, lengths: Mapping[str, int], notes: list[Note]
) -> Placed:
    segment, start = row.segment, (row.offset_ms or 0) - first
    runs, real = row.duration_ms or 0, lengths.get(row.segment.id)
    under = segment.kind == "bed" and 0 < runs <= segment.overlap_ms
    fade_in = before.overlap_ms if before is not None and segment.kind in MUSIC and not _under(before) else 0
    fade_out = 0 if under else row.overlap_ms
    if under and following is not None:
        runs = max(runs, (following.cume_ms or 0) - (row.offset_ms or 0))
        fade_out = min(1500, runs // 4)
    elif real is not None and runs < real:
        fade_out = max(fade_out, min(1000, runs // 3))
    if following is not None and following.gap_ms is not None and following.gap_ms < 0:
        notes.append(Note("build_cut", (segment.id, -following.gap_ms)))
        runs = max(0, runs + following.gap_ms)
        fade_out = min(1000, runs // 2)
    elif real is not None and runs > real and segment.kind != "bed":
        notes.append(Note("build_padded", (segment.id, runs - real)))
    loop = segment.kind == "bed" and real is not None and runs > real
    return Placed(segment, start, runs, min(fade_in, runs), min(fade_out, runs), real is not None, under, loop)


def _under(row: Timed) -> bool:
    return row.segment.kind == "bed" and 0 < (row.duration_ms or 0) <= row.segment.overlap_ms
