"""When a show airs: RFC 5545 rules, and the same said in Vietnamese ("Chủ nhật tuần thứ ba 18:45")."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time

from newsroom.typed_time import parse_clock

_DAYS = {
    "hai": "MO",
    "2": "MO",
    "ba": "TU",
    "3": "TU",
    "tư": "WE",
    "4": "WE",
    "năm": "TH",
    "5": "TH",
    "sáu": "FR",
    "6": "FR",
    "bảy": "SA",
    "7": "SA",
}
_WEEKS = {"nhất": 1, "một": 1, "1": 1, "đầu": 1, "hai": 2, "2": 2, "ba": 3, "3": 3, "tư": 4, "bốn": 4, "4": 4, "cuối": -1}
_CLOCK = re.compile(r"(?:lúc\s+)?(\d{1,2}\s*(?:[:.hg]|giờ)\s*(?:\d{1,2})?)\s*(?:phút)?\s*$")
_DAY = re.compile(r"chủ nhật|cn|thứ\s+(hai|ba|tư|năm|sáu|bảy|[2-7])")
_WEEK = re.compile(r"tuần\s+(?:thứ\s+)?(nhất|một|đầu|hai|ba|tư|bốn|cuối|[1-4])")


def rule_of(words: str) -> tuple[str, time | None]:
    """The RRULE of a schedule, and its clock when one was said; raises ValueError.

    Known forms: an RRULE itself; "hằng ngày"; "thứ hai đến thứ sáu"; "thứ Sáu hằng tuần", several days; "chủ nhật tuần
    thứ ba" (the third Sunday of the month); "ngày 15 hằng tháng"; "17/10 hằng năm"; each may end in a clock.
    """
    if "FREQ=" in words.upper():
        rule = words.strip().removeprefix("RRULE:")
        _check(rule)
        return rule, None
    text = " ".join(unicodedata.normalize("NFC", words).casefold().replace("hàng", "hằng").split())
    found = _CLOCK.search(text)
    clock = parse_clock(found[1].replace("giờ", "h")) if found else None
    return _rule(text[: found.start()].strip(" ,") if found else text), clock


def _check(rule: str) -> None:
    from dateutil.rrule import rrulestr

    rrulestr(rule, dtstart=datetime(2026, 1, 1))


def _rule(text: str) -> str:
    if "hằng ngày" in text or "mỗi ngày" in text:
        return "FREQ=DAILY"
    if yearly := re.search(r"(\d{1,2})/(\d{1,2})\s+hằng năm", text):
        return f"FREQ=YEARLY;BYMONTH={int(yearly[2])};BYMONTHDAY={int(yearly[1])}"
    if monthly := re.search(r"ngày\s+(\d{1,2}|cuối)\b", text):
        return f"FREQ=MONTHLY;BYMONTHDAY={'-1' if monthly[1] == 'cuối' else int(monthly[1])}"
    week = _WEEK.search(text)
    days = [_DAYS[match[1]] if match[1] else "SU" for match in _DAY.finditer(text[: week.start()] if week else text)]
    if not days:
        raise ValueError(text)
    if week:
        return f"FREQ=MONTHLY;BYDAY={','.join(f'{_WEEKS[week[1]]}{day}' for day in days)}"
    if "đến" in text and len(days) == 2:
        order = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        days = order[order.index(days[0]) : order.index(days[1]) + 1] or days
    return f"FREQ=WEEKLY;BYDAY={','.join(days)}"


def airings(rule: str, first: date, start: date, end: date) -> tuple[date, ...]:
    """Days of a rule from `start` to `end`, both included, never before `first`."""
    from dateutil.rrule import rrulestr

    made = rrulestr(rule, dtstart=datetime(first.year, first.month, first.day))
    low, high = max(start, first), end
    if low > high:
        return ()
    found = made.between(datetime(low.year, low.month, low.day), datetime(high.year, high.month, high.day), inc=True)
    return tuple(moment.date() for moment in found)
