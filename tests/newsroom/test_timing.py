"""The arithmetic of a programme."""

from __future__ import annotations

import time as stopwatch
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.rundown import Block, Rundown, Segment
from newsroom.timing import Timing, script_ms, spoken_text, time_rundown, tolerance

ZONE = timezone(timedelta(hours=7))
START = datetime(2026, 11, 27, 11, 30, tzinfo=ZONE)
DAY = date(2026, 11, 27)


def words(text: str) -> int:
    return len(text.split())


def programme(*segments: Segment, planned_ms: int = 60_000, **more: object) -> Rundown:
    given = {"start": START, **more}
    return Rundown("Nhịp cầu", "Thử", DAY, planned_ms, segments, **given)  # type: ignore[arg-type]


def item(name: str, media_ms: int | None = None, **more: object) -> Segment:
    return Segment(name, name, "report", media_ms=media_ms, **more)  # type: ignore[arg-type]


def timed(rundown: Rundown) -> Timing:
    return time_rundown(rundown, words, ZONE)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


LENGTHS = [
    ("an override wins over sound and script", item("a", 5000, script="một hai", override_ms=90_000), 90_000, "override"),
    ("an override of zero is known", item("a", 5000, override_ms=0), 0, "override"),
    ("sound alone", item("a", 5000), 5000, "media"),
    ("a known zero is known", item("a", 0), 0, "media"),
    ("ten syllables at 200 a minute are 3 s", item("a", script="a b c d e f g h i k"), 3000, "script"),
    ("the segment's own rate is used", item("a", script="a b c d e f g h i k", rate=100), 6000, "script"),
    ("lead-in and sound add up", item("a", 5000, script="a b c d e f g h i k"), 8000, "script+media"),
    ("voice over sound takes the longer, sound", item("a", 5000, script="a b", voice_over=True), 5000, "media"),
    ("voice over sound takes the longer, voice", item("a", 500, script="a b c d", voice_over=True), 1200, "script"),
    ("cues in brackets are not read", item("a", script="[Nhạc dâng 5 giây] a b [tắt]"), 600, "script"),
    ("a cue-only script is no script", item("a", script="[Nhạc cắt]"), None, "unknown"),
    ("an empty script is no script", item("a", script="  "), None, "unknown"),
    ("nothing known is unknown, not zero", item("a"), None, "unknown"),
]


@pytest.mark.parametrize(("fact", "segment", "expected", "source"), LENGTHS, ids=[row[0] for row in LENGTHS])
def test_length_of_a_segment(fact: str, segment: Segment, expected: int | None, source: str) -> None:
    """An item's length comes from the first of: override, sound and script, nothing."""
    row = timed(programme(segment)).segments[0]
    assert (row.duration_ms, row.duration_from) == (expected, source), fact


def test_rates_fall_back() -> None:
    """The rate is the segment's, else the presenter's, else the show's, else 200."""
    show = programme(
        item("a", script="x " * 10, rate=600, presenter="Hân"),
        item("b", script="x " * 10, presenter="Hân"),
        item("c", script="x " * 10, presenter="Bảo"),
        rate=150,
        presenters=(("Hân", 300),),
    )
    assert [row.duration_ms for row in timed(show).segments] == [1000, 2000, 4000]
    assert timed(replace(show, rate=None)).segments[2].duration_ms == 3000


def test_a_plain_programme_runs_on() -> None:
    """Items follow each other; cume is the end from the start, back start counts from the programme's end."""
    result = timed(programme(item("a", 10_000), item("b", 20_000)))
    assert [row.start for row in result.segments] == [at(0), at(10)]
    assert [row.cume_ms for row in result.segments] == [10_000, 30_000]
    assert [row.back_start for row in result.segments] == [at(30), at(40)]
    assert (result.total_ms, result.over_ms, result.within_tolerance) == (30_000, -30_000, False)


def test_a_hole_before_a_hard_start() -> None:
    """A hard start leaves a hole: cume runs on the clock, blocks count content only, back time aims at it."""
    blocks = (Block("x", "X", 25_000), Block("y", "Y"))
    rows = item("a", 10_000, block="x"), item("b", 5_000, block="x", hard_start=at(20)), item("c", 5_000, block="y")
    result = timed(programme(*rows, blocks=blocks))
    assert [row.gap_ms for row in result.segments] == [None, 10_000, None]
    assert [row.cume_ms for row in result.segments] == [10_000, 25_000, 30_000]
    assert result.segments[0].back_start == at(10)
    assert [(block.duration_ms, block.over_ms) for block in result.blocks] == [(15_000, -10_000), (5_000, None)]


def test_an_overlap_against_a_hard_start() -> None:
    """An item that runs past the next hard start shows a negative gap; the hard time holds."""
    result = timed(programme(item("a", 30_000), item("b", 5_000, hard_start=at(20))))
    assert result.segments[1].start == at(20)
    assert result.segments[1].gap_ms == -10_000
    assert result.segments[0].back_start == at(-10)


