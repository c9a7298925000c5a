"""Joining: stories of the same event find each other, and where their facts disagree a person must settle it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from flows.house import House
from newsroom.errors import EditConflict
from newsroom.run import SourceState
from newsroom.story import Story
from newsroom.workflow import Role

_MARK = "join"


def join_alike(house: House, at: datetime) -> int:
    """Pair the stories of the last weeks; gives how many pairs are new. Nothing new since last time costs one look-up."""
    from content_store.lists import Wanted
    from nlp.pairs import WINDOW, pairs_of, traces

    newest = house.store.lines(limit=1)
    mark = str(newest[0].n) if newest else "0"
    if house.store.source_state(_MARK).validators.get("newest") == mark:
        return 0
    wanted = Wanted(received_from=(at - timedelta(days=WINDOW)).date())
    stories = {story.id: story for story in house.store.each_story(wanted)}
    told = [
        traces(replace(story.reading, id=story.id), story.text, story.event_date or story.received_on)
        for story in stories.values()
    ]
    new: dict[str, set[str]] = {}
    for one, other, _ in pairs_of(told):
        if other not in stories[one].alike:
            new.setdefault(one, set()).add(other)
            new.setdefault(other, set()).add(one)
    for story, others in sorted(new.items()):
        _note(house, stories, story, others, at)
    house.store.save_source_state(SourceState(_MARK, {"newest": mark}, last_ok=at))
    return sum(map(len, new.values())) // 2


def _note(house: House, stories: dict[str, Story], story: str, others: set[str], at: datetime) -> None:
    from nlp.conflicts import find_conflicts

    before = stories[story]
    conflicts = {
        f"{conflict.fact}:{other}" for other in others for conflict in find_conflicts(before.reading, stories[other].reading)
    }
    flags = dict.fromkeys((*before.flags, *(("conflict",) if conflicts else ())))
    after = replace(
        before,
        alike=tuple(sorted({*before.alike, *others})),
        open_conflicts=tuple(sorted({*before.open_conflicts, *conflicts})),
        flags=tuple(flags),
    )
    try:
        house.store.save_story(after, "máy", Role.MACHINE, at, "cùng sự kiện")
    except EditConflict:  # an editor saved meanwhile: the next run finds the pair again
        return
