"""A script as its readers see it: turns of voices, words, blanks still to fill, cues; sentences and breaths.

In a script square brackets hold what is not read: a voice's name opens its turn ("[Ngọc Hân]"), "[điền: số phần quà]"
is a blank a late fact goes into, anything else is a cue for the operator.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

NBSP = "\u00a0"
_MARKS = ",.;:!?…”’\"')»"
_BLANK = re.compile(r"^(?:điền|chờ|bổ sung|thiếu)\s*:?\s*|^[.…_\s]+$", re.IGNORECASE)
_VOICE_WORDS = {"dẫn", "mc", "ptv", "ptv1", "ptv2", "mc1", "mc2", "pv", "btv", "nam", "nữ"}
_SENTENCE = re.compile(r"(?<=[.!?…])([”’\"»)]*)\s+(?=[“‘\"(«]?[^\W\d_]|[“‘\"(«]?\d)")
_INITIAL = re.compile(r"(?:^|[\s(“])(?:[^\W\d_]|TP|Tp|TS|ThS|PGS|GS|BS|Ths)\.$")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a turn: `what` is words, blank (a label to fill) or cue."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What one voice says in a row; `voice` is None when the script names none."""

    voice: str | None
    parts: tuple[Part, ...]

    @property
    def words(self) -> str:
        """The words read aloud."""
        return " ".join(part.text for part in self.parts if part.what == "words").strip()


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of words: as written and as said; `changed` when the two differ."""

    written: str
    said: str
    changed: bool


def voices_of(presenter: str | None) -> tuple[str, ...]:
    """The names in a presenter field ("Ngọc Hân, Quốc Bảo")."""
    return tuple(name.strip() for name in re.split(r"[,;/+&]| và ", presenter or "") if name.strip())


def turns(script: str | None, presenter: str | None = None) -> tuple[Turn, ...]:
    """The turns of a script in order; a line break starts a new turn of the same voice."""
    names = {name.casefold(): name for name in voices_of(presenter)}
    voice = voices_of(presenter)[0] if len(names) == 1 else None
    found: list[Turn] = []
    parts: list[Part] = []

    def close() -> None:
        if parts:
            found.append(Turn(voice, tuple(parts)))
            parts.clear()

    for what, text in _pieces(unicodedata.normalize("NFC", script or "")):
        if what == "break":
            close()
        elif what == "bracket" and (named := _voice(text, names)):
            close()
            voice = named
        elif what == "bracket":
            parts.append(Part("blank", _BLANK.sub("", text).strip()) if _BLANK.match(text) else Part("cue", text))
        elif text.strip():
            parts.append(Part("words", " ".join(text.split())))
    close()
    return tuple(found)


def _pieces(script: str) -> list[tuple[str, str]]:
    """Words, brackets and line breaks of a script in order; nested brackets stay inside their outer one."""
    found: list[tuple[str, str]] = []
    depth, start = 0, 0
    for place, letter in enumerate(script):
        if letter == "[":
            if depth == 0:
                found.append(("words", script[start:place]))
                start = place + 1
            depth += 1
        elif letter == "]" and depth:
            depth -= 1
            if depth == 0:
                found.append(("bracket", " ".join(script[start:place].split())))
                start = place + 1
        elif letter == "\n" and depth == 0:
            found += [("words", script[start:place]), ("break", "")]
            start = place + 1
    return [*found, ("words", script[start:])]


def _voice(text: str, names: dict[str, str]) -> str | None:
    folded = text.casefold().rstrip(":").strip()
    if folded in names:
        return names[folded]
    return text.rstrip(":").strip() if folded in _VOICE_WORDS else None


def sentences(text: str) -> list[str]:
    """Sentences of a text; an initial with a full stop ("em H.") and short titles end none."""
    found: list[str] = []
    start = 0
    for match in _SENTENCE.finditer(text):
        if _INITIAL.search(text[start : match.start(1)]):
            continue
        found.append(text[start : match.end(1)].strip())
        start = match.end()
    return [sentence for sentence in [*found, text[start:].strip()] if sentence]


def readings(text: str, speak: Callable[[str], str]) -> list[Reading]:
    """The text in stretches, those said otherwise than written marked, found by comparing word by word."""
    written, said = text.split(), speak(text).split()
    bare_written, bare_said = [_bare(word) for word in written], [_bare(word) for word in said]
    codes = SequenceMatcher(None, bare_written, bare_said, autojunk=False).get_opcodes()
    found = []
    for same, a, b, c, d in _joined([(what == "equal", a, b, c, d) for what, a, b, c, d in codes]):
        plain = " ".join(written[a:b])
        found.append(Reading(plain, plain, False) if same else _changed(plain, " ".join(said[c:d])))
    return found


_Code = tuple[bool, int, int, int, int]
_NEAR = 2
"""Words alike between two changes that still belong to one figure: "2,2 triệu" → "hai triệu hai trăm nghìn"."""


def _joined(codes: list[_Code]) -> list[_Code]:
    """Stretches with every one-sided change joined to its neighbour, so that nothing said lacks its written form."""
    found: list[_Code] = []
    for code in codes:
        one_sided = not code[0] and (code[1] == code[2] or code[3] == code[4])
        if one_sided and found:
            found.append(_with_last(found, code))
        elif found and not code[0] and _lacks_a_side(found[-1]):
            last = found.pop()
            found.append((False, last[1], code[2], last[3], code[4]))
        else:
            found.append(code)
    return found


def _lacks_a_side(code: _Code) -> bool:
    return not code[0] and (code[1] == code[2] or code[3] == code[4])


def _with_last(found: list[_Code], code: _Code) -> _Code:
    """Join a one-sided change to the change before it across a short equal run, else to the last equal word."""
    same, a, b, c, d = found.pop()
    if not same:
        return (False, a, code[2], c, code[4])
    if b - a <= _NEAR and found and not found[-1][0]:
        _, a, _, c, _ = found.pop()
        return (False, a, code[2], c, code[4])
    if b - a > 1:
        found.append((True, a, b - 1, c, d - 1))
    return (False, b - 1, code[2], d - 1, code[4])


def _bare(word: str) -> str:
    return word.strip(_MARKS + "“‘(«").casefold()


def _changed(written: str, said: str) -> Reading:
    tail = written[len(written.rstrip(_MARKS)) :]
    return Reading(written, said.rstrip(_MARKS) + tail if said else "", True)


def figure_of(written: str) -> str:
    """A written figure without the marks around it, for the margin."""
    return written.strip(_MARKS + "“‘(«")


_BEFORE = frozenset(
    [
        "và",
        "cùng",
        "cho",
        "tại",
        "để",
        "với",
        "do",
        "bằng",
        "khi",
        "nhờ",
        "theo",
        "nhưng",
        "mà",
        "vì",
        "nên",
        "từ",
        "đến",
        "trong",
        "trên",
        "của",
        "là",
        "sẽ",
        "đã",
        "được",
        "nhằm",
        "gồm",
        "hoặc",
        "còn",
    ]
)
_UNITS = frozenset(
    ["xã", "phường", "ấp", "tỉnh", "huyện", "khóm", "khu", "đặc", "thị", "thành", "ông", "bà", "anh", "chị", "em", "cháu"]
)


def breaths(words: Sequence[str], longest: int = 11) -> list[list[str]]:
    """Phrases one breath long: cut at marks, then before a linking word, never inside a name."""
    phrases: list[list[str]] = [[]]
    for word in words:
        phrases[-1].append(word)
        if word[-1:] in ",;:–":
            phrases.append([])
    return [part for phrase in phrases if phrase for part in _cut(phrase, longest)]


def _cut(phrase: list[str], longest: int) -> list[list[str]]:
    if len(phrase) <= longest:
        return [phrase]
    middle = len(phrase) / 2
    places = [place for place in range(3, len(phrase) - 2) if phrase[place].casefold() in _BEFORE and _loose(phrase, place)]
    if not places:
        return [phrase]
    best = min(places, key=lambda place: (abs(place - middle), place))
    return _cut(phrase[:best], longest) + _cut(phrase[best:], longest)


def _loose(phrase: list[str], place: int) -> bool:
    """Whether a breath may fall before this word: not after another linking word or a unit word."""
    before = phrase[place - 1].casefold()
    return (
        before not in _BEFORE
        and before not in _UNITS
        and not (phrase[place][0].isupper() and phrase[place - 1][0].isupper())
    )


def bind(text: str) -> str:
    """No-break spaces between a figure and its unit, a unit word and its name, and before the last word."""
    text = re.sub(r"(\d) (?=[^\W\d_%])", rf"\1{NBSP}", text)
    text = re.sub(r"\b(xã|phường|ấp|tỉnh|huyện|khu phố|đặc khu) (?=[^\W\d_])", rf"\1{NBSP}", text, flags=re.IGNORECASE)
    head, space, tail = text.rpartition(" ")
    return f"{head}{NBSP}{tail}" if space and len(tail) < 12 else text
