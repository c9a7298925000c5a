"""What editors correct in the machine's reading: the material `nhipcau train` learns from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsroom import plain
from newsroom.story import Story


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision of an editor about one fact of a story.

    `what` names the fact as `nhipcau read` does ("primary", "places", "donations"...); `surface`, `start`, `end` the quote
    it hangs on (offsets into the story's text, None for the class); `before` and `after` the values as text, None for none.
    """

    story: str
    what: str
    before: str | None
    after: str | None
    who: str
    at: datetime
    surface: str | None = None
    start: int | None = None
    end: int | None = None


_FACTS = ("money", "donations", "households", "places", "organisations", "persons", "dates", "pii", "typos", "summary")


def corrections_between(before: Story, after: Story, who: str, at: datetime) -> tuple[Correction, ...]:
    """What an editor changed of the machine's reading: the class, and every fact taken out, put in or altered."""
    found: list[Correction] = []
    if before.primary != after.primary:
        found.append(Correction(after.id, "primary", before.primary, after.primary, who, at))
    for what in _FACTS:
        old = _by_place(getattr(before.reading, what))
        new = _by_place(getattr(after.reading, what))
        for place in dict.fromkeys((*old, *new)):
            was, now = old.get(place), new.get(place)
            if was != now:
                found.append(Correction(after.id, what, was, now, who, at, after.text[place[0] : place[1]], *place[:2]))
    return tuple(found)


def _by_place(facts: Iterable[Any]) -> dict[tuple[int, int, int], str]:
    """Facts as JSON by their place in the text; facts on one place are told apart by their order."""
    placed: dict[tuple[int, int, int], str] = {}
    for fact in facts:
        order = 0
        while (fact.start, fact.end, order) in placed:
            order += 1
        placed[fact.start, fact.end, order] = json.dumps(plain.dump(fact), ensure_ascii=False, sort_keys=True)
    return placed
