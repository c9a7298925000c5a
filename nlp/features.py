"""What the tagger of names looks at: the word, its neighbours, capitals, what stands between, heads of bodies, places."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import repeat

from nlp.body_rules import BodyRules
from nlp.name_words import HEADS, lexicons
from nlp.words import TITLE, UPPER, Words

_RUNS = frozenset(' -_d/"')


def own(word: str, bare: str, shape: int) -> tuple[str, ...]:
    """Features of the word itself."""
    return (f"w={word}", f"k={bare}", f"ks={bare}{shape}", *(f"l={name}{min(shape, 1)}" for name in lexicons(word)))


def near(where: str, word: str, bare: str) -> tuple[str, ...]:
    """Features of the word beside; `where` is `-` or `+`."""
    return (f"{where}k={bare}", *(f"{where}l={name}" for name in lexicons(word)))


def far(where: str, bare: str) -> str:
    """The feature of the word two steps away; `where` is `--` or `++`."""
    return f"{where}k={bare}"


@cache
def local(around: tuple[str, ...]) -> tuple[str, ...]:
    """Features of the few-valued things about a word, from `Featurizer.around`."""
    (
        mark,
        shape,
        gap,
        gap_after,
        before,
        after,
        farther,
        beyond,
        head,
        ahead,
        rule,
        rule_before,
        place,
        place_after,
    ) = around
    out = [
        f"c={mark}{shape}",
        f"s={shape}",
        f"g={gap}",
        f"g={gap}{shape}",
        f"-s={before}{gap}{shape}",
        f"+s={after}{gap_after}{shape}",
    ]
    out += [f"--s={farther}{before}", f"++s={beyond}{after}", f"a={ahead}{shape}", f"ag={ahead}{gap}"]
    if gap == "^":
        out.append("first" + shape)
    if head:
        out += [f"h={head}", f"hs={head}{shape}", f"h-{head[:-1]}"]
    if rule:
        out += [f"r={rule[0]}", f"r={rule}", f"rs={rule}{shape}"]
    elif rule_before:
        out += [f"r=after{rule_before[1:]}", "r=after"]
    if place:
        out += [f"p={place}", f"ps={place}{shape}"]
    if place_after:
        out.append(f"+p={place_after}")
    return tuple(out)


class Featurizer:
    """The features of the words of one text; `places` are (first word, last word, letter of the level)."""

    def __init__(self, words: Words, places: Iterable[tuple[int, int, str]]) -> None:
        self.words = words
        places = list(places)
        self.place = [""] * words.count
        self.rule = [""] * words.count
        for first, last, level in places:
            self.place[first] = "B" + level
            self.place[first + 1 : last + 1] = ["I" + level] * (last - first)
        rules = BodyRules(words, places)
        for first, last, kind in rules.spans():
            self.rule[first : last + 1] = ["I" + kind] * (last + 1 - first)
            self.rule[last] = "E" + kind
            self.rule[first] = "B" + kind
        self.head = self._heads(rules.heads)
        self.ahead = self._ahead()
        caps = sum(code == UPPER for code in words.shape) * 2 > words.count
        self.mark = ("u" if words.source.unmarked else "m") + ("C" if caps else "")
        self.shapes = [str(code) for code in words.shape]

    def around(self, first: int, last: int) -> list[tuple[str, ...]]:
        """The few-valued things about each word of the sentence `first`..`last` - 1, as `local` takes them."""
        shapes = self.shapes[first:last]
        gaps = ["^", *self.words.gap[first + 1 : last]]
        rule, place = self.rule[first:last], self.place[first:last]
        return list(
            zip(
                repeat(self.mark, last - first),
                shapes,
                gaps,
                [*gaps[1:], "$"],
                ["^", *shapes[:-1]],
                [*shapes[1:], "$"],
                ["", "", *shapes[:-2]],
                [*shapes[2:], "", ""],
                self.head[first:last],
                self.ahead[first:last],
                rule,
                ["", *rule[:-1]],
                place,
                [*place[1:], ""],
                strict=False,
            )
        )

    def line(self, first: int, last: int) -> list[list[str]]:
        """All features of words `first`..`last` - 1, one sentence, for learning."""
        plain, bare, shape = self.words.plain, self.words.key, self.words.shape
        out = []
        around = self.around(first, last)
        for at in range(first, last):
            features = [*own(plain[at], bare[at], shape[at]), *local(around[at - first])]
            if at > first:
                features += near("-", plain[at - 1], bare[at - 1])
                features.append(f"-0={bare[at - 1]}|{bare[at]}")
                if at > first + 1:
                    features.append(far("--", bare[at - 2]))
            if at + 1 < last:
                features += near("+", plain[at + 1], bare[at + 1])
                features.append(f"0+={bare[at]}|{bare[at + 1]}")
                if at + 2 < last:
                    features.append(far("++", bare[at + 2]))
            out.append(features)
        return out

    def _heads(self, heads: dict[int, int]) -> list[str]:
        """For each word, the head of a body it is part of, or that stands before it in the same clause, and how far back."""
        words = self.words
        out = [""] * words.count
        for begin, size in heads.items():
            kind = HEADS[" ".join(words.plain[begin : begin + size])]
            out[begin] = kind + "B"
            for at in range(begin + 1, begin + size):
                out[at] = kind + "I"
            at, since = begin + size, 1
            while at < words.count and since < 10 and words.gap[at] in _RUNS and at not in heads:
                out[at] = f"{kind}{min(since, 5)}"
                at += 1
                since += 1
        return out

    def _ahead(self) -> list[str]:
        """How far ahead in the same clause the next capital stands."""
        words = self.words
        out = ["9"] * words.count
        distance = 9
        for at in range(words.count - 1, -1, -1):
            out[at] = str(distance) if distance < 5 else "9"
            if words.gap[at] not in _RUNS:
                distance = 9
            elif words.shape[at] in (TITLE, UPPER):
                distance = 1
            else:
                distance += 1
        return out
