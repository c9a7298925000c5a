"""Fill an edition of a show from the pool of stories, with a reason for every choice and a name for every wish given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo

from newsroom.candidates import Aired, Candidate, Variant
from newsroom.plan_model import Choice, Task, greedy, solve
from newsroom.plan_scores import Reason, past, reasons
from newsroom.plan_words import gate_words, hole, shared, short_of, too_long, too_many
from newsroom.rundown import Rundown, Segment
from newsroom.seasons import Season, in_season
from newsroom.shows import Part, Show, fixed_segments
from newsroom.timing import Counter, time_rundown, tolerance
from newsroom.typed_time import print_rounded

LEAST_HOLE_MS = 1_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate in the plan, the length it was taken in, and why."""

    candidate: Candidate
    variant: Variant
    reasons: tuple[Reason, ...]
    locked: bool = False

    @property
    def words(self) -> str:
        """Why it was chosen, in one line: "vì: …", the strongest reasons first."""
        said = [reason.words for reason in self.reasons[:3]]
        if self.variant.label:
            said.append(f"bản {self.variant.label} {print_rounded(self.variant.ms)} vừa khung")
        return "vì: " + "; ".join(said or ["vừa khung và đúng nhóm"])


@dataclass(frozen=True, slots=True)
class Plan:
    """A filled edition: the draft rundown, the choices, the wishes given up, who was shut out and why, whether it is proved best."""

    rundown: Rundown
    chosen: tuple[Chosen, ...]
    given_up: tuple[str, ...]
    shut_out: Mapping[str, str]
    proved: bool
    value: int


def plan(
    show: Show,
    day: date,
    candidates: Sequence[Candidate],
    history: Sequence[Aired] = (),
    *,
    zone: tzinfo,
    syllables: Counter,
    locked: Sequence[str] = (),
    seasons: Sequence[Season] | None = None,
    allow_unapproved: bool = False,
    seconds: float = 2.0,
) -> Rundown:
    """The draft of an edition; notes name the wishes given up, each item its reason. See `plan_in_detail`."""
    return plan_in_detail(
        show, day, candidates, history, zone=zone, syllables=syllables, locked=locked, seasons=seasons,
        allow_unapproved=allow_unapproved, seconds=seconds,
    ).rundown  # fmt: skip


def plan_in_detail(
    show: Show,
    day: date,
    candidates: Sequence[Candidate],
    history: Sequence[Aired] = (),
    *,
    zone: tzinfo,
    syllables: Counter,
    locked: Sequence[str] = (),
    seasons: Sequence[Season] | None = None,
    allow_unapproved: bool = False,
    seconds: float = 2.0,
    exact: bool = True,
) -> Plan:
    """Plan with everything known about it. `locked` are story ids that stay; `exact=False` fills greedily instead.

    A draft may hold unapproved stories when `allow_unapproved`; locking a version refuses them (see clearance).
    """
    pool, shut_out = _eligible(show, day, candidates, set(locked), allow_unapproved)
    before, now = past(history, show, day), in_season(day, seasons)
    why = [tuple(reasons(item, show, day, before, now)) for item in pool]
    frame = _frame(show, day, zone)
    fixed_ms = time_rundown(frame, syllables).known_ms
    limit = tolerance(show.planned_ms, show.tolerance_ms)
    task = Task(max(0, show.planned_ms - fixed_ms), limit, show.places, show.wants)
    choices = [
        _choice(item, show, sum(r.points for r in words), item.story in locked)
        for item, words in zip(pool, why, strict=True)
    ]
    answer = solve(choices, task, seconds) if exact else greedy(choices, task)
    chosen = tuple(
        Chosen(pool[item], pool[item].variants[size], why[item], pool[item].story in locked) for item, size in answer.taken
    )
    given_up = _given_up(show, chosen, task, locked, shut_out)
    rundown = _assemble(show, frame, chosen, task, given_up)
    return Plan(rundown, chosen, given_up, shut_out, answer.proved, answer.value)


