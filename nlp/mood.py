"""What a whole text is mostly about, as far as it bears on reading gifts: giving, farming, building, counting, selling.

A weak sign of giving ("bà con góp 20 triệu đồng", "Hội hỗ trợ 10 con bò giống") is a gift in a story of giving and a
way of working in a story of a model or a road; the words of the whole text tell which.
"""

from __future__ import annotations

import re

from nlp.source import Source

_GIVING = re.compile(
    r"trao tang|tang |ung ho|tai tro|hao tam|manh thuong quan|thien nguyen|tu thien|phan qua|suat qua|qua tet|"
    r"trao qua|hoc bong|dai doan ket|tinh thuong|nhan dao|tu tam|tam long|cam on|"
    r"nha tai tro|kieu bao|cung duong|xe lan|chu thap do|cuu tro|ho tro nguoi ngheo|benh nhan ngheo|vien phi|"
    r"hoan canh kho khan|mo coi"
)
_FARMING = re.compile(
    r"mo hinh|loi nhuan|nang suat|con giong|cay giong|thuong lai|von vay|vay von|to hop tac|hop tac xa|ky thuat|"
    r"xuat ban|lai rong|trung binh moi|dau ra|bao tieu|chan nuoi|trong |nuoi |thu hoach|thu nhap|gia ban|moi vu|"
    r"nhan rong|cach lam|khoi nghiep|tap huan|to tiet kiem"
)
_BUILDING = re.compile(
    r"nong thon moi|tieu chi|lo nong thon|be tong|den duong|chieu sang|do thi van minh|tu quan|rac |cay xanh|"
    r"tuyen duong|tuyen lo|hien dat|ngay cong|duong hoa|trai nhua|dat chuan|ntm|camera|mat duong|"
    r"giao thong nong thon|ve sinh moi truong"
)
_COUNTING = re.compile(
    r"ket qua|bao cao|chi tieu|ke hoach|so lieu|tong hop|ty le|so voi cung ky|giai ngan|du no|kinh phi|"
    r"ngan sach|nghi quyet|quyet dinh|nghi dinh|giai doan|ra soat|dat \d|toan tinh|nhiem vu|de an|"
    r"tong nguon von|muc ho tro|hang thang"
)
_SELLING = re.compile(
    r"khuyen mai|giam gia|uu dai|khai truong|tri an khach hang|boc tham|trung thuong|mua \w+ tang|tuyen dung|"
    r"giai bong|bong da|bong chuyen|huy chuong|vo dich|bat giu|tang vat|buon lau|nhiem ky|hoi thi|hoi thao|"
    r"doat giai|giai nhat|tran dau|dai hoi|khach hang"
)


def needed(source: Source) -> int:
    """How plain a sign of giving must be in this text: 0 any, 1 a clear verb, 3 that and a giver from outside and need."""
    key = source.key
    giving = len(_GIVING.findall(key)) + 3 * len(_GIVING.findall(key[: source.title_end]))
    others = {
        "farming": len(_FARMING.findall(key)),
        "building": len(_BUILDING.findall(key)),
        "counting": len(_COUNTING.findall(key)),
        "selling": 2 * len(_SELLING.findall(key)),
    }
    strongest = max(others.values())
    if strongest <= 2 or giving >= 2 * strongest:
        return 0
    return 1 if giving >= strongest else 3
