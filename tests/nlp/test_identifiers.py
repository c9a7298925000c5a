"""Numbers that lead to a private person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.identifiers import find_identifiers
from nlp.source import Source

CASES = [
    ("số điện thoại 0917 448 210, hoặc", "0917 448 210", "phone"),
    ("Hotline 0297 3866 552.", "0297 3866 552", "phone"),
    ("Hội Phụ nữ xã: 0944.120.773.", "0944.120.773", "phone"),
    ("LH anh Hau 0918335207.", "0918335207", "phone"),
    ("gọi 0939.66.2014 (bà Mén)", "0939.66.2014", "phone"),
    ("liên hệ 0913-667.240.", "0913-667.240", "phone"),
    ("tư vấn: 02973.955.955.", "02973.955.955", "phone"),
    ("điện thoại 01636 998 207.", "01636 998 207", "phone"),
    ("Gọi: 1800 1067.", "1800 1067", "phone"),
    ("Liên hệ: (0297) 3836 552.", "(0297) 3836 552", "phone"),
    ("+84 917 448 210", "+84 917 448 210", "phone"),
    ("cô Sen 0387 22 19 06. Ck", "0387 22 19 06", "phone"),
    ("Momo 0399 562 087", "0399 562 087", "phone"),
    ("Zalo 0 9 1 2 3 4 5 6 7 8", "0 9 1 2 3 4 5 6 7 8", "phone"),
    ("tài khoản 7704205118832 - Agribank", "7704205118832", "bank_account"),
    ("STK 0701 1234 8867 Sacombank", "0701 1234 8867", "bank_account"),
    ("số tài khoản 3716.0.1052288.00000 tại Kho bạc", "3716.0.1052288.00000", "bank_account"),
    ("Ck cho mẹ em: 1029 384 7561 Vietcombank", "1029 384 7561", "bank_account"),
    ("STK 0358802117 MB Bank", "0358802117", "bank_account"),
    ("stk 060 211 448 902 scb", "060 211 448 902", "bank_account"),
    ("tai khoan 060198223417 Sacombank", "060198223417", "bank_account"),
    ("CCCD số 091062004417, ngụ", "091062004417", "national_id"),
    ("CMND 371048226\nThường trú", "371048226", "national_id"),
    ("căn cước công dân: 089 063 008 817", "089 063 008 817", "national_id"),
]


@pytest.mark.parametrize(("text", "surface", "kind"), CASES)
def test_an_identifying_number_is_found_whole(text: str, surface: str, kind: str) -> None:
    """However it is spaced, the whole number is marked, and nothing else."""
    assert [(found.surface, found.kind) for found in find_identifiers(Source(text))] == [(surface, kind)]


def test_two_numbers_side_by_side_are_two() -> None:
    """A dash with blanks parts two telephones."""
    found = find_identifiers(Source("ĐT: 0297 3821 766 - 0916 408 775."))
    assert [number.surface for number in found] == ["0297 3821 766", "0916 408 775"]


@pytest.mark.parametrize(
    "text",
    [
        "số tiền 73.025.000 đồng",
        "12.350.000đ",
        "30/11/2020",
        "05/KHPH",
        "2.915 nhân khẩu",
        "1.250.000",
        "nhiệm kỳ 2020-2025",
        "10-12 tấn",
        "Quyết định 2085",
    ],
)
def test_sums_days_and_document_numbers_are_not_private(text: str) -> None:
    """A page full of false marks is no help either."""
    assert find_identifiers(Source(text)) == ()


@given(
    st.from_regex(r"0[35789][0-9]{8}", fullmatch=True),
    st.sampled_from([(4, 3, 3), (4, 2, 2, 2), (3, 3, 4), (5, 5), (2, 2, 2, 2, 2)]),
    st.sampled_from([" ", ".", "-", ". "]),
)
def test_no_telephone_leaks_however_it_is_split(digits: str, parts: tuple[int, ...], sign: str) -> None:
    """Any grouping with blanks, dots or hyphens is caught whole."""
    pieces, at = [], 0
    for size in parts:
        pieces.append(digits[at : at + size])
        at += size
    written = sign.join(pieces)
    found = find_identifiers(Source(f"Xin gọi {written} gặp chị Hai."))
    assert [number.surface for number in found] == [written]
