"""Finding chains of place names: unit words, gazetteer names and what joins them, before deciding which units they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from nlp.gazetteer import HOME, LONGEST, Gazetteer, Unit, gazetteer, name_key
from nlp.name_words import SURNAMES
from nlp.place_words import (
    COMMUNE,
    DISTRICT,
    GROUP,
    HAMLET,
    HOUSE,
    NOT_PLACES,
    OPENERS,
    PLACING,
    PLURALS,
    PROVINCE,
    QUALIFIERS,
    RANK,
    SHORT,
    SHORT_FREE,
    TITLES,
    UNIT_WORDS,
)
from nlp.words import DIGIT, LOWER, TITLE, UPPER, Words

_JOINS = frozenset(", (-/")
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


@dataclass(slots=True)
class Chain:
    """An unbroken chain of parts from the smallest on; `closed` when a bracket opened inside it closes after it."""

    parts: list[Part] = field(default_factory=list)
    closed: bool = False
    listed: int | None = None
    placed: bool = False
    heads_list: bool = False

    @property
    def first(self) -> int:
        """Its first word."""
        return self.parts[0].first

    @property
    def last(self) -> int:
        """Its last word."""
        return self.parts[-1].last


@cache
def syllable_key(word: str) -> str:
    """The look-up key of one word without marks."""
    return name_key(word)


class Scanner:
    """One pass over the words of a text."""

    def __init__(self, words: Words, names: Gazetteer | None = None) -> None:
        self.words = words
        self.names = names or gazetteer()
        self.keys = [syllable_key(word) for word in words.key]
        self.bare_text = words.source.unmarked
        self.begins = self.names.first_keys

    def chains(self) -> list[Chain]:
        """All chains, bare names that a resolver may still refuse included."""
        found: list[Chain] = []
        words = self.words
        at, count = 0, words.count
        units, begins, keys, shapes = UNIT_WORDS, self.begins, self.keys, words.shape
        while at < count:
            chain = None
            if words.key[at] in units:
                chain = self._from_unit(at)
            if chain is None and keys[at] in begins and (shapes[at] != LOWER or self.bare_text):
                chain = self._from_bare(at, found[-1] if found else None)
            if chain is None:
                at += 1
                continue
            self._extend(chain)
            if chain.parts[-1].rank in (HOUSE, GROUP) and len(chain.parts) == 1:
                at += 1
                continue
            if chain.listed is not None and found:
                found[-1].heads_list = True
            found.append(chain)
            at = chain.last + 1
        return found

    # --- one part

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

    def _part_at(self, at: int) -> Part | None:
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
        return next(((end, units) for end in range(last, at - 1, -1) if (units := _by_initials(self._run(at, end)))), None)

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
            if step > name_at and self._new_unit(step):
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

    def _new_unit(self, at: int) -> bool:
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
            if follows and self._new_unit(last + 1) and self.unit_at(last + 1):
                return last
        return name_at - 1

    def _unknown(self, at: int, rank: int, kind: str, name_at: int, short: bool) -> Part | None:
        """A unit the gazetteer does not know: ended long ago, or misspelt."""
        words = self.words
        if words.shape[name_at] not in (TITLE, UPPER) or short or (self.bare_text and words.shape[name_at] == UPPER):
            return None
        last = name_at
        while last - name_at < 3 and last + 1 < words.count and words.gap[last + 1] == " ":
            if words.shape[last + 1] == LOWER or self._new_unit(last + 1) or words.shape[last + 1] == DIGIT:
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
            for key, units in _home_names(rank).items()
            if abs(len(key) - len(name)) < 2 and key[0] == name[0] and _one_apart(key, name)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    # --- chains

    def _from_unit(self, at: int) -> Chain | None:
        part = self._part_at(at)
        return Chain([part], listed=None, placed=True) if part else None

    def _from_bare(self, at: int, before: Chain | None) -> Chain | None:
        found = self.name_at(at, None, explicit=False)
        if found is None:
            return None
        last, units = found
        listed = self._listed(at, before)
        if not self._alone(at, last, listed is not None):
            return None
        part = Part(None, None, at, at, last, self.words.slice(at, last), units)
        return Chain([part], listed=listed, placed=listed is not None or self._placed(at))

    def _listed(self, at: int, before: Chain | None) -> int | None:
        """The rank of the chain before, when this name carries on its list ("các xã A, B và C")."""
        words = self.words
        if before is None or before.closed:
            return None
        gap_ok = before.last == at - 1 and words.gap[at] == ","
        and_ok = (
            before.last == at - 2
            and words.plain[at - 1] in ("và", "va", "hoặc", "với")
            and words.gap[at - 1] in (" ", ",")
            and words.gap[at] == " "
        )
        if not (gap_ok or and_ok):
            return None
        if len(before.parts) == 1:
            return before.parts[0].rank if before.parts[0].rank is not None else (before.listed or -1)
        return None

    def _alone(self, at: int, last: int, listed: bool) -> bool:
        """Whether the name is a whole run of capitals, not a piece of a longer name, and no word before forbids it."""
        words = self.words
        if at and words.gap[at] == " ":
            before = words.plain[at - 1]
            if words.shape[at - 1] in (TITLE, UPPER) and before not in OPENERS and not listed:
                return words.shape[at - 1] == UPPER and words.shape[at] == UPPER and (before in PLACING or before in OPENERS)
            if before in NOT_PLACES or (before in TITLES and not listed):
                return False
        after = last + 1
        if after < words.count and words.gap[after] in (" ", "_"):
            shape = words.shape[after]
            if shape in (TITLE, UPPER) and not self._new_unit(after):
                return (
                    shape == UPPER
                    and words.shape[last] == UPPER
                    and self.names.by_key.get(" ".join(self.keys[at:after])) is not None
                )
            if words.gap[after] == "_":
                return False
        return True

    def _placed(self, at: int) -> bool:
        words = self.words
        return bool(at) and words.gap[at] == " " and words.plain[at - 1] in PLACING

    def _extend(self, chain: Chain) -> None:
        words = self.words
        opened = False
        kept, kept_closed = 1, False
        while chain.last + 1 < words.count:
            following = chain.last + 1
            gap = words.gap[following]
            if gap not in _JOINS:
                break
            if gap == "(":
                if opened:
                    break
                opened = True
            part = self._next_part(chain, following, gap)
            if part is None:
                break
            chain.parts.append(part)
            if not opened:
                kept = len(chain.parts)
            elif self._closes(part.last):
                kept, kept_closed = len(chain.parts), True
                break
        del chain.parts[kept:]
        chain.closed = kept_closed
        if len(chain.parts) > 1 and all(part.rank == HAMLET for part in chain.parts):
            del chain.parts[1:]
        if chain.parts[-1].rank == HOUSE and len(chain.parts) > 1:
            chain.parts.pop()

    def _closes(self, last: int) -> bool:
        rest = self.words.text[self.words.end[last] : self.words.end[last] + 2].lstrip()
        return rest.startswith(")")

    def _next_part(self, chain: Chain, at: int, gap: str) -> Part | None:
        rank = _rank(chain.parts[-1])
        part = self._part_at(at)
        if part is not None:
            if chain.parts[-1].rank is None and not _containing(chain.parts[-1], part.units):
                return None
            up = (part.rank or 0) > rank or (part.rank == rank == HAMLET and gap == ",")
            return part if up and (gap != "-" or part.rank != HAMLET) else None
        if rank < HAMLET:
            return None
        found = self.name_at(at, None, explicit=False)
        if found is None:
            return None
        last, units = found
        parents = _containing(chain.parts[-1], units)
        if not parents:
            return None
        after = last + 1
        if after < self.words.count and self.words.gap[after] == " " and self.words.shape[after] in (TITLE, UPPER):
            return None
        return Part(None, None, at, at, last, self.words.slice(at, last), parents)


def _rank(part: Part) -> int:
    if part.rank is not None:
        return part.rank
    return min((RANK[unit.level] for unit in part.units), default=COMMUNE)


def _containing(part: Part, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Of `units`, those that hold one of the part's candidates (any, above a hamlet)."""
    if part.rank == HAMLET:
        return tuple(unit for unit in units if unit.province in HOME or unit.level != "commune")
    return tuple(
        unit
        for unit in units
        if unit.level != "commune"
        and any(
            RANK[unit.level] > RANK[own.level]
            and unit.province in (own.province, own.today_province)
            and (unit.level == "province" or unit.district == own.district)
            for own in part.units
        )
    )


