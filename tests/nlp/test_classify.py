"""The class of a story: chances, reasons, doubts, and when a person must look."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from newsroom.facts import CLASSES
from nlp import read
from nlp.classify import MODEL, load, save
from nlp.corpus.form import part
from nlp.fold import bare

_APPEAL = {
    "id": "1",
    "title": "Mẹ già nuôi con bệnh",
    "text": "Bà Tư 70 tuổi ở ấp Hòa An sống một mình nuôi con trai bị tai biến nằm liệt hai năm nay. Gia đình thuộc hộ nghèo, "
    "không đất canh tác, ngày ngày bà đi bán vé số kiếm vài chục ngàn đồng mua thuốc cho con. Bà rất cần sự giúp đỡ của cộng đồng. "
    "Mọi đóng góp xin gửi về số tài khoản 7704205118832.",
}
_SALE = {
    "id": "2",
    "text": "Siêu thị điện máy tưng bừng khai trương, giảm giá đến 50% toàn bộ sản phẩm, mua tủ lạnh tặng nồi cơm điện, bốc thăm trúng "
    "thưởng xe máy. Khách hàng inbox đặt hàng trước để nhận ưu đãi, giao hàng miễn phí trong bán kính 10km, "
    "số lượng có hạn. Hotline 0297 3866 552.",
}


def test_chances_sum_to_one_over_all_classes() -> None:
    """Every class has a chance, together they are one, and the primary class has the greatest."""
    for item in part("train")[:12]:
        reading = read(item.record())
        assert tuple(reading.scores) == CLASSES
        assert sum(reading.scores.values()) == pytest.approx(1, abs=1e-9)
        assert reading.primary == max(reading.scores, key=reading.scores.__getitem__)


def test_an_account_for_help_makes_hardship_with_a_doubt() -> None:
    """Rule 1 of the taxonomy: who asks for help is in need, and appeal checks are called for."""
    reading = read(_APPEAL)
    assert (reading.primary, "appeal" in reading.doubts) == ("hardship", True)


def test_a_promotion_with_gifts_is_other() -> None:
    """A shop that says it gives in a promotion makes no donation."""
    reading = read(_SALE)
    assert (reading.primary, reading.doubts) == ("other", ())


def test_marks_do_not_decide() -> None:
    """The same words without marks belong to the same class."""
    for record in (_APPEAL, _SALE):
        assert read(record | {"text": bare(record["text"])}).primary == read(record).primary


@pytest.mark.parametrize(
    "text", ["", "Trao quà.", "The quick brown fox jumps over the lazy dog and goes home again. " * 8, "\x80ÿþ ~~ " * 60]
)
def test_short_or_odd_text_calls_a_person(text: str) -> None:
    """Nothing is guessed in silence of an empty, short, foreign or garbled text."""
    assert read({"id": "3", "text": text}).needs_human


def test_reasons_are_words_of_the_text() -> None:
    """Every reason is a quote at its offsets, and a clear text has one."""
    reading = read(_APPEAL)
    text = f"{_APPEAL['title']}\n{_APPEAL['text']}"
    assert reading.why
    assert all(text[why.start : why.end] == why.surface for why in reading.why)


def test_reading_never_loads_the_teacher() -> None:
    """scikit-learn is for teaching alone."""
    code = f"import sys, json; from nlp import read; read(json.loads({json.dumps(json.dumps(_SALE))})); print('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_a_model_file_is_the_same_bytes_again(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Writing what was read gives the same file, so versions can be compared."""
    save(tmp_path / "again.gz", load(MODEL))
    assert (tmp_path / "again.gz").read_bytes() == MODEL.read_bytes()
