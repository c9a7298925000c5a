"""What a number counts: this hand-over, this campaign or a period; and for which level of the country.

Read from the nearest cue words before the number in its sentence, then after it, then in its paragraph's opening.
Source of the three layers: the editors' note that "4 of 20 houses" and "9.082 houses" are never added up.
"""

from __future__ import annotations

import re

from nlp.source import Source

_PERIOD = re.compile(
    r"nam qua|trong nam|nam (?:19|20)\d\d|(?:\d+|may|sau|chin) thang|quy (?:i|ii|iii|iv)\b|tinh den|den nay|"
    r"giai doan|nhiem ky|luy ke|tu dau nam|ca nam|moi nam|"
    r"hang nam|(?:19|20)\d\d ?- ?(?:19|20)\d\d|toan (?:tinh|huyen|xa|thanh pho)|cac cap|tu (?:khi|nam)|nhung nam|vua qua cac"
)
_CAMPAIGN = re.compile(
    r"chuong trinh|chien dich|thang cao diem|cuoc van dong|phong trao|trong dot|du an|dot phat dong|ke hoach|"
    r"muc tieu|chi tieu|dang ky|cam ket|thang nhan dao"
)
_HANDOVER = re.compile(
    r"dip nay|tai buoi|tai le|tai day|trao|ban giao|tang |ung ho|gui |den tham|moi phan|moi suat|moi can|"
    r"sang \d|chieu \d|toi \d|sang nay|hom nay|ngay \d"
)
_LEVELS = (
    ("nation", re.compile(r"ca nuoc|toan quoc|trung uong|quoc gia")),
    ("province", re.compile(r"toan tinh|tren dia ban tinh|tinh (?:co|con|huy dong|kien giang|an giang)|cap tinh|cac cap")),
    (
        "district",
        re.compile(
            r"toan huyen|tren dia ban huyen|huyen (?:co|con)|toan thanh pho|cap huyen|tren dia ban (?:thi xa|thanh pho)"
        ),
    ),
    (
        "commune",
        re.compile(
            r"toan (?:xa|phuong|thi tran|dac khu)|tren dia ban (?:xa|phuong|thi tran)|(?:xa|phuong) (?:co|con|hien)|cap xa"
        ),
    ),
    ("hamlet", re.compile(r"toan (?:ap|khu pho|khom)|(?:ap|khu pho|khom) (?:co|con|hien)|ca ap")),
)


def scope_of(source: Source, start: int) -> str | None:
    """`handover`, `campaign` or `period`, from the last cue before `start` in its sentence; None without a cue."""
    begin, _ = source.sentence_at(start)
    before = source.key[max(begin, start - 200) : start]
    best, place = None, -1
    for name, pattern in (("period", _PERIOD), ("campaign", _CAMPAIGN), ("handover", _HANDOVER)):
        for found in pattern.finditer(before):
            if found.start() > place:
                best, place = name, found.start()
    return best


def level_of(source: Source, start: int) -> str | None:
    """The level of the country a number is said for, None when the sentence does not say."""
    begin, end = source.sentence_at(start)
    before = source.key[max(begin, start - 160) : min(end, start + 40)]
    found = [(match.start(), name) for name, pattern in _LEVELS for match in pattern.finditer(before)]
    return max(found)[1] if found else None
