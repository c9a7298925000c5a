"""Vietnamese syllables: what one is, and how many a spoken text has."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.fold import bare

_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnpqrstvx])?"
_NUCLEI = (
    "uyê uye oai oay oao oeo uai uay uoi uou ieu yeu uya uyu uao iai ai ao au ay eo eu ia ie iu oa oe oi oo ua ue ui uo uu uy ya ye "
    "a e i o u y"
)
_NUCLEUS = f"(?:{'|'.join(_NUCLEI.split())})"
_SYLLABLE = re.compile(rf"^{_ONSET}{_NUCLEUS}(?:ng|nh|ch|[cmnpt])?$")
_VOWELS = re.compile(r"[aeiouy]+")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=20000)
def is_syllable(word: str) -> bool:
    """Whether a word, marks and case aside, has the form of one Vietnamese syllable."""
    return bool(_SYLLABLE.match(bare(word).lower()))


@lru_cache(maxsize=20000)
def _length(word: str) -> int:
    return 1 if is_syllable(word) else max(1, len(_VOWELS.findall(bare(word).lower())))


def count(spoken: str) -> int:
    """The number of syllables of a text without digits; a foreign word counts its vowel groups."""
    return sum(map(_length, _WORD.findall(spoken)))
