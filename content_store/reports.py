"""Reports: one document is kept once, however many doors it came through; a changed page becomes a new version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from content_store import tables as t
from content_store.answers import Kept
from content_store.base import Base
from content_store.rows import chunks, from_json, instant, mark, to_json, word
from newsroom.errors import NotFound
from newsroom.report import Provenance, Report

ALIKE = 0.5
"""Share of common three-word runs from which a file that came again under the same name is the same document, changed."""


@dataclass(slots=True)
class _Known:
    """What the store already holds of a batch; grows while the batch is kept."""

    same: dict[str, tuple[str, int]] = field(default_factory=dict)
    threads: dict[str, str] = field(default_factory=dict)
    heads: dict[str, tuple[int, str, int]] = field(default_factory=dict)
    ways: set[str] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)


class Reports(Base):
    """The reports and the ways they came."""

    def keep_reports(self, batch: Iterable[Report]) -> tuple[Kept, ...]:
        """Keep reports with their provenances; keeping them again changes nothing.

        The same text through two doors is one report with two provenances. A link seen before with another text, or a
        file of the same name and source with much the same text, is a new version of that report. One transaction a
        call: a batch is kept whole or not at all. Quarantined documents that are kept now are marked solved.
        """
        kept: list[Kept] = []
        with self._write() as connection:
            for some in chunks(batch):
                kept += self._keep(connection, some)
        return tuple(kept)

    def _keep(self, connection: Connection, batch: Sequence[Report]) -> list[Kept]:
        known = _look_up(connection, batch)
        rows = _Rows()
        kept = [_decide(report, known, rows) for report in batch]
        for table, new in ((t.report_versions, rows.versions), (t.reports, rows.heads), (t.provenances, rows.ways)):
            if new:
                connection.execute(table.insert(), new)
        for values in rows.moved:
            connection.execute(update(t.reports).where(t.reports.c.id == values["id"]).values(**values))
        blobs = [(report.blob, report.inside) for report in batch]
        _solve(connection, blobs)
        return kept

    def report(self, report: str, version: int | None = None) -> Report:
        """A report with all its provenances, in its newest or a given version; raises NotFound."""
        found = self.reports_of([report], version)
        if not found:
            raise NotFound("report", report)
        return found[0]

    def reports_of(self, ids: Iterable[str], version: int | None = None) -> tuple[Report, ...]:
        """The reports with these ids, in that order; unknown ids are left out."""
        with self._read() as connection:
            found: dict[str, Report] = {}
            wanted = list(ids)
            for some in chunks(wanted):
                found |= _load(connection, some, version)
        return tuple(found[one] for one in wanted if one in found)

    def reports_after(self, n: int = 0, limit: int = 1000) -> tuple[tuple[int, str], ...]:
        """(order of arrival, id) of reports that came after `n`, oldest first."""
        query = select(t.reports.c.n, t.reports.c.id).where(t.reports.c.n > n).order_by(t.reports.c.n).limit(limit)
        with self._read() as connection:
            return tuple((row.n, row.id) for row in connection.execute(query))

    def report_versions(self, report: str) -> tuple[int, ...]:
        """The versions of a report, oldest first."""
        table = t.report_versions
        with self._read() as connection:
            query = select(table.c.version).where(table.c.report == report).order_by(table.c.version)
            return tuple(connection.scalars(query))

    def seen_content(self, reports: Iterable[Report]) -> dict[str, str]:
        """Which of these documents the store holds already: their own id → the id in force."""
        by_key = {same_as(report): report.id for report in reports}
        table = t.report_versions
        found: dict[str, str] = {}
        with self._read() as connection:
            for some in chunks(by_key):
                query = select(table.c.same_as, table.c.report).where(table.c.same_as.in_(some))
                found |= {by_key[row.same_as]: row.report for row in connection.execute(query)}
        return found

    def seen_inside(self, places: Iterable[tuple[str, str | None]]) -> set[tuple[str, str | None]]:
        """Which (blob, place inside it) some kept report came from."""
        table = t.provenances
        wanted = set(places)
        found: set[tuple[str, str | None]] = set()
        with self._read() as connection:
            for some in chunks({blob for blob, _ in wanted}):
                query = select(table.c.blob, table.c.inside).where(table.c.blob.in_(some))
                found |= {(row.blob, row.inside) for row in connection.execute(query)}
        return found & wanted

    def seen(self, blobs: Iterable[tuple[str, str]], source: str, reader: str = "") -> set[tuple[str, str]]:
        """Which (blob, path) of a source were wholly kept before by the same reader: a second run skips them."""
        table = t.taken
        wanted = set(blobs)
        found: set[tuple[str, str]] = set()
        with self._read() as connection:
            for some in chunks({blob for blob, _ in wanted}):
                query = select(table.c.blob, table.c.path).where(
                    table.c.source == word(source), table.c.blob.in_(some), table.c.reader == reader
                )
                found |= {(row.blob, row.path) for row in connection.execute(query)}
        return {one for one in wanted if (one[0], word(one[1])) in found}

    def take(self, blobs: Iterable[tuple[str, str]], source: str, at: datetime, reader: str = "") -> None:
        """Remember that all of these (blob, path) of a source was kept; call it after keep_reports and keep_rejected."""
        common = {"source": word(source), "reader": reader, "at": instant(at)}
        with self._write() as connection:
            for some in chunks(dict.fromkeys(blobs)):
                self._put(connection, t.taken, [{"blob": blob, "path": word(path), **common} for blob, path in some])

    def forget_taken(self, blobs: Iterable[str]) -> None:
        """Let these raw files be read again, for a re-drive or after a reader was mended."""
        with self._write() as connection:
            for some in chunks(blobs):
                connection.execute(t.taken.delete().where(t.taken.c.blob.in_(some)))


@dataclass(slots=True)
class _Rows:
    """Rows a batch adds."""

    versions: list[dict[str, Any]] = field(default_factory=list)
    heads: list[dict[str, Any]] = field(default_factory=list)
    ways: list[dict[str, Any]] = field(default_factory=list)
    moved: list[dict[str, Any]] = field(default_factory=list)


def same_as(report: Report) -> str:
    """What makes two documents one: the text; without text (a voice clip, a picture) the raw bytes and the place in them."""
    body = report.text.strip() or any(any(any(row) for row in table) for table in report.tables)
    return report.content_hash if body else mark(report.content_hash, report.blob, report.inside)


def place_of(report: Report) -> str:
    """The name a document goes by in its source: a file that comes again under it may be the same one, changed."""
    way = report.provenance[0] if report.provenance else None
    return mark(way.source if way else None, way.sender if way else None, report.path, report.inside)


def _look_up(connection: Connection, batch: Sequence[Report]) -> _Known:
    versions, heads = t.report_versions, t.reports
    known = _Known()
    keys = {same_as(report) for report in batch}
    for row in connection.execute(
        select(versions.c.same_as, versions.c.report, versions.c.version).where(versions.c.same_as.in_(keys))
    ):
        known.same[row.same_as] = (row.report, row.version)
    links = {word(report.link) for report in batch if report.link}
    places = {place_of(report) for report in batch}
    query = select(heads.c.id, heads.c.version, heads.c.kind, heads.c.link, heads.c.place, versions.c.data)
    query = query.join(versions, (versions.c.report == heads.c.id) & (versions.c.version == heads.c.version))
    query = query.where(heads.c.link.in_(links) | heads.c.place.in_(places) | heads.c.id.in_({one.id for one in batch}))
    for head in connection.execute(query):
        _remember(known, from_json(Report, head.data), head.id, head.version, head.link, head.place)
    last = select(t.provenances.c.id).where(t.provenances.c.report.in_({one for one, _ in known.same.values()}))
    known.ways |= set(connection.scalars(last))
    return known


def _remember(known: _Known, report: Report, head: str, version: int, link: str | None, place: str | None) -> None:
    known.heads[head] = (version, report.kind, len(report.text))
    known.texts[head] = report.text
    if link:
        known.threads[link] = head
    elif place:
        known.threads[place] = head


def _decide(report: Report, known: _Known, rows: _Rows) -> Kept:
    key = same_as(report)
    if key in known.same:
        head, version = known.same[key]
        fresh = _add_ways(report, head, version, known, rows)
        return Kept(head, "again" if fresh else "same", version)
    thread = _thread(report, known)
    head, version = (report.id, 1) if thread is None else (thread, known.heads[thread][0] + 1)
    if thread is None and head in known.heads:
        head = mark(report.id, key)
    known.same[key] = (head, version)
    rows.versions.append(_version_row(report, head, version, key))
    if thread is None:
        rows.heads.append(_head_row(report, head))
    else:
        rows.moved.append({"id": head, "version": version, "kind": report.kind})
    _remember(known, report, head, version, word(report.link), place_of(report))
    _add_ways(report, head, version, known, rows)
    return Kept(head, "new" if thread is None else "changed", version)


def _thread(report: Report, known: _Known) -> str | None:
    """The report this one is a newer version of, if any."""
    if report.link:
        return known.threads.get(word(report.link) or "")
    head = known.threads.get(place_of(report))
    return head if head is not None and alike(known.texts[head], report.text) >= ALIKE else None


def alike(one: str, other: str) -> float:
    """How much two texts share: common runs of three words over all of them, 0 to 1."""
    first, second = _runs(one), _runs(other)
    return len(first & second) / len(first | second) if first | second else 1.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2))} if words else set()


def _add_ways(report: Report, head: str, version: int, known: _Known, rows: _Rows) -> bool:
    fresh = False
    for way in report.provenance:
        row = _way_row(report, way, head, version)
        if row["id"] not in known.ways:
            known.ways.add(row["id"])
            rows.ways.append(row)
            fresh = True
    return fresh


def _way_row(report: Report, way: Provenance, head: str, version: int) -> dict[str, Any]:
    return {
        "id": mark(head, version, way.door, way.source, way.sender, report.path, report.inside),
        "report": head,
        "version": version,
        "source": word(way.source),
        "partner": word(way.partner),
        "blob": report.blob,
        "path": word(report.path),
        "inside": word(report.inside),
        "received_at": instant(way.received_at),
        "data": to_json(way),
    }


def _head_row(report: Report, head: str) -> dict[str, Any]:
    return {
        "id": head,
        "version": 1,
        "link": word(report.link),
        "place": place_of(report),
        "kind": word(report.kind),
        "sender_type": report.sender_type,
        "received_at": _received(report),
    }


def _version_row(report: Report, head: str, version: int, key: str) -> dict[str, Any]:
    return {
        "report": head,
        "version": version,
        "same_as": key,
        "blob": report.blob,
        "inside": word(report.inside),
        "at": _received(report),
        "data": to_json(replace(report, id=head, provenance=())),
    }


def _received(report: Report) -> str | None:
    return instant(report.provenance[0].received_at) if report.provenance else None


def _solve(connection: Connection, places: Sequence[tuple[str, str | None]]) -> None:
    table = t.rejected
    whole = {blob for blob, inside in places}
    waiting = connection.execute(
        select(table.c.id, table.c.blob, table.c.inside).where(table.c.blob.in_(whole), table.c.state != "solved")
    ).all()
    kept = {(blob, word(inside)) for blob, inside in places}
    solved = [row.id for row in waiting if (row.blob, row.inside) in kept or row.inside is None]
    if solved:
        connection.execute(update(table).where(table.c.id.in_(solved)).values(state="solved"))


def _load(connection: Connection, ids: Sequence[str], version: int | None) -> dict[str, Report]:
    heads, versions, ways = t.reports, t.report_versions, t.provenances
    wanted = heads.c.version if version is None else version
    query = select(heads.c.id, versions.c.version, versions.c.data).join(
        versions, (versions.c.report == heads.c.id) & (versions.c.version == wanted)
    )
    found = {
        row.id: (row.version, from_json(Report, row.data)) for row in connection.execute(query.where(heads.c.id.in_(ids)))
    }
    came: dict[tuple[str, int], list[Provenance]] = {}
    order = select(ways.c.report, ways.c.version, ways.c.data).where(ways.c.report.in_(ids))
    for row in connection.execute(order.order_by(ways.c.received_at, ways.c.id)):
        came.setdefault((row.report, row.version), []).append(from_json(Provenance, row.data))
    return {one: replace(report, provenance=tuple(came.get((one, at), ()))) for one, (at, report) in found.items()}
