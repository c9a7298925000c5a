"""Places, bodies and persons of a text worked out together, once, for the finders of each."""

from __future__ import annotations

import re
from functools import lru_cache

from newsroom.facts import PersonMention, PlaceMention, Span
from nlp.name_words import HEAD_FIRST, PERSON_TITLES, SURNAMES
from nlp.places import Places, places_of
from nlp.roles import roles
from nlp.source import Source
from nlp.tagger import Tagged, tagger
from nlp.words import TITLE, UPPER, Words, words_of

_OFFICE_FIRST = frozenset(("ủy", "uỷ", "chủ", "phó", "bí", "trưởng", "giám", "thành"))
_CLOSES = {"(": ")", "“": "”", '"': '"', "‘": "’", "«": "»"}
WordSpan = tuple[int, int]
_SURE_TITLES = frozenset("ông bà anh chị em cháu bé chú cô bác cụ dì cậu thầy".split(" "))
_AGE = re.compile(
    r"[\s,(-]*(?:nam nay |moi |len )?(?:\d{1,2} ?(?:tuoi|thang tuoi|t\b)|sinh (?:nam|ngay)|sn ?\d|hoc (?:sinh|lop)|hs\b|lop \d)"
)
_YEARS = re.compile(r"\.?[ ,(]{1,2}\d{1,2} (?:tuoi|thang tuoi)\b")
_JOINED = frozenset("va hoac la cua".split(" "))
_NOT_BEFORE = frozenset("đường phố cầu kênh kinh rạch ấp xã phường chợ chùa trường công ty lễ tết năm ngày".split(" "))
_NO_NAMES = frozenset(
    "việt khmer nông phụ cựu đảng hội ủy nhà trường phật tử công đoàn mặt trung đại tết nam bắc hai".split(" ")
)


class Names:
    """The names of one text; nothing overlaps, bodies win over places and persons."""

    def __init__(self, source: Source) -> None:
        self.words: Words = words_of(source)
        self.found: Places = places_of(source)
        tagged = tagger().tag(self.words, self.found.spans())
        self.bodies = mended_bodies(self.words, [(first, last) for kind, first, last in tagged if kind == "org"])
        self.people = self._people(tagged)

    def _people(self, tagged: list[Tagged]) -> list[WordSpan]:
        """Persons of the tagger, and names right behind a title that it passed over."""
        people = [(first, last) for kind, first, last in tagged if kind == "per"]
        taken = {at for _, first, last in tagged for at in range(first, last + 1)}
        for chain, mention in self.found.mentions:
            if mention.province:
                taken.update(range(chain.first, chain.last + 1))
        titled = titled_names(self.words, taken)
        taken.update(at for first, last in titled for at in range(first, last + 1))
        aged = aged_names(self.words, taken)
        taken.update(at for first, last in aged for at in range(first, last + 1))
        found = [*people, *titled, *aged]
        return sorted([*found, *named_again(self.words, found, taken)])

    def organisations(self) -> tuple[Span, ...]:
        """Bodies with their exact surface."""
        return tuple(Span(self.words.text[start:end], start, end) for start, end in map(self._surface, self.bodies))

    def _surface(self, span: WordSpan) -> tuple[int, int]:
        """Offsets of a body, with the bracket or quote that closes what opened inside it."""
        text = self.words.text
        start, end = self.words.start[span[0]], self.words.end[span[1]]
        for opening, closing in _CLOSES.items():
            inside = text[start:end]
            unclosed = inside.count(opening) % 2 if opening == closing else inside.count(opening) - inside.count(closing)
            if unclosed == 1 and text[end : end + 1] == closing:
                end += 1
        return start, end

    def places(self) -> tuple[PlaceMention, ...]:
        """Places that are no part of a body's name: a chain that begins inside one is told from its first part outside."""
        out = []
        taken = {at for first, last in self.bodies for at in range(first, last + 1)}
        people = {at for first, last in self.people for at in range(first, last + 1)}
        for chain, mention in self.found.mentions:
            if chain.last in taken:
                continue
            if chain.first in taken:
                rest = self.found.resolver.rest(chain, taken)
                if rest is not None:
                    out.append(rest)
            elif not people.intersection(range(chain.first, chain.last + 1)):
                out.append(mention)
        return tuple(out)

    def persons(self) -> tuple[PersonMention, ...]:
        """Persons with their role and title."""
        parts = roles().roles(self.words, self.people, self.bodies)
        return tuple(self._person(span, role) for span, role in zip(self.people, parts, strict=True))

    def _person(self, span: WordSpan, role: str) -> PersonMention:
        words = self.words
        start, end = words.start[span[0]], words.end[span[1]]
        if span[0] == span[1] and len(words.raw[span[0]]) == 1 and words.text[end : end + 1] == ".":
            end += 1
        before = span[0] - 1
        title = (
            words.plain[before]
            if before >= 0 and words.gap[span[0]] == " " and words.plain[before] in PERSON_TITLES
            else None
        )
        return PersonMention(words.text[start:end], start, end, role, title)


def mended_bodies(words: Words, bodies: list[WordSpan]) -> list[WordSpan]:
    """The tagger's bodies without an office in front, cut where a comma and a second head begin another body."""
    return [piece for first, last in bodies for piece in _split(words, _without_office(words, first, last), last)]


