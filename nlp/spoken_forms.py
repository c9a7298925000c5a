"""How each written form is read: one function a form, from a match of spoken_patterns.py to words.

Rules: school grammar of numbers and dates, administrative practice (in document numbers "/" and "-" are silent), announcers'
habit (a decimal of triệu or tỷ is read out in full, a slash after a unit is "một").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from nlp import spoken_numbers as numbers
from nlp.fold import bare
from nlp.syllables import is_syllable

Found = re.Match[str]
NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?|\d{1,3}(?: \d{3})+(?=\s*(?:đ|đồng|VNĐ)\b)|\d+(?:[.,]\d+)?)"
"""A number as written: thousand dots or blanks, decimal comma or point."""


@cache
def table(name: str) -> dict[str, str]:
    """One table of spoken.toml."""
    data: dict[str, dict[str, str]] = tomllib.loads((files("nlp") / "spoken.toml").read_text(encoding="utf-8"))
    return data[name]


@cache
def any_of(*names: str) -> str:
    """A pattern for the keys of some tables: by first letter, then longest first (so that a plain word fails at once)."""
    by_first: dict[str, list[str]] = {}
    for key in sorted({key for name in names for key in table(name)}, key=lambda key: (-len(key), key)):
        by_first.setdefault(key[0], []).append(re.escape(key[1:]))
    return "(?:" + "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items()) + ")"


def fallback(text: str) -> str:
    """Numbers in a form no rule knows: each by its value, other signs silent."""
    spaced = re.sub(NUMBER, lambda one: f" {_value(one[0])} ", re.sub(r"[^\w.,]+", " ", text))
    return re.sub(r"\s+", " ", spaced).strip()


def _value(text: str) -> str:
    text = text.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    whole, _, fraction = text.replace(".", ",").partition(",")
    if fraction:
        return numbers.decimal(whole, fraction)
    if len(whole) > 2 and whole[0] == "0":
        return numbers.digits(whole)
    return numbers.integer(int(whole)) if len(whole) < 16 else numbers.digits(whole)


def _day(value: str) -> str:
    number = int(value)
    return ("mồng " if 1 <= number <= 10 else "") + numbers.integer(number)


def _month(value: str) -> str:
    return "tư" if int(value) == 4 else numbers.integer(int(value))


def _year(value: str) -> str:
    return numbers.integer(int(value) if len(value) == 4 else 2000 + int(value))


def _is_day(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _full_date(found: Found) -> str:
    day, month, year = found["dd"], found["mm"], found["yy"]
    return f"{_day(day)} tháng {_month(month)} năm {_year(year)}" if _is_day(day, month) else fallback(found[0])


def _date_range(found: Found) -> str:
    first, first_month, last, month, year = (found[name] for name in ("r1", "r1m", "r2", "r2m", "ry"))
    if not (_is_day(last, month) and _is_day(first, first_month or month)):
        return fallback(found[0])
    start = _day(first) + (f" tháng {_month(first_month)}" if first_month else "")
    return f"{start} đến {_day(last)} tháng {_month(month)}" + (f" năm {_year(year)}" if year else "")


def _short_date(found: Found) -> str:
    day, month = re.split(r"[/.-]", found[0])
    return f"{_day(day)} tháng {_month(month)}" if _is_day(day, month) else fallback(found[0])


def _month_year(found: Found) -> str:
    return f"{found['my_w']} {_month(found['my_m'])} năm {_year(found['my_y'])}"


def _quarter(found: Found) -> str:
    quarter = found["qy_q"]
    value = int(quarter) if quarter.isdecimal() else numbers.roman(quarter) or 0
    return f"{found['qy_w']} {numbers.integer(value)} năm {_year(found['qy_y'])}"


def _bare_month_year(found: Found) -> str:
    word = "" if re.search(r"[Tt]háng\s$", found.string[max(0, found.start() - 6) : found.start()]) else "tháng "
    return f"{word}{_month(found['bm_m'])} năm {_year(found['bm_y'])}"


def _worded_date(found: Found) -> str:
    days = re.sub(r"\d+", lambda one: _day(one[0]), found["wd_d"])
    days = re.sub(r"\s*[-–]\s*", " đến ", days)
    return f"{found['wd_p']}{days} tháng {_month(found['wd_m'])}"


def _clock(found: Found) -> str:
    minute, second = found["ck_m"] or found["ck_m2"] or "", found["ck_s"] or ""
    words = numbers.integer(int(found["ck_h"])) + " giờ"
    if minute.strip("0"):
        words += (" không " if int(minute) < 10 else " ") + numbers.integer(int(minute))
    if second.strip("0"):
        return words + f" phút {numbers.integer(int(second))} giây"
    return words + (" phút" if minute.strip("0") and re.search(r"(?:phút|p)$", found[0]) else "")


def _clocks(found: Found) -> str:
    return f"{_hour(found['cs_h'], found['cs_m'])} đến {_hour(found['ce_h'], found['ce_m'])}"


def _hour(hour: str, minute: str | None) -> str:
    words = f"{numbers.integer(int(hour))} giờ"
    if not (minute or "").strip("0"):
        return words
    return words + (" không " if int(minute or 0) < 10 else " ") + numbers.integer(int(minute or 0))


def _phone(found: Found) -> str:
    text = found[0].strip()
    groups = [group for group in re.split(r"[ .\-()+]+", text) if group]
    if len(groups) == 1:
        groups = [groups[0][:4], groups[0][4:7], groups[0][7:]]
    return ("cộng " if text.startswith("+") else "") + ", ".join(numbers.digits(group) for group in groups if group)


def _account(found: Found) -> str:
    groups = [group for group in re.split(r"[ .\-]+", found["ac_n"]) if group]
    if len(groups) == 1:
        groups = re.findall(r"\d{1,4}", groups[0])
    words = re.sub(r"\b[A-ZĐ]{3,4}\b", lambda one: table("abbreviations").get(one[0], one[0]), found["ac_w"])
    return words + ", ".join(numbers.digits(group) for group in groups)


def _letters(text: str) -> str:
    names = table("letters")
    return " ".join(names[sign] for sign in text.lower() if sign in names)


_IN_DOCUMENTS = {
    "CP": "Chính phủ",
    "CT": "chỉ thị",
    "TT": "thông tư",
    "KL": "kết luận",
    "BTV": "Ban Thường vụ",
    "ĐA": "đề án",
}


def _code_part(part: str) -> str:
    words = []
    for letters, figures in re.findall(r"([^\W\d_]+)|(\d+)", part):
        if letters:
            known = _IN_DOCUMENTS.get(letters) or table("abbreviations").get(letters)
            words.append(known or (_letters(letters) if letters.isupper() or not is_syllable(letters) else letters))
        else:
            words.append(
                numbers.digits(figures) if figures[0] == "0" and len(figures) > 1 else numbers.integer(int(figures))
            )
    return " ".join(words)


def _document(found: Found) -> str:
    number, _, rest = found[0].partition("/")
    known = table("abbreviations").get(rest)
    if known:
        return f"{_code_part(number)} {known}"
    return " ".join(_code_part(part) for part in re.split(r"[/\-–.&]", found[0]) if part)


def _code(found: Found) -> str:
    words = []
    for letters, figures in re.findall(r"([^\W\d_]+)|(\d+)", found[0]):
        spelt = numbers.digits(figures) if figures[:1] == "0" else _value(figures) if figures else ""
        words.append(table("abbreviations").get(letters) or _letters(letters) if letters else spelt)
    return " ".join(words)


def _mixed(found: Found) -> str:
    parts = re.findall(r"\d+|[^\W\d_]+", found[0])
    return " ".join(_value(part) if part.isdecimal() else part for part in parts)


def _times(found: Found) -> str:
    return " nhân ".join(_measure(part) for part in re.split(r"\s*[x×X]\s*", found["dm"]))


def _measure(text: str) -> str:
    found = re.fullmatch(rf"({NUMBER})\s*({any_of('units')})?", text.strip())
    if not found:
        return fallback(text)
    return _value(found[1]) + (f" {table('units')[found[2]]}" if found[2] else "")


def _per(text: str | None) -> str:
    words = ""
    for part in (text or "").split("/")[1:]:
        part = part.strip()
        words += " một " + (table("units").get(part) or table("abbreviations").get(part) or part) if part else ""
    return words


def _per_unit(found: Found) -> str:
    return _per(found[0])


def _money(found: Found) -> str:
    scale = table("scales").get(found["mo_s"] or "", "")
    unit = table("money").get(found["mo_u"] or found["mo_u2"] or "", "")
    words = _amount(found["mo_n"], scale, found["mo_t"])
    if found["mo_a"]:
        words = f"{_amount(found['mo_a'], table('scales').get(found['mo_as'] or '', ''), None)} đến {words}"
    return f"{words} {unit}".rstrip() + _per(found["mo_p"])


def _money_first(found: Found) -> str:
    sign = found["mf_u"]
    scale = table("scales").get(found["mf_s"] or "", "")
    return f"{_amount(found['mf_n'], scale, None)} {table('money')[sign]}"


def _amount(number: str, scale: str, tail: str | None) -> str:
    number = number.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", number) and not scale:
        number = number.replace(",", "")
    if not scale:
        return _value(number)
    scale, _, unit = scale.partition(" ")
    thousands = re.fullmatch(r"\d{1,3}(?:\.\d{3})+", number)
    whole, _, fraction = ("", "", "") if thousands else number.replace(".", ",").partition(",")
    words = (numbers.scaled(whole, fraction, scale) if fraction else None) or f"{_value(number)} {scale}"
    return " ".join(filter(None, [words, _value(tail) if tail else "", unit]))


def _percent(found: Found) -> str:
    sign = "phần nghìn" if found["pc_s"] == "‰" else "phần trăm"
    return (
        (f"{_value(found['pc_a'])} đến " if found["pc_a"] else "") + f"{_value(found['pc_b'])} {sign}" + _per(found["pc_p"])
    )


def _unit(found: Found) -> str:
    low = f"{_value(found['un_a'])} đến " if found["un_a"] else ""
    return low + f"{_value(found['un_n'])} {table('units')[found['un_u']]}" + _per(found["un_p"])


def _range(found: Found) -> str:
    return f"{_value(found['ra'])} đến {_value(found['rb'])}"


def _ratio(found: Found) -> str:
    top, bottom = found["fa"], found["fb"]
    if _looks_like_date(top, bottom):
        return f"{_day(top)} tháng {_month(bottom)}"
    over = int(bottom.replace(".", ""))
    small = int(top.replace(".", "")) < over and (over <= 10 or over in (20, 100))
    return f"{_value(top)} {'phần' if small else 'trên'} {'tư' if small and over == 4 else _value(bottom)}"


def _looks_like_date(top: str, bottom: str) -> bool:
    if "." in top + bottom or len(top) > 2 or len(bottom) > 2 or not _is_day(top, bottom):
        return False
    return top[0] == "0" or bottom[0] == "0" or int(top) > int(bottom)


def _roman(found: Found) -> str:
    value = numbers.roman(found[0])
    if value is None:
        return found[0] if is_syllable(found[0]) else _letters(found[0])
    ordinal = found.string[: found.start()].endswith("thứ ")
    return {1: "nhất", 4: "tư"}.get(value, numbers.integer(value)) if ordinal else numbers.integer(value)


def _romans(found: Found) -> str:
    first, second = (numbers.roman(part) for part in re.split(r"\s*[-–,]\s*", found[0]))
    if first is None or second is None:
        return fallback(found[0])
    return f"{numbers.integer(first)}{', ' if ',' in found[0] else ' đến '}{numbers.integer(second)}"


def _heading(found: Found) -> str:
    value = numbers.roman(found["hd"])
    return (numbers.integer(value).capitalize() if value else found["hd"]) + ". "


def _ordinal(found: Found) -> str:
    word, value = found["or_w"], int(found["or_n"])
    special = {4: "tư", 1: "nhất"} if word.lower() != "hạng" else {1: "nhất"}
    return f"{word} {special.get(value, numbers.integer(value))}"


def _month_only(found: Found) -> str:
    values = re.split(r"\s*([-–,]|và)\s*", found["mn"])
    joints = {"-": " đến ", "–": " đến ", ",": ", ", "và": " và "}
    return f"{found['mn_w']} " + "".join(joints.get(part) or _month(part) for part in values)


def _first_days(found: Found) -> str:
    return f"{found['mg_w']} {numbers.integer(int(found['mg_n']))}"


def _abbreviation(found: Found) -> str:
    word, known = found[0], table("abbreviations")
    figures = re.search(r"\d+$", word)
    if word in known or not figures:
        return known[word]
    return f"{known[word[: figures.start()]]} {_value(figures[0])}"


_UNIT_NAMES = {
    "TP": "thành phố",
    "TX": "thị xã",
    "TT": "thị trấn",
    "H": "huyện",
    "X": "xã",
    "P": "phường",
    "Q": "quận",
    "KP": "khu phố",
    "ĐT": "điện thoại",
}


def _unit_name(found: Found) -> str:
    return _UNIT_NAMES[found["cx"].rstrip(". ").upper()] + " "


def _phone_word(found: Found) -> str:
    return "điện thoại"


def _company(found: Found) -> str:
    return found["co"] + "cổ phần"


_WEB_SIGNS = {
    ".": "chấm",
    "@": "a còng",
    "/": "gạch chéo",
    "-": "gạch ngang",
    "_": "gạch dưới",
    ":": "hai chấm",
}


def _web(found: Found) -> str:
    text = re.sub(r"^https?://", "", found[0])
    words = [_WEB_SIGNS.get(part) or _web_word(part) for part in re.findall(r"[^\W_]+|[.@/\-_:]", text)]
    return " ".join(filter(None, words))


def _web_word(word: str) -> str:
    parts = re.findall(r"\d+|[^\W\d_]+", word)
    return " ".join(
        numbers.digits(part) if part.isdecimal() else part if is_syllable(part) or _readable(part) else _letters(part)
        for part in parts
    )


def _readable(word: str) -> bool:
    plain = bare(word).lower()
    return len(word) > 3 and bool(re.search(r"[aeiouy]", plain)) and not re.search(r"[^aeiouy]{4}", plain)


def _spell(found: Found) -> str:
    word = found[0]
    acronym = len(word) > 4 and _readable(word) and len(re.findall(r"[aeiouy]+", bare(word).lower())) > 1
    return word if is_syllable(word) or acronym else _letters(word)


def _foreign(found: Found) -> str:
    return table("foreign")[found[0]]


def _number(found: Found) -> str:
    return _value(found[0])


SYMBOLS = {
    "&": " và ", "+": " cộng ", "=": " bằng ", ">": " lớn hơn ", "<": " nhỏ hơn ", "≥": " từ ", "≤": " không quá ", "~": " khoảng ",
    "≈": " khoảng ", "±": " cộng trừ ", "×": " nhân ", "÷": " đến ", "°": " độ ", "%": " phần trăm ", "@": " a còng ", "№": " số ",
    "$": " đô la ", "€": " ơ rô ", "§": " mục ", "½": " một phần hai ", "¼": " một phần tư ", "¾": " ba phần tư ", "²": " hai ",
    "³": " ba ", "|": ", ", "–": ", ", "—": ", ", "−": " trừ ", "→": " đến ",
}  # fmt: skip


def _symbol(found: Found) -> str:
    return SYMBOLS.get(found[0].strip(), " ")


def _slash(found: Found) -> str:
    return " " if found.string[: found.start()].endswith("và") else ", "


def _comma(_: Found) -> str:
    return ", "


def _blank(_: Found) -> str:
    return " "


def _nothing(_: Found) -> str:
    return ""


FORMS: dict[str, Callable[[Found], str]] = {
    "web": _web,
    "account": _account,
    "phone": _phone,
    "document": _document,
    "full": _full_date,
    "dates": _date_range,
    "quarter": _quarter,
    "monthyear": _month_year,
    "baremonth": _bare_month_year,
    "worded": _worded_date,
    "clocks": _clocks,
    "clock": _clock,
    "times": _times,
    "shortdate": _short_date,
    "percent": _percent,
    "moneyfirst": _money_first,
    "money": _money,
    "unit": _unit,
    "range": _range,
    "ratio": _ratio,
    "heading": _heading,
    "romans": _romans,
    "roman": _roman,
    "ordinal": _ordinal,
    "mong": _first_days,
    "month": _month_only,
    "company": _company,
    "unitname": _unit_name,
    "phoneword": _phone_word,
    "foreign": _foreign,
    "abbreviation": _abbreviation,
    "code": _code,
    "mixed": _mixed,
    "spell": _spell,
    "number": _number,
    "bullet": _nothing,
    "dash": _comma,
    "hyphen": _blank,
    "per": _per_unit,
    "slash": _slash,
    "symbol": _symbol,
}
"""The reader of each pattern, by the pattern's name."""
