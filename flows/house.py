"""The composition root: settings become an open store, files and a clock; everything else is handed what it needs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows import settings as station
from flows.settings import Settings

if TYPE_CHECKING:
    from content_store.files import Files
    from content_store.store import Store


@dataclass(frozen=True, slots=True)
class House:
    """Everything a job works with. Never handed to a Prefect task: a task opens its own from the settings."""

    settings: Settings
    store: Store
    files: Files

    @property
    def zone(self) -> ZoneInfo:
        """The station's zone."""
        return zone_of(self.settings)

    @property
    def out(self) -> Path:
        """Where documents and packages are put for people to take."""
        return self.settings.home / "out"


def zone_of(settings: Settings) -> ZoneInfo:
    """The station's zone, Asia/Ho_Chi_Minh unless set."""
    return ZoneInfo(settings.table("station").get("timezone", "Asia/Ho_Chi_Minh"))


def now(settings: Settings) -> datetime:
    """The moment, in the station's zone; $NHIPCAU_NOW (ISO, with offset) stands in for the clock in demonstrations and tests."""
    fixed = os.environ.get("NHIPCAU_NOW")
    return datetime.fromisoformat(fixed) if fixed else datetime.now(zone_of(settings))


def today(settings: Settings) -> date:
    """The station's day."""
    return now(settings).date()


@contextmanager
def open_house(settings: Settings | None = None) -> Iterator[House]:
    """An open House, closed again at the end; the data folder is made when missing."""
    from content_store import open_files, open_store

    settings = settings or station.load()
    settings.home.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.database)
    try:
        yield House(settings, store, open_files(settings.files, settings.table("store").get("endpoint")))
    finally:
        store.close()
