"""Backup and restore: one portable form for both engines and both kinds of blobs.

A backup is a folder: `manifest.json` (what it holds, with counts and SHA-256), `records-…/<table>.jsonl.gz` (one row a line),
`blobs/ab/abcdef…`. The manifest is written last and at once, so a backup that was cut short is never taken for a whole one and
never harms the one before it. A backup into the same folder copies only blobs that are new.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select, text

from content_store import migrations
from content_store import tables as t
from content_store.files import PIECE, Files, disk_trouble
from content_store.finding import index_all
from content_store.local_files import LocalFiles
from content_store.rows import chunks
from content_store.store import Store
from newsroom.errors import BadBackup, Damaged

FORMAT = 1
_LEFT_OUT = {"story_words", "marks"}
TABLES = [table for table in t.METADATA.sorted_tables if table.name not in _LEFT_OUT]
"""What a backup holds; the search index is made anew."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: rows and SHA-256 by table, how many blobs and bytes, and blobs that were damaged before it."""

    format: int
    revision: str
    made_at: str
    records: str
    rows: dict[str, int]
    sha256: dict[str, str]
    blobs: int
    bytes: int
    damaged: tuple[str, ...] = ()


def backup(store: Store, files: Files, out: Path, at: datetime) -> Manifest:
    """Write a backup of one moment of the store and of every blob into a folder.

    A damaged blob is left out and named in the manifest. Raises BadBackup when the folder holds something else, StoreFull.
    """
    if out.exists() and any(out.iterdir()) and not (out / "manifest.json").exists() and not (out / "blobs").exists():
        raise BadBackup("not_a_backup", out, "")
    records = f"records-{at:%Y%m%d-%H%M%S}"
    with disk_trouble(out):
        shutil.rmtree(out / records, ignore_errors=True)
        (out / records).mkdir(parents=True)
        rows, hashes = _write_records(store, out / records)
        blobs, size, damaged = _write_blobs(files, out / "blobs")
        made = Manifest(FORMAT, migrations.HEAD, at.isoformat(), records, rows, hashes, blobs, size, damaged)
        _write_manifest(made, out)
        for old in out.glob("records-*"):
            if old.name != records:
                shutil.rmtree(old)
    return made


def restore(store: Store, files: Files, source: Path) -> Manifest:
    """Put a backup into an empty store, of either engine, and its blobs into any place.

    Everything is checked first and put in one transaction. Raises BadBackup (`not_empty`, `not_a_backup`, `newer`, `damaged`).
    """
    made = read_manifest(source)
    _check(made, source)
    for sha in (blobs := LocalFiles(source / "blobs")).each():
        with blobs.open(sha) as stream:
            if not files.has(sha):
                files.put(stream)
    with store._write() as connection:
        for table in TABLES:
            if connection.scalar(select(func.count()).select_from(table)):
                raise BadBackup("not_empty", store.name, table.name)
        for table in TABLES:
            _read_table(connection, table, source / made.records / f"{table.name}.jsonl.gz")
            if store.dialect == "postgresql" and "n" in table.c:
                _set_counter(connection, table)
        index_all(connection, store.dialect)
    return made


def read_manifest(source: Path) -> Manifest:
    """The manifest of a backup; raises BadBackup when there is none, when it is broken or of a newer program."""
    try:
        data = json.loads((source / "manifest.json").read_text(encoding="utf-8"))
        made = Manifest(**{**data, "damaged": tuple(data["damaged"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BadBackup("not_a_backup", source, error) from error
    if made.format > FORMAT or made.revision > migrations.HEAD:
        raise BadBackup("newer", source, made.revision)
    return made


def _write_records(store: Store, out: Path) -> tuple[dict[str, int], dict[str, str]]:
    rows: dict[str, int] = {}
    with store._read() as connection:
        for table in TABLES:
            rows[table.name] = _write_table(connection, table, out / f"{table.name}.jsonl.gz")
    return rows, {table.name: _hash(out / f"{table.name}.jsonl.gz") for table in TABLES}


def _write_table(connection: Connection, table: Table, path: Path) -> int:
    query = select(table).order_by(*table.primary_key.columns)
    count = 0
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 1, raw, mtime=0) as out:
        for row in connection.execution_options(yield_per=500).execute(query):
            out.write(json.dumps(dict(row._mapping), ensure_ascii=False).encode() + b"\n")
            count += 1
        out.flush()
        os.fsync(raw.fileno())
    return count


def _write_blobs(files: Files, out: Path) -> tuple[int, int, tuple[str, ...]]:
    kept, count, size, damaged = LocalFiles(out), 0, 0, []
    for sha in files.each():
        try:
            if not kept.has(sha):
                with files.open(sha) as stream:
                    kept.put(stream)
        except Damaged:
            damaged.append(sha)
            continue
        count += 1
        size += kept.size(sha)
    return count, size, tuple(damaged)


def _write_manifest(made: Manifest, out: Path) -> None:
    half = out / "manifest.half"
    with half.open("w", encoding="utf-8") as stream:
        json.dump(asdict(made), stream, ensure_ascii=False, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    half.replace(out / "manifest.json")


def _check(made: Manifest, source: Path) -> None:
    for name, expected in made.sha256.items():
        path = source / made.records / f"{name}.jsonl.gz"
        if not path.is_file() or _hash(path) != expected:
            raise BadBackup("damaged", path, "")


def _read_table(connection: Connection, table: Table, path: Path) -> None:
    if not path.is_file():
        return
    for some in chunks(_lines(path)):
        connection.execute(table.insert(), some)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def _set_counter(connection: Connection, table: Table) -> None:
    """New rows are numbered after the restored ones."""
    name = table.name
    after = f"SELECT setval(pg_get_serial_sequence('{name}', 'n'), (SELECT coalesce(max(n), 0) + 1 FROM {name}), false)"
    connection.execute(text(after))


def _hash(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
