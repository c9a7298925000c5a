"""The class of a story, with probabilities, the words that weighed most, and whether a person must look.

A linear model over word runs and facts found (`nlp.class_features`), taught by `nlp.class_teach`, applied here with numpy
alone. Certain decision rules of the taxonomy (field notes §6) are laid on top of its scores.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newsroom.facts import CLASSES, Span
from nlp.class_features import APPEAL, Run, facts, runs
from nlp.found import Found, Verdict
from nlp.source import Source

Numbers = NDArray[np.float64]
MODEL = Path(__file__).parent / "models" / "classes.gz"
BLOCKS = {"": 1.0, "t": 0.6, "f": 0.4}
FACTS = 0.2
"""Weight of the facts against the words; weights of the three blocks of words above."""
SURE, APART, SECOND = 0.8, 0.5, 0.15
"""A class is sure from this probability on and with this lead; a class above the last is named as secondary."""
SHORT = 40
_WHY = 5


@dataclass(frozen=True)
class Model:
    """Weights by feature (rows of classes in the order of CLASSES), rarity of each word run, bias, version."""

    row: Mapping[str, int]
    rarity: Numbers
    weights: Numbers
    bias: Numbers
    version: str = ""
    report: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen:
    """A text as the model sees it: rows with their values, and which run each row is (None for a fact)."""

    rows: NDArray[np.int64]
    values: Numbers
    first: tuple[Run | None, ...]

    @property
    def known(self) -> int:
        """How many word runs the model knows."""
        return sum(run is not None for run in self.first)


def see(source: Source, found: Found, row: Mapping[str, int], rarity: Numbers) -> Seen:
    """The features a model knows of a text; each block of word runs has length one times its weight."""
    counts: dict[int, int] = {}
    first: dict[int, Run] = {}
    for run in runs(source):
        at = row.get(run.name)
        if at is not None:
            counts[at] = counts.get(at, 0) + 1
            if at not in first:
                first[at] = run
    blocks: dict[str, list[tuple[int, float]]] = {mark: [] for mark in BLOCKS}
    for at, count in counts.items():
        blocks[block(first[at].name)].append((at, (1 + log(count)) * float(rarity[at])))
    rows: list[int] = []
    values: list[float] = []
    for mark, pairs in blocks.items():
        size = sum(value * value for _, value in pairs) ** 0.5
        rows += [at for at, _ in pairs]
        values += [BLOCKS[mark] * value / size for _, value in pairs]
    known: list[Run | None] = [first[at] for at in rows]
    for name, value in facts(source, found).items():
        at = row.get(name)
        if at is not None:
            rows.append(at)
            values.append(FACTS * value)
            known.append(None)
    return Seen(np.array(rows, dtype=np.int64), np.array(values), tuple(known))


def block(name: str) -> str:
    """The block of a word run: "" the text, "t" the title, "f" the first sentence."""
    return name[0] if name[1:2] == ":" else ""


def classify(source: Source, found: Found) -> Verdict:
    """The verdict of the model in force on a text and the facts found in it."""
    return judge(source, found, model())


def judge(source: Source, found: Found, using: Model) -> Verdict:
    """The verdict of a given model."""
    seen = see(source, found, using.row, using.rarity)
    chances = probabilities(using.bias + seen.values @ using.weights[seen.rows])
    order = sorted(range(len(CLASSES)), key=lambda at: -chances[at])
    top, second = order[0], order[1]
    primary = CLASSES[top]
    return Verdict(
        primary=primary,
        scores=_rounded(chances),
        secondary=tuple(CLASSES[at] for at in order[1:] if chances[at] >= SECOND),
        needs_human=_unsure(source, seen, float(chances[top]), float(chances[second])),
        why=_why(source, seen, using.weights[seen.rows], top, second),
        model=using.version,
        doubts=_doubts(source, found, primary),
    )


def probabilities(scores: Numbers) -> Numbers:
    """Scores to chances that sum to one."""
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def _rounded(chances: Numbers) -> dict[str, float]:
    """Four digits each, the rest given to the likeliest so that they sum to one."""
    rounded = {name: round(float(chance), 4) for name, chance in zip(CLASSES, chances, strict=True)}
    likeliest = max(rounded, key=rounded.__getitem__)
    rounded[likeliest] = round(1 - sum(value for name, value in rounded.items() if name != likeliest), 4)
    return rounded


def _unsure(source: Source, seen: Seen, best: float, second: float) -> bool:
    """Low confidence, under 40 words, or a text in which the model knows hardly a word (another language, garbled letters)."""
    words = len(source.syllables)
    return best < SURE or best - second < APART or words < SHORT or seen.known < words / 2


def _doubts(source: Source, found: Found, primary: str) -> tuple[str, ...]:
    """`appeal` when a text of any class asks for help: appeal checks are needed all the same (rule 1)."""
    asks = APPEAL.search(source.key) is not None and primary in ("hardship", "donor", "event")
    account = primary == "hardship" and any(row.kind in ("bank_account", "phone") for row in found.pii)
    return ("appeal",) if asks or account else ()


def _why(source: Source, seen: Seen, weights: Numbers, top: int, second: int) -> tuple[Span, ...]:
    """The word runs that spoke most for the class: half against all other classes, half against the second best."""
    lead = weights[:, top] - (weights.sum(axis=1) - weights[:, top]) / (2 * (len(CLASSES) - 1)) - weights[:, second] / 2
    gain = seen.values * lead
    spans: list[tuple[int, int]] = []
    for at in np.argsort(-gain, kind="stable"):
        run = seen.first[at]
        if gain[at] <= 0 or len(spans) == _WHY:
            break
        if run and run.end - run.start > 3 and all(run.end <= start or end <= run.start for start, end in spans):
            spans.append((run.start, run.end))
    return tuple(Span(source.text[start:end], start, end) for start, end in sorted(spans))


_in_force: list[Path] = []


def put_in_force(path: Path | None) -> None:
    """From now on judge with the model of this file; None for the one that ships with the project."""
    _in_force[:] = [path] if path else []


def model() -> Model:
    """The model that ships with the project, or the one put in force."""
    return _opened(_in_force[0] if _in_force else MODEL)


@cache
def _opened(path: Path) -> Model:
    return load(path)


def load(path: Path) -> Model:
    """Read a model file: a JSON line, one line a feature, then rarities, bias and weights as little-endian half floats."""
    with gzip.open(path, "rb") as opened:
        head = json.loads(opened.readline())
        names = [opened.readline().decode().rstrip("\n") for _ in range(head["features"])]
        numbers = np.frombuffer(opened.read(), dtype="<f2").astype(np.float64)
    count, classes = head["features"], len(CLASSES)
    rarity, bias, weights = np.split(numbers, [count, count + classes])
    row = {name: at for at, name in enumerate(names)}
    return Model(row, rarity, weights.reshape(count, classes), bias, head["version"], head["report"])


def save(path: Path, made: Model) -> None:
    """Write a model file; the same model gives the same bytes."""
    head = {"features": len(made.row), "version": made.version, "report": dict(made.report)}
    lines: Iterable[str] = (json.dumps(head, sort_keys=True), *made.row)
    numbers = np.concatenate([made.rarity, made.bias, made.weights.ravel()]).astype("<f2")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as packed:
        packed.write("".join(f"{line}\n" for line in lines).encode() + numbers.tobytes())
