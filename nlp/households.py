"""Counts of households: how many of which kind.

Kinds by the state's poverty classes (Decree 07/2021): poor, near-poor, escaped (thoát nghèo); hardship for "khó khăn",
"neo đơn", "đột xuất"; other for plain or mixed ones ("12 hộ nghèo và cận nghèo"). Rates ("một hộ 200 hộp", "mỗi hộ",
"đồng/hộ") are no counts. A bare "131 hộ" takes the kind its sentence has just named ("Hộ nghèo: 131 hộ").
"""

from __future__ import annotations

import re

from newsroom.facts import Household
from nlp.context import level_of, scope_of
from nlp.numbers import Number, find_numbers
from nlp.source import Source

_HO = re.compile(
    r" {0,2}(?P<times>lượt |luot )?(?:hộ|ho|hô)(?![^\W_])(?! (?:khẩu|chiếu|lý|sinh|tịch|tống|vệ|đê|khau|chieu|"
    r"ly|sinh|tich|va ten|hap|tro)\b)"
)
_BY = r"(?: (?:gia đình|dân|gđ|gia dinh|dan))?"
_WHO = (
    r"(?: (?:là )?(?:đồng bào |đbdt |người )?(?:dân tộc thiểu số|dtts|dân tộc khmer|dân tộc|khmer|khơ me|hoa|"
    r"chăm)| (?:là )?(?:hội viên|đoàn viên|nông dân|phụ nữ|cựu chiến binh|ccb|ngư dân|công nhân|giáo dân|tín đồ)"
    r"(?: (?:nông dân|phụ nữ|cựu chiến binh))?| dong bao(?: dan toc)?(?: khmer)?| hoi vien| dan toc khmer)?"
)
_KIND = (
    r"(?P<near%s>cận nghèo|cần nghèo|cân nghèo|cận ngèo|can ngheo|cận nghéo|cn(?![^\W_]))"
    r"|(?P<gone%s>(?:(?:đã|vừa|mới|được công nhận|được|vươn lên|xin|đăng ký|tự nguyện|có khả năng|đủ điều kiện|"
    r"da|moi|vua) )*(?:thoát|thoat)(?: (?:khỏi )?(?:nghèo|ngheo|cận nghèo|hộ nghèo|hộ cận nghèo|"
    r"diện hộ nghèo))?)"
    r"|(?P<poor%s>nghèo|ngheo|ngèo|nghéo)"
    r"|(?P<hard%s>(?:(?:có|gặp|đang|bị|co) )*(?:hoàn cảnh |hoan canh )?(?:đặc biệt |đb |rất |"
    r"dac biet )?(?:khó khăn|kho khan|khó khắn|già neo đơn|neo đơn|già yếu|đơn thân|bệnh tật|khốn khó|yếu thế|"
    r"cơ nhỡ|hoàn cảnh)(?: đột xuất| dot xuat|, bệnh tật|, neo đơn)?)"
    r"|(?P<rest%s>chính sách|chinh sach|gia đình chính sách|người có công|trung bình|mức sống trung bình|dân|"
    r"kinh doanh|sản xuất)"
)
_FIRST = re.compile(rf"{_BY}{_WHO} (?:{_KIND.replace('%s', '1')})(?![^\W_])")
_MORE = re.compile(
    rf"(?: ?[,/&+-] ?| và | hoặc | hay | va )(?:(?:các |những )?(?:hộ|"
    rf"ho)(?: gia đình)?{_WHO} )?(?:{_KIND.replace('%s', '2')})(?![^\W_])(?!\s*:?\s*\d)"
)
_PHRASE = (
    r"(?:hộ|ho) (?:gia đình )?(?:(?P<near>cận nghèo|can ngheo|cần nghèo)|(?P<gone>(?:đã |mới |vừa )?(?:thoát|"
    r"thoat)(?: nghèo| ngheo| cận nghèo)?)"
    r"|(?P<poor>nghèo|ngheo)|(?P<hard>(?:có hoàn cảnh )?khó khăn(?: đột xuất)?|kho khan))(?![^\W_])"
)
_NAMED = re.compile(
    r"(?<![^\W_])(?:(?:hộ|ho) (?:gia đình )?(?:(?P<near>cận nghèo|can ngheo|cần nghèo)|(?P<gone>(?:đã |mới |"
    r"vừa )?(?:thoát|thoat)(?: nghèo| ngheo| cận nghèo)?)|(?P<poor>nghèo|ngheo)|"
    r"(?P<hard>(?:có hoàn cảnh )?khó khăn(?: đột xuất)?|kho khan))|(?P<near2>hcn|cn|cận nghèo|can ngheo)|"
    r"(?P<poor2>hn))(?![^\W_])"
)
_SHORT_KIND = re.compile(
    r"(?:^|[\n,;:.(]\s?|\s)(?:(?P<near>cận nghèo|can ngheo|hcn|cn)|"
    r"(?P<poor>(?<!cận )(?<!can )(?<!thoát )(?<!hộ )(?:nghèo|ngheo)|hn)|(?P<gone>tái nghèo|phát sinh(?: mới|"
    r" nghèo)?|phat sinh(?: moi)?))(?: đầu năm| cuối năm| còn| con| có| là|:)*\s?$"
)
_INVERTED = re.compile(
    _PHRASE + r"(?P<link>(?: (?:đa chiều|toàn xã|toàn huyện|toàn tỉnh|của xã|trong xã|dân tộc thiểu số|"
    r"là đồng bào dân tộc khmer|dân tộc khmer|khmer|theo chuẩn mới|tiếp cận đa chiều))?"
    r"\s?(?:[:|=\t-]|\s(?:hiện còn|hiện có|còn lại|chỉ còn|giảm còn|giảm xuống còn|đầu năm|cuối năm|cuối kỳ|"
    r"đầu kỳ|còn|là|có|gồm|giảm|tăng|con|la|co|giam|dau nam|cuoi nam)){0,2}\s?)$"
)
_SLASH = re.compile(r"/\s?$")
_DROP = re.compile(r"(?:giảm|tăng|giam|tang|thêm)(?: được| thêm| đi)? (?:hơn |trên |gần )?$")
_RATE_BEFORE = re.compile(r"(?:mỗi|moi|từng|bình quân|cứ|trên|cho)\s$")
_SUBJECT_KIND = (("near", "near_poor"), ("gone", "escaped"), ("poor", "poor"), ("hard", "hardship"))
_ESCAPED_BEFORE = re.compile(r"(?<!khả năng )(?:thoát nghèo|thoát|thoat ngheo|thoat)(?: bền vững| được| thêm)?\s?[:]?\s?$")
_HARD_BEFORE = re.compile(r"(?:khó khăn|đột xuất|neo đơn)(?: đột xuất)? (?:cho|với|là|:)\s?$")
_ESCAPED_AFTER = re.compile(
    r" (?:(?:đã|vừa|được|có|vươn lên|tự|xin|ra khỏi|trong số đó|như [^\W\d_]+) ){0,5}(?:thoát nghèo|"
    r"thoát(?=[.,;\n]|$)|thoát khỏi|thoat ngheo|ra khỏi (?:danh sách |diện )?hộ nghèo)"
)
_ESCAPED_LATER = re.compile(r"[^.;\n\d]{0,60}(?:công nhận|xin|đã|đề nghị) (?:hộ )?thoát nghèo")
_BY_OWNER = re.compile(r" (?:do|có) (?:[^\W\d_]+ ){1,5}thoát nghèo\b")
_CHANGE = re.compile(r" (?:lên|xuống|còn|xuống còn|giảm còn|lên đến) (?:hơn |gần |còn )?[\d.]+ hộ\b")
_LONE_NEAR = re.compile(r" (?P<near>cận nghèo|can ngheo|cn)(?![^\W_])")


