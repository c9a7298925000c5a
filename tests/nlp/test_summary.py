"""The sentences that tell the story, long sentences, and lead-ins that invent nothing."""

from __future__ import annotations

import itertools
from functools import cache

import pytest

from nlp.class_teach import Lesson, lessons
from nlp.classify import classify
from nlp.corpus.form import part
from nlp.found import Found
from nlp.leadin import draft, unsupported
from nlp.source import Source, source_of
from nlp.summary import find_summary, long_sentences


@cache
def _corpus() -> tuple[Lesson, ...]:
    return tuple(lessons(part("train"), careless=False))


def test_a_summary_is_one_to_three_quotes_in_order() -> None:
    """Every text of the corpus gets one to three verbatim sentences, in order, none over another."""
    for lesson in _corpus()[::7]:
        spans = find_summary(lesson.source, lesson.found)
        assert 1 <= len(spans) <= 3
        assert all(lesson.source.text[span.start : span.end] == span.surface for span in spans)
        assert all(one.end <= two.start for one, two in itertools.pairwise(spans))


def test_bylines_and_accounts_are_not_quoted() -> None:
    """The writer's line, the caption and the paper's sign are no part of a summary."""
    source = source_of(
        {
            "title": "Trao nhà",
            "text": "(KGO) - Hội Chữ thập đỏ xã vừa trao căn nhà cho một hộ nghèo ở ấp Ba.\n"
            "Ảnh: một góc buổi lễ trao nhà sáng nay.\nTin và ảnh: THU HẰNG",
        }
    )
    (span,) = find_summary(source, Found())
    assert span.surface == "Hội Chữ thập đỏ xã vừa trao căn nhà cho một hộ nghèo ở ấp Ba."


def test_cuts_of_long_sentences_lie_inside_and_leave_no_scraps() -> None:
    """A cut stands inside its sentence, in order, after a pause."""
    for lesson in _corpus()[::5]:
        for split in long_sentences(lesson.source):
            assert split.syllables > 30
            assert list(split.cuts) == sorted(set(split.cuts))
            assert all(split.start < cut < split.end for cut in split.cuts)


def test_no_lead_in_of_the_whole_corpus_invents() -> None:
    """Every number, name and place of every draft occurs in its source, and every quote stands where it says."""
    made = 0
    for lesson in _corpus():
        lead = draft(lesson.source, lesson.found, classify(lesson.source, lesson.found))
        if lead:
            made += 1
            assert unsupported(lead.text, lesson.source) == ()
            assert all(lesson.source.text[span.start : span.end] == span.surface for span in lead.quotes)
    assert made > len(_corpus()) / 2


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Ở xã Định Hòa, bà Lê Thị Mười nhận 65 triệu đồng.", ()),
        ("Ở xã Định Hòa, bà Lê Thị Mười nhận 66 triệu đồng.", ("66",)),
        ("Ở xã Định An, bà Lê Thị Mười nhận 65 triệu đồng.", ("Định An",)),
        ("Bà Lê Thị Tám ở xã Định Hòa nhận nhà.", ("Lê Thị Tám",)),
    ],
)
def test_what_the_source_does_not_say_is_named(text: str, missing: tuple[str, ...]) -> None:
    """A wrong figure, place or name in anyone's draft is caught."""
    source = Source("Trao nhà\nBà Lê Thị Mười ở xã Định Hoà nhận căn nhà trị giá 65 triệu đồng.", 8)
    found = unsupported(text, source)
    assert [any(word in name for name in found) for word in missing] == [True] * len(missing)
    assert bool(found) == bool(missing)
