"""The last touch on every text: NFC, one kind of blank, one kind of Đ; each change is counted."""

from __future__ import annotations

import re
import unicodedata

from extractors.draft import Draft, Grid

_NO_BREAK = re.compile("[\u00a0\u202f\u2007]")
_OTHER_BLANKS = re.compile("[\u2000-\u2006\u2008-\u200a\u205f\u3000\t\v\f]")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LOOK_ALIKE = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
_LOOK_ALIKES = re.compile("[ÐƉðɖ]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_RUNS = re.compile(" {2,}")
_PLAIN = re.compile(r"[ -~\u00c0-\u00cf\u00d1-\u00ef\u00f1-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1"
                    r"\u01af\u01b0\u1ea0-\u1ef9\u2013\u2014\u2018-\u201d\u2026\u2022]*")  # fmt: skip
_CYRILLIC_GREEK = str.maketrans("АВЕКМНОРСТУХаеорсухіІЈјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXaeopcyxiIJjABEZHIKMNOPTYXo")
_FOREIGN_IN_WORD = re.compile(r"[^\W\d_]*[\u0370-\u03ff\u0400-\u04ff][^\W\d_]*")
_LATIN = re.compile("[A-Za-zÀ-ỹ]")


def clean(text: str, counts: dict[str, int]) -> str:
    """The text with blanks, look-alike letters and composition made one; `counts` gains what was changed, by kind."""
    if "  " not in text and _PLAIN.fullmatch(text):
        return text.strip()
    if not unicodedata.is_normalized("NFC", text):
        composed = unicodedata.normalize("NFC", text)
        _count(counts, "nfc", max(1, len(text) - len(composed)))
        text = composed
    text = _swap(text, _NO_BREAK, " ", "no_break_space", counts)
    text = _swap(text, _ZERO_WIDTH, "", "zero_width", counts)
    text = _OTHER_BLANKS.sub(" ", text)
    text = _swap(text, _CONTROL, "", "control", counts)
    text, changed = _LOOK_ALIKES.subn(lambda found: _LOOK_ALIKE[found[0]], text)
    _count(counts, "look_alike", changed)
    text = _FOREIGN_IN_WORD.sub(lambda found: _latin(found[0], counts), text)
    text = _swap(text.strip(), _RUNS, " ", "blanks", counts)
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


def _count(counts: dict[str, int], what: str, number: int) -> None:
    if number:
        counts[what] = counts.get(what, 0) + number


def _swap(text: str, pattern: re.Pattern[str], new: str, what: str, counts: dict[str, int]) -> str:
    text, changed = pattern.subn(new, text)
    _count(counts, what, changed)
    return text


def _latin(word: str, counts: dict[str, int]) -> str:
    """A word that mixes Latin letters with Greek or Cyrillic ones of the same shape, in Latin; other words as they are."""
    if not _LATIN.search(word):
        return word
    swapped = word.translate(_CYRILLIC_GREEK)
    if any("\u0370" <= letter <= "\u04ff" for letter in swapped):
        return word
    _count(counts, "look_alike", sum(a != b for a, b in zip(word, swapped, strict=True)))
    return swapped


def lines(text: str) -> list[str]:
    """The lines of a text, whatever marks their ends."""
    return re.split("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text)


def finish(draft: Draft) -> Draft:
    """The draft with every string tidied, empty paragraphs gone and tables trimmed of empty outer rows and columns."""
    counts = draft.repairs
    draft.title = " ".join(filter(None, (clean(line, counts) for line in lines(draft.title))))
    draft.paragraphs = [line for paragraph in draft.paragraphs for part in lines(paragraph) if (line := clean(part, counts))]
    if draft.title and draft.paragraphs and draft.paragraphs[0] == draft.title:
        del draft.paragraphs[0]
    draft.tables = [grid for grid in (trim(tidy_grid(table, counts)) for table in draft.tables) if grid]
    draft.author = clean(draft.author, {}) or None if draft.author else None
    draft.meta = {name: " ".join(clean(value, {}).split()) for name, value in draft.meta.items() if value.strip()}
    return draft


def tidy_grid(table: Grid, counts: dict[str, int]) -> Grid:
    """The table with tidy cells (line breaks inside a cell stay) and rows of one width."""
    width = max(map(len, table), default=0)
    return [
        ["\n".join(filter(None, (clean(line, counts) for line in lines(cell)))) for cell in row] + [""] * (width - len(row))
        for row in table
    ]


def trim(table: Grid) -> Grid:
    """The table without empty rows and columns at its edges; empty rows inside go too, empty columns inside stay."""
    rows = [row for row in table if any(row)]
    if not rows:
        return []
    filled = [any(row[column] for row in rows) for column in range(len(rows[0]))]
    first, last = filled.index(True), len(filled) - filled[::-1].index(True)
    return [row[first:last] for row in rows]
