"""Teaching the classifier: lessons from the corpus and from editors, weights from a logistic regression, calibration."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np

from newsroom.facts import CLASSES
from nlp.class_features import facts, runs
from nlp.classify import FACTS, MODEL, Model, Numbers, Seen, probabilities, save, see
from nlp.corpus.form import Item, part
from nlp.fold import bare
from nlp.found import Found
from nlp.source import Source
from nlp.teach import source_of_item

RARE = 3
STRENGTH = 60.0
CARE = {"other": 1.3}
"""A word run in fewer lessons is left out; inverse of the penalty on weights; classes whose lessons count more."""


@dataclass(frozen=True)
class Lesson:
    """A text, what was found in it, its class, and the other classes a careful person would also accept."""

    source: Source
    found: Found
    primary: str
    secondary: tuple[str, ...] = ()


def lessons(items: Iterable[Item], careless: bool = True) -> list[Lesson]:
    """Each item as written and, for learning, also as typed without marks (the facts found change, the words do not)."""
    from nlp.pipeline import reader

    read = reader()
    out = []
    for item in items:
        for change in (str, bare) if careless else (str,):
            source = source_of_item(item, change)
            out.append(Lesson(source, read.found(source), item.primary, item.secondary))
    return out


def learn(taught: Sequence[Lesson]) -> Model:
    """A model from lessons; the same lessons give the same model."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    row, rarity = _vocabulary(taught)
    seen = [see(lesson.source, lesson.found, row, rarity) for lesson in taught]
    ends = np.cumsum([0, *(len(one.rows) for one in seen)])
    table = csr_matrix(
        (np.concatenate([one.values for one in seen]), np.concatenate([one.rows for one in seen]), ends),
        shape=(len(seen), len(row)),
    )
    classes = [lesson.primary for lesson in taught]
    fit = LogisticRegression(C=STRENGTH, max_iter=400, class_weight=_care(classes)).fit(table, classes)
    order = [list(fit.classes_).index(name) for name in CLASSES]
    made = Model(row, rarity, fit.coef_[order].T, fit.intercept_[order])
    return replace(made, version=_version(made))


def _care(classes: Sequence[str]) -> dict[str, float]:
    """Classes weigh alike however many lessons each has, but for `CARE`."""
    return {name: CARE.get(name, 1.0) * len(classes) / (len(CLASSES) * count) for name, count in Counter(classes).items()}


def _vocabulary(taught: Sequence[Lesson]) -> tuple[dict[str, int], Numbers]:
    texts = list({lesson.source.key: lesson.source for lesson in taught}.values())
    count = Counter(name for source in texts for name in {run.name for run in runs(source)})
    words = sorted(name for name, times in count.items() if times >= RARE)
    known = sorted({name for lesson in taught for name in facts(lesson.source, lesson.found)})
    rarity = [log((1 + len(texts)) / (1 + count[name])) + 1 for name in words]
    return {name: at for at, name in enumerate([*words, *known])}, np.array(rarity + [FACTS] * len(known))


def _version(made: Model) -> str:
    return hashlib.sha256(made.weights.astype("<f2").tobytes() + "\n".join(made.row).encode()).hexdigest()[:12]


def calibrated(made: Model, held: Sequence[Lesson]) -> float:
    """The factor on all scores at which the chances on held-back lessons are most honest (least log loss)."""
    scores = [(lesson.primary, _scores(made, lesson)) for lesson in held]
    factors = [0.6 + 0.05 * step for step in range(49)]
    return min(
        factors, key=lambda factor: sum(-log(max(probabilities(s * factor)[CLASSES.index(c)], 1e-9)) for c, s in scores)
    )


def _scores(made: Model, lesson: Lesson) -> Numbers:
    seen: Seen = see(lesson.source, lesson.found, made.row, made.rarity)
    return np.asarray(made.bias + seen.values @ made.weights[seen.rows])


def scaled(made: Model, factor: float) -> Model:
    """The same model with all scores times `factor`."""
    sharper = replace(made, weights=made.weights * factor, bias=made.bias * factor)
    return replace(sharper, version=_version(sharper))


def two_hands(taught: Sequence[Lesson]) -> tuple[list[Lesson], list[Lesson]]:
    """The lessons of the two groups of corpus authors, told by the first letter of the id."""
    return tuple([lesson for lesson in taught if lesson.source.id[:1] == hand] for hand in "ab")  # type: ignore[return-value]


def taught_model(taught: Sequence[Lesson]) -> Model:
    """A calibrated model: the factor is told by what one half of the authors says of the other half's texts."""
    first, second = two_hands(taught)
    rest = [lesson for lesson in taught if lesson.source.id[:1] not in "ab"]
    factor = (calibrated(learn(first + rest), second) + calibrated(learn(second + rest), first)) / 2
    return scaled(learn(taught), factor)


def shipped() -> list[Item]:
    """All texts with a class that ship for learning: the corpus, and texts that carry a class and no other label."""
    return [*part("train"), *part("class")]


def main() -> int:
    """Train the classifier from the corpus that ships with the project."""
    save(MODEL, taught_model(lessons(shipped())))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
