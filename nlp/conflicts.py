"""Where two readings of the same event disagree: the same fact with different values, both shown, never averaged.

A pair of numbers is a conflict only when no reading of the one agrees with any of the other: "4 căn trong 20 căn" and
"4 căn" agree; "4 căn" and "20 căn" do not, and their scopes (hand-over, campaign) say why. Hedges are allowed for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsroom.facts import Reading
from nlp.amounts import sum_holds
from nlp.fold import key


@dataclass(frozen=True, slots=True)
class Statement:
    """One value as one text says it: `report` its id, `start`/`end` the quote in that text."""

    report: str
    value: float | str
    hedge: str | None
    scope: str | None
    level: str | None
    start: int
    end: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact two reports tell differently: `fact` is "amount", "quantity", "recipients", "households" or "date"."""

    fact: str
    about: str
    left: tuple[Statement, ...]
    right: tuple[Statement, ...]

    @property
    def scopes_differ(self) -> bool:
        """Whether the two sides count different layers (this hand-over, the campaign, a period)."""
        return {statement.scope for statement in self.left} != {statement.scope for statement in self.right}


def find_conflicts(left: Reading, right: Reading) -> tuple[Conflict, ...]:
    """All disagreements between two readings of one event, in the order of the first text."""
    found: list[Conflict] = []
    for fact, tell in (
        ("amount", _amounts),
        ("quantity", _quantities),
        ("recipients", _recipients),
        ("households", _households),
    ):
        found.extend(_disagreements(fact, tell(left), tell(right)))
    found.extend(_dates(left, right))
    return tuple(sorted(found, key=lambda conflict: conflict.left[0].start))


def _disagreements(fact: str, left: Sequence[Statement], right: Sequence[Statement]) -> list[Conflict]:
    out = []
    for about in dict.fromkeys(statement.about for statement in left):
        mine = tuple(statement for statement in left if statement.about == about)
        others = tuple(statement for statement in right if _same_subject(about, statement.about))
        if mine and others and not any(_agree(one, other) for one in mine for other in others):
            out.append(Conflict(fact, about, mine, others))
    return out


def _same_subject(one: str, other: str) -> bool:
    """The same kind of thing or the same giver: equal, or the shorter name's words all in the longer."""
    if one == other:
        return True
    words, more = sorted((set(one.split()), set(other.split())), key=len)
    return len(words) >= 2 and words <= more


def _agree(one: Statement, other: Statement) -> bool:
    if one.value == other.value:
        return True
    if isinstance(one.value, str) or isinstance(other.value, str):
        return False
    return _within(one, other) or _within(other, one)


def _within(said: Statement, exact: Statement) -> bool:
    return bool(said.hedge) and sum_holds(int(exact.value), int(said.value), said.hedge)


def _amounts(reading: Reading) -> list[Statement]:
    return [
        Statement(
            reading.id,
            float(gift.amount_vnd),
            _hedge(reading, gift.start, gift.end),
            gift.scope,
            None,
            gift.start,
            gift.end,
            key(gift.donor),
        )
        for gift in reading.donations
        if gift.amount_vnd is not None and gift.donor
    ]


def _hedge(reading: Reading, start: int, end: int) -> str | None:
    return next((money.hedge for money in reading.money if start <= money.start < end and money.hedge), None)


def _quantities(reading: Reading) -> list[Statement]:
    return [
        Statement(
            reading.id,
            item.quantity,
            None,
            gift.scope,
            None,
            item.start or gift.start,
            item.end or gift.end,
            _thing(item.unit, item.what),
        )
        for gift in reading.donations
        for item in gift.items
        if item.quantity is not None
    ]


def _thing(unit: str, what: str) -> str:
    """As in "căn nhà đại đoàn kết" and "nhà tình thương" are houses; "phần quà Tết" and "suất quà" are parcels."""
    words = key(f"{unit} {what}").split()
    for kind, signs in (
        ("nha", ("nha", "can")),
        ("qua", ("qua", "phan", "suat")),
        ("hoc bong", ("bong",)),
        ("xe dap", ("dap",)),
        ("gao", ("gao",)),
    ):
        if any(sign in words for sign in signs):
            return "hoc bong" if "bong" in words else kind
    return " ".join(words[:3])


def _recipients(reading: Reading) -> list[Statement]:
    return [
        Statement(reading.id, float(gift.recipient_count), None, gift.scope, None, gift.start, gift.end, key(gift.donor))
        for gift in reading.donations
        if gift.recipient_count is not None and gift.donor
    ]


def _households(reading: Reading) -> list[Statement]:
    return [
        Statement(reading.id, float(found.count), found.hedge, found.scope, found.level, found.start, found.end, found.kind)
        for found in reading.households
        if found.kind != "other" and not found.occasions
    ]


def _dates(left: Reading, right: Reading) -> Iterable[Conflict]:
    """Days disagree when both texts name days and share none."""
    mine = [day for day in left.dates if len(day.iso) == 10]
    others = [day for day in right.dates if len(day.iso) == 10]
    if not mine or not others or {day.iso for day in mine} & {day.iso for day in others}:
        return []
    sides = [
        tuple(Statement(reading.id, day.iso, None, None, None, day.start, day.end, "ngày") for day in days[:1])
        for reading, days in ((left, mine), (right, others))
    ]
    return [Conflict("date", "ngày", sides[0], sides[1])]
