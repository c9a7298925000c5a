"""Outlook letters (.msg)."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.draft import About, Found, Refused


def read(data: bytes, about: About) -> Iterator[Found]:
    """The letter and its attachments."""
    raise Refused("unreadable", "msg")
    yield
