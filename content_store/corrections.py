"""Corrections by editors, kept for `nhipcau train`."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from content_store import engine
from content_store import tables as t
from content_store.base import Base
from content_store.rows import from_json, instant, mark, to_json
from newsroom.correction import Correction


class Corrections(Base):
    """What editors corrected."""

    def keep_corrections(self, batch: Iterable[Correction]) -> None:
        """Keep corrections; the same one twice is kept once."""
        with self._write() as connection:
            keep_corrections(connection, self.dialect, batch)

    def corrections(self, after: int = 0, what: str | None = None, limit: int = 1000) -> tuple[tuple[int, Correction], ...]:
        """(order of arrival, correction) of those that came after `after`, oldest first."""
        table = t.corrections
        query = select(table.c.n, table.c.data).where(table.c.n > after).order_by(table.c.n).limit(limit)
        query = query if what is None else query.where(table.c.what == what)
        with self._read() as connection:
            return tuple((row.n, from_json(Correction, row.data)) for row in connection.execute(query))


def keep_corrections(connection: Connection, dialect: str, batch: Iterable[Correction]) -> None:
    """Keep corrections inside a transaction."""
    rows = []
    for one in batch:
        text = to_json(one)
        rows.append({"id": mark(text), "story": one.story, "what": one.what, "at": instant(one.at), "data": text})
    if rows:
        connection.execute(engine.insert(dialect, t.corrections).on_conflict_do_nothing(index_elements=["id"]), rows)
