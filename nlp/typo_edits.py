"""Which syllables a careless hand may turn into which: tone, mark, neighbouring sound, a letter too many or too few, Telex left raw."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from nlp.fold import bare

TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
# Sounds that Southern speech joins, and the two spellings of one sound; first letters, then last letters.
_ONSETS = (
    ("s", "x"),
    ("ch", "tr"),
    ("d", "gi"),
    ("d", "v"),
    ("gi", "v"),
    ("r", "g"),
    ("r", "gi"),
    ("l", "n"),
    ("d", "đ"),
    ("d", "r"),
)
_FINALS = (
    ("n", "ng"),
    ("n", "nh"),
    ("t", "c"),
    ("t", "ch"),
    ("c", "ch"),
    ("m", "n"),
    ("p", "t"),
    ("i", "y"),
    ("o", "u"),
    ("i", ""),
)
_TELEX = {"aa": "â", "aw": "ă", "ee": "ê", "oo": "ô", "ow": "ơ", "uw": "ư", "dd": "đ", "uow": "ươ"}
_RAW = re.compile("uow|aa|aw|ee|oo|ow|uw|dd")
_LONE_Y = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))


def alike(syllable: str) -> str:
    """One form for the two right spellings of a last lone i or y (kỹ, kĩ), lower case expected."""
    if len(syllable) == 2 and syllable[1] in _LONE_Y and syllable[0] in "hklmst":
        return syllable[0] + _LONE_Y[syllable[1]]
    return syllable


def toneless(syllable: str) -> tuple[str, str]:
    """The syllable without its tone, and the tone as its Telex key ("" for level)."""
    if syllable.isascii():
        return syllable, ""
    tone = ""
    kept = []
    for sign in unicodedata.normalize("NFD", syllable):
        if sign in TONES:
            tone = TONES[sign]
        else:
            kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept)), tone


class Neighbours:
    """The known syllables one slip away from a syllable."""

    def __init__(self, known: Iterable[str]) -> None:
        self.by_form: dict[str, dict[str, str]] = {}
        self.by_bare: dict[str, list[str]] = {}
        self._kept: dict[str, dict[str, int]] = {}
        for syllable in known:
            form, tone = toneless(syllable)
            self.by_form.setdefault(form, {})[tone] = syllable
            self.by_bare.setdefault(bare(syllable), []).append(syllable)

    def of(self, syllable: str) -> dict[str, int]:
        """Each neighbour with the kind of slip: 0 tone, 1 mark, 2 tone and mark, 3 near sound, 4 letter, 5 raw Telex."""
        found = self._kept.get(syllable)
        if found is None:
            if len(self._kept) > 50_000:
                self._kept.clear()
            found = self._kept[syllable] = self._work_out(syllable)
        return found

    def _work_out(self, syllable: str) -> dict[str, int]:
        form, tone = toneless(syllable)
        found: dict[str, int] = {}
        for other, kind in ((other, 4) for other in _letter_slips(form)):
            self._add(found, other, tone, kind)
        for other in _near_sounds(form):
            self._add(found, other, tone, 3)
        if syllable.isascii():
            for other, key in _raw_telex(syllable):
                self._add(found, other, key, 5)
        for other in self.by_bare.get(bare(syllable), ()):
            other_form, other_tone = toneless(other)
            found[other] = 0 if other_form == form else 1 if other_tone == tone else 2
        found.pop(syllable, None)
        return found

    def _add(self, found: dict[str, int], form: str, tone: str, kind: int) -> None:
        syllable = self.by_form.get(form, {}).get(tone)
        if syllable:
            found[syllable] = kind


def _letter_slips(form: str) -> Iterator[str]:
    for at in range(len(form) + 1):
        head, tail = form[:at], form[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in _LETTERS)


def _near_sounds(form: str) -> Iterator[str]:
    for one, two in _ONSETS:
        for this, that in ((one, two), (two, one)):
            if form.startswith(this):
                yield that + form[len(this) :]
    for one, two in _FINALS:
        for this, that in ((one, two), (two, one)):
            if form.endswith(this):
                yield form[: len(form) - len(this)] + that


def _raw_telex(word: str) -> Iterator[tuple[str, str]]:
    for at, letter in enumerate(word):
        if letter in "sfrxj" and at:
            yield _RAW.sub(lambda raw: _TELEX[raw[0]], word[:at] + word[at + 1 :]), letter
    if _RAW.search(word):
        yield _RAW.sub(lambda raw: _TELEX[raw[0]], word), ""
