"""A live ceremony: guests by protocol, pledges against receipts, late facts as visible blanks.

Pledges and receipts are never added across: what was promised and what has come in have their own columns and totals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guest:
    """A guest in the order protocol gives; `present` is None until the reception has ticked the list."""

    order: int
    name: str
    office: str
    seat: str = ""
    role: str = ""
    present: bool | None = None


@dataclass(frozen=True, slots=True)
class Pledge:
    """What a donor promised and what was received so far; sums in đồng, None while not known; goods in words."""

    donor: str
    pledged_vnd: int | None = None
    received_vnd: int | None = None
    goods: str = ""
    batch: int | None = None
    representative: str = ""
    named: bool = True
    note: str = ""

    @property
    def read_as(self) -> str:
        """The donor as read out: as they want to be named."""
        return self.donor if self.named else "một nhà hảo tâm xin ẩn danh"


@dataclass(frozen=True, slots=True)
class Sums:
    """Totals of what is known, and how many lines lack each figure."""

    pledged_vnd: int
    received_vnd: int
    pledged_unknown: int
    received_unknown: int


def in_order(guests: Sequence[Guest], ticked_only: bool = False) -> tuple[Guest, ...]:
    """Guests by protocol; `ticked_only` leaves those the reception saw come in: nobody absent is greeted."""
    return tuple(sorted((g for g in guests if g.present or not ticked_only), key=lambda guest: (guest.order, guest.name)))


def sums(pledges: Sequence[Pledge]) -> Sums:
    """Totals of pledges and of receipts, each by itself."""
    return Sums(
        sum(row.pledged_vnd or 0 for row in pledges),
        sum(row.received_vnd or 0 for row in pledges),
        sum(row.pledged_vnd is None and not row.goods for row in pledges),
        sum(row.received_vnd is None for row in pledges),
    )
