"""The workflow: every move by every role, every gate, and no way round approval."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from newsroom.consent import CHANNELS, Consent, ConsentNeed, covers
from newsroom.errors import MoveRefused
from newsroom.facts import Reading, Spoken
from newsroom.moment import day_of
from newsroom.rundown import Rundown, Segment, without_story
from newsroom.story import Appeal, Story
from newsroom.words import of_fault, of_gates
from newsroom.workflow import (
    GATED,
    LABELS,
    MOVES,
    NEEDS_REASON,
    ROLE_LABELS,
    Gate,
    Move,
    Role,
    State,
    after_edit,
    check_move,
    edited,
    gates,
    in_two_roles,
    moved,
    rundown_gates,
)

DAY = date(2026, 11, 24)
MAIN = [
    State.NEW,
    State.WAITING,
    State.EDITED_1,
    State.EDITED_2,
    State.APPROVED,
    State.SCHEDULED,
    State.AIRED,
    State.ARCHIVED,
]
READING = Reading(
    id="s", primary="donor", scores={}, secondary=(), needs_human=False, why=(), money=(), donations=(), households=(),
    places=(), organisations=(), persons=(), dates=(), pii=(), typos=(), summary=(), spoken=Spoken(1, 300),
)  # fmt: skip
STORY = Story(
    id="s", report="r", title="t", text="t\nb", reading=READING, primary="donor", state="new", approved_by="ông K."
)
NEED = ConsentNeed("em H.", "trẻ em", 2)
GIVEN = Consent("c", "em H.", None, 2, ("radio",), DAY, "giấy hai chữ ký", until=DAY + timedelta(days=30))
APPEAL = Appeal("quy_vi_nguoi_ngheo", "Ủy ban MTTQ xã", "1234", DAY, DAY + timedelta(days=30))


def may(before: State, after: State, role: Role, why: str = "có lý do", story: Story = STORY) -> str:
    """The reason a move is refused, or "yes"."""
    try:
        check_move(replace(story, state=str(before)), after, role, why, (), DAY)
    except MoveRefused as refused:
        return refused.facts[0]
    return "yes"


def test_the_chain_is_walked_by_those_who_answer_for_it() -> None:
    """Editor, head of room, approving leader, producer: each makes the move that is theirs."""
    makers = [Role.MACHINE, Role.EDITOR, Role.HEAD, Role.LEADER, Role.PRODUCER, Role.TECHNICIAN, Role.EDITOR]
    for before, after, role in zip(MAIN, MAIN[1:], makers, strict=False):
        assert may(before, after, role) == "yes"


def test_every_move_by_every_role() -> None:
    """A move is possible exactly when the table has it for that role; a side exit only with a reason."""
    for before, after, role in product(State, State, Role):
        allowed = MOVES.get((before, after))
        expected = "no_such_move" if allowed is None else "yes" if role in allowed else "role"
        assert may(before, after, role) == expected
        if expected == "yes" and after in NEEDS_REASON:
            assert may(before, after, role, why="  ") == "reason_missing"


def test_only_a_leader_approves_and_nobody_skips_a_step() -> None:
    """One way leads to approval, through both edits, and only a leader may take it; scheduling comes after it alone."""
    ways = {(before, role) for (before, after), roles in MOVES.items() if after is State.APPROVED for role in roles}
    assert {one for one in ways if one[0] is not State.SCHEDULED} == {(State.EDITED_2, Role.LEADER)}
    assert {before for before, after in MOVES if after is State.SCHEDULED} == {State.APPROVED, State.AIRED, State.ARCHIVED}
    assert {before for before, after in MOVES if after is State.AIRED} == {State.SCHEDULED}


def test_commune_and_partner_only_send_again() -> None:
    """Contributors and partner officers make no editorial move but sending a returned item in again."""
    for role in (Role.CONTRIBUTOR, Role.PARTNER):
        assert [move for move, roles in MOVES.items() if role in roles] == [(State.RETURNED, State.WAITING)]


def test_the_machine_approves_airs_and_refuses_nothing() -> None:
    """A machine may sort, hold, schedule and take down; it never approves, airs, returns or refuses."""
    machine = {after for (before, after), roles in MOVES.items() if Role.MACHINE in roles and before is not State.SCHEDULED}
    assert machine.isdisjoint({State.APPROVED, State.AIRED, State.REFUSED, State.RETURNED})


def test_every_state_but_archive_has_a_way_out_and_every_one_a_way_in() -> None:
    """No story is ever stuck."""
    assert {before for before, _ in MOVES} == set(State)
    assert {after for _, after in MOVES} == set(State) - {State.NEW}
    assert set(LABELS) == set(State)
    assert set(ROLE_LABELS) == set(Role)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"consent_needs": (NEED,)}, "consent"),
        ({"appeals": True}, "appeal_basis"),
        ({"appeals": True, "appeal": replace(APPEAL, account="")}, "appeal_basis"),
        ({"appeals": True, "appeal": replace(APPEAL, closes=DAY - timedelta(days=1))}, "appeal_basis"),
        ({"embargo_until": DAY + timedelta(days=1)}, "embargo"),
        ({"open_conflicts": ("số nhà",)}, "conflict"),
    ],
)
def test_each_gate_closes_approval_schedule_and_air(change: dict[str, object], code: str) -> None:
    """No story passes a closed gate on any of the three steps, and the refusal names it in Vietnamese."""
    story = replace(STORY, **change)  # type: ignore[arg-type]
    assert [gate.code for gate in gates(story, (), DAY)] == [code]
    for before, after in (
        (State.EDITED_2, State.APPROVED),
        (State.APPROVED, State.SCHEDULED),
        (State.SCHEDULED, State.AIRED),
    ):
        role = sorted(MOVES[before, after])[0]
        with pytest.raises(MoveRefused) as refused:
            check_move(replace(story, state=str(before)), after, role, "", (), DAY)
        assert refused.value.facts[0] == "gate"
        assert refused.value.facts[4].startswith(code)
        assert LABELS[after] in of_fault(refused.value)


def test_open_gates_let_through() -> None:
    """With consent, a lawful appeal in its days and an embargo that is over, nothing stands in the way."""
    story = replace(STORY, consent_needs=(NEED,), appeals=True, appeal=APPEAL, embargo_until=DAY)
    assert gates(story, (GIVEN,), DAY) == ()


def test_a_consent_covers_its_person_signers_days_and_channels() -> None:
    """One signature is not two, another person is not this one, and after withdrawal or its last day it covers nothing."""
    assert covers((GIVEN,), NEED, DAY)
    assert covers((GIVEN,), NEED, DAY, "radio")
    assert "web" in CHANNELS
    assert not covers((GIVEN,), NEED, DAY, "web")
    for other in (
        replace(GIVEN, signers=1), replace(GIVEN, subject="em K."), replace(GIVEN, withdrawn_on=DAY),
        replace(GIVEN, given_on=DAY + timedelta(days=1)), replace(GIVEN, until=DAY - timedelta(days=1)),
    ):  # fmt: skip
        assert not covers((other,), NEED, DAY)
    assert covers((replace(GIVEN, withdrawn_on=DAY + timedelta(days=1)),), NEED, DAY)


def test_an_edit_drops_approval_wherever_it_stands() -> None:
    """Approved and scheduled fall back to the first edit; an aired story keeps its place but cannot be repeated unapproved."""
    assert {state for state in State if after_edit(state) is not state} == {State.EDITED_2, State.APPROVED, State.SCHEDULED}
    aired = edited(replace(STORY, state="aired"), replace(STORY, state="approved", script="khác"))
    assert (aired.state, aired.approved_by, aired.version) == ("aired", None, 2)
    with pytest.raises(MoveRefused, match="approval"):
        check_move(aired, State.SCHEDULED, Role.PRODUCER, "", (), DAY)


def test_the_log_names_who_acts_in_two_roles() -> None:
    """In a small room one person may hold two roles; it is not hidden."""
    at = datetime(2026, 11, 24, tzinfo=UTC)
    log = [
        Move("s", State.WAITING, State.EDITED_1, "chị T.", Role.EDITOR, at),
        Move("s", State.EDITED_1, State.EDITED_2, "chị T.", Role.HEAD, at),
        Move("s", State.EDITED_2, State.APPROVED, "ông K.", Role.LEADER, at),
    ]
    assert in_two_roles(log) == ("chị T.",)


def test_a_rundown_is_locked_only_with_approved_stories_of_open_gates() -> None:
    """Missing, unapproved and unconsented stories are named by segment; a floated one too, since one key brings it back."""
    segments = tuple(
        Segment(id=f"a{n}", title="", kind="brief", story=name) for n, name in enumerate(("ok", "wait", "gone", "em"))
    )
    floated = Segment(id="a9", title="", kind="brief", story="gone", float=True)
    plan = Rundown("nc", "Nhịp cầu", DAY, 900_000, (*segments, floated))
    stories = {
        "ok": replace(STORY, id="ok", state="approved"),
        "wait": replace(STORY, id="wait", state="waiting"),
        "em": replace(STORY, id="em", state="scheduled", consent_needs=(NEED,)),
    }
    found = rundown_gates(plan, stories, {"em": (replace(GIVEN, channels=("web",)),)})
    assert found == (
        ("a1", Gate("not_approved", "Chờ biên tập")), ("a2", Gate("story_missing", "gone")), ("a3", Gate("consent", "em H.")),
        ("a9", Gate("story_missing", "gone")),
    )  # fmt: skip
    assert [name for name, _ in rundown_gates(plan, stories, {"em": (GIVEN,)})] == ["a1", "a2", "a9"]
    assert of_gates("consent em H.; embargo 2027-01-01") == "chưa có sự đồng ý của em H.; chưa đến ngày được phát 2027-01-01"


def test_a_story_taken_out_leaves_a_hole_of_its_length() -> None:
    """The hole is seen, keeps the known length, and carries nothing of the story; names under the paper are gone."""
    segment = Segment(
        id="a", title="Em H.", kind="report", block="b", media_ms=42_000, script="…", sound="x", story="s", presenter="p"
    )
    plan = Rundown("nc", "Nhịp cầu", DAY, 900_000, (segment, replace(segment, id="b", story="t")))
    hole, other = without_story(plan, "s", "consent_withdrawn").segments
    assert hole == Segment("a", "Chỗ trống", "blank", block="b", override_ms=42_000, reason="consent_withdrawn")
    assert other.story == "t"


def test_the_stations_day_is_vietnams() -> None:
    """06:30 in Rạch Giá is still yesterday in UTC; gates and consents go by the station's day."""
    assert day_of(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == DAY
    with pytest.raises(ValueError, match="offset"):
        day_of(datetime(2026, 11, 24))


@pytest.mark.parametrize(
    "facts",
    [
        ("role", "s", "new", "approved", "machine"),
        ("no_such_move", "s", "new", "aired"),
        ("reason_missing", "s", "new", "held"),
    ],
)
def test_refusals_are_sentences(facts: tuple[str, ...]) -> None:
    """Every refusal is Vietnamese with the labels people see, never a code."""
    said = of_fault(MoveRefused(*facts))
    assert "Mới nhận" in said or "Tạm giữ" in said
    assert not any(code in said for code in ("_", "new", "approved", "machine"))


class Desk(RuleBasedStateMachine):
    """Anyone does anything in any order; the rules hold all the same."""

    def __init__(self) -> None:
        super().__init__()
        self.story = replace(STORY, approved_by=None)
        self.approved_script: str | None = "never"
        self.consents: tuple[Consent, ...] = ()
        self.moves: list[Move] = []

    @rule(after=st.sampled_from(list(State)), role=st.sampled_from(list(Role)), why=st.sampled_from(["", "lý do"]))
    def move(self, after: State, role: Role, why: str) -> None:
        """Someone tries a move."""
        before = State(self.story.state)
        try:
            check_move(self.story, after, role, why, self.consents, DAY)
        except MoveRefused:
            return
        assert role in MOVES[before, after]
        assert after not in GATED or gates(self.story, self.consents, DAY) == ()
        self.moves.append(Move("s", before, after, f"người {role}", role, datetime(2026, 11, 24, tzinfo=UTC), why))
        self.story = moved(self.story, after, f"người {role}")
        if (before, after) == (State.EDITED_2, State.APPROVED):
            self.approved_script = self.story.script

    @rule(script=st.sampled_from(["một", "hai"]))
    def edit(self, script: str) -> None:
        """Someone writes."""
        if script != self.story.script:
            self.story = edited(self.story, replace(self.story, script=script))

    @rule(need=st.booleans(), embargo=st.booleans())
    def learn(self, need: bool, embargo: bool) -> None:
        """A need or an embargo turns up: that is an edit too."""
        later = replace(
            self.story, consent_needs=(NEED,) if need else (), embargo_until=DAY + timedelta(days=1) if embargo else None
        )
        if later != self.story:
            self.story = edited(self.story, later)

    @rule(given=st.booleans())
    def consent(self, given: bool) -> None:
        """A consent comes or is withdrawn."""
        self.consents = (GIVEN,) if given else ()

    @invariant()
    def what_is_scheduled_is_what_was_approved(self) -> None:
        """Whatever happened, a story ready for air holds the words a leader approved, and has the leader's name."""
        if self.story.state in (State.APPROVED, State.SCHEDULED):
            assert self.story.approved_by == "người leader"
            assert self.story.script == self.approved_script

    @invariant()
    def the_log_tells_the_state(self) -> None:
        """The moves join end to end, but for the fall an edit makes."""
        for one, following in zip(self.moves, self.moves[1:], strict=False):
            assert following.before in (one.after, after_edit(one.after))


Desk.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestDesk = Desk.TestCase