def find_households(source: Source) -> tuple[Household, ...]:
    """All counts of households in order; `occasions` marks lượt (times, not distinct households)."""
    found: list[Household] = []
    for number in find_numbers(source):
        if number.value != int(number.value) or number.value < 1 or number.word in ("k", "tr", "củ", "cu"):
            continue
        household = _counted(source, number, found) or _listed(source, number, found)
        if household:
            found.append(household)
    return tuple(found)


def _counted(source: Source, number: Number, earlier: list[Household]) -> Household | None:
    """A number with "hộ" behind it."""
    plain = source.plain
    word = _HO.match(plain, number.end)
    if not word or _SLASH.search(plain, max(0, number.start - 3), number.start) or _is_rate(source, number, word.end()):
        return None
    end, kind = _kind_after(plain, word.end())
    start = number.start
    if kind is None:
        start, kind, skip = _kind_before(source, number, word.end(), earlier)
        if skip:
            return None
    occasions = bool(word["times"])
    if occasions and kind != "other":
        kind, end = _occasions(plain, kind, end)
    return _household(source, number, start, end, kind, occasions)


def _is_rate(source: Source, number: Number, after: int) -> bool:
    """As in "1 hộ 200 hộp", "mỗi 3 hộ", "/5 hộ" say a rate, not how many there are."""
    plain = source.plain
    if number.value > 1:
        return bool(re.search(r"(?:mỗi|từng|cứ)\s$", plain[max(0, number.start - 6) : number.start]))
    if re.search(r"(?:mỗi|moi|từng) (?:[^\W\d_]+ ){1,8}$", plain[max(0, number.start - 40) : number.start]):
        return True
    return bool(re.match(r" ?\d| (?:được|thì|chỉ|nuôi|góp|đóng|nhận|trồng) \d", plain[after : after + 12]))


