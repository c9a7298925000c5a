"""Numbers as Vietnamese writers write them: digits with dots, commas or blanks, words, scales, halves, ranges, hedges.

Grammar (sources: orthography guide of Decree 30/2020 for points and commas; market speech of the South for the rest):
a dot parts thousands and a comma decimals, but both are also met the other way round, so groups of three are thousands
unless a scale word follows a comma ("1,250 tỷ" is one and a quarter). "1 tỷ 2", "1tr5", "86tr4" give tenths of the
scale, "2 tỷ 050 triệu" adds, "rưỡi" adds half. "vài", "mấy", "hàng" before a number make it vague: no value is given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from nlp.number_words import BIG, SCALES, words_value
from nlp.source import Source

_GROUPS = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,3})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:[.,]\d{1,3})?"
_DIGITS = re.compile(
    r"(?<![\w])(?<!\d[.,/:])(?:(?P<blank>\d{1,3}(?: \d{3}){1,3})(?=[ ]?(?:đồng|đ|vnđ|vnd|dong)\b)|(?P<plain>"
    + _GROUPS
    + r"))(?!\d)(?![.,]\d)"
)
_SCALE = re.compile(
    r"\s{0,2}\b(tỷ|tỉ|tỹ|ty|ti|triệu|trieu|triêu|triẹu|tiệu|tr|nghìn|ngàn|nghin|ngan|ngìn|trăm|tram|chục|chuc|"
    r"vạn|củ|cu|k)(?![^\W\d_])"
)
_GLUED = re.compile(r"(tỷ|tỉ|ty|triệu|tr|k|củ)(?![^\W\d_])")
_REST = re.compile(
    r"\s?(\d{1,3})\s?(triệu|trieu|tr|trăm ngàn|trăm nghìn|trăm triệu|tram ngan|tram trieu|nghìn|ngàn|nghin|ngan|"
    r"k)(?![^\W\d_])"
)
_TENTH_GLUED = re.compile(r"(\d{1,3})(?![\d]|[.,]\d|\s?(?:%|kg|m\b|km|ha))")
_TENTH = re.compile(
    r" (\d{1,3})(?=\s?(?:đồng|đ\b|dong\b|[;:)!?\"]|[.,](?!\d)|$|\n|/)"
    r"|\s(?:cho|để|từ|và|do|nữa|của|mua|xây|với|tặng|hỗ trợ|làm|mỗi|cho|de|tu|va|mua|xay|voi)\b)"
)
_HALF_AFTER = re.compile(r"\s?(rưỡi|rưởi|ruoi)\b")
_WORD = (
    r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|chục|trăm|nghìn|ngàn|triệu|tỷ|"
    r"tỉ|lẻ|linh|rưỡi|rưởi)"
)
_BARE_WORD = r"(?:mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|chuc|tram|nghin|ngan|trieu|ty|ti|le|linh|ruoi)"
_WORDS = re.compile(rf"\b(?:nửa|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười)\b(?: {_WORD}\b)*")
_BARE_WORDS = re.compile(rf"\b(?:nua|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)\b(?: {_BARE_WORD}\b)*")
_VAGUE = re.compile(r"(?:vài|mấy|hàng|vai|may|hang|dăm|bao nhiêu)\s$")
_HEDGE = re.compile(
    r"(?:^|[^\w])((?:ước |uoc )?(?:khoảng |khoang |chừng )?(?:hơn|trên|gần|khoảng|chừng|ước|độ|cỡ|tầm|ít nhất|"
    r"tối thiểu|tối đa|không quá|"
    r"dưới|xấp xỉ|ngót|gần bằng|lên đến|lên tới|chưa tới|chưa đến|không dưới|hon|tren|gan|khoang|chung|co|tam|"
    r"it nhat|toi da)|[~≈><≥≤])\s{0,2}$"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands; `scale` is the size of its last scale word (1 when none), `high` the end of a range."""

    start: int
    end: int
    value: Decimal
    scale: int = 1
    word: str = ""
    hedge: str | None = None
    high: Decimal | None = None
    spelt: bool = False
    grouped: int = 0


def digits_value(text: str, scaled: bool = False) -> Decimal:
    """The value of digits with separators; `scaled` when a word for thousands, millions… follows.

    >>> digits_value("73.025.000"), digits_value("1,91"), digits_value("4.21"), digits_value("1,250", scaled=True)
    (Decimal('73025000'), Decimal('1.91'), Decimal('4.21'), Decimal('1.250'))
    """
    text = text.replace(" ", "")
    for thousand, point in ((".", ","), (",", ".")):
        if thousand in text:
            whole, _, rest = text.partition(point)
            groups = whole.split(thousand)
            if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and groups[0] != "0":
                if thousand == "," and len(groups) == 2 and scaled and not rest:
                    break
                return Decimal("".join(groups) + ("." + rest if rest else ""))
    return Decimal(text.replace(",", "."))


def find_numbers(source: Source) -> tuple[Number, ...]:
    """All numbers of a text in order, ranges joined, hedges noted; digits inside codes, dates and words left out."""
    known = source.__dict__.get("_numbers")
    if known is None:
        found = [*_in_digits(source.plain), *_in_words(source)]
        found.sort(key=lambda number: number.start)
        known = source.__dict__["_numbers"] = tuple(_with_ranges(source.plain, _apart(found)))
    return known


def _apart(found: list[Number]) -> list[Number]:
    kept: list[Number] = []
    for number in found:
        if kept and number.start < kept[-1].end:
            continue
        kept.append(number)
    return kept


