"""The spoken form of what reports write."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.say import say, speak
from nlp.spoken_numbers import integer

CASES = [
    ("giảm còn 1,91%", "giảm còn một phẩy chín mươi mốt phần trăm"),
    ("50 triệu đồng/căn", "năm mươi triệu đồng một căn"),
    ("300.000 - 500.000 đồng", "ba trăm nghìn đến năm trăm nghìn đồng"),
    ("2,2 triệu đồng/người/tháng", "hai triệu hai trăm nghìn đồng một người một tháng"),
    ("sáng 24/11", "sáng hai mươi bốn tháng mười một"),
    ("ngày 06/4/2022", "ngày mồng sáu tháng tư năm hai nghìn không trăm hai mươi hai"),
    ("896/925 gia đình", "tám trăm chín mươi sáu trên chín trăm hai mươi lăm gia đình"),
    ("2/3 số hộ", "hai phần ba số hộ"),
    ("giai đoạn 2022-2025", "giai đoạn hai nghìn không trăm hai mươi hai đến hai nghìn không trăm hai mươi lăm"),
    ("mã số VB-0147", "mã số vê bê không một bốn bảy"),
    ("Bếp ăn 0 đồng", "Bếp ăn không đồng"),
    ("lúc 10 giờ 30 sáng", "lúc mười giờ ba mươi sáng"),
    ("Đại hội XIII", "Đại hội mười ba"),
    ("[Ngọc Hân] Kính chào", "Kính chào"),
]


@pytest.mark.parametrize(("written", "spoken"), CASES)
def test_written_forms_are_read_as_announcers_do(written: str, spoken: str) -> None:
    """Each written form has one reading."""
    assert speak(written) == spoken


@given(st.text("aàbđ ,.-/%0123456789:;XIVTPĐ()+&hmkg²", max_size=40))
def test_no_digit_and_no_symbol_is_left(text: str) -> None:
    """Whatever is written, only words and breathing marks remain."""
    assert not re.search(r"[\d/%+&²\-_]", speak(text))


@given(st.integers(0, 10**13))
def test_a_number_has_words_of_the_number_grammar_only(value: int) -> None:
    """Every whole number reads in the closed vocabulary."""
    known = set(re.findall(r"\w+", "không một hai ba bốn năm sáu bảy tám chín mười mươi mốt lăm lẻ trăm nghìn triệu tỷ"))
    assert set(integer(value).split()) <= known


def test_syllables_are_counted_on_the_spoken_form() -> None:
    """12 phần quà: three written tokens, four syllables aloud."""
    assert say("12 phần quà").syllables == 4
