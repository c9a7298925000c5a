"""A tagger of persons and bodies: a conditional random field over the words of a line, taught by the corpus.

Own features (words with and without marks, capitals, what stands between words, word lists, places found before); the
model file lies beside this module and is rebuilt by `train` in well under a minute, the same bytes from the same corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from nlp.body_rules import BodyRules
from nlp.name_words import HEAD_FIRST, HEAD_LONGEST, HEADS, lexicons
from nlp.words import LOWER, TITLE, UPPER, Words

MODEL = Path(__file__).parent / "models" / "names.crf"
OUT = "O"
KINDS = ("org", "per")
Tagged = tuple[str, int, int]
"""Kind, first word, last word."""
_RUNS = frozenset(' -_d/"')


@cache
def _own(word: str, bare: str, shape: int, gap: str) -> tuple[str, ...]:
    return (
        f"w={word}",
        f"k={bare}",
        f"s={shape}",
        f"g={gap}",
        f"g={gap}{shape}",
        *(f"l={name}{min(shape, 1)}" for name in lexicons(word)),
    )


@cache
def _near(where: str, word: str, bare: str, shape: int, gap: str) -> tuple[str, ...]:
    return (f"{where}k={bare}", f"{where}s={shape}{gap}", *(f"{where}l={name}" for name in lexicons(word)))


@cache
def _far(where: str, bare: str, shape: int) -> tuple[str, ...]:
    return (f"{where}k={bare}", f"{where}s={shape}")


class Featurizer:
    """Feature lists of the words of one text; `places` are (first word, last word) of places found before."""

    def __init__(self, words: Words, places: Iterable[tuple[int, int, str]]) -> None:
        self.words = words
        self.marks = "u" if words.source.unmarked else "m"
        self.place = [""] * words.count
        self.rule = [""] * words.count
        places = list(places)
        for first, last, kind in BodyRules(words, places).spans():
            for at in range(first, last + 1):
                self.rule[at] = ("B" if at == first else "E" if at == last else "I") + kind
        for first, last, level in places:
            for at in range(first, last + 1):
                self.place[at] = ("B" if at == first else "I") + level

    def line(self, first: int, last: int) -> list[list[str]]:
        """Features of words `first`..`last` - 1, one line of the text."""
        words = self.words
        raw, bare, shape, gap, place, rule = words.plain, words.key, words.shape, words.gap, self.place, self.rule
        heads, ahead = self._heads(first, last), self._ahead(first, last)
        caps = sum(code == 2 for code in shape[first:last]) * 2 > last - first
        line_mark = f"c={self.marks}{'C' if caps else ''}"
        out = []
        for at in range(first, last):
            features = [line_mark + str(shape[at]), *_own(raw[at], bare[at], shape[at], gap[at] if at > first else "^")]
            if at > first:
                features += _near("-", raw[at - 1], bare[at - 1], shape[at - 1], gap[at])
                features.append(f"-0={bare[at - 1]}|{bare[at]}")
                if at > first + 1:
                    features += _far("--", bare[at - 2], shape[at - 2])
            else:
                features.append("^")
            if at + 1 < last:
                features += _near("+", raw[at + 1], bare[at + 1], shape[at + 1], gap[at + 1])
                features.append(f"0+={bare[at]}|{bare[at + 1]}")
                if at + 2 < last:
                    features += _far("++", bare[at + 2], shape[at + 2])
            else:
                features.append("$")
            features += heads[at - first]
            features.append(ahead[at - first])
            if rule[at]:
                features += ("r=" + rule[at][0], "r=" + rule[at])
            elif at > first and rule[at - 1]:
                features.append("r=after" + rule[at - 1][1:])
            if place[at]:
                features.append("p=" + place[at])
            if at + 1 < last and place[at + 1]:
                features.append("+p=" + place[at + 1])
            out.append(features)
        return out

    def _heads(self, first: int, last: int) -> list[tuple[str, ...]]:
        """For each word, the head of a body it is part of, or that stands before it in the same clause, and how far back."""
        words = self.words
        out: list[tuple[str, ...]] = []
        kind, since = "", 0
        at = first
        while at < last:
            if words.gap[at] not in _RUNS:
                kind = ""
            size = self._head(at, last) if words.plain[at] in HEAD_FIRST else 0
            if size:
                kind, since = HEADS[" ".join(words.plain[at : at + size])], 0
                out.append(("h=B" + kind,))
                out += [("h=I" + kind,)] * (size - 1)
                at += size
                continue
            since += 1
            out.append((f"h={kind}{min(since, 5)}", f"h={kind}{words.shape[at]}") if kind and since < 12 else ())
            at += 1
        return out

    def _head(self, at: int, last: int) -> int:
        plain, gap = self.words.plain, self.words.gap
        for size in range(min(HEAD_LONGEST, last - at), 0, -1):
            if " ".join(plain[at : at + size]) in HEADS and all(gap[at + step] in (" ", "-") for step in range(1, size)):
                return size
        return 0

    def _ahead(self, first: int, last: int) -> list[str]:
        """How far ahead in the same clause the next capital stands."""
        words = self.words
        out = [""] * (last - first)
        distance = 9
        for at in range(last - 1, first - 1, -1):
            out[at - first] = f"a={min(distance, 5)}{words.shape[at]}"
            if words.gap[at] not in _RUNS:
                distance = 9
            elif words.shape[at] in (TITLE, UPPER):
                distance = 1
            else:
                distance += 1
        return out


def lines(words: Words) -> Iterator[tuple[int, int]]:
    """First and one past the last word of each sentence: no name runs on over a full stop or a new line."""
    begin = 0
    for at in range(1, words.count + 1):
        if at == words.count or words.gap[at] in ("n", "."):
            yield begin, at
            begin = at


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
        import pycrfsuite

        if not path.is_file():
            raise FileNotFoundError(path)
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def tag(self, words: Words, places: Iterable[tuple[int, int, str]]) -> list[Tagged]:
        """Persons and bodies of a text, in order."""
        features = Featurizer(words, places)
        found: list[Tagged] = []
        for first, last in lines(words):
            if self._worth(words, first, last):
                found += spans(self._tagger.tag(features.line(first, last)), first)
        return found

    def _worth(self, words: Words, first: int, last: int) -> bool:
        return words.source.unmarked or any(code != LOWER for code in words.shape[first:last])


@cache
def tagger(path: Path = MODEL) -> Tagger:
    """The process's tagger, opened on first use."""
    return Tagger(path)


def train(
    samples: Iterable[tuple[list[list[str]], list[str]]], path: Path = MODEL, c1: float = 0.1, c2: float = 0.02
) -> None:
    """Learn from (features of a line, tags of a line) and write the model file."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for features, tags in samples:
        trainer.append(features, tags)
    trainer.set_params(
        {"c1": c1, "c2": c2, "max_iterations": 120, "feature.possible_transitions": True, "feature.minfreq": 2}
    )
    trainer.train(str(path))
