"""Numbers in digits and words, with scales, tenths, halves, ranges and hedges."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.number_words import words_value
from nlp.numbers import digits_value, find_numbers
from nlp.source import Source

CASES = [
    ("1 tỷ 2", 1_200_000_000),
    ("1 tỷ 250 triệu", 1_250_000_000),
    ("2 tỷ rưỡi", 2_500_000_000),
    ("1,2 tỉ", 1_200_000_000),
    ("1.2 tỷ", 1_200_000_000),
    ("1.250 tỷ", 1_250_000_000_000),
    ("1,250 tỷ", 1_250_000_000),
    ("7.395 tỷ", 7_395_000_000_000),
    ("80tr", 80_000_000),
    ("1tr5", 1_500_000),
    ("86tr4", 86_400_000),
    ("1tr750", 1_750_000),
    ("2tr05", 2_050_000),
    ("20 củ", 20_000_000),
    ("500k", 500_000),
    ("700 ngàn", 700_000),
    ("207 ngàn", 207_000),
    ("3 triệu 5", 3_500_000),
    ("3 triệu rưỡi", 3_500_000),
    ("1 triệu 500 ngàn", 1_500_000),
    ("1 triệu 2 trăm ngàn", 1_200_000),
    ("2 tỷ 050 triệu", 2_050_000_000),
    ("2 trăm triệu", 200_000_000),
    ("5 chục triệu", 50_000_000),
    ("3 trăm ngàn", 300_000),
    ("10 ngàn tỷ", 10_000_000_000_000),
    ("1,5 nghìn tỷ", 1_500_000_000_000),
    ("73.025.000", 73_025_000),
    ("73,025,000", 73_025_000),
    ("457.342.852", 457_342_852),
    ("8.790", 8790),
    ("1,91", Decimal("1.91")),
    ("4.21", Decimal("4.21")),
    ("0,41", Decimal("0.41")),
    ("07", 7),
    ("1.500,5", Decimal("1500.5")),
    ("ba trăm triệu", 300_000_000),
    ("hai chục triệu", 20_000_000),
    ("một trăm lẻ năm", 105),
    ("một trăm linh hai", 102),
    ("hai mươi lăm", 25),
    ("hai lăm", 25),
    ("hai mươi mốt", 21),
    ("mười lăm", 15),
    ("ba mươi tư", 34),
    ("ba mươi", 30),
    ("sáu triệu rưỡi", 6_500_000),
    ("một tỷ hai", 1_200_000_000),
    ("hai triệu tám", 2_800_000),
    ("trăm", None),
    ("nửa tỷ", 500_000_000),
    ("một ngàn rưỡi", 1500),
    ("một triệu không trăm năm mươi nghìn", 1_050_000),
    ("một nghìn hai trăm tỷ", 1_200_000_000_000),
    ("ba trăm năm mươi triệu", 350_000_000),
    ("tám chục ngàn", 80_000),
    ("mười hai", 12),
    ("chín mươi chín", 99),
    ("một trăm hai mươi lăm nghìn", 125_000),
    ("hai ngàn không trăm hai mươi sáu", 2026),
]


@pytest.mark.parametrize(("words", "value"), CASES)
def test_a_number_has_its_value_however_it_is_written(words: str, value: int | None) -> None:
    """Digits, market speech and words all give the exact value."""
    found = find_numbers(Source(f"Tổng là {words}."))
    assert [number.value for number in found] == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("200.000 - 400.000 đồng", 200_000, 400_000),
        ("từ 3 đến 5 triệu đồng", 3_000_000, 5_000_000),
        ("2-3 triệu", 2_000_000, 3_000_000),
        ("1,2 – 1,5 triệu", 1_200_000, 1_500_000),
        ("500 ngàn đến 1 triệu đồng", 500_000, 1_000_000),
        ("50.000đ-60.000đ", 50_000, 60_000),
        ("9 đến 11 hộ", 9, 11),
    ],
)
def test_a_range_keeps_both_ends(text: str, low: int, high: int) -> None:
    """The scale said once counts for both ends."""
    (number,) = find_numbers(Source(text))
    assert (number.value, number.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("hơn 60 triệu", "hơn"),
        ("trên 5 tấn", "trên"),
        ("gần 90", "gần"),
        ("khoảng 70", "khoảng"),
        ("~5 triệu", "~"),
        ("ít nhất 22 tỷ", "ít nhất"),
        ("tối đa 100 triệu", "tối đa"),
        ("ước khoảng 20 triệu", "ước khoảng"),
        ("60 triệu", None),
    ],
)
def test_the_hedge_before_a_number_is_kept(text: str, hedge: str | None) -> None:
    """Hedges stand outside the number but belong to it."""
    assert find_numbers(Source(text))[0].hedge == hedge


@pytest.mark.parametrize(
    "text", ["vài chục ngàn", "mấy trăm triệu", "hàng trăm triệu đồng", "ông Mười", "cô Tám Khoẻ", "chị Hai"]
)
def test_vague_numbers_and_names_have_no_value(text: str) -> None:
    """A wrong value is worse than none."""
    assert find_numbers(Source(f"Cho {text}.")) == ()


def test_words_without_marks_count_only_in_texts_without_marks() -> None:
    """As in "ba" is three in a text typed bare, and the word for Mrs in a marked one is "bà"."""
    bare = "Kinh gui bien tap, xa nhan duoc ba tram trieu dong va hai chuc phan qua cho ba con"
    assert [number.value for number in find_numbers(Source(bare))][:1] == [300_000_000]


_UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def spell(number: int) -> str:
    """The standard words of a number below a billion billions, by grammar book."""
    for size, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn")):
        if number >= size:
            rest = number % size
            tail = "" if not rest else " " + (spell(rest) if rest >= size // 10 else _padded(rest))
            return f"{spell(number // size)} {name}{tail}"
    if number >= 100:
        rest = number % 100
        return f"{_UNITS[number // 100]} trăm" + (
            "" if not rest else f" lẻ {_UNITS[rest]}" if rest < 10 else " " + spell(rest)
        )
    if number >= 20:
        unit = {0: "", 1: " mốt", 4: " tư", 5: " lăm"}.get(number % 10, " " + _UNITS[number % 10])
        return f"{_UNITS[number // 10]} mươi{unit}"
    if number >= 10:
        return "mười" + {0: "", 5: " lăm"}.get(number - 10, " " + _UNITS[number - 10])
    return _UNITS[number]


def _padded(rest: int) -> str:
    """A part below a hundred of its scale: "không trăm năm mươi nghìn", "lẻ năm"."""
    for size, name in ((10**6, "triệu"), (10**3, "nghìn")):
        if rest >= size:
            more = rest % size
            head = f"không trăm {'lẻ ' if rest // size < 10 else ''}{spell(rest // size)} {name}"
            return head + (" " + (spell(more) if more >= size // 10 else _padded(more)) if more else "")
    return f"không trăm {'lẻ ' if rest < 10 else ''}{spell(rest)}"


@given(st.integers(min_value=1, max_value=999_999_999))
def test_spelt_numbers_come_back(number: int) -> None:
    """Every number spelt by the grammar book is read back exactly."""
    told = words_value(spell(number).split())
    assert told is not None
    assert told[0] == number


@given(st.integers(min_value=0, max_value=10**13))
def test_grouped_digits_come_back(number: int) -> None:
    """Dots, commas and blanks between groups of three do not change the value."""
    grouped = f"{number:,}"
    assert digits_value(grouped.replace(",", ".")) == number
    assert digits_value(grouped.replace(",", " ")) == number
    assert digits_value(grouped) == number


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=1, max_value=9))
def test_tenths_of_a_scale_come_back(whole: int, tenth: int) -> None:
    """As in "86tr4" and "86,4 triệu" are the same sum."""
    values = {
        find_numbers(Source(text))[0].value
        for text in (f"{whole}tr{tenth}", f"{whole},{tenth} triệu", f"{whole} triệu {tenth}")
    }
    assert values == {Decimal(whole * 10**6 + tenth * 10**5)}
