"""Teaching the finder of typing errors: counts from the corpus with its marked errors put right, weights from injected errors.

Deterministic: files in order, one fixed seed. The weights are learnt on texts whose own words were left out of the counts.
"""

from __future__ import annotations

import gzip
import itertools
import json
import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nlp import gazetteer
from nlp.corpus.form import Item, part
from nlp.fold import one_placement
from nlp.segment import _dictionary, _folder
from nlp.source import Source
from nlp.syllables import is_syllable
from nlp.typo_edits import alike, toneless
from nlp.typos import _WORD, MODEL, Speech, Tree, chain, chance, suspects, tokens

_PAIR_FEATURES = frozenset(f"T[{at}]{end}" for at in ("-2,-1", "-1,0", "0,1", "1,2") for end in ("", ".lower"))
_FOLDS = 10
_SEED = 7
_LEAST_CLEAN = 0.8
"""Flags a thousand clean syllables allowed while learning on half the corpus; with all of it about half as many are left."""


@dataclass(frozen=True)
class Sheet:
    """A text with the places of its errors: start offset to the right spelling."""

    source: Source
    errors: dict[int, str]


def corrected(item: Item) -> str:
    """The item's text with its marked errors put right."""
    text = item.text
    for kind, value, start, end in sorted(item.marks, key=lambda mark: -mark[2]):
        if kind == "t":
            text = text[:start] + value + text[end:]
    return text


