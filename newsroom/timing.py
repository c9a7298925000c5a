"""The arithmetic of a programme: lengths, clock times, running totals, back times, blocks, tolerance.

All lengths are integer milliseconds. Definitions follow the trade (Avid iNEWS: cume, back time, float, read rate;
Ross Inception: estimated + media = total, overridable; Octopus and Sofie: block budgets). A number that hangs on an
unknown length is None, never a guess. Nothing here reads a clock or a file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise

from newsroom.rundown import Block, Rundown, Segment

DEFAULT_RATE = 200
"""Spoken syllables a minute of a news reader nobody has measured yet."""
TOLERANCE_PERCENT = 3
TOLERANCE_CAP_MS = 30_000
"""Thông tư 09/2020/TT-BTTTT as reported: ±3 %, at most 30 s once a programme lasts 10 minutes; adverts not counted."""

Counter = Callable[[str], int]
_MS = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Length:
    """How long a segment runs (None: unknown) and what says so: override, media, script, script+media, unknown."""

    ms: int | None
    source: str
    script_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """A segment on the clock. `offset_ms` is its start from the programme's start, `cume_ms` its end from there.

    `overlap_ms` is what really overlaps into the next; `gap_ms` > 0 is the hole before a hard start, < 0 the overlap.
    """

    segment: Segment
    duration_ms: int | None
    duration_from: str
    script_ms: int | None = None
    offset_ms: int | None = None
    cume_ms: int | None = None
    overlap_ms: int = 0
    start: datetime | None = None
    end: datetime | None = None
    back_start: datetime | None = None
    gap_ms: int | None = None


@dataclass(frozen=True, slots=True)
class BlockTime:
    """A block's length and how far it is over its budget; None while a length in it is unknown."""

    block: Block
    duration_ms: int | None
    over_ms: int | None


@dataclass(frozen=True, slots=True)
class Timing:
    """A rundown on the clock. `known_ms` adds what is known; the rest is None while `unknown` names a segment."""

    segments: tuple[Timed, ...]
    blocks: tuple[BlockTime, ...]
    known_ms: int
    total_ms: int | None
    over_ms: int | None
    within_tolerance: bool | None
    tolerance_ms: int
    unknown: tuple[str, ...]


def spoken_text(script: str | None) -> str:
    """The words of a script that are read aloud: cues and notes in (nested) square brackets taken out."""
    if not script or "[" not in script:
        return (script or "").strip()
    kept, depth, opened = [], 0, 0
    for place, letter in enumerate(script):
        if letter == "[":
            opened = opened if depth else place
            depth += 1
        elif letter == "]" and depth:
            depth -= 1
            kept.append(" " if not depth else "")
        elif not depth:
            kept.append(letter)
    if depth:  # a bracket nobody closed is read as text: a forgotten "]" must not hide time
        kept.append(script[opened + 1 :])
    return "".join(kept).strip()


def script_ms(script: str | None, rate: int, syllables: Counter) -> int | None:
    """Reading time of a script at `rate` spoken syllables a minute; None when nothing in it is read aloud."""
    words = spoken_text(script)
    count = syllables(words) if words else 0
    return round(count * 60_000 / rate) if count else None


def rate_of(segment: Segment, rundown: Rundown, default: int = DEFAULT_RATE) -> int:
    """The segment's reading rate, else its presenter's, else the show's, else `default`."""
    learned = next((rate for name, rate in rundown.presenters if name == segment.presenter), None)
    return segment.rate or learned or rundown.rate or default


def length(segment: Segment, rate: int, syllables: Counter) -> Length:
    """How long the segment runs: override, else sound and script (the longer under a voice-over, else both)."""
    read = script_ms(segment.script, rate, syllables)
    if segment.override_ms is not None:
        return Length(segment.override_ms, "override", read)
    media = segment.media_ms
    if media is None:
        return Length(read, "script" if read is not None else "unknown", read)
    if read is None:
        return Length(media, "media")
    if segment.voice_over:
        return Length(max(media, read), "media" if media >= read else "script", read)
    return Length(media + read, "script+media", read)


