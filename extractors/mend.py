"""The mending of a whole draft: legacy letters converted by evidence, damaged or foreign texts refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.draft import Draft, Refused
from extractors.encodings import detect
from extractors.encodings.syllables import is_syllable

_KHMER = re.compile("[\u1780-\u17ff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_ENOUGH = 25
"""Words under which a text is too short to say what language it is in."""
_VIETNAMESE = 0.45
"""Least share of possible syllables in Vietnamese prose full of names and abbreviations; other languages stay under 0.4."""


def draft(found: Draft) -> Draft:
    """The draft in clean Vietnamese; raises Refused `no_text`, `scrambled` or `wrong_language`."""
    if not (found.title or found.paragraphs or found.tables or found.assets):
        raise Refused("no_text")
    _unify(found)
    whole = "\n".join(_strings(found))
    if detect.doubtful(whole):
        raise Refused("scrambled")
    if found.prose and foreign(f"{found.title}\n" + "\n".join(found.paragraphs)):
        raise Refused("wrong_language")
    return found


def _strings(found: Draft) -> Iterator[str]:
    yield found.title
    yield from found.paragraphs
    for table in found.tables:
        for row in table:
            yield from row


def _unify(found: Draft) -> None:
    """Convert every string that is in an old encoding; the whole document's evidence counts for its short strings."""
    whole = "\n".join(_strings(found))
    if whole.isascii() and not re.search(r"[&^`~+]|dd|\\u", whole):
        return
    sample = whole[:40_000]
    mended, name = detect.mend(sample)
    expected = name if name is not None and mended != sample else None

    def one(text: str) -> str:
        new, used = detect.mend(text, expected)
        if used is not None and new != text:
            found.repaired(used, detect.changed_letters(text, new))
        return new

    found.title = one(found.title)
    found.paragraphs = [one(paragraph) for paragraph in found.paragraphs]
    found.tables = [[[one(cell) for cell in row] for row in table] for table in found.tables]
    if found.author:
        found.author = detect.mend(found.author, expected)[0]
    found.meta = {key: detect.mend(value, expected)[0] for key, value in found.meta.items()}


def foreign(text: str) -> bool:
    """Whether a text is in neither Vietnamese (with or without marks) nor Khmer."""
    if _KHMER.search(text):
        return len(_KHMER.findall(text)) < 20 and _foreign_words(text)
    return _foreign_words(text)


def _foreign_words(text: str) -> bool:
    words = [word for word in _LETTERS.findall(text) if not (word.isupper() and len(word) > 1 and word.isascii())]
    if len(words) < _ENOUGH:
        return False
    return sum(map(is_syllable, words)) < len(words) * _VIETNAMESE
