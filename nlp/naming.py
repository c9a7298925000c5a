"""Names of places as of a day: the name as written, the name valid on the air day, and "nay là …" for the announcer's text.

Rule of the house (field notes, section 2.3): the name valid on the day of the event, and "nay là …" at the first mention
when the unit bore another name, or its ground went to another unit, by the day of airing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from newsroom.facts import PlaceMention
from newsroom.place import REFORM, Place
from nlp.gazetteer import Unit, gazetteer


@dataclass(frozen=True, slots=True)
class Naming:
    """A place as the sender wrote it, the unit meant on the event's day, the one valid on the air day, and the phrase to add.

    `on_air` is None when a person must decide (a split commune, a homonym, a district that is no more); `phrase` is empty
    when nothing changed.
    """

    as_written: str
    as_of_event: str | None
    on_air: str | None
    phrase: str


def naming(mention: PlaceMention, event: date, air: date) -> Naming:
    """How to name a mentioned place on air."""
    unit = unit_of(mention, event)
    if unit is None:
        return Naming(mention.surface, None, None, "")
    on_air = None if mention.ambiguous else _on(unit, air)
    return Naming(mention.surface, unit.title, on_air, _phrase(unit, on_air, event, air))


def unit_of(mention: PlaceMention, day: date) -> Unit | None:
    """The gazetteer's unit of a mention as of a day; an old unit when the mention has a district."""
    name = mention.commune or mention.district or mention.province
    if name is None:
        return None
    level = "commune" if mention.commune else "district" if mention.district else "province"
    fits = [
        unit
        for unit in gazetteer().named(name)
        if unit.level == level
        and unit.name == name
        and unit.province == mention.province
        and (not mention.commune or unit.district == mention.district)
    ]
    fits.sort(key=lambda unit: (not unit.valid_on(day), mention.today is not None and mention.today not in unit.today))
    return fits[0] if fits else None


def _on(unit: Unit, air: date) -> str | None:
    if air < REFORM or not unit.old:
        return unit.title
    if unit.level == "province":
        return unit.today[0]
    return unit.today[0] if len(unit.today) == 1 else None


def _phrase(unit: Unit, on_air: str | None, event: date, air: date) -> str:
    if not unit.old or air < REFORM or on_air is None:
        return ""
    same = on_air == unit.title
    if unit.level == "province":
        return "" if same else f"nay là {_small(on_air)}"
    if same and unit.province == unit.today_province:
        return ""
    kind = "tỉnh" if _is_tinh(unit.today_province) else "thành phố"
    moved = "" if unit.province == unit.today_province else f", {kind} {unit.today_province}"
    return f"nay là {_small(on_air)}{moved}"


def _is_tinh(province: str) -> bool:
    return any(unit.kind == "tỉnh" and not unit.old for unit in gazetteer().named(province) if unit.level == "province")


def _small(title: str) -> str:
    return title[0].lower() + title[1:]


def first_mentions(mentions: Iterable[PlaceMention], event: date, air: date) -> list[tuple[PlaceMention, str]]:
    """The mentions behind which "nay là …" is to be read, each place once, with the phrase."""
    seen: set[tuple[str | None, str | None, str | None]] = set()
    out = []
    for mention in mentions:
        place = (mention.commune, mention.district, mention.province)
        if mention.commune is None or place in seen:
            continue
        seen.add(place)
        phrase = naming(mention, event, air).phrase
        if phrase:
            out.append((mention, phrase))
    return out


def announced(text: str, mentions: Iterable[PlaceMention], event: date, air: date) -> str:
    """The text with "(nay là …)" behind the first mention of each place that changed by the air day."""
    for mention, phrase in reversed(first_mentions(mentions, event, air)):
        text = f"{text[: mention.end]} ({phrase}){text[mention.end :]}"
    return text


def place(unit: Unit) -> Place:
    """The noun of the newsroom for a unit of the gazetteer."""
    return Place(
        kind=unit.kind[0].upper() + unit.kind[1:],
        name=unit.name,
        district=unit.district,
        province=unit.province,
        valid_from=unit.since or (None if unit.old else REFORM),
        valid_to=unit.until or (date(2025, 6, 30) if unit.old else None),
        today=unit.today,
    )
