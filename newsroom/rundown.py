"""A programme to the second: Show, Block, Segment, Rundown. Lengths are integer milliseconds, moments carry an offset."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

KINDS = {
    "ident": "Đài hiệu",
    "signature": "Nhạc hiệu",
    "greeting": "Lời chào",
    "contents": "Giới thiệu nội dung",
    "brief": "Tin ngắn",
    "report": "Tin sâu",
    "feature": "Phóng sự",
    "interview": "Phỏng vấn",
    "talk": "Tọa đàm",
    "profile": "Gương người tốt việc tốt",
    "sting": "Nhạc cắt",
    "bed": "Nhạc nền",
    "recap": "Điểm tin",
    "closing": "Lời kết",
    "advert": "Quảng cáo",
    "notice": "Thông báo",
    "blank": "Chỗ trống",
}
"""Known segment kinds and their labels; the word is open, an unknown kind is shown as written."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a programme with an optional time budget."""

    id: str
    title: str
    budget_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One row of a rundown; `rate` in spoken syllables a minute, `overlap_ms` into the next, `sound` a path or blob.

    `feed` is the operator's source (micro, file, phone), `words_in`/`words_out` the first and last words heard,
    `story_version` the approved version the row was made from, `first_aired` the original day of a repeat.
    """

    id: str
    title: str
    kind: str
    block: str | None = None
    presenter: str | None = None
    rate: int | None = None
    script: str | None = None
    media_ms: int | None = None
    voice_over: bool = False
    override_ms: int | None = None
    overlap_ms: int = 0
    hard_start: datetime | None = None
    float: bool = False
    sound: str | None = None
    story: str | None = None
    locked: bool = False
    reason: str | None = None
    sound_owner: str | None = None
    picture: str | None = None
    where: str | None = None
    note: str | None = None
    feed: str | None = None
    words_in: str | None = None
    words_out: str | None = None
    story_version: int | None = None
    first_aired: date | None = None


@dataclass(frozen=True, slots=True)
class SignOff:
    """A name under a rundown: office (Người thực hiện, Biên tập viên, Trưởng phòng, Lãnh đạo duyệt), who, when."""

    office: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rundown:
    """A programme of one day. `rate` is the show's, `presenters` their learned rates; a locked version never changes.

    `crew` pairs an office (Người thực hiện, BTV, PTV, KTV…) with names; `repeats` and `channel` are as printed;
    `programme` is "studio" or "ceremony" (a live event, run from a stage).
    """

    show: str
    title: str
    day: date
    planned_ms: int
    segments: tuple[Segment, ...]
    blocks: tuple[Block, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    tolerance_ms: int | None = None
    id: str | None = None
    version: int = 1
    locked_at: datetime | None = None
    rate: int | None = None
    presenters: tuple[tuple[str, int], ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    issue: str | None = None
    language: str = "vi"
    medium: str = "radio"
    notes: tuple[str, ...] = ()
    channel: str | None = None
    repeats: str | None = None
    crew: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    programme: str = "studio"


def without_story(rundown: Rundown, story: str, reason: str) -> Rundown:
    """The rundown with every segment of a story emptied into a visible hole of the same known length."""
    return replace(
        rundown, segments=tuple(_hole(one, reason) if one.story == story else one for one in rundown.segments), sign_offs=()
    )


def _hole(segment: Segment, reason: str) -> Segment:
    length = segment.override_ms if segment.override_ms is not None else segment.media_ms
    return Segment(
        id=segment.id,
        title=KINDS["blank"],
        kind="blank",
        block=segment.block,
        override_ms=length,
        hard_start=segment.hard_start,
        float=segment.float,
        reason=reason,
    )
