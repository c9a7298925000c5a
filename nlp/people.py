"""Persons in a text, without title, and the part they play."""

from __future__ import annotations

from newsroom.facts import PersonMention
from nlp.found import Found
from nlp.names import names_of
from nlp.source import Source


def find_people(source: Source, found: Found | None = None) -> tuple[PersonMention, ...]:
    """Persons in order of offset; `found` is not needed, places and bodies are shared within the module of names."""
    return names_of(source).persons()
