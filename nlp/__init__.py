"""Vietnamese text to facts with offsets.

`read(record)` gives one Reading, `read_many(records)` one each in order, `reading_to_json(reading)` the public line.
Nothing heavy is imported before the first reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsroom.facts import Reading

__all__ = ["read", "read_many", "reading_to_json"]


def read(record: Mapping[str, Any]) -> Reading:
    """The reading of one record {"id"?, "title"?, "text", "published"?, "sender_type"?}; raises BadRecord."""
    from nlp.pipeline import reader

    return reader().read(record)


def read_many(records: Iterable[Mapping[str, Any]]) -> Iterator[Reading]:
    """The readings of many records, in order, one at a time in memory; raises BadRecord at the bad one."""
    from nlp.pipeline import reader

    return reader().read_many(records)


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """The public shape of a reading: the keys of the contract, then the extra fields."""
    from newsroom.plain import dump

    return dump(reading)  # type: ignore[no-any-return]
