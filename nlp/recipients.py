"""For whom a gift is: the words after "cho", "đến", "giúp", and how many they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.goods import GoodsMention
from nlp.numbers import find_numbers
from nlp.source import Source

_TO = re.compile(r" (?:cho|đến(?: tay)?|tới|giúp|tặng|den|toi|giup|gửi)(?: các| những| quý)? (?=\S)")
_WHO = re.compile(
    r"(?:(?:\d[\d.]*|hai|ba|bốn|năm|một|các|những|gia đình|hộ|lực lượng|tất cả|cho) )*(?:gia đình|hộ|người|"
    r"học sinh|hs|sinh viên|trẻ|em|cháu|bệnh nhân|bà con|đồng bào|nhân dân|thiếu nhi|công nhân|đoàn viên|"
    r"hội viên|nông dân|ngư dân|phụ nữ|"
    r"cụ|cô|chú|bác|ông|bà|anh|chị|dì|chiến sĩ|trường|nhà trường|xã|ấp|điểm|tụi|mấy|con em|con|đối tượng|cựu|"
    r"thương binh|tân sinh viên|quỹ|hội|ủy ban|khu|nạn nhân|dân|lao động|giáo viên|ho|nguoi|ba con|hoc sinh|tre|"
    r"chau|em|cac|nha truong|trung tâm|bệnh viện|phường|huyện|tuyến|địa phương|bếp|tổ|đội)(?![^\W_])"
)
_END = re.compile(
    r"[,.;\n(]| \d| (?:mỗi|trị giá|với|tổng|nhân|gồm|tại|ở|vào|trong|do|để|mua|xây|được|vừa|đã|đang|số|bằng|có|moi|"
    r"tri gia|voi|tong|tai|o|nha|nghen|ạ|mừng|sau|khi|sử|cất|sửa|thoát|vượt|vươn|làm|lợp|qua|nhờ|từ|ngụ|mỗi|"
    r"cùng|là|tương|thông|đón|chuẩn|và (?=\d))(?![^\W_])"
)
_NAMED = re.compile(
    r"(?P<pair>(?:vợ chồng |gia đình |hộ )*)(?:ông|bà|anh|chị|em|cháu|cô|chú|bác|dì|cụ|bé|mẹ|ong|ba|anh|chi|chu|di) (?=\S)"
)
_ALONE = ("gia đình", "nhà trường", "em gái", "em trai", "gia dinh", "trường")
_AND_ONE_MORE = re.compile(r" (?:và|-|–) (?:ông|bà|anh|chị|em|cô|chú|hộ) (?=\S)")
_NEXT_COUNT = re.compile(r"(?:và|,|cùng) $")
_EACH_THING = re.compile(
    r"xe đạp|xe lăn|học bổng|máy tính|căn nhà|nhà|thẻ|quà|xe dap|tivi|ti vi|nón|áo phao|bò|heo|phần|suất"
)
_EACH_ONE = ("phần", "suất", "xuất", "thẻ", "căn", "xe", "sổ", "phan", "suat", "the", "can")


def recipients_of(
    source: Source, verb: tuple[int, int], end: int, goods: Sequence[GoodsMention]
) -> tuple[str | None, int | None]:
    """(words for those who get it, how many they are), None where the text does not say.

    Looked for right behind the verb, then after "cho", "đến", "giúp" in the sentence, then in the two sentences before.
    """
    begin, stop = source.sentence_at(verb[0])
    found = (
        _right_behind(source, verb[1], goods)
        or _first(source, verb[0], min(stop, max(end, verb[1]) + 90))
        or _before(source, begin)
    )
    if found is None:
        return None, _parcels(goods)
    start, finish = found
    counted = re.search(r"(?<=\S) \d", source.plain[start:finish])
    finish = start + counted.start() if counted and not source.plain[start].isdigit() else finish
    words = source.text[start:finish].strip()
    return words or None, _count(source, start, finish, words, goods)


def _right_behind(source: Source, after: int, goods: Sequence[GoodsMention]) -> tuple[int, int] | None:
    """As in "tặng em gái chiếc xe đạp": the words between the verb and the thing."""
    things = [item.start for item in goods if item.start > after]
    if not things or things[0] - after > 45 or things[0] - after < 4:
        return None
    who = _WHO.match(source.plain, after + 1)
    if not who or "," in source.plain[after : things[0]]:
        return None
    return after + 1, things[0] - 1


def _first(source: Source, verb: int, stop: int) -> tuple[int, int] | None:
    for sign in _TO.finditer(source.plain, verb, stop):
        who = _WHO.match(source.plain, sign.end())
        if not who or who.end() > stop + 20:
            continue
        end = _END.search(source.plain, who.end(), min(len(source.plain), sign.end() + 110))
        start = sign.end()
        return start, end.start() if end else min(stop, start + 80)
    return None


def _before(source: Source, begin: int) -> tuple[int, int] | None:
    """Those named in the sentences just before: "… trao nhà cho ông A. Quỹ B hỗ trợ 60 triệu đồng"."""
    at = begin
    for _ in range(2):
        if at <= 0:
            return None
        start, stop = source.sentence_at(at - 1)
        found = _first(source, start, stop)
        if found:
            return found
        at = start
    return None


def _count(source: Source, start: int, finish: int, words: str, goods: Sequence[GoodsMention]) -> int | None:
    inside = [
        number for number in find_numbers(source) if start <= number.start < finish and number.value == int(number.value)
    ]
    if inside and inside[0].start - start < 4 and not source.plain.startswith(("ba con", "bà con"), start):
        head = source.plain[start:finish]
        told = [number for number in inside if number.start == start or _NEXT_COUNT.search(head[: number.start - start])]
        return int(sum(number.value for number in told)) or None
    if words.lower() in _ALONE:
        return 1
    named = _NAMED.match(words.lower())
    if named and words[named.end()].isupper():
        return 2 if _AND_ONE_MORE.search(words) and not named["pair"] else 1
    return _parcels(goods)


def _parcels(goods: Sequence[GoodsMention]) -> int | None:
    """As many as parcels, scholarships or houses: one each."""
    for item in goods:
        if item.quantity and (item.unit.lower() in _EACH_ONE or _EACH_THING.match(item.what.lower())):
            return int(item.quantity)
    return None