def _in_digits(plain: str) -> list[Number]:
    found = []
    for match in _DIGITS.finditer(plain):
        text, end = match[0], match.end()
        scale = _SCALE.match(plain, end) or _GLUED.match(plain, end)
        if scale and not _scale_fits(plain, scale):
            scale = None
        value = digits_value(text, scaled=scale is not None and SCALES[scale[1]] >= 1000)
        size, word = 1, ""
        if scale:
            value, size, word, end = _scaled(plain, value, scale)
        grouped = 0 if scale else text.count(".") + text.count(",") + text.count(" ")
        found.append(Number(match.start(), end, value, size, word, _hedge(plain, match.start()), None, False, grouped))
    return found


def _scale_fits(plain: str, scale: re.Match[str]) -> bool:
    """Whether a short or doubtful scale word really is one ("5 ti vi", "20 củ khoai", "5 cu li" are not)."""
    word, after = scale[1], plain[scale.end() : scale.end() + 12].lstrip()
    if word in ("ti", "ty"):
        return not after.startswith(("vi", "le", "lệ"))
    if word in ("củ", "cu"):
        return not re.match(r"khoai|sắn|hành|tỏi|cải|gừng|nghệ|sen|mì|dền|kiệu|ấu|năng|giống|san|hanh|toi|nghe", after)
    if word == "chục":
        return not re.match(r"trứng|hột|cái|trái|con", after)
    return not (word == "vạn" and not after.startswith("đồng"))


def _scaled(plain: str, value: Decimal, scale: re.Match[str]) -> tuple[Decimal, int, str, int]:
    """Value, last scale, its word and the end after all that belongs: further scales, additions, tenths, half."""
    size, word, end = SCALES[scale[1]], scale[1], scale.end()
    while (more := _SCALE.match(plain, end)) and SCALES[more[1]] > size and size <= 1000 and _scale_fits(plain, more):
        value, size, word, end = value * size, SCALES[more[1]], more[1], more.end()
    value *= size
    half = _HALF_AFTER.match(plain, end)
    if half:
        return value + Decimal(size) / 2, size, word, half.end()
    if size < 10**6:
        return value, size, word, end
    rest = _REST.match(plain, end)
    if rest:
        added = Decimal(rest[1]) * _rest_size(rest[2])
        if added < size:
            again = _REST.match(plain, rest.end())
            if again and Decimal(again[1]) * _rest_size(again[2]) < _rest_size(rest[2]):
                return value + added + Decimal(again[1]) * _rest_size(again[2]), size, word, again.end()
            return value + added, size, word, rest.end()
    tenth = _TENTH_GLUED.match(plain, end) or _TENTH.match(plain, end)
    if tenth and "," not in plain[scale.start() - 4 : scale.start()]:
        return value + Decimal("0." + tenth[1]) * size, size, word, tenth.end()
    return value, size, word, end


def _rest_size(words: str) -> int:
    size = 1
    for word in words.split():
        size *= SCALES[word]
    return size


def _in_words(source: Source) -> list[Number]:
    plain = source.plain
    pattern = _BARE_WORDS if source.unmarked else _WORDS
    found = []
    for match in pattern.finditer(plain):
        words = match[0].split()
        value = words_value(words)
        while value is None and len(words) > 1:
            words = words[:-1]
            value = words_value(words)
        if value is None or _VAGUE.search(plain, max(0, match.start() - 12), match.start()):
            continue
        if len(words) == 1 and _is_name(source.text, match.start()):
            continue
        end = match.start() + len(" ".join(words))
        last = words[-1] if words[-1] in BIG else ""
        found.append(Number(match.start(), end, value[0], value[1], last, _hedge(plain, match.start()), None, True))
    return found


def _is_name(text: str, start: int) -> bool:
    """As in "ông Mười", "cô Tám Khoẻ": a lone number word with a capital inside a sentence is a name."""
    if not text[start].isupper() or text[start + 1 : start + 2].isupper():
        return False
    before = text[:start].rstrip(" ") if start < 40 else text[start - 40 : start].rstrip(" ")
    return bool(before) and before[-1] not in '.:;!?\n(“"-–•*'


def _hedge(plain: str, start: int) -> str | None:
    found = _HEDGE.search(plain, max(0, start - 24), start)
    return found[1].strip() if found else None


def _with_ranges(plain: str, numbers: list[Number]) -> list[Number]:
    out: list[Number] = []
    at = 0
    while at < len(numbers):
        first = numbers[at]
        joined = _range(plain, first, numbers[at + 1]) if at + 1 < len(numbers) else None
        out.append(joined or first)
        at += 2 if joined else 1
    return out


_BETWEEN = re.compile(r"\s?(?:đồng|đ|vnđ|vnd|dong|d)?\s{0,2}(?:-|đến|tới|den|toi|~)\s{0,2}")


def _range(plain: str, first: Number, second: Number) -> Number | None:
    """The two numbers as one range, when only a dash or "đến" stands between and the low end is lower."""
    gap = plain[first.end : second.start]
    if len(gap) > 16 or first.spelt != second.spelt or not _BETWEEN.fullmatch(gap):
        return None
    low = first.value * second.scale if first.scale == 1 and second.scale > 1 and first.value < 1000 else first.value
    if low >= second.value or (first.grouped == 0 and first.scale == 1 and second.grouped and first.value < 1000):
        return None
    return replace(
        first, end=second.end, value=low, high=second.value, scale=second.scale, word=second.word, grouped=second.grouped
    )
