"""The memory of the air."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from newsroom.air_record import Actual, Recording, already_aired, as_aired, learn_rates, minutes
from newsroom.candidates import Aired
from newsroom.rundown import Rundown, Segment
from newsroom.timing import time_rundown

START = datetime(2026, 11, 27, 11, 30, tzinfo=timezone(timedelta(hours=7)))


def test_planned_against_actual() -> None:
    """Each line says how long it ran over plan and how late it began; what nobody logged stays unknown."""
    segments = tuple(Segment(name, name, "report", media_ms=10_000) for name in "abc")
    timing = time_rundown(Rundown("x", "", START.date(), 30_000, segments, start=START), len)
    lines = as_aired(timing, [Actual("a", START, 12_000), Actual("b", START + timedelta(seconds=12), None, aired=False)])
    assert [(line.off_ms, line.drift_ms, line.aired) for line in lines] == [
        (2_000, 0, True),
        (None, 2_000, False),
        (None, None, False),
    ]


def test_rates_are_ranges() -> None:
    """A presenter's rate is learned from believable recordings and shown as a range; one wrong sound does not move it."""
    rows = [Recording("Hân", 200, 60_000 - n * 1000, date(2026, 11, n + 1)) for n in range(8)]
    wrong = [Recording("Hân", 200, 5_000, date(2026, 11, 20)), Recording("Hân", 3, 1_000, date(2026, 11, 20))]
    rate = learn_rates([*rows, *wrong])["Hân"]
    assert rate.recordings == 8
    assert rate.low <= rate.middle <= rate.high
    assert rate.words == f"{rate.low}–{rate.high} âm tiết/phút"
    assert "mới 1 bản ghi" in learn_rates(rows[:1])["Hân"].words


HISTORY = (
    Aired("a", "nc", date(2026, 11, 6), "donor", 60_000, commune="Xã An Minh", event="e1"),
    Aired("a", "nc", date(2026, 11, 20), "donor", 60_000, commune="Xã An Minh", event="e1", repeat=True),
    Aired("b", "nc", date(2026, 11, 20), "model", 90_000, commune="Xã Định Hòa", event="e1"),
)


def test_already_aired() -> None:
    """A story's own airings, its event's under other names, and the original day."""
    heard = already_aired("a", "e1", HISTORY)
    assert (len(heard.itself), len(heard.event), heard.first) == (2, 1, date(2026, 11, 6))
    assert already_aired("z", None, HISTORY).first is None


def test_minutes_never_add_repeats() -> None:
    """Minutes by a heading, repeats counted apart."""
    by_topic = {row.name: row for row in minutes(HISTORY, "topic", date(2026, 11, 1), date(2026, 11, 30))}
    assert (by_topic["donor"].ms, by_topic["donor"].repeat_ms, by_topic["donor"].repeats) == (60_000, 60_000, 1)
    assert minutes(HISTORY, "commune", date(2026, 12, 1), date(2026, 12, 2)) == ()
