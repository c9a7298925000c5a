"""Alembic migrations, carried inside the package; a store brings itself up to date when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

HEAD = "0001"
"""The newest revision; a test holds it to the newest file in `versions/`."""


def configuration(connection: Connection) -> Config:
    """Alembic's configuration over an open connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "content_store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """Bring the tables to HEAD inside the caller's transaction; does nothing (and imports nothing) when they are there."""
    from sqlalchemy import inspect

    if inspect(connection).has_table("alembic_version"):
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if found == HEAD:
            return
    from alembic import command

    command.upgrade(configuration(connection), "head")