def _occasions(plain: str, kind: str, end: int) -> tuple[str, int]:
    more = re.compile(r",? (?:và |va )?(?:các )?(?:đối tượng|doi tuong)(?: chính sách| chinh sach)?(?: khác)?").match(
        plain, end
    )
    return ("other", more.end()) if more else (kind, end)


def _kind_after(plain: str, at: int) -> tuple[int, str | None]:
    """End of the kind words after "hộ" and the kind; None when none stand there."""
    first = _FIRST.match(plain, at)
    if not first:
        owner = _BY_OWNER.match(plain, at)
        return (owner.end(), "escaped") if owner else (_plain_end(plain, at), None)
    kinds = {_kind(first, "1")}
    end = first.end()
    while more := _MORE.match(plain, end):
        kinds.add(_kind(more, "2"))
        end = more.end()
    if kinds == {"poor"} and (
        gone := re.compile(r" (?:đã |vừa |được công nhận )thoát(?: nghèo)?(?![^\W_])").match(plain, end)
    ):
        return gone.end(), "escaped"
    if kinds == {"poor"} and (born := re.compile(r" phát sinh| tái nghèo").match(plain, end)):
        end = born.end()
    if kinds == {"other"} and first["rest1"] in ("dân", "dan"):
        return end, None
    return end, kinds.pop() if len(kinds) == 1 else "other"


def _plain_end(plain: str, at: int) -> int:
    found = re.compile(r" (?:dân|gia đình|gđ|dan)(?![^\W_])").match(plain, at)
    return found.end() if found else at


def _kind(match: re.Match[str], suffix: str) -> str:
    for name, kind in (*_SUBJECT_KIND, ("rest", "other")):
        if match[name + suffix]:
            return kind
    return "other"


def _kind_before(source: Source, number: Number, after: int, earlier: list[Household]) -> tuple[int, str, bool]:
    """(start of surface, kind, leave out) of a bare "N hộ" from the words around it."""
    plain, start = source.plain, number.start
    hedge = len(number.hedge) + 1 if number.hedge else 0
    before = plain[max(0, start - hedge - 60) : start - hedge]
    inverted = _INVERTED.search(before)
    if inverted:
        glued = not re.search(r"[:|\t=]", inverted["link"]) and not hedge
        return (start - len(inverted[0]) if glued else start), _kind(inverted, ""), False
    short = _SHORT_KIND.search(before)
    if short:
        return start, "near_poor" if short["near"] else "poor", False
    if _DROP.search(plain, max(0, start - 24), start):
        left = _left(source, number, earlier)
        named = left.kind if left and left.kind in ("poor", "near_poor") else "other"
        return start, named, named == "other"
    if _ESCAPED_BEFORE.search(before) or _ESCAPED_AFTER.match(plain, after) or _ESCAPED_LATER.match(plain, after):
        return start, "escaped", False
    if _HARD_BEFORE.search(before):
        return start, "hardship", False
    return start, _inherited(source, number, earlier), False


