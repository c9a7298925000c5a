"""Dates as feeds, letters, pages and chats write them; nothing is guessed: an impossible or unknown date is None.

Day comes before month everywhere but in ISO and RFC forms. A time without a zone is in the source's zone.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

_MONTHS = {
    name: number
    for number, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|[A-Z]{0,4}\s*[+-]\d{1,2}:?\d{0,2}|[A-Z]{2,4})?)?"
)
_RFC = re.compile(
    r"(\d{1,2})[ -]+([A-Za-z]{3})[a-z]*[ -]+(\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(AM|PM)?\s*"
    r"([A-Z]{0,4}\s*[+-]\d{1,2}:?\d{0,2}|[A-Z]{1,4})?)?",
    re.IGNORECASE,
)
_US = re.compile(
    r"\b([A-Z][a-z]{2})[a-z]* (\d{1,2}),? (\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))? ?(AM|PM)?)?", re.IGNORECASE
)
_VN_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)")
_VN_LONG = re.compile(
    r"(?:ngày\s+)?(\d{1,2})\s+(?:tháng|thg|Tháng)\.?\s*(\d{1,2})(?:\s*,)?\s+(?:năm\s+)?(\d{4})", re.IGNORECASE
)
_TIME = re.compile(r"(?<![\d:])(\d{1,2})\s*(?::|h|g|giờ)\s*(\d{2})(?::(\d{2}))?(?![\d:])\s*(AM|PM|SA|CH)?", re.IGNORECASE)
_ZONE = re.compile(r"(?:GMT|UTC)?\s*([+-])\s*(\d{1,2}):?(\d{2})?\b")
_NAMED = {"GMT": 0, "UTC": 0, "Z": 0, "UT": 0, "ICT": 7, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
          "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "JST": 9, "SGT": 8}  # fmt: skip


def parse(text: str | None, zone: ZoneInfo) -> date | datetime | None:
    """The day or moment `text` names, in `zone` when it names a time; None when it names none or an impossible one."""
    if not text or len(text) > 200:
        return None
    text = " ".join(text.split())
    try:
        return _iso(text, zone) or _rfc(text, zone) or _us(text, zone) or _local(text, zone)
    except (ValueError, OverflowError):
        return None


def _moment(
    day: date, hour: str, minute: str, second: str | None, half: str | None, offset: str | None, zone: ZoneInfo
) -> datetime:
    hours = int(hour)
    if half and half.upper() in ("PM", "CH") and hours < 12:
        hours += 12
    if half and half.upper() in ("AM", "SA") and hours == 12:
        hours = 0
    extra = timedelta(days=1) if hours == 24 else timedelta()
    seconds = min(int(second or 0), 59)
    naive = datetime(day.year, day.month, day.day, hours % 24, int(minute), seconds) + extra
    return naive.replace(tzinfo=_zone(offset) or zone).astimezone(zone)


def _zone(offset: str | None) -> timezone | None:
    if not offset:
        return None
    offset = offset.strip().upper()
    if found := _ZONE.search(offset):
        digits = found[2]
        hours, minutes = int(digits), int(found[3] or 0)
        sign = -1 if found[1] == "-" else 1
        if hours > 14:
            return None
        return timezone(sign * timedelta(hours=hours, minutes=minutes))
    hours_named = _NAMED.get(offset)
    return None if hours_named is None else timezone(timedelta(hours=hours_named))


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def _iso(text: str, zone: ZoneInfo) -> date | datetime | None:
    found = _ISO.search(text)
    if not found:
        return None
    day = date(int(found[1]), int(found[2]), int(found[3]))
    if found[4] is None:
        return day
    return _moment(day, found[4], found[5], found[6], None, found[7], zone)


def _rfc(text: str, zone: ZoneInfo) -> date | datetime | None:
    found = _RFC.search(text)
    month = _MONTHS.get(found[2].lower()) if found else None
    if not found or not month:
        return None
    day = date(_year(found[3]), month, int(found[1]))
    if found[4] is None:
        return day
    return _moment(day, found[4], found[5], found[6], found[7], found[8], zone)


def _us(text: str, zone: ZoneInfo) -> date | datetime | None:
    found = _US.search(text)
    month = _MONTHS.get(found[1].lower()) if found else None
    if not found or not month:
        return None
    day = date(int(found[3]), month, int(found[2]))
    if found[4] is None:
        return day
    return _moment(day, found[4], found[5], found[6], found[7], None, zone)


def _local(text: str, zone: ZoneInfo) -> date | datetime | None:
    """dd/mm/yyyy, dd.mm.yyyy, dd-mm-yyyy, "ngày 5 tháng 6 năm 2025", with a time before or after."""
    found = _VN_LONG.search(text)
    if found:
        day = date(int(found[3]), int(found[2]), int(found[1]))
    else:
        found = _VN_DAY.search(text)
        if not found:
            return None
        day = date(_year(found[4]), int(found[3]), int(found[1]))
    rest = text[: found.start()] + " " + text[found.end() :]
    time = _TIME.search(rest)
    if time is None:
        return day
    after = _ZONE.search(rest[time.end() :]) if re.search(r"GMT|UTC", rest) else None
    return _moment(day, time[1], time[2], time[3], time[4], after[0] if after else None, zone)
