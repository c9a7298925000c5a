"""Which encoding some bytes or letters are in, by evidence: the candidate whose words are Vietnamese syllables wins.

Clean Unicode is never touched: a conversion needs words that are no syllables as they stand and are syllables after it.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from extractors.encodings import tables, viqr
from extractors.encodings.syllables import evidence, is_syllable

CANDIDATES: dict[str, Callable[[str], str]] = {
    "tcvn3": lambda text: mend_case(tables.from_single(text, tables.TCVN3)),
    "vni": tables.from_vni,
    "cp1258": tables.from_cp1258,
    "viscii": lambda text: tables.from_single(text, tables.VISCII),
    "vps": lambda text: tables.from_single(text, tables.VPS),
    "utf8_twice": lambda text: twice(text),
}
_NO_CAPITAL = frozenset("àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
_SURE = 0.9
_GAIN = 0.3
_BEYOND = re.compile("[\u1ea0-\u1ef9ăĂđĐĩĨũŨơƠưƯ]")
_SAMPLE = 40_000
"""Letters that are evidence enough for a whole document."""
_ENTITY = re.compile(r"&#(?:x([0-9a-fA-F]{2,6})|(\d{2,7}));")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_UTF8_TWICE = re.compile(
    "[\u00c3-\u00c6][\u0080-\u00bf\u0152-\u2122]|\u00e1[\u00ba\u00bb][\u0080-\u00bf\u0152-\u2122\u02c6\u0192]"
)


@dataclass(slots=True)
class Decoded:
    """Text out of bytes: `codec` is how it was written, `repairs` counts letters changed by kind, `doubt` that it may be wrong."""

    text: str
    codec: str
    repairs: dict[str, int] = field(default_factory=dict)
    doubt: bool = False


def mend_case(text: str) -> str:
    """TCVN3 text with capitals put back: its toned letters have no capitals, "Tæ QUèC" stands for "TỔ QUỐC"."""
    return re.sub(r"[^\W\d_]+", _mend_word, text)


def _mend_word(found: re.Match[str]) -> str:
    word = found[0]
    if word.islower() or word.isupper():
        return _lonely(found) if word.islower() and word[0] in _NO_CAPITAL else word
    plain = [letter for letter in word if letter.isascii() or letter in "ĂÂÊÔƠƯĐ"]
    marked = [letter for letter in word if not letter.isascii() and letter.islower()]
    if not marked:
        return word
    if all(letter.isupper() for letter in plain) and (len(plain) > 1 or _among_capitals(found)):
        return word.upper()
    return word


def _lonely(found: re.Match[str]) -> str:
    """A small word among capitals ("XÃ Ở Bạc" written "X· ë"), or one that opens a sentence with a toned letter."""
    word = found[0]
    if len(word) <= 2 and _among_capitals(found):
        return word.upper()
    before = found.string[max(0, found.start() - 3) : found.start()]
    opens = not before or "\n" in before[-1:] or re.search(r"[.!?]\s+$", before)
    return word[0].upper() + word[1:] if opens else word


def _among_capitals(found: re.Match[str]) -> bool:
    before = re.search(r"([^\W\d_]+)[\s\-–(\"“]*$", found.string[max(0, found.start() - 14) : found.start()])
    after = re.match(r"[\s\-–(\"“]*([^\W\d_]+)", found.string[found.end() : found.end() + 14])
    near = [one[1] for one in (before, after) if one]
    return bool(near) and all(_capital(word) for word in near)


def _capital(word: str) -> bool:
    plain = [letter for letter in word if letter.isascii() or letter.isupper()]
    return len(plain) > 0 and len(word) > 1 and all(letter.isupper() for letter in plain)


def twice(text: str) -> str:
    """UTF-8 that was read as CP1252 and kept, read again; the text itself when it is not that."""
    try:
        return text.translate(tables.AS_BYTES).encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def mend(text: str, expected: str | None = None) -> tuple[str, str | None]:
    """The text in clean Unicode and the encoding it was in, None when it needed nothing; never a guess.

    `expected` is the encoding the rest of the document is in: then one word is evidence enough.
    """
    if text.isascii():
        return _mend_ascii(text, expected)
    again = twice(text) if _UTF8_TWICE.search(text) else text
    if again != text and evidence(again)[0] > 0 and not re.search("[\x80-\x9f\ufffd]", again):
        return again, "utf8_twice"
    if _beyond_latin(text) and not _UTF8_TWICE.search(text):
        return text, None
    good, bad = evidence(text)
    if (good + bad == 0 and expected is None) or (bad == 0 and not _signs_inside(text)):
        return text, None
    found = [(name, *_judge(CANDIDATES[name], text)) for name in ([expected] if expected in CANDIDATES else CANDIDATES)]
    name, share, words, converted = max(found, key=lambda one: (one[1], one[2]))
    before = good / (good + bad) if good + bad else 0.0
    enough = words >= (1 if expected else 3)
    if enough and share >= (0.75 if expected else _SURE) and share >= before + (0.01 if expected else _GAIN):
        return converted, name
    return text, None


def _judge(turn: Callable[[str], str], text: str) -> tuple[float, int, str]:
    converted = turn(text)
    good, bad = evidence(converted)
    bad += _signs_inside(converted)
    return (good / (good + bad) if good + bad else 0.0), good, converted


def _beyond_latin(text: str) -> bool:
    """Whether a text holds Vietnamese letters that no one-byte text read as Latin could hold."""
    return _BEYOND.search(text) is not None


def _signs_inside(text: str) -> int:
    """How many words have a sign like ¸ or ® inside, which is a letter of an old font."""
    return len(
        re.findall(
            r"[A-Za-z][\u00a1-\u00bf\u00d7\u00f7](?![\s\d)]|$)|[\u00a1-\u00aa\u00ac-\u00af\u00b4-\u00ba\u00bc-\u00bf][A-Za-z]",
            text,
        )
    )


def _mend_ascii(text: str, expected: str | None) -> tuple[str, str | None]:
    if len(_ENTITY.findall(text)) >= (1 if expected == "entities" else 3):
        return _ENTITY.sub(lambda found: chr(int(found[1], 16) if found[1] else int(found[2])), text), "entities"
    if len(_ESCAPE.findall(text)) >= 3:
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text), "escapes"
    if viqr.looks_like(text) or (expected == "viqr" and viqr.decode(text) != text):
        return viqr.decode(text), "viqr"
    return text, None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Text out of bytes in any encoding; `declared` is what a header says, believed only when the words agree."""
    marked = _by_mark(data)
    if marked is not None:
        return _finish(*marked)
    try:
        return _finish(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data" and len(data) > 8:
            return _finish(data[: error.start].decode("utf-8"), "utf-8")
    if wide := _wide(data):
        return _finish(data.decode(wide, "replace"), wide)
    return _one_byte(data, declared)


def _by_mark(data: bytes) -> tuple[str, str] | None:
    for mark, codec in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF16_LE, "utf-16-le"),
                        (codecs.BOM_UTF16_BE, "utf-16-be")):  # fmt: skip
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace"), codec
    if b"\0" in data[:200] and (wide := _wide(data)):
        return data.decode(wide, "replace"), wide
    return None


