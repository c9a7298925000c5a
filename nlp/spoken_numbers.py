"""Vietnamese numbers in words, southern announcer's style ("nghìn", "lẻ").

School grammar, with the announcers' habit of leaving empty groups out: a group below the first is read in full
("một nghìn không trăm lẻ năm"); 1 after mươi is "mốt", 5 after mười or mươi is "lăm".
"""

from __future__ import annotations

from functools import lru_cache

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")


def digits(text: str) -> str:
    """Each digit by its name; other characters are dropped."""
    return " ".join(DIGITS[int(sign)] for sign in text if sign.isdecimal())


def _tens(value: int, full: bool) -> list[str]:
    tens, ones = divmod(value, 10)
    if tens == 0:
        return (["lẻ"] if full else []) + [DIGITS[ones]] if ones else []
    words = ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if ones:
        words.append({1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, DIGITS[ones]))
    return words


def _hundreds(value: int, full: bool) -> list[str]:
    hundreds, rest = divmod(value, 100)
    if not hundreds and not full:
        return _tens(rest, False)
    return [DIGITS[hundreds], "trăm", *_tens(rest, True)]


@lru_cache(maxsize=4096)
def integer(value: int) -> str:
    """A whole number in words; negative numbers begin with "âm"."""
    if value < 0:
        return "âm " + integer(-value)
    if value == 0:
        return DIGITS[0]
    billions, rest = divmod(value, 10**9)
    words = [integer(billions), "tỷ"] if billions else []
    if rest:
        words += _below_billion(rest, bool(billions))
    return " ".join(words)


def _below_billion(value: int, full: bool) -> list[str]:
    words: list[str] = []
    for power in (2, 1, 0):
        group = value // 1000**power % 1000
        if group:
            words += _hundreds(group, full or bool(words))
            words += [_SCALES[power]] if power else []
    return words


def decimal(whole: str, fraction: str) -> str:
    """A decimal number: one or two decimals as a number, zeros in front and longer ones digit by digit ("hai phẩy không năm")."""
    words = integer(int(whole or "0"))
    if not fraction.strip("0"):
        return words if not fraction else f"{words} phẩy {digits(fraction)}"
    spelled = digits(fraction) if fraction[0] == "0" or len(fraction) > 2 else integer(int(fraction))
    return f"{words} phẩy {spelled}"


def scaled(whole: str, fraction: str, scale: str) -> str | None:
    """A decimal of triệu or tỷ as whole units ("2,2 triệu" is "hai triệu hai trăm nghìn"); None when it does not come out."""
    power = {"triệu": 6, "tỷ": 9, "tỉ": 9}.get(scale)
    if power is None or not fraction or len(fraction) > 3:
        return None
    return integer(int(whole) * 10**power + int(fraction.ljust(power, "0")))


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(text: str) -> int | None:
    """The value of a well-formed Roman numeral up to 89, else None."""
    total = 0
    for sign, after in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN.get(sign)
        if value is None:
            return None
        total += -value if _ROMAN.get(after, 0) > value else value
    return total if to_roman(total) == text else None


def to_roman(value: int) -> str:
    """A Roman numeral."""
    pairs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for amount, sign in pairs:
        while value >= amount:
            text, value = text + sign, value - amount
    return text


def rounded(value: int) -> tuple[str, int]:
    """A large number made round for the ear: ("gần", 8800) for 8790; ("", value) where it is short already."""
    if value < 1000:
        return "", value
    step = 10 ** (len(str(value)) - 2)
    low = value // step * step
    if low == value:
        return "", value
    return ("hơn", low) if value - low < step / 2 else ("gần", low + step)
