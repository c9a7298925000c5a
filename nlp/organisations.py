"""Bodies in a text: state and Front bodies, firms, associations, funds, pagodas, schools, groups."""

from __future__ import annotations

from newsroom.facts import Span
from nlp.names import names_of
from nlp.source import Source


def find_organisations(source: Source) -> tuple[Span, ...]:
    """Bodies in order of offset, each as long as its name goes."""
    return names_of(source).organisations()
