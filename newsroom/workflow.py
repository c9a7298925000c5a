"""States of a story, who may move it, and the gates no story passes without.

States and side exits: the newsroom's own chain (review chain of the station's successor newsroom).
An edit after approval drops the approval. One person may hold two roles; the log says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from newsroom.consent import Consent, covers
from newsroom.errors import MoveRefused
from newsroom.rundown import Rundown
from newsroom.story import Story


class State(StrEnum):
    """Where a story stands; the value is stored, `label` is what people see."""

    NEW = "new"
    WAITING = "waiting"
    EDITED_1 = "edited_1"
    EDITED_2 = "edited_2"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    AIRED = "aired"
    ARCHIVED = "archived"
    RETURNED = "returned"
    HELD = "held"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The Vietnamese name."""
        return LABELS[self]


LABELS = {
    State.NEW: "Mới nhận",
    State.WAITING: "Chờ biên tập",
    State.EDITED_1: "Đã biên tập bước 1",
    State.EDITED_2: "Đã biên tập bước 2",
    State.APPROVED: "Đã duyệt",
    State.SCHEDULED: "Đã xếp lịch",
    State.AIRED: "Đã phát sóng",
    State.ARCHIVED: "Lưu trữ",
    State.RETURNED: "Trả lại",
    State.HELD: "Tạm giữ",
    State.REFUSED: "Không duyệt",
    State.WITHDRAWN: "Gỡ",
}


class Role(StrEnum):
    """What a person may do at the desk."""

    CONTRIBUTOR = "contributor"
    PARTNER = "partner"
    EDITOR = "editor"
    HEAD = "head"
    LEADER = "leader"
    PRODUCER = "producer"
    TECHNICIAN = "technician"
    ADMINISTRATOR = "administrator"
    MACHINE = "machine"


ROLE_LABELS = {
    Role.CONTRIBUTOR: "Cộng tác viên cơ sở",
    Role.PARTNER: "Cán bộ đơn vị phối hợp",
    Role.EDITOR: "Biên tập viên",
    Role.HEAD: "Trưởng phòng",
    Role.LEADER: "Lãnh đạo duyệt",
    Role.PRODUCER: "Người thực hiện",
    Role.TECHNICIAN: "Kỹ thuật viên",
    Role.ADMINISTRATOR: "Quản trị",
    Role.MACHINE: "Máy",
}

_DESK = frozenset({Role.EDITOR, Role.HEAD, Role.LEADER})
_HEADS = frozenset({Role.HEAD, Role.LEADER})
_MAKERS = frozenset({Role.EDITOR, Role.PRODUCER, Role.HEAD})
_SIDE_FROM = (State.NEW, State.WAITING, State.EDITED_1, State.EDITED_2, State.APPROVED, State.SCHEDULED)

MOVES: dict[tuple[State, State], frozenset[Role]] = {
    (State.NEW, State.WAITING): _DESK | {Role.MACHINE},
    (State.WAITING, State.EDITED_1): _DESK,
    (State.EDITED_1, State.EDITED_2): _HEADS,
    (State.EDITED_2, State.APPROVED): frozenset({Role.LEADER}),
    (State.APPROVED, State.SCHEDULED): _MAKERS | {Role.MACHINE},
    (State.SCHEDULED, State.APPROVED): _MAKERS | {Role.MACHINE},
    (State.SCHEDULED, State.AIRED): frozenset({Role.PRODUCER, Role.TECHNICIAN, Role.HEAD}),
    (State.AIRED, State.ARCHIVED): _DESK | {Role.PRODUCER, Role.MACHINE},
    (State.AIRED, State.SCHEDULED): _MAKERS,
    (State.ARCHIVED, State.SCHEDULED): _MAKERS,
    (State.AIRED, State.EDITED_1): _DESK,
    (State.ARCHIVED, State.EDITED_1): _DESK,
    (State.EDITED_1, State.WAITING): _DESK,
    (State.EDITED_2, State.EDITED_1): _DESK,
    (State.RETURNED, State.WAITING): _DESK | {Role.CONTRIBUTOR, Role.PARTNER},
    (State.HELD, State.WAITING): _DESK,
    (State.REFUSED, State.WAITING): _HEADS,
    (State.APPROVED, State.EDITED_1): _DESK | {Role.PRODUCER, Role.MACHINE},
    (State.SCHEDULED, State.EDITED_1): _DESK | {Role.PRODUCER, Role.MACHINE},
    (State.WITHDRAWN, State.WAITING): frozenset({Role.LEADER}),
    **{(start, State.RETURNED): _DESK for start in _SIDE_FROM},
    **{(start, State.HELD): _DESK | {Role.MACHINE} for start in _SIDE_FROM},
    **{(start, State.REFUSED): _HEADS for start in _SIDE_FROM},
    **{
        (start, State.WITHDRAWN): _HEADS | {Role.MACHINE} for start in (*_SIDE_FROM, State.AIRED, State.ARCHIVED, State.HELD)
    },
}
NEEDS_REASON = frozenset({State.RETURNED, State.HELD, State.REFUSED, State.WITHDRAWN})
GATED = frozenset({State.APPROVED, State.SCHEDULED, State.AIRED})


