"""Teaching the finder of typing errors: counts from the corpus with its marked errors put right, weights from injected errors.

Deterministic: files in order, one fixed seed. The weights are learnt on texts whose own words were left out of the counts.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlp.corpus.form import Item, part
from nlp.fold import one_placement
from nlp.segment import _dictionary
from nlp.source import Source
from nlp.syllables import is_syllable
from nlp.typo_edits import alike, toneless
from nlp.typos import _WORD, MODEL, Speech, chance, suspects, tokens

_FOLDS = 10
_SEED = 7
_LEAST_CLEAN = 0.35
"""False flags a thousand clean syllables we aim at, under the 0.5 promised."""


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


def runs(text: str) -> Iterator[list[str]]:
    """Syllables that stand together with single blanks between."""
    plain = Source(text).plain
    run: list[str] = []
    last = -1
    for found in _WORD.finditer(plain):
        if run and (found.start() != last + 1 or plain[last] != " "):
            yield run
            run = []
        run.append(alike(found[0]))
        last = found.end()
    if run:
        yield run


def counts(texts: Iterable[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Counts of single syllables, pairs and threes; texts without marks teach nothing."""
    ones: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    threes: Counter[str] = Counter()
    for text in texts:
        if Source(text).marked < 0.4:
            continue
        for run in runs(text):
            ones.update(run)
            pairs.update(map(" ".join, zip(run, run[1:], strict=False)))
            threes.update(map(" ".join, zip(run, run[1:], run[2:], strict=False)))
    return ones, pairs, threes


def word_pairs() -> list[str]:
    """Pairs inside the words of underthesea's word list (Apache-2.0), one tone placement."""
    pairs: set[str] = set()
    for word in _dictionary():
        cut = [alike(one_placement(one)) for one in word.lower().split(" ")]
        if all(is_syllable(one) for one in cut):
            pairs.update(map(" ".join, zip(cut, cut[1:], strict=False)))
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
    for start, end, left, here, right in tokens(source):
        since += 1
        if since < 4 or end - start < 2 or hand.random() > share or not is_syllable(here) or not (left or right):
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


def lessons(texts: Sequence[str], speech: Speech, hand: random.Random) -> Iterator[tuple[list[float], int, float]]:
    """Features with 1 for an error and 0 for right, and the weight of the lesson: clean text, then the same with errors."""
    for text in texts:
        if Source(text).marked < 0.4:
            continue
        for _, _, _, features in suspects(Source(text), speech):
            yield features, 0, 1.0
        for _ in range(2):
            sheet = injected(text, hand, speech, 0.06)
            for start, _, other, features in suspects(sheet.source, speech):
                if start in sheet.errors:
                    yield features, 1, 1.0


def learn(folds: Sequence[Sequence[str]], words: Sequence[str]) -> tuple[list[float], float]:
    """The weights and the score from which an error is told, each fold read with the counts of the others."""
    from sklearn.linear_model import LogisticRegression

    rows: list[list[float]] = []
    answers: list[int] = []
    syllables = 0
    for number, fold in enumerate(folds):
        others = [text for at, other in enumerate(folds) if at != number for text in other]
        speech = Speech(*map(dict, counts(others)), words)  # type: ignore[arg-type]
        for features, answer, _ in lessons(fold, speech, random.Random(_SEED + number)):
            rows.append(features)
            answers.append(answer)
        syllables += sum(len(_WORD.findall(text)) for text in fold)
    fitted = LogisticRegression(max_iter=3000, C=10.0, fit_intercept=False).fit(rows, answers)
    weights = [round(float(weight), 4) for weight in fitted.coef_[0]]
    right = sorted((chance(weights, row) for row, answer in zip(rows, answers, strict=True) if not answer), reverse=True)
    least = right[int(_LEAST_CLEAN * syllables / 1000)]
    return weights, round(least, 5)


def write(texts: Sequence[str], weights: list[float], least: float, words: Sequence[str], path: Path = MODEL) -> None:
    """Write the model file; the same input gives the same bytes."""
    ones, pairs, threes = counts(texts)
    threes = Counter({three: number for three, number in threes.items() if number > 1})
    blocks = ["\n".join(f"{key} {table[key]}" for key in sorted(table)) for table in (ones, pairs, threes)]
    body = "\n\n".join([json.dumps({"weights": weights, "least": least}), *blocks, "\n".join(words)])
    path.write_bytes(gzip.compress(body.encode("utf-8"), mtime=0))


def teach(items: Sequence[Item], path: Path = MODEL) -> None:
    """Learn from corpus items and write the model file."""
    texts = [corrected(item) for item in items]
    folds = [texts[number::_FOLDS] for number in range(_FOLDS)]
    words = word_pairs()
    weights, least = learn(folds, words)
    write(texts, weights, least, words, path)


def main() -> int:
    """Teach from the corpus that ships with the project."""
    teach(part("train"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
