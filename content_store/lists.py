"""Lists of stories: what is wanted, one page after another, counts per state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from content_store import tables as t
from content_store.answers import Line
from content_store.base import Base
from content_store.rows import day_text, from_json, moment, word
from newsroom.story import Story

LINE_COLUMNS = [t.stories.c[name] for name in Line.__dataclass_fields__]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which stories: every field given must fit, an empty tuple or None fits all; days are inclusive."""

    states: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    sender_types: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    parent: str | None = None
    needs_human: bool | None = None
    received_from: date | None = None
    received_to: date | None = None
    event_from: date | None = None
    event_to: date | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same as SQL."""
        c = t.stories.c
        many = (
            (c.state, self.states), (c.primary, self.classes), (c.sender_type, self.sender_types), (c.partner, self.partners),
            (c.commune, self.communes), (c.editor, self.editors), (c.report, self.reports),
        )  # fmt: skip
        found: list[ColumnElement[bool]] = [_one_of(column, values) for column, values in many if values]
        if self.parent is not None:
            found.append(c.parent == word(self.parent))
        if self.needs_human is not None:
            found.append(c.needs_human == self.needs_human)
        found += [c.received_on >= day_text(day) for day in (self.received_from,) if day]
        found += [c.received_on <= day_text(day) for day in (self.received_to,) if day]
        found += [c.event_date >= day_text(day) for day in (self.event_from,) if day]
        found += [c.event_date <= day_text(day) for day in (self.event_to,) if day]
        return found


ALL = Wanted()
"""Every story."""


def _one_of(column: ColumnElement[Any], values: tuple[str, ...]) -> ColumnElement[bool]:
    clean = [word(str(value)) for value in values]
    return column == clean[0] if len(clean) == 1 else column.in_(clean)


class Lists(Base):
    """Looking through the stories."""

    def lines(self, wanted: Wanted = ALL, limit: int = 50, before: int | None = None) -> tuple[Line, ...]:
        """A page of stories, newest arrival first; `before` is the `n` of the last line of the page above."""
        query = select(*LINE_COLUMNS).where(*wanted.conditions()).order_by(t.stories.c.n.desc()).limit(limit)
        if before is not None:
            query = query.where(t.stories.c.n < before)
        with self._read() as connection:
            return tuple(map(line_of, connection.execute(query)))

    def stories(self, wanted: Wanted = ALL, limit: int | None = None, before: int | None = None) -> tuple[Story, ...]:
        """The wanted stories whole, newest arrival first."""
        query = select(t.stories.c.data).where(*wanted.conditions()).order_by(t.stories.c.n.desc())
        query = query if before is None else query.where(t.stories.c.n < before)
        query = query if limit is None else query.limit(limit)
        with self._read() as connection:
            return tuple(from_json(Story, data) for data in connection.scalars(query))

    def each_story(self, wanted: Wanted = ALL, size: int = 500) -> Iterator[Story]:
        """All wanted stories one by one, oldest first, in little memory."""
        after = 0
        while True:
            query = select(t.stories.c.n, t.stories.c.data).where(t.stories.c.n > after, *wanted.conditions())
            with self._read() as connection:
                rows = connection.execute(query.order_by(t.stories.c.n).limit(size)).all()
            yield from (from_json(Story, row.data) for row in rows)
            if len(rows) < size:
                return
            after = rows[-1].n

    def counts(self, wanted: Wanted = ALL, by: str = "state") -> dict[str, int]:
        """How many wanted stories there are per state, or per `primary`, `commune`, `partner`, `sender_type`, `editor`."""
        column = t.stories.c[by]
        query = select(column, func.count()).where(*wanted.conditions()).group_by(column)
        with self._read() as connection:
            return {value or "": count for value, count in connection.execute(query)}


def line_of(row: Any) -> Line:
    """The line of a row that has LINE_COLUMNS."""
    values = {name: getattr(row, name) for name in Line.__dataclass_fields__}
    for name in ("event_date", "received_on", "embargo_until"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    return Line(**{**values, "at": moment(values["at"])})
