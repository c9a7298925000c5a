"""The rundown file: JSON ⇄ nouns, with refusals that name the place, and the times of a timed rundown.

The shape is public (rundown.schema.json beside this file). A nullable key may be absent; fields this program does not
know pass through untouched. Refusals are BadRundown(place, what is wrong).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from importlib.resources import files
from typing import Any

from newsroom.errors import BadRundown
from newsroom.rundown import Block, Rundown, Segment, SignOff
from newsroom.timing import BlockTime, Timed, Timing

UNDATED = date.min
"""The day of a file that names neither a day nor a start."""
_LONGEST_MS = 1000 * 86_400_000
_YEARS = range(1970, 2200)


def schema() -> dict[str, Any]:
    """The JSON Schema of the rundown file."""
    found: dict[str, Any] = json.loads((files("newsroom") / "rundown.schema.json").read_text(encoding="utf-8"))
    return found


def parse(raw: bytes) -> dict[str, Any]:
    """The JSON object in `raw` (UTF-8); raises BadRundown with line and column."""
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise BadRundown(f"byte {error.start}", "tệp phải là UTF-8") from error
    except json.JSONDecodeError as error:
        raise BadRundown(f"dòng {error.lineno}, cột {error.colno}", "không đúng cú pháp JSON") from error
    except RecursionError as error:
        raise BadRundown("cả tệp", "JSON lồng quá sâu") from error
    if not isinstance(data, dict):
        raise BadRundown("cả tệp", "phải là một đối tượng JSON {…}")
    return data


def _no_constant(name: str) -> None:
    raise BadRundown("cả tệp", f"{name} không phải là số dùng được")


def read(data: Mapping[str, Any]) -> Rundown:
    """The rundown in a parsed file; raises BadRundown at the first fault."""
    top = _At(data, "")
    blocks = tuple(_block(at) for at in top.rows("blocks", needed=False))
    _no_twins([block.id for block in blocks], "blocks")
    known = {block.id for block in blocks}
    segments = tuple(_segment(at, known) for at in top.rows("segments", needed=True))
    _no_twins([segment.id for segment in segments], "segments")
    start, end = top.moment("start"), top.moment("end")
    if start and end and end < start:
        raise BadRundown("end", f"{data['end']} đứng trước start {data['start']}")
    return Rundown(
        show=top.text("show") or "",
        title=top.text("title") or "",
        day=top.day("day") or (start.date() if start else UNDATED),
        planned_ms=top.needed_ms("planned_ms"),
        segments=segments,
        blocks=blocks,
        start=start,
        end=end,
        tolerance_ms=top.ms("tolerance_ms"),
        rate=top.rate("rate"),
        id=top.text("id"),
        **_extras(data),
    )


def _block(at: _At) -> Block:
    name = at.id()
    return Block(name, at.text("title") or name, at.ms("budget_ms"))


def _segment(at: _At, blocks: set[str]) -> Segment:
    name, block = at.id(), at.text("block")
    if block is not None and block not in blocks:
        raise BadRundown(at.place("block"), f"không có khối nào mang mã “{block}”")
    return Segment(
        id=name,
        title=at.text("title") or "",
        kind=at.text("kind") or "",
        block=block,
        presenter=at.text("presenter"),
        rate=at.rate("rate"),
        script=at.text("script"),
        media_ms=at.ms("media_ms"),
        voice_over=at.flag("voice_over"),
        override_ms=at.ms("override_ms"),
        overlap_ms=at.ms("overlap_ms") or 0,
        hard_start=at.moment("hard_start"),
        float=at.flag("float"),
        sound=at.text("sound"),
        story=at.text("story"),
        **_segment_extras(at.row),
    )


_SEGMENT_WORDS = ("reason", "sound_owner", "picture", "where", "note", "feed", "words_in", "words_out")
_RUNDOWN_WORDS = ("issue", "language", "medium", "channel", "repeats", "programme")


def _segment_extras(row: Mapping[str, Any]) -> dict[str, Any]:
    """Fields beyond the contract: taken when they have the right shape, else left alone."""
    found: dict[str, Any] = {name: row[name] for name in _SEGMENT_WORDS if isinstance(row.get(name), str) and row[name]}
    if row.get("locked") is True:
        found["locked"] = True
    if type(row.get("story_version")) is int:
        found["story_version"] = row["story_version"]
    if (first := _try(date.fromisoformat, row.get("first_aired"))) is not None:
        found["first_aired"] = first
    return found


def _extras(data: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {name: data[name] for name in _RUNDOWN_WORDS if isinstance(data.get(name), str) and data[name]}
    version = str(data.get("version", "")).lstrip("v")
    if version.isdecimal():
        found["version"] = int(version)
    if (locked := _try(datetime.fromisoformat, data.get("locked_at"))) is not None:
        found["locked_at"] = locked
    for name in ("notes", "sources"):
        if isinstance(data.get(name), list):
            found[name] = tuple(str(word) for word in data[name])
    found["crew"] = _pairs(data.get("crew"), str)
    found["presenters"] = _pairs(data.get("presenters"), int)
    found["sign_offs"] = tuple(filter(None, map(_sign_off, data.get("sign_offs") or ())))
    return found


def _pairs(value: object, kind: type) -> tuple[Any, ...]:
    rows = value.items() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    pairs = [tuple(row) for row in rows if isinstance(row, (list, tuple)) and len(row) == 2]
    return tuple((str(name), what) for name, what in pairs if type(what) is kind and what)


def _sign_off(row: object) -> SignOff | None:
    if not isinstance(row, Mapping):
        return None
    at = _try(datetime.fromisoformat, row.get("at"))
    return SignOff(str(row.get("office", "")), str(row.get("who", "")), at) if at else None


def _try(make: Callable[[str], Any], value: object) -> Any:
    try:
        return make(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _no_twins(ids: list[str], where: str) -> None:
    seen: set[str] = set()
    for place, name in enumerate(ids):
        if name in seen:
            raise BadRundown(f"{where}[{place}].id", f"mã “{name}” bị trùng")
        seen.add(name)


class _At:
    """A JSON object and where it stands: reads its fields, refuses what does not fit."""

    def __init__(self, row: Mapping[str, Any], path: str) -> None:
        self.row, self.path = row, path

    def place(self, name: str) -> str:
        mark = f" (“{self.row['id']}”)" if self.path and isinstance(self.row.get("id"), str) and name != "id" else ""
        return f"{self.path}.{name}{mark}" if self.path else name

    def refuse(self, name: str, what: str) -> BadRundown:
        return BadRundown(self.place(name), what)

    def rows(self, name: str, needed: bool) -> list[_At]:
        value = self.row.get(name)
        if value is None and not needed:
            return []
        if not isinstance(value, list):
            raise self.refuse(name, "thiếu danh sách này" if value is None else "phải là một danh sách […]")
        for place, row in enumerate(value):
            if not isinstance(row, dict):
                raise BadRundown(f"{name}[{place}]", "phải là một đối tượng {…}")
        return [_At(row, f"{name}[{place}]") for place, row in enumerate(value)]

    def id(self) -> str:
        value = self.row.get("id")
        if not isinstance(value, str) or not value.strip():
            raise self.refuse("id", "thiếu mã" if value in (None, "") else "mã phải là chữ")
        return value

    def text(self, name: str) -> str | None:
        value = self.row.get(name)
        if value is not None and not isinstance(value, str):
            raise self.refuse(name, "phải là chữ")
        return value

    def flag(self, name: str) -> bool:
        value = self.row.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.refuse(name, "phải là true hoặc false")
        return bool(value)

    def ms(self, name: str) -> int | None:
        value = self.row.get(name)
        if value is None:
            return None
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not whole:
            raise self.refuse(name, f"phải là số nguyên mili giây, không phải {json.dumps(value, ensure_ascii=False)[:40]}")
        if value < 0:
            raise self.refuse(name, f"không được âm ({value})")
        if value > _LONGEST_MS:
            raise self.refuse(name, "dài quá 1.000 ngày")
        return int(value)

    def needed_ms(self, name: str) -> int:
        value = self.ms(name)
        if value is None:
            raise self.refuse(name, "thiếu thời lượng dự kiến")
        return value

    def rate(self, name: str) -> int | None:
        value = self.ms(name)
        if value == 0:
            raise self.refuse(name, "nhịp đọc phải lớn hơn 0")
        return value

    def day(self, name: str) -> date | None:
        value = self.text(name)
        try:
            return None if value is None else date.fromisoformat(value)
        except ValueError as error:
            raise self.refuse(name, f"“{value}” không phải ngày dạng NĂM-THÁNG-NGÀY") from error

    def moment(self, name: str) -> datetime | None:
        value = self.text(name)
        if value is None:
            return None
        try:
            found = datetime.fromisoformat(value)
        except ValueError as error:
            raise self.refuse(name, f"“{value}” không phải thời điểm dạng 2026-11-27T11:30:00+07:00") from error
        if found.tzinfo is None:
            raise self.refuse(name, f"“{value}” thiếu múi giờ (+07:00)")
        if found.year not in _YEARS:
            raise self.refuse(name, f"năm {found.year} không hợp lý")
        return found


def show_moment(moment: datetime | None) -> str | None:
    """A moment as printed in files: to the second, with milliseconds only when there are any."""
    if moment is None:
        return None
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")


def with_times(data: Mapping[str, Any], timing: Timing, zone: tzinfo) -> dict[str, Any]:
    """The parsed file with the times of `timing` added; moments written in another zone are turned to `zone`."""
    moments = {name: _in_zone(data[name], zone) for name in ("start", "end") if data.get(name)}
    return {
        **data,
        **moments,
        "blocks": [_block_times(row, times) for row, times in zip(data.get("blocks") or (), timing.blocks, strict=True)],
        "segments": [_times(row, timed, zone) for row, timed in zip(data["segments"], timing.segments, strict=True)],
        "known_ms": timing.known_ms,
        "total_ms": timing.total_ms,
        "unknown": list(timing.unknown),
        "over_ms": timing.over_ms,
        "within_tolerance": timing.within_tolerance,
        "tolerance_used_ms": timing.tolerance_ms,
    }


def _in_zone(value: str, zone: tzinfo) -> str | None:
    moment = datetime.fromisoformat(value)
    turned = moment.astimezone(zone)
    return value if moment.utcoffset() == turned.utcoffset() else show_moment(turned)


def _block_times(row: Mapping[str, Any], times: BlockTime) -> dict[str, Any]:
    return {**row, "duration_ms": times.duration_ms, "over_ms": times.over_ms}


def _times(row: Mapping[str, Any], timed: Timed, zone: tzinfo) -> dict[str, Any]:
    hard = {"hard_start": _in_zone(row["hard_start"], zone)} if row.get("hard_start") else {}
    return {
        **row,
        **hard,
        "duration_ms": timed.duration_ms,
        "duration_from": timed.duration_from,
        "start": show_moment(timed.start),
        "end": show_moment(timed.end),
        "cume_ms": timed.cume_ms,
        "back_start": show_moment(timed.back_start),
        "gap_ms": timed.gap_ms,
    }


def write(rundown: Rundown) -> dict[str, Any]:
    """The file of a rundown: contract fields always, the others when they are set."""
    return {
        "show": rundown.show,
        "title": rundown.title,
        "day": None if rundown.day == UNDATED else rundown.day.isoformat(),
        "start": show_moment(rundown.start),
        "end": show_moment(rundown.end),
        "planned_ms": rundown.planned_ms,
        "tolerance_ms": rundown.tolerance_ms,
        "blocks": [{"id": block.id, "title": block.title, "budget_ms": block.budget_ms} for block in rundown.blocks],
        "segments": [_write_segment(segment) for segment in rundown.segments],
        **_write_extras(rundown),
    }


def _write_segment(segment: Segment) -> dict[str, Any]:
    base = {
        name: getattr(segment, name)
        for name in (
            "id", "block", "title", "kind", "presenter", "rate", "script", "media_ms", "voice_over", "override_ms", "overlap_ms",
        )
    }  # fmt: skip
    more = {name: getattr(segment, name) for name in (*_SEGMENT_WORDS, "locked", "story_version") if getattr(segment, name)}
    if segment.first_aired:
        more["first_aired"] = segment.first_aired.isoformat()
    hard = show_moment(segment.hard_start)
    return {**base, "hard_start": hard, "float": segment.float, "sound": segment.sound, "story": segment.story, **more}


def _write_extras(rundown: Rundown) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(rundown, name) for name in _RUNDOWN_WORDS if getattr(rundown, name)}
    found |= {name: getattr(rundown, name) for name in ("id", "version", "rate") if getattr(rundown, name) is not None}
    found |= {name: list(getattr(rundown, name)) for name in ("notes", "sources") if getattr(rundown, name)}
    found |= {name: dict(getattr(rundown, name)) for name in ("crew", "presenters") if getattr(rundown, name)}
    if rundown.locked_at:
        found["locked_at"] = show_moment(rundown.locked_at)
    if rundown.sign_offs:
        found["sign_offs"] = [{"office": s.office, "who": s.who, "at": show_moment(s.at)} for s in rundown.sign_offs]
    return found
