"""Times as people type them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.typed_time import parse_clock, parse_length, print_length, print_rounded

TYPED = {
    "90": 90_000, "1.30": 90_000, "1:30": 90_000, "1'30\"": 90_000, "1’30”": 90_000, "1′30″": 90_000, "1'": 60_000, "35\"": 35_000,
    "1h2m": 3_720_000, "12h30": 45_000_000, "1m30": 90_000, "1m30s": 90_000, "2 phút 5 giây": 125_000, "2p5": 125_000, "1,5 phút": 90_000,
    "1:02:03": 3_723_000, "25:00:00": 90_000_000, "18:45": 1_125_000, "0:52.5": 52_500, "1h02'03\"": 3_723_000, "-0'09\"": -9_000,
    "500ms": 500, "2 tiếng": 7_200_000, "0": 0,
}  # fmt: skip


@pytest.mark.parametrize(("typed", "ms"), TYPED.items())
def test_lengths(typed: str, ms: int) -> None:
    """A length is read the way an editor means it."""
    assert parse_length(typed) == ms


@pytest.mark.parametrize("typed", ["", "-", "abc", "1:99", "1.99", "5m2h", "1h99", "1x", "::", "1 2", "1'99x"])
def test_nonsense_is_refused(typed: str) -> None:
    """What is no length raises ValueError, never a guess."""
    with pytest.raises(ValueError, match=r".*"):
        parse_length(typed)


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("18:45", time(18, 45)),
        ("12h30", time(12, 30)),
        ("7g", time(7)),
        ("18 giờ 45 phút", time(18, 45)),
        ("6.05", time(6, 5)),
    ],
)
def test_clocks(typed: str, clock: time) -> None:
    """A clock time is read in the station's ways of writing it."""
    assert parse_clock(typed) == clock


@pytest.mark.parametrize("typed", ["25:00", "12:60", "x", ""])
def test_impossible_clocks(typed: str) -> None:
    """An hour that does not exist is refused."""
    with pytest.raises(ValueError, match=r".*"):
        parse_clock(typed)


@given(st.integers(-200_000_000, 200_000_000))
def test_print_then_parse(ms: int) -> None:
    """What is printed reads back exactly."""
    assert parse_length(print_length(ms)) == ms


def test_rounding() -> None:
    """Halves go away from zero; over 24 hours the hours run on."""
    assert print_rounded(32_500) == "0'33\""
    assert print_rounded(-499) == "0'00\""
    assert print_rounded(-8_600) == "−0'09\""
    assert print_length(90_000_000) == "25h00'00\""
