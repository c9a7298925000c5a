"""Which letter runs can be Vietnamese syllables: the evidence every decision about encodings rests on.

A syllable is an onset, a rhyme and a tone; rhymes that end in c, ch, p, t carry only sắc or nặng. Made from the rules of the
spelling, not from a word list, so names and rare words count too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gh",
    "gi",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "ngh",
    "nh",
    "p",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
_RHYMES = [
    "a",
    "ac",
    "ach",
    "ai",
    "am",
    "an",
    "ang",
    "anh",
    "ao",
    "ap",
    "at",
    "au",
    "ay",
    "ăc",
    "ăm",
    "ăn",
    "ăng",
    "ăp",
    "ăt",
    "âc",
    "âm",
    "ân",
    "âng",
    "âp",
    "ât",
    "âu",
    "ây",
    "e",
    "ec",
    "em",
    "en",
    "eng",
    "eo",
    "ep",
    "et",
    "ê",
    "êch",
    "êm",
    "ên",
    "ênh",
    "êng",
    "êp",
    "êt",
    "êu",
    "i",
    "ich",
    "im",
    "in",
    "inh",
    "ip",
    "it",
    "iu",
    "ia",
    "iêc",
    "iêm",
    "iên",
    "iêng",
    "iêp",
    "iêt",
    "iêu",
    "o",
    "oc",
    "oi",
    "om",
    "on",
    "ong",
    "op",
    "ot",
    "oong",
    "ooc",
    "oa",
    "oac",
    "oach",
    "oai",
    "oam",
    "oan",
    "oang",
    "oanh",
    "oao",
    "oap",
    "oat",
    "oay",
    "oăc",
    "oăm",
    "oăn",
    "oăng",
    "oăt",
    "oe",
    "oen",
    "oeo",
    "oet",
    "ô",
    "ôc",
    "ôi",
    "ôm",
    "ôn",
    "ông",
    "ôp",
    "ôt",
    "ôông",
    "ơ",
    "ơi",
    "ơm",
    "ơn",
    "ơp",
    "ơt",
    "ơng",
    "u",
    "uc",
    "ui",
    "um",
    "un",
    "ung",
    "up",
    "ut",
    "ua",
    "uôc",
    "uôi",
    "uôm",
    "uôn",
    "uông",
    "uôt",
    "uân",
    "uâng",
    "uât",
    "uây",
    "uê",
    "uêch",
    "uên",
    "uênh",
    "uêt",
    "uơ",
    "uy",
    "uya",
    "uych",
    "uyên",
    "uyêt",
    "uyn",
    "uynh",
    "uyt",
    "uyu",
    "uyp",
    "ư",
    "ưc",
    "ưi",
    "ưm",
    "ưn",
    "ưng",
    "ưt",
    "ưu",
    "ưa",
    "ươc",
    "ươi",
    "ươm",
    "ươn",
    "ương",
    "ươp",
    "ươt",
    "ươu",
    "y",
    "yêm",
    "yên",
    "yêng",
    "yêt",
    "yêu",
    "ym",
    "yn",
    "ynh",
    "yt",
    "yp",
    "ych",
    "uac",
    "uach",
    "uai",
    "uan",
    "uang",
    "uanh",
    "uao",
    "uat",
    "uay",
    "uăc",
    "uăm",
    "uăn",
    "uăng",
    "uăt",
    "uau",
    "uâu",
    "uen",
    "ueo",
    "uet",
    "ue",
    "uit",
    "uôc",
    "uơt",
    "oăp",
]
_STOPS = ("c", "ch", "p", "t")
_TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\s\d!-&(-/:-?\[-\]_{|}\u2010-\u2026\u2030-\u203a]+")


def _bases() -> frozenset[str]:
    found = set(_RHYMES)
    for onset in _ONSETS:
        for rhyme in _RHYMES:
            if onset == "gi" and rhyme.startswith("i"):
                rhyme = rhyme[1:]
            if onset == "qu" and rhyme[0] in "uo":
                continue
            found.add(onset + rhyme)
    return frozenset(found | {"q" + rhyme for rhyme in _RHYMES if rhyme.startswith("u")})


_BASES = _bases()


@lru_cache(65536)
def is_syllable(word: str) -> bool:
    """Whether a run of letters can be one Vietnamese syllable with at most one tone, in any case."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = sum(mark in _TONE_MARKS for mark in decomposed)
    if tones > 1 or len(word) > 8:
        return False
    bare = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONE_MARKS))
    if bare not in _BASES:
        return False
    if tones and bare.endswith(_STOPS):
        return "\u0301" in decomposed or "\u0323" in decomposed
    return not (bare.endswith(_STOPS) and _marked(bare) and not tones and len(bare) > 2)


def _marked(bare: str) -> bool:
    return any(ord(letter) > 0x7F for letter in bare)


def words(text: str) -> list[str]:
    """The letter runs of a text; signs that old encodings use for letters count as letters."""
    return [word.strip("'`.,;:!?\u2018\u2019\u201c\u201d") for word in _WORD.findall(text)]


def evidence(text: str) -> tuple[int, int]:
    """How many words with letters beyond ASCII are possible syllables, and how many are not."""
    good = bad = 0
    for word in words(text):
        if not word.isascii():
            right, wrong = _verdict(word)
            good += right
            bad += wrong
    return good, bad


@lru_cache(65536)
def _verdict(word: str) -> tuple[int, int]:
    parts = [part for part in re.split("[-']", word) if not part.isascii()]
    right = sum(is_syllable(part) and _one_case(part) for part in parts)
    return right, len(parts) - right


def _one_case(word: str) -> bool:
    """Whether the case of a word is one people write: lower, upper or capitalised."""
    return word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower())


def share(text: str) -> float:
    """The share of words beyond ASCII that are possible syllables; 1.0 when there are none."""
    good, bad = evidence(text)
    return good / (good + bad) if good + bad else 1.0