def test_unknown_is_not_zero() -> None:
    """After an unknown item nothing is guessed until the next hard start; what is known is still added."""
    blocks = (Block("x", "X", 1000), Block("y", "Y", 5_000))
    rows = (
        item("a", 10_000, block="x"),
        item("b", block="x"),
        item("c", 5_000),
        item("d", 5_000, hard_start=at(40), block="y"),
        item("e", 5_000),
    )
    result = timed(programme(*rows, blocks=blocks))
    assert [row.start for row in result.segments] == [at(0), at(10), None, at(40), at(45)]
    assert [row.cume_ms for row in result.segments] == [10_000, None, None, 45_000, 50_000]
    assert [row.back_start for row in result.segments] == [None, None, at(35), at(50), at(55)]
    assert result.segments[3].gap_ms is None
    assert (result.total_ms, result.over_ms, result.within_tolerance) == (None, None, None)
    assert (result.known_ms, result.unknown) == (25_000, ("b",))
    assert [(block.duration_ms, block.over_ms) for block in result.blocks] == [(None, None), (5_000, 0)]


def test_a_float_waits_outside() -> None:
    """A floated item keeps its place and length, has no times, counts nowhere and is never listed as unknown."""
    result = timed(programme(item("a", 10_000), item("b", 7_000, float=True), item("c", float=True), item("d", 5_000)))
    assert (result.segments[1].duration_ms, result.segments[1].start, result.segments[1].cume_ms) == (7_000, None, None)
    assert result.segments[1].back_start is None
    assert (result.total_ms, result.unknown) == (15_000, ())


def test_overlaps() -> None:
    """A segue starts the next counted item early, at most the shorter of the two, not before a hard start or at the end."""
    rows = (
        item("a", 10_000, overlap_ms=99_000, block="x"),
        item("f", 3_000, float=True),
        item("b", 4_000, overlap_ms=1_000),
        item("c", 4_000, overlap_ms=500),
        item("d", 4_000, hard_start=at(12), overlap_ms=2_000),
    )
    result = timed(programme(*rows, blocks=(Block("x", "X"),)))
    assert [row.start for row in result.segments] == [at(0), None, at(6), at(9), at(12)]
    assert [row.overlap_ms for row in result.segments] == [4_000, 0, 1_000, 0, 0]
    assert result.segments[4].gap_ms == -1_000
    assert result.blocks[0].duration_ms == 6_000


def test_overlap_around_an_unknown_is_ignored() -> None:
    """Nothing overlaps an item whose length nobody knows."""
    rows = item("a", 10_000, overlap_ms=2_000), item("b", overlap_ms=2_000), item("c", 5_000, hard_start=at(60))
    assert [row.start for row in timed(programme(*rows)).segments] == [at(0), at(10), at(60)]


def test_no_start_leaves_lengths() -> None:
    """Without a start moments are null, lengths and running totals remain."""
    result = timed(programme(item("a", 10_000), item("b", 5_000, hard_start=at(99)), start=None))
    assert [row.cume_ms for row in result.segments] == [10_000, 15_000]
    assert {row.start for row in result.segments} | {row.back_start for row in result.segments} == {None}
    assert [row.gap_ms for row in result.segments] == [None, None]
    assert result.total_ms == 15_000


def test_adverts_stay_out_of_the_tolerance() -> None:
    """The state norm does not count adverts; the programme's own total does."""
    advert = Segment("q", "Quảng cáo", "advert", media_ms=30_000)
    result = timed(programme(item("a", 60_000), advert))
    assert (result.total_ms, result.over_ms, result.within_tolerance) == (90_000, 30_000, True)


@pytest.mark.parametrize(
    ("planned", "given", "limit"),
    [
        (60_000, None, 1_800),
        (600_000, None, 18_000),
        (1_000_000, None, 30_000),
        (3_600_000, None, 30_000),
        (9, 20_000, 20_000),
    ],
)
def test_tolerance(planned: int, given: int | None, limit: int) -> None:
    """3 %, at most 30 s; a given limit stands, tighter or wider."""
    assert tolerance(planned, given) == limit


def test_past_midnight_and_over_a_day() -> None:
    """A programme of 25 hours that starts before midnight ends two days later, its lengths unbroken."""
    late = datetime(2026, 12, 31, 23, 30, tzinfo=ZONE)
    result = timed(programme(item("a", 25 * 3_600_000), item("b", 1_000), start=late, planned_ms=25 * 3_600_000))
    assert result.segments[1].start == datetime(2027, 1, 2, 0, 30, tzinfo=ZONE)
    assert result.over_ms == 1_000


