"""A tagger of persons and bodies: a conditional random field over the words of a sentence, taught by the corpus.

Learning is python-crfsuite's; the weights are kept in a plain text file beside this module and applied here, because most
features are those of one word: their weights are summed once a word and looked up after that, which is several times
faster than handing strings to the library for every word of every text.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from nlp.features import Featurizer, far, local, near, own
from nlp.words import LOWER, Words

MODEL = Path(__file__).parent / "models" / "names.txt.gz"
ILLNESS = MODEL.with_name("illness.txt.gz")
"""A second model of the same form that marks illness where the first marks persons."""
LABELS = ("O", "B-org", "I-org", "B-per", "I-per")
OUT = LABELS[0]
Tagged = tuple[str, int, int]
"""Kind, first word, last word."""
Vector = tuple[float, float, float, float, float]
Beside = tuple[Vector | None, Vector | None, Vector | None, Vector | None]
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
        self._known: dict[str, Beside] = {}
        self._pairs = _pairs(self.weights)
        self._local: dict[tuple[str, ...], Vector] = {}
        self._lead = max(self.moves[name][label] - self.moves[0][label] for name in range(1, 5) for label in (0, 1, 3))

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
        plain, bare = words.plain[first:last], words.key[first:last]
        known, pairs = self._known, self._pairs
        own_of, local_of = self._own, self._local
        beside = [known.get(word) or self._learn(word, key) for word, key in zip(plain, bare, strict=True)]
        joined = [pairs.get(f"{one}|{other}") for one, other in pairwise(bare)]
        end = last - first - 1
        out: list[Vector] = []
        rows = zip(plain, bare, words.shape[first:last], featurizer.around(first, last), strict=True)
        for at, (word, key, shape, around) in enumerate(rows):
            a0, a1, a2, a3, a4 = own_of.get((word, shape)) or self._of_word(word, key, shape)
            others: list[Vector | None] = [local_of.get(around) or self._of_local(around)]
            if at:
                others.append(beside[at - 1][0])
                pair = joined[at - 1]
                if pair is not None:
                    others.append(pair[1])
                if at > 1:
                    others.append(beside[at - 2][2])
            if at < end:
                others.append(beside[at + 1][1])
                pair = joined[at]
                if pair is not None:
                    others.append(pair[0])
                if at + 1 < end:
                    others.append(beside[at + 2][3])
            for other in others:
                if other is not None:
                    b0, b1, b2, b3, b4 = other
                    a0, a1, a2, a3, a4 = a0 + b0, a1 + b1, a2 + b2, a3 + b3, a4 + b4
            out.append((a0, a1, a2, a3, a4))
        return out

    def _sum(self, features: Iterable[str]) -> Vector | None:
        found = [vector for feature in features if (vector := self.weights.get(feature)) is not None]
        return tuple(map(sum, zip(*found, strict=True))) if found else None  # type: ignore[return-value]

    def _of_word(self, plain: str, bare: str, shape: int) -> Vector:
        return self._own.setdefault((plain, shape), self._sum(own(plain, bare, shape)) or _NOTHING)

    def _learn(self, plain: str, bare: str) -> Beside:
        """What a word adds to its neighbours: to the next, to the one before, to the second next, to the second before."""
        vectors = (
            self._sum(near("-", plain, bare)),
            self._sum(near("+", plain, bare)),
            self.weights.get(far("--", bare)),
            self.weights.get(far("++", bare)),
        )
        return self._known.setdefault(plain, vectors)

    def _of_local(self, around: tuple[str, ...]) -> Vector:
        return self._local.setdefault(around, self._sum(local(around)) or _NOTHING)

    def _best(self, scores: list[Vector]) -> list[str]:
        """The best row of labels (Viterbi): I- follows only B- or I- of its kind; nothing stands before and after.

        Where "no name" leads by more than any move from a name can win back, one comparison settles three labels.
        """
        moves = self.moves
        (o_o, o_bo, _, o_bp, _), (_, _, bo_io, _, _), (_, _, io_io, _, _) = moves[0], moves[1], moves[2]
        bp_ip, ip_ip, lead = moves[3][4], moves[4][4], self._lead
        n0, n1, _, n3, _ = scores[0]
        n2 = n4 = -1e9
        backs = []
        for v0, v1, v2, v3, v4 in scores[1:]:
            from_bo, from_io, from_bp, from_ip = n1 + bo_io, n2 + io_io, n3 + bp_ip, n4 + ip_ip
            in_org, in_per = from_bo >= from_io, from_bp >= from_ip
            floor = n0 - lead
            if floor >= n1 and floor >= n2 and floor >= n3 and floor >= n4:
                k0 = k1 = k3 = 0
                n1, n3, n0 = n0 + o_bo + v1, n0 + o_bp + v3, n0 + o_o + v0
            else:
                now = (n0, n1, n2, n3, n4)
                (n0, k0), (n1, k1), (n3, k3) = (_top(now, moves, label) for label in (0, 1, 3))
                n0, n1, n3 = n0 + v0, n1 + v1, n3 + v3
            n2 = (from_bo if in_org else from_io) + v2
            n4 = (from_bp if in_per else from_ip) + v4
            backs.append((k0, k1, 1 if in_org else 2, k3, 3 if in_per else 4))
        last = (n0, n1, n2, n3, n4)
        at = last.index(max(last))
        row = [at]
        for back in reversed(backs):
            at = back[at]
            row.append(at)
        return [LABELS[label] for label in reversed(row)]


def _pairs(weights: dict[str, Vector]) -> dict[str, tuple[Vector | None, Vector | None]]:
    """Two words side by side → what the pair adds to the first and to the second."""
    out: dict[str, tuple[Vector | None, Vector | None]] = {}
    for name, vector in weights.items():
        sign, _, pair = name.partition("=")
        if sign == "0+":
            out[pair] = (vector, out.get(pair, (None, None))[1])
        elif sign == "-0":
            out[pair] = (out.get(pair, (None, None))[0], vector)
    return out


def _top(now: Vector, moves: list[list[float]], label: int) -> tuple[float, int]:
    """The best score of a way into `label`, and where it comes from."""
    options = [score + row[label] for score, row in zip(now, moves, strict=True)]
    top = max(options)
    return top, options.index(top)


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
