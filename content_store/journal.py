"""What runs did and how the sources are, and the lists of partners and shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import select

from content_store import tables as t
from content_store.base import Base
from content_store.rows import Noun, chunks, day_text, from_json, instant, to_json, word
from newsroom.errors import NotFound
from newsroom.partner import Partner
from newsroom.run import Run, SourceState


class Journal(Base):
    """Runs, sources, partners, shows, and which blobs there are."""

    def record_run(self, run: Run) -> None:
        """Write down a run, when it begins and again when it ends; the same id replaces."""
        ended = instant(run.ended_at) if run.ended_at else None
        row = {
            "id": run.id,
            "flow": run.flow,
            "day": day_text(run.day),
            "began_at": instant(run.began_at),
            "ended_at": ended,
        }
        with self._write() as connection:
            self._put(connection, t.runs, [{**row, "data": to_json(run)}])

    def run(self, run: str) -> Run:
        """A run by its id; raises NotFound."""
        with self._read() as connection:
            data = connection.scalar(select(t.runs.c.data).where(t.runs.c.id == run))
        if data is None:
            raise NotFound("run", run)
        return from_json(Run, data)

    def runs(
        self, flow: str | None = None, day: date | None = None, unended: bool = False, limit: int = 50
    ) -> tuple[Run, ...]:
        """Runs, newest first; `unended` gives those still running or killed."""
        query = select(t.runs.c.data).order_by(t.runs.c.began_at.desc(), t.runs.c.id).limit(limit)
        query = query if flow is None else query.where(t.runs.c.flow == flow)
        query = query if day is None else query.where(t.runs.c.day == day_text(day))
        query = query.where(t.runs.c.ended_at.is_(None)) if unended else query
        with self._read() as connection:
            return tuple(from_json(Run, data) for data in connection.scalars(query))

    def source_state(self, name: str) -> SourceState:
        """What is remembered of a source; a blank state for one never visited."""
        with self._read() as connection:
            data = connection.scalar(select(t.sources.c.data).where(t.sources.c.name == word(name)))
        return SourceState(name) if data is None else from_json(SourceState, data)

    def source_states(self) -> tuple[SourceState, ...]:
        """All sources ever visited, by name."""
        with self._read() as connection:
            rows = connection.scalars(select(t.sources.c.data).order_by(t.sources.c.name))
            return tuple(from_json(SourceState, data) for data in rows)

    def save_source_state(self, *states: SourceState) -> None:
        """Remember the state of sources after a visit."""
        rows = [
            {
                "name": word(one.name),
                "next_poll": instant(one.next_poll) if one.next_poll else None,
                "last_new": instant(one.last_new) if one.last_new else None,
                "data": to_json(one),
            }
            for one in states
        ]
        with self._write() as connection:
            self._put(connection, t.sources, rows)

    def keep_partners(self, batch: Iterable[Partner]) -> None:
        """Keep partners, each under every name it bore; the same id and first day replaces."""
        rows = [
            {
                "id": word(one.id),
                "valid_from": day_text(one.valid_from),
                "valid_to": day_text(one.valid_to),
                "data": to_json(one),
            }
            for one in batch
        ]
        with self._write() as connection:
            self._put(connection, t.partners, rows)

    def partners(self, day: date | None = None) -> tuple[Partner, ...]:
        """Partners under the names valid on `day`, or all they ever bore."""
        table = t.partners
        query = select(table.c.data).order_by(table.c.id, table.c.valid_from)
        if day is not None:
            still = table.c.valid_to.is_(None) | (table.c.valid_to >= day_text(day))
            query = query.where(table.c.valid_from <= day_text(day), still)
        with self._read() as connection:
            return tuple(from_json(Partner, data) for data in connection.scalars(query))

    def keep_shows(self, shows: Mapping[str, object]) -> None:
        """Keep the shows by id; the same id replaces."""
        rows = [{"id": word(one), "data": to_json(show)} for one, show in shows.items()]
        with self._write() as connection:
            self._put(connection, t.shows, rows)

    def shows(self, kind: type[Noun]) -> dict[str, Noun]:
        """All shows by id, as the noun they were kept as."""
        with self._read() as connection:
            rows = connection.execute(select(t.shows.c.id, t.shows.c.data).order_by(t.shows.c.id))
            return {row.id: from_json(kind, row.data) for row in rows}

    def keep_blobs(self, blobs: Iterable[tuple[str, int, str | None, str | None]], at: datetime) -> None:
        """Note stored bytes: (SHA-256, bytes, media type, name); known ones stay as they are."""
        with self._write() as connection:
            for some in chunks(blobs):
                rows = [
                    {"sha256": sha, "bytes": size, "media_type": media, "name": word(name), "at": instant(at)}
                    for sha, size, media, name in some
                ]
                connection.execute(self._insert(t.blobs).on_conflict_do_nothing(index_elements=["sha256"]), rows)

    def blobs_known(self, blobs: Iterable[str]) -> set[str]:
        """Which of these blobs were noted before."""
        found: set[str] = set()
        with self._read() as connection:
            for some in chunks(blobs):
                found |= set(connection.scalars(select(t.blobs.c.sha256).where(t.blobs.c.sha256.in_(some))))
        return found
