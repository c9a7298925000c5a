"""A tagger of persons and bodies: a conditional random field over the words of a sentence, taught by the corpus.

Learning is python-crfsuite's; the weights are kept in a plain text file beside this module and applied here, because most
features are those of one word: their weights are summed once a word and looked up after that, which is several times
faster than handing strings to the library for every word of every text.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from nlp.features import Featurizer, far, local, near, own
from nlp.words import LOWER, Words

MODEL = Path(__file__).parent / "models" / "names.txt.gz"
LABELS = ("O", "B-org", "I-org", "B-per", "I-per")
OUT = LABELS[0]
Tagged = tuple[str, int, int]
"""Kind, first word, last word."""
Vector = tuple[float, float, float, float, float]
_NOTHING: Vector = (0.0, 0.0, 0.0, 0.0, 0.0)


def lines(words: Words) -> Iterator[tuple[int, int]]:
    """First and one past the last word of each sentence: no name runs on over a full stop or a new line."""
    begin = 0
    gap = words.gap
    for at in range(1, words.count):
        if gap[at] in "n.":
            yield begin, at
            begin = at
    if words.count:
        yield begin, words.count


def spans(tags: Sequence[str], base: int) -> Iterator[Tagged]:
    """Runs of B-/I- tags as (kind, first, last); a run that begins with I- counts as begun."""
    begin = None
    kind = ""
    for at, tag in enumerate([*tags, OUT]):
        if begin is not None and (tag == OUT or tag[0] == "B" or tag[2:] != kind):
            yield kind, base + begin, base + at - 1
            begin = None
        if tag != OUT and begin is None:
            begin, kind = at, tag[2:]


class Tagger:
    """The trained model; raises OSError when the file is not there."""

    def __init__(self, path: Path = MODEL) -> None:
        self.weights, self.moves = _load(path)
        self._own: dict[tuple[str, int], Vector] = {}
        self._before: dict[str, Vector] = {}
        self._after: dict[str, Vector] = {}
        self._local: dict[tuple[str, ...], Vector] = {}
        self._gain = _most_gained(self.moves)

    def tag(self, words: Words, places: Iterable[tuple[int, int, str]]) -> list[Tagged]:
        """Persons and bodies of a text, in order."""
        featurizer = Featurizer(words, places)
        found: list[Tagged] = []
        for first, last in lines(words):
            if words.source.unmarked or any(code != LOWER for code in words.shape[first:last]):
                found += spans(self._best(self.scores(featurizer, first, last)), first)
        return found

    def scores(self, featurizer: Featurizer, first: int, last: int) -> list[Vector]:
        """For each word of a sentence, the score of each label."""
        words = featurizer.words
        plain, bare, shape = words.plain, words.key, words.shape
        weights = self.weights
        out: list[Vector] = []
        for at in range(first, last):
            a0, a1, a2, a3, a4 = self._own.get((plain[at], shape[at])) or self._of_word(plain[at], bare[at], shape[at])
            around = featurizer.around(at, first, last)
            b0, b1, b2, b3, b4 = self._local.get(around) or self._of_local(around)
            a0, a1, a2, a3, a4 = a0 + b0, a1 + b1, a2 + b2, a3 + b3, a4 + b4
            others = []
            if at > first:
                others.append(self._before.get(plain[at - 1]) or self._of_before(plain[at - 1], bare[at - 1]))
                others.append(weights.get(f"-0={bare[at - 1]}|{bare[at]}"))
                if at > first + 1:
                    others.append(weights.get("--k=" + bare[at - 2]))
            if at + 1 < last:
                others.append(self._after.get(plain[at + 1]) or self._of_after(plain[at + 1], bare[at + 1]))
                others.append(weights.get(f"0+={bare[at]}|{bare[at + 1]}"))
                if at + 2 < last:
                    others.append(weights.get("++k=" + bare[at + 2]))
            for other in others:
                if other is not None:
                    b0, b1, b2, b3, b4 = other
                    a0, a1, a2, a3, a4 = a0 + b0, a1 + b1, a2 + b2, a3 + b3, a4 + b4
            out.append((a0, a1, a2, a3, a4))
        return out

    def _sum(self, features: Iterable[str]) -> Vector:
        found = [vector for feature in features if (vector := self.weights.get(feature)) is not None]
        return tuple(map(sum, zip(*found, strict=True))) if found else _NOTHING  # type: ignore[return-value]

    def _of_word(self, plain: str, bare: str, shape: int) -> Vector:
        return self._own.setdefault((plain, shape), self._sum(own(plain, bare, shape)))

    def _of_before(self, plain: str, bare: str) -> Vector:
        return self._before.setdefault(plain, self._sum(near("-", plain, bare)))

    def _of_after(self, plain: str, bare: str) -> Vector:
        return self._after.setdefault(plain, self._sum(near("+", plain, bare)))

    def _of_local(self, around: tuple[str, ...]) -> Vector:
        return self._local.setdefault(around, self._sum(local(around)))

    def _best(self, scores: list[Vector]) -> list[str]:
        """The best row of labels (Viterbi); a word that is no name whatever stands beside it splits the row."""
        _, one, two, three, four = self._gain
        tags: list[str] = []
        pending: list[Vector] = []
        for at, vector in enumerate(scores):
            out, b1, b2, b3, b4 = vector
            if out > b1 + one and out > b2 + two and out > b3 + three and out > b4 + four:
                if pending:
                    tags += self._row(pending, at == len(pending), False)
                    pending = []
                tags.append(OUT)
            else:
                pending.append(vector)
        return tags + (self._row(pending, not tags, True) if pending else [])

    def _row(self, scores: list[Vector], begins: bool, ends: bool) -> list[str]:
        """Labels of words between two that are no names, or where a sentence begins or ends; I- follows only its kind."""
        moves = self.moves
        n0, n1, n2, n3, n4 = scores[0]
        if not begins:
            n0, n1, n3 = n0 + moves[0][0], n1 + moves[0][1], n3 + moves[0][3]
        n2 = n4 = -1e9
        backs = []
        (_, _, io_bo, _, _), (_, _, io_io, _, _) = moves[1], moves[2]
        ip_bp, ip_ip = moves[3][4], moves[4][4]
        to_out, to_org, to_per = ([row[label] for row in moves] for label in (0, 1, 3))
        for v0, v1, v2, v3, v4 in scores[1:]:
            now = (n0, n1, n2, n3, n4)
            out = [n + m for n, m in zip(now, to_out, strict=True)]
            org = [n + m for n, m in zip(now, to_org, strict=True)]
            per = [n + m for n, m in zip(now, to_per, strict=True)]
            n0, n1, n3 = max(out), max(org), max(per)
            from_bo, from_io, from_bp, from_ip = now[1] + io_bo, now[2] + io_io, now[3] + ip_bp, now[4] + ip_ip
            n2, n4 = max(from_bo, from_io), max(from_bp, from_ip)
            backs.append(
                (out.index(n0), org.index(n1), 1 if from_bo >= from_io else 2, per.index(n3), 3 if from_bp >= from_ip else 4)
            )
            n0, n1, n2, n3, n4 = n0 + v0, n1 + v1, n2 + v2, n3 + v3, n4 + v4
        last = [score + (0 if ends else moves[label][0]) for label, score in enumerate((n0, n1, n2, n3, n4))]
        at = last.index(max(last))
        row = [at]
        for back in reversed(backs):
            at = back[at]
            row.append(at)
        return [LABELS[label] for label in reversed(row)]


def _most_gained(moves: list[list[float]]) -> list[float]:
    """For each label, the most that moves into and out of it can win over those of no name."""
    return [
        max(row[label] - row[0] for row in moves) + max(into - out for into, out in zip(moves[label], moves[0], strict=True))
        for label in range(len(LABELS))
    ]


def _load(path: Path) -> tuple[dict[str, Vector], list[list[float]]]:
    weights: dict[str, Vector] = {}
    moves: list[list[float]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines_of:
        for line in lines_of:
            name, *numbers = line.rstrip("\n").split("\t")
            values = [float(number) for number in numbers]
            if name.startswith("move "):
                moves.append(values)
            else:
                weights[name] = tuple(values)  # type: ignore[assignment]
    return weights, moves


@cache
def tagger(path: Path = MODEL) -> Tagger:
    """The process's tagger, opened on first use."""
    return Tagger(path)


