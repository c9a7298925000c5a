"""Shows: what a programme is made of, when it recurs, what it wants in it. Data, from the station's TOML.

A template is a row of parts: fixed ones (đài hiệu, nhạc hiệu, lời chào, nhạc cắt, lời kết) and places for items.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from newsroom.errors import BadSettings
from newsroom.facts import CLASSES
from newsroom.recurrence import airings, rule_of
from newsroom.rundown import KINDS, Block, Segment
from newsroom.typed_time import parse_clock, parse_length


@dataclass(frozen=True, slots=True)
class Part:
    """A row of the template: a fixed segment, or (`items`) a place for stories of some topics (none: of any)."""

    kind: str
    title: str
    block: str | None = None
    items: bool = False
    topics: tuple[str, ...] = ()
    media_ms: int | None = None
    script: str | None = None
    sound: str | None = None
    presenter: str | None = None
    feed: str | None = None
    override_ms: int | None = None
    overlap_ms: int = 0


@dataclass(frozen=True, slots=True)
class Want:
    """How many stories of a topic an edition wants: at least, at most (None: any number)."""

    topic: str
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Show:
    """A programme. Lengths in milliseconds; `one_per` names fields no two items of an edition may share.

    `rule` is an RFC 5545 RRULE, `at` the clock of the start, `first` the first day it may air; a rule has no end unless
    someone writes one, so no outage switches a show off. `language` "km" is the Khmer edition: own translator
    and reviewer in `crew`, own rate. `places` is the greatest number of items.
    """

    id: str
    name: str
    planned_ms: int
    rule: str
    at: time
    first: date
    parts: tuple[Part, ...]
    blocks: tuple[Block, ...] = ()
    wants: tuple[Want, ...] = ()
    tolerance_ms: int | None = None
    rate: int | None = None
    language: str = "vi"
    medium: str = "radio"
    programme: str = "studio"
    channel: str | None = None
    repeats: str | None = None
    crew: tuple[tuple[str, str], ...] = ()
    one_per: tuple[str, ...] = ("donor",)
    places: int = 20
    fresh_days: int = 14
    balance_weeks: int = 6
    repeats_allowed: bool = False
    repeat_after_days: int = 14
    presenters: tuple[str, ...] = ()
    prefer: Mapping[str, int] = field(default_factory=dict)

    def starts(self, day: date, zone: tzinfo) -> datetime:
        """The moment an edition of `day` starts."""
        return datetime.combine(day, self.at, zone)

    def airs_on(self, day: date) -> bool:
        """Whether the show airs on `day`."""
        return bool(airings(self.rule, self.first, day, day))


def due(show: Show, last_made: date | None, today: date, ahead_days: int = 7) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """Editions missed since the last one made, and those to make now.

    Nothing is remembered but the last edition made, so after any outage the series goes on by itself; missed days are
    named, never made up in silence.
    """
    start = show.first if last_made is None else last_made + timedelta(days=1)
    days = airings(show.rule, show.first, max(start, today - timedelta(days=366)), today + timedelta(days=ahead_days))
    return tuple(day for day in days if day < today), tuple(day for day in days if day >= today)


def fixed_segments(show: Show) -> list[tuple[Part, Segment | None]]:
    """The template in order: fixed parts with their segment, places with None."""
    found: list[tuple[Part, Segment | None]] = []
    for place, part in enumerate(show.parts, 1):
        found.append((part, None if part.items else _segment(part, place, show)))
    return found


def _segment(part: Part, place: int, show: Show) -> Segment:
    voices = part.presenter or (", ".join(show.presenters) if part.script else None)
    return Segment(
        id=f"p{place:02d}",
        title=part.title,
        kind=part.kind,
        block=part.block,
        presenter=voices,
        script=part.script,
        media_ms=part.media_ms,
        override_ms=part.override_ms,
        overlap_ms=part.overlap_ms,
        sound=part.sound,
        feed=part.feed,
    )


def read_shows(rows: Sequence[Mapping[str, Any]], where: str = "config") -> tuple[Show, ...]:
    """The shows of `[[show]]` tables; raises BadSettings naming the show and the key."""
    shows = tuple(_Table(row, f"show[{place}]", where).show() for place, row in enumerate(rows))
    names = [show.id for show in shows]
    twins = sorted({name for name in names if names.count(name) > 1})
    if twins:
        raise BadSettings(where, "show.id", f"mã bị trùng: {', '.join(twins)}")
    return shows


@dataclass(frozen=True, slots=True)
class _Table:
    """A TOML table and where it stands."""

    row: Mapping[str, Any]
    path: str
    where: str

    def refuse(self, key: str, what: object) -> BadSettings:
        return BadSettings(self.where, f"{self.path}.{key}", what)

    def need(self, key: str) -> Any:
        if self.row.get(key) in (None, ""):
            raise self.refuse(key, "thiếu")
        return self.row[key]

    def length(self, key: str) -> int | None:
        """A length in TOML: seconds as a number, or typed as people type it ("15'", "0'35\"")."""
        value = self.row.get(key)
        if value is None:
            return None
        try:
            found = (
                round(value * 1000)
                if isinstance(value, (int, float)) and not isinstance(value, bool)
                else parse_length(str(value))
            )
        except ValueError as error:
            raise self.refuse(key, f"“{value}” không phải thời lượng") from error
        if found < 0:
            raise self.refuse(key, "không được âm")
        return found

    def topics(self, key: str) -> tuple[str, ...]:
        found = tuple(self.row.get(key, ()))
        for topic in found:
            if topic not in CLASSES:
                raise self.refuse(key, f"không có nhóm “{topic}”; có: {', '.join(CLASSES)}")
        return found

    def tables(self, key: str) -> list[_Table]:
        return [_Table(row, f"{self.path}.{key}[{place}]", self.where) for place, row in enumerate(self.row.get(key, ()))]

    def show(self) -> Show:
        blocks = tuple(
            Block(table.need("id"), table.need("title"), table.length("budget")) for table in self.tables("block")
        )
        planned = self.length("length")
        if not planned:
            raise self.refuse("length", "thiếu thời lượng")
        rule, clock = self._when()
        first = self.row.get("first", date(2026, 1, 1))
        return Show(
            id=str(self.need("id")),
            name=str(self.need("name")),
            planned_ms=planned,
            rule=rule,
            at=clock,
            first=first.date() if isinstance(first, datetime) else first,
            parts=tuple(table.part({block.id for block in blocks}) for table in self.tables("part")),
            blocks=blocks,
            wants=tuple(table.want() for table in self.tables("want")),
            tolerance_ms=self.length("tolerance"),
            crew=tuple((str(name), str(who)) for name, who in self.row.get("crew", {}).items()),
            one_per=tuple(self.row.get("one_per", ("donor",))),
            presenters=tuple(self.row.get("presenters", ())),
            prefer={str(name): int(score) for name, score in self.row.get("prefer", {}).items()},
            **self._plain(),
        )

    def _plain(self) -> dict[str, Any]:
        names = (
            "rate", "language", "medium", "programme", "channel", "repeats", "places", "fresh_days", "balance_weeks",
            "repeats_allowed", "repeat_after_days",
        )  # fmt: skip
        return {name: self.row[name] for name in names if name in self.row}

    def _when(self) -> tuple[str, time]:
        try:
            rule, clock = rule_of(str(self.need("when")))
        except ValueError as error:
            raise self.refuse("when", f"không hiểu lịch “{self.row['when']}”") from error
        given = self.row.get("at")
        try:
            return rule, given if isinstance(given, time) else parse_clock(str(given)) if given else clock or time(0)
        except ValueError as error:
            raise self.refuse("at", f"“{given}” không phải giờ") from error

    def part(self, blocks: set[str]) -> Part:
        block = self.row.get("block")
        if block is not None and block not in blocks:
            raise self.refuse("block", f"không có khối “{block}”")
        kind = str(self.row.get("kind", "report"))
        words = {name: self.row[name] for name in ("script", "sound", "presenter", "feed") if name in self.row}
        return Part(
            kind=kind,
            title=str(self.row.get("title", KINDS.get(kind, kind))),
            block=block,
            items=bool(self.row.get("items", False)),
            topics=self.topics("topics"),
            media_ms=self.length("media"),
            override_ms=self.length("override"),
            overlap_ms=self.length("overlap") or 0,
            **words,
        )

    def want(self) -> Want:
        topic = self.need("topic")
        if topic not in CLASSES:
            raise self.refuse("topic", f"không có nhóm “{topic}”")
        return Want(topic, int(self.row.get("least", 0)), self.row.get("most"))
