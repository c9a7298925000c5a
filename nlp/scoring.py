"""Scoring readings against gold in the shape of `nhipcau read`: classes, facts, intervals, confusions, worst items.

Values are compared as a careful person would: a sum by its amount in đồng, households by kind and count, places by the
units they mean, a donation by its donor and amount; spans exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from newsroom.facts import CLASSES
from nlp.fold import key

Row = Mapping[str, Any]
Table = dict[str, "Score"]
_ROUNDS = 200

SPANS = ("money", "households", "places", "organisations", "persons", "dates", "pii", "typos")
VALUES: dict[str, tuple[str, Callable[[Row], Any]]] = {
    "money value": (
        "money",
        lambda row: (row["start"], row.get("amount_vnd"), row.get("amount_max_vnd"), row.get("currency")),
    ),
    "money amount": ("money", lambda row: (row.get("amount_vnd"), row.get("currency"))),
    "donor": ("donations", lambda row: _name(row.get("donor"))),
    "donor, amount": ("donations", lambda row: (_name(row.get("donor")), row.get("amount_vnd"))),
    "households value": ("households", lambda row: (row["kind"], row["count"])),
    "places value": ("places", lambda row: tuple(_name(row.get(level)) for level in ("commune", "district", "province"))),
    "dates value": ("dates", lambda row: row["iso"]),
    "persons role": ("persons", lambda row: (row["start"], row["end"], row["role"])),
    "pii kind": ("pii", lambda row: (row["start"], row["end"], row["kind"])),
    "typos suggestion": ("typos", lambda row: (row["start"], _name(row["suggestion"]))),
}


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall, F1 of `gold` things; `low`, `high` bound F1 in 95 of 100 redrawn sets of items."""

    precision: float
    recall: float
    f1: float
    gold: int
    low: float
    high: float


@dataclass(frozen=True)
class Report:
    """All tables of an evaluation; `worst` holds (id, gold class, told class, mistakes)."""

    items: int
    classes: Table
    macro: float
    macro_range: tuple[float, float]
    lenient: float
    sure_share: float
    sure_precision: float
    confusions: list[tuple[str, str, int]]
    fields: Table
    worst: list[tuple[str, str, str, int]]


def score(gold: Sequence[Row], told: Sequence[Row]) -> Report:
    """Tables for gold and readings in the same order; facts missing from a gold line are not scored on it."""
    pairs = list(zip(gold, told, strict=True))
    classes = [_accepted(one) for one in pairs]
    strict = [(one["primary"], two["primary"]) for one, two in pairs]
    sure = [
        (one, two)
        for one, two, row in ((*pair, row) for pair, row in zip(strict, told, strict=True))
        if not row["needs_human"]
    ]
    fields = {name: _field(pairs, name, lambda row: (row["start"], row["end"])) for name in SPANS}
    fields |= {name: _field(pairs, of, value) for name, (of, value) in VALUES.items()}
    return Report(
        len(pairs),
        {name: _resampled([_of_class(pair, name) for pair in strict]) for name in CLASSES},
        macro_f1(strict),
        _range([macro_f1(drawn) for drawn in _drawn(strict)]) if strict else (0.0, 0.0),
        macro_f1(classes),
        len(sure) / max(len(pairs), 1),
        sum(one == two for one, two in sure) / max(len(sure), 1),
        [(one, two, count) for (one, two), count in Counter(pair for pair in strict if pair[0] != pair[1]).most_common()],
        {name: found for name, found in fields.items() if found.gold},
        _worst(pairs),
    )


def _accepted(pair: tuple[Row, Row]) -> tuple[str, str]:
    """Gold and told class; a told class that gold names as secondary counts as right."""
    gold, told = pair
    return gold["primary"], gold["primary"] if told["primary"] in gold.get("secondary", ()) else told["primary"]


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean F1 of the classes that gold holds."""
    present = sorted({gold for gold, _ in pairs})
    return sum(_f1(*_sum([_of_class(pair, name) for pair in pairs]))[2] for name in present) / max(len(present), 1)


def _of_class(pair: tuple[str, str], name: str) -> tuple[int, int, int]:
    """Right, told, gold of one class in one item."""
    gold, told = pair
    return int(gold == told == name), int(told == name), int(gold == name)


def _field(pairs: Sequence[tuple[Row, Row]], name: str, value: Callable[[Row], Any]) -> Score:
    return _resampled([_matched(gold[name], told[name], value) for gold, told in pairs if name in gold])


def _matched(gold: Sequence[Row], told: Sequence[Row], value: Callable[[Row], Any]) -> tuple[int, int, int]:
    wanted, given = Counter(map(value, gold)), Counter(map(value, told))
    return (wanted & given).total(), given.total(), wanted.total()


def _resampled(counts: Sequence[tuple[int, int, int]]) -> Score:
    precision, recall, f1 = _f1(*_sum(counts))
    low, high = _range([_f1(*_sum(drawn))[2] for drawn in _drawn(counts)])
    return Score(precision, recall, f1, sum(row[2] for row in counts), low, high)


def _drawn(rows: Sequence[Any]) -> list[list[Any]]:
    """The items redrawn with putting back, the same way every time."""
    chance = Random(2026)
    return [chance.choices(rows, k=len(rows)) for _ in range(_ROUNDS)] if rows else []


def _range(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values) or [0.0]
    return ordered[int(0.025 * len(ordered))], ordered[min(int(0.975 * len(ordered)), len(ordered) - 1)]


def _sum(counts: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    return sum(row[0] for row in counts), sum(row[1] for row in counts), sum(row[2] for row in counts)


def _f1(right: int, told: int, gold: int) -> tuple[float, float, float]:
    precision, recall = right / told if told else 0.0, right / gold if gold else 0.0
    return precision, recall, 2 * right / (told + gold) if told + gold else 0.0


def _worst(pairs: Sequence[tuple[Row, Row]]) -> list[tuple[str, str, str, int]]:
    rows = []
    for gold, told in pairs:
        wrong = 5 * (gold["primary"] != told["primary"])
        for of, value in VALUES.values():
            right, given, wanted = _matched(gold.get(of, ()), told[of] if of in gold else (), value)
            wrong += given + wanted - 2 * right
        rows.append((str(gold["id"]), str(gold["primary"]), str(told["primary"]), wrong))
    return sorted(rows, key=lambda row: (-row[3], row[0]))[:10]


def _name(text: Any) -> str:
    return key(str(text or "")).strip()
