"""Foldings keep the length."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from nlp.fold import bare, key, marked_share, one_placement

VIETNAMESE = st.text("aăâeêioôơuưyđ AĂÂEÊIOÔƠUƯYĐ ắằẫẩậếềễểệốồỗổộớờỡởợứừữửựýỳỹỷỵ bcghklmnpqrstvx,.-012", max_size=60)


@given(VIETNAMESE | st.text(max_size=40))
def test_an_offset_in_the_folded_text_is_an_offset_in_the_source(text: str) -> None:
    """Every folding gives a text of the same length."""
    text = unicodedata.normalize("NFC", text)
    assert len(bare(text)) == len(key(text)) == len(one_placement(text)) == len(text)


def test_marks_go_and_d_with_stroke_becomes_d() -> None:
    """Marks and case fold away."""
    assert key("Định Hòa, Uỷ ban, ĐẶC KHU") == "dinh hoa, uy ban, dac khu"


def test_both_tone_placements_give_one_form_but_quy_and_hoan_stay() -> None:
    """The open syllables oa, oe, uy move; qu- and closed syllables do not."""
    assert one_placement("Định Hoà khoẻ thuỷ quý hoàn Hoà Thuý") == "Định Hòa khỏe thủy quý hoàn Hòa Thúy"


def test_a_text_without_marks_is_seen() -> None:
    """The share of marked words tells."""
    assert marked_share("xa dinh hoa trao 12 phan qua") == 0.0
    assert marked_share("Xã Định Hòa trao 12 phần quà cho hộ nghèo") > 0.5
