"""Quarantine: documents set aside, listed, looked into, and sent round again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from content_store import tables as t
from content_store.answers import Kept, Quarantined
from content_store.base import Act, Base, note
from content_store.rows import chunks, from_json, instant, mark, moment, to_json, word
from newsroom.errors import NotFound
from newsroom.report import Rejected


class Quarantine(Base):
    """The rejected documents."""

    def keep_rejected(self, batch: Iterable[Rejected], at: datetime) -> tuple[Kept, ...]:
        """Set documents aside; one that was set aside before for the same reason only gets a later `last_at`."""
        kept: list[Kept] = []
        with self._write() as connection:
            for some in chunks(batch):
                kept += self._set_aside(connection, some, at)
        return tuple(kept)

    def _set_aside(self, connection: Connection, batch: Sequence[Rejected], at: datetime) -> list[Kept]:
        table = t.rejected
        rows = {rejected_id(one): _row(one, at) for one in batch}
        known = set(connection.scalars(select(table.c.id).where(table.c.id.in_(rows))))
        again = [one for one in rows if one in known]
        if again:
            seen = {"last_at": instant(at), "state": "waiting"}
            connection.execute(update(table).where(table.c.id.in_(again)).values(**seen))
        if new := [row for one, row in rows.items() if one not in known]:
            connection.execute(table.insert(), new)
        return [Kept(one, "again" if one in known else "new") for one in map(rejected_id, batch)]

    def quarantine(
        self, state: str | None = "waiting", why: str | None = None, source: str | None = None, limit: int = 1000
    ) -> tuple[Quarantined, ...]:
        """Documents in quarantine, newest first; `state` None lists the solved ones too."""
        table = t.rejected
        query = select(table).order_by(table.c.n.desc()).limit(limit)
        for column, value in ((table.c.state, state), (table.c.why, why), (table.c.source, source)):
            query = query if value is None else query.where(column == value)
        with self._read() as connection:
            return tuple(map(_quarantined, connection.execute(query)))

    def quarantined(self, rejected: str) -> Quarantined:
        """One document in quarantine, by its id or by the beginning of it; raises NotFound."""
        table = t.rejected
        query = select(table).where(table.c.id.startswith(rejected, autoescape=True)).limit(2)
        with self._read() as connection:
            rows = connection.execute(query).all()
        if len(rows) != 1:
            raise NotFound("quarantine", rejected)
        return _quarantined(rows[0])

    def quarantine_counts(self) -> dict[str, int]:
        """How many documents wait, by reason."""
        table = t.rejected
        query = select(table.c.why, func.count()).where(table.c.state != "solved").group_by(table.c.why)
        with self._read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def redrive(self, ids: Iterable[str], who: str, role: str, at: datetime, why: str = "") -> tuple[Quarantined, ...]:
        """Mark documents to be read again by the next run, and forget that their raw files were taken."""
        found = [self.quarantined(one) for one in ids]
        table = t.rejected
        with self._write() as connection:
            for one in found:
                connection.execute(update(table).where(table.c.id == one.id).values(state="redrive"))
                note(connection, "quarantine", one.id, "redrive", Act(who, role, at, why), one.state, "redrive")
            blobs = [one.rejected.blob for one in found if one.rejected.blob]
            connection.execute(t.taken.delete().where(t.taken.c.blob.in_(blobs)))
        return tuple(found)

    def to_redrive(self) -> tuple[Quarantined, ...]:
        """Documents an editor asked to read again."""
        return self.quarantine("redrive")


def rejected_id(one: Rejected) -> str:
    """The id of a refusal: which document, from where, and why."""
    way = one.provenance[0] if one.provenance else None
    return mark(one.blob or one.path, one.path, one.inside, one.why, way.source if way else None)


def _row(one: Rejected, at: datetime) -> dict[str, Any]:
    way = one.provenance[0] if one.provenance else None
    return {
        "id": rejected_id(one),
        "state": "waiting",
        "why": one.why,
        "source": word(way.source) if way else "",
        "blob": one.blob,
        "inside": word(one.inside),
        "first_at": instant(at),
        "last_at": instant(at),
        "data": to_json(one),
    }


def _quarantined(row: Any) -> Quarantined:
    return Quarantined(row.id, row.state, moment(row.first_at), moment(row.last_at), from_json(Rejected, row.data))
