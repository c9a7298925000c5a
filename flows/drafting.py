"""Drafts: for each show that airs soon, a programme planned from the stories of the last weeks.

A rundown an editor has touched is never planned again. A draft may hold stories nobody approved yet, but none whose gates are
closed, and their raw text is masked until an editor writes the script.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from flows.house import House
from newsroom.candidates import Candidate, candidate
from newsroom.errors import BadSettings, NotFound
from newsroom.planning import plan
from newsroom.run import SourceState
from newsroom.rundown import Rundown
from newsroom.shows import Show, due, read_shows
from newsroom.story import Story
from newsroom.workflow import Role, State

AHEAD_DAYS = 3
"""Shows that air within so many days get a draft."""
FRESH_DAYS = 45
"""Stories received longer ago are not looked at for a new draft."""
_OPEN = (State.NEW, State.WAITING, State.EDITED_1, State.EDITED_2, State.APPROVED, State.SCHEDULED)
_PROJECT = Path(__file__).resolve().parent.parent


def shows_of(house: House) -> tuple[Show, ...]:
    """The station's shows: shows.toml beside the settings file, else the project's; raises BadSettings."""
    beside = house.settings.path.parent / "shows.toml" if house.settings.path else None
    path = beside if beside and beside.is_file() else _PROJECT / "config" / "shows.toml"
    try:
        return read_shows(tomllib.loads(path.read_text(encoding="utf-8")).get("show", []), str(path))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadSettings(path, "-", error) from error


def plan_drafts(house: House, day: date, at: datetime) -> list[str]:
    """A draft for every show that airs from `day` on within AHEAD_DAYS; gives the ids of their rundowns."""
    wanted = [(show, air) for show in shows_of(house) for air in due(show, day - timedelta(days=1), day, AHEAD_DAYS)[1]]
    if not wanted:
        return []
    pool = stories_for(house, day)
    return [str(_draft(house, show, air, at, pool).id) for show, air in wanted]


def draft(house: House, show_id: str, day: date, at: datetime) -> str:
    """A draft for one edition asked for by a person; gives its id. Raises NotFound for an unknown show."""
    show = next((one for one in shows_of(house) if one.id == show_id), None)
    if show is None:
        raise NotFound("chương trình", show_id)
    return str(_draft(house, show, day, at, stories_for(house, at.date())).id)


def stories_for(house: House, day: date) -> list[Story]:
    """The stories a draft may choose from, one for each event (the best told one)."""
    from content_store.lists import Wanted

    wanted = Wanted(states=tuple(_OPEN), received_from=day - timedelta(days=FRESH_DAYS))
    stories = [story for story in house.store.stories(wanted) if story.primary != "other" and story.text.strip()]
    chosen: dict[str, Story] = {}
    for story in sorted(stories, key=_worth, reverse=True):
        if not any(other in chosen for other in story.alike):
            chosen[story.id] = story
    return sorted(chosen.values(), key=lambda story: story.id)


def _worth(story: Story) -> tuple[bool, bool, int, str]:
    return (story.state in (State.APPROVED, State.SCHEDULED), story.script is not None, min(len(story.text), 1500), story.id)


def _draft(house: House, show: Show, air: date, at: datetime, pool: list[Story]) -> Rundown:
    existing = next(iter(house.store.rundowns(show.name, air)), None)
    if existing is not None and _touched(house, existing):
        return existing
    inputs = _fingerprint(show, air, pool)
    mark = f"plan:{show.id}:{air.isoformat()}"
    if existing is not None and house.store.source_state(mark).validators.get("inputs") == inputs:
        return existing
    planned = plan(
        show,
        air,
        [_candidate(house, story, air, show) for story in pool],
        (),
        zone=house.zone,
        syllables=counted,
        allow_unapproved=True,
    )
    if existing is not None:
        planned = replace(planned, id=existing.id, version=existing.version)
    kept = house.store.save_rundown(planned, "máy", Role.MACHINE, at, "dựng nháp")
    house.store.save_source_state(SourceState(mark, {"inputs": inputs}, last_ok=at))
    return kept


def _touched(house: House, rundown: Rundown) -> bool:
    versions = house.store.rundown_versions(str(rundown.id))
    return any(role != Role.MACHINE or locked for _, _, role, _, _, locked in versions)


def _fingerprint(show: Show, air: date, pool: Iterable[Story]) -> str:
    parts = [repr(show), air.isoformat(), *(f"{story.id}:{story.version}:{story.state}" for story in pool)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _candidate(house: House, story: Story, air: date, show: Show) -> Candidate:
    return candidate(masked(story), house.store.consents(story=story.id), air, counted, show.rate or 200)


def masked(story: Story) -> Story:
    """The story with a script fit for a draft: an editor's, else the report's own text with every private word masked."""
    from nlp.masking import mask

    if story.script is not None:
        return story
    text = mask(story.text, story.reading.pii, keep=frozenset()).text
    title, _, body = text.partition("\n")
    return replace(story, title=title.strip() or story.title, script=body.strip() or title.strip())


@lru_cache(maxsize=20_000)
def counted(text: str) -> int:
    """Spoken syllables of a text, remembered."""
    from nlp.say import syllables

    return syllables(text)