def test_zones_agree() -> None:
    """The same moments written in another zone give the same times, printed in the station's zone."""
    here = timed(programme(item("a", 1_000), item("b", 1_000, hard_start=at(5))))
    there = timed(
        programme(item("a", 1_000), item("b", 1_000, hard_start=at(5).astimezone(UTC)), start=START.astimezone(UTC))
    )
    assert [(row.start, row.gap_ms) for row in here.segments] == [(row.start, row.gap_ms) for row in there.segments]
    assert {row.start.utcoffset() for row in there.segments if row.start} == {timedelta(hours=7)}


def test_the_same_story_twice() -> None:
    """One story may stand twice under two ids; both count."""
    assert timed(programme(item("a", 1_000, story="s"), item("b", 1_000, story="s"))).total_ms == 2_000


def test_hard_end_counts_back() -> None:
    """A given end, not the planned length, is what back time aims at."""
    assert timed(programme(item("a", 10_000), end=at(100))).segments[0].back_start == at(90)


def test_brackets() -> None:
    """Nested brackets go as a whole; a bracket nobody closed is read, so that it hides no time."""
    assert spoken_text("a [b [c] d] e") == "a   e".replace("   ", "   ")
    assert script_ms("a [b c", 60, words) == 3_000


MS = st.integers(0, 4_000_000)
SEGMENTS = st.lists(
    st.builds(
        lambda media, over, overlap, floated: (media, over, overlap, floated),
        st.one_of(st.none(), MS),
        st.one_of(st.none(), MS),
        MS,
        st.booleans(),
    ),
    max_size=12,
)


def build(rows: list[tuple[int | None, int | None, int, bool]]) -> tuple[Segment, ...]:
    return tuple(
        item(f"s{place}", media, override_ms=over, overlap_ms=overlap, float=floated)
        for place, (media, over, overlap, floated) in enumerate(rows)
    )


@settings(deadline=None)
@given(SEGMENTS, MS)
def test_cume_and_back_agree(rows: list[tuple[int | None, int | None, int, bool]], planned: int) -> None:
    """Without hard starts, first start − first back start = last cume − planned length = over."""
    result = timed(programme(*build(rows), planned_ms=planned))
    counted = [row for row in result.segments if not row.segment.float]
    if counted and not result.unknown:
        assert counted[0].start is not None
        assert counted[0].back_start is not None
        assert (counted[0].start - counted[0].back_start) // timedelta(milliseconds=1) == result.over_ms
        assert counted[-1].cume_ms == result.total_ms == result.known_ms


@settings(deadline=None)
@given(SEGMENTS, st.integers(0, 11))
def test_floating_twice_changes_nothing(rows: list[tuple[int | None, int | None, int, bool]], place: int) -> None:
    """Floating an item and bringing it back gives the very same times."""
    segments = list(build(rows))
    before = timed(programme(*segments))
    if place < len(segments):
        segments[place] = replace(segments[place], float=not segments[place].float)
        segments[place] = replace(segments[place], float=not segments[place].float)
    assert timed(programme(*segments)) == before


@settings(deadline=None)
@given(st.lists(MS, max_size=10), st.randoms(use_true_random=False))
def test_order_keeps_the_total(lengths: list[int], shuffle: object) -> None:
    """Moving items about without segues or hard starts keeps the total."""
    segments = [item(f"s{place}", ms) for place, ms in enumerate(lengths)]
    before = timed(programme(*segments)).total_ms
    shuffle.shuffle(segments)  # type: ignore[attr-defined]
    assert timed(programme(*segments)).total_ms == before == sum(lengths)


@settings(deadline=None)
@given(SEGMENTS)
def test_blocks_add_up(rows: list[tuple[int | None, int | None, int, bool]]) -> None:
    """When every item stands in a block and all is known, the blocks add up to the total."""
    segments = [replace(segment, block=f"b{place % 3}") for place, segment in enumerate(build(rows))]
    result = timed(programme(*segments, blocks=tuple(Block(f"b{n}", str(n)) for n in range(3))))
    if not result.unknown:
        assert sum(block.duration_ms or 0 for block in result.blocks) == result.total_ms


def test_five_hundred_segments_are_quick() -> None:
    """Re-timing 500 segments is a matter of milliseconds (a wide floor here; the figure is in the benchmarks)."""
    show = programme(*[item(f"s{n}", 1_000, overlap_ms=10) for n in range(500)])
    began = stopwatch.process_time()
    timed(show)
    assert stopwatch.process_time() - began < 0.25


def test_khmer_is_not_counted_as_vietnamese() -> None:
    """A Khmer script alone is an unknown length, never a wrong one; recorded or set by hand it is known."""
    result = timed(programme(item("a", script="សូមអរគុណ។"), item("b", script="ស", override_ms=9_000), language="km"))
    assert [row.duration_ms for row in result.segments] == [None, 9_000]