def _eligible(
    show: Show, day: date, candidates: Sequence[Candidate], locked: set[str], allow_unapproved: bool
) -> tuple[list[Candidate], dict[str, str]]:
    """Who may go on air at all; the others with the reason in words. Gates shut out locked items too."""
    pool: list[Candidate] = []
    out: dict[str, str] = {}
    seen: set[str] = set()
    for item in candidates:
        why = _shut(item, show, day, item.story in locked, allow_unapproved)
        if why is None and item.story not in seen:
            seen.add(item.story)
            pool.append(item)
        elif why is not None:
            out[item.story] = why
    return pool, out


def _shut(item: Candidate, show: Show, day: date, locked: bool, allow_unapproved: bool) -> str | None:
    if item.closed:
        return "; ".join(gate_words(gate) for gate in item.closed)
    if item.embargo_until is not None and item.embargo_until > day:
        return f"chưa đến ngày được phát ({item.embargo_until:%d/%m/%Y})"
    if not item.approved and not allow_unapproved:
        return "chưa được duyệt"
    if item.language != show.language:
        return "khác ngôn ngữ của chương trình"
    if not any(variant.ms > 0 for variant in item.variants):
        return "chưa biết thời lượng"
    if locked:
        return None
    if item.until is not None and item.until < day:
        return f"hết tính thời sự từ {item.until:%d/%m}"
    if not _place_of(show, item.topic):
        return "chương trình không có chỗ cho nhóm này"
    return _repeat(item, show, day)


def _repeat(item: Candidate, show: Show, day: date) -> str | None:
    last = item.last_aired or item.first_aired
    if last is None:
        return None
    if not show.repeats_allowed:
        return f"đã phát {last:%d/%m/%Y}, chương trình không phát lại"
    if (day - last).days < show.repeat_after_days:
        return f"mới phát {last:%d/%m}, chưa đủ {show.repeat_after_days} ngày"
    return None


def _place_of(show: Show, topic: str) -> Part | None:
    """The place of the template for a topic: the first that names it, else the first that takes any."""
    places = [part for part in show.parts if part.items]
    named = next((part for part in places if topic in part.topics), None)
    return named or next((part for part in places if not part.topics), None)


def _choice(item: Candidate, show: Show, points: int, locked: bool) -> Choice:
    keys = [("event", item.event)] if item.event else []
    for field in show.one_per:
        names = item.donors if field == "donor" else (getattr(item, field, None),)
        keys += [(field, name) for name in names if name]
    # a place filled is worth more than a place empty, so every eligible story starts above zero
    return Choice(200 + points, item.topic, tuple(variant.ms for variant in item.variants), tuple(keys), locked)


def _frame(show: Show, day: date, zone: tzinfo) -> Rundown:
    """The edition with its fixed parts only."""
    start = show.starts(day, zone)
    return Rundown(
        show=show.name,
        title="",
        day=day,
        planned_ms=show.planned_ms,
        segments=tuple(segment for _, segment in fixed_segments(show) if segment is not None),
        blocks=show.blocks,
        start=start,
        end=start + timedelta(milliseconds=show.planned_ms),
        tolerance_ms=show.tolerance_ms,
        id=f"{show.id}-{day.isoformat()}",
        rate=show.rate,
        language=show.language,
        medium=show.medium,
        channel=show.channel,
        repeats=show.repeats,
        crew=show.crew,
        programme=show.programme,
    )


def _given_up(
    show: Show, chosen: Sequence[Chosen], task: Task, locked: Sequence[str], shut_out: Mapping[str, str]
) -> tuple[str, ...]:
    """The wishes that gave way, in words."""
    found = [f"mục đã khóa {story} bị loại: {shut_out[story]}" for story in locked if story in shut_out]
    for want in show.wants:
        got = sum(item.candidate.topic == want.topic for item in chosen)
        if got < want.least:
            found.append(short_of(want.topic, want.least, got))
        if want.most is not None and got > want.most:
            found.append(too_many(want.topic, want.most, got))
    total = sum(item.variant.ms for item in chosen)
    if total < task.free_ms - task.tolerance_ms:
        found.append(hole(task.free_ms - total))
    if total > task.free_ms + task.tolerance_ms:
        found.append(too_long(total - task.free_ms))
    return (*found, *_shared(show, chosen))


