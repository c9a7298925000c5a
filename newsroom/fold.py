"""Length-preserving foldings of NFC Vietnamese text, so that an offset in the folded text is the same offset in the source."""

from __future__ import annotations

import re
import unicodedata

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def _letters() -> dict[int, str]:
    table: dict[int, str] = {}
    for letter in _VOWELS + _VOWELS.upper():
        base = unicodedata.normalize("NFD", letter)[0]
        for tone in _TONES:
            table[ord(unicodedata.normalize("NFC", letter + tone))] = base
    table.update({ord("đ"): "d", ord("Đ"): "D", ord("Ð"): "D", ord("ð"): "d"})
    return table


_BARE = _letters()
_BARE_LOWER = {code: base.lower() for code, base in _BARE.items()} | {
    code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)
}

# One placement of the tone mark for look-up: on the second vowel of oa, oe, uy (hoà, khoẻ, thuỷ) as the first (hòa, khỏe, thủy).
_NEW_STYLE = re.compile(r"(?<!q)(?<!Q)([oO][àáãảạèéẽẻẹÀÁÃẢẠÈÉẼẺẸ]|[uU][ỳýỹỷỵỲÝỸỶỴ])(?!\w)")


def bare(text: str) -> str:
    """The text without any Vietnamese marks, letter case kept; same length."""
    return text.translate(_BARE)


def key(text: str) -> str:
    """The text without marks and in lower case; same length."""
    lowered = text.translate(_BARE_LOWER)
    return lowered if len(lowered.lower()) != len(lowered) else lowered.lower()


def one_placement(text: str) -> str:
    """The text with tone marks of open oa, oe, uy on the first vowel ("Định Hoà" and "Định Hòa" give one form); same length."""
    return _NEW_STYLE.sub(lambda found: _move(found[0]), text)


def _move(pair: str) -> str:
    first, second = pair[0], pair[1]
    decomposed = unicodedata.normalize("NFD", second)
    return unicodedata.normalize("NFC", first + decomposed[1:]) + decomposed[0]


def marked_share(text: str) -> float:
    """The share of letter runs that carry a Vietnamese mark; under about 0.2 the text was typed without marks."""
    words = re.findall(r"[^\W\d_]+", text)
    return sum(word != word.translate(_BARE) for word in words) / len(words) if words else 1.0
