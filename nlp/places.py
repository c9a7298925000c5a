"""Places in a text: unbroken chains of names, the units they mean, and the unit valid now."""

from __future__ import annotations

import re
from functools import lru_cache

from newsroom.facts import PlaceMention, Span
from nlp.place_resolve import Resolver
from nlp.place_scan import Chain, Scanner
from nlp.source import Source
from nlp.words import Words, words_of

_HAMLET = re.compile(r"(?:ap|khom|khu pho|kp|to|so|thon|xom)\b")


class Places:
    """The chains of one text and what they mean."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.chains: list[Chain] = Scanner(words).chains()
        self.resolver = Resolver(words, self.chains, words.source.published)
        self.mentions: list[tuple[Chain, PlaceMention]] = [
            (chain, mention) for chain in self.chains if (mention := self.resolver.mention(chain)) is not None
        ]

    def spans(self) -> list[tuple[int, int, str]]:
        """First word, last word and a letter for the level, for the taggers: h(amlet) c d p."""
        return [(chain.first, chain.last, _letter(chain)) for chain, _ in self.mentions]


def _letter(chain: Chain) -> str:
    rank = chain.parts[0].rank
    return "b" if rank is None else "00hcdp"[rank]


def place_words(words: Words) -> list[tuple[int, int, str]]:
    """Word spans of all places, those inside names of bodies too."""
    return Places(words).spans()


@lru_cache(maxsize=2)
def places_of(source: Source) -> Places:
    """The places of a source, kept for the finders that come next."""
    return Places(words_of(source))


def all_places(source: Source) -> tuple[PlaceMention, ...]:
    """Every place, those inside names of bodies too, in order of offset."""
    return tuple(mention for _, mention in places_of(source).mentions)


def lone_hamlets(source: Source) -> tuple[Span, ...]:
    """Hamlets named alone in a text that does not tell their commune: no place for a map, but still somebody's address."""
    found = places_of(source)
    told = {id(chain) for chain, _ in found.mentions}
    spans = (
        (found.words.start[chain.first], found.words.end[chain.last]) for chain in found.chains if id(chain) not in told
    )
    return tuple(Span(source.text[start:end], start, end) for start, end in spans if _HAMLET.match(source.key, start))


def find_places(source: Source) -> tuple[PlaceMention, ...]:
    """Places of a text in order of offset; those inside the name of a body belong to the body."""
    from nlp.names import names_of

    return names_of(source).places()
