"""Packing: a rundown's documents and stored sounds become the folder a technician takes to air."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from flows.house import House
from newsroom.clearance import cleared
from newsroom.errors import NotFound
from newsroom.package import Package
from newsroom.rundown import Rundown


def build_package(house: House, rundown: Rundown, documents: Path, to: Path, at: datetime) -> Package:
    """Build the package of a rundown into a folder and note it in the store; raises NewsroomError.

    It is cleared for air only when the version is locked and signed and every story in it may go on air.
    """
    from nlp.say import speak
    from renderers.packaging import build

    stories = {story.id: story for story in house.store.stories_of(_stories(rundown))}
    consents = {story: house.store.consents(story=story) for story in stories}
    ready = rundown.locked_at is not None and cleared(rundown, stories, consents)
    with tempfile.TemporaryDirectory(prefix="nhipcau-") as scratch:
        made = build(
            rundown,
            lambda sound: sound_file(house, sound, Path(scratch)),
            to,
            documents={path.name: path.read_bytes() for path in sorted(documents.iterdir())},
            cleared=ready,
            approvals=tuple(f"{sign.office}: {sign.who}, {sign.at.isoformat()}" for sign in rundown.sign_offs),
            station=str(house.settings.table("station").get("name", "")),
            say=speak,
        )
    house.store.save_package(made, str(to), at)
    return made


def package(house: House, rundown_id: str, to: Path, at: datetime) -> Package:
    """The package of the newest version of a rundown, built where a person wants it."""
    from flows.printing import print_documents

    rundown = house.store.rundown(rundown_id)
    with tempfile.TemporaryDirectory(prefix="nhipcau-") as scratch:
        print_documents(house, rundown, Path(scratch))
        return build_package(house, rundown, Path(scratch), to, at)


def sound_file(house: House, sound: str, scratch: Path) -> Path | None:
    """A sound by its SHA-256 as a file, or None when it is not in the store."""
    path = scratch / sound
    if not path.exists():
        try:
            house.files.copy(sound, path)
        except NotFound:
            return None
    return path


def _stories(rundown: Rundown) -> list[str]:
    return list(dict.fromkeys(segment.story for segment in rundown.segments if segment.story))
