"""Words of a text for the finders of names: runs of letters and digits with what stands between them.

Kept as parallel lists, which plain Python walks several times faster than objects.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.source import Source

_WORD = re.compile(r"[^\W_]+")
_SHORTENED = frozenset("tp tx tt p q h x t kp bs ths ts pgs gs ks cn dr st mr ms".split(" "))
_DASHES = "-–—‑‐−"
LOWER, TITLE, UPPER, DIGIT = range(4)


class Words:
    """`start`, `end`: offsets; `key`, `plain`, `raw`: the word folded, lower, as written; `shape`; `gap`: what precedes it.

    Codes of `gap`: `^` nothing, ` ` a blank, `_` nothing between two words, `,` `-` `(` `)` `/` `:` `"` `.` (sentence or
    semicolon), `d` a dot without blank (TP.Rạch Giá), `n` a new line, `o` anything else.
    """

    __slots__ = ("count", "end", "gap", "key", "plain", "raw", "shape", "source", "start", "text")

    def __init__(self, source: Source) -> None:
        text = source.text
        spans = [found.span() for found in _WORD.finditer(text)]
        self.source = source
        self.text = text
        self.count = len(spans)
        self.start = [begin for begin, _ in spans]
        self.end = [end for _, end in spans]
        folded, lowered = source.key, source.plain
        self.raw = [text[begin:end] for begin, end in spans]
        self.key = [folded[begin:end] for begin, end in spans]
        self.plain = [lowered[begin:end] for begin, end in spans]
        self.shape = [shape(word) for word in self.raw]
        gaps = []
        at = 0
        before = ""
        for (begin, end), folded_word in zip(spans, self.key, strict=True):
            code = gap_code(text[at:begin])
            gaps.append("d" if code == "." and before in _SHORTENED and text[at:begin] == ". " else code)
            at, before = end, folded_word
        if gaps:
            gaps[0] = "^"
        self.gap = gaps

    def slice(self, first: int, last: int) -> str:
        """The text from word `first` to word `last` inclusive."""
        return self.text[self.start[first] : self.end[last]]


@cache
def shape(word: str) -> int:
    """LOWER, TITLE, UPPER (two letters or more) or DIGIT."""
    if word[0].isdigit():
        return DIGIT
    if not word[0].isupper():
        return LOWER
    return UPPER if len(word) > 1 and word.isupper() else TITLE


@cache
def gap_code(gap: str) -> str:
    """The code of what stands between two words."""
    if gap == " ":
        return " "
    if not gap:
        return "_"
    if "\n" in gap:
        return "n"
    core = gap.strip(" \u00a0\t")
    if not core:
        return " "
    if core in (",", "("):
        return core
    if core == ".":
        return "d" if gap == "." else "."
    if all(letter in _DASHES for letter in core):
        return "-"
    return _mixed(core)


def _mixed(core: str) -> str:
    for letters, code in (
        ("(", "("),
        (";!?…", "."),
        (".", "."),
        (")", ")"),
        (":", ":"),
        ("“”\"'‘’", '"'),
        (",", ","),
        ("/", "/"),
    ):
        if any(letter in letters for letter in core):
            return code
    return "o"


@lru_cache(maxsize=2)
def words_of(source: Source) -> Words:
    """The words of a source, kept for the finders that come next."""
    return Words(source)
