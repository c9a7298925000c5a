"""Typing errors that are probably errors: a syllable that breaks a known pair which a near syllable would complete.

Never mended: each is a quote with a suggestion. Only syllables none of whose pairs were ever seen are looked at closely;
a few weights (learnt on injected errors by teach_typos.py) weigh the best near syllable against what is written.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from newsroom.facts import Typo
from nlp.source import Source
from nlp.syllables import is_syllable
from nlp.typo_edits import Neighbours, alike

MODEL = Path(__file__).parent / "models" / "typos.txt.gz"
# Southern and homely words that are right as they are.
_HOMELY = frozenset(
    "hổng hông hỏng má tía mần nhứt nhựt bịnh thiệt thơ biểu kêu bển ổng bả ảnh chỉ cổ trển hổm rày vầy zậy vậy hen nghen nha nè hén mừ"
    " chánh nhơn cám kiếng lãnh sanh hiển đờn huê phước tui mầy mày tao bay bây giùm dùm xài bự dữ ngộ mắc heo ghe xuồng vô dô dzô ổn"
    " chi mô răng rứa tê ni nớ ba tư năm sáu bảy tám chín mươi lăm mốt nhăm nầy nẫy nãy lợi quới đặng đăng trào giề gì dìa vìa nẻo"
    " chớ hỉ hử hả hở ạ à ơi ủa ối chèn đéc tèn bạn nhe nhen hà hè uýnh quýnh bành xỉn mùng mền mướn mượn hột trái bông thơm khóm".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_JOINED = frozenset((" ",))
NAMES = ("bias", "left", "right", "rare", "usual", "unknown", "no_form", "both", "one", "kept_left", "kept_right", "wide",
         "k0", "k1", "k2", "k3", "k4", "k5", "word", "broken", "margin", "edge")  # fmt: skip


class Speech:
    """How syllables follow each other: counts of single ones, pairs and threes, and the pairs inside dictionary words."""

    def __init__(self, ones: dict[str, int], pairs: dict[str, int], threes: dict[str, int], words: Iterable[str]) -> None:
        self.ones, self.pairs, self.threes, self.words = ones, pairs, threes, frozenset(words)
        self.total = sum(ones.values()) or 1
        self.known = set(ones)
        for pair in self.words:
            self.known.update(pair.split(" "))
        self.near = Neighbours(self.known)

    def alone(self, syllable: str) -> float:
        """The log chance of a syllable."""
        return math.log((self.ones.get(syllable, 0) + 0.3) / self.total)

    def pair(self, left: str, right: str, beside: str) -> float:
        """The log chance of a pair given its half `beside`."""
        pair = f"{left} {right}"
        other = right if beside is left else left
        seen = self.pairs.get(pair, 0) + 0.7 * (pair in self.words)
        given = self.ones.get(beside, 0)
        base = 3.0 * (self.ones.get(other, 0) + 0.3) / self.total
        return math.log((seen + base) / (given + 3.0))

    def strange(self, left: str, here: str, right: str) -> bool:
        """Whether no pair around a syllable is well known."""
        pairs, words = self.pairs, self.words
        before = f"{left} {here}"
        after = f"{here} {right}"
        if before in words or after in words:
            return False
        one, two = pairs.get(before, 0), pairs.get(after, 0)
        return (not (one and two) and one + two < 4) or (
            not self.threes.get(f"{left} {here} {right}") and one < 3 and two < 3
        )

    def weigh(self, left: str, here: str, right: str) -> tuple[str, list[float]] | None:
        """The best near syllable with its features; None when nothing near fits the neighbours."""
        near = self.near.of(here)
        pairs, words = self.pairs, self.words
        fits = []
        for other, kind in near.items():
            before, after = f"{left} {other}", f"{other} {right}"
            if before in pairs or after in pairs or before in words or after in words:
                fits.append((other, kind))
        if not fits:
            if here in self.known or not near:
                return None
            fits = list(near.items())
        now = self._fit(left, here, right)
        scored = sorted(
            ((self._fit(left, other, right)[2] - 0.7 * (kind > 1), other, kind) for other, kind in fits), reverse=True
        )
        best, other, kind = scored[0]
        second = scored[1][0] if len(scored) > 1 else best - 6
        return other, self._features((left, here, right), other, kind, now, best - second)

    def _fit(self, left: str, here: str, right: str) -> tuple[float, float, float]:
        before = self.pair(left, here, left) if left else self.alone(here)
        after = self.pair(here, right, right) if right else self.alone(here)
        whole = 0.5 * math.log(1 + self.threes.get(f"{left} {here} {right}", 0)) if left and right else 0.0
        return before, after, before + after - self.alone(here) + whole

    def _features(
        self, at: tuple[str, str, str], other: str, kind: int, now: tuple[float, float, float], margin: float
    ) -> list[float]:
        left, here, right = at
        new = self._fit(left, other, right)
        before, after = f"{left} {other}", f"{other} {right}"
        was_before, was_after = f"{left} {here}", f"{here} {right}"
        held = (before in self.pairs or before in self.words, after in self.pairs or after in self.words)
        kinds = [float(kind == number) for number in range(6)]
        return [
            1.0, (new[0] - now[0]) / 4, (new[1] - now[1]) / 4, -self.alone(here) / 10, -self.alone(other) / 10,
            float(here not in self.known), float(not is_syllable(here)), float(all(held)), float(sum(held) == 1),
            math.log(1 + self.pairs.get(was_before, 0)), math.log(1 + self.pairs.get(was_after, 0)),
            math.log(1 + self.threes.get(f"{left} {other} {right}", 0)), *kinds,
            float(before in self.words) + float(after in self.words), float(was_before in self.words) + float(was_after in self.words),
            min(margin, 6.0) / 6, float(not left) + float(not right),
        ]  # fmt: skip


def tokens(source: Source) -> Iterator[tuple[int, int, str, str, str]]:
    """Each small-letter syllable: offsets, the syllable before, itself, the syllable after ("" where a sign stands between)."""
    text, plain = source.text, source.plain
    found = [(one.start(), one.end()) for one in _WORD.finditer(plain)]
    forms = [alike(plain[start:end]) for start, end in found]
    joined = [text[found[at][1] : found[at + 1][0]] in _JOINED for at in range(len(found) - 1)] + [False]
    for at, (start, end) in enumerate(found):
        if not text[start].islower() and not _opens(text, start, end, joined[at]):
            continue
        before = forms[at - 1] if at and joined[at - 1] else ""
        yield start, end, before, forms[at], forms[at + 1] if joined[at] else ""


def _opens(text: str, start: int, end: int, joined: bool) -> bool:
    """Whether a capital only opens a sentence: small letters follow, a sign or line break stands before."""
    if not (joined and text[start + 1 : end].islower() and text[end + 1 : end + 2].islower()):
        return False
    before = text[max(0, start - 3) : start].rstrip(' -+*"“(')
    return start == 0 or not before or before[-1] in ".!?\n:"


def suspects(source: Source, speech: Speech) -> Iterator[tuple[int, int, str, list[float]]]:
    """Syllables that may be errors: offsets, the best near syllable, its features."""
    text = source.text
    for start, end, left, here, right in tokens(source):
        size = end - start
        if size < 2 or size > 8 or here in _HOMELY or not (left or right) or not speech.strange(left, here, right):
            continue
        if text[start:end].lower() != text[start:end] and text[start + 1 : end].lower() != text[start + 1 : end]:
            continue
        if (start and text[start - 1] in "/.@&'’_0123456789") or text[end : end + 1] in tuple("/@&'’_0123456789"):
            continue
        weighed = speech.weigh(left, here, right)
        if weighed:
            yield start, end, *weighed


@cache
def model() -> tuple[Speech, list[float], float]:
    """The shipped model: how syllables follow each other, the weights, the score from which an error is told."""
    head, *blocks = gzip.decompress(MODEL.read_bytes()).decode("utf-8").split("\n\n")
    settings = json.loads(head)
    counted = [dict(_counted(block)) for block in blocks[:3]]
    return Speech(*counted, blocks[3].split("\n")), settings["weights"], settings["least"]


def _counted(block: str) -> Iterator[tuple[str, int]]:
    for line in block.split("\n"):
        words, _, number = line.rpartition(" ")
        yield words, int(number)


def chance(weights: list[float], features: list[float]) -> float:
    """The chance that what is written is an error."""
    total = sum(weight * value for weight, value in zip(weights, features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def find_typos(source: Source) -> tuple[Typo, ...]:
    """Probable typing errors in order; none in a text typed without marks, none in names, short forms and numbers."""
    if source.unmarked:
        return ()
    speech, weights, least = model()
    found: list[Typo] = []
    for start, end, other, features in suspects(source, speech):
        score = chance(weights, features)
        if score >= least:
            surface = source.text[start:end]
            found.append(Typo(surface, start, end, other.capitalize() if surface[0].isupper() else other, round(score, 3)))
    return tuple(_one_of_neighbours(found))


def _one_of_neighbours(found: list[Typo]) -> Iterator[Typo]:
    """Of two suspects side by side the surer one: one error makes both look strange."""
    last: Typo | None = None
    for one in found:
        if last and one.start == last.end + 1:
            last = max(last, one, key=lambda typo: typo.score)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last
