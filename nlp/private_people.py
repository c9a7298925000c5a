"""Private words about persons: names of children, homes of people in need, illness tied to a person.

Rules: the Children's Law and its decree name a child's name, school, address and health; the law on personal data makes
health sensitive (field notes, section 4). When in doubt these finders flag; officials and public places they leave alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from newsroom.facts import PersonMention, Private, Span
from nlp.found import Found
from nlp.illness import illnesses
from nlp.places import lone_hamlets, places_of
from nlp.source import Source
from nlp.tagger import ILLNESS, tagger
from nlp.words import words_of

_CHILD_TITLES = frozenset(("em", "cháu", "bé", "con", "chau", "be"))
_CHILD_BEFORE = re.compile(
    r"(?:\bbé(?: (?:trai|gái|lớn|nhỏ|út))?|\bcháu(?: (?:bé|nội|ngoại|trai|gái))?|\bem(?: (?:bé|trai|gái|nhỏ))?|"
    r"\bcậu bé|\bcô bé|\bcon (?:trai|gái|út|lớn|nhỏ|đầu lòng|tên là|tên|là)?"
    r"|\bhọc sinh|\bhai anh em|\bchị em|\btrẻ|\bbe|\bchau|\bcon (?:trai|gai))(?: (?:của chị|của anh|cả|thứ (?:hai|"
    r"ba)|duy nhất|mới \d+ tháng tuổi))?[,:]?\s*$"
)
_AGE_AFTER = re.compile(
    r"[\s,(:–-]*(?:năm nay |nam nay |mới |moi |lên |len )*(?:(\d{1,2})(?: ?tuổi| ?tuoi|t\b)|(\d{1,2}) (?:tháng|thang)(?: tuổi| tuoi)?)"
)
_BORN_AFTER = re.compile(
    r"[\s,(:–-]*(?:sinh|sn|sinh năm|sinh nam|sinh ngày)[^\d]{0,8}(?:\d{1,2}[/.-]\d{1,2}[/.-])?((?:19|20)\d\d)"
)
_CLASS_AFTER = re.compile(
    r"[^.;\n]{0,60}?\b(?:lớp|lop) (\d{1,2}|lá|chồi|mầm|la|choi|mam)|[\s,(]*(?:đang |dang )?(?:học sinh|hoc sinh|hs)\b"
)
_AGE_BEFORE = re.compile(r"(?:(\d{1,2}) tuổi|(?:mới |được )?\d{1,2} tháng tuổi),?\s*(?:em |bé |cháu |cậu bé |cô bé )?$")
_YOUNG_WORDS = {"lên": 0, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_GROWN = re.compile(r"[\s,(]*(?:sinh viên|sinh vien|sv\b|chủ tịch|bí thư|cán bộ|trưởng|phó|kế toán|công nhân|giáo viên)")
_HOME_BEFORE = re.compile(
    r"(?:ngụ|ngu|cư ngụ|trú|tru|trọ|tên [^,.]{2,30}|ở|o|tại|tai|nhà|nha|chỗ ở|nơi ở|địa chỉ|dia chi|quê|hộ|căn "
    r"nhà|tuổi|tuoi|\d{2}t|sinh năm \d{4}|khmer|\)|:|,|\(|vợ chồng [^,.]{2,30})[\s:,(]*(?:tại |ở |tai |o )?$"
)
_NEED = re.compile(
    r"hộ nghèo|cận nghèo|hoàn cảnh|khó khăn|neo đơn|mồ côi|bệnh|bịnh|nhà tạm|dột|sập|cháy|tốc mái|nhà đại đoàn "
    r"kết|nhà tình thương|nhà chữ thập đỏ|giúp đỡ|"
    r"hảo tâm|mạnh thường quân|tai nạn|qua đời|ho ngheo|can ngheo|hoan canh|kho khan|benh|giup|ghep|cắt cụt|viện phí"
)
_LIVES = re.compile(r"(?:ngụ|ngu|thường trú|chỗ ở|nơi ở|trú|trọ|sống|nhà|ở|nướng [^,.]* ở)\s*(?:tại|ở|:)?[\s:(]*$")
_PRONOUN_HOME = re.compile(
    r"(?:\b(?:nhà|em|bà|ông|chị|anh|cháu|mẹ|con|cô|chú|bác|cụ|tôi|tui|gia đình|hộ)\b[^.;]{0,30}(?:ở|ngụ|trú|trọ|"
    r"sống)|thường trú|chỗ ở|nơi ở)\s*(?:tại|ở|:)?[\s:(]*$"
)
_ATTACHED = re.compile(
    r"[\s,(]*(?:(?:\d{1,3} ?(?:tuổi|tuoi|t)|sinh năm \d{4}|dân tộc \w+|hộ (?:cận )?nghèo|vợ \w+|chồng \w+)[\s,"
    r"()]*)*(?:hiện )?(?:ngụ|cư ngụ|ở|tại|o|ngu)?\s*"
)
_OFFICE = re.compile(r"chủ tịch|bí thư|trưởng|phó|giám đốc|cán bộ|đồng chí|liên hệ|lh")
_EVENT = re.compile(
    r"(?:tổ chức|lễ|hội nghị|ngày hội|trụ sở|nhà văn hóa|khu dân cư|tuyến đường|cầu|lộ|bà con|nhân dân|người dân|"
    r"các hộ|hội viên|chi hội|chi bộ|ban)\s*(?:tại|ở|dân)?\s*$"
)


class PeoplePrivacy:
    """The private words of one text."""

    def __init__(self, source: Source, found: Found) -> None:
        self.source = source
        self.found = found
        self.plain = source.plain
        self.starts = [person.start for person in found.persons]
        self.ends = [person.end for person in found.persons]
        self.needy = bool(_NEED.search(self.plain))

    def all(self) -> tuple[Private, ...]:
        """Names of children, homes and illnesses in order of offset."""
        words = [*self.children(), *self.homes(), *self.health()]
        return tuple(sorted(words, key=lambda private: (private.start, private.end)))

    # --- children

    def children(self) -> list[Private]:
        """Every mention of a child's name, and later mentions by the given name alone."""
        young = [person for person in self.found.persons if self._is_child(person)]
        children = {person.start for person in young}
        names = {person.surface.split()[-1] for person in young if len(person.surface) > 1}
        full = {person.surface for person in young}
        grown = {
            person.surface.split()[-1]
            for person in self.found.persons
            if person.start not in children and not self._later_mention(person, full)
        }
        out = []
        for person in self.found.persons:
            later = person.surface in full or (
                self._later_mention(person, full) and person.surface.split()[-1] in names - grown
            )
            if person.start in children or later:
                out.append(Private(person.surface, person.start, person.end, "minor_name"))
        return out

    def _later_mention(self, person: PersonMention, full: set[str]) -> bool:
        return any(name.endswith(" " + person.surface) for name in full)

    def _is_child(self, person: PersonMention) -> bool:
        plain = self.plain
        age = self._age(person)
        if age is not None:
            return age < 16
        before = plain[max(0, person.start - 45) : person.start]
        if _GROWN.match(plain, person.end):
            return False
        if _CHILD_BEFORE.search(before) and person.role != "official":
            return not re.search(r"\b(?:chồng|vợ|xin|tụi|của|bên|là)? ?em\s*$", before) or not self._speaks(person)
        school = _CLASS_AFTER.match(plain, person.end)
        return (
            bool(school)
            and (person.title in _CHILD_TITLES or person.title is None)
            and person.role in ("beneficiary", "other")
        )

    def _speaks(self, person: PersonMention) -> bool:
        """A short letter in which "em" is the writer or a grown colleague."""
        return self.source.sender_type == "zalo" and not _CLASS_AFTER.match(self.plain, person.end)

    def _age(self, person: PersonMention) -> int | None:
        after = _AGE_AFTER.match(self.plain, person.end)
        if after:
            return int(after[1]) if after[1] else 1
        born = _BORN_AFTER.match(self.plain, person.end)
        if born and self.source.published:
            return self.source.published.year - int(born[1])
        before = _AGE_BEFORE.search(self.plain[max(0, person.start - 25) : person.start])
        return (int(before[1]) if before[1] else 1) if before else None

    # --- homes

    def homes(self) -> list[Private]:
        """Places down to the hamlet or house where a person in need lives, those of no known commune too."""
        told = [Span(place.surface, place.start, place.end) for place in self.found.places]
        places = [*told, *(span for span in lone_hamlets(self.source) if not _covered(span, told))]
        return [Private(place.surface, place.start, place.end, "address") for place in places if self._is_home(place)]

    def _is_home(self, place: Span) -> bool:
        head = self.plain[place.start : place.start + 8]
        fine = bool(
            re.match(r"(?:ấp|ap|khóm|khom|khu phố|khu pho|kp|tổ|to|số|so|thôn|thon|xóm|xom|khu vực|đường|làng)\b", head)
        )
        before = self.plain[max(0, place.start - 48) : place.start].rsplit("\n", 1)[-1]
        if not _HOME_BEFORE.search(before) and place.start and before.strip():
            return False
        if _EVENT.search(before):
            return False
        lives = bool(_LIVES.search(before))
        if not fine:
            return lives and self._in_need(place)
        return self._in_need(place) or (lives and self.needy and self._of_person(place))

    def _of_person(self, place: Span) -> bool:
        """Whether it reads "nhà bà ở ấp …", "em và mẹ ở trọ tại …": a home by its own words, whoever was named last."""
        return bool(_PRONOUN_HOME.search(self.plain[max(0, place.start - 48) : place.start].rsplit("\n", 1)[-1]))

    def _in_need(self, place: Span) -> bool:
        person = self._nearest(place)
        if person is None:
            return self.needy and bool(
                re.search(r"\b(?:nhà|em|cháu|bà|ông|chị|anh|con|mẹ|chú|cô)\b", self._sentence(place.start))
            )
        if person.role in ("official", "donor"):
            return self.needy and self._attached(person, place)
        return person.role == "beneficiary" or (self.needy and person.role == "other")

    def _attached(self, person: PersonMention, place: Span) -> bool:
        """Whether the home stands right behind the name, with at most an age between, and no office before it."""
        between = self.plain[person.end : place.start]
        return bool(_ATTACHED.fullmatch(between)) and not _OFFICE.search(
            self.plain[max(0, person.start - 30) : person.start]
        )

    def _nearest(self, place: Span) -> PersonMention | None:
        """The person last named before the home in the same or the previous sentence, else the next one in its sentence."""
        at = bisect_right(self.ends, place.start) - 1
        if at >= 0 and place.start - self.ends[at] < 160 and "\n" not in self.plain[self.ends[at] : place.start]:
            return self.found.persons[at]
        following = self.found.persons[at + 1 : at + 2]
        return following[0] if following and following[0].start - place.end < 80 else None

    def _sentence(self, offset: int) -> str:
        start, end = self.source.sentence_at(offset)
        return self.plain[start:end]

    # --- health

    def health(self) -> list[Private]:
        """Illness words in a sentence about a person."""
        bodies = [(body.start, body.end) for body in self.found.organisations]
        out = []
        for start, end in _merged([*illnesses(self.plain, self.source.unmarked), *self._tagged()]):
            if any(start < last and first < end for first, last in bodies) or not self._about_person(start):
                continue
            out.append(Private(self.source.text[start:end], start, end, "health"))
        return out

    def _tagged(self) -> list[tuple[int, int]]:
        """Illness the tagger sees; asked only about texts that speak of need."""
        if not self.needy:
            return []
        words = words_of(self.source)
        tagged = tagger(ILLNESS).tag(words, places_of(self.source).spans())
        return [(words.start[first], words.end[last]) for kind, first, last in tagged if kind == "per"]

    def _about_person(self, offset: int) -> bool:
        first, last = self.source.sentence_at(offset)
        near = self.found.persons[bisect_left(self.starts, first - 250) : bisect_left(self.starts, last)]
        if any(person.role == "beneficiary" or person.start >= first for person in near):
            return True
        return bool(_KIN.search(self.plain, max(0, first - 1), last))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _covered(span: Span, others: list[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in others)


_KIN = re.compile(
    r"\b(?:vợ|chồng|con|mẹ|má|cha|ba|bà|ông|anh|chị|em|cháu|bé|cụ|chú|cô|dì|bản thân|tôi|tui|đứa|người (?:cha|mẹ|"
    r"con|vợ|chồng|phụ nữ|đàn ông)|"
    r"vo|chong|me|ba|ong|chau|be|cu|chu|dua|toi)\b"
)


def find_private_people(source: Source, found: Found) -> tuple[Private, ...]:
    """Names of children, homes of people in need and illness tied to a person, in order of offset."""
    return PeoplePrivacy(source, found).all()
