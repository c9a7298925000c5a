"""The part a person plays in a report: official, donor, beneficiary, model owner or other.

A small conditional random field over the persons of a text in order, so that a row of guests is seen as a row; each
person is described by the words around every mention of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from nlp.fold import key
from nlp.name_words import OFFICES, PERSON_TITLES
from nlp.words import DIGIT, UPPER, Words

MODEL = Path(__file__).parent / "models" / "roles.crf"
Person = tuple[int, int]
"""First and last word of a name."""
_BEFORE, _AFTER = 7, 9
_MENTIONS = 8
"""At most so many other mentions of a name speak for it, so that a long list of namesakes stays linear."""
_OFFICES = frozenset(key(word) for word in OFFICES)
_BYLINE = frozenset(("anh", "tin", "bai", "tac"))
_CUES = {
    "gives": "ủng hộ,tài trợ,trao tặng,tặng,đóng góp,vận động,mạnh thường quân,nhà hảo tâm,kiều bào,việt kiều,hỗ trợ,"
    "giám đốc,chủ doanh nghiệp,góp",
    "needs": "hộ nghèo,cận nghèo,hoàn cảnh,bệnh,mồ côi,neo đơn,khó khăn,nhận,được,xúc động,ngụ,cảm ơn,tật,tai nạn,hộ bà,"
    "hộ ông,hộ chị,hộ anh,mất,nuôi",
    "works": "mô hình,nuôi,trồng,thu nhập,lợi nhuận,lãi,vay,sản xuất,kỹ thuật,giống,vụ,công đất,hợp tác xã,tổ trưởng,lời,"
    "bán,thoát nghèo,chăn nuôi",
    "leads": "chủ tịch,phó chủ tịch,bí thư,phó bí thư,giám đốc,trưởng ban,trưởng phòng,trưởng ấp,cho biết,phát biểu,ubnd,"
    "mttq,hội,tỉnh ủy,đồng chí,ủy viên,"
    "cán bộ,xác nhận,liên hệ",
    "other": "nhà báo,phóng viên,bác sĩ,nghệ sĩ,ca sĩ,trụ trì,giáo viên,thầy,cô giáo,hiệu trưởng,thiếu tá,trung tá,đại úy,"
    "công an,học sinh,sinh viên",
}
CUES = {name: tuple(key(cue) for cue in line.split(",")) for name, line in _CUES.items()}


_OFFICE = (
    r"(?:pho |nguyen )*(?:chu tich|bi thu|truong (?:ban|phong|ap|khu pho|khom|doan|cong an)|giam doc|chanh|uy vien|"
    r"can bo|chi hoi truong|tong bien)"
)
_BODY = (
    r"(?:ubnd|uy ban|hoi|mttq|ubmttq|mat tran|dang uy|tinh uy|huyen uy|so |phong|ban |doan|lien doan|hdnd|chi bo|ap|"
    r"khu pho|xa|huyen|tinh)"
)
_FIRM = r"(?:cong ty|cty|doanh nghiep|ngan hang|dntn|tap doan|nhom|cau lac bo|clb|quy|co so|vua|chua|doan)"
_TITLE = r"(?:ong|ba|anh|chi|co|chu|bac|di|em|chau|cu|vo chong|gia dinh|ong ba)"
_BEFORE_RULES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("office-before", rf"{_OFFICE}(?: [^,()]{{0,40}})? $"),
        ("office-title-before", rf"{_OFFICE}(?: [^,()]{{0,40}})?[,-]? {_TITLE} $"),
        ("comrade", r"dong chi $"),
        ("gets", rf"(?:ho|cho|gia dinh|hoan canh|giup|trao|tang|ban giao)(?: (?:ho|gia dinh|nha))* {_TITLE} $"),
        ("gives-before", rf"(?:do|cua|tu) (?:gia dinh |vo chong )?{_TITLE} $"),
        ("guests", rf"(?:tham du|den du|co su|ve du|chu tri)[^.]*{_TITLE} $"),
        ("contact", r"(?:lien he|lh|gap|goi)[^.]* $"),
        ("account", r"(?:tai khoan|chu tk|stk)[^.]* $"),
        ("works-before", rf"(?:mo hinh|nuoi|trong|vuon|ruong|hop tac xa)[^.]* (?:cua )?{_TITLE} $"),
        ("clergy", r"(?:dai duc|hoa thuong|thuong toa|ni su|su co|su ca|linh muc|muc su|tru tri) $"),
        (
            "expert",
            r"(?:bac si|nghe si|ca si|nha bao|nha tho|thay|co giao|hieu truong|ky su|thieu ta|trung ta|dai uy|bs\.?) $",
        ),
    )
)
_AFTER_RULES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("office-after", rf"\s*[,(-]\s*{_OFFICE}"),
        ("office-of-body", rf"\s*[,(-]\s*{_OFFICE} {_BODY}"),
        ("office-of-firm", rf"\s*[,(-]\s*(?:{_OFFICE}|chu|dai dien|truong|chu nhiem) {_FIRM}"),
        ("age", r"\s*[,(]\s*(?:\d{1,3} tuoi|\d{2}t\b|sinh nam|sn )"),
        ("lives", r"[\s,(]*(?:\d+ tuoi[, ]*)?(?:ngu|o|tai|hien o)?\s*(?:ap|xa|khu pho|khom|so nha|phuong)\b"),
        ("gives", r"(?: da| cung)?[^,]{0,25} (?:tai tro|ung ho|tang|trao|gop|ho tro|dong gop|hien)\b"),
        ("gets", r"(?: da| vua)? (?:nhan|duoc|bi|mat|song|khong co|xuc dong|bat khoc)\b"),
        ("says", r" (?:cho biet|chia se|noi|ke|bay to|tam su|phan khoi)"),
        ("grows", r"[^.]{0,30} (?:nuoi|trong|vay|ban|thu hoach|loi|lai)\b"),
        ("speaks", r" (?:phat bieu|danh gia|de nghi|yeu cau|ghi nhan|khang dinh|nhan manh|xac nhan|thong tin)"),
        ("sum", r"\s*[:(]?\s*\d[\d.,]* ?(?:tr|trieu|dong|d|ngan|k|phan|suat|thung|kg)\b"),
    )
)


class RoleFeatures:
    """Describes the persons of one text."""

    def __init__(self, words: Words, bodies: Iterable[tuple[int, int]], sender: str) -> None:
        self.words = words
        self.sender = sender
        self.body = {at for first, last in bodies for at in range(first, last + 1)}
        self.folded = words.source.key
        counts = {name: sum(self.folded.count(cue) for cue in cues) for name, cues in CUES.items()}
        self.doc = [f"doc:{name}{min(count, 4)}" for name, count in counts.items()]
        self.doc.append("most:" + max(("gives", "needs", "works"), key=lambda name: counts[name]))
        self.doc += [f"d:{word}" for word in sorted(set(words.key)) if len(word) > 2]
        ends = next((at for at, begin in enumerate(words.start) if begin > words.source.title_end), words.count)
        self.doc += [f"t:{word}" for word in sorted(set(words.key[:ends]))]

    def sequence(self, persons: Sequence[Person]) -> list[list[str]]:
        """One feature list a person, in order."""
        own = [self._mention(first, last) for first, last in persons]
        by_name: dict[str, list[int]] = {}
        for at, (_, last) in enumerate(persons):
            by_name.setdefault(self.words.key[last], []).append(at)
        out = []
        most = max(map(len, by_name.values()), default=0)
        for at, (first, last) in enumerate(persons):
            others = [
                feature for other in by_name[self.words.key[last]][:_MENTIONS] if other != at for feature in own[other]
            ]
            general = [f"n={min(len(by_name[self.words.key[last]]), 4)}", f"sender={self.sender}", *self.doc]
            if len(by_name[self.words.key[last]]) == most:
                general += [f"main{min(most, 3)}", *(f"main:{feature}" for feature in self.doc[:6])]
            if self._first_word_of_text(first):
                general.append("title")
            out.append([*own[at], *(f"e:{feature}" for feature in dict.fromkeys(others)), *general])
        return out

    def _first_word_of_text(self, first: int) -> bool:
        return self.words.start[first] < self.words.source.title_end

    def _mention(self, first: int, last: int) -> list[str]:
        words = self.words
        features = [f"size={min(last - first, 3)}", f"shape={words.shape[last]}"]
        line_begin = first == 0 or words.gap[first] == "n"
        line_end = last + 1 == words.count or words.gap[last + 1] == "n"
        if line_end:
            features.append("ends" + ("-alone" if line_begin else "") + ("-caps" if words.shape[last] == UPPER else ""))
        if line_end and any(words.key[at] in _BYLINE for at in range(max(0, first - 4), first)):
            features.append("byline")
        features += self._by_rule(first, last)
        features += self._side(first - 1, max(-1, first - 1 - _BEFORE), -1, "b")
        features += self._side(last + 1, min(words.count, last + 1 + _AFTER), 1, "a")
        return features

    def _by_rule(self, first: int, last: int) -> list[str]:
        """What the phrases right before and right after say: an office, a gift, a house that gets, a field that pays."""
        words = self.words
        before = self.folded[max(0, words.start[first] - 60) : words.start[first]]
        after = self.folded[words.end[last] : words.end[last] + 70]
        before = re.split(r"[.;\n]", before)[-1]
        after = re.split(r"[.;\n]", after)[0]
        return [f"R={name}" for name, pattern in _BEFORE_RULES if pattern.search(before)] + [
            f"R={name}" for name, pattern in _AFTER_RULES if pattern.match(after)
        ]

    def _side(self, begin: int, end: int, step: int, name: str) -> list[str]:
        words = self.words
        out = []
        distance = 0
        for at in range(begin, end, step):
            crossed = words.gap[at if step == 1 else at + 1]
            if crossed == "n":
                out.append(f"{name}:line")
                break
            if crossed == "." and step == 1 and distance > 3:
                break
            distance = abs(at - begin) + 1
            bare = words.key[at]
            out.append(f"{name}:{bare}")
            if distance <= 3:
                out.append(f"{name}3:{bare}")
            if words.shape[at] == DIGIT:
                out.append(f"{name}:number{min(distance, 3)}")
            if crossed in ",(" and distance <= 4 and step == 1:
                out.append(f"apposed:{bare}")
            if distance == 1:
                out.append(f"{name}1:{bare}{crossed}")
                if words.plain[at] in PERSON_TITLES:
                    out.append(f"{name}1:title")
            if bare in _OFFICES:
                out.append(f"{name}:office")
            if at in self.body:
                out.append(f"{name}:body{min(distance, 4)}")
        return out


class Roles:
    """The trained model; raises OSError when the file is not there."""

    def __init__(self, path: Path = MODEL) -> None:
        import pycrfsuite

        if not path.is_file():
            raise FileNotFoundError(path)
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def roles(self, words: Words, persons: Sequence[Person], bodies: Iterable[tuple[int, int]]) -> list[str]:
        """One role a person."""
        if not persons:
            return []
        return list(self._tagger.tag(RoleFeatures(words, bodies, words.source.sender_type).sequence(persons)))


@cache
def roles(path: Path = MODEL) -> Roles:
    """The process's model of roles, opened on first use."""
    return Roles(path)


def train(samples: Iterable[tuple[list[list[str]], list[str]]], path: Path = MODEL) -> None:
    """Learn from (features of a text's persons, their roles) and write the model file."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for features, tags in samples:
        trainer.append(features, tags)
    trainer.set_params({"c1": 0.05, "c2": 0.1, "max_iterations": 100, "feature.possible_transitions": True})
    trainer.train(str(path))
