"""Typing errors that are probably errors: a syllable that breaks a known pair which a near syllable would complete.

Never mended: each is a quote with a suggestion. Only syllables none of whose pairs were ever seen are looked at closely;
a few weights (learnt on injected errors by teach_typos.py) weigh the best near syllable against what is written.
"""

from __future__ import annotations

import gc
import gzip
import json
import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from heapq import nlargest
from pathlib import Path
from typing import Any

from newsroom.facts import Typo
from nlp.fold import key
from nlp.source import Source
from nlp.syllables import is_syllable
from nlp.typo_edits import Neighbours, alike

MODEL = Path(__file__).parent / "models" / "typos.txt.gz"
# Southern and homely words that are right as they are.
_HOMELY = frozenset(
    "hổng hông hỏng má tía mần nhứt nhựt bịnh thiệt thơ bển ổng bả cổ trển hổm rày vầy zậy vậy hen nghen nha hén mừ nhơn kiếng đờn huê"
    " tui mầy mày bây giùm dùm xài bự xuồng vô dô dzô chi răng rứa ni nầy quới đặng giề gì dìa vìa chớ hỉ hử hở ạ à ơi ủa ối nhen hà hè"
    " uýnh mền mướn khóm hụi lộn trỏng ngoải".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_BESIDE = frozenset(",0")
_NONE: frozenset[str] = frozenset()
_EARLY, _HOPELESS = 30, -2.0
_CLOSE = 6
"""Near syllables weighed in full."""
_GAIN = -0.5
"""The least gain, as a log, of a near syllable worth judging."""
# How likely each kind of slip is, as a log: tone, mark, both, near sound, letter, raw Telex.
_PRIOR = (0.0, -0.3, -0.6, -0.8, -2.0, 0.0)
STOP, FIGURE = ",", "0"
"""What stands beside a syllable where no syllable does: a sign or line end, a figure."""
Tree = tuple[Any, ...]
"""A branch (feature, bound, tree if at most, tree if more) or a leaf (value,)."""


class Speech:
    """How syllables follow each other: counts of single ones, pairs and threes, and the pairs inside dictionary words."""

    def __init__(self, ones: dict[str, int], pairs: dict[str, int], threes: dict[str, int], words: Iterable[str]) -> None:
        self.ones, self.pairs, self.threes, self.words = ones, pairs, threes, frozenset(words)
        self.field: frozenset[str] = frozenset()
        self.total = sum(ones.values()) or 1
        self.known = set(ones)
        for pair in self.words:
            self.known.update(pair.split(" "))
        self.near = Neighbours(self.known)
        self.heads: dict[str, set[str]] = {}
        self.tails: dict[str, set[str]] = {}
        for pair in {*pairs, *self.words}:
            left, _, right = pair.partition(" ")
            self.heads.setdefault(right, set()).add(left)
            self.tails.setdefault(left, set()).add(right)

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
        before, after = f"{left} {here}", f"{here} {right}"
        if before in words or after in words:
            return False
        one = pairs.get(before, 0) if left not in _BESIDE else 0
        two = pairs.get(after, 0) if right not in _BESIDE else 0
        if one and two and f"{left} {here} {right}" in self.threes:
            return False
        return one + two < 4 if one and two else one + two < 10

    def weigh(self, left: str, here: str, right: str) -> tuple[str, list[float]] | None:
        """The best near syllable with its features; None when nothing near fits the neighbours."""
        near = self.near.of(here)
        pairs, words, ones = self.pairs, self.words, self.ones
        fits = []
        for other in (near.keys() & self.tails.get(left, _NONE)) | (near.keys() & self.heads.get(right, _NONE)):
            before, after = f"{left} {other}", f"{other} {right}"
            held = (pairs.get(before, 0) + 2 * (before in words) + 0.1) * (pairs.get(after, 0) + 2 * (after in words) + 0.1)
            fits.append((held / (ones.get(other, 0) + 3), other, near[other]))
        if not fits:
            if not near or ones.get(here, 0) > 1:
                return None
            fits = [(float(ones.get(other, 0)), other, kind) for other, kind in near.items()]
        count = len(fits)
        held = (pairs.get(f"{left} {here}", 0) + 0.1) * (pairs.get(f"{here} {right}", 0) + 0.1) / (ones.get(here, 0) + 3)
        if 4 * max(fits)[0] < held:
            return None
        if count > _CLOSE:
            fits = nlargest(_CLOSE, fits)
        now = self._fit(left, here, right)
        scored = sorted(
            ((self._fit(left, other, right)[2] + _PRIOR[kind], other, kind) for _, other, kind in fits), reverse=True
        )
        best, other, kind = scored[0]
        if best < now[2] + _GAIN:
            return None
        rivals = math.log(sum(math.exp(max(-40.0, score - best)) for score, _, _ in scored))
        return other, self._features(left, here, right, other, [float(kind), rivals, float(count), float(len(near))])

    def _fit(self, left: str, here: str, right: str) -> tuple[float, float, float]:
        alone = self.alone(here)
        before, after = self.pair(left, here, left), self.pair(here, right, right)
        whole = 0.5 * math.log(1 + self.threes.get(f"{left} {here} {right}", 0))
        return before, after, before + after - alone + whole

    def _tails(self, syllable: str) -> int:
        return len(self.tails.get(syllable, _NONE))

    def _heads(self, syllable: str) -> int:
        return len(self.heads.get(syllable, _NONE))

    def breaks_a_field_word(self, left: str, here: str, right: str, other: str) -> bool:
        """Whether `other` completes a word of the field with a neighbour, and what is written goes with neither neighbour."""
        before, after = f"{left} {other}", f"{other} {right}"
        if before not in self.field and after not in self.field:
            return False
        return f"{left} {here}" not in self.pairs and f"{here} {right}" not in self.pairs

    def _features(self, left: str, here: str, right: str, other: str, beside: list[float]) -> list[float]:
        now, new = self._fit(left, here, right), self._fit(left, other, right)
        pairs, words, threes = self.pairs, self.words, self.threes
        before, after = f"{left} {other}", f"{other} {right}"
        was_before, was_after = f"{left} {here}", f"{here} {right}"
        return [
            *beside, new[2] - now[2], new[0] - now[0], new[1] - now[1], self.alone(here), self.alone(other), float(len(here)),
            float(here in self.known), float(is_syllable(here)), pairs.get(before, 0), pairs.get(after, 0),
            pairs.get(was_before, 0), pairs.get(was_after, 0), threes.get(f"{left} {other} {right}", 0),
            float(before in words), float(after in words), self.alone(left), self.alone(right),
            float(left in _BESIDE), float(right in _BESIDE), self._tails(left), self._heads(right),
            self._tails(here) + self._heads(here), self._tails(other), self._heads(other),
        ]  # fmt: skip


def chain(source: Source) -> list[tuple[int, int, str]]:
    """The text as syllables, with a STOP or FIGURE where something else than one blank stands between: start, end, form."""
    plain = source.plain
    out: list[tuple[int, int, str]] = []
    last = -1
    for found in _WORD.finditer(plain):
        start, end = found.span()
        if start != last + 1 or plain[last] != " ":
            gap = plain[max(last, 0) : start]
            out.append((-1, -1, FIGURE if any(map(str.isdigit, gap)) else STOP))
        out.append((start, end, alike(found[0])))
        last = end
    gap = plain[max(last, 0) :]
    out.append((-1, -1, FIGURE if any(map(str.isdigit, gap)) else STOP))
    return out


def tokens(source: Source) -> Iterator[tuple[int, int, str, str, str]]:
    """Each small-letter syllable: offsets, what stands before, itself, what stands after."""
    text, linked = source.text, chain(source)
    for at in range(1, len(linked) - 1):
        start, end, here = linked[at]
        if start >= 0 and (text[start].islower() or _opens(text, start, end, linked[at + 1][0] >= 0)):
            yield start, end, linked[at - 1][2], here, linked[at + 1][2]


def _opens(text: str, start: int, end: int, joined: bool) -> bool:
    """Whether a capital only opens a sentence: small letters follow, a sign or line break stands before."""
    if not (joined and text[start + 1 : end].islower() and text[end + 1 : end + 2].islower()):
        return False
    before = text[max(0, start - 3) : start].rstrip(' -+*"“(')
    return start == 0 or not before or before[-1] in ".!?\n:"


def suspects(source: Source, speech: Speech) -> Iterator[tuple[int, int, str, list[float], bool]]:
    """Syllables that may be errors: offsets, the best near syllable, its features, whether a word of the field breaks."""
    text = source.text
    for start, end, left, here, right in tokens(source):
        size = end - start
        if size < 2 or size > 8 or here in _HOMELY or not speech.strange(left, here, right):
            continue
        if text[start:end].lower() != text[start:end] and text[start + 1 : end].lower() != text[start + 1 : end]:
            continue
        if (start and text[start - 1] in "/.@&'’_0123456789") or text[end : end + 1] in tuple("/@&'’_0123456789"):
            continue
        weighed = speech.weigh(left, here, right)
        if weighed:
            yield start, end, *weighed, speech.breaks_a_field_word(left, here, right, weighed[0])


@cache
def model() -> tuple[Speech, list[Tree], float]:
    """The shipped model: how syllables follow each other, the trees that judge, the score from which an error is told."""
    gc.disable()
    try:
        return _load()
    finally:
        gc.enable()


def _load() -> tuple[Speech, list[Tree], float]:
    head, *blocks = gzip.decompress(MODEL.read_bytes()).decode("utf-8").split("\n\n")
    settings = json.loads(head)
    counted = [dict(_counted(block)) for block in blocks[:3]]
    speech = Speech(counted[0], counted[1], counted[2], blocks[3].split("\n"))
    speech.field = frozenset(blocks[4].split("\n"))
    return speech, [_tree(tree) for tree in settings["trees"]], settings["least"]


def _counted(block: str) -> Iterator[tuple[str, int]]:
    for line in block.split("\n"):
        words, _, number = line.rpartition(" ")
        yield words, int(number)


def _tree(plain: list[Any]) -> Tree:
    return tuple(_tree(part) if isinstance(part, list) else part for part in plain)


def chance(trees: list[Tree], features: list[float]) -> float:
    """The chance that what is written is an error; hopeless cases stop after the first trees."""
    total = 0.0
    for at, tree in enumerate(trees):
        if at == _EARLY and total < _HOPELESS:
            break
        while len(tree) > 1:
            tree = tree[2] if features[tree[0]] <= tree[1] else tree[3]
        total += tree[0]
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def find_typos(source: Source) -> tuple[Typo, ...]:
    """Probable typing errors in order; none in a text typed without marks, none in names, short forms and numbers."""
    if source.unmarked:
        return ()
    speech, trees, least = model()
    found: list[Typo] = []
    for start, end, other, features, field in suspects(source, speech):
        score = max(chance(trees, features), least * field)
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


_KEY = re.compile(r"ho (?:can |thoat )?ngheo|can ngheo|thoat ngheo|(?:tram|nghin|ngan|trieu|ty|ti) dong|trieu|nghin")
_PLACE_WORD = re.compile(r"(?:xa|phuong|huyen|tinh|ap|khu pho|thi tran|thi xa|thanh pho|quan) $")


def on_key_fact(source: Source, typos: tuple[Typo, ...]) -> bool:
    """Whether an error may change a fact: a kind of household, a number in words or its unit, the word before a place's name."""
    return any(_is_key(source, typo) for typo in typos)


def _is_key(source: Source, typo: Typo) -> bool:
    before, after = source.key[max(0, typo.start - 12) : typo.start], source.key[typo.end : typo.end + 12]
    meant = key(typo.suggestion)
    for said in (meant, key(typo.surface)):
        begin, end = len(before), len(before) + len(said)
        if any(found.start() < end and found.end() > begin for found in _KEY.finditer(before + said + after)):
            return True
    last = before.split()[-1:]
    if meant in _COUNTED and last and (last[0][-1].isdigit() or last[0] in _COUNTED):
        return True
    name_follows = source.text[typo.end + 1 : typo.end + 2].isupper()
    return name_follows and bool(_PLACE_WORD.search(f"{before[-8:]}{meant} "))


_COUNTED = frozenset("ho dong trieu nghin ngan ty ti tram muoi chuc phan suat can nguoi khau".split())
