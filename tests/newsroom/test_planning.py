"""Planning an edition."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.candidates import Aired, Candidate, Variant
from newsroom.plan_model import Choice, Task, greedy, solve, value_of
from newsroom.planning import Plan, plan, plan_in_detail
from newsroom.shows import Part, Show, Want
from newsroom.timing import time_rundown
from newsroom.workflow import Gate
from tests.newsroom.pool import DAY, ZONE, pool, show, small_show, story, words


def planned(show: Show, items: list[Candidate], history: tuple[Aired, ...] = (), **more: object) -> Plan:
    return plan_in_detail(show, DAY, items, history, zone=ZONE, syllables=words, **more)  # type: ignore[arg-type]


def taken(result: Plan) -> set[str]:
    return {chosen.candidate.story for chosen in result.chosen}


def test_it_fits_to_the_second() -> None:
    """From a pool of 300 the edition lies inside its limit, the mix as wanted, proved best, each choice with its reason."""
    result = planned(show(), pool(300, 1))
    timing = time_rundown(result.rundown, words, ZONE)
    assert result.proved
    assert timing.within_tolerance
    assert not result.given_up
    topics = [chosen.candidate.topic for chosen in result.chosen]
    assert topics.count("model") >= 3
    assert topics.count("hardship") in (2, 3)
    assert all(segment.reason and segment.reason.startswith("vì: ") for segment in result.rundown.segments if segment.story)


def test_nothing_is_shared() -> None:
    """No two items share a donor, a commune or an event."""
    chosen = [item.candidate for item in planned(show(), pool(300, 2)).chosen]
    for one, other in combinations(chosen, 2):
        assert not set(one.donors) & set(other.donors)
        assert one.commune != other.commune
        assert one.event != other.event


def test_the_length_variant_that_fits_is_taken() -> None:
    """Of 0'52\" and 0'35\" the one that makes the programme fit is taken, and the reason says so."""
    long_and_short = story("b", 52, variants=(Variant(152_000), Variant(135_000, "rút")))
    result = planned(small_show(tolerance_ms=1_000), [story("a", 129), long_and_short])
    assert taken(result) == {"a", "b"}
    assert "bản rút 2'15\" vừa khung" in next(chosen.words for chosen in result.chosen if chosen.candidate.story == "b")


GATED = [
    ({"closed": (Gate("consent", "em H."),)}, "thiếu văn bản đồng ý (em H.)"),
    ({"closed": (Gate("conflict", "số nhà"),)}, "mâu thuẫn"),
    ({"embargo_until": DAY + timedelta(days=1)}, "chưa đến ngày được phát"),
    ({"approved": False}, "chưa được duyệt"),
    ({"language": "km"}, "khác ngôn ngữ"),
    ({"until": DAY - timedelta(days=1)}, "hết tính thời sự"),
    ({"variants": ()}, "chưa biết thời lượng"),
    ({"first_aired": DAY - timedelta(days=30)}, "không phát lại"),
]


@pytest.mark.parametrize(("more", "words_"), GATED, ids=[next(iter(row[0])) for row in GATED])
def test_gates_shut_out(more: dict[str, object], words_: str) -> None:
    """What may not go on air is not even a candidate, and the plan says why."""
    result = planned(small_show(), [story("a", 100), story("x", 160, **more)])
    assert taken(result) == {"a"}
    assert words_ in result.shut_out["x"]


def test_gates_hold_for_locked_items_too() -> None:
    """Locking an item does not carry it past a gate; the plan says it was put out."""
    result = planned(small_show(), [story("a", 100), story("x", 160, closed=(Gate("consent", "em H."),))], locked=("x",))
    assert "x" not in taken(result)
    assert any("x bị loại" in wish for wish in result.given_up)


def test_locked_items_stay() -> None:
    """An item an editor locked stays although better ones are there."""
    best = [story(f"a{n}", 60, until=DAY) for n in range(6)]
    result = planned(small_show(), [*best, story("z", 60, event_date=DAY - timedelta(days=90))], locked=("z",))
    assert "z" in taken(result)
    assert next(segment for segment in result.rundown.segments if segment.id == "z").locked


def test_a_short_pool_leaves_a_visible_hole() -> None:
    """Too few stories: the draft is made all the same, the hole stands in it with its length, the wish given up is named."""
    result = planned(small_show(wants=(Want("hardship", 1),)), [story("a", 60)])
    hole = next(segment for segment in result.rundown.segments if segment.kind == "blank")
    assert hole.override_ms == 264_000 - 60_000
    assert any("hoàn cảnh" in wish for wish in result.given_up)
    assert any("thiếu" in wish for wish in result.given_up)
    assert time_rundown(result.rundown, words, ZONE).over_ms == 0


