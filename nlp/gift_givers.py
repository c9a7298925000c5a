"""Names of givers across sentences: partners met before, and words such as "đoàn" that stand for a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsroom.facts import PersonMention, Span
from nlp.gift import Gift
from nlp.givers import ANAPHORA, HEAD, TAKES, giver_before, is_official, without_auxiliaries
from nlp.source import Source

_NOBODY = re.compile(r"cac don vi|ban to chuc|chuong trinh|cac nha tai tro|nha truong")
_TOGETHER = re.compile(r"phối hợp|phối họp|cùng với|cùng đoàn|kết hợp|phoi hop|ket hop|liên kết")
_ACTS = re.compile(
    r" (?:tổ chức|tổ chưc|trao|tặng|đến|thăm|bàn giao|khánh thành|khởi công|tiến hành|đã|phát|hỗ trợ|to chuc|"
    r"tang|ban giao|về|xuống|thực hiện|khám)(?![^\W_])"
)


class Givers:
    """Who has been named so far: turns spans into names, and words such as "đoàn" into the one they stand for."""

    def __init__(self, source: Source, organisations: Sequence[Span | PersonMention]) -> None:
        self.source = source
        self.organisations = sorted(organisations, key=lambda known: known.start)
        self.last = ""
        self.partner = ""

    def note_partner(self, begin: int, end: int) -> None:
        """Who came with whom: "Hội Chữ thập đỏ phối hợp gia đình bà My tổ chức tặng quà": what "đoàn" gives after is hers."""
        source = self.source
        met = _TOGETHER.search(source.plain, begin, end)
        if not met:
            return
        stop = _ACTS.search(source.plain, met.end(), end)
        span = giver_before(source, begin, stop.start() if stop else min(end, met.end() + 90))
        if span and span[0] >= begin and not is_official(source.key[span[0] : span[1]]) and self.firm(span):
            self.partner = source.text[span[0] : span[1]]

    def weak_name(self, gift: Gift) -> bool:
        """A host's name, or a word that stands for one ("đoàn", "ban tổ chức")."""
        if gift.donor_at is None:
            return True
        folded = self.source.key[gift.donor_at[0] : gift.donor_at[1]]
        return bool(ANAPHORA.match(folded)) or is_official(folded)

    def told_before(self, begin: int) -> str:
        """As in "Nhóm X xuống tới ấp rồi nha. Tặng 80 phần quà…": the partner met before, or the body that opened the sentence."""
        source = self.source
        if self.partner:
            return self.partner
        if begin <= 0 or source.text[begin - 1] == "\n":
            return ""
        start, stop = source.sentence_at(begin - 1)
        for head in HEAD.finditer(source.key, start, min(stop, start + 60)):
            if not head["body"]:
                continue
            cut = re.search(
                r"[,.;:(]| (?:về|xuống|đến|tới|qua|ra|vô|xin|vừa|đã|ve|xuong|den|toi|ra|vua|da)(?![^\W_])",
                source.plain[head.end() : stop],
            )
            span = giver_before(source, head.start(), head.end() + cut.start() if cut else stop)
            if span and self.firm(span) and not is_official(source.key[span[0] : span[1]]):
                return source.text[span[0] : span[1]]
        return ""

    def widened(self, span: tuple[int, int] | None, left: int, verb: int) -> tuple[int, int] | None:
        """The giver's span widened to the body known to stand there; a known body right before the verb when none was seen."""
        if span is None:
            return self._known_before(left, verb)
        for known in self.organisations:
            if known.start <= span[0] < known.end <= verb and known.start >= left and known.end >= span[1]:
                return known.start, known.end
        return span

    def _known_before(self, left: int, verb: int) -> tuple[int, int] | None:
        end = without_auxiliaries(self.source, left, verb)
        if end <= left or TAKES.search(self.source.plain, end, verb):
            return None
        near = [known for known in self.organisations if known.start >= left and 0 <= end - known.end <= 1]
        return (near[0].start, near[0].end) if near else None

    def name(self, span: tuple[int, int]) -> str:
        """The giver's name, that of the last one met where the words only stand for it."""
        words = self.source.text[span[0] : span[1]]
        folded = self.source.key[span[0] : span[1]]
        if not ANAPHORA.match(folded):
            return words
        if folded.startswith("doan") and self.partner:
            return self.partner
        if _NOBODY.match(folded):
            return self.partner or ("" if folded.startswith(("ban", "chuong", "cac don")) else self.last)
        return _full_name(self.source, folded.split(" ")[0], span[0]) or self.partner or self.last or words

    def firm(self, span: tuple[int, int]) -> bool:
        """Whether the giver has a head or a name that can stand for a giver of a weak verb ("cho", "góp")."""
        key = self.source.key
        head = HEAD.match(key, span[0])
        named = any(letter.isupper() for letter in self.source.text[span[0] : span[1]])
        if head and (named or self.source.unmarked or head["people"] or ANAPHORA.match(key[span[0] : span[1]])):
            return True
        if head and head["body"] in ("nhom", "doan", "hoi", "clb", "cau lac bo", "tap the", "to", "doi"):
            return key.count(" ", *span) >= 2
        return named and self.source.text[span[0]].isupper() and span[1] - span[0] > 3


def _full_name(source: Source, head: str, before: int) -> str:
    """The last name with the same head before an offset: "Đoàn" → "Đoàn y bác sĩ Bệnh viện Thống Nhất"."""
    names = re.compile(rf"(?<![^\W_]){re.escape(head)} [^,.;:()\n]{{3,70}}")
    for found in reversed(list(names.finditer(source.key, max(0, before - 700), before))):
        span = giver_before(source, found.start(), found.end())
        if (
            span
            and span[0] == found.start()
            and any(letter.isupper() for letter in source.text[span[0] + len(head) : span[1]])
        ):
            words = source.text[span[0] : span[1]]
            cut = re.search(
                r" (?:đã|vừa|tổ chức|trao|tặng|phối hợp|đến|có|là|cùng|hỗ trợ|xuống|từ|do|được|tài trợ|ủng hộ|cho|góp)(?!\w)",
                words,
            )
            return words[: cut.start()] if cut else words
    return ""
