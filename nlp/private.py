"""All private words of a text: numbers that lead to a person, then children, homes and illness."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from newsroom.facts import Private
from nlp.found import Found
from nlp.identifiers import find_identifiers
from nlp.source import Source


def find_private(source: Source, found: Found) -> tuple[Private, ...]:
    """Private words in order of offset; a number inside a home address stays a fact of its own."""
    marks = list(find_identifiers(source))
    if find_spec("nlp.private_people"):
        marks.extend(import_module("nlp.private_people").find_private_people(source, found))
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))
