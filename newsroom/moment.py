"""The day a moment falls on, where the station is."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

STATION = timezone(timedelta(hours=7), "+07")
"""Vietnam's one zone, without summer time (Quyết định 121/CP, 1967)."""


def day_of(moment: datetime) -> date:
    """The station's day of a moment: 23:30 UTC is already tomorrow. Raises ValueError for a moment without an offset."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs an offset: {moment}")
    return moment.astimezone(STATION).date()
