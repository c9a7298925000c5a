"""Gates on the items of a rundown: what keeps a version from being locked, signed, packaged; what an edit after approval takes out.

A draft may hold anything; a locked version holds only approved, consented, unembargoed, undisputed stories in the very
version that was approved. A locked version never changes: an edit makes the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from newsroom.consent import Consent
from newsroom.errors import NewsroomError, RundownBlocked
from newsroom.rundown import Rundown, Segment, SignOff, without_story
from newsroom.story import Story
from newsroom.workflow import Gate, rundown_gates

OFFICES = ("Người thực hiện", "Biên tập viên", "Trưởng phòng", "Lãnh đạo duyệt phát sóng")


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


Consents = Mapping[str, tuple[Consent, ...]]
"""Consents by story id."""


def closed_items(rundown: Rundown, stories: Mapping[str, Story], consents: Consents) -> tuple[Closed, ...]:
    """Items that may not go on air on the rundown's day, each with its gates (the rule itself: workflow.rundown_gates)."""
    found: dict[str, list[Gate]] = {}
    for name, gate in rundown_gates(rundown, stories, consents):
        found.setdefault(name, []).append(gate)
    return tuple(Closed(segment, tuple(found[segment.id])) for segment in rundown.segments if segment.id in found)


def lock(rundown: Rundown, at: datetime, stories: Mapping[str, Story], consents: Consents) -> Rundown:
    """The version, locked; raises RundownBlocked naming every item that may not go on air."""
    from newsroom.plan_words import gate_words

    closed = closed_items(rundown, stories, consents)
    if closed:
        words = "; ".join(f"{item.segment.title} ({', '.join(map(gate_words, item.gates))})" for item in closed)
        raise RundownBlocked(rundown.id or rundown.show, words)
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


def cleared(rundown: Rundown, stories: Mapping[str, Story], consents: Consents) -> bool:
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
    draft = next_version(rundown)
    for story in stories:
        draft = without_story(draft, story, why)
    return draft


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
