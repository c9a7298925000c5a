"""For whom a gift is: the words after "cho", "đến", "giúp", and how many they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.goods import GoodsMention
from nlp.numbers import find_numbers
from nlp.source import Source

_TO = re.compile(r" (?:cho|đến(?: tay)?|tới|giúp|tặng|den|toi|giup|gửi)(?: các| những| quý)? (?=\S)")
_WHO = re.compile(
    r"(?:(?:\d[\d.]*|hai|ba|bốn|năm|một|các|những|gia đình|hộ|lực lượng|tất cả|cho) )*(?:gia đình|hộ|người|học sinh|hs|sinh viên|trẻ|em|cháu|bệnh nhân|bà con|đồng bào|nhân dân|thiếu nhi|công nhân|đoàn viên|hội viên|nông dân|ngư dân|phụ nữ|"
    r"cụ|cô|chú|bác|ông|bà|anh|chị|dì|chiến sĩ|trường|nhà trường|xã|ấp|điểm|tụi|mấy|con em|con|đối tượng|cựu|thương binh|tân sinh viên|quỹ|hội|ủy ban|khu|nạn nhân|dân|lao động|giáo viên|ho|nguoi|ba con|hoc sinh|tre|chau|em|cac|nha truong|trung tâm|bệnh viện|phường|huyện|tuyến|địa phương|bếp|tổ|đội)(?![^\W_])"
)
_END = re.compile(
    r"[,.;\n(]| (?:mỗi|trị giá|với|tổng|nhân|gồm|tại|ở|vào|trong|do|để|mua|xây|được|vừa|đã|đang|số|bằng|có|moi|tri gia|voi|tong|tai|o|nha|nghen|ạ|mừng|sau|khi|sử|cất|sửa|thoát|vượt|vươn|làm|lợp|qua|nhờ|từ|ngụ|mỗi|cùng|là|tương|thông|đón|chuẩn|và (?=\d))(?![^\W_])"
)
_ONE = re.compile(r"^(?:gia đình|hộ|vợ chồng|cụ|cô|chú|bác|ông|bà|anh|chị|dì|em|cháu|bé|hộ ông|hộ bà|gia đình ông|gia đình bà|gia đình anh|gia đình chị) (?:[^\W\d_]+ ?)+$")
_EACH_ONE = ("phần", "suất", "xuất", "thẻ", "căn", "xe", "sổ", "phan", "suat", "the", "can")


def recipients_of(source: Source, verb: int, end: int, goods: Sequence[GoodsMention]) -> tuple[str | None, int | None]:
    """(words for those who get it, how many they are), None where the text does not say."""
    _, stop = source.sentence_at(verb)
    found = _first(source, verb, min(stop, end + 90))
    if found is None:
        return None, None
    start, finish = found
    words = source.text[start:finish].strip()
    return words or None, _count(source, start, finish, words, goods)


def _first(source: Source, verb: int, stop: int) -> tuple[int, int] | None:
    for sign in _TO.finditer(source.plain, verb, stop):
        who = _WHO.match(source.plain, sign.end())
        if not who or who.end() > stop + 20:
            continue
        end = _END.search(source.plain, who.end(), min(len(source.plain), sign.end() + 110))
        start = sign.end()
        return start, end.start() if end else min(stop, start + 80)
    return None


def _count(source: Source, start: int, finish: int, words: str, goods: Sequence[GoodsMention]) -> int | None:
    inside = [number for number in find_numbers(source) if start <= number.start < finish and number.value == int(number.value)]
    if inside and inside[0].start - start < 12:
        return int(sum(number.value for number in inside if number.start - start < 60 and number.scale <= 1000))
    if _ONE.match(words.lower()) and any(letter.isupper() for letter in words):
        return 1
    first = next((item for item in goods if item.unit.lower() in _EACH_ONE and item.quantity), None)
    return int(first.quantity) if first and first.quantity else None
