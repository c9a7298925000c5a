"""Samples made on the spot, and one pool of readers for the whole session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from extractors.door import Taken, take
from extractors.pool import Pool
from newsroom.report import Provenance, Rejected, Report

Take = Callable[[bytes, str], list[Report | Rejected]]


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    with Pool() as pool:
        yield pool


@pytest.fixture
def taken(pool: Pool) -> Take:
    came = Provenance("file", "test", datetime(2026, 11, 24, tzinfo=UTC))
    return lambda data, name: list(take(data, came, Taken(pool), name=name))
