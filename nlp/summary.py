"""One to three sentences of the text itself that tell its story, and where a sentence too long to read aloud may be cut.

Sentences are weighed by their place, the words they share with the title and with the rest, and the facts they hold
(position, title and centrality together beat the first two sentences and LexRank on editors' abstracts).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import chain, pairwise
from math import log

from newsroom.facts import Span
from nlp.found import Found
from nlp.source import Source

_MOST = 3
_LOOKED_AT = 80  # sentences: in a long report the story stands in the first pages
_SHORTEST, _LONGEST = 6, 70  # syllables of a sentence worth quoting
_BREATH = 30
"""Syllables an announcer reads in one breath group or two; a longer sentence is marked for splitting."""

_CHROME = re.compile(
    r"^(?:[-*+•\s(]*)(?:tin(?:,| va|-)? ?(?:anh|bai)?|bai(?:,| va)? ?(?:anh)?|anh|nguon|tac gia|thuc hien|bien tap|nguoi viet|"
    r"xem them|tin lien quan|"
    r"doc them|chia se|binh luan|luot xem|tags?|tu khoa|email|dien thoai|hotline|theo doi|in bai|gui bai|kinh gui|noi nhan|luu)\b ?[:\-–]"
    r"|^\(?\d{1,2}:\d{2}|^(?:trong anh|quang canh|anh minh hoa)\b|\((?:anh|nguon)\b[^)]*\)\s*$|^(?:https?://|www\.)"
)
_SPEECH = re.compile(r"^[\"“”']")
_GREETING = re.compile(r"^(?:da |thua |em |con |kinh )?(?:chao|alo|kinh thua|a lo)\b")
_MARK = re.compile(r"[\s\-–•*+]*(?:\([A-ZĐ]{2,6}[^)\n]{0,12}\)\s*[-–]\s*)?")
"""A bullet or the sign of the paper before a sentence: not part of what is said."""
_CUT = re.compile(
    r";\s+|,\s+(?=(?:trong đó|đồng thời|bên cạnh đó|ngoài ra|tuy nhiên|nhưng|qua đó|nhờ đó|từ đó|còn|và|với|để|nhằm|gồm|"
    r"trong do|dong thoi|ngoai ra|nhung|qua do|nho do|tu do|con|va|voi|de|nham|gom)\b)",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"[,:–]\s+|\s[-–]\s")


@dataclass(frozen=True, slots=True)
class Split:
    """A sentence too long to read aloud: where it stands, its syllables, and the offsets at which it may be cut."""

    start: int
    end: int
    syllables: int
    cuts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    words: frozenset[str]
    place: int
    syllables: int


def find_summary(source: Source, found: Found) -> tuple[Span, ...]:
    """One to three sentences in the order of the text; none when it holds no whole sentence."""
    sentences = _worth_quoting(source)
    if not sentences:
        return _all_there_is(source)
    title = frozenset(_words(source, 0, source.title_end))
    spread = Counter(word for sentence in sentences for word in sentence.words)
    marks = _marks(found)
    weight = {sentence.start: _weight(sentence, title, spread, len(sentences), marks) for sentence in sentences}
    wanted = _wanted(sum(sentence.syllables for sentence in sentences))
    chosen: list[_Sentence] = []
    while len(chosen) < min(wanted, len(sentences)):
        left = [sentence for sentence in sentences if sentence not in chosen]
        chosen.append(
            max(left, key=lambda one: weight[one.start] - 1.5 * max((_alike(one, two) for two in chosen), default=0.0))
        )
    return tuple(
        Span(source.text[one.start : one.end], one.start, one.end) for one in sorted(chosen, key=lambda one: one.start)
    )


def _wanted(syllables: int) -> int:
    return 1 if syllables < 70 else 2 if syllables < 220 else _MOST


def _all_there_is(source: Source) -> tuple[Span, ...]:
    """A text without one whole sentence is told by its first line of words."""
    for start, end in (*[row for row in source.sentences if row[0] > source.title_end], *source.sentences):
        if any(letter.isalpha() for letter in source.text[start:end]):
            return (Span(source.text[start:end], start, end),)
    return ()


def _worth_quoting(source: Source) -> list[_Sentence]:
    out: list[_Sentence] = []
    starts = [start for start, _ in source.syllables]
    for start, end in source.sentences[: _LOOKED_AT + 2]:
        start = _past_mark(source.text, start, end)
        folded = source.key[start:end]
        size = bisect_left(starts, end) - bisect_left(starts, start)
        if start <= source.title_end and source.title_end > 0:
            continue
        if (
            not _SHORTEST <= size <= _LONGEST
            or _CHROME.search(folded)
            or _GREETING.match(folded)
            or folded.endswith((":", "?"))
        ):
            continue
        out.append(_Sentence(start, end, frozenset(_words(source, start, end)), len(out), size))
    return out


def _past_mark(text: str, start: int, end: int) -> int:
    mark = _MARK.match(text, start, end)
    return mark.end() if mark else start


def _words(source: Source, start: int, end: int) -> list[str]:
    """Pairs of neighbouring syllables: single syllables are too common to tell two sentences apart."""
    words = re.findall(r"[^\W_]+", source.key[start:end])
    return [f"{one} {two}" for one, two in pairwise(words)]


def _marks(found: Found) -> list[tuple[int, float]]:
    """Offsets of facts with what each adds to its sentence; private words take away."""
    good = chain(
        ((one.start, 0.5) for one in found.money),
        ((one.start, 0.8) for one in found.donations),
        ((one.start, 0.4) for one in found.households),
        ((one.start, 0.25) for one in found.dates),
        ((one.start, 0.25) for one in found.places),
        ((one.start, 0.2) for one in found.organisations),
        ((one.start, 0.2) for one in found.persons if one.role in ("donor", "beneficiary", "model_owner")),
    )
    bad = ((one.start, -2.0) for one in found.pii if one.kind in ("phone", "bank_account", "national_id"))
    return sorted(chain(good, bad))


def _weight(
    one: _Sentence, title: frozenset[str], spread: Counter[str], count: int, marks: list[tuple[int, float]]
) -> float:
    facts = sum(value for _, value in marks[bisect_left(marks, (one.start, -9.0)) : bisect_left(marks, (one.end, -9.0))])
    shared = len(one.words & title) / (1 + len(title)) ** 0.5
    central = sum(spread[word] - 1 for word in one.words) / (1 + len(one.words)) / (1 + log(count))
    return float(2.0 / (1 + one.place) + 1.2 * shared + central + min(facts, 1.6))


def _alike(one: _Sentence, two: _Sentence) -> float:
    return len(one.words & two.words) / (1 + min(len(one.words), len(two.words)))


def long_sentences(source: Source) -> tuple[Split, ...]:
    """Sentences of more than 30 syllables with the places to cut them, each piece as near to a breath as they allow."""
    starts = [start for start, _ in source.syllables]
    out = []
    for start, end in source.sentences:
        size = bisect_left(starts, end) - bisect_left(starts, start)
        if size > _BREATH:
            out.append(Split(start, end, size, tuple(_cuts(source, starts, start, end))))
    return tuple(out)


def _cuts(source: Source, starts: list[int], start: int, end: int) -> list[int]:
    """Cuts before a linking word first, else at a pause; no piece under six syllables."""
    places = sorted(found.end() for found in _CUT.finditer(source.text, start, end))
    pauses = sorted(found.end() for found in _PAUSE.finditer(source.text, start, end))
    chosen: list[int] = []
    begin = start
    while bisect_left(starts, end) - bisect_left(starts, begin) > _BREATH:
        cut = _best(places, starts, begin, end) or _best(pauses, starts, begin, end)
        if cut is None:
            break
        chosen.append(cut)
        begin = cut
    return chosen


def _best(places: list[int], starts: list[int], begin: int, end: int) -> int | None:
    """The last cut within one breath of `begin`, else the first after it."""
    sizes = [(at, bisect_left(starts, at) - bisect_left(starts, begin)) for at in places if at > begin]
    fit = [
        (at, size)
        for at, size in sizes
        if size >= _SHORTEST and bisect_left(starts, end) - bisect_left(starts, at) >= _SHORTEST
    ]
    within = [at for at, size in fit if size <= _BREATH]
    return within[-1] if within else (fit[0][0] if fit else None)
