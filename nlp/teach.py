"""Teaching the taggers of names from the corpus: gold marks to tags, with the corpus also seen as careless hands type it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from nlp import gazetteer
from nlp.corpus.form import Item, part
from nlp.features import Featurizer
from nlp.fold import bare
from nlp.places import place_words
from nlp.roles import MODEL as ROLE_MODEL
from nlp.roles import RoleFeatures
from nlp.roles import train as train_roles
from nlp.source import Source
from nlp.tagger import ILLNESS, MODEL, OUT, lines, train
from nlp.words import Words

_TAGS = {"o": "org", "p": "per"}
_BODIES = Path(gazetteer.__file__).parent / "bodies.txt"
Sample = tuple[list[list[str]], list[str]]


def source_of_item(item: Item, change: Callable[[str], str] = str) -> Source:
    """The Source of a corpus item; `change` must keep the length."""
    return Source(change(item.text), len(item.title), date.fromisoformat(item.published), item.sender, item.id)


def illness_tags(words: Words, item: Item) -> list[str]:
    """One tag a word; illness takes the place of the tagger's second kind."""
    tags = [OUT] * words.count
    for mark, value, start, end in item.marks:
        if mark == "x" and value == "health":
            inside = [at for at in range(words.count) if words.start[at] >= start and words.end[at] <= end]
            for at in inside:
                tags[at] = "B-per" if at == inside[0] else "I-per"
    return tags


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


def samples(items: Iterable[Item], tags: Callable[[Words, Item], list[str]] = gold_tags) -> Iterator[Sample]:
    """Each line as written; every second item again without marks, every fourth in capitals or small letters."""
    for number, item in enumerate(items):
        yield from _samples(item, str, tags)
        if number % 2 == 0:
            yield from _samples(item, bare, tags)
        if number % 4 == 1:
            yield from _samples(item, str.upper if number % 8 == 1 else str.lower, tags)


def swapped(items: Sequence[Item], step: int = 37, bodies: Sequence[str] = ()) -> list[Item]:
    """Copies of the items in which every body and person bears the name of another item's, so that contexts teach and not names.

    Deterministic: the n-th name of a kind gets the name `step` times n further on, of `bodies` when given.
    """
    marks = "op"
    pools = {
        kind: [item.text[start:end] for item in items for mark, _, start, end in item.marks if mark == kind]
        for kind in marks
    }
    pools["o"] = list(bodies) or pools["o"]
    at = dict.fromkeys(marks, 0)
    return [_swap(item, pools, at, step) for item in items if all(pools.values())]


def _swap(item: Item, pools: dict[str, list[str]], at: dict[str, int], step: int) -> Item:
    spans = sorted((start, end, mark, value) for mark, value, start, end in item.marks if mark in pools)
    pieces: list[str] = []
    kept: list[tuple[str, str, int, int]] = []
    done = size = 0
    for start, end, mark, value in spans:
        if start < done:
            continue
        at[mark] += 1
        name = pools[mark][(at[mark] * step) % len(pools[mark])]
        before = item.text[done:start]
        pieces += (before, name)
        size += len(before)
        kept.append((mark, value, size, size + len(name)))
        size += len(name)
        done = end
    text = "".join([*pieces, item.text[done:]])
    title, _, body = text.partition("\n")
    return replace(item, title=title, body=body, marks=kept, gifts={})


def _samples(item: Item, change: Callable[[str], str], tagged: Callable[[Words, Item], list[str]]) -> Iterator[Sample]:
    if len(change(item.text)) != len(item.text):
        return
    words = Words(source_of_item(item, change))
    tags = tagged(words, item)
    features = Featurizer(words, place_words(words))
    for first, last in lines(words):
        yield features.line(first, last), tags[first:last]


def role_samples(items: Iterable[Item]) -> Iterator[Sample]:
    """The persons of each item in order with their roles, as written and without marks."""
    for number, item in enumerate(items):
        for change in (str, bare) if number % 3 == 0 else (str,):
            words = Words(source_of_item(item, change))
            people = [(span, value) for value, span in _spans(words, item, "p") if span]
            bodies = [span for _, span in _spans(words, item, "o") if span]
            if people:
                features = RoleFeatures(words, bodies, item.sender).sequence([span for span, _ in people])
                yield features, [value for _, value in people]


def _spans(words: Words, item: Item, wanted: str) -> Iterator[tuple[str, tuple[int, int] | None]]:
    for mark, value, start, end in sorted(item.marks, key=lambda mark: mark[2]):
        if mark == wanted:
            inside = [at for at in range(words.count) if words.start[at] >= start and words.end[at] <= end]
            yield value, (inside[0], inside[-1]) if inside else None


def teach_roles(items: Iterable[Item], path: Path = ROLE_MODEL) -> None:
    """Train the model of roles from corpus items and write its file."""
    path.parent.mkdir(exist_ok=True)
    train_roles(role_samples(items), path)


def teach_illness(items: Iterable[Item], path: Path = ILLNESS) -> None:
    """Train the tagger of illness from corpus items and write its model file."""
    path.parent.mkdir(exist_ok=True)
    train(samples(items, illness_tags), path)


def lessons(items: Sequence[Item]) -> list[Sample]:
    """All the tagger learns from: the corpus in many hands, and twice with other names in its sentences."""
    known = [line for line in _BODIES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("//")]
    others = [*swapped(items), *swapped(items[::2], 41, known)]
    return [*samples(items), *(sample for item in others for sample in _samples(item, str, gold_tags))]


def teach(items: Iterable[Item], path: Path = MODEL) -> None:
    """Train the tagger of persons and bodies from corpus items and write its model file."""
    path.parent.mkdir(exist_ok=True)
    train(lessons(list(items)), path)


def main() -> int:
    """Train all three models from the corpus that ships with the project."""
    items = part("train")
    teach(items)
    teach_roles(items)
    teach_illness(items)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