@cache
def _short_names() -> dict[str, set[str]]:
    short: dict[str, set[str]] = {}
    for name in _home_names(COMMUNE):
        for unit in _home_names(COMMUNE)[name]:
            syllables = unit.name.lower().split()
            if len(syllables) > 1:
                for whole in range(len(syllables)):
                    letters = "".join(part[0] for part in syllables[: len(syllables) - whole])
                    if len(letters) > 1:
                        short.setdefault(letters + "".join(syllables[len(syllables) - whole :]), set()).add(name)
    return short


def _by_initials(written: str) -> tuple[Unit, ...]:
    names = _short_names().get(written, ())
    return _home_names(COMMUNE)[next(iter(names))] if len(names) == 1 else ()


@cache
def _home_names(rank: int) -> dict[str, tuple[Unit, ...]]:
    return {
        key: home
        for key, units in gazetteer().by_key.items()
        if (home := tuple(unit for unit in units if unit.province in HOME and RANK[unit.level] == rank))
    }


def _one_apart(left: str, right: str) -> bool:
    """Whether one insertion, deletion or substitution turns one into the other."""
    if len(left) > len(right):
        left, right = right, left
    for at, letter in enumerate(left):
        if letter != right[at]:
            return left[at:] == right[at + 1 :] or left[at + 1 :] == right[at + 1 :]
    return True
