"""Gates on the items of a rundown: what keeps a version from being locked, signed, packaged; what a withdrawal takes out.

A draft may hold anything; a locked version holds only approved, consented, unembargoed, undisputed stories in the very
version that was approved. A locked version never changes: an edit makes the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from newsroom.candidates import READY, Aired
from newsroom.consent import Consent
from newsroom.errors import NewsroomError
from newsroom.rundown import Rundown, Segment, SignOff
from newsroom.story import Story
from newsroom.workflow import Gate, State, gates

OFFICES = ("Người thực hiện", "Biên tập viên", "Trưởng phòng", "Lãnh đạo duyệt phát sóng")


class LockRefused(NewsroomError):
    """A version may not be locked or packaged: facts are the rundown and each item with its gates, in words."""

    code = "lock_refused"


class RundownLocked(NewsroomError):
    """A locked version was to be changed: facts are the rundown and its version."""

    code = "rundown_locked"


class SignRefused(NewsroomError):
    """A signature out of turn or on a draft: facts are the office and what is missing first."""

    code = "sign_refused"


@dataclass(frozen=True, slots=True)
class Closed:
    """An item that may not go on air, and why."""

    segment: Segment
    gates: tuple[Gate, ...]


def item_gates(segment: Segment, story: Story | None, consents: tuple[Consent, ...], day: date) -> tuple[Gate, ...]:
    """All gates closed to a story's item on `day`."""
    if segment.story is None:
        return ()
    if story is None:
        return (Gate("unknown_story", segment.story),)
    state = State(story.state)
    found = list(gates(story, consents, day))
    if state is State.WITHDRAWN:
        found.append(Gate("withdrawn"))
    elif state not in READY:
        found.append(Gate("unapproved", state.label))
    elif segment.story_version is not None and segment.story_version != story.version:
        found.append(Gate("edited", f"bản {segment.story_version} → {story.version}"))
    return tuple(found)


def closed_items(rundown: Rundown, stories: Mapping[str, Story], consents: tuple[Consent, ...]) -> tuple[Closed, ...]:
    """Items that may not go on air on the rundown's day; floats too: a float can be pulled in at any moment."""
    found = []
    for segment in rundown.segments:
        closed = item_gates(segment, stories.get(segment.story or ""), consents, rundown.day)
        if closed:
            found.append(Closed(segment, closed))
    return tuple(found)


def lock(rundown: Rundown, at: datetime, stories: Mapping[str, Story], consents: tuple[Consent, ...]) -> Rundown:
    """The version, locked; raises LockRefused naming every item that may not go on air."""
    from newsroom.plan_words import gate_words

    closed = closed_items(rundown, stories, consents)
    if closed:
        words = "; ".join(f"{item.segment.title} ({', '.join(map(gate_words, item.gates))})" for item in closed)
        raise LockRefused(rundown.id or rundown.show, words)
    return replace(rundown, locked_at=at)


def next_version(rundown: Rundown) -> Rundown:
    """The draft that follows a locked version: signatures do not carry over; a draft is its own next version."""
    if rundown.locked_at is None:
        return rundown
    return replace(rundown, version=rundown.version + 1, locked_at=None, sign_offs=())


def check_open(rundown: Rundown) -> None:
    """Raise RundownLocked unless the version may be changed."""
    if rundown.locked_at is not None:
        raise RundownLocked(rundown.id or rundown.show, rundown.version)


def sign(rundown: Rundown, office: str, who: str, at: datetime) -> Rundown:
    """The version with one more signature; offices sign in their order, on a locked version, once each."""
    if office not in OFFICES:
        raise SignRefused(office, "không có chức danh này")
    if rundown.locked_at is None:
        raise SignRefused(office, "bản nháp chưa khóa")
    signed = {sign_off.office for sign_off in rundown.sign_offs}
    if office in signed:
        raise SignRefused(office, "đã ký")
    before = [earlier for earlier in OFFICES[: OFFICES.index(office)] if earlier not in signed]
    if before:
        raise SignRefused(office, f"{before[0]} chưa ký")
    return replace(rundown, sign_offs=(*rundown.sign_offs, SignOff(office, who, at)))


def cleared(rundown: Rundown, stories: Mapping[str, Story], consents: tuple[Consent, ...]) -> bool:
    """Whether a package of this version may be cleared for air: locked, signed by all four, every gate open today."""
    signed = {sign_off.office for sign_off in rundown.sign_offs}
    return rundown.locked_at is not None and set(OFFICES) <= signed and not closed_items(rundown, stories, consents)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person must be told: which rundown, which story, what happened."""

    rundown: str
    story: str
    what: str


def without(rundown: Rundown, stories: Iterable[str], why: str) -> Rundown:
    """The next version with these stories out; a visible hole says what is missing and why, its text and sound gone."""
    names = set(stories)
    draft = next_version(rundown)
    segments = tuple(_emptied(segment, why) if segment.story in names else segment for segment in draft.segments)
    return replace(draft, segments=segments)


def _emptied(segment: Segment, why: str) -> Segment:
    return Segment(
        id=segment.id,
        title=f"CHỖ TRỐNG – {why}",
        kind="blank",
        block=segment.block,
        hard_start=segment.hard_start,
        sound_owner="biên tập viên thay tin",
    )


def drop_edited(rundown: Rundown, stories: Mapping[str, Story]) -> tuple[Rundown, tuple[Notice, ...]]:
    """Take out stories that were edited after approval; the same rundown and no notice when there are none."""
    gone = [
        segment.story for segment in rundown.segments
        if segment.story and (story := stories.get(segment.story)) is not None and segment.story_version not in (None, story.version)
    ]  # fmt: skip
    if not gone:
        return rundown, ()
    changed = without(rundown, gone, "tin đã sửa sau khi duyệt")
    return changed, tuple(
        Notice(rundown.id or rundown.show, name, "tin đã sửa sau khi duyệt, phải duyệt lại") for name in gone
    )


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a withdrawn consent takes out: rundowns changed, sounds to remove, and who was already reached."""

    rundowns: tuple[Rundown, ...]
    sounds: tuple[str, ...]
    notices: tuple[Notice, ...]
    reached: tuple[Aired, ...]


def withdraw(story: str, rundowns: Sequence[Rundown], history: Sequence[Aired], today: date) -> Withdrawal:
    """Take a story out of every rundown of today and later, repeats included; past ones stay as the record of what aired."""
    touched = [
        rundown
        for rundown in rundowns
        if rundown.day >= today and any(segment.story == story for segment in rundown.segments)
    ]
    changed = tuple(without(rundown, (story,), "rút lại sự đồng ý") for rundown in touched)
    sounds = {
        segment.sound for rundown in rundowns for segment in rundown.segments if segment.story == story and segment.sound
    }
    notices = tuple(
        Notice(rundown.id or rundown.show, story, "rút lại sự đồng ý: đã đưa tin ra, báo phòng thu") for rundown in touched
    )
    return Withdrawal(changed, tuple(sorted(sounds)), notices, tuple(row for row in history if row.story == story))
