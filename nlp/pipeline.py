"""One spaCy Language a process: our tokenizer, then one component a fact, each writing to `doc._`.

A component calls one pure function of its own module; modules are imported when the Language is built, not before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from newsroom.facts import Reading, Spoken
from nlp.found import Found, Verdict
from nlp.segment import SEGMENTERS, pieces
from nlp.source import Source, source_of
from nlp.typos import on_key_fact

Finder = Callable[..., Any]

# attribute of doc._ → module, function, what it takes after the source (names of Found fields, "found" for all of it).
STEPS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("money", "nlp.money", "find_money", ()),
    ("goods", "nlp.goods", "find_goods", ()),
    ("households", "nlp.households", "find_households", ()),
    ("dates", "nlp.dates", "find_dates", ()),
    ("places", "nlp.places", "find_places", ()),
    ("organisations", "nlp.organisations", "find_organisations", ()),
    ("persons", "nlp.people", "find_people", ("found",)),
    ("donations", "nlp.donations", "find_donations", ("found",)),
    ("pii", "nlp.private", "find_private", ("found",)),
    ("typos", "nlp.typos", "find_typos", ()),
)
# These two answer from all that was found: the class and the sentences that tell the story; then the time to read it.
LAST = (
    ("verdict", "nlp.classify", "classify", ("found",)),
    ("summary", "nlp.summary", "find_summary", ("found",)),
    ("spoken", "nlp.say", "spoken_length", ()),
)
_EMPTY: dict[str, Any] = {"verdict": Verdict(), "spoken": Spoken(0, 0)}


def _finder(module: str, name: str) -> Finder | None:
    """The function of a fact; None while its module is not part of the project yet."""
    if find_spec(module) is None:
        return None
    return getattr(import_module(module), name, None)


def _component(attribute: str, finder: Finder | None, needs: tuple[str, ...]) -> Callable[[Doc], Doc]:
    def component(doc: Doc) -> Doc:
        known: Found = doc._.found
        taken = [known if need == "found" else getattr(known, need) for need in needs]
        value = finder(doc._.source, *taken) if finder else _EMPTY.get(attribute, ())
        if hasattr(known, attribute):
            doc._.found = replace(known, **{attribute: value})
        setattr(doc._, attribute, value)
        return doc

    return component


class _Tokenizer:
    """Cuts text into words of the chosen segmenter; the Doc's text is the text given, to the letter."""

    def __init__(self, vocab: Any, segmenter: str) -> None:
        self.vocab = vocab
        self.segment = SEGMENTERS[segmenter]

    def __call__(self, text: str) -> Doc:
        words, spaces = pieces(text, self.segment(text))
        return Doc(self.vocab, words=words, spaces=spaces)


def build(segmenter: str = "dictionary") -> Language:
    """A new Language; `segmenter` is a row of nlp.segment.SEGMENTERS."""
    for attribute in ("source", "found", *(step[0] for step in (*STEPS, *LAST))):
        Doc.set_extension(attribute, default=None, force=True)
    language = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"}}})
    language.tokenizer = _Tokenizer(language.vocab, segmenter)
    for attribute, module, name, needs in (*STEPS, *LAST):
        label = f"nhipcau_{attribute}"
        Language.component(label, func=_component(attribute, _finder(module, name), needs))
        language.add_pipe(label)
    return language


class Reader:
    """Reads records with one Language."""

    def __init__(self, segmenter: str = "dictionary") -> None:
        self.language = build(segmenter)

    def doc(self, source: Source) -> Doc:
        """The spaCy Doc of a source with all facts on `doc._`."""
        doc = self.language.make_doc(source.text)
        doc._.source = source
        doc._.found = Found()
        return self.language(doc)

    def found(self, source: Source) -> Found:
        """The facts of a source alone, as the classifier sees them."""
        found = Found()
        for attribute, module, name, needs in STEPS:
            finder = _finder(module, name)
            if finder:
                value = finder(source, *(found if need == "found" else getattr(found, need) for need in needs))
                found = replace(found, **{attribute: value})
        return found

    def read(self, record: Mapping[str, Any]) -> Reading:
        """The reading of one record; raises BadRecord."""
        return self.read_source(source_of(record))

    def read_source(self, source: Source) -> Reading:
        """The reading of a source."""
        with self.language.memory_zone():
            return _reading(source, self.doc(source))

    def read_many(self, records: Iterable[Mapping[str, Any]]) -> Iterator[Reading]:
        """Readings in order, one at a time in memory."""
        return map(self.read, records)


def _reading(source: Source, doc: Doc) -> Reading:
    found: Found = doc._.found
    verdict: Verdict = doc._.verdict
    slipped = on_key_fact(source, found.typos)
    return Reading(
        id=source.id,
        primary=verdict.primary,
        scores=verdict.scores,
        secondary=verdict.secondary,
        needs_human=verdict.needs_human or slipped,
        why=verdict.why,
        money=found.money,
        donations=found.donations,
        households=found.households,
        places=found.places,
        organisations=found.organisations,
        persons=found.persons,
        dates=found.dates,
        pii=found.pii,
        typos=found.typos,
        summary=doc._.summary,
        spoken=doc._.spoken,
        doubts=(*verdict.doubts, *(("typo_fact",) if slipped else ())),
        model=verdict.model,
    )


@cache
def reader(segmenter: str = "dictionary") -> Reader:
    """The process's reader for a segmenter, built on first use."""
    return Reader(segmenter)
