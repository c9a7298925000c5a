"""Old fonts whose letters are not Unicode: which encoding a font's name means, and the conversion of runs by it."""

from __future__ import annotations

import re

from extractors.encodings import detect, syllables, tables

_BEYOND = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0300-\u0323]")


def letters(font: str | None) -> str | None:
    """What a font means: "tcvn3", "tcvn3_caps", "vni" or "vps" for the fonts of old encodings, None for any other."""
    if not font:
        return None
    name = font.strip().lower().lstrip("\ufeff")
    if name.startswith((".vn", "vntime", "vnarial", ".vntime")):
        plain = re.sub(r"[\s,;-]*(bold|italic|regular)+$", "", name)
        return "tcvn3_caps" if plain.endswith("h") and not plain.endswith("vnth") else "tcvn3"
    if name.startswith(("vni-", "vni ")):
        return "vni"
    if name.startswith("vps"):
        return "vps"
    return None


def convert(runs: list[tuple[str, str | None]], counts: dict[str, int]) -> str:
    """The runs of one paragraph as Unicode; neighbours of one encoding are converted together. `counts` gains letters changed."""
    joined: list[tuple[str, str | None]] = []
    for text, kind in runs:
        if joined and joined[-1][1] == kind:
            joined[-1] = (joined[-1][0] + text, kind)
        else:
            joined.append((text, kind))
    if all(kind is None for _, kind in joined):
        return "".join(text for text, _ in joined)
    return "".join(_one(text, kind, counts) for text, kind in joined)


def _one(text: str, kind: str | None, counts: dict[str, int]) -> str:
    if kind is None or text.isascii() or _BEYOND.search(text):
        return text
    converted = _TURN[kind](text)
    if kind != "tcvn3_caps" and syllables.share(text) == 1.0 and syllables.share(converted) < 0.6 and not _signs(text):
        return text
    name = kind.removesuffix("_caps")
    counts[name] = counts.get(name, 0) + sum(ord(letter) > 0x7F for letter in text)
    return converted


def _signs(text: str) -> bool:
    """Whether a text holds signs no Unicode Vietnamese has."""
    return any(not letter.isalpha() and ord(letter) > 0xA0 for letter in text)


def _tcvn3(text: str) -> str:
    return detect.mend_case(tables.from_single(text, tables.TCVN3_FONT))


def _capitals(text: str) -> str:
    return tables.from_single(text, tables.TCVN3_CAPITALS).upper()


def _vps(text: str) -> str:
    return tables.from_single(text, tables.VPS)


_TURN = {"tcvn3": _tcvn3, "tcvn3_caps": _capitals, "vni": tables.from_vni, "vps": _vps}
