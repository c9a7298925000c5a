"""Reports of the same event from different senders, found by their facts: who, where, when, how much.

Retellings share few words (their texts are hardly more alike than two events of the same shape), so facts decide: a person's
full name, a hamlet, an exact sum or count are rare and weigh much; a commune, a round sum, a common body weigh little. Two
events whose days or places contradict each other are never joined, however alike their words are.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from newsroom.facts import Reading
from nlp.fold import key, one_placement

Feature = tuple[str, str]

JOIN = 0.5
"""Score from which two reports tell the same event."""
WINDOW = 21
"""Days between publications beyond which reports are never paired."""
_SLACK = timedelta(days=1)
_CROWD = 60
"""A feature in more reports than this opens no search: it would bring half the archive."""
_WEIGHT = {"person": 4.0, "hamlet": 2.6, "money": 1.0, "count": 1.2, "org": 1.5, "commune": 1.3, "day": 1.6, "doc": 3.0}
_BIAS = -6.2
_WORDS_WEIGHT = 7.0
_SAME_SENDER_AND_TEXT = 0.9

_SHORT = {
    "uy ban": "ub", "mat tran to quoc": "mttq", "viet nam": "vn", "ubmttq": "ub mttq", "ubmttqvn": "ub mttq vn", "chu thap do": "ctd",
    "hctd": "hoi ctd", "lien hiep phu nu": "lhpn", "ngan hang": "nh", "cong ty": "cty", "trach nhiem huu han": "tnhh",
    "thanh pho": "tp", "lien doan lao dong": "ldld", "hoi dong nhan dan": "hdnd", "uy ban nhan dan": "ubnd", "co phan": "cp",
}  # fmt: skip
_EMPTY_WORDS = frozenset(
    "ub mttq vn hoi ctd lhpn nh cty tnhh cp tp ldld hdnd ubnd xa phuong huyen tinh thi tran tx ap ban nhom doan chi co quan "
    "truong th thcs thpt mtv tm dv va cua cac dai dien thuong truc dang uy chinh quyen dia".split()
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Traces:
    """What of a report can be recognised in another: features by kind, days, communes, and the words of its text."""

    id: str
    features: frozenset[Feature]
    days: frozenset[date]
    told: date | None
    communes: frozenset[str]
    words: Counter[str] = field(hash=False)
    hardship: bool = False
    gives: bool = False


def traces(reading: Reading, text: str, published: date | None) -> Traces:
    """The traces of one report; `text` is the text it was read from."""
    features = set(_people(reading)) | set(_places(reading)) | set(_sums(reading)) | set(_bodies(reading))
    days = frozenset(_days(reading, published))
    features |= {("day", day.isoformat()) for day in days}
    words = _WORD.findall(key(text))
    grams = Counter(f"{one} {two}" for one, two in pairwise(words) if not (one.isdecimal() and two.isdecimal()))
    communes = frozenset(place.today or place.commune or "" for place in reading.places if place.today or place.commune)
    return Traces(
        reading.id,
        frozenset(features),
        days,
        published or max(days, default=None),
        communes,
        grams,
        reading.primary == "hardship",
        bool(reading.donations),
    )


def _people(reading: Reading) -> Iterator[Feature]:
    for person in reading.persons:
        name = key(one_placement(person.surface)).strip()
        if " " in name:
            yield "person", name


def _places(reading: Reading) -> Iterator[Feature]:
    for place in reading.places:
        unit = place.today or place.commune
        if unit:
            yield "commune", key(unit)
        if place.hamlet:
            yield "hamlet", key(place.hamlet)


def _sums(reading: Reading) -> Iterator[Feature]:
    for money in reading.money:
        if money.amount_vnd:
            yield "money", str(money.amount_vnd)
    for gift in reading.donations:
        if gift.amount_vnd and gift.derived:
            yield "money", str(gift.amount_vnd)
        for goods in gift.items:
            if goods.quantity and goods.quantity > 1:
                yield "count", f"{goods.quantity:g}"
    for household in reading.households:
        if household.count > 1:
            yield "count", str(household.count)


def _bodies(reading: Reading) -> Iterator[Feature]:
    names = [span.surface for span in reading.organisations] + [gift.donor for gift in reading.donations if gift.donor]
    for name in names:
        core = core_name(name)
        if core:
            yield "org", core


def core_name(name: str) -> str:
    """What is a body's own in its name: type words, levels and abbreviations taken out, marks folded."""
    folded = " " + " ".join(_WORD.findall(key(name))) + " "
    for long, short in _SHORT.items():
        folded = folded.replace(f" {long} ", f" {short} ")
    return " ".join(word for word in folded.split() if word not in _EMPTY_WORDS)


def _days(reading: Reading, published: date | None) -> Iterator[date]:
    for mention in reading.dates:
        if len(mention.iso) == 10:
            day = date.fromisoformat(mention.iso)
            if published is None or timedelta(0) <= published - day <= timedelta(days=WINDOW):
                yield day