def counts(texts: Iterable[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Counts of single syllables, pairs and threes; texts without marks teach nothing."""
    ones: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    threes: Counter[str] = Counter()
    for text in texts:
        if Source(text).marked < 0.4:
            continue
        run = [form for _, _, form in chain(Source(text))]
        ones.update(run)
        pairs.update(map(" ".join, itertools.pairwise(run)))
        threes.update(map(" ".join, zip(run, run[1:], run[2:], strict=False)))
    for line in gazetteer_lines():
        run = [form for _, _, form in chain(Source(line))]
        ones.update(run)
        pairs.update(set(map(" ".join, itertools.pairwise(run))) - pairs.keys())
    for pair in news_pairs():
        pairs[pair] += 1
        ones.update(pair.split(" "))
    return ones, pairs, threes


@cache
def gazetteer_lines() -> tuple[str, ...]:
    """Names of public bodies that ship with the project."""
    bodies = Path(gazetteer.__file__).parent / "bodies.txt"
    return tuple(line for line in bodies.read_text(encoding="utf-8").splitlines() if line and not line.startswith("//"))


@cache
def news_pairs() -> tuple[str, ...]:
    """Pairs that underthesea's word model (Apache-2.0) keeps as features: news language beyond our corpus."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(_folder() / "models.bin"))
    pairs: set[str] = set()
    for feature in tagger.info().attributes:
        name, _, value = feature.partition("=")
        cut = [alike(one_placement(one)) for one in value.lower().split(" ")]
        if name in _PAIR_FEATURES and len(cut) == 2 and all(one.isalpha() and is_syllable(one) for one in cut):
            pairs.add(" ".join(cut))
    return tuple(sorted(pairs))


def field_words() -> list[str]:
    """The words of the field that ship with the project."""
    path = Path(gazetteer.__file__).parent / "field_words.txt"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("//")]
    return [word.strip() for line in lines for word in line.split(";")]


def word_pairs() -> list[str]:
    """Pairs inside words: underthesea's word list (Apache-2.0) and the words of the field, one tone placement."""
    return _inside((*_dictionary(), *field_words()))


def _inside(words: Iterable[str]) -> list[str]:
    pairs: set[str] = set()
    for word in words:
        cut = [alike(one_placement(one)) for one in word.lower().split(" ")]
        if all(is_syllable(one) for one in cut):
            pairs.update(map(" ".join, itertools.pairwise(cut)))
    return sorted(pairs)


_SLIPS = ("tone", "tone", "flat", "flat", "mark", "mark", "sound", "sound", "letter", "letter", "telex")
_TYPED = {"â": "aa", "ă": "aw", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}


def slip(syllable: str, hand: random.Random, speech: Speech) -> str | None:
    """The syllable as a careless hand types it; None where this slip cannot happen."""
    form, tone = toneless(syllable)
    kind = hand.choice(_SLIPS)
    if kind == "telex":
        typed = "".join(_TYPED.get(letter, letter) for letter in form) + tone
        return typed if typed != syllable else None
    if kind == "flat":
        return form if tone else None
    wanted = {"tone": (0,), "mark": (1, 2), "sound": (3,), "letter": (4,)}[kind]
    near = sorted(other for other, how in speech.near.of(syllable).items() if how in wanted)
    if kind == "letter" and hand.random() < 0.5:
        at = hand.randrange(len(syllable) - 1)
        return syllable[:at] + syllable[at + 1] + syllable[at] + syllable[at + 2 :]
    return hand.choice(near) if near else None


def injected(text: str, hand: random.Random, speech: Speech, share: float = 0.02) -> Sheet:
    """A text with errors put into a share of its small-letter syllables, never two within three words."""
    source = Source(text)
    pieces: list[str] = []
    errors: dict[int, str] = {}
    done = size = 0
    since = 3
    for start, end, _left, here, _right in tokens(source):
        since += 1
        if since < 4 or end - start < 2 or hand.random() > share or not is_syllable(here):
            continue
        wrong = slip(here, hand, speech) if here == source.text[start:end] else None
        if not wrong or alike(wrong) == here:
            continue
        pieces.append(text[done:start])
        size += start - done
        errors[size] = here
        pieces.append(wrong)
        size += len(wrong)
        done, since = end, 0
    return Sheet(Source("".join([*pieces, text[done:]])), errors)


def lessons(texts: Sequence[str], speech: Speech, hand: random.Random) -> Iterator[tuple[list[float], int]]:
    """Features with 1 for an error and 0 for right: clean text, then the same with errors."""
    for text in texts:
        if Source(text).marked < 0.4:
            continue
        for _, _, _, features, _ in suspects(Source(text), speech):
            yield features, 0
        for _ in range(2):
            sheet = injected(text, hand, speech, 0.06)
            for start, _, _, features, _ in suspects(sheet.source, speech):
                if start in sheet.errors:
                    yield features, 1


def learn(folds: Sequence[Sequence[str]], words: Sequence[str]) -> tuple[list[Tree], float]:
    """The trees and the score from which an error is told, each fold read with the counts of the others."""
    from sklearn.ensemble import GradientBoostingClassifier

    rows: list[list[float]] = []
    answers: list[int] = []
    home: list[int] = []
    syllables = 0
    for number, fold in enumerate(folds):
        others = [text for at, other in enumerate(folds) if at != number for text in other]
        ones, pairs, threes = counts(others)
        speech = Speech(dict(ones), dict(pairs), dict(threes), words)
        for features, answer in lessons(fold, speech, random.Random(_SEED + number)):
            rows.append([round(value, 3) for value in features])
            answers.append(answer)
            home.append(number)
        syllables += sum(len(_WORD.findall(text)) for text in fold)

    def fitted(wanted: Callable[[int], bool]) -> list[Tree]:
        at = [one for one in range(len(rows)) if wanted(home[one])]
        judge = GradientBoostingClassifier(
            n_estimators=100, max_depth=4, learning_rate=0.15, min_samples_leaf=20, subsample=0.8, random_state=_SEED
        ).fit([rows[one] for one in at], [answers[one] for one in at])
        return _trees(judge)

    halves = [fitted(lambda fold: fold % 2 == 0), fitted(lambda fold: fold % 2 == 1)]
    right = sorted(
        (chance(halves[1 - fold % 2], row) for row, answer, fold in zip(rows, answers, home, strict=True) if not answer),
        reverse=True,
    )
    return fitted(lambda _: True), round(right[int(_LEAST_CLEAN * syllables / 1000)], 5)


def _trees(judge: Any) -> list[Tree]:
    """The trees of a fitted judge as `nlp.typos.chance` walks them; the first holds the starting value alone."""
    prior = judge.init_.class_prior_[1]
    start = (math.log(prior / (1 - prior)),)
    return [start, *(_branch(one.tree_, 0, judge.learning_rate) for (one,) in judge.estimators_)]


def _branch(tree: Any, row: int, rate: float) -> Tree:
    if tree.children_left[row] < 0:
        return (round(float(tree.value[row][0][0]) * rate, 4),)
    below, above = (_branch(tree, int(child[row]), rate) for child in (tree.children_left, tree.children_right))
    return int(tree.feature[row]), round(float(tree.threshold[row]), 4), below, above


def write(texts: Sequence[str], trees: list[Tree], least: float, words: Sequence[str], path: Path = MODEL) -> None:
    """Write the model file; the same input gives the same bytes."""
    ones, pairs, threes = counts(texts)
    threes = Counter({three: number for three, number in threes.items() if number > 1})
    blocks = ["\n".join(f"{key} {table[key]}" for key in sorted(table)) for table in (ones, pairs, threes)]
    body = "\n\n".join(
        [json.dumps({"trees": trees, "least": least}), *blocks, "\n".join(words), "\n".join(_inside(field_words()))]
    )
    path.write_bytes(gzip.compress(body.encode("utf-8"), mtime=0))


def teach(items: Sequence[Item], path: Path = MODEL) -> None:
    """Learn from corpus items and write the model file."""
    texts = [corrected(item) for item in items]
    folds = [texts[number::_FOLDS] for number in range(_FOLDS)]
    words = word_pairs()
    trees, least = learn(folds, words)
    write(texts, trees, least, words, path)


def main() -> int:
    """Teach from the corpus that ships with the project."""
    teach(part("train"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
