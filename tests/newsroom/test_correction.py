"""Corrections: what an editor's change teaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from newsroom.correction import corrections_between
from newsroom.facts import Money
from tests.newsroom.test_workflow import STORY

AT = datetime(2026, 11, 24, tzinfo=UTC)
FIRST = replace(STORY, text="Trao 12 căn nhà, 50 triệu đồng mỗi căn")


def test_changed_added_and_removed_facts_are_told_by_their_place() -> None:
    """Each fact that differs is one correction with its quote; equal ones teach nothing."""
    was = Money("50 triệu đồng", 17, 30, 50_000_000)
    also = replace(was, unit_price=True)
    before = replace(FIRST, reading=replace(FIRST.reading, money=(was,)))
    after = replace(FIRST, primary="model", reading=replace(FIRST.reading, money=(also, Money("12", 5, 7, 12))))
    found = corrections_between(before, after, "chị T.", AT)
    assert [(one.what, one.surface) for one in found] == [("primary", None), ("money", "50 triệu đồng"), ("money", "12")]
    assert found[1].before is not None
    assert found[2].before is None
    assert corrections_between(after, after, "chị T.", AT) == ()


def test_two_facts_on_one_place_are_two() -> None:
    """Two sums read from the same words are compared in their order."""
    one, two = Money("50", 17, 19, 50), Money("50", 17, 19, 51)
    before = replace(FIRST, reading=replace(FIRST.reading, money=(one, two)))
    after = replace(FIRST, reading=replace(FIRST.reading, money=(one,)))
    (gone,) = corrections_between(before, after, "chị T.", AT)
    assert gone.after is None
