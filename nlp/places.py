"""Places in a text: unbroken chains of names, the units they mean, and the unit valid now."""

from __future__ import annotations

from newsroom.facts import PlaceMention
from nlp.place_resolve import Resolver
from nlp.place_scan import Scanner
from nlp.source import Source
from nlp.words import words_of


def all_places(source: Source) -> tuple[PlaceMention, ...]:
    """Every place, those inside names of bodies too, in order of offset."""
    words = words_of(source)
    chains = Scanner(words).chains()
    resolver = Resolver(words, chains, source.published)
    return tuple(place for chain in chains if (place := resolver.mention(chain)) is not None)


def find_places(source: Source) -> tuple[PlaceMention, ...]:
    """Every place of a text in order of offset."""
    return all_places(source)
