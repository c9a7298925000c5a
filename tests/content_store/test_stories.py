"""Stories: versions, moves, conflicts, and the machine that never overwrites a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from content_store.lists import Wanted
from content_store.store import Store
from content_store.stories import SOURCE_CHANGED
from newsroom.consent import ConsentNeed
from newsroom.errors import EditConflict, MoveRefused, NotFound
from newsroom.workflow import Role, State
from tests.content_store.samples import AT, DAY, later, reading, story

CHAIN = (("waiting", "editor"), ("edited_1", "editor"), ("edited_2", "head"), ("approved", "leader"))


def approve(store: Store, one: str) -> None:
    """Walk a new story to its approval."""
    for minutes, (state, role) in enumerate(CHAIN):
        store.move(one, state, f"người {role}", role, "", later(minutes))


def test_a_story_comes_back_as_it_was_kept(store: Store) -> None:
    """What is kept is what is read."""
    one = story(event_date=DAY, commune="Định Hòa", consent_needs=(ConsentNeed("em H.", "trẻ em", 2),))
    store.keep_stories([one], AT)
    assert store.story(one.id) == one
    assert store.stories_of(["none", one.id]) == (one,)


def test_keeping_twice_changes_nothing(store: Store) -> None:
    """A second reading with the same result leaves version and history alone."""
    one = story()
    assert store.keep_stories([one], AT)[0].outcome == "new"
    assert store.keep_stories([one], later(9))[0].outcome == "same"
    assert store.story_versions(one.id) == ((1, "machine", "machine", AT, ""),)


def test_a_better_reading_replaces_what_nobody_touched(store: Store) -> None:
    """A newer model's reading becomes a new version while the story is still the machine's."""
    one = story()
    store.keep_stories([one], AT)
    store.move(one.id, "waiting", "máy", "machine", "", AT)
    kept = store.keep_stories([replace(one, primary="model")], later(1))
    assert (kept[0].outcome, store.story(one.id).primary, store.story(one.id).state) == ("updated", "model", "waiting")


def test_an_editors_work_is_never_replaced_by_the_machine(store: Store) -> None:
    """A changed source only flags a story an editor has touched, and only once."""
    one = story()
    store.keep_stories([one], AT)
    edited = store.save_story(replace(one, script="Bản của biên tập."), "chị T.", "editor", later(1))
    changed = replace(one, primary="model")
    assert [store.keep_stories([changed], later(n))[0].outcome for n in (2, 3)] == ["kept", "same"]
    now = store.story(one.id)
    assert (now.script, now.primary, now.flags) == (edited.script, "donor", (SOURCE_CHANGED,))


def test_the_second_of_two_editors_is_told(store: Store, another: Callable[[], Store]) -> None:
    """Two editors with the same version open: the second save raises EditConflict and changes nothing."""
    one = story()
    store.keep_stories([one], AT)
    store.save_story(replace(one, script="của chị T."), "chị T.", "editor", later(1))
    with pytest.raises(EditConflict) as refused:
        another().save_story(replace(one, script="của anh B."), "anh B.", "editor", later(2))
    assert refused.value.facts == ("story", one.id, "1", "2")
    assert store.story(one.id).script == "của chị T."


def test_every_version_can_be_read_again(store: Store) -> None:
    """Old versions stay, with who made them and why."""
    one = story()
    store.keep_stories([one], AT)
    two = store.save_story(replace(one, script="một"), "chị T.", "editor", later(1), "viết lại")
    store.save_story(replace(two, script="hai"), "anh B.", "head", later(2))
    assert [store.story(one.id, n).script for n in (1, 2, 3)] == [None, "một", "hai"]
    assert [row[:2] for row in store.story_versions(one.id)] == [(1, "machine"), (2, "chị T."), (3, "anh B.")]
    with pytest.raises(NotFound):
        store.story(one.id, 4)


def test_saving_without_a_change_makes_no_version(store: Store) -> None:
    """Pressing save twice is one version."""
    one = story()
    store.keep_stories([one], AT)
    assert store.save_story(one, "chị T.", "editor", later(1)).version == 1


def test_moves_are_recorded_with_who_when_why(store: Store) -> None:
    """The whole chain to approval, and the name of who approved."""
    one = story()
    store.keep_stories([one], AT)
    approve(store, one.id)
    assert [(move.after, move.role) for move in store.moves(one.id)] == [(State(s), Role(r)) for s, r in CHAIN]
    assert store.story(one.id).approved_by == "người leader"


def test_an_edit_after_approval_drops_it(store: Store) -> None:
    """Approval is of the words that were read; other words need another approval."""
    one = story()
    store.keep_stories([one], AT)
    approve(store, one.id)
    approved = store.story(one.id)
    edited = store.save_story(replace(approved, script="khác"), "chị T.", "editor", later(9))
    assert (edited.state, edited.approved_by) == ("edited_1", None)
    assert store.moves(one.id)[-1].after is State.EDITED_1


def test_a_closed_gate_refuses_and_changes_nothing(store: Store) -> None:
    """No approval without the consent the story needs."""
    one = story(consent_needs=(ConsentNeed("em H.", "trẻ em", 2),), embargo_until=date(2027, 1, 1))
    store.keep_stories([one], AT)
    with pytest.raises(MoveRefused):
        approve(store, one.id)
    assert store.story(one.id).state == "edited_2"
    assert [gate.code for gate in store.gates(one.id, DAY)] == ["embargo", "consent"]


def test_a_move_of_a_version_no_longer_in_force_is_refused(store: Store) -> None:
    """Approving what one looked at, not what someone made of it meanwhile."""
    one = story()
    store.keep_stories([one], AT)
    store.save_story(replace(one, script="mới"), "chị T.", "editor", later(1))
    with pytest.raises(EditConflict):
        store.move(one.id, "waiting", "anh B.", "editor", "", later(2), version=1)


def test_what_an_editor_corrects_is_kept_for_training(store: Store) -> None:
    """A changed class and a removed fact become corrections, in order."""
    one = story()
    store.keep_stories([one], AT)
    store.save_story(replace(one, primary="model", reading=reading(one.id, summary=())), "chị T.", "editor", later(1))
    (first, primary), (_, summary) = store.corrections()
    assert (primary.what, primary.before, primary.after) == ("primary", "donor", "model")
    assert (summary.what, summary.surface, summary.after) == ("summary", "Xã", None)
    assert store.corrections(after=first)[0][1] == summary


def test_lists_filter_count_and_page(store: Store) -> None:
    """Pages follow one another without a gap or a repeat while filters hold; counts agree."""
    batch = [story(f"Tin {n}", commune="Định Hòa" if n % 2 else None) for n in range(25)]
    store.keep_stories(batch, AT)
    store.move(batch[3].id, "waiting", "máy", "machine", "", AT)
    seen: list[str] = []
    before = None
    while page := store.lines(Wanted(communes=("Định Hòa",)), limit=5, before=before):
        seen += [line.id for line in page]
        before = page[-1].n
    assert seen == [one.id for one in reversed(batch) if one.commune]
    assert store.counts() == {"new": 24, "waiting": 1}
    assert store.counts(Wanted(states=("new",)), by="commune") == {"": 13, "Định Hòa": 11}
    assert len(store.stories(Wanted(received_from=DAY, received_to=DAY, needs_human=False))) == 25
    assert store.stories(Wanted(received_to=date(2026, 1, 1))) == ()
    assert [one.id for one in store.each_story(size=7)] == [one.id for one in batch]