def tolerance(planned_ms: int, given_ms: int | None = None) -> int:
    """How far a programme may miss its length: the given limit, else 3 % and at most 30 s."""
    if given_ms is not None:
        return given_ms
    return min(planned_ms * TOLERANCE_PERCENT // 100, TOLERANCE_CAP_MS)


def time_rundown(rundown: Rundown, syllables: Counter, zone: tzinfo | None = None) -> Timing:
    """Put a rundown on the clock; moments come out in `zone` (else in the zone of the programme's start)."""
    lengths = [length(segment, rate_of(segment, rundown), syllables) for segment in rundown.segments]
    counted = [place for place, segment in enumerate(rundown.segments) if not segment.float]
    overlaps = _overlaps(rundown, lengths, counted)
    offsets, gaps = _forward(rundown, lengths, counted, overlaps)
    backs = _backward(rundown, lengths, counted, overlaps)
    moment = _moments(rundown, zone)
    rows = tuple(
        _row(segment, lengths[place], offsets.get(place), overlaps.get(place, 0), gaps.get(place), backs.get(place), moment)
        for place, segment in enumerate(rundown.segments)
    )
    return _timing(rundown, rows)


def _hard(rundown: Rundown, place: int) -> int | None:
    """Offset of a hard start from the programme's start; None when the programme itself has no start."""
    hard = rundown.segments[place].hard_start
    return None if hard is None or rundown.start is None else (hard - rundown.start) // _MS


def _overlaps(rundown: Rundown, lengths: Sequence[Length], counted: Sequence[int]) -> dict[int, int]:
    """What really overlaps: at most the shorter of the two, never before a hard start or around an unknown length."""
    found = {}
    for here, following in pairwise(counted):
        mine, theirs = lengths[here].ms, lengths[following].ms
        if mine is not None and theirs is not None and _hard(rundown, following) is None:
            found[here] = min(rundown.segments[here].overlap_ms, mine, theirs)
    return found


def _forward(
    rundown: Rundown, lengths: Sequence[Length], counted: Sequence[int], overlaps: dict[int, int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Start offsets and gaps of the counted segments, as far as they are known."""
    offsets: dict[int, int] = {}
    gaps: dict[int, int] = {}
    now: int | None = 0
    for place in counted:
        hard = _hard(rundown, place)
        if hard is not None:
            if now is not None:
                gaps[place] = hard - now
            now = hard
        if now is None:
            continue
        offsets[place] = now
        mine = lengths[place].ms
        now = None if mine is None else now + mine - overlaps.get(place, 0)
    return offsets, gaps


def _backward(
    rundown: Rundown, lengths: Sequence[Length], counted: Sequence[int], overlaps: dict[int, int]
) -> dict[int, int]:
    """Latest start offsets, counted back from the next hard start below, else from the end of the programme."""
    if rundown.start is None:
        return {}
    backs: dict[int, int] = {}
    limit: int | None = rundown.planned_ms if rundown.end is None else (rundown.end - rundown.start) // _MS
    for place in reversed(counted):
        mine = lengths[place].ms
        limit = None if limit is None or mine is None else limit - mine + overlaps.get(place, 0)
        if limit is not None:
            backs[place] = limit
        hard = _hard(rundown, place)
        limit = limit if hard is None else hard
    return backs


def _moments(rundown: Rundown, zone: tzinfo | None) -> Callable[[int | None], datetime | None]:
    """A function from offsets to moments, exact across changes of clock; gives None when there is no start."""
    if rundown.start is None:
        return lambda offset: None
    base, out = rundown.start.astimezone(UTC), zone or rundown.start.tzinfo

    def moment(offset: int | None) -> datetime | None:
        return None if offset is None else (base + timedelta(milliseconds=offset)).astimezone(out)

    return moment


def _row(
    segment: Segment,
    mine: Length,
    offset: int | None,
    overlap: int,
    gap: int | None,
    back: int | None,
    moment: Callable[[int | None], datetime | None],
) -> Timed:
    end = None if offset is None or mine.ms is None else offset + mine.ms
    return Timed(
        segment, mine.ms, mine.source, mine.script_ms, offset, end, overlap, moment(offset), moment(end), moment(back), gap
    )


def _sum(rows: Sequence[Timed]) -> int | None:
    """Length of segments in a row without the gaps between them; None when one is unknown."""
    total = 0
    for row in rows:
        if row.duration_ms is None:
            return None
        total += row.duration_ms - row.overlap_ms
    return total


def _block(block: Block, rows: Sequence[Timed]) -> BlockTime:
    total = _sum([row for row in rows if row.segment.block == block.id])
    over = None if total is None or block.budget_ms is None else total - block.budget_ms
    return BlockTime(block, total, over)


def _timing(rundown: Rundown, rows: tuple[Timed, ...]) -> Timing:
    counted = [row for row in rows if not row.segment.float]
    known = [row for row in counted if row.duration_ms is not None]
    unknown = tuple(row.segment.id for row in counted if row.duration_ms is None)
    total = None if unknown else _span(counted)
    adverts = _sum([row for row in known if row.segment.kind == "advert"]) or 0
    limit = tolerance(rundown.planned_ms, rundown.tolerance_ms)
    return Timing(
        segments=rows,
        blocks=tuple(_block(block, counted) for block in rundown.blocks),
        known_ms=_sum(known) or 0,
        total_ms=total,
        over_ms=None if total is None else total - rundown.planned_ms,
        within_tolerance=None if total is None else abs(total - adverts - rundown.planned_ms) <= limit,
        tolerance_ms=limit,
        unknown=unknown,
    )


def _span(counted: Sequence[Timed]) -> int:
    """From the first start to the last end; all lengths are known here."""
    if not counted:
        return 0
    first, last = counted[0].offset_ms, counted[-1].cume_ms
    return (last or 0) - (first or 0)
