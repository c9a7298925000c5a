"""What the classifier looks at: word runs without marks, and the facts found, each with a weight between 0 and 1.

Three blocks of word runs stand apart, because a word says more in a title than deep in a report: the whole text, the
title, the first sentence. Numbers are one word ("0"). Cues come from the decision rules of the taxonomy (field notes §6).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from math import log
from typing import NamedTuple

from nlp.found import Found
from nlp.source import Source

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,/:-]\d+)*")
_ENOUGH = 2500  # words: a longer report has told its class long before
_LONGEST = 3


class Run(NamedTuple):
    """A run of words as a feature: its name, and where it first stands."""

    name: str
    start: int
    end: int


CUES = {
    "ask": r"rat can (?:su |duoc )?(?:giup|ho tro|chung tay|quan tam|tam long)|mong (?:cac |nhan duoc |quy |"
    r"duoc )+(?:nha hao tam|manh thuong quan|"
    r"su giup|giup do|su chung tay|tam long|ban doc|su quan tam)|moi (?:su )?(?:giup do|dong gop|ung ho|ho tro|"
    r"tam long)[^.\n]{0,40}(?:xin|gui|lien he)|"
    r"xin (?:gui|lien he|giup)|keu goi (?:giup|ung ho|cong dong|cac nha|nha hao tam|tam long)|"
    r"can (?:lam )?(?:nhung )?(?:tam long|vong tay|su giup)|"
    r"cau cuu|giup (?:do )?(?:em|be|chau|gia dinh|chi|anh|ba|ong)[^.\n]{0,30}(?:voi|nhe|vuot qua)|so tai khoan|stk|"
    r"chu tai khoan",
    "need": r"hoan canh|benh (?:hiem|nang|nan)|ung thu|chay than|mo coi|neo don|khong co tien|bai liet|tai bien|"
    r"vien phi|tat nguyen|"
    r"lam thue|ban ve so|dot nat|xieu veo|be tac|hiem ngheo|tam bo|khuyet tat|chi phi dieu tri|phau thuat",
    "give": r"trao tang|trao (?:\d|hang|tong|qua|hoc bong|nha|tien)|tang (?:\d|qua|hoc bong|xe|nha)|ung ho|tai tro|"
    r"nha hao tam|manh thuong quan|"
    r"thien nguyen|tu thien|phan qua|suat qua|suat hoc bong|ban giao|nha tinh thuong|dai doan ket|mai am",
    "state": r"ngan hang chinh sach|nhcsxh|chuong trinh muc tieu quoc gia|ctmtqg|khuyen nong|tieu du an|du an \d|"
    r"ngan sach|tin dung chinh sach|von vay|"
    r"vay von|giai ngan|du no|von su nghiep",
    "method": r"mo hinh|cach lam|nhan rong|ky thuat|trung binh moi|loi nhuan|thu nhap|moi vu|moi thang|hang thang|"
    r"dinh ky|thanh vien|"
    r"hop tac xa|to hop tac|khoi nghiep|sang kien|xoay vong|quay vong|thoat ngheo|vuon len|kinh nghiem",
    "kitty": r"bep an|0 dong|nuoi heo dat|hu gao|quan com|to hun|chuyen xe|tu banh mi|ong tiet kiem",
    "stage": r"dai bieu|phat bieu|den du|tham du|du le|ban to chuc|tiet muc|van nghe|khai mac|be mac|"
    r"truyen hinh truc tiep|tong ket|ky niem|"
    r"hoi thi|hoi nghi|le phat dong|phat dong|le ra quan|ra quan|hop mat|toa dam|giao luu|le hoi|ngay hoi|"
    r"chuong trinh|le trao",
    "launch": r"phat dong|thang cao diem|vi nguoi ngheo|dang ky ung ho|tong so tien|bang tuong trung",
    "count": r"ty le|tinh den|ke hoach|quyet dinh|nghi quyet|nghi dinh|thong tu|chuan ngheo|ra soat|phe duyet|"
    r"chi tieu|so voi|muc vay|lai suat|"
    r"giai doan|ket qua|cung ky|phan dau|nhiem vu|doi tuong|quy dinh|bao cao|dinh muc|the bao hiem",
    "village": r"nong thon moi|do thi van minh|be tong|lo nong thon|tieu chi|dat chuan|den duong|chieu sang|hien dat|"
    r"ngay cong|cay xanh|rac|"
    r"hang rao|tu quan|tuyen duong|cau |camera|ve sinh moi truong|khu dan cu|ntm|hoa kieng",
    "party": r"dang bo|chi bo|huyen uy|tinh uy|dang uy|nhiem ky|bau cu|cu tri|ket nap|dang vien|ban chap hanh|"
    r"can bo chu chot|kiem tra giam sat|"
    r"nhan su|dieu dong|bo nhiem|ky luat|quan su|dien tap|bien phong|tuan tra|quoc phong",
    "sell": r"khuyen mai|giam gia|uu dai|khai truong|khach hang|boc tham|trung thuong|mua \w+ tang|hotline|tuyen dung|"
    r"mo ban|dat hang|inbox|gia chi|"
    r"mien phi giao|so luong co han|luong tu|ung vien|san pham moi|chinh hang",
    "sport": r"tran dau|vo dich|giai bong|cau lac bo|clb|van dong vien|huy chuong|chung ket|doi bong|tay dua|"
    r"giai chay|thi dau",
    "crime": r"bat giu|khoi to|bi can|cong an|canh sat|tang vat|buon lau|doi tuong|lua dao|tam giu|toa an|tuyen phat|"
    r"tai nan|ma tuy|trom|vi pham",
    "nature": r"ap thap|trieu cuong|mua to|du bao|song cao|sat lo|han man|dich ta|gia lua|gia tom|thuong lai|sau benh|"
    r"nang nong|thuy trieu",
    "science": r"nghien cuu|khoa hoc|du lich|du khach|chuyen doi so|ung dung|phan mem|dich vu cong|hanh chinh cong|"
    r"tuyen sinh|ky thi|khai giang|"
    r"bao ton|di tich|hoi thao",
    "poor": r"ngheo|kho khan|an sinh|yeu the|thoat ngheo|cuu tro|nhan dao|tu thien|dac biet kho",
}
_CUES = {name: re.compile(rf"\b(?:{pattern})") for name, pattern in CUES.items()}
APPEAL = _CUES["ask"]
_DOCUMENT = re.compile(r"\d+/(?:\d{4}/)?[a-z]{2,}(?:-[a-z]+)*")


def runs(source: Source) -> Iterator[Run]:
    """Every run of one to three words of the text, and again those of the title (`t:`) and of the first sentence (`f:`)."""
    key = source.key
    found = [(match[0], match.start(), match.end()) for match, _ in zip(_TOKEN.finditer(key), range(_ENOUGH), strict=False)]
    words = ["0" if word[0].isdigit() else word for word, _, _ in found]
    starts = [start for _, start, _ in found]
    ends = [end for _, _, end in found]
    body = bisect_left(starts, source.title_end)
    lead = bisect_left(starts, _lead_end(source))
    yield from _runs("", words, starts, ends, 0, len(words), _LONGEST)
    yield from _runs("t:", words, starts, ends, 0, body, 2)
    yield from _runs("f:", words, starts, ends, body, lead, 2)


def _lead_end(source: Source) -> int:
    return next((end for start, end in source.sentences if start >= source.title_end and end - start > 30), 0)


def _runs(
    mark: str, words: list[str], starts: list[int], ends: list[int], first: int, last: int, longest: int
) -> Iterator[Run]:
    for at in range(first, last):
        name = mark + words[at]
        yield Run(name, starts[at], ends[at])
        for size in range(1, min(longest, last - at)):
            name = f"{name} {words[at + size]}"
            yield Run(name, starts[at], ends[at + size])


def facts(source: Source, found: Found) -> dict[str, float]:
    """What was found, as features `=name` of weight 0 to 1."""
    key = source.key
    size = max(len(source.syllables), 1)
    out = dict(_cues(key, key[: source.title_end], size))
    out |= {f"=sender {source.sender_type}": 1.0, "=short": float(size < 60), "=long": min(size / 800, 1.0)}
    gifts = found.donations
    out |= {
        "=gifts": _grade(len(gifts), 4),
        "=one gift": float(len(gifts) == 1),
        "=no gift": float(not gifts),
        "=donors": _grade(len({gift.donor for gift in gifts if gift.donor}), 4),
        "=gift share": min(1.0, 2 * sum(gift.end - gift.start for gift in gifts) / max(len(key), 1)),
        "=gift early": float(any(gift.start < len(key) / 4 for gift in gifts)),
        "=gift with sum": float(any(gift.amount_vnd for gift in gifts)),
    }
    out |= {f"=role {role}": _grade(_roles(found, role), 4) for role in ("official", "donor", "beneficiary", "model_owner")}
    out |= {f"=private {kind}": 1.0 for kind in {row.kind for row in found.pii}}
    out |= {
        "=account and ask": float(any(row.kind == "bank_account" for row in found.pii) and "=ask" in out),
        "=households": _grade(len(found.households), 6),
        "=no household": float(not found.households),
        "=percent": min(1.0, key.count("%") * 20 / size),
        "=documents": _grade(len(_DOCUMENT.findall(key)), 4),
        "=money": _grade(len(found.money), 8),
        "=no money": float(not found.money),
        "=places": min(1.0, len(found.places) * 15 / size),
    }
    if "=no poor" in out and not gifts:
        out |= {
            f"{name} without need": 1.0
            for name in ("=stage", "=party", "=method", "=count", "=sport", "=crime")
            if name in out
        }
    return {name: value for name, value in out.items() if value}


def _cues(key: str, title: str, size: int) -> Iterable[tuple[str, float]]:
    quarter = 3 * len(key) // 4
    for name, pattern in _CUES.items():
        count = sum(1 for _ in pattern.finditer(key))
        if count:
            yield f"={name}", 1.0
            yield f"={name} often", min(1.0, count * 25 / size)
        elif name in ("poor", "give", "need"):
            yield f"=no {name}", 1.0
        if pattern.search(title):
            yield f"={name} in title", 1.0
        if name == "ask" and count and not pattern.search(key, 0, quarter):
            yield "=ask at the end", 1.0


def _grade(count: int, full: int) -> float:
    return min(1.0, log(1 + count) / log(1 + full))


def _roles(found: Found, role: str) -> int:
    return len({person.surface for person in found.persons if person.role == role})
