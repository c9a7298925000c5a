"""A text with its private words masked: for the desk, the announcer's script and every export that no consent clears.

A child keeps the first letter of the given name ("em H."), a home its commune, a number nothing; school and class of a
child go too. Each change says what stood where, so that an editor who may see it can put it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from newsroom.facts import Private
from nlp.fold import key

_COMMUNE = re.compile(r"(?:[,(]|\s)\s*((?:xa|phuong|thi tran|dac khu|tt\.?|p\.|x\.)\s.*)$", re.DOTALL)
_SCHOOL = re.compile(
    r"(?:,\s*)?(?:(?:đang )?học(?: sinh)?(?: lớp \d{1,2}\w{0,2}\d?)?(?: tại| ở|,)? (?:trường|Trường)(?: "
    r"[A-ZĐ][^\s,.;)]*| tiểu học| mẫu giáo| mầm non)+(?: \d)?"
    r"|(?:đang )?học(?: sinh)? lớp \d{1,2}\w{0,2}\d?|lớp \d{1,2}[A-Z]?\d?(?: Trường(?: [A-ZĐ][^\s,.;)]*)+)?)"
)
HIDDEN = {"phone": "(số điện thoại đã che)", "bank_account": "(số tài khoản đã che)", "national_id": "(số giấy tờ đã che)"}


@dataclass(frozen=True, slots=True)
class Change:
    """What was masked: offsets in the text given, the words that stood there, what stands now, the kind."""

    start: int
    end: int
    was: str
    now: str
    kind: str


@dataclass(frozen=True, slots=True)
class Masked:
    """The masked text and its changes in order of offset."""

    text: str
    changes: tuple[Change, ...]


def mask(text: str, private: Iterable[Private], *, keep: frozenset[str] = frozenset({"health"})) -> Masked:
    """Mask the private words of a text; kinds in `keep` stay (illness is told, of a person who can no longer be known)."""
    changes = [
        Change(word.start, word.end, word.surface, now, word.kind)
        for word in private
        if word.kind not in keep and (now := _now(word)) != word.surface
    ]
    if any(change.kind == "minor_name" for change in changes):
        changes += [
            Change(found.start(), found.end(), found[0], _school(found[0]), "school") for found in _SCHOOL.finditer(text)
        ]
    return _apply(text, changes)


def _now(word: Private) -> str:
    if word.kind == "minor_name":
        return initial(word.surface)
    if word.kind == "address":
        return without_home(word.surface)
    return HIDDEN.get(word.kind, "(đã che)")


def initial(name: str) -> str:
    """The first letter of the given name: "Trần Gia Huy" → "H."; an initial stays."""
    given = name.split()[-1] if name.split() else name
    return name if re.fullmatch(r"(?:\w\.?)+", name) and len(given.strip(".")) < 2 else f"{given[0].upper()}."


def without_home(address: str) -> str:
    """The address from its commune up: "tổ 3, ấp 5, xã Vĩnh Thắng" → "xã Vĩnh Thắng"; nothing above the ấp: "(địa chỉ đã che)"."""
    found = _COMMUNE.search(key(address))
    if found:
        return address[found.start(1) :]
    fine = re.match(r"(?:ap|khom|khu pho|kp|to|so|thon|xom|nha tro)\b", key(address))
    if not fine:
        return address
    _, comma, above = address.partition(", ")
    return above if comma and not re.match(r"(?:ap|khom|khu pho|kp)\b", key(above)) else "(địa chỉ đã che)"


def _school(words: str) -> str:
    return ", đang đi học" if words.startswith(",") else "đang đi học"


def _apply(text: str, changes: list[Change]) -> Masked:
    done: list[Change] = []
    pieces: list[str] = []
    at = 0
    for change in sorted(changes, key=lambda change: (change.start, -change.end)):
        if change.start < at:
            continue
        pieces += (text[at : change.start], change.now)
        done.append(change)
        at = change.end
    return Masked("".join([*pieces, text[at:]]), tuple(done))
