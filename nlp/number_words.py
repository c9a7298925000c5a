"""The value of a number written in words, marked or bare: "ba trăm năm mươi triệu", "sau trieu ruoi", "một tỷ hai"."""

from __future__ import annotations

from decimal import Decimal

SCALES = {
    "chục": 10, "chuc": 10, "trăm": 100, "tram": 100, "nghìn": 10**3, "ngàn": 10**3, "nghin": 10**3, "ngan": 10**3,
    "ngìn": 10**3, "k": 10**3, "vạn": 10**4, "triệu": 10**6, "trieu": 10**6, "triêu": 10**6, "triẹu": 10**6,
    "tiệu": 10**6, "trịệu": 10**6, "tr": 10**6, "củ": 10**6, "cu": 10**6, "tỷ": 10**9, "tỉ": 10**9, "ty": 10**9,
    "ti": 10**9, "tỹ": 10**9,
}  # fmt: skip
"""Scale words, marked, bare and in their common typing errors, as they stand in `Source.plain`."""

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "khong": 0, "mot": 1, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6,
    "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_TENS = ("mười", "muoi", "mươi", "chục", "chuc")
_HUNDRED = ("trăm", "tram")
_LINK = ("lẻ", "linh", "le")
_HALF = ("rưỡi", "ruoi", "rưởi")
_NEITHER = ("k", "tr", "củ", "cu", "vạn")
BIG = {word: size for word, size in SCALES.items() if size >= 1000 and word not in _NEITHER}
"""Scale words from thousands on that may stand inside a number in words."""


class _NotANumber(Exception):
    """The words do not make a number."""


class _Sum:
    """A number being read: `total` of closed scales, `group` below the next scale, `pending` the last digit."""

    def __init__(self) -> None:
        self.total, self.group = Decimal(0), Decimal(0)
        self.pending: int | None = None
        self.unit = self.last = 1
        self.seen = self.linked = False

    def digit(self, digit: int) -> None:
        if self.pending is not None:
            if self.pending * 10 + digit < 21 or self.unit != 1:
                raise _NotANumber
            self.group += self.pending * 10
        self.pending, self.seen = digit, True

    def tens(self) -> None:
        self.group += (1 if self.pending is None else self.pending) * 10
        self.pending, self.unit, self.seen = None, 10, True

    def hundred(self) -> None:
        if self.pending is None:
            raise _NotANumber
        self.group += self.pending * 100
        self.pending, self.unit, self.linked = None, 100, False

    def scale(self, size: int) -> None:
        if not self.seen or (self.pending is None and not self.group and not self.total):
            raise _NotANumber
        self.group += self.pending or 0
        if self.total and size > self.last > 1:
            self.total = (self.total + self.group) * size
        else:
            self.total += self.group * size
        self.group, self.pending = Decimal(0), None
        self.last = self.unit = size
        self.linked = False

    def half(self) -> None:
        self.group += self.pending or 0
        self.pending = None
        if self.group:
            self.group += Decimal(self.unit) / 2
        else:
            self.total += Decimal(self.unit) / 2

    def value(self) -> Decimal:
        """The number; a digit after a scale counts tenths of it ("một tỷ hai", "trăm hai") unless "lẻ" stands before."""
        tail = Decimal(self.pending or 0)
        if self.unit >= 100 and not self.linked:
            tail = tail * self.unit / 10
        return self.total + self.group + tail


def words_value(words: list[str]) -> tuple[Decimal, int] | None:
    """Value and last scale of a number in words, None when the words do not make one.

    >>> words_value("ba trăm năm mươi triệu".split()), words_value("một trăm lẻ năm".split())
    ((Decimal('350000000'), 1000000), (Decimal('105'), 1))
    """
    reading = _Sum()
    try:
        for at, word in enumerate(words):
            _take(reading, word, words[at + 1] if at + 1 < len(words) else "")
    except _NotANumber:
        return None
    return (reading.value(), reading.last) if reading.seen else None


def _take(reading: _Sum, word: str, after: str) -> None:
    if word in ("nửa", "nua"):
        if after not in BIG:
            raise _NotANumber
        reading.group, reading.seen = Decimal("0.5"), True
    elif word in BIG:
        reading.scale(BIG[word])
    elif word in _HUNDRED:
        reading.hundred()
    elif word in _TENS:
        reading.tens()
    elif word in _LINK:
        reading.linked, reading.unit = True, 1
    elif word in _HALF:
        reading.half()
    elif word in _DIGITS:
        reading.digit(_DIGITS[word])
    else:
        raise _NotANumber
