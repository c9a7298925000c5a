"""Shows, recurrence, seasons."""

from __future__ import annotations

import tomllib
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.errors import BadSettings
from newsroom.lunar import solar
from newsroom.recurrence import airings, rule_of
from newsroom.seasons import in_season
from newsroom.shows import due, read_shows
from tests.newsroom.pool import show

SHOWS = Path(__file__).resolve().parents[2] / "config" / "shows.toml"

SAID = {
    "Chủ nhật tuần thứ ba 18:45": ("FREQ=MONTHLY;BYDAY=3SU", time(18, 45)),
    "thứ Sáu hằng tuần lúc 11 giờ 30": ("FREQ=WEEKLY;BYDAY=FR", time(11, 30)),
    "hàng ngày 5h": ("FREQ=DAILY", time(5)),
    "thứ hai đến thứ sáu": ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", None),
    "thứ 2, thứ 5": ("FREQ=WEEKLY;BYDAY=MO,TH", None),
    "thứ bảy tuần cuối": ("FREQ=MONTHLY;BYDAY=-1SA", None),
    "ngày 15 hằng tháng": ("FREQ=MONTHLY;BYMONTHDAY=15", None),
    "17/10 hằng năm 20:10": ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=17", time(20, 10)),
    "RRULE:FREQ=WEEKLY;BYDAY=FR": ("FREQ=WEEKLY;BYDAY=FR", None),
}


@pytest.mark.parametrize(("said", "rule"), SAID.items())
def test_schedules_in_words(said: str, rule: tuple[str, time | None]) -> None:
    """A schedule said in Vietnamese becomes its rule and clock."""
    assert rule_of(said) == rule


@pytest.mark.parametrize("said", ["", "khi nào rảnh", "FREQ=NEVER", "11:30"])
def test_schedules_nobody_understands(said: str) -> None:
    """What is no schedule is refused."""
    with pytest.raises(ValueError, match=r".*"):
        rule_of(said)


def test_third_sundays() -> None:
    """The third Sundays of a quarter."""
    days = airings("FREQ=MONTHLY;BYDAY=3SU", date(2026, 1, 1), date(2026, 10, 1), date(2026, 12, 31))
    assert days == (date(2026, 10, 18), date(2026, 11, 15), date(2026, 12, 20))


@settings(deadline=None)
@given(st.integers(1, 1000))
def test_an_outage_switches_nothing_off(days: int) -> None:
    """However long nobody made an edition, missed ones are named and the next ones are due."""
    today = date(2026, 1, 2) + timedelta(days=days)
    missed, now = due(show(), date(2026, 1, 2), today)
    assert now
    assert all(day < today for day in missed)
    assert len(missed) <= 53
    assert now[0] - (missed[-1] if missed else date(2026, 1, 2)) == timedelta(days=7)


def test_shipped_shows_read() -> None:
    """The shows that ship: Vietnamese and Khmer radio, television once a month, each with a place for items."""
    shows = read_shows(tomllib.loads(SHOWS.read_text(encoding="utf-8"))["show"])
    assert {found.language for found in shows} == {"vi", "km"}
    assert all(any(part.items for part in found.parts) for found in shows)
    assert shows[0].tolerance_ms == 20_000


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({}, "length"),
        ({"id": "a", "name": "A", "length": "15'", "when": "đâu đó"}, "when"),
        ({"id": "a", "name": "A", "length": "lâu", "when": "hằng ngày"}, "length"),
        ({"id": "a", "name": "A", "length": 900, "when": "hằng ngày", "part": [{"block": "x"}]}, "part[0].block"),
        ({"id": "a", "name": "A", "length": 900, "when": "hằng ngày", "want": [{"topic": "x"}]}, "want[0].topic"),
    ],
)
def test_faults_in_shows_are_named(row: dict[str, object], key: str) -> None:
    """A fault in a show names its key."""
    with pytest.raises(BadSettings) as caught:
        read_shows([row])
    assert key in caught.value.facts[1]


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2024, date(2024, 2, 10)),
        (2025, date(2025, 1, 29)),
        (2026, date(2026, 2, 17)),
        (2027, date(2027, 2, 6)),
        (2033, date(2033, 1, 31)),
    ],
)
def test_tet(year: int, day: date) -> None:
    """Tết falls where the calendars have it."""
    assert solar(year, 1, 1) == day


def test_mid_autumn_and_seasons() -> None:
    """Rằm tháng Tám, and the seasons that hold on days of the notes."""
    assert solar(2026, 8, 15) == date(2026, 9, 25)
    assert {season.id for season in in_season(date(2026, 11, 15))} == {"cao-diem", "dai-doan-ket", "ra-soat"}
    assert "tet" in {season.id for season in in_season(date(2027, 1, 20))}
    assert "thang-nhan-dao" in {season.id for season in in_season(date(2026, 5, 31))}
    assert "cao-diem" not in {season.id for season in in_season(date(2026, 11, 19))}
