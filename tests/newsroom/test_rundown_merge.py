"""Edited sheets merged back, and the difference of versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.rundown import Rundown, Segment
from newsroom.rundown_diff import diff
from newsroom.rundown_merge import EditedRow, kept_order, merge

BASE = Rundown(
    "Nhịp cầu", "Số 48", date(2026, 11, 27), 60_000,
    tuple(Segment(name, f"Tin {name}", "report", presenter="Hân", script=f"Lời {name}") for name in "abcd"),
)  # fmt: skip


def sheet(names: str, **edits: str) -> tuple[EditedRow, ...]:
    return tuple(
        EditedRow(name, (("Nội dung / Tiêu đề", edits.get(name, f"Tin {name}")), ("Lời", f"Lời {name}"))) for name in names
    )


def test_an_untouched_sheet_changes_nothing() -> None:
    """Sent back as it was, a sheet proposes no change and gives the very same rundown."""
    result = merge(BASE, sheet("abcd"))
    assert (result.changes, result.rundown) == ((), BASE)


def test_every_kind_of_change_is_previewed() -> None:
    """An edit, a move, a new row and a missing row are each listed; the rundown shows them all."""
    rows = (*sheet("dab", a="Tin mới"), EditedRow("", (("Nội dung / Tiêu đề", "Thêm"), ("Ấn định", "1'30\""))))
    result = merge(BASE, rows)
    assert sorted(change.what for change in result.changes) == ["added", "edited", "moved", "removed"]
    assert [segment.title for segment in result.rundown.segments] == ["Tin d", "Tin mới", "Tin b", "Thêm"]
    assert result.rundown.segments[3].override_ms == 90_000


def test_columns_left_out_are_left_alone() -> None:
    """A sheet without the presenter column keeps presenters."""
    assert merge(BASE, sheet("abcd", b="Khác")).rundown.segments[1].presenter == "Hân"


def test_locked_items_refuse() -> None:
    """A locked item is neither edited nor removed, and the refusal is listed."""
    locked = replace(BASE, segments=(replace(BASE.segments[0], locked=True), *BASE.segments[1:]))
    assert merge(locked, sheet("abcd", a="Khác")).rundown.segments[0].title == "Tin a"
    gone = merge(locked, sheet("bcd"))
    assert "a" in {segment.id for segment in gone.rundown.segments}
    assert [change.what for change in gone.changes] == ["refused"]


def test_a_bad_length_is_refused_not_guessed() -> None:
    """A length nobody understands is listed as refused and changes nothing."""
    result = merge(BASE, (EditedRow("a", (("Ấn định", "lâu lâu"),)), *sheet("bcd")))
    assert [change.what for change in result.changes] == ["refused"]
    assert result.rundown.segments[0].override_ms is None


def test_a_row_pasted_twice_is_a_new_item() -> None:
    """The same code twice: the second is a new item with a code of its own."""
    result = merge(BASE, sheet("abcda"))
    assert len({segment.id for segment in result.rundown.segments}) == 5


@settings(deadline=None)
@given(st.lists(st.sampled_from("abcdxy"), max_size=9))
def test_ids_stay_unique(names: list[str]) -> None:
    """Whatever rows come back, codes stay unique."""
    ids = [segment.id for segment in merge(BASE, sheet("".join(names))).rundown.segments]
    assert len(ids) == len(set(ids))


@settings(deadline=None)
@given(st.permutations(list("abcdefg")))
def test_least_moves(new: list[str]) -> None:
    """The names said to have stayed keep their order in both."""
    stay = kept_order(list("abcdefg"), new)
    assert [name for name in "abcdefg" if name in stay] == [name for name in new if name in stay]


def test_diff_names_what_changed() -> None:
    """Header, edits with before and after, moves, additions and removals; equal versions differ in nothing."""
    edited = replace(BASE.segments[1], title="Khác")
    new = replace(
        BASE, planned_ms=90_000, segments=(BASE.segments[3], BASE.segments[0], edited, Segment("n", "Mới", "brief"))
    )
    found = {(change.what, change.segment, change.column) for change in diff(BASE, new)}
    assert found == {
        ("edited", "", "planned_ms"),
        ("removed", "c", ""),
        ("added", "n", ""),
        ("moved", "d", ""),
        ("edited", "b", "title"),
    }
    assert diff(BASE, BASE) == ()
