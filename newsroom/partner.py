"""Partners as of a date: bodies that send reports, under the name they bore then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Partner:
    """A body under one name, valid from and until (None: still); `successor` is the id of what it became."""

    id: str
    name: str
    kind: str
    valid_from: date
    valid_to: date | None = None
    successor: str | None = None
    commune: str | None = None

    def valid_on(self, day: date) -> bool:
        """Whether the body bore this name on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