def test_an_empty_pool_is_a_draft_of_fixed_parts() -> None:
    """Nothing to choose from: the fixed parts and the hole."""
    assert [segment.kind for segment in planned(small_show(), []).rundown.segments] == ["signature", "blank", "closing"]


def test_too_long_is_said() -> None:
    """Locked items longer than the slot are kept and the excess is named."""
    result = planned(small_show(), [story("a", 300), story("b", 200)], locked=("a", "b"))
    assert taken(result) == {"a", "b"}
    assert any("thừa" in wish for wish in result.given_up)


def test_balance_prefers_the_unheard() -> None:
    """Of two equal stories the one from a commune not heard for weeks wins, and says so."""
    history = tuple(
        Aired(f"o{n}", "s", DAY - timedelta(days=7 * n + 7), "donor", 60_000, commune="Xã Định Hòa") for n in range(3)
    )
    two = [story("a", 264, commune="Xã Định Hòa"), story("b", 264, commune="Xã An Minh")]
    result = planned(small_show(), two, history)
    assert taken(result) == {"b"}
    assert "6 tuần qua chưa có tin của Xã An Minh" in result.chosen[0].words


def test_the_perishable_and_the_promised_go_first() -> None:
    """News that dies today and promises that fall due win over the merely good."""
    rows = [story("a", 264), story("b", 264, until=DAY), story("c", 264, follow_up_on=DAY - timedelta(days=40), until=DAY)]
    assert taken(planned(small_show(), rows)) == {"c"}


def test_repeats_come_with_their_date() -> None:
    """Where repeats are allowed they wait their days, cost something, and carry the original date."""
    first = DAY - timedelta(days=20)
    allowed = small_show(repeats_allowed=True)
    result = planned(allowed, [story("a", 264, first_aired=first)])
    assert result.rundown.segments[1].first_aired == first
    assert taken(planned(allowed, [story("a", 264, first_aired=first), story("b", 264)])) == {"b"}
    assert "chưa đủ 14 ngày" in planned(allowed, [story("a", 264, first_aired=DAY - timedelta(days=3))]).shut_out["a"]


def test_blocks_take_their_topics_in_order() -> None:
    """Items stand in the places of the template that name their topics."""
    parts = (
        Part("report", "", block=None, items=True, topics=("figures",)),
        Part("sting", "Nhạc cắt", media_ms=6_000),
        Part("report", "", items=True),
    )
    items = [story("d", 100), story("f", 150, topic="figures")]
    result = planned(small_show(parts=parts, tolerance_ms=60_000), items)
    assert [segment.id for segment in result.rundown.segments] == ["f", "p02", "d"]


def test_plan_gives_the_rundown() -> None:
    """The short call gives the rundown alone, equal each time."""
    once = plan(show(), DAY, pool(120, 4), zone=ZONE, syllables=words)
    assert once == plan(show(), DAY, pool(120, 4), zone=ZONE, syllables=words)


SMALL = st.lists(
    st.builds(
        Choice,
        st.integers(-50, 400),
        st.sampled_from(["model", "donor"]),
        st.lists(st.integers(1_000, 90_000), min_size=1, max_size=2).map(tuple),
        st.sets(st.sampled_from([("donor", "A"), ("donor", "B"), ("commune", "C")]), max_size=2).map(tuple),
    ),
    max_size=7,
)


def brute(choices: list[Choice], task: Task) -> int:
    """The best value by trying everything."""
    best = value_of(choices, task, ())
    for size in range(1, min(task.places, len(choices)) + 1):
        for items in combinations(range(len(choices)), size):
            keys = [key for item in items for key in choices[item].keys]
            if len(keys) != len(set(keys)):
                continue
            for want in task.wants:
                if want.most is not None and sum(choices[item].topic == want.topic for item in items) > want.most:
                    break
            else:
                best = max(best, *_lengths(choices, task, items), best)
    return best


def _lengths(choices: list[Choice], task: Task, items: tuple[int, ...]) -> list[int]:
    from itertools import product

    found = [-(10**9)]
    for sizes in product(*[range(len(choices[item].lengths)) for item in items]):
        answer = tuple(zip(items, sizes, strict=True))
        if sum(choices[item].lengths[size] for item, size in answer) <= task.free_ms + task.tolerance_ms:
            found.append(value_of(choices, task, answer))
    return found


@settings(max_examples=40, deadline=None)
@given(SMALL, st.integers(0, 200_000), st.integers(0, 20_000), st.integers(1, 5))
def test_the_answer_is_the_best_there_is(choices: list[Choice], free: int, limit: int, places: int) -> None:
    """On small pools the solver's answer is worth exactly as much as the best of all answers, and never less than greedy's."""
    task = Task(free, limit, places, (Want("model", 1, 2),))
    answer = solve(choices, task, 10)
    assert answer.proved
    assert answer.value == brute(choices, task)
    assert answer.value >= greedy(choices, task).value