def _shared(show: Show, chosen: Sequence[Chosen]) -> list[str]:
    found, seen = [], set()
    for item in chosen:
        for field, name in _choice(item.candidate, show, 0, False).keys:
            if (field, name) in seen and field != "event":
                found.append(shared(field, name))
            seen.add((field, name))
    return found


def _assemble(show: Show, frame: Rundown, chosen: Sequence[Chosen], task: Task, given_up: Sequence[str]) -> Rundown:
    """The rundown: template in order, each place with its items, strongest first, and a visible hole where length is missing."""
    segments: list[Segment] = []
    placed: set[str] = set()
    for part, segment in fixed_segments(show):
        if segment is not None:
            segments.append(segment)
            continue
        mine = [
            item for item in chosen if item.candidate.story not in placed and _place_of(show, item.candidate.topic) is part
        ]
        placed |= {item.candidate.story for item in mine}
        segments += [_item(item, part, show) for item in _running_order(mine)]
    segments = _with_strays(show, segments, [item for item in chosen if item.candidate.story not in placed])
    missing = task.free_ms - sum(item.variant.ms for item in chosen)
    if missing > task.tolerance_ms and missing >= LEAST_HOLE_MS:
        segments = _with_hole(show, segments, missing)
    return replace(frame, segments=tuple(_voices(show, segments)), notes=tuple(f"Chưa đạt: {words}" for words in given_up))


def _running_order(items: Sequence[Chosen]) -> list[Chosen]:
    return sorted(items, key=lambda item: (-sum(reason.points for reason in item.reasons), item.candidate.story))


def _item(item: Chosen, part: Part, show: Show) -> Segment:
    found, variant = item.candidate, item.variant
    return Segment(
        id=found.story,
        title=found.title,
        kind=found.kind,
        block=part.block,
        presenter=found.presenter,
        script=variant.script,
        media_ms=variant.media_ms,
        override_ms=None if variant.script or variant.media_ms is not None else variant.ms,
        sound=variant.sound,
        story=found.story,
        story_version=found.version,
        locked=item.locked,
        reason=item.words,
        first_aired=found.first_aired,
    )


def _with_strays(show: Show, segments: list[Segment], strays: Sequence[Chosen]) -> list[Segment]:
    """Locked items without a place of their own go before the closing part."""
    made = [_item(item, Part("report", ""), show) for item in _running_order(strays)]
    at = _before_close(segments)
    return [*segments[:at], *made, *segments[at:]]


def _with_hole(show: Show, segments: list[Segment], missing: int) -> list[Segment]:
    made = Segment(
        "cho-trong",
        f"CHỖ TRỐNG {print_rounded(missing)} – cần thêm tin",
        "blank",
        override_ms=missing,
        sound_owner="biên tập viên tìm tin",
    )
    places = [part.block for part in show.parts if part.items and part.block]
    at = _before_close(segments)
    block = segments[at - 1].block if at and segments[at - 1].block in places else places[-1] if places else None
    return [*segments[:at], replace(made, block=block), *segments[at:]]


def _before_close(segments: Sequence[Segment]) -> int:
    """Where the closing parts begin."""
    return next((place for place, segment in enumerate(segments) if segment.kind in ("closing", "recap")), len(segments))


def _voices(show: Show, segments: Sequence[Segment]) -> list[Segment]:
    """Items nobody reads yet go to the show's presenters in turn."""
    turn, found = 0, []
    for segment in segments:
        if segment.story and segment.presenter is None and show.presenters:
            segment = replace(segment, presenter=show.presenters[turn % len(show.presenters)])
            turn += 1
        found.append(segment)
    return found
