"""The mending of a whole draft: legacy letters converted by evidence, damaged or foreign texts refused."""

from __future__ import annotations

from extractors.draft import Draft


def draft(found: Draft) -> Draft:
    """The draft in clean Vietnamese; raises Refused `no_text`, `scrambled` or `wrong_language`."""
    return found
