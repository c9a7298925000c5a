"""Typing errors are told and never mended."""

from __future__ import annotations

import random

import pytest

from nlp.corpus.form import part
from nlp.fold import bare
from nlp.pipeline import reader
from nlp.source import Source
from nlp.teach_typos import corrected, injected
from nlp.typo_edits import alike
from nlp.typos import chance, find_typos, model, on_key_fact

PAGE = [
    ("thống kê số hộ nghèo, hộ cần nghèo và những hoàn cảnh có khó khăn đột xuất", "cần", "cận"),
    ("phối hợp thông tin, tuyên truyên kịp thời nhằm biểu dương", "truyên", "truyền"),
    ("nhằm biểu dương tạo sự lao tỏa, nhận rộng góp phần tạo sự chuyển biến mới", "lao", "lan"),
    ("tạo sự lan tỏa, nhận rộng góp phần tạo sự chuyển biến mới", "nhận", "nhân"),
    ("tích cực hưởng ứng, tham gia công tác từ thiện xà hội; phối hợp vận động", "xà", "xã"),
    ("phát thanh trực tiếp tại Lễ trao qua cho hộ nghèo hằng năm", "qua", "quà"),
]


@pytest.mark.parametrize(("text", "wrong", "right"), PAGE)
def test_the_errors_of_the_plans_page_are_told(text: str, wrong: str, right: str) -> None:
    """Each error of the joint plan's own page is quoted where it stands, with the right spelling beside it."""
    found = find_typos(Source(text))
    assert [(one.surface, one.suggestion) for one in found if one.surface == wrong] == [(wrong, right)]
    assert all(text[one.start : one.end] == one.surface for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã Định Hòa bàn giao nhà cho hộ nghèo",
        "Uỷ ban Mặt trận Tổ quốc Việt Nam xã Định Hoà bàn giao nhà cho hộ nghèo",
        "Hổng có tiền, má với tía mần mướn nuôi ba đứa nhỏ, thiệt khổ hết biết",
        "Bà Thị Kha Na và ông Danh Sóc Kha ngụ ấp Tà Kèo Mới",
        "UBMTTQVN, LĐTBXH, BHYT, HTX và VB-0147, 05/KHPH, 12kg, 36m2",
    ],
)
def test_right_text_is_left_alone(text: str) -> None:
    """Both tone placements, Southern words, names, short forms and figures are no errors."""
    assert find_typos(Source(text)) == ()


def test_text_typed_without_marks_is_silent() -> None:
    """Where nobody typed marks a missing mark is no error."""
    assert find_typos(Source(bare("Ủy ban Mặt trận Tổ quốc xã trao quà cho hộ cận nghèo, hộ nghèo trên địa bàn"))) == ()


def test_clean_text_of_other_hands_is_seldom_flagged() -> None:
    """At most one false flag in 2,000 syllables of development texts, measured on the whole set."""
    texts = [Source(corrected(item)) for item in part("dev")]
    texts = [text for text in texts if not text.unmarked]
    assert sum(len(find_typos(text)) for text in texts) <= 0.0005 * sum(len(text.syllables) for text in texts)


def test_injected_errors_are_told_with_few_false_ones() -> None:
    """On errors injected in development texts nine flags in ten and more are right, and well over half the errors are told."""
    hand, speech = random.Random(5), model()[0]
    right = wrong = missed = 0
    for item in part("dev")[:150]:
        if Source(item.text).marked < 0.4:
            continue
        sheet = injected(corrected(item), hand, speech)
        told = {one.start for one in find_typos(sheet.source)}
        right += len(told & sheet.errors.keys())
        wrong += len(told - sheet.errors.keys())
        missed += len(sheet.errors.keys() - told)
    assert right / (right + wrong) >= 0.92
    assert right / (right + missed) >= 0.6


@pytest.mark.parametrize(
    ("text", "key"),
    [("thống kê số hộ nghèo, hộ cần nghèo và những hoàn cảnh có khó khăn", True), ("công tác tuyên truyên kịp thời", False)],
)
def test_an_error_on_a_key_fact_asks_for_a_person(text: str, key: bool) -> None:
    """An error in the kind of household is a doubt a person must settle; one in plain words is not."""
    source = Source(text)
    assert on_key_fact(source, find_typos(source)) is key
    assert ("typo_fact" in reader().read({"text": text}).doubts) is key


def test_two_spellings_of_a_last_i_are_one() -> None:
    """kỹ and kĩ, lý and lí are the same syllable."""
    assert alike("kỹ") == alike("kĩ")
    assert alike("lý") == "lí"


def test_a_tree_is_walked_to_its_leaf() -> None:
    """The chance is the sum of the leaves reached, as a logistic."""
    assert chance([(0.0,), (0, 1.5, (-2.0,), (2.0,))], [2.0]) == pytest.approx(0.8808, abs=1e-4)
