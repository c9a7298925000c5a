"""What every part of the store stands on: one engine, one way to read, one way to write."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, select

from content_store import engine as engines
from content_store import tables as t
from content_store.answers import Entry
from content_store.rows import instant, moment, word


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, in which role, when and why."""

    who: str
    role: str
    at: datetime
    why: str = ""

    def row(self) -> dict[str, Any]:
        """The columns of a version made by it."""
        return {"by": word(self.who), "role": str(self.role), "at": instant(self.at), "why": word(self.why)}


class Base:
    """An engine and the seconds to wait for another writer."""

    def __init__(self, engine: Engine, wait_s: float) -> None:
        self._engine = engine
        self._wait_s = wait_s

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    def _write(self) -> AbstractContextManager[Connection]:
        return engines.writing(self._engine, self._wait_s)

    def _read(self) -> AbstractContextManager[Connection]:
        return engines.reading(self._engine, self._wait_s)

    def _insert(self, table: Any) -> Any:
        return engines.insert(self.dialect, table)

    def _put(self, connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
        """Insert rows, replacing those with the same primary key."""
        rows = list(rows)
        if not rows:
            return
        make = self._insert(table)
        keys = list(table.primary_key.columns)
        changed = {column: make.excluded[column] for column in rows[0] if column not in {key.name for key in keys}}
        connection.execute(make.on_conflict_do_update(index_elements=keys, set_=changed), rows)

    def note(
        self,
        kind: str,
        record: str,
        action: str,
        who: str,
        role: str,
        at: datetime,
        why: str = "",
        before: str | None = None,
        after: str | None = None,
    ) -> None:
        """Write one line of the audit, such as the uncovering of private data or the reading of a case file."""
        with self._write() as connection:
            note(connection, kind, record, action, Act(who, role, at, why), before, after)

    def history(self, kind: str, record: str) -> tuple[Entry, ...]:
        """Every recorded act on one record, oldest first."""
        columns = [t.audit.c[name] for name in Entry.__dataclass_fields__]
        query = select(*columns).where(t.audit.c.kind == kind, t.audit.c.record == record).order_by(t.audit.c.n)
        with self._read() as connection:
            return tuple(Entry(**{**row._mapping, "at": moment(row.at)}) for row in connection.execute(query))


def note(
    connection: Connection,
    kind: str,
    record: str,
    action: str,
    act: Act,
    before: str | None = None,
    after: str | None = None,
) -> None:
    """Write one line of the audit inside a transaction."""
    row = {"kind": kind, "record": record, "action": action, "before": before, "after": after}
    row |= {"who": word(act.who), "role": str(act.role), "at": instant(act.at), "why": word(act.why)}
    connection.execute(t.audit.insert(), row)