def _rarity(feature: Feature) -> float:
    """How much a shared value says by itself: an exact sum more than a round one, a long name more than a short one."""
    kind, value = feature
    if kind == "money":
        return 0.35 + 0.75 * (len(value.rstrip("0")) - 1)
    if kind == "count":
        return 0.3 + 0.5 * max(0, len(value.rstrip("0")) - 1) + (0.3 if len(value) > 2 else 0.0)
    if kind == "org":
        return min(1.8, 0.5 + 0.35 * len(value.split()))
    return 1.0


def contradicted(one: Traces, other: Traces) -> bool:
    """Whether days or places make it impossible that both tell the same event."""
    if one.told and other.told and abs(one.told - other.told) > timedelta(days=WINDOW):
        return True
    if one.communes and other.communes and not one.communes & other.communes:
        return True
    if one.hardship and other.hardship:
        return False
    if one.days and other.days:
        return min(abs(first - second) for first in one.days for second in other.days) > _SLACK
    return _too_early(one, other) or _too_early(other, one)


def _too_early(one: Traces, other: Traces) -> bool:
    """Whether one report without a day came out before the day the other tells of, or long after it."""
    if one.days or not other.days or one.told is None:
        return False
    return one.told < min(other.days) - _SLACK or one.told > max(other.days) + timedelta(days=10)


def similarity(one: Counter[str], other: Counter[str]) -> float:
    """Cosine of the folded two-word runs of two texts."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    dot = sum(count * large[gram] for gram, count in small.items() if gram in large)
    norm = math.sqrt(sum(count * count for count in one.values()) * sum(count * count for count in other.values()))
    return dot / norm if norm else 0.0


def score(one: Traces, other: Traces) -> float:
    """How surely two reports tell the same event, 0 to 1; 0 when days or places contradict."""
    alike = similarity(one.words, other.words)
    if alike < _SAME_SENDER_AND_TEXT and contradicted(one, other):
        return 0.0
    by_kind: dict[str, float] = defaultdict(float)
    for feature in one.features & other.features:
        by_kind[feature[0]] += _rarity(feature)
    total = _BIAS + _WORDS_WEIGHT * alike
    for kind, amount in by_kind.items():
        total += _WEIGHT[kind] * min(amount, 2.5)
    total -= _disagreement(one, other)
    return 1 / (1 + math.exp(-total))


def _disagreement(one: Traces, other: Traces) -> float:
    """What speaks against: both name givers, or sums, and share none of them."""
    cost = 0.0
    for kind, weight in (("money", 1.2), ("org", 1.0), ("person", 1.2)):
        mine = {feature for feature in one.features if feature[0] == kind}
        theirs = {feature for feature in other.features if feature[0] == kind}
        if mine and theirs and not mine & theirs:
            cost += weight
    return cost


class Events:
    """An index of reports that answers which of them tell the event this one tells."""

    def __init__(self) -> None:
        self._traces: dict[str, Traces] = {}
        self._posting: dict[Feature, list[str]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._traces)

    def add(self, one: Traces) -> None:
        """Put a report in; the same id again is ignored."""
        if one.id not in self._traces:
            self._traces[one.id] = one
            for feature in _openers(one):
                self._posting[feature].append(one.id)

    def near(self, one: Traces, least: float = JOIN) -> list[tuple[str, float]]:
        """(id, score) of reports in the index that tell the same event, best first; not the report itself."""
        votes: Counter[str] = Counter()
        for feature in _openers(one):
            posting = self._posting.get(feature, ())
            if len(posting) <= _CROWD:
                votes.update(posting)
        del votes[one.id]
        scored = ((other, score(one, self._traces[other])) for other, _ in votes.most_common(_CROWD))
        return sorted((pair for pair in scored if pair[1] >= least), key=lambda pair: (-pair[1], pair[0]))


def _openers(one: Traces) -> set[Feature]:
    """Features that open a search: single rare ones, and commune with week for the rest."""
    rare = {feature for feature in one.features if feature[0] in ("person", "hamlet", "org") or _rarity(feature) > 1.1}
    weeks = {(day.toordinal() + shift) // 7 for day in one.days or ({one.told} if one.told else set()) for shift in (0, 3)}
    crossed = {("commune-week", f"{commune} {week}") for commune in one.communes for week in weeks}
    crossed |= {
        ("sum-week", f"{feature[1]} {week}")
        for feature in one.features
        if feature[0] in ("money", "count")
        for week in weeks
    }
    return rare | crossed


def pairs_of(items: Iterable[Traces]) -> Iterator[tuple[str, str, float]]:
    """(a, b, score) of every pair among `items`, each once, in the order the second came."""
    index = Events()
    for one in items:
        for other, sure in index.near(one):
            yield other, one.id, round(sure, 4)
        index.add(one)
