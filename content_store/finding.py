"""Answering a search: tier after tier, newest first, page after page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, cast, literal, literal_column, select, text
from sqlalchemy import not_ as sql_not
from sqlalchemy.dialects.postgresql import TSQUERY

from content_store import search
from content_store import tables as t
from content_store.answers import Found
from content_store.base import Base
from content_store.lists import ALL, LINE_COLUMNS, Wanted, line_of
from content_store.rows import from_json
from content_store.search import Tier
from newsroom.story import Story


class Finding(Base):
    """Search over the stories."""

    def search(
        self,
        typed: str,
        wanted: Wanted = ALL,
        limit: int = 20,
        after: str = "",
        prefix: bool = True,
    ) -> tuple[Found, ...]:
        """Stories that hold the words typed, those with the same marks first, then fill-in (`exact` False).

        The last word may be a beginning unless a blank follows it or `prefix` is False. `after` is the cursor of the last
        one found on the page above.
        """
        start, before = _cursor(after)
        found: list[Found] = []
        looked = search.tiers(typed, prefix)
        with self._read() as connection:
            for at, tier in enumerate(looked):
                if at < start or len(found) >= limit:
                    continue
                rows = self._rows(connection, tier, looked[:at], wanted, before if at == start else None, limit - len(found))
                found += [Found(line_of(row), tier.exact, f"{at}.{row.n}") for row in rows]
        return tuple(found)

    def _rows(
        self, connection: Connection, tier: Tier, without: Sequence[Tier], wanted: Wanted, before: int | None, limit: int
    ) -> Sequence[Any]:
        query = select(*LINE_COLUMNS).where(*wanted.conditions()).limit(limit)
        if self.dialect == "sqlite":
            query = query.select_from(text("story_words")).where(
                literal_column("story_words.rowid") == t.stories.c.n, text("story_words MATCH :words")
            )
            number: ColumnElement[int] = literal_column("story_words.rowid")
            values = {"words": search.fts5(tier, without)}
        else:
            number = t.stories.c.n
            query = query.join(t.story_words, t.story_words.c.n == t.stories.c.n).where(_matches(tier))
            query = query.where(*(sql_not(_matches(one)) for one in without))
            values = {}
        query = query.order_by(number.desc())
        if before is not None:
            query = query.where(number < before)
        return connection.execute(query, values).all()

    def make_index(self) -> int:
        """Make the search index anew from the stories; gives their number."""
        done = 0
        with self._write() as connection:
            search.empty(connection, self.dialect)
            after = 0
            while True:
                query = select(t.stories.c.n, t.stories.c.data).where(t.stories.c.n > after).order_by(t.stories.c.n)
                rows = connection.execute(query.limit(500)).all()
                search.add(connection, self.dialect, [(row.n, from_json(Story, row.data)) for row in rows])
                done += len(rows)
                if len(rows) < 500:
                    break
                after = rows[-1].n
            self._put(connection, t.marks, [{"name": "fold", "value": search.FOLD_VERSION}])
        return done


def _matches(tier: Tier) -> Any:
    def one(clause: search.Clause) -> Any:
        return t.story_words.c[clause.column].bool_op("@@")(cast(literal(search.tsquery(clause)), TSQUERY))

    return and_(*map(one, tier.clauses))


def _cursor(after: str) -> tuple[int, int | None]:
    if not after:
        return 0, None
    tier, _, n = after.partition(".")
    return int(tier), int(n)
