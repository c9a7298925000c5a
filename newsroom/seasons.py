"""The year's seasons of the joint plan: data in seasons.toml, as days of a year."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from newsroom.lunar import solar


@dataclass(frozen=True, slots=True)
class Season:
    """A stretch of the year: month and day of its first and last day (lunar: by the lunar calendar), topics it favours."""

    id: str
    name: str
    first: tuple[int, int]
    last: tuple[int, int]
    topics: tuple[str, ...]
    lunar: bool = False
    lead_days: int = 0

    def covers(self, day: date) -> bool:
        """Whether the season holds on `day`."""
        return any(start <= day <= end for start, end in self._spans(day.year))

    def _spans(self, year: int) -> list[tuple[date, date]]:
        spans = []
        for start_year in (year - 1, year, year + 1):
            end_year = start_year if self.last >= self.first else start_year + 1
            make = solar if self.lunar else date
            start, end = make(start_year, *self.first), make(end_year, *self.last)
            spans.append((start - timedelta(days=self.lead_days), end))
        return spans


@cache
def seasons() -> tuple[Season, ...]:
    """The seasons shipped with the program."""
    rows = tomllib.loads((files("newsroom") / "seasons.toml").read_text(encoding="utf-8"))["season"]
    return read_seasons(rows)


def read_seasons(rows: Sequence[dict[str, object]]) -> tuple[Season, ...]:
    """Seasons of `[[season]]` tables; `from` and `to` are "MM-DD"."""
    return tuple(_season(row) for row in rows)


def _season(row: dict[str, object]) -> Season:
    topics = row.get("topics", ())
    return Season(
        id=str(row["id"]),
        name=str(row["name"]),
        first=_month_day(str(row["from"])),
        last=_month_day(str(row["to"])),
        topics=tuple(str(topic) for topic in topics) if isinstance(topics, list) else (),
        lunar=bool(row.get("lunar", False)),
        lead_days=int(str(row.get("lead_days", 0))),
    )


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    return int(month), int(day)


def in_season(day: date, known: Sequence[Season] | None = None) -> tuple[Season, ...]:
    """The seasons that hold on `day`."""
    return tuple(season for season in (seasons() if known is None else known) if season.covers(day))
