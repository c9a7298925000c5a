"""Administrative units as of a date, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

REFORM = date(2025, 7, 1)
"""The day the two-level model took effect: districts ended, communes and provinces merged (NQ 1654/NQ-UBTVQH15)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A commune-level unit: kind (Xã, Phường, Thị trấn, Đặc khu), name, the district and province it lay in, validity.

    `today` are the units its ground belongs to now (more than one for a split commune).
    """

    kind: str
    name: str
    district: str | None
    province: str
    valid_from: date | None = None
    valid_to: date | None = None
    today: tuple[str, ...] = ()

    def valid_on(self, day: date) -> bool:
        """Whether the unit existed under this name on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