def _inherited(source: Source, number: Number, earlier: list[Household]) -> str:
    """The kind of the sentence's subject: "hộ nghèo … (164 hộ)", "12 hộ nghèo lúc đầu, nay còn 2 hộ"."""
    begin, _ = source.sentence_at(number.start)
    before = source.plain[begin : number.start]
    left = _left(source, number, earlier)
    if (
        left
        and left.kind != "other"
        and re.search(r"(?:còn|xuống|lên|con|cuối năm)(?: lại)? (?:hơn |gần |khoảng )?$", before)
    ):
        return left.kind
    if re.search(r"từ [\d.]+ (?:hộ )?(?:lên|xuống|còn|xuống còn) $", before) and (names := list(_NAMED.finditer(before))):
        return _named_kind(names[-1])
    named = [found for found in _NAMED.finditer(before) if not re.search(r"\d\s$", before[: found.start()])]
    rate = re.search(
        r"(?:tỷ lệ|tỉ lệ|trong số|trong đó|số|ty le|tổng số|tong so)? ?$", before[: named[-1].start()] if named else ""
    )
    if (
        named
        and rate
        and re.search(r"\((?:hơn |gần )?$|(?:có|còn|là|:|chiếm|gồm|từ|co|con|la) (?:hơn |trên |gần |khoảng )?$", before)
    ):
        return _named_kind(named[-1])
    return "other"


def _left(source: Source, number: Number, earlier: list[Household]) -> Household | None:
    """The household count just before in the same sentence."""
    begin, _ = source.sentence_at(number.start)
    return earlier[-1] if earlier and earlier[-1].start >= begin else None


def _named_kind(named: re.Match[str]) -> str:
    return "near_poor" if named["near2"] else "poor" if named["poor2"] else _kind(named, "")


def _listed(source: Source, number: Number, earlier: list[Household]) -> Household | None:
    """As in "Hộ nghèo: 131; hộ cận nghèo: 204", and "12 hộ nghèo, 5 cận nghèo": a count without "hộ" behind it."""
    plain, start = source.plain, number.start
    if number.spelt or number.scale > 1000:
        return None
    near = _LONE_NEAR.match(plain, number.end)
    change = _CHANGE.match(plain, number.end)
    begin, _ = source.sentence_at(start)
    if near and earlier and earlier[-1].start >= begin:
        return _household(source, number, start, near.end(), "near_poor", False)
    before = plain[max(0, start - 60) : start]
    if change and before.endswith("từ ") and (named := list(_NAMED.finditer(plain, begin, start))):
        return _household(source, number, start, number.end, _named_kind(named[-1]), False)
    inverted = _INVERTED.search(before)
    if not inverted or not re.search(r"[:|\t=]", inverted["link"]) or not _ends_item(plain, number.end):
        return None
    return _household(source, number, start, number.end, _kind(inverted, ""), False)


def _ends_item(plain: str, end: int) -> bool:
    return bool(re.match(r"\s*(?:$|[\n;|(\t]|[,.](?!\d))", plain[end : end + 4] or "\n"))


def _household(source: Source, number: Number, start: int, end: int, kind: str, occasions: bool) -> Household:
    return Household(
        surface=source.text[start:end],
        start=start,
        end=end,
        kind=kind,
        count=int(number.value),
        hedge=number.hedge,
        occasions=occasions,
        scope=scope_of(source, number.start),
        level=level_of(source, number.start),
    )
