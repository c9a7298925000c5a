"""The store: every part over one engine."""

from __future__ import annotations

from types import TracebackType

from content_store import engine, migrations, search
from content_store import tables as t
from content_store.base import Base
from content_store.consents import Consents
from content_store.corrections import Corrections
from content_store.finding import Finding
from content_store.journal import Journal
from content_store.lists import Lists
from content_store.quarantine import Quarantine
from content_store.reports import Reports
from content_store.rundowns import Rundowns
from content_store.stories import Stories


class Store(Reports, Quarantine, Stories, Lists, Finding, Rundowns, Consents, Corrections, Journal, Base):
    """Everything that is kept. Safe in several threads and processes; moments and days are always parameters."""

    def __init__(self, database: str, wait_s: float = 30.0) -> None:
        super().__init__(engine.make_engine(database, wait_s), wait_s)
        with self._write() as connection:
            migrations.upgrade(connection)
            fold = connection.execute(t.marks.select().where(t.marks.c.name == "fold")).first()
            if fold is None:
                self._put(connection, t.marks, [{"name": "fold", "value": search.FOLD_VERSION}])
        if fold is not None and fold.value != search.FOLD_VERSION:
            self.make_index()

    @property
    def name(self) -> str:
        """The database as people may see it, without a password."""
        return engine.name_of(self._engine)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
