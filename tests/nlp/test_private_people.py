"""Children, homes and illness are flagged and masked; officials and public places are left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.facts import Private
from nlp.found import Found
from nlp.masking import initial, mask, without_home
from nlp.organisations import find_organisations
from nlp.people import find_people
from nlp.places import find_places
from nlp.private_people import find_private_people
from nlp.source import Source


def private(text: str) -> list[tuple[str, str]]:
    """Kind and words of what is private in a text."""
    return [(word.kind, word.surface) for word in found(text)]


def found(text: str) -> tuple[Private, ...]:
    """The private words of a text of 2023."""
    source = Source(text, 0, date(2023, 5, 3))
    return find_private_people(
        source, Found(places=find_places(source), organisations=find_organisations(source), persons=find_people(source))
    )


HARDSHIP = (
    "Hoàn cảnh em Trần Gia Huy (9 tuổi), học sinh lớp 3 Trường Tiểu học Vĩnh Thắng rất khó khăn. Em bị tim bẩm sinh. "
    "Cha em là anh Trần Văn Lượm, hộ nghèo, ngụ ấp 5, xã Vĩnh Thắng, huyện Gò Quao. Huy mong được đi học. Mong các nhà hảo tâm giúp đỡ."
)


def test_a_hardship_story_gives_the_child_the_home_and_the_illness() -> None:
    """The child's full and given name, the home from the ấp on, the illness."""
    marks = private(HARDSHIP)
    assert ("minor_name", "Trần Gia Huy") in marks
    assert ("minor_name", "Huy") in marks
    assert ("address", "ấp 5, xã Vĩnh Thắng, huyện Gò Quao") in marks
    assert any(kind == "health" and "tim bẩm sinh" in words for kind, words in marks)
    assert ("minor_name", "Trần Văn Lượm") not in marks


def test_officials_public_places_and_groups_are_left_alone() -> None:
    """A chairman, a hamlet's meeting, disabled people as a group, a health campaign."""
    text = (
        "Ông Trần Văn Tuấn, Chủ tịch UBND xã Vĩnh Thắng, dự lễ tổ chức tại ấp 5, xã Vĩnh Thắng. "
        "Hội Bảo trợ người khuyết tật tỉnh và Bệnh viện Ung bướu Cần Thơ khám miễn phí, tuyên truyền phòng chống sốt xuất huyết."
    )
    assert private(text) == []


def test_masking_keeps_the_initial_and_the_commune_and_drops_school_and_class() -> None:
    """Left is "em H.", no school, no class, no ấp; every change can be put back."""
    masked = mask(HARDSHIP, found(HARDSHIP))
    for word in ("Gia Huy", "lớp 3", "Trường Tiểu học", "ấp 5"):
        assert word not in masked.text
    assert "em H. (9 tuổi)" in masked.text
    assert "xã Vĩnh Thắng, huyện Gò Quao" in masked.text
    for change in masked.changes:
        assert HARDSHIP[change.start : change.end] == change.was


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("tổ 3, ấp 5, xã Vĩnh Thắng", "xã Vĩnh Thắng"),
        ("ấp Hòa Út, Định Hòa, Gò Quao", "Định Hòa, Gò Quao"),
        ("ấp Thới Đông", "(địa chỉ đã che)"),
        ("phường An Hòa, TP. Rạch Giá", "phường An Hòa, TP. Rạch Giá"),
    ],
)
def test_a_home_is_masked_up_to_its_commune(address: str, left: str) -> None:
    """The smallest unit left is the commune."""
    assert without_home(address) == left


def test_an_initial_stays_an_initial() -> None:
    """Names already masked by the sender."""
    assert (initial("Trần Gia Huy"), initial("H."), initial("Út")) == ("H.", "H.", "Ú.")


@given(st.text("abc Đ.,\n", max_size=30), st.data())
def test_masked_text_is_the_text_with_its_changes(text: str, data: st.DataObject) -> None:
    """Undoing the changes from the back gives the text again."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    word = Private(text[start:end], start, end, "phone")
    masked = mask(text, [word] if end > start else [])
    restored, shift = masked.text, 0
    for change in masked.changes:
        at = change.start + shift
        assert restored[at : at + len(change.now)] == change.now
        shift += len(change.now) - len(change.was)
    for change in reversed(masked.changes):
        shift -= len(change.now) - len(change.was)
        at = change.start + shift
        restored = restored[:at] + change.was + restored[at + len(change.now) :]
    assert restored == text
