"""Names of bodies by rule: a head phrase ("Hội Chữ thập đỏ", "Công ty TNHH"), what continues it, its unit and place.

The spans are evidence for the tagger, which learns from the corpus how far to trust them.
"""

from __future__ import annotations

from collections.abc import Iterable

from nlp.fold import key
from nlp.name_words import HEAD_FIRST, HEAD_LONGEST, HEADS, PERSON_TITLES, SURNAMES, VERBS
from nlp.words import DIGIT, LOWER, TITLE, UPPER, Words

_MIDDLE = frozenset(
    key(word)
    for word in (
        "thập đỏ dân nông phụ nữ thanh niên cựu chiến binh khuyến học cao tuổi xã hội chính sách nhân tổ quốc "
        "trận quân sự biên phòng y tế đa khoa "
        "lao động thương và phát triển nông thôn giáo dục đào tạo tài nguyên môi trường kinh tế hạ tầng văn hóa "
        "thông tin thể thao tuyên dân vận "
        "kiểm tra tổ chức công tác mặt liên hiệp hữu nghị bệnh nghèo bảo trợ trẻ mồ côi khuyết tật người mù nạn "
        "chất độc da cam dioxin từ thiện "
        "doanh nghiệp trẻ nhà báo luật gia cổ phần trách nhiệm hữu hạn một thành viên thương mại dịch vụ sản "
        "xuất xây dựng đầu tư xuất nhập khẩu "
        "chế biến thủy sản kiến thiết xổ số xăng dầu điện lực viễn thông bưu điện ngoại thương công thương tín "
        "dụng chi nhánh khu vực cửa khẩu quốc "
        "cảnh sát giao thông hành chính công phục vụ tiết kiệm vay vốn đồng hương thiện nguyện nhân đạo nhân ái "
        "tình thương tử tế mạnh thường quân "
        "tiểu học trung phổ mầm non mẫu giáo đại cao đẳng nội trú dân tộc bóng đá yêu nước sư sãi phật cấp nước sạch vệ sinh nuôi trồng"
    ).split()
)
_UNITS = {
    "xa": ("xã",),
    "phuong": ("phường",),
    "huyen": ("huyện",),
    "tinh": ("tỉnh",),
    "ap": ("ấp",),
    "khom": ("khóm",),
    "thon": ("thôn",),
    "tp": ("tp",),
    "tx": ("tx",),
    "tt": ("tt",),
    "quan": ("quận",),
}
_TWO = {("thi", "tran"), ("thi", "xa"), ("thanh", "pho"), ("dac", "khu"), ("khu", "pho"), ("khu", "vuc")}
_JOINS = frozenset(" -_d&")


class BodyRules:
    """Rule spans of one text; `places` are (first word, last word, letter) of the places found."""

    def __init__(self, words: Words, places: Iterable[tuple[int, int, str]]) -> None:
        self.words = words
        self.place_end = {first: last for first, last, _ in places}
        self.heads: dict[int, int] = {}
        """First word of each head phrase → how many words it has."""

    def spans(self) -> list[tuple[int, int, str]]:
        """(first word, last word, kind of head) in order, none overlapping."""
        found = []
        at, words = 0, self.words
        while at < words.count:
            size = self.head(at) if words.plain[at] in HEAD_FIRST else 0
            if not size:
                at += 1
                continue
            self.heads[at] = size
            if not self._begins(at, size):
                at += 1
                continue
            kind = HEADS[" ".join(words.plain[at : at + size])]
            last = self._last(at, size, kind)
            if last is None:
                at += size
                continue
            for inner in range(at + size, last + 1):
                if words.plain[inner] in HEAD_FIRST and (more := self.head(inner)):
                    self.heads.setdefault(inner, more)
            found.append((at, last, kind))
            at = last + 1
        return found

    def head(self, at: int) -> int:
        """How many words the head phrase at `at` has; 0 for none."""
        words = self.words
        plain, gap = words.plain, words.gap
        for size in range(min(HEAD_LONGEST, words.count - at), 0, -1):
            if " ".join(plain[at : at + size]) in HEADS and all(gap[at + step] in (" ", "-") for step in range(1, size)):
                return size
        return 0

    def _begins(self, at: int, size: int) -> bool:
        return self.words.shape[at] != LOWER or self.words.source.unmarked or self._capital_after(at + size)

    def _capital_after(self, after: int) -> bool:
        words = self.words
        for step in range(after, min(after + 4, words.count)):
            if words.gap[step] not in _JOINS or words.key[step] in VERBS:
                return False
            if words.shape[step] in (TITLE, UPPER) or self._unit(step):
                return True
        return False

    def _last(self, at: int, size: int, kind: str) -> int | None:
        words = self.words
        last, step = at + size - 1, at + size
        named = size > 1 or words.shape[at] == UPPER
        while step < words.count and words.gap[step] in _JOINS:
            unit = self._unit(step)
            if unit:
                return self._with_place(step, unit)
            if words.key[step] in ("viet",) and step + 1 < words.count and words.key[step + 1] == "nam":
                last, step, named = step + 1, step + 2, True
                continue
            more = self.head(step) if words.plain[step] in HEAD_FIRST and words.shape[step] != LOWER else 0
            if more:
                last, step, named = step + more - 1, step + more, True
            elif self._continues(step, kind):
                last, step, named = step, step + 1, True
            else:
                break
        return last if named else None

    def _continues(self, step: int, kind: str) -> bool:
        words = self.words
        shape = words.shape[step]
        if shape in (TITLE, UPPER):
            return not (kind in ("state", "body") and self._person(step))
        if shape == DIGIT:
            return (
                kind in ("school", "health", "body", "state")
                and words.end[step] - words.start[step] < 3
                and not self._counted(step)
            )
        return (words.key[step] in _MIDDLE and words.key[step] not in VERBS) or self._bridges(step)

    def _counted(self, step: int) -> bool:
        return (
            step + 1 < self.words.count
            and self.words.gap[step + 1] in (" ", ",", ".")
            and self.words.shape[step + 1] == LOWER
            and (self.words.key[step + 1] in ("trieu", "ty", "phan", "suat", "can", "nguoi", "ho", "dong"))
        )

    def _bridges(self, step: int) -> bool:
        """A small word between capitals of a firm's name ("Nước giải khát Vàm Xáng")."""
        words = self.words
        for after in range(step, min(step + 3, words.count)):
            if words.gap[after] not in _JOINS or words.key[after] in VERBS or words.plain[after] in PERSON_TITLES:
                return False
            if words.shape[after] in (TITLE, UPPER):
                return after > step
        return False

    def _person(self, step: int) -> bool:
        words = self.words
        follows = step + 1 < words.count and words.gap[step + 1] == " " and words.shape[step + 1] == TITLE
        return words.plain[step] in SURNAMES and follows and words.shape[step] == TITLE and step not in self.place_end

    def _unit(self, step: int) -> int:
        words = self.words
        if step + 1 < words.count and (words.key[step], words.key[step + 1]) in _TWO:
            return 2
        spelt = _UNITS.get(words.key[step])
        return 1 if spelt and (words.plain[step] in spelt or words.source.unmarked) else 0

    def _with_place(self, step: int, unit: int) -> int:
        last = self.place_end.get(step)
        if last is None:
            return step + unit - 1
        return self._first_part(step, last)

    def _first_part(self, first: int, last: int) -> int:
        """The end of the first part of a chain: a comma or bracket closes the name of the body."""
        for at in range(first + 1, last + 1):
            if self.words.gap[at] in (",", "("):
                return at - 1
        return last
