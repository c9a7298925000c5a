"""Places, bodies and persons of a text worked out together, once, for the finders of each."""

from __future__ import annotations

from functools import lru_cache

from newsroom.facts import PersonMention, PlaceMention, Span
from nlp.name_words import PERSON_TITLES
from nlp.places import Places, places_of
from nlp.roles import roles
from nlp.source import Source
from nlp.tagger import Tagged, tagger
from nlp.words import LOWER, UPPER, Words, words_of

_CLOSES = {"(": ")", "“": "”", '"': '"', "‘": "’", "«": "»"}
WordSpan = tuple[int, int]


class Names:
    """The names of one text; nothing overlaps, bodies win over places and persons."""

    def __init__(self, source: Source) -> None:
        self.words: Words = words_of(source)
        self.found: Places = places_of(source)
        tagged = tagger().tag(self.words, self.found.spans())
        self.bodies = [(first, last) for kind, first, last in tagged if kind == "org"]
        self.people = self._people(tagged)

    def _people(self, tagged: list[Tagged]) -> list[WordSpan]:
        return [(first, last) for kind, first, last in tagged if kind == "per"]

    def organisations(self) -> tuple[Span, ...]:
        """Bodies with their exact surface."""
        return tuple(Span(self.words.text[start:end], start, end) for start, end in map(self._surface, self.bodies))

    def _surface(self, span: WordSpan) -> tuple[int, int]:
        """Offsets of a body, with the bracket or quote that closes what opened inside it."""
        text = self.words.text
        start, end = self.words.start[span[0]], self.words.end[span[1]]
        for opening, closing in _CLOSES.items():
            inside = text[start:end]
            if opening != closing and inside.count(opening) == inside.count(closing) + 1 and text[end : end + 1] == closing:
                end += 1
            elif opening == closing and inside.count(opening) % 2 and text[end : end + 1] == closing:
                end += 1
        return start, end

    def places(self) -> tuple[PlaceMention, ...]:
        """Places that are no part of a body's name: a chain that begins inside one is told from its first part outside."""
        out = []
        taken = {at for first, last in self.bodies for at in range(first, last + 1)}
        people = {at for first, last in self.people for at in range(first, last + 1)}
        for chain, mention in self.found.mentions:
            if chain.last in taken:
                continue
            if chain.first in taken:
                rest = self.found.resolver.rest(chain, taken)
                if rest is not None:
                    out.append(rest)
            elif not people.intersection(range(chain.first, chain.last + 1)):
                out.append(mention)
        return tuple(out)

    def persons(self) -> tuple[PersonMention, ...]:
        """Persons with their role and title."""
        parts = roles().roles(self.words, self.people, self.bodies)
        return tuple(self._person(span, role) for span, role in zip(self.people, parts, strict=True))

    def _person(self, span: WordSpan, role: str) -> PersonMention:
        words = self.words
        start, end = words.start[span[0]], words.end[span[1]]
        if span[0] == span[1] and len(words.raw[span[0]]) == 1 and words.text[end : end + 1] == ".":
            end += 1
        before = span[0] - 1
        title = (
            words.plain[before]
            if before >= 0 and words.gap[span[0]] == " " and words.plain[before] in PERSON_TITLES
            else None
        )
        return PersonMention(words.text[start:end], start, end, role, title)


@lru_cache(maxsize=2)
def names_of(source: Source) -> Names:
    """The names of a source, kept for the finders that come next."""
    return Names(source)
