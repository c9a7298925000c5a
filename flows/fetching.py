"""Fetching: feeds asked over the net, politely, their answer handed on as one arrival; what is remembered stays in the store."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flows.house import House
from flows.sources import SourceTable
from flows.taking import Arrival
from newsroom.errors import SourceDown
from newsroom.report import Provenance
from newsroom.run import SourceState

if TYPE_CHECKING:
    from extractors.fetch import Memory


def fetched(house: House, source: SourceTable, at: datetime) -> Iterator[Arrival]:
    """What a feed or page has that is new; nothing when it answered "not changed". Raises SourceDown."""
    from extractors.fetch import Fetcher

    if source.kind not in ("feed", "page"):
        raise SourceDown(source.name, f"chưa có cửa loại “{source.kind}”; dùng feed, page hoặc folder")
    url = str(source.options.get("url", ""))
    limits: Mapping[str, Any] = house.settings.table("fetch")
    host = urlsplit(url).hostname or ""
    fetcher = Fetcher(
        frozenset({host, *source.options.get("allowed", ())}),
        frozenset(limits.get("allow_local", ())),
        float(limits.get("interval_s", 2.0)),
    )
    state = house.store.source_state(source.name)
    answer = fetcher.fetch(url, _memory(state), at, robots=source.kind == "page")
    house.store.save_source_state(_state(state, answer.memory, at, answer.outcome, answer.detail))
    if answer.outcome in ("failed", "refused"):
        raise SourceDown(source.name, answer.detail or answer.why or "không trả lời")
    if answer.outcome != "new":
        return
    with tempfile.TemporaryDirectory(prefix="nhipcau-") as scratch:
        path = Path(scratch) / ("feed.xml" if source.kind == "feed" else "page.html")
        path.write_bytes(answer.data)
        yield Arrival(path, url, _provenance(source, at, answer.redirects), answer.url)


def _provenance(source: SourceTable, at: datetime, redirects: tuple[str, ...]) -> Provenance:
    return Provenance(source.kind, source.name, at, source.sender, source.sender_type, source.partner, redirects)


def _memory(state: SourceState) -> Memory:
    from extractors.fetch import Memory

    kept = state.validators
    return Memory(
        etag=kept.get("etag"),
        modified=kept.get("last_modified"),
        strikes=state.failures,
        next_at=state.next_poll,
        last_new=state.last_new,
        every_s=float(kept.get("every_s", 900.0)),
    )


def _state(before: SourceState, memory: Memory, at: datetime, outcome: str, detail: str) -> SourceState:
    validators = {"etag": memory.etag, "last_modified": memory.modified, "every_s": str(memory.every_s)}
    fine = outcome in ("new", "same", "wait")
    return replace(
        before,
        validators={name: value for name, value in validators.items() if value},
        failures=memory.strikes,
        last_error=None if fine else detail,
        last_asked=at if outcome != "wait" else before.last_asked,
        last_ok=at if fine and outcome != "wait" else before.last_ok,
        last_new=memory.last_new,
        next_poll=memory.next_at,
    )
