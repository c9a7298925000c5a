"""ICS of air times, and the JSON file."""

from __future__ import annotations

import json
from datetime import UTC, timedelta

from newsroom.errors import BadRundown
from newsroom.rundown import Rundown
from newsroom.rundown_file import UNDATED, with_times, write
from renderers.archive import made_at
from renderers.context import RenderContext


def ics(rundown: Rundown, context: RenderContext) -> bytes:
    """One event for the broadcast; times in UTC, so that no calendar needs our zone.

    Without a start it is an event of the whole day; raises BadRundown when there is no day either.
    """
    from icalendar import Calendar, Event

    if rundown.start is None and rundown.day == UNDATED:
        raise BadRundown("day", "chưa có ngày phát nên không làm được lịch")
    p = context.paper(rundown)
    calendar = Calendar()
    calendar.add("prodid", "-//Nhip Cau//rundown//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"{rundown.id or rundown.show}-{rundown.day.isoformat()}@nhipcau".replace(" ", "-"))
    event.add("dtstamp", made_at(rundown).replace(tzinfo=UTC))
    if rundown.start is None:
        event.add("dtstart", rundown.day)
    else:
        start = rundown.start.astimezone(UTC)
        event.add("dtstart", start)
        event.add(
            "dtend", rundown.end.astimezone(UTC) if rundown.end else start + timedelta(milliseconds=rundown.planned_ms)
        )
    event.add("sequence", rundown.version)
    event.add("summary", " – ".join(filter(None, [rundown.show, p.issue])))
    lines = [
        f"{row.number}. {row.clock_sign}{row.clock} {row.segment.title} ({row.duration})" for row in p.rows if row.number
    ]
    event.add("description", "\n".join([f"Phiên bản {p.version}. Tổng {p.total}, {p.over}.", *lines]))
    if rundown.channel:
        event.add("location", rundown.channel)
    calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def json_bytes(rundown: Rundown, context: RenderContext) -> bytes:
    """The timed rundown file."""
    data = with_times(write(rundown), context.time(rundown), context.zone)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
