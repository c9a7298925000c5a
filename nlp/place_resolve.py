"""Deciding which units the chains of a text mean: by unit word, chain, date, the other places of the text; else ambiguous."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from newsroom.facts import PlaceMention
from newsroom.place import REFORM
from nlp.gazetteer import HOME, Gazetteer, Unit, gazetteer
from nlp.place_parts import Part
from nlp.place_scan import Chain
from nlp.place_words import COMMUNE, DISTRICT, HAMLET, PROVINCE, RANK
from nlp.words import UPPER, Words

_YEAR = re.compile(r"\b20[12]\d\b")
_FORMER = re.compile(r"[\s,]*(?:\(|thuộc )?\s*(?:cũ|trước đây|trước sáp nhập|trước khi sáp nhập)\b")
_LEVELS = {rank: level for level, rank in RANK.items()}


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit with its score, and whether another meaning scores as high."""

    unit: Unit
    score: float
    tied: tuple[Unit, ...]


class Resolver:
    """The places of one text: `new` tells which side of 1 July 2025 it stands on."""

    def __init__(self, words: Words, chains: list[Chain], published: date | None) -> None:
        self.words = words
        self.chains = chains
        self.names: Gazetteer = gazetteer()
        self.new = _new_era(words, chains, published)
        self.day = published
        self.before: Unit | None = None
        self.provinces: Counter[str] = Counter()
        self.districts: Counter[tuple[str, str]] = Counter()
        self.communes: Counter[str] = Counter()
        self.leaning: Counter[str] = Counter()
        self.bare_communes: dict[tuple[str, str | None], set[str]] = {}
        for chain in chains:
            self._note(chain)
        self.away = not any(name in self.provinces for name in HOME) and any(
            count for name, count in self.provinces.items() if name not in HOME
        )

    def _note(self, chain: Chain) -> None:
        """Gather what the text says beyond doubt: its provinces, districts, and communes named with their unit word."""
        for part in chain.parts:
            levels = {unit.level for unit in part.units}
            for unit in part.units if part.rank is None and part.last > part.first else ():
                if unit.level == "commune" and unit.province in HOME and unit.old != self.new:
                    self.bare_communes.setdefault((unit.province, unit.district), set()).add(unit.name)
            if part.rank == COMMUNE:
                self.communes[part.name.lower()] += 1
            if part.units and (levels == {"province"} or part.rank == PROVINCE):
                self.provinces[part.units[0].province] += 1
            districts = {(unit.province, unit.name) for unit in part.units if unit.level == "district"}
            home = {pair for pair in districts if pair[0] in HOME}
            if part.rank == DISTRICT or (part.rank is None and "district" in levels):
                for pair in home or districts:
                    self.districts[pair] += 1
            homes = {unit.province for unit in part.units if unit.province in HOME and unit.old}
            if len(homes) == 1 and (part.rank is not None or home):
                self.leaning[next(iter(homes))] += 1

    # --- one chain

    def mention(self, chain: Chain) -> PlaceMention | None:
        """What the chain means; None when it is no place after all."""
        head = next((part for part in chain.parts if part.rank is None or part.rank >= COMMUNE), None)
        if head is None:
            return self._hamlet(chain)
        choice = self.choose(chain, head)
        if choice is None:
            return self._unknown(chain, head)
        if not self._believed(chain, head, choice):
            return None
        self.before = choice.unit
        return self._told(chain, head, choice)

    def rest(self, chain: Chain, taken: set[int]) -> PlaceMention | None:
        """What is left of a chain whose first parts belong to the name of a body ("UBND xã X, huyện Y" → "huyện Y")."""
        left = [part for part in chain.parts if part.first not in taken]
        if not left:
            return None
        whole = self.choose(
            chain, next((part for part in chain.parts if part.rank is None or part.rank >= COMMUNE), left[0])
        )
        if whole is not None and left[0].rank is None:
            units = tuple(
                unit
                for unit in left[0].units
                if (unit.level == "province" or unit.name == whole.unit.district) and unit.province == whole.unit.province
            )
            left[0] = replace(left[0], units=units or left[0].units)
        return self.mention(Chain(left, placed=True, closed=False))

    def choose(self, chain: Chain, head: Part) -> Choice | None:
        """The best unit for the smallest named part of the chain."""
        parents = [part for part in chain.parts if part is not head and (part.rank is None or part.rank > HAMLET)]
        scored = [(score, unit) for unit in head.units if (score := self._score(chain, head, unit, parents)) is not None]
        if not scored:
            return None
        top = max(score for score, _ in scored)
        best = [unit for score, unit in scored if score == top]
        best.sort(key=lambda unit: unit.province != HOME[0])
        meanings = {(unit.name, unit.district, unit.province, unit.today): unit for unit in reversed(best)}
        return Choice(best[0], top, tuple(meanings.values()) if len(meanings) > 1 else ())

    def _score(self, chain: Chain, head: Part, unit: Unit, parents: list[Part]) -> float | None:
        fit = self._parents_fit(unit, parents)
        if fit is None:
            return None
        return (
            fit
            + self._spelling(head, unit)
            + self._kind(chain, head, unit)
            + self._era(chain, unit, bool(parents))
            + self._context(unit)
            + self._beside(chain, unit)
        )

    def _parents_fit(self, unit: Unit, parents: list[Part]) -> float | None:
        score = 0.0
        for part in parents:
            levels = {other.level for other in part.units}
            names = {other.name for other in part.units}
            if not names:
                continue
            as_district = part.rank == DISTRICT or (part.rank is None and "district" in levels)
            if as_district and unit.level == "district" and levels != {"province"} and part.rank != PROVINCE:
                score += 8 if "province" in levels and unit.province in names else -8
            elif (as_district and unit.district in names) or ("province" in levels and unit.province in names):
                score += 8
            elif "province" in levels and unit.today_province in names and unit.old:
                score += 4
            elif part.rank == COMMUNE or (part.rank is None and levels == {"commune"}):
                continue
            else:
                score -= 8
        return score

    def _spelling(self, head: Part, unit: Unit) -> float:
        first, last = head.name_first, head.last
        written = self.words.plain[first : last + 1]
        true = self.names.exact[unit.name].replace("-", " ").split()
        if len(true) != len(written):
            return 0
        keys = self.words.key[first : last + 1]
        wrong = sum(one != other and one != bare for one, other, bare in zip(written, true, keys, strict=True))
        right = sum(one == other and one != bare for one, other, bare in zip(written, true, keys, strict=True))
        return -4 * wrong + (3 if right and not wrong else 0)

    def _kind(self, chain: Chain, head: Part, unit: Unit) -> float:
        if head.kind:
            return 3 if unit.kind == head.kind else 0
        if chain.listed is not None and chain.listed >= 0:
            return 6 if RANK[unit.level] == chain.listed else 0
        if chain.parts[0] is not head:
            return 0
        if unit.level == "province":
            return 3
        if unit.old:
            return 2.5 if unit.level == "district" else 0
        return 2

    def _era(self, chain: Chain, unit: Unit, has_parents: bool) -> float:
        if self.day is not None and unit.old and not self.new and not unit.valid_on(self.day):
            return 1
        former = self.new and _FORMER.match(self.words.text, self.words.end[chain.last]) is not None
        return 4 if unit.old != self.new or (former and unit.old) else 0

    def _context(self, unit: Unit) -> float:
        score = 0.0
        if unit.province in HOME:
            score += 2 if self.away else 4
        if unit.level == "commune" and unit.name != unit.district and self.districts[(unit.province, unit.district or "")]:
            score += 3
        if self.provinces[unit.province]:
            score += 3 if self.away else 1.5
        if self.leaning[unit.province] and not self.new:
            score += 0.5
        return score

    def _beside(self, chain: Chain, unit: Unit) -> float:
        """Names of one list mostly lie in one district."""
        if chain.listed is None or self.before is None:
            return 0
        same_province = unit.province == self.before.province
        return 2.0 * (same_province and unit.district == self.before.district) + same_province

    def _believed(self, chain: Chain, head: Part, choice: Choice) -> bool:
        """Whether a bare name stands for the place: always with a unit word, a chain or a list; else by level and context."""
        unit = choice.unit
        if head.rank is not None or len(chain.parts) > 1:
            return True
        if self.words.gap[chain.first] == '"' and self.words.text[self.words.end[chain.last]] == " ":
            return False
        if chain.listed is not None:
            return unit.province in HOME or unit.level != "commune" or chain.listed >= COMMUNE
        if unit.level == "province":
            if unit.name == "Hồ Chí Minh" and self.words.key[head.first] == "ho":
                return False
            return head.last > head.name_first or unit.name == "Huế" or self.words.shape[head.first] == UPPER
        if head.last == head.name_first:
            return False
        if unit.province not in HOME:
            shouted = self.words.shape[head.first] == UPPER
            city = unit.level == "district" and unit.kind in ("thành phố", "thị xã") and not shouted
            return (chain.placed or city) and unit.level == "district" and not choice.tied
        if unit.level == "district" or (not unit.old and self._once_district(unit)):
            return True
        return (
            chain.placed
            or chain.heads_list
            or head.name.lower() in self.communes
            or head.last - head.name_first > 1
            or self._opens_line(chain)
            or len(self.bare_communes.get((unit.province, unit.district), ())) > 2
        )

    def _once_district(self, unit: Unit) -> bool:
        return any(other.level == "district" and other.province in HOME for other in self.names.named(unit.name))

    def _opens_line(self, chain: Chain) -> bool:
        text, end = self.words.text, self.words.end[chain.last]
        return self.words.gap[chain.first] in ("^", "n", "(") and text[end : end + 1] in (":", ")")

    # --- telling

    def _told(self, chain: Chain, head: Part, choice: Choice) -> PlaceMention:
        unit = choice.unit
        commune = unit.name if unit.level == "commune" else None
        district: str | None = unit.district
        province: str | None = unit.province
        if choice.tied and sum(other.province == HOME[0] for other in choice.tied) != 1:
            district = _same([other.district for other in choice.tied])
            province = _same([other.province for other in choice.tied])
        today, split = _today(unit)
        ambiguous = bool(choice.tied) or split
        named = sorted({_described(other) for other in choice.tied}) if choice.tied else list(unit.today) if split else []
        return self._placed(
            chain,
            commune=commune,
            district=None if not unit.old else district,
            province=province,
            today=None if ambiguous else today,
            ambiguous=ambiguous,
            candidates=tuple(named),
        )

    def _placed(self, chain: Chain, **facts: object) -> PlaceMention:
        start, end = self.words.start[chain.first], self.words.end[chain.last]
        if chain.closed:
            end = self.words.text.index(")", end) + 1
        hamlet = next((part.name for part in chain.parts if part.rank == HAMLET), None)
        return PlaceMention(self.words.text[start:end], start, end, hamlet=hamlet, **facts)  # type: ignore[arg-type]

    def _unknown(self, chain: Chain, head: Part) -> PlaceMention | None:
        """A commune or district no gazetteer knows, with the parents its chain names."""
        if head.rank is None:
            return None
        above: dict[str, str | None] = {"district": None, "province": None}
        for part in chain.parts:
            if part is head or not part.units or (part.rank is not None and part.rank < DISTRICT):
                continue
            choice = self.choose(Chain(chain.parts[chain.parts.index(part) :]), part)
            if choice and choice.unit.level in above:
                above[choice.unit.level] = choice.unit.name
                above["province"] = choice.unit.province
        level = _LEVELS[head.rank]
        names = {"commune": None, **above, level: _capital(head.name)}
        return self._placed(chain, **names, today=None, ambiguous=True)

    def _hamlet(self, chain: Chain) -> PlaceMention | None:
        """A hamlet alone: it lies in the one commune the text speaks of, or nobody can tell."""
        around = self.only_commune()
        if around is None or (self._headed(chain) and not self._named_again(chain)):
            return None
        today, split = _today(around)
        return self._placed(
            chain,
            commune=around.name,
            district=around.district,
            province=around.province,
            today=None if split else today,
            ambiguous=split,
        )

    def _headed(self, chain: Chain) -> bool:
        """Whether "trưởng ấp", "phó ấp" stand there: a person's name follows as often as the hamlet's."""
        first = chain.first
        return bool(first) and self.words.key[first - 1] in ("truong", "pho", "gia") and self.words.gap[first] == " "

    def _named_again(self, chain: Chain) -> bool:
        name = chain.parts[0].name.lower()
        return any(part.name.lower() == name for other in self.chains if other is not chain for part in other.parts)

    def only_commune(self) -> Unit | None:
        """The one commune the whole text speaks of, if it is one."""
        if not hasattr(self, "_only"):
            self._only = self._find_only()
        return self._only

    def _find_only(self) -> Unit | None:
        found: dict[tuple[str, str | None], Unit] = {}
        for chain in self.chains:
            for part in chain.parts:
                if part.rank != COMMUNE and not (part.rank is None and part is chain.parts[0]):
                    continue
                choice = self.choose(chain, part)
                if choice and not choice.tied and choice.unit.level == "commune" and self._believed(chain, part, choice):
                    found[(choice.unit.name, choice.unit.district)] = choice.unit
        return next(iter(found.values())) if len(found) == 1 else None


def _same(values: list[str | None]) -> str | None:
    return values[0] if len(set(values)) == 1 else None


def _capital(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:].lower() for word in name.split())


def _described(unit: Unit) -> str:
    return f"{unit.title} ({', '.join(part for part in (unit.district, unit.province) if part and part != unit.name)})"


def _today(unit: Unit) -> tuple[str | None, bool]:
    """The unit valid now, and whether its ground was split between several."""
    if unit.level == "district" or not unit.today:
        return None, False
    return (unit.today[0], False) if len(unit.today) == 1 else (None, True)


def _new_era(words: Words, chains: list[Chain], published: date | None) -> bool:
    """Which side of the reform the text stands on: by its day, else by districts and years it names."""
    if published is not None:
        return published >= REFORM
    parts = [part for chain in chains for part in chain.parts]
    if any(part.kind == "đặc khu" for part in parts):
        return True
    if any(part.kind in ("huyện", "thị trấn", "thị xã", "quận") for part in parts):
        return False
    years = [int(year) for year in _YEAR.findall(words.text)]
    return bool(years) and max(years) >= 2026
