"""The text under reading, with its foldings, syllables and sentences worked out once and shared by all finders."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from newsroom.errors import NewsroomError
from nlp.fold import bare, key, one_placement

SYLLABLE = re.compile(r"[^\W\d_]+")
_PLAIN = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\t": " ",
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
        "‐": "-",
        "Ð": "Đ",
        "ð": "đ",
    }
    | {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "：": ":", "，": ",", "／": "/"}
)
# A full stop ends a sentence before blank space and a capital, digit, quote or bullet; never after these short forms.
_ENOUGH = 3000  # letters from which to tell whether a text was typed without marks
_STOP = re.compile(r"[.!?…]+[\"”’)\]]*(?=\s)|\n+|;\s*\n")
_SHORT = re.compile(
    r"(?:^|[\s(])(?:tp|tx|tt|ths|ts|pgs|gs|bs|ks|cn|ubnd|đ/c|đc|mr|ms|dr|st|q|p|h|x|t|[a-zđ])$", re.IGNORECASE
)


class BadRecord(NewsroomError):
    """A record that cannot be read: facts are its id and what is wrong."""

    code = "bad_record"


@dataclass(frozen=True)
class Source:
    """One report as the finders see it.

    `text` is NFC(title + newline + body), `title_end` the offset of that newline. `plain`, `key` and `bare` have the
    same length as `text`, so a match in them is a match in the text: `plain` is lower case with one tone placement,
    plain blanks, dashes and quotes; `key` is `plain` without marks; `bare` is the text without marks, case kept.
    """

    text: str
    title_end: int = 0
    published: date | None = None
    sender_type: str = "other"
    id: str = ""

    @cached_property
    def plain(self) -> str:
        """Lower case, one tone placement, one kind of blank, dash and quote."""
        text = self.text.translate(_PLAIN)
        lowered = text.lower()
        return one_placement(lowered if len(lowered) == len(text) else "".join(map(_lower, text)))

    @cached_property
    def key(self) -> str:
        """`plain` without marks."""
        return key(self.plain)

    @cached_property
    def bare(self) -> str:
        """The text without marks, letter case kept."""
        return bare(self.text.translate(_PLAIN))

    @cached_property
    def marked(self) -> float:
        """The share of words that carry a mark; under about 0.2 the text was typed without marks."""
        words = zip(self.text[:_ENOUGH].translate(_PLAIN).split(), self.bare[:_ENOUGH].split(), strict=False)
        told = [word != bare_word for word, bare_word in words if word[0].isalpha()]
        return sum(told) / len(told) if told else 1.0

    @property
    def unmarked(self) -> bool:
        """Whether the text was typed without marks."""
        return self.marked < 0.2

    @cached_property
    def syllables(self) -> tuple[tuple[int, int], ...]:
        """Offsets of runs of letters, in order."""
        return tuple(found.span() for found in SYLLABLE.finditer(self.text))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Offsets of sentences, without the blanks around them; a line break always ends one."""
        return tuple(_sentences(self.text))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(start for start, _ in self.sentences)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence that holds `offset` (the nearest before it when it stands between two)."""
        at = bisect_right(self._starts, offset) - 1
        return self.sentences[max(at, 0)] if self.sentences else (0, len(self.text))


def _lower(letter: str) -> str:
    lowered = letter.lower()
    return lowered if len(lowered) == 1 else letter


def _sentences(text: str) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    begin = 0
    for stop in _STOP.finditer(text):
        if stop[0][0] == "." and not _ends(text, stop.start(), stop.end()):
            continue
        _keep(text, begin, stop.end(), out)
        begin = stop.end()
    _keep(text, begin, len(text), out)
    return out


def _ends(text: str, dot: int, after: int) -> bool:
    if _SHORT.search(text, max(0, dot - 8), dot):
        return False
    rest = text[after : after + 3].lstrip()
    return not rest or not rest[0].islower()


def _keep(text: str, begin: int, end: int, out: list[tuple[int, int]]) -> None:
    piece = text[begin:end]
    stripped = piece.strip()
    if stripped:
        begin += len(piece) - len(piece.lstrip())
        out.append((begin, begin + len(stripped)))


def source_of(record: Mapping[str, Any]) -> Source:
    """The Source of a record of `nhipcau read`; raises BadRecord when a field has the wrong shape."""
    name = str(record.get("id") or "")
    title, body = record.get("title") or "", record.get("text")
    if not isinstance(body, str) or not isinstance(title, str):
        raise BadRecord(name, "text")
    head = unicodedata.normalize("NFC", title)
    text = unicodedata.normalize("NFC", f"{title}\n{body}")
    return Source(text, len(head), _day(name, record.get("published")), str(record.get("sender_type") or "other"), name)


def _day(name: str, value: Any) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        raise BadRecord(name, "published") from None
