"""One part of a chain of places at a time: a unit word and the name behind it, or a bare name of the gazetteer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nlp.gazetteer import HOME, LONGEST, Gazetteer, Unit, gazetteer, name_key
from nlp.name_words import SURNAMES
from nlp.place_near import by_initials, home_names, one_apart
from nlp.place_words import (
    COMMUNE,
    DISTRICT,
    GROUP,
    HAMLET,
    HOUSE,
    PLURALS,
    PROVINCE,
    QUALIFIERS,
    RANK,
    SHORT,
    SHORT_FREE,
    UNIT_WORDS,
)
from nlp.words import DIGIT, LOWER, TITLE, UPPER, Words

_ROMAN = re.compile(r"[IVX]+")
_NUMERAL = re.compile(r"\d{1,3}[a-zđ]?|[ivx]+|[a-e]")


@dataclass(slots=True)
class Part:
    """One unit of a chain: its rank (None for a bare name), kind word, words `first`..`last`, name and candidate units."""

    rank: int | None
    kind: str | None
    first: int
    name_first: int
    last: int
    name: str
    units: tuple[Unit, ...] = ()


@cache
def syllable_key(word: str) -> str:
    """The look-up key of one word without marks."""
    return name_key(word)


class PartReader:
    """Reads parts at given words of a text."""

    def __init__(self, words: Words, names: Gazetteer | None = None) -> None:
        self.words = words
        self.names = names or gazetteer()
        self.keys = [syllable_key(word) for word in words.key]
        self.bare_text = words.source.unmarked
        self.begins = self.names.first_keys

    def unit_at(self, at: int) -> tuple[int, str, int, bool] | None:
        """Rank, kind, index of the word after the unit word at `at`, and whether it is a short form."""
        words = self.words
        for after, spelling, rank, kind in UNIT_WORDS.get(words.key[at], ()):
            last = at + len(after)
            if last >= words.count or any(
                words.key[at + 1 + step] != key or words.gap[at + 1 + step] != " " for step, key in enumerate(after)
            ):
                continue
            if last + 1 >= words.count:
                return None
            short = spelling in SHORT or spelling in SHORT_FREE
            if not short and not self._spelt(at, last, spelling):
                continue
            gap = words.gap[last + 1]
            if spelling in SHORT and not self._dotted(last):
                if self.bare_text and gap == " " and words.shape[last + 1] == TITLE and self._home_at(last + 1, rank):
                    return rank, kind, last + 1, short
                continue
            if gap in (" ", "_") or ((short or gap == "d") and self._dotted(last)):
                return rank, kind, last + 1, short
        return None

    def _home_at(self, at: int, rank: int) -> bool:
        found = self.name_at(at, (rank,), explicit=True)
        return found is not None and any(unit.province in HOME for unit in found[1])

    def _dotted(self, last: int) -> bool:
        end, begin = self.words.end[last], self.words.start[last + 1]
        return self.words.text[end:begin].strip() == "."

    def _spelt(self, first: int, last: int, spelling: str) -> bool:
        written = " ".join(self.words.plain[first : last + 1])
        if written == spelling:
            return True
        return written == " ".join(self.words.key[first : last + 1]) and (self.bare_text or self._bare_name(last + 1))

    def _bare_name(self, at: int) -> bool:
        """Whether a capitalised word without marks follows: an unmarked phrase in a marked text."""
        words = self.words
        return words.plain[at] == words.key[at] and words.shape[at] in (TITLE, DIGIT)

    def part_at(self, at: int) -> Part | None:
        """The part a unit word at `at` opens."""
        unit = self.unit_at(at)
        if unit is None:
            return None
        rank, kind, name_at, short = unit
        if rank in (HOUSE, GROUP):
            return self._numbered(at, rank, kind, name_at)
        if rank == HAMLET:
            return self._hamlet(at, kind, name_at)
        levels = (DISTRICT, PROVINCE) if kind == "thành phố" else (rank,)
        if self.words.shape[name_at] == DIGIT and kind not in ("phường", "quận"):
            return None
        found = self.name_at(name_at, levels, explicit=True)
        if not found:
            name_at = self._skip_qualifier(name_at)
            found = self.name_at(name_at, levels, explicit=True) or self._initials(name_at, rank)
        if found:
            last, units = found
            if self._plural(at):
                at = name_at
            return Part(rank, kind, at, name_at, last, self.words.slice(name_at, last), units)
        if short and rank != COMMUNE:
            return None
        return self._unknown(at, rank, kind, name_at, short)

    def _initials(self, at: int, rank: int) -> tuple[int, tuple[Unit, ...]] | None:
        """A home commune written by its first letters ("xã TĐB", "xã VB Nam")."""
        words = self.words
        if words.shape[at] != UPPER or rank != COMMUNE:
            return None
        last, written = at, words.plain[at]
        while last + 1 < words.count and words.gap[last + 1] == " " and words.shape[last + 1] == TITLE and last < at + 2:
            last += 1
            written += words.plain[last]
        return next(((end, units) for end in range(last, at - 1, -1) if (units := by_initials(self._run(at, end)))), None)

    def _plural(self, at: int) -> bool:
        """Whether "các xã", "3 xã", "liên xã" stand there: the unit word belongs to the list, not to its first name."""
        words = self.words
        return bool(at) and words.gap[at] == " " and (words.plain[at - 1] in PLURALS or words.shape[at - 1] == DIGIT)

    def _run(self, at: int, last: int) -> str:
        return "".join(self.words.plain[at : last + 1])

    def _skip_qualifier(self, at: int) -> int:
        for keys in QUALIFIERS:
            last = at + len(keys)
            if last < self.words.count and tuple(self.words.key[at:last]) == keys and self.words.shape[at] != TITLE:
                return last
        return at

    def name_at(self, at: int, ranks: tuple[int, ...] | None, explicit: bool) -> tuple[int, tuple[Unit, ...]] | None:
        """Last word and units of the longest gazetteer name at `at`, of the given ranks."""
        words, keys = self.words, self.keys
        if at >= words.count or keys[at] not in self.begins:
            return None
        if not explicit and (words.shape[at] == DIGIT or (words.shape[at] == LOWER and not self.bare_text)):
            return None
        most = 1
        while most < LONGEST and at + most < words.count and words.gap[at + most] in (" ", "-"):
            most += 1
        for size in range(most, 0, -1):
            joined = keys[at] if size == 1 else " ".join(keys[at : at + size])
            units = self.names.by_key.get(joined.lstrip("0") or joined)
            if not units:
                continue
            if ranks is not None:
                units = tuple(unit for unit in units if RANK[unit.level] in ranks)
            if units and self._written_as_name(at, size, units, explicit):
                return at + size - 1, units
        return None

    def _written_as_name(self, at: int, size: int, units: tuple[Unit, ...], explicit: bool) -> bool:
        words = self.words
        shapes = words.shape[at : at + size]
        if any(words.gap[at + step] == "-" for step in range(1, size)) and not any(" - " in unit.name for unit in units):
            return False
        if size > 1 and shapes[-1] == LOWER and shapes[0] != LOWER and words.raw[at + size - 1] not in ("giang", "giá"):
            return words.plain[at + size - 1] != words.key[at + size - 1] or self.bare_text
        if LOWER not in shapes:
            return True
        if explicit and any(unit.province in HOME for unit in units):
            return self.bare_text or self._exact(at, size, units)
        return self.bare_text and explicit and size > 1

    def _exact(self, at: int, size: int, units: tuple[Unit, ...]) -> bool:
        written = " ".join(self.words.plain[at : at + size])
        return any(self.names.exact.get(unit.name) == written for unit in units)

    def _numbered(self, at: int, rank: int, kind: str, name_at: int) -> Part | None:
        words = self.words
        if words.shape[name_at] != DIGIT:
            return None
        last = name_at
        while (
            last + 1 < words.count and words.gap[last + 1] in ("/", "_") and words.shape[last + 1] in (DIGIT, UPPER, TITLE)
        ):
            last += 1
        if rank == HOUSE and (last + 1 >= words.count or words.gap[last + 1] != ","):
            return None
        return Part(rank, kind, at, name_at, last, words.slice(name_at, last))

    def _hamlet(self, at: int, kind: str, name_at: int) -> Part | None:
        words = self.words
        if at and words.gap[at] == " " and words.plain[at - 1] in ("nông", "nong"):
            return None
        if at and words.plain[at - 1] in ("mỗi", "từng", "moi") and words.shape[name_at] == DIGIT:
            return None
        last = name_at - 1
        while last + 1 < words.count and last - name_at < 5:
            step = last + 1
            if step > name_at and words.gap[step] not in (" ", "_") and not self._inner_dash(step):
                break
            if step > name_at and words.shape[step] == DIGIT and words.end[step] - words.start[step] > 2:
                break
            if words.shape[step] == LOWER and not (step > name_at and _NUMERAL.fullmatch(words.raw[step])):
                break
            if kind == "khu vực" and step == name_at and _ROMAN.fullmatch(words.raw[step]):
                break
            if step > name_at and self.opens_unit(step):
                break
            last = step
            if step > name_at and words.shape[step] == DIGIT:
                break
        if last >= name_at and words.shape[last] == DIGIT and words.end[last] - words.start[last] > 3:
            return None
        if last < name_at and kind == "ấp":
            last = self._lower_hamlet(name_at)
        return Part(HAMLET, kind, at, name_at, last, words.slice(name_at, last)) if last >= name_at else None

    def _inner_dash(self, step: int) -> bool:
        return self.words.gap[step] == "-" and self.words.text[self.words.end[step - 1] : self.words.start[step]] == "-"

    def opens_unit(self, at: int) -> bool:
        """Whether a commune, district or province with a known name begins at `at`."""
        unit = self.unit_at(at)
        return unit is not None and (
            unit[0] > HAMLET and self.name_at(self._skip_qualifier(unit[2]), None, True) is not None
        )

    def _named(self, at: int) -> bool:
        return self.name_at(at, None, True) is not None or self.name_at(self._skip_qualifier(at), None, True) is not None

    def _lower_hamlet(self, name_at: int) -> int:
        """The end of a hamlet name in small letters: only when a commune follows, or in unmarked text one or two words."""
        words = self.words
        for last in range(name_at, min(name_at + 4, words.count - 1)):
            if last > name_at and words.gap[last] not in (" ", "_"):
                break
            follows = words.gap[last + 1] in (" ", ",")
            if follows and self.opens_unit(last + 1) and self.unit_at(last + 1):
                return last
        return name_at - 1

    def _unknown(self, at: int, rank: int, kind: str, name_at: int, short: bool) -> Part | None:
        """A unit the gazetteer does not know: ended long ago, or misspelt."""
        words = self.words
        if words.shape[name_at] not in (TITLE, UPPER) or short or (self.bare_text and words.shape[name_at] == UPPER):
            return None
        last = name_at
        while last - name_at < 3 and last + 1 < words.count and words.gap[last + 1] == " ":
            if words.shape[last + 1] == LOWER or self.opens_unit(last + 1) or words.shape[last + 1] == DIGIT:
                break
            last += 1
        if last == name_at and words.shape[last] == UPPER:
            return None
        if last > name_at and words.plain[name_at] in SURNAMES:
            last = name_at
        near = self._near(" ".join(self.keys[name_at : last + 1]), rank)
        if near is None and last == name_at:
            return None
        return Part(rank, kind, at, name_at, last, words.slice(name_at, last), near or ())

    def _near(self, name: str, rank: int) -> tuple[Unit, ...] | None:
        """Home units one letter away from a misspelt name, when all bear the same name."""
        if len(name) < 6:
            return None
        found = {
            key: units
            for key, units in home_names(rank).items()
            if abs(len(key) - len(name)) < 2 and key[0] == name[0] and one_apart(key, name)
        }
        return next(iter(found.values())) if len(found) == 1 else None
