"""Any noun at all, for hypothesis."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TypeVar

from hypothesis import strategies as st

from newsroom.report import Report
from newsroom.rundown import Rundown
from newsroom.story import Story

Noun = TypeVar("Noun")

MOMENTS = st.datetimes(
    min_value=datetime(1970, 1, 2),
    max_value=datetime(2100, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=7))]),
)
st.register_type_strategy(datetime, MOMENTS)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


def any_of(kind: type[Noun]) -> st.SearchStrategy[Noun]:
    """Any noun of a kind."""
    return st.from_type(kind)


SHA = st.text("0123456789abcdef", min_size=64, max_size=64)
REPORTS = st.builds(Report, blob=SHA, content_hash=SHA)
STORIES = st.builds(Story, version=st.just(1))
RUNDOWNS = st.builds(Rundown, version=st.just(1), id=st.none(), locked_at=st.none())
