"""Finding chains of place names: unit words, gazetteer names and what joins them, before deciding which units they mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlp.gazetteer import HOME, Unit
from nlp.place_parts import Part, PartReader
from nlp.place_words import (
    COMMUNE,
    GROUP,
    HAMLET,
    HOUSE,
    NOT_PLACES,
    OPENERS,
    PLACING,
    RANK,
    TITLES,
    UNIT_WORDS,
)
from nlp.words import LOWER, TITLE, UPPER

_JOINS = frozenset(", (-/")


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


class Scanner(PartReader):
    """One pass over the words of a text."""

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

    def _from_unit(self, at: int) -> Chain | None:
        part = self.part_at(at)
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
            if shape in (TITLE, UPPER) and not self.opens_unit(after):
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
        part = self.part_at(at)
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
