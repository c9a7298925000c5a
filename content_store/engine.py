"""One engine for SQLite (WAL, one writer that queues) and PostgreSQL; database trouble becomes a fault with words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError

from newsroom.errors import StoreBusy, StoreDown, StoreFull

_WRITERS = 0x6E6863  # the advisory lock that queues the keepers of PostgreSQL as SQLite queues its own
_BUSY_STATES = {"55P03", "40P01", "40001", "57014"}  # lock not available, deadlock, serialization failure, statement timeout
_FULL_STATES = {"53100"}


def make_engine(database: str, wait_s: float) -> Engine:
    """The engine for an address; a folder of an SQLite file is made, `postgresql://` means psycopg 3."""
    url = make_url(database)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, wait_s)
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return create_engine(
        url,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 10, "options": f"-c lock_timeout={int(wait_s * 1000)} -c timezone=UTC"},
    )


def _sqlite(url: URL, wait_s: float) -> Engine:
    if url.database:
        with faults(str(url.database), wait_s):
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": wait_s})

    @event.listens_for(engine, "connect")
    def _prepare(raw: SqliteConnection, _record: object) -> None:
        raw.isolation_level = None  # the driver's own transactions begin too late to lock; ours begin in _begin
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "cache_size=-65536",
            "mmap_size=268435456",
        ):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def name_of(engine: Engine) -> str:
    """The database as people may see it, without a password."""
    return engine.url.database or "" if engine.dialect.name == "sqlite" else engine.url.render_as_string(hide_password=True)


@contextmanager
def faults(name: str, wait_s: float) -> Iterator[None]:
    """Turn the trouble of a database into StoreBusy, StoreFull or StoreDown; anything else is a bug and passes."""
    try:
        yield
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        words = str(error.orig)
        if state in _BUSY_STATES or "locked" in words:
            raise StoreBusy(name, f"{wait_s:g}") from error
        if state in _FULL_STATES or "is full" in words:
            raise StoreFull(name) from error
        if isinstance(error, OperationalError):
            raise StoreDown(name, words.strip().splitlines()[0] if words.strip() else "?") from error
        raise
    except OSError as error:
        raise StoreDown(name, error.strerror or error) from error


@contextmanager
def writing(engine: Engine, wait_s: float) -> Iterator[Connection]:
    """A transaction that has the only pen: it commits whole or not at all."""
    with faults(name_of(engine), wait_s), engine.connect() as connection:
        connection = connection.execution_options(writing=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
            yield connection


@contextmanager
def reading(engine: Engine, wait_s: float) -> Iterator[Connection]:
    """A transaction that sees one moment of the database."""
    with faults(name_of(engine), wait_s), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def insert(engine_name: str, table: Any) -> Any:
    """An INSERT that knows ON CONFLICT, in either dialect."""
    return sqlite.insert(table) if engine_name == "sqlite" else postgresql.insert(table)
