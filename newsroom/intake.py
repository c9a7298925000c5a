"""From a report and its reading to a story: what the newsroom must know before anybody edits it.

Consent: an illness or a child in a hardship story needs the person's agreement, a child of 7 or more and a representative
both sign (Luật Trẻ em 2016 and Luật 91/2025/QH15 as reported); an appeal needs its legal basis (NĐ 93/2021 or the
Front's own fund). Silence is no consent, so every need starts unmet.
"""

from __future__ import annotations

from datetime import date, datetime

from newsroom.consent import ConsentNeed
from newsroom.facts import Reading
from newsroom.report import Report
from newsroom.story import Story
from newsroom.workflow import State

CHILD_SIGNERS = 2


def story_of(report: Report, reading: Reading, received_on: date) -> Story:
    """The story a report tells, as the machine reads it; its id derives from the report's."""
    return Story(
        id=f"st-{report.id}",
        report=report.id,
        title=report.title or first_words(report.text),
        text=text_of(report),
        reading=reading,
        primary=reading.primary,
        state=State.NEW,
        sender_type=report.sender_type,
        partner=report.provenance[0].partner if report.provenance else None,
        event_date=event_day(report, reading),
        commune=next((place.today for place in reading.places if place.today), None),
        received_on=received_on,
        sound=next((asset.blob for asset in report.assets if asset.media_type.startswith("audio/")), None),
        sound_ms=next((asset.duration_ms for asset in report.assets if asset.media_type.startswith("audio/")), None),
        consent_needs=consent_needs(reading),
        appeals=appeals(reading),
        flags=flags(reading),
    )


def text_of(report: Report) -> str:
    """The text a reading's offsets count in."""
    return f"{report.title}\n{report.text}"


def first_words(text: str, most: int = 12) -> str:
    """A working title for a report that came without one."""
    words = text.split()
    return " ".join(words[:most]) + ("…" if len(words) > most else "")


def published_day(report: Report) -> date | None:
    """The day a report was published, when it says so."""
    return report.published.date() if isinstance(report.published, datetime) else report.published


def event_day(report: Report, reading: Reading) -> date | None:
    """The day of the event: the first full day the text names, unless it lies after publication; else the published day."""
    published = published_day(report)
    for mention in reading.dates:
        if len(mention.iso) == 10:
            day = date.fromisoformat(mention.iso)
            if published is None or day <= published:
                return day
    return published


def consent_needs(reading: Reading) -> tuple[ConsentNeed, ...]:
    """Whose consent a story needs before it may go on air: children named, people whose illness is told, people in need."""
    needs: dict[str, ConsentNeed] = {}
    for private in reading.pii:
        if private.kind == "minor_name":
            needs[private.surface] = ConsentNeed(private.surface, "minor", CHILD_SIGNERS)
    ill = any(private.kind == "health" for private in reading.pii)
    if ill or reading.primary == "hardship":
        for person in reading.persons:
            if person.role == "beneficiary":
                needs.setdefault(person.surface, ConsentNeed(person.surface, "health" if ill else "hardship"))
    return tuple(needs.values())


def appeals(reading: Reading) -> bool:
    """Whether the story asks for help: an account to pay into, or a call for help the reading heard."""
    return "appeal" in reading.doubts or any(private.kind == "bank_account" for private in reading.pii)


def flags(reading: Reading) -> tuple[str, ...]:
    """Codes of what an editor must look at; their words are in words.toml under `flag`."""
    marks = {
        "private": bool(reading.pii),
        "sum": any(gift.sum_check is not None and gift.sum_check.holds is False for gift in reading.donations),
        "typo_fact": "typo_fact" in reading.doubts,
        "consent": bool(consent_needs(reading)),
        "needs_human": reading.needs_human,
        "appeal": appeals(reading),
        "place_changed": any(place.commune and place.today and place.today != place.commune for place in reading.places),
    }
    return tuple(code for code, raised in marks.items() if raised)
