"""What planning chooses from: candidates with their lengths, and what was on air before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from newsroom.consent import Consent
from newsroom.rundown import Segment
from newsroom.story import Story
from newsroom.timing import DEFAULT_RATE, Counter, length
from newsroom.workflow import Gate, State, gates

READY = frozenset({State.APPROVED, State.SCHEDULED, State.AIRED})
KIND_OF_TOPIC = {
    "figures": "report",
    "model": "feature",
    "donor": "report",
    "hardship": "feature",
    "event": "brief",
    "rural_urban": "report",
}


@dataclass(frozen=True, slots=True)
class Variant:
    """One length a story comes in: its label ("rút"), milliseconds, its script and sound."""

    ms: int
    label: str = ""
    script: str | None = None
    sound: str | None = None
    media_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may go on air.

    `event` groups stories of one event; `until` is the last day it is still news; `closed` are gates that forbid it;
    `first_aired` makes it a repeat; `follow_up_on` the day a promise to listeners falls due; `weight` an editor's wish.
    """

    story: str
    title: str
    topic: str
    variants: tuple[Variant, ...]
    kind: str = "report"
    commune: str | None = None
    area: str | None = None
    partner: str | None = None
    donors: tuple[str, ...] = ()
    event: str | None = None
    event_date: date | None = None
    until: date | None = None
    embargo_until: date | None = None
    closed: tuple[Gate, ...] = ()
    approved: bool = True
    first_aired: date | None = None
    last_aired: date | None = None
    follow_up_on: date | None = None
    language: str = "vi"
    presenter: str | None = None
    version: int | None = None
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Aired:
    """One item that was on air: what, when, how long, about whom; `repeat` when it was not the first time."""

    story: str
    show: str
    day: date
    topic: str
    ms: int
    commune: str | None = None
    area: str | None = None
    partner: str | None = None
    donors: tuple[str, ...] = ()
    event: str | None = None
    language: str = "vi"
    repeat: bool = False


def candidate(
    story: Story,
    consents: tuple[Consent, ...],
    day: date,
    syllables: Counter,
    rate: int = DEFAULT_RATE,
    history: Sequence[Aired] = (),
    short_script: str | None = None,
) -> Candidate:
    """A story as a candidate for `day`; the text itself is timed when no script was written yet."""
    scripts = [("", story.script or story.text)] + ([("rút", short_script)] if short_script else [])
    variants = tuple(_variant(story, label, script, rate, syllables) for label, script in scripts)
    aired = sorted(row.day for row in history if row.story == story.id)
    donors = tuple(dict.fromkeys(gift.donor for gift in story.reading.donations if gift.donor))
    return Candidate(
        story=story.id,
        title=story.title,
        topic=story.primary,
        variants=tuple(variant for variant in variants if variant.ms > 0),
        kind=KIND_OF_TOPIC.get(story.primary, "report"),
        commune=story.commune,
        partner=story.partner,
        donors=donors,
        event=min((story.id, *story.alike)) if story.alike else story.id,
        event_date=story.event_date or story.received_on,
        embargo_until=story.embargo_until,
        closed=gates(story, consents, day),
        approved=State(story.state) in READY,
        first_aired=aired[0] if aired else None,
        last_aired=aired[-1] if aired else None,
        presenter=story.presenter,
        version=story.version,
    )


def _variant(story: Story, label: str, script: str | None, rate: int, syllables: Counter) -> Variant:
    found = length(Segment(story.id, "", "", script=script, media_ms=story.sound_ms), rate, syllables)
    return Variant(found.ms or 0, label, script, story.sound, story.sound_ms)
