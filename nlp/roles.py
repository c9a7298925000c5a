"""The part a person plays in a report: official, donor, beneficiary, model owner or other.

A small conditional random field over the persons of a text in order, so that a row of guests is seen as a row; each
person is described by the words around every mention of the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from nlp.name_words import OFFICES, PERSON_TITLES
from nlp.fold import key
from nlp.words import UPPER, Words

MODEL = Path(__file__).parent / "models" / "roles.crf"
Person = tuple[int, int]
"""First and last word of a name."""
_BEFORE, _AFTER = 7, 9
_OFFICES = frozenset(key(word) for word in OFFICES)
_BYLINE = frozenset(("anh", "tin", "bai", "tac"))
_CUES = {
    "gives": "ủng hộ,tài trợ,trao tặng,tặng,đóng góp,vận động,mạnh thường quân,nhà hảo tâm,kiều bào,việt kiều,hỗ trợ,giám đốc,chủ doanh nghiệp,góp",
    "needs": "hộ nghèo,cận nghèo,hoàn cảnh,bệnh,mồ côi,neo đơn,khó khăn,nhận,được,xúc động,ngụ,cảm ơn,tật,tai nạn,hộ bà,hộ ông,hộ chị,hộ anh,mất,nuôi",
    "works": "mô hình,nuôi,trồng,thu nhập,lợi nhuận,lãi,vay,sản xuất,kỹ thuật,giống,vụ,công đất,hợp tác xã,tổ trưởng,lời,bán,thoát nghèo,chăn nuôi",
    "leads": "chủ tịch,phó chủ tịch,bí thư,phó bí thư,giám đốc,trưởng ban,trưởng phòng,trưởng ấp,cho biết,phát biểu,ubnd,mttq,hội,tỉnh ủy,đồng chí,ủy viên,"
    "cán bộ,xác nhận,liên hệ",
    "other": "nhà báo,phóng viên,bác sĩ,nghệ sĩ,ca sĩ,trụ trì,giáo viên,thầy,cô giáo,hiệu trưởng,thiếu tá,trung tá,đại úy,công an,học sinh,sinh viên",
}
CUES = {name: tuple(line.split(",")) for name, line in _CUES.items()}


class RoleFeatures:
    """Describes the persons of one text."""

    def __init__(self, words: Words, bodies: Iterable[tuple[int, int]], sender: str) -> None:
        self.words = words
        self.sender = sender
        self.body = {at for first, last in bodies for at in range(first, last + 1)}
        self.folded = words.source.key
        self.doc = [f"doc:{name}" for name, cues in CUES.items() if sum(self.folded.count(key(cue)) for cue in cues) > 2]

    def sequence(self, persons: Sequence[Person]) -> list[list[str]]:
        """One feature list a person, in order."""
        own = [self._mention(first, last) for first, last in persons]
        by_name: dict[str, list[int]] = {}
        for at, (_, last) in enumerate(persons):
            by_name.setdefault(self.words.key[last], []).append(at)
        out = []
        for at, (first, last) in enumerate(persons):
            others = [feature for other in by_name[self.words.key[last]] if other != at for feature in own[other]]
            general = [f"n={min(len(by_name[self.words.key[last]]), 4)}", f"sender={self.sender}", *self.doc]
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
        features += self._side(first - 1, max(-1, first - 1 - _BEFORE), -1, "b")
        features += self._side(last + 1, min(words.count, last + 1 + _AFTER), 1, "a")
        return features

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
            distance += 1
            bare = words.key[at]
            out.append(f"{name}:{bare}")
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
