"""Search: Vietnamese with its marks first, without marks as labelled fill-in, the same in both engines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content_store.lists import Wanted
from content_store.store import Store
from tests.content_store.samples import AT, later, story

TEXTS = {
    "dinh-an": "Xã Định An trao 12 con bò giống.",
    "dinh-hoa": "Cán bộ xã Định Hoà vận động xây cầu.",
    "bo-bo": "Trồng bo bo ở ấp An Định.",
    "unmarked": "xa dinh an trao bo giong cho ho ngheo",
    "far": "Ông Định về quê an nghỉ, bỏ phố.",
    "numbers": "Vận động 50.000.000 đồng theo 05/KHPH.",
}


@pytest.fixture
def searched(store: Store) -> Store:
    """A store with the texts above."""
    store.keep_stories([story(text, id=name) for name, text in TEXTS.items()], AT)
    return store


def found(store: Store, typed: str, **more: object) -> list[tuple[str, bool]]:
    """What a search gives, as (story, exact)."""
    return [(one.line.id, one.exact) for one in store.search(typed, **more)]  # type: ignore[arg-type]


def test_marks_typed_find_marks_first(searched: Store) -> None:
    """Typing "Định An" finds the place with marks, then the text typed without any, labelled; never "An Định" before it."""
    assert found(searched, "Định An ") == [("dinh-an", True), ("far", True), ("bo-bo", True), ("unmarked", False)]


def test_no_marks_typed_finds_every_reading(searched: Store) -> None:
    """Typing "dinh an" finds the unmarked text as typed, then "Định An" as fill-in, before looser matches."""
    assert found(searched, "dinh an ")[:2] == [("unmarked", True), ("dinh-an", False)]


def test_bo_does_not_drown_bo(searched: Store) -> None:
    """Typing "bò" gives cows and texts without marks, never cán bộ, bỏ or bo bo... which "bo" gives, labelled, after its own."""
    assert found(searched, "bò ") == [("dinh-an", True), ("unmarked", False), ("bo-bo", False)]
    assert found(searched, "bo ")[:2] == [("unmarked", True), ("bo-bo", True)]
    assert {one for one, exact in found(searched, "bo ") if not exact} == {"dinh-an", "dinh-hoa", "far"}


def test_both_placements_of_the_tone_mark_are_one(searched: Store) -> None:
    """hoà and hòa are the same word, composed or decomposed."""
    for typed in ("định hoà ", "Định Hòa ", "Đi\u0323nh Hòa "):
        assert found(searched, typed) == [("dinh-hoa", True)]


def test_the_last_word_may_be_a_beginning(searched: Store) -> None:
    """Search as one types: half a word finds, until a blank ends it."""
    assert ("dinh-hoa", True) in found(searched, "xây cầ")
    assert found(searched, "xây cầ ") == []
    assert found(searched, "xây c", prefix=False) == []


def test_numbers_and_symbols_are_only_words(searched: Store) -> None:
    """Sums and document numbers are found; quotes, stars and operators do nothing odd."""
    assert found(searched, "50.000.000") == [("numbers", True)]
    assert found(searched, "05/KHPH") == [("numbers", True)]
    for typed in ('"', "* OR *", "NEAR(", "a' OR 1=1 --", "&|!:", "\0", "exact : x", ""):
        found(searched, typed)


def test_filters_and_pages_hold_over_tiers(searched: Store) -> None:
    """One page after another gives the same as one long page, whatever tier each comes from."""
    whole = found(searched, "dinh an ")
    paged, after = [], ""
    while page := searched.search("dinh an ", limit=1, after=after):
        paged.append((page[0].line.id, page[0].exact))
        after = page[0].cursor
    assert paged == whole
    searched.move("dinh-an", "waiting", "máy", "machine", "", AT)
    assert found(searched, "bò ", wanted=Wanted(states=("waiting",))) == [("dinh-an", True)]


def test_an_edited_script_is_found_and_the_old_words_are_gone(searched: Store) -> None:
    """The index follows the versions, and can be made anew with the same answers."""
    one = searched.save_story(replace(searched.story("numbers"), script="Nhà dột nát"), "chị T.", "editor", later(1))
    searched.save_story(replace(one, script="Mái ấm"), "chị T.", "editor", later(2))
    assert found(searched, "dột nát ") == []
    assert found(searched, "mái ấm ") == found(searched, "khph ") == [("numbers", True)]
    assert searched.make_index() == len(TEXTS)
    assert found(searched, "mái ấm ") == [("numbers", True)]
    assert found(searched, "dột nát ") == []
