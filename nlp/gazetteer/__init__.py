"""The gazetteer of Vietnam's administrative units, before and after 1 July 2025, as of a day.

Data: `units_old.txt` (63 provinces, districts, communes just before the reform, each with the unit its ground went to),
`units_new.txt` (34 provinces and their communes), `units_past.txt` (units of Kiên Giang and An Giang that ended or changed
their kind between 2018 and 2025). Sources in README.md beside this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from newsroom.place import REFORM
from nlp.fold import key, one_placement

KINDS = {
    "t": "tỉnh",
    "c": "thành phố",
    "q": "quận",
    "h": "huyện",
    "s": "thị xã",
    "n": "thị trấn",
    "x": "xã",
    "p": "phường",
    "k": "đặc khu",
}
HOME = ("Kiên Giang", "An Giang")
"""The provinces the station serves: before the reform two, after it one that bears the second name."""
LONGEST = 6
"""The most syllables a unit's name has."""
OTHER_NAMES = {
    "TPHCM": ("province", "Hồ Chí Minh"),
    "HCM": ("province", "Hồ Chí Minh"),
    "Sài Gòn": ("province", "Hồ Chí Minh"),
    "Thừa Thiên Huế": ("province", "Huế"),
    "Thừa Thiên - Huế": ("province", "Huế"),
    "Vũng Tàu": ("district", "Vũng Tàu"),
    "BRVT": ("province", "Bà Rịa - Vũng Tàu"),
    "Hòn Sơn": ("commune", "Lại Sơn"),
    "Đắc Lắc": ("province", "Đắk Lắk"),
    "Đắc Nông": ("province", "Đắk Nông"),
}
"""Names people write for a unit, with its level and its own name."""
_FOLDER = Path(__file__).parent
_Y = re.compile(r"\b([bcdghklmnprstvx]{1,3})y\b")


def name_key(text: str) -> str:
    """The look-up form of a name: lower case, no marks, mỹ and mĩ alike, one blank between syllables."""
    return " ".join(_Y.sub(r"\1i", key(text).replace("-", " ").replace("'", " ")).split())


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit: level (commune, district, province), kind, name, the district and province it lies in.

    `old` units ended on 30 June 2025 at the latest; `today` are the units (with their kind) its ground belongs to
    now, more than one for a split commune; `today_province` the province valid now.
    """

    level: str
    kind: str
    name: str
    district: str | None
    province: str
    old: bool
    today: tuple[str, ...]
    today_province: str
    since: date | None = None
    until: date | None = None

    @property
    def title(self) -> str:
        """Kind and name, as in "Xã Định Hòa"."""
        return f"{self.kind[0].upper()}{self.kind[1:]} {self.name}"

    def valid_on(self, day: date) -> bool:
        """Whether the unit existed with this kind and name on `day`."""
        first = self.since or (date.min if self.old else REFORM)
        last = self.until or (date.max if not self.old else date(2025, 6, 30))
        return first <= day <= last


class Gazetteer:
    """All units, looked up by the key of their name."""

    def __init__(self, units: Iterable[Unit]) -> None:
        index: dict[str, list[Unit]] = {}
        for unit in units:
            index.setdefault(name_key(unit.name), []).append(unit)
        for other, (level, name) in OTHER_NAMES.items():
            units = [unit for unit in index[name_key(name)] if unit.level == level and unit.name == name]
            index.setdefault(name_key(other), []).extend(units)
        self.by_key: dict[str, tuple[Unit, ...]] = {name: tuple(found) for name, found in index.items()}

    def named(self, name: str) -> tuple[Unit, ...]:
        """Every unit whose name has the key of `name`."""
        return self.by_key.get(name_key(name), ())

    @cached_property
    def first_keys(self) -> frozenset[str]:
        """First syllables of all names, without marks."""
        return frozenset(name.split(" ", 1)[0] for name in self.by_key)

    @cached_property
    def exact(self) -> dict[str, str]:
        """The spelling to compare with: each unit name in lower case and one tone placement."""
        return {unit.name: one_placement(unit.name.lower()) for units in self.by_key.values() for unit in units}


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the process, read on first use (about 60 ms)."""
    return Gazetteer(_units())


def _units() -> Iterator[Unit]:
    yield from _old_units()
    yield from _new_units()
    yield from _past_units()


def _lines(name: str) -> Iterator[str]:
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("//"):
            yield line


def _named(code: str) -> tuple[str, str]:
    return KINDS[code[0]], code[1:]


def _title(code: str) -> str:
    kind, name = _named(code)
    return f"{kind[0].upper()}{kind[1:]} {name}"


def _old_units() -> Iterator[Unit]:
    province = district = now = ""
    for line in _lines("units_old.txt"):
        own, _, after = line.partition("=")
        if own[0] == "@":
            kind, province = _named(own[1:])
            now = _named(after)[1]
            yield Unit("province", kind, province, None, province, True, (_title(after),), now)
        elif own[0] == "#":
            kind, district = _named(own[1:])
            yield Unit("district", kind, district, district, province, True, (), now)
        else:
            kind, name = _named(own)
            today = tuple(_title(code) for code in after.split(";")) if after else (_title(own),)
            yield Unit("commune", kind, name, district, province, True, today, now)


def _new_units() -> Iterator[Unit]:
    province = ""
    seen = set()
    for line in _lines("units_new.txt"):
        if line[0] == "@":
            kind, province = _named(line[1:])
            if province not in seen:
                seen.add(province)
                yield Unit("province", kind, province, None, province, False, (_title(line[1:]),), province)
        else:
            kind, name = _named(line)
            yield Unit("commune", kind, name, None, province, False, (_title(line),), province)


def _past_units() -> Iterator[Unit]:
    """Lines `unit|district|province|since or -|until|unit now`; a `#` unit is a district."""
    for line in _lines("units_past.txt"):
        own, district, province, since, until, after = line.split("|")
        level = "district" if own[0] == "#" else "commune"
        kind, name = _named(own.removeprefix("#"))
        first = None if since == "-" else date.fromisoformat(since)
        today = (_title(after),) if after else ()
        yield Unit(level, kind, name, district, province, True, today, "An Giang", first, date.fromisoformat(until))
