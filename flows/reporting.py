"""The coordination report of the joint plan: counted from the store, printed by the papers' room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from flows.house import House
from flows.papers import context_of
from newsroom.errors import BadInput
from newsroom.story import Story
from newsroom.workflow import State

if TYPE_CHECKING:
    from renderers.coordination import Coordination, Line

_USED = (State.APPROVED, State.SCHEDULED, State.AIRED, State.ARCHIVED)
_AIRED = (State.AIRED, State.ARCHIVED)


def write_reports(house: House, first: date, last: date) -> dict[str, str]:
    """The report of a period in every form; gives where each lies."""
    from renderers.coordination import REPORT_FORMATS

    return {form: str(write_report(house, first, last, form, None)) for form in REPORT_FORMATS}


def write_report(house: House, first: date, last: date, form: str, out: Path | None) -> Path:
    """The report of a period in one form; raises BadInput for an unknown form."""
    from renderers.coordination import REPORT_FORMATS

    if form not in REPORT_FORMATS:
        raise BadInput("dạng báo cáo", form, f"chọn một trong: {', '.join(REPORT_FORMATS)}")
    suffix, _, make = REPORT_FORMATS[form]
    path = out or house.out / "bao-cao" / f"phoi-hop_{first.isoformat()}_{last.isoformat()}{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(make(counted(house, first, last), context_of(house.settings)))
    return path


def counted(house: House, first: date, last: date) -> Coordination:
    """The counts of a period: received, used and aired, by class and by sender."""
    from content_store.lists import Wanted
    from renderers.coordination import Coordination

    stories = list(house.store.each_story(Wanted(received_from=first, received_to=last)))
    station = house.settings.table("station")
    needing = [story for story in stories if story.primary == "hardship"]
    return Coordination(
        period=f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}",
        first=first,
        last=last,
        front=str(station.get("front", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh")),
        station=str(station.get("name", "")),
        place=str(station.get("place", station.get("province", ""))),
        classes=_lines(stories, lambda story: _class_names().get(story.primary, story.primary), _air_ms(house, first, last)),
        senders=_lines(
            stories, lambda story: story.partner or _SENDERS.get(story.sender_type, "Khác"), _air_ms(house, first, last)
        ),
        cases_aired=sum(story.state in _AIRED for story in needing),
        cases_open=tuple(story.id for story in needing if story.state not in (*_AIRED, State.REFUSED, State.WITHDRAWN)),
    )


_SENDERS = {
    "press": "Báo chí",
    "front": "Mặt trận các cấp",
    "red_cross": "Hội Chữ thập đỏ và các hội",
    "zalo": "Tin nhắn của cộng tác viên",
    "official": "Cơ quan nhà nước",
    "business": "Doanh nghiệp",
    "other": "Nguồn khác",
}


def _class_names() -> dict[str, str]:
    from nlp.labels import names

    return names()


def _lines(stories: Iterable[Story], name: Callable[[Story], str], air_ms: Counter[str]) -> tuple[Line, ...]:
    from renderers.coordination import Line

    groups: dict[str, list[Story]] = {}
    for story in stories:
        groups.setdefault(name(story), []).append(story)
    return tuple(
        Line(
            label,
            len(some),
            sum(story.state in _USED for story in some),
            sum(story.state in _AIRED for story in some),
            sum(air_ms[story.id] for story in some),
        )
        for label, some in sorted(groups.items())
    )


def _air_ms(house: House, first: date, last: date) -> Counter[str]:
    """Planned milliseconds of each story in locked rundowns of the period."""
    from newsroom.timing import time_rundown

    context = context_of(house.settings)
    aired: Counter[str] = Counter()
    for rundown in house.store.rundowns(None, first, last):
        if rundown.locked_at is None or rundown.locked_at > datetime.combine(last, time.max, house.zone):
            continue
        for timed in time_rundown(rundown, context.syllables, house.zone).segments:
            if timed.segment.story and timed.duration_ms:
                aired[timed.segment.story] += timed.duration_ms
    return aired