def _wide(data: bytes) -> str | None:
    sample = data[:4000]
    odd, even = sample[1::2].count(b"\0"), sample[::2].count(b"\0")
    if odd > len(sample) // 8 and odd > even * 3:
        return "utf-16-le"
    if even > len(sample) // 8 and even > odd * 3:
        return "utf-16-be"
    return None


def _finish(text: str, codec: str) -> Decoded:
    """Text that is Unicode by its bytes; its letters may still be those of an old encoding, line by line."""
    mended, repairs = mend_lines(text)
    if text.startswith("\ufeff"):
        mended = mended.removeprefix("\ufeff")
    return Decoded(mended, codec, repairs, doubt=doubtful(mended))


def mend_lines(text: str) -> tuple[str, dict[str, int]]:
    """The text with every line in clean Unicode, and how many letters were changed, by encoding."""
    whole, name = mend(text)
    if name is not None and not _beyond_latin(text):
        return whole, {name: changed_letters(text, whole)}
    repairs: dict[str, int] = {}
    lines = text.split("\n")
    for at, line in enumerate(lines):
        mended, name = mend(line)
        if name is not None:
            repairs[name] = repairs.get(name, 0) + changed_letters(line, mended)
            lines[at] = mended
    return "\n".join(lines), repairs


def changed_letters(before: str, after: str) -> int:
    """About how many letters a conversion changed: letters beyond ASCII after it."""
    return max(1, sum(ord(letter) > 0x7F for letter in after)) if before != after else 0


def _one_byte(data: bytes, declared: str | None) -> Decoded:
    raw = data.decode("latin-1")
    damaged = _damaged_utf8(data)
    if damaged is not None:
        return damaged
    judged = [(name, *_judge(turn, raw)) for name, turn in CANDIDATES.items() if name != "utf8_twice"]
    name, share, words, text = max(judged, key=lambda one: (round(one[1], 3), one[0] == declared, one[2]))
    plain = data.decode("cp1252", "replace")
    good, bad = evidence(plain)
    if good + bad and good / (good + bad) >= share and good >= words:
        return Decoded(unicodedata.normalize("NFC", plain), "cp1252")
    if share >= 0.7 and words:
        return Decoded(text, name, {name: changed_letters(raw, text)}, doubt=share < _SURE)
    return Decoded(plain, "cp1252", doubt=good + bad > 0)


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes, as after a bad cut or a careless program."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(ord(letter) > 0x7F for letter in text) - broken
    if sound > 10 * broken:
        mended, repairs = mend_lines(text)
        return Decoded(mended, "utf-8", repairs, doubt=True)
    return None


def doubtful(text: str) -> bool:
    """Whether a text that should be Vietnamese does not hold together: marks lost, letters replaced, words no syllables."""
    text = text[:_SAMPLE]
    if text.count("\ufffd") > max(2, len(text) // 200):
        return True
    good, bad = evidence(text)
    if bad >= 5 and bad > good:
        return True
    return lost_letters(text)


_LOST = re.compile(r"[A-Za-z]\?[A-Za-z]|\?[a-z]{1,3}\b|\b[A-Za-z]{1,2}\?[ ,.]")


def lost_letters(text: str) -> bool:
    """Whether marked letters became question marks ("Vi?t Nam") or fell out ("Vi t l i b n tin")."""
    found = text.split()
    if len(found) < 6:
        return False
    if len(_LOST.findall(text)) > len(found) * 0.15:
        return True
    letters = [word.strip(',.;:!?()"') for word in found]
    ones = sum(len(word) == 1 and word.isalpha() for word in letters)
    broken = sum(word.isalpha() and word.isascii() and not is_syllable(word) for word in letters)
    return text.isascii() and len(found) >= 8 and ones + broken > len(found) * 0.45 and ones > len(found) * 0.2
