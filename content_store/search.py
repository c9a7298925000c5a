"""Search in Vietnamese: words with their marks first, then labelled fill-in found without marks.

Three columns hold the words of a story: `exact` (NFC, lower case, one placement of the tone mark), `folded` (marks taken off)
and `unmarked` (only the lines that were typed without marks). Both engines are fed the same words, cut here, so they find the
same. Words typed with marks are never answered with other marks ("bò" does not give "bộ"): their fill-in are lines typed
without marks. Words typed without marks ("dinh an") are filled in with every reading, phrases first, because a folded phrase
is precise (.92 to 1.00 measured) and a folded syllable is not (.01 to .04).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, text

from newsroom import fold
from newsroom.story import Story

FOLD_VERSION = "1"
"""Raise it when `words` or `bare_words` change: the store then makes its index anew."""

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 200
_UNMARKED = 0.2
"""Share of words with marks under which a line was typed without; ordinary Vietnamese has over half."""


def words(source: str) -> list[str]:
    """The words of a text as the exact index holds them."""
    lowered = fold.one_placement(unicodedata.normalize("NFC", unicodedata.normalize("NFC", source).lower()))
    return [found[:_LONGEST] for found in _WORD.findall(lowered)]


def bare_words(exact: Sequence[str]) -> list[str]:
    """The same words without marks."""
    return [_bare(one) for one in exact]


@lru_cache(1 << 16)
def _bare(exact: str) -> str:
    """A word without marks; remembered, since Vietnamese has few syllables and many of them."""
    return fold.key(exact)


def columns(source: str) -> tuple[list[str], list[str], list[str]]:
    """The words of a text for the columns exact, folded and unmarked."""
    exact: list[str] = []
    folded: list[str] = []
    unmarked: list[str] = []
    for line in source.split("\n"):
        found = words(line)
        bare = bare_words(found)
        exact += found
        folded += bare
        if sum(map(str.__ne__, found, bare)) < _UNMARKED * len(found):
            unmarked += bare
    return exact, folded, unmarked


def words_of(story: Story) -> str:
    """All of a story that search looks into."""
    return "\n".join(filter(None, (story.text, story.script)))


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that must stand in a column in this order; the last may be a beginning (`prefix`)."""

    column: str
    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Tier:
    """Clauses that must all hold; `exact` tells whether what it finds has the marks as typed."""

    clauses: tuple[Clause, ...]
    exact: bool


def tiers(typed: str, prefix: bool = True) -> tuple[Tier, ...]:
    """The ways to look for what was typed, best first; none when it holds no word."""
    exact = words(typed)
    if not exact:
        return ()
    prefix = prefix and not typed[-1:].isspace()
    if prefix and len(exact[-1]) == 1:
        exact, prefix = _whole(exact), False
    bare = bare_words(exact)
    phrase = Tier((Clause("exact", tuple(exact), prefix),), True)
    each = Tier(_each("exact", exact, prefix), True)
    column = "folded" if exact == bare else "unmarked"
    filled = Tier((Clause(column, tuple(bare), prefix),), False)
    loosely = Tier(_each(column, bare, prefix), False)
    return tuple(dict.fromkeys([phrase, filled, each, loosely] if exact == bare else [phrase, each, filled, loosely]))


def _whole(exact: list[str]) -> list[str]:
    """While one types: a lone consonant begins too many words to look for, a vowel may be a word ("ở")."""
    return exact if len(exact) == 1 or _bare(exact[-1]) in "aeiouy" else exact[:-1]


def _each(column: str, each: Sequence[str], prefix: bool) -> tuple[Clause, ...]:
    made = [Clause(column, (one,)) for one in each]
    made[-1] = Clause(column, made[-1].words, prefix)
    return tuple(dict.fromkeys(made))


def fts5(tier: Tier, without: Sequence[Tier] = ()) -> str:
    """A tier as an FTS5 query, less what earlier tiers found."""
    query = " AND ".join(map(_fts5_clause, tier.clauses))
    for earlier in without:
        query = f"({query}) NOT ({' AND '.join(map(_fts5_clause, earlier.clauses))})"
    return query


def _fts5_clause(clause: Clause) -> str:
    star = " *" if clause.prefix else ""
    return f'({clause.column} : "{" ".join(clause.words)}"{star})'


def tsquery(clause: Clause) -> str:
    """A clause as the text of a tsquery."""
    return " <-> ".join(f"'{word}'" for word in clause.words) + (":*" if clause.prefix else "")


def add(connection: Connection, dialect: str, stories: Sequence[tuple[int, Story]]) -> None:
    """Put new stories into the index."""
    rows = [_row(dialect, n, words_of(story)) for n, story in stories]
    if rows:
        connection.execute(_ADD[dialect], rows)


def replace_words(connection: Connection, dialect: str, n: int, before: Story, after: Story) -> None:
    """Replace a story's words; the index of SQLite holds no text, so it must be told what to take out."""
    connection.execute(_REMOVE[dialect], _row(dialect, n, words_of(before)) if dialect == "sqlite" else {"n": n})
    connection.execute(_ADD[dialect], _row(dialect, n, words_of(after)))


def empty(connection: Connection, dialect: str) -> None:
    """Empty the index."""
    whole = "INSERT INTO story_words(story_words) VALUES ('delete-all')"
    connection.execute(text(whole if dialect == "sqlite" else "TRUNCATE story_words"))


_ADD = {
    "sqlite": text("INSERT INTO story_words(rowid, exact, folded, unmarked) VALUES (:n, :exact, :folded, :unmarked)"),
    "postgresql": text(
        "INSERT INTO story_words(n, exact, folded, unmarked) "
        "VALUES (:n, CAST(:exact AS tsvector), CAST(:folded AS tsvector), CAST(:unmarked AS tsvector))"
    ),
}
_REMOVE = {
    "sqlite": text(
        "INSERT INTO story_words(story_words, rowid, exact, folded, unmarked) "
        "VALUES ('delete', :n, :exact, :folded, :unmarked)"
    ),
    "postgresql": text("DELETE FROM story_words WHERE n = :n"),
}


def _row(dialect: str, n: int, source: str) -> dict[str, object]:
    shape = " ".join if dialect == "sqlite" else _tsvector
    exact, folded, unmarked = columns(source)
    return {"n": n, "exact": shape(exact), "folded": shape(folded), "unmarked": shape(unmarked)}


def _tsvector(source: Sequence[str]) -> str:
    """Words with their places as the text of a tsvector, whose places end at 16383."""
    places: dict[str, list[str]] = {}
    for at, one in enumerate(source, start=1):
        places.setdefault(one, []).append(str(min(at, 16383)))
    return " ".join(f"'{one}':{','.join(at[:255])}" for one, at in places.items())
