"""Gates on rundown items, versions, signatures, withdrawal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from newsroom.clearance import (
    OFFICES,
    RundownLocked,
    SignRefused,
    check_open,
    cleared,
    closed_items,
    drop_edited,
    lock,
    next_version,
    sign,
)
from newsroom.consent import Consent, ConsentNeed
from newsroom.errors import RundownBlocked
from newsroom.facts import Reading, Spoken
from newsroom.rundown import Rundown, Segment
from newsroom.story import Story

DAY = date(2026, 11, 27)
AT = datetime(2026, 11, 26, 14, 2, tzinfo=UTC)


def story(name: str, **more: object) -> Story:
    reading = Reading(name, "donor", {}, (), False, (), (), (), (), (), (), (), (), (), (), (), Spoken(0, 0))
    base = {
        "id": name,
        "report": name,
        "title": name,
        "text": "",
        "reading": reading,
        "primary": "donor",
        "state": "approved",
        "version": 2,
    }
    return Story(**{**base, **more})  # type: ignore[arg-type]


def rundown(*segments: Segment, **more: object) -> Rundown:
    return Rundown("Nhịp cầu", "Số 48", DAY, 60_000, segments, id="nc-48", **more)  # type: ignore[arg-type]


def row(name: str, **more: object) -> Segment:
    return Segment(
        f"s-{name}", f"Tin {name}", "report", script="Lời", sound=f"{name}.wav", story=name, story_version=2, **more
    )  # type: ignore[arg-type]


CONSENT = Consent("c1", "em H.", "a", 2, ("radio",), date(2026, 11, 20), "ký giấy")
CLOSED = [
    ("not_approved", story("a", state="edited_1")),
    ("not_approved", story("a", state="withdrawn")),
    ("edited", story("a", version=3)),
    ("embargo", story("a", embargo_until=date(2026, 11, 28))),
    ("conflict", story("a", open_conflicts=("số nhà",))),
    ("consent", story("a", consent_needs=(ConsentNeed("em H.", "trẻ em", 2),))),
    ("appeal_basis", story("a", appeals=True)),
    ("story_missing", None),
]


@pytest.mark.parametrize(("code", "held"), CLOSED, ids=[code for code, _ in CLOSED])
@pytest.mark.parametrize("floated", [False, True])
def test_a_closed_item_keeps_the_version_from_being_locked(code: str, held: Story | None, floated: bool) -> None:
    """Whatever gate is closed, floated or not, the version cannot be locked, and the refusal names item and gate."""
    stories = {} if held is None else {"a": held}
    draft = rundown(row("a", float=floated))
    assert [gate.code for gate in closed_items(draft, stories, {})[0].gates] == [code]
    with pytest.raises(RundownBlocked) as caught:
        lock(draft, AT, stories, {})
    assert "Tin a" in caught.value.facts[1]


def test_consent_opens_and_its_withdrawal_closes() -> None:
    """A consent with both signatures opens the gate on the air day; withdrawn before that day it closes again."""
    held = {"a": story("a", consent_needs=(ConsentNeed("em H.", "trẻ em", 2),))}
    assert lock(rundown(row("a")), AT, held, {"a": (CONSENT,)}).locked_at == AT
    assert closed_items(rundown(row("a")), held, {"a": (replace(CONSENT, withdrawn_on=date(2026, 11, 26)),)})
    assert closed_items(rundown(row("a")), held, {"a": (replace(CONSENT, signers=1),)})


def test_a_locked_version_never_changes() -> None:
    """Editing a locked version is refused; the next version starts unsigned and unlocked, a draft is its own next."""
    locked = lock(rundown(row("a")), AT, {"a": story("a")}, {})
    with pytest.raises(RundownLocked):
        check_open(locked)
    after = next_version(sign(locked, OFFICES[0], "Thu Trang", AT))
    assert (after.version, after.locked_at, after.sign_offs) == (2, None, ())
    assert next_version(after) is after


def test_signatures_come_in_their_order() -> None:
    """Four offices sign a locked version one after another; only then may a package be cleared."""
    held = {"a": story("a")}
    with pytest.raises(SignRefused):
        sign(rundown(row("a")), OFFICES[0], "Thu Trang", AT)
    version = lock(rundown(row("a")), AT, held, {})
    with pytest.raises(SignRefused):
        sign(version, OFFICES[2], "Minh Khoa", AT)
    for office in OFFICES:
        assert not cleared(version, held, {})
        version = sign(version, office, "A", AT)
    assert cleared(version, held, {})
    assert not cleared(version, {"a": story("a", state="held")}, {})
    with pytest.raises(SignRefused):
        sign(version, OFFICES[0], "B", AT)


def test_an_edit_after_approval_drops_the_item_with_a_notice() -> None:
    """The edited story leaves the next version as a visible hole, its text and sound gone; someone is told."""
    version = lock(rundown(row("a"), row("b")), AT, {"a": story("a"), "b": story("b")}, {})
    after, notices = drop_edited(version, {"a": story("a", version=3), "b": story("b")})
    assert (after.version, after.locked_at) == (2, None)
    assert (after.segments[0].kind, after.segments[0].script, after.segments[0].sound) == ("blank", None, None)
    assert after.segments[1] == version.segments[1]
    assert [notice.story for notice in notices] == ["a"]
    assert drop_edited(version, {"a": story("a"), "b": story("b")}) == (version, ())
