"""The spoken form: written Vietnamese as an announcer reads it, no digit and no symbol left.

One pass over the text: spoken_patterns.py says what is written, spoken_forms.py how it is read, spoken.toml holds the words.
Square brackets (cues and notes) are dropped; punctuation that breathes and quotation marks stay.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from newsroom.facts import Spoken
from nlp.source import Source
from nlp.spoken_forms import FORMS, SYMBOLS, table
from nlp.spoken_numbers import integer, rounded
from nlp.spoken_patterns import machine
from nlp.syllables import count


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text and how it is read aloud; `syllables` is what a clock counts."""

    text: str
    spoken: str
    syllables: int


_PLAIN = re.compile(r"[\sa-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớỡởợùúủũụưừứửữựỳýỷỹỵ,.;?!…“”()]*\Z")
_CUES = re.compile(r"\[[^\]\n]*\]?")
_NOISE = re.compile(r"[\u200b-\u200f\ufeff\u00ad\ufe0f]|[\U0001f000-\U0001faff\u2600-\u27bf]")
_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "\u00a0": " ", "\t": " "})
_TIDY = (
    (re.compile(r"[^\S\n]+"), " "),
    (re.compile(r" +(?=[,.;:?!…\n])"), ""),
    (re.compile(r",(?:\s?,)+"), ","),
    (re.compile(r", ?(?=[.;:?!…])|(?<=[.;:?!…])[ ]?,(?=\s)|(?:(?<=\n)|^),\s?"), ""),
    (re.compile(r"(?<=[(“]) +| +(?=[)”])"), ""),
)
_REST = re.compile(r"[^a-zA-ZÀ-ÖØ-öø-ỹ\u1780-\u17ff\s.,;:?!…“”\"'‘’()]")
_LARGE = re.compile(
    r"(?<![\w.,/])(?:\d{1,3}(?:\.\d{3})+|\d{4,})(?![\w.,/%]*\d)(?=\s+(?:hộ|người|lượt|suất|phần|căn|em|hội viên|gia đình)\b)"
)
_HEDGED = re.compile(r"(?:hơn|trên|gần|khoảng|chừng|độ|ngót|ít nhất)\s*$")


def _form(found: re.Match[str]) -> str:
    name = found.lastgroup or ""
    if not name.startswith("R_"):
        name = next(key for key, value in found.groupdict().items() if key.startswith("R_") and value is not None)
    return FORMS[name[2:]](found)


def _rest(found: re.Match[str]) -> str:
    return SYMBOLS.get(found[0], " ")


@cache
def _borrowed() -> re.Pattern[str]:
    """What small letters alone may hold and still need a reading: borrowed words, web addresses."""
    words = sorted(word for word in table("foreign") if word.islower() and word.isalpha())
    return re.compile(rf"\b(?:{'|'.join(words)})\b|[a-z]\.[a-z]")


def clean(text: str) -> str:
    """NFC text without cues, emoji and invisible signs, look-alike letters mended."""
    text = unicodedata.normalize("NFC", text).translate(_LOOKALIKES)
    return _NOISE.sub(" ", _CUES.sub(" ", text))


def speak(text: str, *, for_the_ear: bool = False) -> str:
    """How `text` is read aloud; `for_the_ear` rounds counts over a thousand ("gần tám nghìn tám trăm hộ")."""
    text = clean(text)
    if for_the_ear:
        text = _LARGE.sub(_round, text)
    if not _PLAIN.match(text) or _borrowed().search(text):
        text = _REST.sub(_rest, machine().sub(_form, text))
    for pattern, by in _TIDY:
        text = pattern.sub(by, text)
    return text.strip()


def _round(found: re.Match[str]) -> str:
    hedge, value = rounded(int(found[0].replace(".", "")))
    if not hedge or _HEDGED.search(found.string[: found.start()]):
        return found[0]
    return f"{hedge} {integer(value)}"


def say(text: str, *, for_the_ear: bool = False) -> SpokenText:
    """The spoken form with its length in syllables."""
    spoken = speak(text, for_the_ear=for_the_ear)
    return SpokenText(text, spoken, count(spoken))


def syllables(text: str) -> int:
    """How many syllables an announcer reads for `text`."""
    return count(speak(text))


DEFAULT_RATE = 200
"""Spoken syllables a minute of a news reader nobody has measured yet."""


def spoken_length(source: Source) -> Spoken:
    """How long the whole text is read aloud, title included."""
    heard = syllables(source.text)
    return Spoken(heard, round(heard * 60_000 / DEFAULT_RATE))
