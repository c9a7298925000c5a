"""What a number counts: this hand-over, this campaign or a period; and for which level of the country.

Read from the nearest cue words before the number in its sentence.
Source of the three layers: the editors' note that "4 of 20 houses" and "9.082 houses" are never added up.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp.source import Source

_SCOPE = re.compile(
    r"(?P<period>nam qua|trong nam|nam (?:19|20)\d\d|(?:\d+|may|sau|chin) thang|quy (?:i|ii|iii|iv)\b|tinh den|den nay|"
    r"giai doan|nhiem ky|luy ke|tu dau nam|ca nam|moi nam|hang nam|(?:19|20)\d\d ?- ?(?:19|20)\d\d|"
    r"toan (?:tinh|huyen|xa|thanh pho)|cac cap|tu (?:khi|nam)|nhung nam|vua qua cac)"
    r"|(?P<campaign>chuong trinh|chien dich|thang cao diem|cuoc van dong|phong trao|trong dot|du an|dot phat dong|ke hoach|"
    r"muc tieu|chi tieu|dang ky|cam ket|thang nhan dao)"
    r"|(?P<handover>dip nay|tai buoi|tai le|tai day|trao|ban giao|tang |ung ho|gui |den tham|moi phan|moi suat|moi can|"
    r"sang \d|chieu \d|toi \d|sang nay|hom nay|ngay \d)"
)
_LEVEL = re.compile(
    r"(?P<nation>ca nuoc|toan quoc|trung uong|quoc gia)"
    r"|(?P<province>toan tinh|tren dia ban tinh|tinh (?:co|con|huy dong|kien giang|an giang)|cap tinh|cac cap)"
    r"|(?P<district>toan huyen|tren dia ban huyen|huyen (?:co|con)|toan thanh pho|cap huyen|tren dia ban (?:thi xa|thanh pho))"
    r"|(?P<commune>toan (?:xa|phuong|thi tran|dac khu)|tren dia ban (?:xa|phuong|thi tran)|"
    r"(?:xa|phuong) (?:co|con|hien)|cap xa)"
    r"|(?P<hamlet>toan (?:ap|khu pho|khom)|(?:ap|khu pho|khom) (?:co|con|hien)|ca ap)"
)


def _cues(source: Source, pattern: re.Pattern[str], name: str) -> list[tuple[int, str]]:
    """All cue words of a text, found once: (offset, what they say)."""
    known: list[tuple[int, str]] | None = source.__dict__.get(name)
    if known is None:
        known = [(found.start(), found.lastgroup or "") for found in pattern.finditer(source.key)]
        source.__dict__[name] = known
    return known


def _last(cues: list[tuple[int, str]], begin: int, end: int) -> str | None:
    at = bisect_left(cues, (end, "")) - 1
    return cues[at][1] if at >= 0 and cues[at][0] >= begin else None


def scope_of(source: Source, start: int) -> str | None:
    """`handover`, `campaign` or `period`, from the last cue before `start` in its sentence; None without a cue."""
    begin, _ = source.sentence_at(start)
    return _last(_cues(source, _SCOPE, "_scope_cues"), max(begin, start - 200), start)


def level_of(source: Source, start: int) -> str | None:
    """The level of the country a number is said for, None when the sentence does not say."""
    begin, end = source.sentence_at(start)
    return _last(_cues(source, _LEVEL, "_level_cues"), max(begin, start - 160), min(end, start + 40))
