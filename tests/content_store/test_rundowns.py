"""Rundowns, consents and packages: locked versions stand, withdrawn consents reach everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from content_store.store import Store
from newsroom.consent import Consent, ConsentNeed
from newsroom.errors import EditConflict, MoveRefused, NotFound, RundownBlocked
from newsroom.package import Hole, Package, PackageRundown
from newsroom.rundown import SignOff
from tests.content_store.samples import AT, DAY, later, rundown, story
from tests.content_store.test_stories import approve

NEED = ConsentNeed("em H.", "trẻ em", 2)
GIVEN = Consent("c1", "em H.", None, 2, ("radio",), DAY, "giấy có hai chữ ký")


def consented(store: Store, *names: str) -> None:
    """Approved stories about em H., with the consent they need."""
    store.give_consent(GIVEN, "chị T.", "editor", AT)
    store.keep_stories([story(f"Chuyện em H., {name}", id=name, consent_needs=(NEED,)) for name in names], AT)
    for name in names:
        approve(store, name)


def test_a_rundown_is_kept_in_versions(store: Store) -> None:
    """Every save is a version that can be read again; saving the same is none."""
    first = store.save_rundown(rundown("s1"), "máy", "machine", AT)
    assert (first.id, first.version) == ("nhip-cau-2026-11-24", 1)
    assert store.save_rundown(rundown("s1"), "máy", "machine", later(1)) == first
    second = store.save_rundown(replace(first, title="Nhịp cầu 2"), "chị T.", "editor", later(2), "đổi tên")
    assert (store.rundown(str(first.id)), store.rundown(str(first.id), 1)) == (second, first)
    assert [row[:3] for row in store.rundown_versions(str(first.id))] == [(1, "máy", "machine"), (2, "chị T.", "editor")]
    assert store.rundowns("nhip-cau", DAY) == (second,)
    assert store.rundowns("nhip-cau", DAY - timedelta(9), DAY) == (second,)
    assert store.rundowns("khac", DAY) == store.rundowns(None, DAY + timedelta(1)) == ()
    with pytest.raises(NotFound):
        store.rundown("none")


def test_the_second_of_two_makers_is_told(store: Store) -> None:
    """Saving over a version that is no longer the newest raises EditConflict; a re-plan never overwrites a person."""
    first = store.save_rundown(rundown("s1"), "máy", "machine", AT)
    store.save_rundown(replace(first, title="của chị T."), "chị T.", "editor", later(1))
    with pytest.raises(EditConflict):
        store.save_rundown(rundown("s1", "s2"), "máy", "machine", later(2))


def test_a_locked_version_never_changes(store: Store) -> None:
    """A change after the lock is the next version, open and unsigned; the locked one reads as it was."""
    consented(store, "s1")
    first = store.save_rundown(rundown("s1"), "máy", "machine", AT)
    locked = store.lock_rundown(str(first.id), 1, "anh B.", "producer", later(5))
    assert locked.locked_at == later(5)
    assert store.lock_rundown(str(first.id), 1, "anh B.", "producer", later(6)) == locked
    signed = store.sign_rundown(str(first.id), 1, SignOff("Lãnh đạo duyệt", "ông K.", later(7)), "leader")
    changed = store.save_rundown(replace(signed, title="khác"), "chị T.", "editor", later(8))
    assert (changed.version, changed.locked_at, changed.sign_offs) == (2, None, ())
    assert store.rundown(str(first.id), 1) == signed
    with pytest.raises(EditConflict):
        store.lock_rundown(str(first.id), 1, "anh B.", "producer", later(9))


def test_nothing_unapproved_is_locked(store: Store) -> None:
    """A story still being edited, missing or with a closed gate keeps the rundown open, and is named."""
    consented(store, "s1")
    store.keep_stories([story(id="s2")], AT)
    saved = store.save_rundown(rundown("s1", "s2", "s3"), "máy", "machine", AT)
    with pytest.raises(RundownBlocked) as blocked:
        store.lock_rundown(str(saved.id), 1, "anh B.", "producer", later(5))
    assert blocked.value.facts[1] == "a1: not_approved Mới nhận; a2: story_missing s3"
    assert store.rundown(str(saved.id)).locked_at is None


def test_a_withdrawn_consent_reaches_stories_rundowns_and_packages(store: Store) -> None:
    """One act takes the story down, empties its place in coming rundowns, marks packages, and lists what went out."""
    consented(store, "s1", "s2")
    store.keep_stories([story("Tin khác", id="s9")], AT)
    old = store.save_rundown(rundown("s1", day=DAY - timedelta(7)), "máy", "machine", AT)
    coming = store.save_rundown(rundown("s9", "s2"), "máy", "machine", AT)
    made = Package((), (Hole("a0", "chưa thu"),), PackageRundown(coming.id, 1, ()))
    package = store.save_package(made, "goi/1", AT)
    reached = store.withdraw_consent("c1", DAY, "chị T.", "editor", "gia đình yêu cầu", later(60))
    assert reached.withdrawn == ("s1", "s2")
    assert reached.rundowns == ((coming.id, 2),)
    assert reached.aired == ((old.id, 1),)
    assert reached.packages == (package,)
    assert {store.story(one).state for one in ("s1", "s2")} == {"withdrawn"}
    kept, hole = store.rundown(str(coming.id)).segments
    assert (kept.story, hole.story, hole.kind, hole.override_ms, hole.reason) == (
        "s9", None, "blank", 30000, "consent_withdrawn",
    )  # fmt: skip
    assert store.package(package) == (made, "goi/1", "gia đình yêu cầu")
    assert store.rundowns_with("s2") == ((coming.id, 1),)
    assert [entry.action for entry in store.history("consent", "c1")] == ["give", "withdraw"]
    again = store.withdraw_consent("c1", DAY, "chị T.", "editor", "gia đình yêu cầu", later(61))
    assert (again.withdrawn, again.rundowns) == ((), ())


def test_another_consent_keeps_the_story(store: Store) -> None:
    """Withdrawing one paper changes nothing while another still covers the same need."""
    consented(store, "s1")
    store.give_consent(replace(GIVEN, id="c2"), "chị T.", "editor", later(1))
    assert store.withdraw_consent("c1", DAY, "chị T.", "editor", "nhầm", later(2)).withdrawn == ()
    assert store.story("s1").state == "approved"
    assert [one.id for one in store.consents(story="s1")] == ["c1", "c2"]
    assert store.consents(subject="ai khác") == ()


def test_after_withdrawal_the_gate_is_closed(store: Store) -> None:
    """A withdrawn story that is taken up again cannot be approved without a new consent."""
    consented(store, "s1")
    store.withdraw_consent("c1", DAY, "chị T.", "head", "gia đình yêu cầu", later(2))
    store.move("s1", "waiting", "ông K.", "leader", "", later(3))
    store.move("s1", "edited_1", "chị T.", "editor", "", later(4))
    store.move("s1", "edited_2", "anh P.", "head", "", later(5))
    with pytest.raises(MoveRefused, match="consent"):
        store.move("s1", "approved", "ông K.", "leader", "", later(6))


def test_packages_are_kept_once(store: Store) -> None:
    """The same manifest twice is one package."""
    made = Package((), (), PackageRundown("r", 1, ("ông K.",)), cleared=True)
    ids = {store.save_package(made, "goi/1", at) for at in (AT, later(1))}
    assert store.packages("r") == tuple(ids)
    with pytest.raises(NotFound):
        store.package("none")
