"""Search in Vietnamese: words with their marks first, then labelled fill-in found without marks.

Two indexes hold the same words: `exact` (NFC, lower case, one placement of the tone mark) and `folded` (marks taken off).
Both engines are fed the same words, cut here, so they find the same. A word typed with marks is never answered with other
marks ("bò" does not give "bộ"): its fill-in are texts that were typed without marks. A word typed without marks ("dinh an")
is filled in with every reading of it, phrases first, because a folded phrase is precise and a folded syllable is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from newsroom import fold
from newsroom.story import Story

FOLD_VERSION = "1"
"""Raise it when `words` or `bare_words` change: the store then makes its index anew."""

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 200


def words(source: str) -> list[str]:
    """The words of a text as the exact index holds them."""
    lowered = fold.one_placement(unicodedata.normalize("NFC", unicodedata.normalize("NFC", source).lower()))
    return [found[:_LONGEST] for found in _WORD.findall(lowered)]


def bare_words(exact: Sequence[str]) -> list[str]:
    """The same words without marks."""
    return [fold.key(one) for one in exact]


def words_of(story: Story) -> str:
    """All of a story that search looks into."""
    return "\n".join(filter(None, (story.text, story.script)))


@dataclass(frozen=True, slots=True)
class Clause:
    """One of several phrases must stand in a column; the last word of a phrase may be a beginning (`prefix`)."""

    column: str
    phrases: tuple[tuple[str, ...], ...]
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
    bare = bare_words(exact)
    prefix = prefix and not typed[-1:].isspace()
    phrase = Tier((Clause("exact", (tuple(exact),), prefix),), True)
    each = Tier(_each(exact, prefix, lambda word: Clause("exact", ((word,),))), True)
    fill = Tier(_each(exact, prefix, _reading), False)
    if exact == bare:
        folded = Tier((Clause("folded", (tuple(bare),), prefix),), False)
        order = [phrase, folded, each, fill]
    else:
        order = [phrase, each, Tier((Clause("exact", (tuple(bare),), prefix),), False), fill]
    return tuple(dict.fromkeys(order))


def _reading(word: str) -> Clause:
    bare = fold.key(word)
    return Clause("folded", ((bare,),)) if bare == word else Clause("exact", ((word,), (bare,)))


def _each(exact: Sequence[str], prefix: bool, clause: object) -> tuple[Clause, ...]:
    made = [clause(word) for word in exact]  # type: ignore[operator]
    made[-1] = Clause(made[-1].column, made[-1].phrases, prefix)
    return tuple(dict.fromkeys(made))


def fts5(tier: Tier, without: Sequence[Tier] = ()) -> str:
    """A tier as an FTS5 query, less what earlier tiers found."""
    query = " AND ".join(map(_fts5_clause, tier.clauses))
    for earlier in without:
        query = f"({query}) NOT ({' AND '.join(map(_fts5_clause, earlier.clauses))})"
    return query


def _fts5_clause(clause: Clause) -> str:
    star = " *" if clause.prefix else ""
    phrases = " OR ".join(f'"{" ".join(phrase)}"{star}' for phrase in clause.phrases)
    return f"({clause.column} : ({phrases}))"


def tsquery(clause: Clause) -> str:
    """A clause as the text of a tsquery."""
    phrases = []
    for phrase in clause.phrases:
        quoted = [f"'{word}'" for word in phrase]
        quoted[-1] += ":*" if clause.prefix else ""
        phrases.append("(" + " <-> ".join(quoted) + ")")
    return " | ".join(phrases)


def add(connection: Connection, dialect: str, stories: Sequence[tuple[int, Story]]) -> None:
    """Put new stories into the index."""
    rows = [_row(dialect, n, words_of(story)) for n, story in stories]
    if rows:
        connection.execute(_ADD[dialect], rows)


def replace_words(connection: Connection, dialect: str, n: int, before: Story, after: Story) -> None:
    """Replace a story's words; the index of SQLite holds no text, so it must be told what to take out."""
    connection.execute(_REMOVE[dialect], _row(dialect, n, words_of(before)))
    connection.execute(_ADD[dialect], _row(dialect, n, words_of(after)))


def empty(connection: Connection, dialect: str) -> None:
    """Empty the index."""
    whole = "INSERT INTO story_words(story_words) VALUES ('delete-all')"
    connection.execute(text(whole if dialect == "sqlite" else "TRUNCATE story_words"))


_ADD = {
    "sqlite": text("INSERT INTO story_words(rowid, exact, folded) VALUES (:n, :exact, :folded)"),
    "postgresql": text(
        "INSERT INTO story_words(n, exact, folded) VALUES (:n, CAST(:exact AS tsvector), CAST(:folded AS tsvector))"
    ),
}
_REMOVE = {
    "sqlite": text("INSERT INTO story_words(story_words, rowid, exact, folded) VALUES ('delete', :n, :exact, :folded)"),
    "postgresql": text("DELETE FROM story_words WHERE n = :n AND :exact = :exact AND :folded = :folded"),
}
MAKE_FTS5 = (
    "CREATE VIRTUAL TABLE story_words USING fts5"
    "(exact, folded, content='', prefix='2 3', tokenize=\"unicode61 remove_diacritics 0\")"
)


def _row(dialect: str, n: int, source: str) -> dict[str, object]:
    exact = words(source)
    shape = " ".join if dialect == "sqlite" else _tsvector
    return {"n": n, "exact": shape(exact), "folded": shape(bare_words(exact))}


def _tsvector(source: Sequence[str]) -> str:
    """Words with their places as the text of a tsvector, whose places end at 16383."""
    places: dict[str, list[str]] = {}
    for at, one in enumerate(source, start=1):
        places.setdefault(one, []).append(str(min(at, 16383)))
    return " ".join(f"'{one}':{','.join(at[:255])}" for one, at in places.items())