def train(
    samples: Iterable[tuple[list[list[str]], list[str]]], path: Path = MODEL, c1: float = 0.02, c2: float = 0.05
) -> None:
    """Learn from (features of a sentence, its tags) and write the weights; the same samples give the same bytes."""
    import tempfile

    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for features, tags in samples:
        trainer.append(features, tags)
    trainer.set_params(
        {"c1": c1, "c2": c2, "max_iterations": 120, "feature.possible_transitions": True, "feature.minfreq": 1}
    )
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        learnt = pycrfsuite.Tagger()
        learnt.open(f"{folder}/model")
        _write(learnt.info(), path)


def _write(info: object, path: Path) -> None:
    states: dict[tuple[str, str], float] = info.state_features  # type: ignore[attr-defined]
    moves: dict[tuple[str, str], float] = info.transitions  # type: ignore[attr-defined]
    rows: dict[str, list[float]] = {}
    for (feature, label), weight in states.items():
        rows.setdefault(feature, [0.0] * len(LABELS))[LABELS.index(label)] = weight
    text = "".join(
        f"move {one}\t" + "\t".join(f"{moves.get((one, other), 0.0):.4g}" for other in LABELS) + "\n" for one in LABELS
    )
    text += "".join(f"{name}\t" + "\t".join(f"{weight:.4g}" for weight in row) + "\n" for name, row in sorted(rows.items()))
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as packed:
        packed.write(text.encode())
