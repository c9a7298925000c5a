"""Which candidates, in which length: solved exactly with CP-SAT (ortools, loaded on first use).

Hard: one length a story, one story an event, one item a donor / commune / partner where the show asks, never past the
limit of length. Soft, by price: the wanted mix, the length, then the points of each choice. Nothing is ever infeasible:
what must give way is named in the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsroom.shows import Want

SHORT_OF_MIX = 3_000
OUT_OF_LIMIT = 5_000
SHORT_SECOND = 40
OVER_SECOND = 400
"""Prices in points: a missing wanted item, being short beyond the limit at all, each second of that, each second over (only
when locked items force it). The length outweighs one missing item of the mix: a hole on air is worse than a missing topic."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate as the solver sees it: points, topic, lengths, keys it shares with others; `locked` must be taken."""

    points: int
    topic: str
    lengths: tuple[int, ...]
    keys: tuple[tuple[str, str], ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """What to fill: free length, how far it may miss, places, wanted mix."""

    free_ms: int
    tolerance_ms: int
    places: int
    wants: tuple[Want, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Indexes of choices with the index of the length taken; `proved` when nothing better exists."""

    taken: tuple[tuple[int, int], ...]
    value: int
    proved: bool


def value_of(choices: Sequence[Choice], task: Task, taken: Sequence[tuple[int, int]]) -> int:
    """The points of an answer, prices taken off: the measure all solvers share."""
    total = sum(choices[item].lengths[size] for item, size in taken)
    points = sum(choices[item].points for item, _ in taken)
    for want in task.wants:
        points -= SHORT_OF_MIX * max(0, want.least - sum(choices[item].topic == want.topic for item, _ in taken))
    short, over = task.free_ms - task.tolerance_ms - total, total - task.free_ms - task.tolerance_ms
    points -= OUT_OF_LIMIT * (short > 0) + SHORT_SECOND * -(-max(0, short) // 1000)
    return points - OVER_SECOND * (max(0, over) // 1000)


def solve(choices: Sequence[Choice], task: Task, seconds: float = 2.0) -> Answer:
    """The best answer; the same input gives the same answer (one worker, fixed seed)."""
    from ortools.sat.python import cp_model

    kept = _possible(choices, task)
    model = cp_model.CpModel()
    taken = {
        (item, size): model.new_bool_var(f"x{item}_{size}") for item in kept for size in range(len(choices[item].lengths))
    }
    whole = {item: sum(taken[item, size] for size in range(len(choices[item].lengths))) for item in kept}
    for item in kept:
        model.add(whole[item] == 1) if choices[item].locked else model.add_at_most_one(
            taken[item, size] for size in range(len(choices[item].lengths))
        )
    _share_nothing(model, choices, kept, whole)
    model.add(sum(whole.values()) <= max(task.places, sum(choices[item].locked for item in kept)))
    cost = _mix(model, choices, task, kept, whole) + _length(model, choices, task, taken)
    model.maximize(sum(choices[item].points * variable for (item, _), variable in taken.items()) - cost)
    for (item, size), hint in _hint(choices, task, taken).items():
        model.add_hint(taken[item, size], hint)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 7
    solver.parameters.linearization_level = 2
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer((), 0, False)
    answer = tuple((item, size) for (item, size), variable in taken.items() if solver.value(variable))
    return Answer(answer, value_of(choices, task, answer), status == cp_model.OPTIMAL)


def _possible(choices: Sequence[Choice], task: Task) -> list[int]:
    """Indexes of what could be taken at all: locked, or with a length that fits the whole room."""
    longest = task.free_ms + task.tolerance_ms
    return [
        item for item, choice in enumerate(choices) if choice.locked or (choice.lengths and min(choice.lengths) <= longest)
    ]


def _share_nothing(model: Any, choices: Sequence[Choice], kept: Sequence[int], whole: dict[int, Any]) -> None:
    """At most one item per key; locked items that already share one are left as they are."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for item in kept:
        for key in choices[item].keys:
            groups[key].append(item)
    for items in groups.values():
        locked = [item for item in items if choices[item].locked]
        free = [item for item in items if not choices[item].locked]
        if locked:
            for item in free:
                model.add(whole[item] == 0)
        elif len(free) > 1:
            model.add(sum(whole[item] for item in free) <= 1)


def _mix(model: Any, choices: Sequence[Choice], task: Task, kept: Sequence[int], whole: dict[int, Any]) -> Any:
    cost: Any = 0
    for want in task.wants:
        of_topic = [item for item in kept if choices[item].topic == want.topic]
        count = sum(whole[item] for item in of_topic)
        if want.most is not None and of_topic:
            model.add(count <= max(want.most, sum(choices[item].locked for item in of_topic)))
        if want.least:
            short = model.new_int_var(0, want.least, f"short_{want.topic}")
            model.add(count + short >= want.least)
            cost += SHORT_OF_MIX * short
    return cost


def _length(model: Any, choices: Sequence[Choice], task: Task, taken: dict[tuple[int, int], Any]) -> Any:
    """Short beyond the limit costs; over it is forbidden unless what is locked leaves no way."""
    locked = sum(min(choice.lengths) for choice in choices if choice.locked and choice.lengths)
    total = sum(choices[item].lengths[size] * variable for (item, size), variable in taken.items())
    most = max(task.free_ms + task.tolerance_ms, locked)
    model.add(total <= most)
    least = max(0, task.free_ms - task.tolerance_ms)
    short = model.new_int_var(0, least // 1000 + 1, "short")
    outside = model.new_bool_var("outside")
    model.add(total + 1000 * short >= least)
    model.add(short <= (least // 1000 + 1) * outside)
    return SHORT_SECOND * short + OUT_OF_LIMIT * outside


def _hint(choices: Sequence[Choice], task: Task, taken: dict[tuple[int, int], Any]) -> dict[tuple[int, int], int]:
    greedy_answer = set(greedy(choices, task).taken)
    return {key: int(key in greedy_answer) for key in taken}


def greedy(choices: Sequence[Choice], task: Task) -> Answer:
    """The way a hurried person fills a programme: locked, then wanted topics, then best points while there is room."""
    order = sorted(range(len(choices)), key=lambda item: (-choices[item].points, item))
    taken: list[tuple[int, int]] = [(item, 0) for item, choice in enumerate(choices) if choice.locked and choice.lengths]
    state = _Filling(choices, task, taken)
    for want in task.wants:
        for item in order:
            if state.count(want.topic) >= want.least:
                break
            if choices[item].topic == want.topic:
                state.take(item)
    for item in order:
        state.take(item)
    return Answer(tuple(sorted(taken)), value_of(choices, task, taken), False)


@dataclass(slots=True)
class _Filling:
    choices: Sequence[Choice]
    task: Task
    taken: list[tuple[int, int]]

    def count(self, topic: str) -> int:
        return sum(self.choices[item].topic == topic for item, _ in self.taken)

    def take(self, item: int) -> None:
        """Take an item in the longest form that fits, if it shares nothing and there is a place."""
        choice, task = self.choices[item], self.task
        most = next((want.most for want in task.wants if want.topic == choice.topic), None)
        keys = {key for other, _ in self.taken for key in self.choices[other].keys}
        full = len(self.taken) >= task.places or (most is not None and self.count(choice.topic) >= most)
        if full or choice.points < 0 or keys & set(choice.keys) or any(item == other for other, _ in self.taken):
            return
        room = task.free_ms + task.tolerance_ms - sum(self.choices[other].lengths[size] for other, size in self.taken)
        fitting = [size for size, ms in enumerate(choice.lengths) if ms <= room]
        if fitting:
            self.taken.append((item, max(fitting, key=lambda size: choice.lengths[size])))
