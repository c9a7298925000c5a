"""Nouns to rows and back: JSON that keeps every character, moments that sort, ids made from content."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, TypeVar

from newsroom import plain

Noun = TypeVar("Noun")
Item = TypeVar("Item")


def to_json(noun: object) -> str:
    """A noun as JSON; half characters (from file names of other encodings) are escaped, so that any database takes them."""
    data = plain.dump(noun)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(data, separators=(",", ":"))
    return text


def from_json(kind: type[Noun], text: str) -> Noun:
    """The noun that `to_json` wrote."""
    return plain.load(kind, json.loads(text))


def word(value: str | None) -> str | None:
    """A value fit for a column: databases take neither NUL nor half characters; the JSON beside it keeps them."""
    return None if value is None else value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def instant(moment: datetime) -> str:
    """A moment as sortable text in UTC; raises ValueError for one without an offset."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs an offset: {moment}")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The moment that `instant` wrote, in UTC."""
    return datetime.fromisoformat(text)


def day_text(day: date | None) -> str | None:
    """A day as text."""
    return None if day is None else day.isoformat()


def mark(*parts: object) -> str:
    """A short id made from content: 32 hexadecimal digits, the same for the same parts."""
    return sha256(json.dumps([None if part is None else str(part) for part in parts]).encode()).hexdigest()[:32]


def chunks(items: Iterable[Item], size: int = 500) -> Iterator[Sequence[Item]]:
    """The items in lists of at most `size`, below every database's limit of bound values."""
    held: list[Item] = []
    for item in items:
        held.append(item)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held


def first(row: Any) -> Any:
    """The only column of a row."""
    return row[0]
