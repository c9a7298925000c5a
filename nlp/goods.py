"""Things given, with their numbers and counters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GoodsMention:
    """A number of things as written: "120 phần quà" is quantity 120, unit "phần", what "quà"."""

    surface: str
    start: int
    end: int
    what: str
    quantity: float | None
    unit: str
    hedge: str | None = None