@dataclass(frozen=True, slots=True)
class Move:
    """One recorded move: who, in which role, when, from where to where, why."""

    story: str
    before: State
    after: State
    who: str
    role: Role
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """Something that stands in a story's way: `code` keys the words, `detail` names the case."""

    code: str
    detail: str = ""


def gates(story: Story, consents: tuple[Consent, ...], day: date, channel: str | None = None) -> tuple[Gate, ...]:
    """All that keeps a story from being approved for, scheduled on or aired on `day`, on `channel` when it is known."""
    found = [Gate("conflict", name) for name in story.open_conflicts]
    if story.embargo_until is not None and story.embargo_until > day:
        found.append(Gate("embargo", story.embargo_until.isoformat()))
    found += [Gate("consent", need.subject) for need in story.consent_needs if not covers(consents, need, day, channel)]
    if story.appeals and (story.appeal is None or not story.appeal.valid_on(day)):
        found.append(Gate("appeal_basis"))
    return tuple(found)


def check_move(story: Story, after: State, role: Role, why: str, consents: tuple[Consent, ...], day: date) -> None:
    """Raise MoveRefused unless `role` may move `story` to `after` and every gate is open on `day`, the day it is for.

    Facts: reason code (no_such_move, role, reason_missing, gate), story, state before and after, then the role or the gates
    as `code detail; …`. A story goes on air again only while the approval of its words stands.
    """
    before = State(story.state)
    allowed = MOVES.get((before, after))
    if allowed is None:
        raise MoveRefused("no_such_move", story.id, before, after)
    if role not in allowed:
        raise MoveRefused("role", story.id, before, after, role)
    if after in NEEDS_REASON and not why.strip():
        raise MoveRefused("reason_missing", story.id, before, after)
    if after in GATED and (closed := _closed(story, after, consents, day)):
        raise MoveRefused(
            "gate", story.id, before, after, "; ".join(f"{gate.code} {gate.detail}".strip() for gate in closed)
        )


def _closed(story: Story, after: State, consents: tuple[Consent, ...], day: date) -> tuple[Gate, ...]:
    unapproved = after is not State.APPROVED and story.approved_by is None
    return ((Gate("approval"),) if unapproved else ()) + gates(story, consents, day)


def moved(story: Story, after: State, who: str) -> Story:
    """The story after a move that was checked: the approver's name comes with approval and goes when it is dropped."""
    keeps = after in (State.APPROVED, State.SCHEDULED, State.AIRED, State.ARCHIVED)
    approved_by = who if (State(story.state), after) == (State.EDITED_2, State.APPROVED) else story.approved_by
    return replace(story, state=str(after), approved_by=approved_by if keeps else None, version=story.version + 1)


def edited(before: Story, after: Story) -> Story:
    """An editor's change as the next version: it sets no state, and no approval outlives a change of what was approved."""
    state = after_edit(State(before.state))
    return replace(after, version=before.version + 1, state=str(state), approved_by=None)


def in_two_roles(moves: Iterable[Move]) -> tuple[str, ...]:
    """People who moved a story in more than one role, as the log must say."""
    roles: dict[str, set[Role]] = {}
    for move in moves:
        roles.setdefault(move.who, set()).add(move.role)
    return tuple(who for who, held in roles.items() if len(held) > 1)


def after_edit(state: State) -> State:
    """The state an edit leaves a story in: an approved or scheduled story falls back to the first edit.

    An aired or archived one keeps its place, but without approval it cannot go on air again.
    """
    return State.EDITED_1 if state in (State.EDITED_2, State.APPROVED, State.SCHEDULED) else state


def rundown_gates(
    rundown: Rundown, stories: Mapping[str, Story], consents: Mapping[str, tuple[Consent, ...]]
) -> tuple[tuple[str, Gate], ...]:
    """What keeps a rundown from being locked, as (segment id, gate): a locked version holds nothing unapproved or closed.

    `stories` and `consents` by story id; floated segments count nothing and are not asked.
    """
    found: list[tuple[str, Gate]] = []
    for segment in rundown.segments:
        if segment.story is None or segment.float:
            continue
        story = stories.get(segment.story)
        if story is None:
            found.append((segment.id, Gate("story_missing", segment.story)))
            continue
        if story.state not in (State.APPROVED, State.SCHEDULED, State.AIRED):
            found.append((segment.id, Gate("not_approved", State(story.state).label)))
        found += [(segment.id, gate) for gate in gates(story, consents.get(story.id, ()), rundown.day, rundown.medium)]
    return tuple(found)
