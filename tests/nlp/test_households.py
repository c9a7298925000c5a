"""Counts of households by kind."""

from __future__ import annotations

import pytest

from nlp.households import find_households
from nlp.source import Source

CASES = [
    ("toàn huyện còn 862 hộ nghèo với 2.915 nhân khẩu", [("poor", 862)]),
    ("1.734 hộ cận nghèo, chiếm 5,27%", [("near_poor", 1734)]),
    ("8.790 hộ nghèo, chiếm 1,91%; 19.378 hộ cận nghèo, tỷ lệ 4.21%", [("poor", 8790), ("near_poor", 19378)]),
    ("hộ nghèo còn 6 hộ, giảm", [("poor", 6)]),
    ("Hộ cận nghèo là 15.680 hộ.", [("near_poor", 15680)]),
    ("hộ nghèo 119 hộ (1,45%)", [("poor", 119)]),
    ("2. Hộ nghèo: 131 hộ, chiếm 2,97%", [("poor", 131)]),
    ("Hộ nghèo: 131; hộ cận nghèo: 204", [("poor", 131), ("near_poor", 204)]),
    ("12 hộ nghèo, 5 hộ cận nghèo", [("poor", 12), ("near_poor", 5)]),
    ("12 hộ nghèo, 5 cận nghèo", [("poor", 12), ("near_poor", 5)]),
    ("cho 200 hộ nghèo, cận nghèo của xã", [("other", 200)]),
    ("60 hộ nghèo, hộ cần nghèo dân tộc", [("other", 60)]),
    ("12 hộ nghèo và cận nghèo", [("other", 12)]),
    ("35 hộ cần nghèo và 12 hộ nghèo", [("near_poor", 35), ("poor", 12)]),
    ("371 hộ thoát nghèo, 29 hộ nghèo phát sinh", [("escaped", 371), ("poor", 29)]),
    ("3 hộ mới thoát nghèo", [("escaped", 3)]),
    ("11 hộ do phụ nữ làm chủ thoát nghèo", [("escaped", 11)]),
    ("12 hộ hội viên thoát nghèo", [("escaped", 12)]),
    ("có 14 hộ hội viên nghèo", [("poor", 14)]),
    ("15 hộ Khmer nghèo", [("poor", 15)]),
    ("25 hộ có hoàn cảnh khó khăn", [("hardship", 25)]),
    ("9 hộ neo đơn, bệnh tật", [("hardship", 9)]),
    ("300 hộ chính sách, hộ nghèo", [("other", 300)]),
    ("ấp có 486 hộ, trong đó 462 hộ đạt", [("other", 486), ("other", 462)]),
    ("do 112 hộ dân hai bên đường", [("other", 112)]),
    ("Sáu hộ cận nghèo trong xã", [("near_poor", 6)]),
    ("chỉ còn một hộ nghèo và 46 hộ cận nghèo", [("poor", 1), ("near_poor", 46)]),
    ("từ 17 hộ nghèo lúc đầu, nay còn 2 hộ", [("poor", 17), ("poor", 2)]),
    ("hộ nghèo giảm từ 121 hộ (1,23%) còn 79 hộ", [("poor", 121), ("poor", 79)]),
    ("hộ nghèo sẽ tăng từ 102 lên 218 hộ", [("poor", 102), ("poor", 218)]),
    ("200 ho ngheo, 40 ho can ngheo xa Tan An duoc nhan qua va gao", [("poor", 200), ("near_poor", 40)]),
    ("hn đầu năm 89 hộ, cn 121 hộ", [("poor", 89), ("near_poor", 121)]),
    ("Hộ nghèo | 120\nHộ cận nghèo | 300", [("poor", 120), ("near_poor", 300)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_count_of_households_has_kind_and_number(text: str, expected: list[tuple[str, int]]) -> None:
    """Kind before or behind, shared or plain, with marks or without."""
    assert [(found.kind, found.count) for found in find_households(Source(text))] == expected


@pytest.mark.parametrize(
    "text",
    [
        "mỗi hộ 10 kg gạo",
        "300.000 đồng/hộ",
        "sổ hộ khẩu",
        "1 hộ 200 hộp",
        "gia đình thuộc hộ nghèo",
        "50% hộ nghèo",
        "giúp người nghèo",
    ],
)
def test_rates_and_words_without_a_number_are_no_count(text: str) -> None:
    """Without a number there is no count, and a rate counts nobody."""
    assert find_households(Source(text)) == ()


def test_occasions_are_not_households() -> None:
    """270,000 lượt hộ are times, not distinct households."""
    (found,) = find_households(Source("giải ngân cho 207 ngàn lượt hộ nghèo và các đối tượng chính sách."))
    assert (found.kind, found.count, found.occasions) == ("other", 207_000, True)


def test_the_surface_quotes_the_text() -> None:
    """Offsets lead back to the very words."""
    text = "Toàn xã hiện còn 97 hộ nghèo, phần lớn"
    (found,) = find_households(Source(text))
    assert text[found.start : found.end] == found.surface == "97 hộ nghèo"
