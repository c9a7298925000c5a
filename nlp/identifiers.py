"""Numbers that lead to a private person: telephone, bank account, identity card. Missing one is worse than marking one too many.

Written with blanks, dots, hyphens and brackets in any place. A run of digits is a telephone by its prefix and length
(Decision 2036/QĐ-BTTTT numbering plan: ten digits, eleven before 2018, 1800 and 1900 lines), an account by the words or
the bank beside it, an identity number by its words or, bare, by the twelve-digit form of the citizen card.
"""

from __future__ import annotations

import re

from newsroom.facts import Private
from nlp.source import Source

_RUN = re.compile(r"(?<![\w])(?<!\d[.,/-])\(?\+?[\do]\d*\)?(?:(?:[ .\-]{1,3}|(?<=\)))\(?\d+\)?){0,12}(?![\w])")
_BANK = (
    r"vietcombank|vcb|agribank|agri|vietinbank|viettin|bidv|sacombank|stb|mb ?bank|mbb|mb|acb|techcombank|tcb|"
    r"vpbank|tpbank|tp bank|scb|shb|hdbank|vib|eximbank|lienvietpostbank|lpbank|lvpb|kienlongbank|kien long|"
    r"kienlong|dong a|donga|"
    r"ocb|seabank|msb|nam a|namabank|abbank|pvcombank|bac a|nhcsxh|csxh|kho bac|ngan hang|nh |momo|zalopay|"
    r"viettel money|cake|timo|oceanbank"
)
_ACCOUNT_BEFORE = re.compile(
    r"(?:stk|so tk|so tai khoan|tai khoan|\btk\b|account|ck cho|ck vo|ck:|\bck\b|chuyen khoan|chuyen tien|a/c|"
    r"so the)[^\n;]{0,70}$"
)
_ACCOUNT_AFTER = re.compile(rf"[\s,(:–-]{{0,4}}(?:tai |mo tai |- ?)?(?:{_BANK})(?![^\W_])")
_ID_BEFORE = re.compile(
    r"(?:cccd|cmnd|cmtnd|cmt|can cuoc|chung minh|dinh danh|ho chieu|passport|ma so bhxh|so the bhyt|so cc)[^\n;]{0,40}$"
)
_PHONE_BEFORE = re.compile(
    r"(?:dien thoai|sdt|so dt|\bdt\b|đt|phone|tel|hotline|lien he|\blh\b|\bgoi\b|zalo|di dong|alo|may ban|"
    r"so may|truc ban|cskh|tu van|dat hen|momo|viber)[^\n;\d]{0,40}$"
)
_MOBILE = re.compile(r"0[35789]\d{8}|01[2689]\d{8,9}|0[35789]\d{7,9}")
_FIXED = re.compile(r"02\d{8,9}|0[4-8]\d{1,2}\d{7}|077\d{7}|076\d{7}")
_SERVICE = re.compile(r"1[89]00\d{2,6}")
_CARD = re.compile(r"0\d{2}[0-3]\d{8}")
_DATE = re.compile(r"\d{1,2}[.\-]\d{1,2}[.\-]\d{4}(?!\d)|\d{4}-\d\d-\d\d|(?:19|20)\d\d ?- ?(?:19|20)\d\d")
_MONEY = re.compile(r"\s?(?:đồng|đ(?!\w)|vnđ|vnd|dong|triệu|tỷ|ngàn|nghìn|tr\b|k\b|người|hộ|kg|m2|lượt|%|tấn|căn|phần|suất)")


def find_identifiers(source: Source) -> tuple[Private, ...]:
    """Telephone, account and identity numbers in order: the number alone, with the signs inside it."""
    found = []
    for run in _RUN.finditer(source.plain):
        for start, end in _pieces(source.plain, run.start(), run.end()):
            kind = _kind(source, start, end)
            if kind:
                found.append(Private(source.text[start:end], start, end, kind))
    return tuple(found)


def _pieces(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """The numbers of a run: two that stand side by side ("0297 3821 766 - 0916 408 775") are two."""
    words = [(found.start() + start, found.end() + start) for found in re.finditer(r"[^\s]+", plain[start:end])]
    out: list[tuple[int, int]] = []
    begin = start
    for at, stop in words:
        fresh = plain[at : at + 1] in "0(+" and len(_digits(plain, begin, at)) >= 9
        if fresh or (plain[at:stop] in "-.–" and len(_digits(plain, begin, at)) >= 9):
            out.append((begin, at))
            begin = at if fresh else stop
    out.append((begin, end))
    return [_trimmed(plain, *piece) for piece in out]


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    while end > start and plain[end - 1] in " .-(\n":
        end -= 1
    while start < end and plain[start] in " .-)\n":
        start += 1
    if plain.count("(", start, end) < plain.count(")", start, end) and plain[end - 1] == ")":
        end -= 1
    if plain.count("(", start, end) > plain.count(")", start, end) and plain[start] == "(":
        start += 1
    return start, end


def _digits(plain: str, start: int, end: int) -> str:
    return "".join("0" if letter == "o" else letter for letter in plain[start:end] if letter.isdigit() or letter == "o")


def _kind(source: Source, start: int, end: int) -> str | None:
    digits = _digits(source.plain, start, end)
    if len(digits) < 6 or _DATE.fullmatch(source.plain[start:end]) or _grouped_sum(source.plain, start, end):
        return None
    line = source.key.rfind("\n", 0, start) + 1
    before = source.key[max(line, start - 90) : start]
    national = (
        "0" + digits[2:] if digits.startswith("84") and source.plain[start] in "+8(" and len(digits) in (11, 12) else digits
    )
    phone = _MOBILE.fullmatch(national) or _FIXED.fullmatch(national) or _SERVICE.fullmatch(national)
    cues = [(match.start(), kind) for kind, pattern in _CUES if (match := _last(pattern, before))]
    nearest = max(cues)[1] if cues else None
    if nearest == "national_id" and len(digits) in (8, 9, 12):
        return nearest
    if nearest == "bank_account" or _ACCOUNT_AFTER.match(source.key, end):
        return "bank_account" if not (phone and nearest == "phone") else "phone"
    if phone:
        return "phone"
    if nearest == "phone" and 7 <= len(digits) <= 11:
        return "phone"
    if _CARD.fullmatch(digits):
        return "national_id"
    return nearest if nearest == "bank_account" or (nearest == "national_id" and len(digits) >= 8) else None


_CUES = (("national_id", _ID_BEFORE), ("bank_account", _ACCOUNT_BEFORE), ("phone", _PHONE_BEFORE))


def _last(pattern: re.Pattern[str], before: str) -> re.Match[str] | None:
    """The match of a cue that starts nearest to the end."""
    found = None
    at = 0
    while match := pattern.search(before, at):
        found, at = match, match.start() + 1
    return found


def _grouped_sum(plain: str, start: int, end: int) -> bool:
    """As in "12.350.000 đồng", "1.250.000": groups of three without a leading zero, or a unit behind."""
    if _MONEY.match(plain, end):
        return True
    return bool(
        re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3})+", plain[start:end])
    ) and not _ACCOUNT_BEFORE.search(plain[max(0, start - 40) : start])
