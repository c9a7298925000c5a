"""Naming on air: what the name was, what it is, and when "nay là" is said."""

from __future__ import annotations

from datetime import date

import pytest

from newsroom.facts import PlaceMention
from nlp.gazetteer import gazetteer
from nlp.naming import announced, naming, place
from nlp.places import all_places
from nlp.source import Source

EVENT, AIR = date(2024, 5, 3), date(2026, 3, 1)


def mention(text: str, day: date = EVENT) -> PlaceMention:
    """The one place of a text."""
    [found] = all_places(Source(text, 0, day))
    return found


@pytest.mark.parametrize(
    ("text", "was", "now", "phrase"),
    [
        ("xã Bình An, huyện Kiên Lương", "Xã Bình An", "Xã Kiên Lương", "nay là xã Kiên Lương, tỉnh An Giang"),
        ("xã Định Hòa, huyện Gò Quao", "Xã Định Hòa", "Xã Định Hòa", "nay là xã Định Hòa, tỉnh An Giang"),
        ("xã Châu Phong, thị xã Tân Châu, An Giang", "Xã Châu Phong", "Xã Châu Phong", ""),
        ("tỉnh Kiên Giang", "Tỉnh Kiên Giang", "Tỉnh An Giang", "nay là tỉnh An Giang"),
        ("xã Phú Hội, huyện An Phú, An Giang", "Xã Phú Hội", None, ""),
        ("huyện Gò Quao", "Huyện Gò Quao", None, ""),
    ],
)
def test_a_place_has_the_name_of_its_day_and_of_today(text: str, was: str, now: str | None, phrase: str) -> None:
    """A merged commune, one that kept its name under another province, one unchanged, a province, a split one, a district."""
    named = naming(mention(f"Đoàn về {text} thăm."), EVENT, AIR)
    assert (named.as_of_event, named.on_air, named.phrase) == (was, now, phrase)


def test_before_the_reform_nothing_is_added() -> None:
    """Aired in 2024, the old name stands."""
    named = naming(mention("Đoàn về xã Bình An, huyện Kiên Lương thăm."), EVENT, date(2024, 6, 1))
    assert (named.on_air, named.phrase) == ("Xã Bình An", "")


def test_the_announcers_text_says_it_once() -> None:
    """Only the first mention of a place carries the phrase."""
    text = "Xã Bình An, huyện Kiên Lương trao nhà. Bà con xã Bình An vui mừng."
    read = announced(text, all_places(Source(text, 0, EVENT)), EVENT, AIR)
    assert read == "Xã Bình An, huyện Kiên Lương (nay là xã Kiên Lương, tỉnh An Giang) trao nhà. Bà con xã Bình An vui mừng."


def test_units_become_places_of_the_newsroom_with_their_validity() -> None:
    """The old unit ends with June 2025, the new one begins with July."""
    old, new = (
        next(unit for unit in gazetteer().named("Định Hòa") if unit.province == name) for name in ("Kiên Giang", "An Giang")
    )
    assert place(old).valid_on(date(2025, 6, 30))
    assert not place(old).valid_on(date(2025, 7, 1))
    assert place(new).valid_on(date(2025, 7, 1))
