"""VIQR, Vietnamese in plain ASCII marks (RFC 1456): "Vie^.t Nam ddo^.c la^.p"."""

from __future__ import annotations

import re
import unicodedata

from extractors.encodings.syllables import is_syllable

_HATS = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_ESCAPED = "\\"
_WORD = re.compile(r"(?:[A-Za-z]|(?<=[aeouAEOU])[\^+*]|(?<=[aA])\((?=[A-Za-z'`?~.])|(?<=[aeiouyAEIOUY(^+*])['`?~.]|(?<=[aeouAEOU]['`?~.])[\^+*])+"
                   r"|\\.")  # fmt: skip
_VOWEL = re.compile(r"([aeiouyAEIOUY])([(^+*]?)(['`?~.]?)([(^+*]?)")
_D = re.compile("dd|DD|Dd|dD")
_MARKED = re.compile(r"[aAeEoO]\^|[aA]\((?=[A-Za-z'`?~.])|[uUoO][+*]|[aeiouyAEIOUY][`~]|dd|DD|Dd")


def decode(text: str) -> str:
    """The text in Unicode; a mark that would spoil its syllable stays punctuation."""
    escapes = "\\." in text or "\\?" in text or "\\'" in text
    out: list[str] = []
    last = 0
    for found in _WORD.finditer(text):
        out.append(text[last : found.start()])
        last = found.end()
        if found[0].startswith(_ESCAPED):
            out.append(found[0][1:])
            continue
        ends = (
            not escapes
            and _sentence_ends(text, last)
            and not (found[0][0].isupper() and text[last : last + 3].strip().isupper())
        )
        line_ends = text[last : last + 1] in ("", "\n", '"')
        out.append(_word(found[0], ends, line_ends))
    out.append(text[last:])
    return unicodedata.normalize("NFC", "".join(out))


def _sentence_ends(text: str, at: int) -> bool:
    """Whether what follows a word looks like the start of a new sentence, so that its last mark may be a full stop."""
    rest = text[at : at + 4]
    if rest[:1] == "." and rest[1:2] != ".":
        return False
    return (
        not rest.strip() or rest.startswith("\n") or bool(re.match(r"[\"')\s]*\s[\"'(]*[A-Z]", rest)) or rest[0] in ".\"')"
    )


def _word(word: str, ends: bool, line_ends: bool) -> str:
    whole = _letters(word)
    tail = word[-1]
    if tail not in _TONES or len(word) < 2:
        return whole
    without = _letters(word[:-1])
    if not is_syllable(whole) and is_syllable(without):
        return without + tail
    if ends and is_syllable(without) and (tail == "." or (tail == "?" and line_ends)):
        return without + tail
    return whole


def _letters(word: str) -> str:
    word = _D.sub(lambda found: "Đ" if found[0][0] == "D" else "đ", word)

    def vowel(found: re.Match[str]) -> str:
        hat = found[2] or found[4]
        if found[2] and found[4]:
            return found[0]
        marks = (_HATS[hat] if hat else "") + (_TONES[found[3]] if found[3] else "")
        composed = unicodedata.normalize("NFC", found[1] + marks)
        return composed if len(composed) == 1 else found[0]

    return _VOWEL.sub(vowel, word)


def looks_like(text: str) -> bool:
    """Whether an ASCII text is VIQR: many words carry its marks and turn into syllables."""
    marked = good = 0
    found = text.split()
    for word in found:
        if not _MARKED.search(word):
            continue
        marked += 1
        bare = re.sub(r"[^A-Za-zÀ-ỹ]+", " ", decode(word)).split()
        good += bool(bare) and all(is_syllable(one) for one in bare)
    return marked >= 3 and marked >= len(found) * 0.2 and good >= marked * 0.85


def encode(text: str) -> str:
    """NFC text in VIQR, punctuation after a vowel escaped."""
    back = {mark: sign for sign, mark in (_HATS | _TONES).items() if sign != "*"}
    out: list[str] = []
    for letter in text:
        if letter in "đĐ":
            out.append("dd" if letter == "đ" else "DD")
        elif letter in ".?'`~(^+*" and out and re.search(r"[aeiouyAEIOUY][(^+]?['`?~.]?$", out[-1]):
            out.append(_ESCAPED + letter)
        else:
            base, *marks = list(unicodedata.normalize("NFD", letter))
            hats = sorted((back.get(mark, mark) for mark in marks), key=lambda sign: sign in _TONES)
            out.append(base + "".join(hats))
    return "".join(out)
