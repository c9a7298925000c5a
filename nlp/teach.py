"""Teaching the taggers of names from the corpus: gold marks to tags, with the corpus also seen as careless hands type it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from nlp.corpus.form import Item
from nlp.fold import bare
from nlp.places import place_words
from nlp.source import Source
from nlp.tagger import MODEL, OUT, Featurizer, lines, train
from nlp.words import Words

_TAGS = {"o": "org", "p": "per"}
Sample = tuple[list[list[str]], list[str]]


def source_of_item(item: Item, change: Callable[[str], str] = str) -> Source:
    """The Source of a corpus item; `change` must keep the length."""
    return Source(change(item.text), len(item.title), date.fromisoformat(item.published), item.sender, item.id)


def gold_tags(words: Words, item: Item) -> list[str]:
    """One tag a word; a person inside the name of a body belongs to the body."""
    tags = [OUT] * words.count
    for kind in ("p", "o"):
        for mark, _, start, end in item.marks:
            if mark == kind:
                inside = [at for at in range(words.count) if words.start[at] >= start and words.end[at] <= end]
                for at in inside:
                    tags[at] = ("B-" if at == inside[0] else "I-") + _TAGS[kind]
    return tags


def samples(items: Iterable[Item]) -> Iterator[Sample]:
    """Each line as written; every second item again without marks, every fourth in capitals or small letters."""
    for number, item in enumerate(items):
        yield from _samples(item, str)
        if number % 2 == 0:
            yield from _samples(item, bare)
        if number % 4 == 1:
            yield from _samples(item, str.upper if number % 8 == 1 else str.lower)


def _samples(item: Item, change: Callable[[str], str]) -> Iterator[Sample]:
    if len(change(item.text)) != len(item.text):
        return
    words = Words(source_of_item(item, change))
    tags = gold_tags(words, item)
    features = Featurizer(words, place_words(words))
    for first, last in lines(words):
        yield features.line(first, last), tags[first:last]


def teach(items: Iterable[Item], path: Path = MODEL) -> None:
    """Train the tagger of persons and bodies from corpus items and write its model file."""
    path.parent.mkdir(exist_ok=True)
    train(samples(items), path)
