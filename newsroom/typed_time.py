"""Times as people type and read them: "1h2m", "12h30", "1.30", "90", "18:45", 2'40", 0:52.

Two readings of the same keys: in a length field "12:30" is minutes and seconds, in a clock field hours and minutes.
"""

from __future__ import annotations

import re
from datetime import time

SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000

_UNITS = {
    "ms": 1,
    "s": SECOND, "gi": SECOND, "giây": SECOND, "giay": SECOND, "sec": SECOND,
    "m": MINUTE, "p": MINUTE, "ph": MINUTE, "phút": MINUTE, "phut": MINUTE, "min": MINUTE,
    "h": HOUR, "g": HOUR, "giờ": HOUR, "gio": HOUR, "tiếng": HOUR,
    "d": DAY, "ngày": DAY, "ngay": DAY,
}  # fmt: skip
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)", re.UNICODE)
_NEXT_UNIT = {HOUR: MINUTE, MINUTE: SECOND, DAY: HOUR}
_QUOTED = re.compile(r"^(?:(\d+)\s*[h°]\s*)?(\d+)\s*['′’](?:\s*(\d{1,2})(?:[.,](\d{1,3}))?\s*(?:[\"″”]|''|’’)?)?$")
_SECONDS = re.compile(r"^(\d+)(?:[.,](\d{1,3}))?\s*[\"″”]$")
_COLONS = re.compile(r"^(?:(\d+):)?(\d+):(\d{1,2})(?:[.,](\d{1,3}))?$")
_CLOCK = re.compile(
    r"^(\d{1,2})(?:\s*(?:[:.hg]|giờ)\s*(\d{1,2})?(?:\s*(?:[:.mp]|phút)\s*(\d{1,2})?)?)?(?:\s*(?:phút|p|m|s|giây))?$"
)


def parse_length(typed: str) -> int:
    """Milliseconds of a typed length; raises ValueError with what was typed.

    A bare number is seconds ("90"); "1.30", "1:30", 1'30" are minutes and seconds; "12h30" is hours and minutes,
    "1h2m", "2 phút 5 giây" say their units; "1:02:03" is hours, minutes, seconds; a leading minus is kept.
    """
    text = " ".join(typed.strip().lower().replace("−", "-").split())
    if text[:1] in "+-" and len(text) > 1:
        return parse_length(text[1:]) * (-1 if text[0] == "-" else 1)
    for read in (_bare, _dotted, _colons, _quoted, _units):
        found = read(text)
        if found is not None:
            return found
    raise ValueError(typed)


def _fraction(digits: str | None) -> int:
    return int((digits or "0").ljust(3, "0"))


def _bare(text: str) -> int | None:
    return int(text) * SECOND if text.isascii() and text.isdigit() else None


def _dotted(text: str) -> int | None:
    """1.30 is a minute and a half to every Vietnamese editor: the part after the point is seconds."""
    minutes, _, seconds = text.partition(".")
    if not (minutes.isascii() and minutes.isdigit() and seconds.isascii() and seconds.isdigit() and len(seconds) == 2):
        return None
    return int(minutes) * MINUTE + int(seconds) * SECOND if int(seconds) < 60 else None


def _colons(text: str) -> int | None:
    match = _COLONS.match(text)
    if match is None:
        return None
    hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
    if seconds > 59 or (match[1] and minutes > 59):
        return None
    return hours * HOUR + minutes * MINUTE + seconds * SECOND + _fraction(match[4])


def _quoted(text: str) -> int | None:
    if only := _SECONDS.match(text):
        return int(only[1]) * SECOND + _fraction(only[2])
    match = _QUOTED.match(text)
    if match is None:
        return None
    return int(match[1] or 0) * HOUR + int(match[2]) * MINUTE + int(match[3] or 0) * SECOND + _fraction(match[4])


def _units(text: str) -> int | None:
    total, place, last = 0, 0, None
    for match in _PART.finditer(text):
        unit = _UNITS.get(match[2])
        if unit is None or text[place : match.start()].strip() or (last is not None and unit >= last):
            return None
        value = float(match[1].replace(",", "."))
        total, place, last = total + round(value * unit), match.end(), unit
    rest = text[place:].strip()
    if last is None or (rest and not (rest.isascii() and rest.isdigit())):
        return None
    if rest and (last not in _NEXT_UNIT or int(rest) > 59):
        return None
    return total + (int(rest) * _NEXT_UNIT[last] if rest and last is not None else 0)


def parse_clock(typed: str) -> time:
    """A typed clock time ("18:45", "12h30", "7g", "18 giờ 45 phút", "6.05"); raises ValueError with what was typed."""
    match = _CLOCK.match(" ".join(typed.strip().lower().split()))
    if match is None:
        raise ValueError(typed)
    try:
        return time(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    except ValueError as error:
        raise ValueError(typed) from error


def print_length(ms: int) -> str:
    """A length as papers show it, exact to the millisecond when it is not whole seconds: 2'40", 1h02'03", 0'32.6"."""
    sign, rest = ("−" if ms < 0 else ""), abs(ms)
    seconds, thousandths = divmod(rest, SECOND)
    point = f".{thousandths:03d}".rstrip("0") if thousandths else ""
    minutes, seconds = divmod(seconds, 60)
    hours, left = divmod(minutes, 60)
    return f"{sign}{hours}h{left:02d}'{seconds:02d}{point}\"" if hours else f"{sign}{left}'{seconds:02d}{point}\""


def print_rounded(ms: int) -> str:
    """A length to the nearest second, halves up."""
    return print_length(whole_seconds(ms) * SECOND)


def whole_seconds(ms: int) -> int:
    """Whole seconds, halves away from zero."""
    return (abs(ms) + 500) // SECOND * (-1 if ms < 0 else 1)