def _without_office(words: Words, first: int, last: int) -> int:
    for at in range(first, min(first + 4, last)):
        if (
            words.plain[at] in ("viên", "tịch", "thư", "trưởng", "đốc")
            and words.plain[at + 1] in HEAD_FIRST
            and words.plain[first] in _OFFICE_FIRST
        ):
            return at + 1
    return first


def _split(words: Words, first: int, last: int) -> list[WordSpan]:
    cuts = [at for at in range(first + 1, last + 1) if words.gap[at] == "," and words.plain[at] in HEAD_FIRST]
    ends = [at - 1 for at in cuts] + [last]
    return list(zip([first, *cuts], ends, strict=True))


def titled_names(words: Words, taken: set[int]) -> list[WordSpan]:
    """Capitalised names behind a title ("chị Tú", "bé Gia Hân", "Trưởng ấp Chau Hênh") that nobody else claims."""
    found = []
    for at in range(1, words.count):
        if words.shape[at] != TITLE or at in taken or words.gap[at] != " " or at - 1 in taken:
            continue
        if not _titled(words, at):
            continue
        last = at
        while (
            last + 1 < words.count
            and last - at < 3
            and words.gap[last + 1] == " "
            and words.shape[last + 1] == TITLE
            and last + 1 not in taken
        ):
            last += 1
        found.append((at, last))
    return found


def aged_names(words: Words, taken: set[int]) -> list[WordSpan]:
    """Full names that an age, a year of birth or a school class follows, or "tên" leads to, and nobody else claims."""
    found = []
    at = 0
    while at < words.count:
        if (
            words.shape[at] not in (TITLE, UPPER)
            or at in taken
            or (words.plain[at] not in SURNAMES and not _counted_years(words, at))
        ):
            at += 1
            continue
        last = at
        while (
            last + 1 < words.count
            and last - at < 4
            and words.gap[last + 1] == " "
            and words.shape[last + 1] == words.shape[at]
        ):
            last += 1
        begins = (
            at == 0 or words.gap[at] != " " or words.shape[at - 1] != words.shape[at] or words.plain[at - 1] in _SURE_TITLES
        )
        if (
            last - at < 5
            and (last > at or _counted_years(words, last))
            and begins
            and not taken.intersection(range(at, last + 1))
            and (_aged(words, last) or _called(words, at))
        ):
            found.append((at, last))
        at = last + 1
    return found


def named_again(words: Words, people: list[WordSpan], taken: set[int]) -> list[WordSpan]:
    """Later mentions by the given name alone ("Thiện" after "Lê Chí Thiện") that stand as a capitalised word by themselves."""
    given: dict[str, set[tuple[str, ...]]] = {}
    for first, last in people:
        if last > first and words.shape[last] == TITLE:
            tails = given.setdefault(words.raw[last], set())
            tails.update(tuple(words.raw[at : last + 1]) for at in range(first, last + 1))
    found = []
    for at in range(words.count):
        if at in taken or words.raw[at] not in given or len(words.raw[at]) < 2:
            continue
        first = at
        while (
            first
            and words.gap[first] == " "
            and first - 1 not in taken
            and tuple(words.raw[first - 1 : at + 1]) in given[words.raw[at]]
        ):
            first -= 1
        if _stands_alone(words, first, at):
            found.append((first, at))
    return found


def _stands_alone(words: Words, first: int, last: int) -> bool:
    after = last + 1
    if after < words.count and words.gap[after] in " _-" and words.shape[after] in (TITLE, UPPER):
        return False
    if first == 0 or words.gap[first] in ".n^":
        return after < words.count and words.gap[after] == " " and words.key[after] not in _JOINED
    return (
        not (words.gap[first] in " _-" and words.shape[first - 1] in (TITLE, UPPER))
        and words.plain[first - 1] not in _NOT_BEFORE
    )


def _aged(words: Words, last: int) -> bool:
    text, end = words.source.key, words.end[last]
    return _AGE.match(text, end) is not None


def _counted_years(words: Words, last: int) -> bool:
    """Whether "15 tuổi" follows a single word."""
    return words.shape[last] == TITLE and _YEARS.match(words.source.key, words.end[last]) is not None


def _called(words: Words, at: int) -> bool:
    return bool(at) and words.plain[at - 1] in ("tên", "ten", "tk", "khoản") and words.gap[at] in (" ", ":")


def _titled(words: Words, at: int) -> bool:
    title = words.plain[at - 1]
    if words.shape[at - 1] == UPPER or words.plain[at] in PERSON_TITLES or words.plain[at] in _NO_NAMES:
        return False
    if title in _SURE_TITLES:
        return at < 2 or words.plain[at - 2] not in (
            "kênh",
            "kinh",
            "cầu",
            "rạch",
            "chùa",
            "đền",
            "miếu",
            "phường",
            "xã",
            "ấp",
            "đường",
        )
    if title in ("ấp", "phố", "khóm") and at > 1 and words.plain[at - 2] in ("trưởng", "phó"):
        return words.plain[at] in SURNAMES
    return (
        title in ("sĩ", "viên", "tịch", "thư", "trưởng", "đốc", "trì", "công")
        and words.plain[at] in SURNAMES
        and (at + 1 < words.count and words.shape[at + 1] == TITLE and words.gap[at + 1] == " ")
    )


@lru_cache(maxsize=2)
def names_of(source: Source) -> Names:
    """The names of a source, kept for the finders that come next."""
    return Names(source)
