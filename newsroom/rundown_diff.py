"""What changed between two versions of a rundown, in the words of its columns."""

from __future__ import annotations

from dataclasses import fields

from newsroom.rundown import Rundown, Segment
from newsroom.rundown_merge import Change, kept_order

_HEADER = ("title", "day", "start", "end", "planned_ms", "tolerance_ms", "channel", "repeats", "issue")


def diff(old: Rundown, new: Rundown) -> tuple[Change, ...]:
    """Header fields, then removed, added, moved and edited items; empty when nothing a reader sees changed."""
    before, after = {s.id: s for s in old.segments}, {s.id: s for s in new.segments}
    found = [_field("", name, getattr(old, name), getattr(new, name)) for name in _HEADER]
    found += [Change("removed", name, before=segment.title) for name, segment in before.items() if name not in after]
    found += [Change("added", name, after=segment.title) for name, segment in after.items() if name not in before]
    found += _moved([name for name in before if name in after], [name for name in after if name in before])
    for name, segment in after.items():
        if name in before:
            found += _edited(before[name], segment)
    return tuple(change for change in found if change is not None)


def _moved(old: list[str], new: list[str]) -> list[Change | None]:
    stay = kept_order(old, new)
    return [
        Change("moved", name, before=str(old.index(name) + 1), after=str(new.index(name) + 1))
        for name in new
        if name not in stay
    ]


def _edited(old: Segment, new: Segment) -> list[Change | None]:
    return [_field(new.id, field.name, getattr(old, field.name), getattr(new, field.name)) for field in fields(Segment)]


def _field(segment: str, name: str, old: object, new: object) -> Change | None:
    if old == new:
        return None
    return Change("edited", segment, name, "" if old is None else str(old), "" if new is None else str(new))
