"""Nouns for the tests, made short."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from newsroom.facts import Reading, Span, Spoken
from newsroom.report import Provenance, Rejected, Report
from newsroom.rundown import Rundown, Segment
from newsroom.story import Story

DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


def later(minutes: int) -> datetime:
    """A moment after AT."""
    return AT + timedelta(minutes=minutes)


def sha(text: str) -> str:
    """The SHA-256 of a text."""
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


def way(door: str = "folder", source: str = "hop-thu", at: datetime = AT, sender: str | None = None) -> Provenance:
    """A way a document came."""
    return Provenance(door=door, source=source, received_at=at, sender=sender, sender_type="front")


def report(text: str = "Xã Định Hòa trao 12 phần quà.", path: str = "a.txt", **more: Any) -> Report:
    """A report whose id and hash come from its text."""
    made = Report(
        id=f"r-{sha(text)[:12]}",
        path=path,
        inside=None,
        blob=sha(text),
        kind="text",
        title="Tin cơ sở",
        text=text,
        content_hash=sha(text),
        reader="text 1",
        provenance=(way(),),
    )
    return replace(made, **more)


def reading(story: str, primary: str = "donor", **more: Any) -> Reading:
    """A reading without facts."""
    empty: dict[str, Any] = dict.fromkeys(
        (
            "secondary",
            "why",
            "money",
            "donations",
            "households",
            "places",
            "organisations",
            "persons",
            "dates",
            "pii",
            "typos",
        ),
        (),
    )
    made = Reading(
        id=story,
        primary=primary,
        scores={"donor": 0.75, "model": 0.25},
        needs_human=False,
        summary=(Span("Xã", 0, 2),),
        spoken=Spoken(100, 30000),
        **empty,
    )
    return replace(made, **more)


def story(text: str = "Xã Định Hòa trao 12 phần quà.", id: str | None = None, **more: Any) -> Story:
    """A story whose id comes from its text."""
    name = id or f"s-{sha(text)[:12]}"
    made = Story(
        id=name,
        report=f"r-{name}",
        title=text[:20],
        text=text,
        reading=reading(name),
        primary="donor",
        state="new",
        received_on=DAY,
        sender_type="front",
    )
    return replace(made, **more)


def rejected(path: str = "cut.docx", why: str = "truncated", **more: Any) -> Rejected:
    """A document set aside."""
    return replace(Rejected(path, None, sha(path), None, why, "1.234 B", (way(),)), **more)


def rundown(*stories: str, **more: Any) -> Rundown:
    """A rundown with one segment a story."""
    segments = tuple(
        Segment(id=f"a{at}", title=one, kind="brief", media_ms=30000, story=one) for at, one in enumerate(stories)
    )
    return replace(Rundown(show="nhip-cau", title="Nhịp cầu", day=DAY, planned_ms=900_000, segments=segments), **more)
