"""States of a story, who may move it, and the gates no story passes without.

States and side exits: the newsroom's own chain (review chain of the station's successor newsroom).
An edit after approval drops the approval. One person may hold two roles; the log says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


def gates(story: Story, consents: tuple[Consent, ...], day: date) -> tuple[Gate, ...]:
    """All that keeps a story from being approved, scheduled or aired on `day`."""
    found = [Gate("conflict", name) for name in story.open_conflicts]
    if story.embargo_until is not None and story.embargo_until > day:
        found.append(Gate("embargo", story.embargo_until.isoformat()))
    found += [Gate("consent", need.subject) for need in story.consent_needs if not covers(consents, need, day)]
    if story.appeals and (story.appeal is None or not story.appeal.valid_on(day)):
        found.append(Gate("appeal_basis"))
    return tuple(found)


def check_move(story: Story, after: State, role: Role, why: str, consents: tuple[Consent, ...], day: date) -> None:
    """Raise MoveRefused unless `role` may move `story` to `after` on `day` and every gate is open."""
    before = State(story.state)
    allowed = MOVES.get((before, after))
    if allowed is None:
        raise MoveRefused("no_such_move", story.id, before, after)
    if role not in allowed:
        raise MoveRefused("role", story.id, before, after, role)
    if after in NEEDS_REASON and not why.strip():
        raise MoveRefused("reason_missing", story.id, before, after)
    if after in GATED and (closed := gates(story, consents, day)):
        raise MoveRefused("gate", story.id, before, after, ", ".join(gate.code for gate in closed))


def after_edit(state: State) -> State:
    """The state an edit leaves a story in: an approved or scheduled story falls back to the first edit."""
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
        found += [(segment.id, gate) for gate in gates(story, consents.get(story.id, ()), rundown.day)]
    return tuple(found)
