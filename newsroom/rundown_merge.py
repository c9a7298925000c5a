"""An edited spreadsheet back into its rundown, as a merge that is shown before it is done.

Rows are matched by their code. A row without a code is a new item, a missing row is proposed for removal; locked items
stay. Computed columns are never read back, so a stale clock cannot overwrite a fresh one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count

from newsroom.rundown import Rundown, Segment
from newsroom.typed_time import parse_length, print_length

FIELDS = {
    "Nội dung / Tiêu đề": "title",
    "Người đọc / dẫn": "presenter",
    "Nguồn âm thanh": "feed",
    "Vào: câu đầu": "words_in",
    "Ra: câu cuối": "words_out",
    "Ấn định": "override_ms",
    "Dự phòng": "float",
    "Lời": "script",
    "Ghi chú": "note",
}


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A row as it came back: the segment's code (empty: new) and its cells by column head."""

    id: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One proposed change: what (edited, added, removed, moved, refused), which segment, which column, before, after."""

    what: str
    segment: str
    column: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """The preview of a merge: every change, and the rundown they would make."""

    changes: tuple[Change, ...]
    rundown: Rundown


def merge(rundown: Rundown, rows: tuple[EditedRow, ...]) -> Merge:
    """What an edited sheet would change; nothing is changed until someone takes `rundown`."""
    known = {segment.id: segment for segment in rundown.segments}
    changes: list[Change] = []
    segments: list[Segment] = []
    used: set[str] = set()
    for place, row in enumerate(rows):
        segment = None if row.id in used else known.get(row.id)
        if segment is None:
            segments.append(_edit(_new(row, place, known, changes), row, []))
        else:
            segments.append(_edit(segment, row, changes))
        used.add(segments[-1].id)
    _keep_or_remove(rundown, segments, changes)
    _moves(rundown, segments, changes)
    return Merge(tuple(changes), replace(rundown, segments=tuple(segments)))


def _new(row: EditedRow, place: int, known: dict[str, Segment], changes: list[Change]) -> Segment:
    name = row.id if row.id and row.id not in known else next(f"moi{n}" for n in count(place + 1) if f"moi{n}" not in known)
    changes.append(Change("added", name, after=dict(row.cells).get("Nội dung / Tiêu đề", "")))
    known[name] = Segment(name, "", "brief")
    return known[name]


def _edit(segment: Segment, row: EditedRow, changes: list[Change]) -> Segment:
    if segment.locked and _differs(segment, row):
        changes.append(Change("refused", segment.id, after="mục đã khóa"))
        return segment
    for head, text in row.cells:
        field = FIELDS.get(head)
        before = shown(segment, field) if field else text
        if field is None or _same(text, before):
            continue
        try:
            segment = replace(segment, **{field: _value(field, text)})  # type: ignore[arg-type]
            changes.append(Change("edited", segment.id, head, before, text))
        except ValueError:
            changes.append(Change("refused", segment.id, head, before, text))
    return segment


def _differs(segment: Segment, row: EditedRow) -> bool:
    return any(head in FIELDS and not _same(text, shown(segment, FIELDS[head])) for head, text in row.cells)


def _same(text: str, before: str) -> bool:
    """Spreadsheets turn line ends about; that is no edit."""
    return " ".join(text.split()) == " ".join(before.split())


def shown(segment: Segment, field: str) -> str:
    """A field as the sheet shows it."""
    value = getattr(segment, field)
    if field == "override_ms":
        return "" if value is None else print_length(value)
    if field == "float":
        return "x" if value else ""
    return value or ""


def _value(field: str, text: str) -> object:
    if field == "override_ms":
        length = parse_length(text) if text else None
        if length is not None and length < 0:
            raise ValueError(text)
        return length
    if field == "float":
        return text.lower() in ("x", "có", "true", "1")
    return text if field == "title" else text or None


def _keep_or_remove(rundown: Rundown, segments: list[Segment], changes: list[Change]) -> None:
    there = {segment.id for segment in segments}
    for place, segment in enumerate(rundown.segments):
        if segment.id in there:
            continue
        if segment.locked:
            segments.insert(min(place, len(segments)), segment)
            changes.append(Change("refused", segment.id, after="mục đã khóa, không bỏ được"))
        else:
            changes.append(Change("removed", segment.id, before=segment.title))


def _moves(rundown: Rundown, segments: list[Segment], changes: list[Change]) -> None:
    """Items that changed places, beyond what additions and removals shifted."""
    there = {segment.id for segment in segments}
    old = [segment.id for segment in rundown.segments if segment.id in there]
    kept = set(old)
    new = [segment.id for segment in segments if segment.id in kept]
    stay = _longest_common(old, new)
    changes += [
        Change("moved", name, before=str(old.index(name) + 1), after=str(new.index(name) + 1))
        for name in new
        if name not in stay
    ]


def _longest_common(old: list[str], new: list[str]) -> set[str]:
    """Names that kept their order: the longest increasing run of old places, read in the new order."""
    from bisect import bisect_left

    places = {name: place for place, name in enumerate(old)}
    tails: list[int] = []
    ends: list[str] = []
    before: dict[str, str | None] = {}
    for name in new:
        at = bisect_left(tails, places[name])
        before[name] = ends[at - 1] if at else None
        tails[at : at + 1] = [places[name]]
        ends[at : at + 1] = [name]
    kept: set[str] = set()
    name_: str | None = ends[-1] if ends else None
    while name_ is not None:
        kept.add(name_)
        name_ = before[name_]
    return kept
