"""A gift while it is being read, and who asked whom to give it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlp.amounts import Thing
from nlp.givers import HEAD, is_official
from nlp.source import Source

ITEM = re.compile(r"^\s*(?:[-+*•–—▪✅🌸👉🔸♥❤️💐🎁\u2022\uf0b7]+|\(?\d{1,2}[.)/]|[a-zđ][.)])\s*")
OWN = re.compile(
    r"đối ứng|doi ung|(?<!nông )dân góp|nhân dân đóng góp|người dân đóng góp|vay |giải ngân|ngân sách|"
    r"nhà nước (?:hỗ trợ|đầu tư|cấp)|chương trình mục tiêu|gia đình (?:góp|bỏ|vay|mượn)|vốn (?:tự có|"
    r"của gia đình)|dự án \d"
)
LISTS = re.compile(
    r"ủng hộ|tài trợ|đóng góp|tặng|hảo tâm|mạnh thường quân|tiếp nhận|cảm ơn|học bổng|đăng ký|trao|tấm lòng|"
    r"chung tay|ung ho|tai tro|dong gop|tang |cam on|hao tam"
)
_ASKED = re.compile(r"(?: [^,;.]{0,40})? vận động (?:được |từ |sự (?:đóng góp|ủng hộ|hỗ trợ) của )?(?=\S)")
_ASKED_END = re.compile(
    r"[;()\n]|(?<!tp)(?<!q)\.(?=\s|$)| (?:tài trợ|hỗ trợ|ủng hộ|quyên góp|đóng góp|trao tặng|tặng|cúng dường|"
    r"mua|xây)(?![^\W_])"
)


@dataclass
class Gift:
    """`verb` and `end` bound the giving verb, `begin` its clause; `donor_at` is the giver's span."""

    start: int
    end: int
    verb: int
    donor: str = ""
    donor_at: tuple[int, int] | None = None
    things: list[Thing] = field(default_factory=list)
    begin: int = 0
    mobilised: bool = False
    strong: bool = True


def asked(source: Source, span: tuple[int, int], end: int) -> tuple[int, int]:
    """As in "A vận động B (và C) tài trợ": the gift is B's (and C's)."""
    asked = _ASKED.match(source.plain, span[1], end)
    if not asked:
        return span
    stop = _ASKED_END.search(source.plain, asked.end(), end)
    finish = stop.start() if stop else min(end, asked.end() + 100)
    head = HEAD.match(source.key, asked.end()) or (source.text[asked.end()].isupper() or None)
    generic = isinstance(head, re.Match) and bool(head["people"])
    if generic and not is_official(source.key[span[0] : span[1]]):
        return span
    if head and finish - asked.end() < 150 and not re.search(r"\d", source.plain[asked.end() : finish]):
        return asked.end(), finish
    return span
