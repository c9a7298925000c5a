"""Who gives: the noun phrase before a giving verb (or after "do", "từ", "của"), cut to the giver's own name.

A giver begins with a head: a kind of body (Công ty, Chùa, Quỹ…), a form of address (ông, bà, Đại đức…) or a kind of
people (bạn đọc, mạnh thường quân…), or is a capitalised name. "phối hợp (với)" and "cùng" join a host and a partner: the
gift is the partner's unless only the host is a private giver.
"""

from __future__ import annotations

import re

from nlp.source import Source

_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_BODIES = (
    "tong cong ty|cong ty|cong ti|cty|ct tnhh|tap doan|ngan hang|doanh nghiep|dntn|hop tac xa|htx|to hop tac|quy|hoi dong huong|hoi quan|hoi|chi hoi|nhom|clb|cau lac bo|chua|tinh xa|tinh that|thien vien|giao xu|giao ho|"
    "ho dao|nha tho|thanh that|ban tri su|ban dai dien|ban lien lac|ban van dong|ban cong tac|ban nhan su|ban|uy ban|ubmttqvn|ubmttq|ubmt|ubnd|mttq|mat tran|lien doan|cong doan|cdcs|doan|don bien phong|bo doi|bo chi huy|cong an|ca|benh vien|"
    "truong|bao|dai|toa soan|vien|so|phong|trung tam|to chuc|lien hiep|hiep hoi|co so|cua hang|tiem|quan|vua|nha may|trai|xuong|sieu thi|khach san|resort|buu dien|vien thong|cang|lo|bep|caritas|to|doi|dang bo|dang uy|chi bo|"
    "nha hang|nha thuoc|phong kham|dai ly|tap the|chi nhanh|cum|nha xe|homestay|vuon|cho|chuong trinh|cua khau|truong hoc|tram|huyen doan|tinh doan|xa doan|cuc|chi cuc|kho bac|hai quan|hoi cho"
)
_ADDRESS = (
    "vo chong|gia dinh|ong|ba|anh|chi|co|chu|bac|di|cau|em|chau|cu|thay|dai duc|thuong toa|hoa thuong|ni su|ni truong|su co|su ca|sư|su|linh muc|cha|muc su|soeur|bac si|luat su|ca si|nghe si|doanh nhan|dong chi|d/c|giao vien|co giao|thay giao"
)
_PEOPLE = (
    "(?:cac |nhung |nhieu |mot |hai |quy |mot so |cung )?(?:nha hao tam|manh thuong quan|nha tai tro|nha thien nguyen|ban doc|thinh gia|ba con|nhan dan|nguoi dan|tieu thuong|phat tu|kieu bao|viet kieu|cuu hoc sinh|cuu sinh vien|hoi vien|doan vien|can bo|cong nhan|"
    "khach|khan gia|nguoi|phu nu|ca nhan|tin do|giao dan|ho kha|ho dan|chien si|nha su|tam long|ban be|cong dong|don vi|doanh nghiep|dong nghiep|phu huynh|hoc sinh|thanh vien|nghe nhan|mtq|mhanh thuong quan|xa vien|y bac si)"
)
HEAD = re.compile(rf"(?<![^\W_])(?:(?P<people>{_PEOPLE})|(?P<body>{_BODIES})|(?P<address>{_ADDRESS}))(?![^\W_])")
_OFFICIAL = re.compile(
    r"^(?:(?:ban thuong truc|thuong truc) )?(?:uy ban|ubmttq|ubmt|ubnd|mttq|mat tran|dang uy|dang bo|hoi chu thap do|hoi ctd|hctd|ban cong tac|chi bo|ban nhan dan|ban chi dao|cap uy|thuong truc|hoi lien hiep phu nu|hoi lhpn|hoi phu nu|hoi nong dan|"
    r"hoi cuu chien binh|hoi ccb|doan thanh nien|doan xa|xa doan|huyen doan|hoi bao tro|hoi khuyen hoc|chinh quyen|so |phong |truong |don bien phong|cong an|xa |phuong |huyen |tinh |hoi nguoi cao tuoi|hoi dong doi|bao |dai )"
)
_TITLED = re.compile(r"^(?:pho |nguyen |quyen )?(?:chu tich|giam doc|tong giam doc|truong|bi thu|hieu truong|chi huy|chanh|dai dien|tru tri|chi hoi truong|to truong|hoi truong|chinh tri vien|thu ky|thu truong)")
_APPOSITIVE = re.compile(r"^(?:chu |ngu|o |sinh|que|kieu bao|viet kieu|nguoi|tru tri|dang |hien |\d+ tuoi|la |cung la|thuong binh|giao vien|ban le|cuu |con )")
_TRAILING = re.compile(
    r"(?:[\s,:(-]|\b(?:da|vua|con|cung|se|tiep tuc|truc tiep|den tham va|den tham|den|tham|to chuc|tien hanh|dung ra|xin|moi|dong thoi|tu nguyen|cung nhau|hun|bo tien|bo ra|xuong|len|qua|ra|vo|mang|cho|rieng|ngay|nhiet tinh|cam ket|dang ky|"
    r"thuong xuyen|luon|moi nam|hang nam|hang thang|moi thang|nam nay|lai|duoc|hon|chung tay|quyet dinh|thong qua|trich quy|tich cuc|gui|vua qua|tong cong|lan luot|da co|thong nhat|co|tiep|tu|them|lam|dem|chuyen|to chưc|va|le|lien he|nhan|kip thoi|huy dong|tiep nhan va|tiep nhan|phan bo|thay mat|lan nay|nua)\b)+$"
)
_JOIN = re.compile(r"\b(?:phoi hop(?: (?:voi|cung|chat che voi))?|phoi hop|phoi hop voi cac|cung voi|cung|ket hop(?: voi| cung)?|lien ket voi|ket noi(?: voi)?|tiep nhan tu|dong hanh cung|phoi họp với|phoi hop voi|van dong|cam on)\s")
_LEADERS = re.compile(r"^(?:(?:dai dien|lanh dao|tap the|thay mat|ban lanh dao|ban giam doc|thuong truc|doan cong tac|va|cung|nho|duoc|tu|do|cua|theo do|trong do|rieng|dac biet|ngoai ra|gom|la|nguon|nguon tu|phia|ben|gom co|nghia cu cua|tam long cua|co)\s)+(?=[^\W\d_])")
_NONE = re.compile(
    r"^(?:(?:ngan sach|nha nuoc|chinh phu|chuong trinh|du an|ho|muc|tien|moi|cac cap|toan|dia phuong|trung uong|ban to chuc|cac dai bieu|dai bieu|dip nay|tong|ho gia dinh|chinh sach|ngan hang chinh sach|nhcsxh|nguoi ngheo|nguoi dan ong|"
    r"em|chau|con|hoc sinh|cac em|nguoi benh|ca hai|khach hang|quy khach|bhxh|nguon|viec|ban ap|thuong lai|bao cao|chi dao|chi hoi phu nu cho|de)(?![^\W_])"
    r"|(?:gia dinh(?: doi ung)?|nguoi dan|nhan dan|ba con|huyen|tinh|xa|nguoi|doi|to|vua|cho|lo|ca|trai|cang|can bo|ban|quan|phong|don|cum|so|truong|bep|dai|bao|vien)$|nhan dan (?:gop|hien|dong)|so |ba con (?:gop|hien|dong))"
)
ANAPHORA = re.compile(r"^(?:doan(?: cong tac)?|don vi(?: nay)?|cong ty|cty|ngan hang|hoi|chua|nhom|quy|ong|ba|anh|chi|co|chu|bac|clb|cau lac bo|doanh nghiep|sieu thi|nha tai tro|ong ba|hai vo chong|doan thien nguyen|nha chua|to chuc|tap doan|ben do)$")


_CAPITALS = re.compile(
    rf"(?:^|[\s“\"])((?:[{_UPPER}][\w.&’'-]*)(?:\s(?:[{_UPPER}0-9“][\w.&’'-]*[”\"]?|xã|phường|huyện|tỉnh|tại|chi nhánh|-|và))*)$"
)


def giver_before(source: Source, begin: int, verb: int) -> tuple[int, int] | None:
    """The span of the giver named between `begin` and the verb; None when no giver stands there."""
    key = source.key
    end = verb
    while True:
        cut = _TRAILING.search(key, begin, end)
        if not cut or cut.end() != end or cut.start() == end:
            break
        end = cut.start()
    if end <= begin:
        return None
    pieces = _pieces(source.text, begin, end)
    while pieces:
        start, stop = pieces.pop()
        words = key[start:stop].strip()
        if pieces and (_APPOSITIVE.match(words) or (_TITLED.match(words) and not HEAD.search(words))):
            continue
        found = _giver_in(source, start, stop, bool(_TITLED.match(words)))
        if found or not pieces or len(words) > 60:
            return found
        if not re.match(r"(?:dip|tai|nhan|ngay|sang|chieu|toi)\b", words):
            return None
    return None


def _pieces(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Parts between commas outside brackets."""
    out, depth, start = [], 0, begin
    for at in range(begin, end):
        if text[at] == "(":
            depth += 1
        elif text[at] == ")":
            depth = max(0, depth - 1)
        elif text[at] in ",:" and not depth and not (at + 1 < end and text[at + 1].isdigit()):
            out.append((start, at))
            start = at + 1
    return [*out, (start, end)]


def _giver_in(source: Source, start: int, stop: int, titled: bool) -> tuple[int, int] | None:
    """The giver's span inside one part: partner after "phối hợp", else from the first head on."""
    key = source.key
    parts = _joined(key, start, stop)
    if len(parts) > 1:
        host, partner = parts[0], parts[-1]
        spans = [trimmed for trimmed in (_trim(source, *host, titled), _trim(source, *partner, titled)) if trimmed]
        private = [span for span in spans if not _OFFICIAL.match(key[span[0] : span[1]])]
        if private:
            return private[-1]
        return spans[-1] if spans else None
    return _trim(source, start, stop, titled)


def _joined(key: str, start: int, stop: int) -> list[tuple[int, int]]:
    parts, at = [], start
    for found in _JOIN.finditer(key, start, stop):
        parts.append((at, found.start()))
        at = found.end()
    return [*parts, (at, stop)]


def _trim(source: Source, start: int, stop: int, titled: bool) -> tuple[int, int] | None:
    key, text = source.key, source.text
    while start < stop and not (key[start].isalnum() or key[start] == "“"):
        start += 1
    lead = _LEADERS.match(key, start, stop) if False else _LEADERS.match(key[start:stop])
    if lead:
        start += lead.end()
    while stop > start and not (key[stop - 1].isalnum() or key[stop - 1] in ")\"”"):
        stop -= 1
    head = _first_head(source, start, stop)
    if head is None:
        head = _capital(source, start, stop)
    if head is None:
        return None
    words = key[head:stop]
    if _NONE.match(words) and not ANAPHORA.match(words):
        return None
    if len(words) > 140 or (not titled and len(words) < 2):
        return None
    opened, closed = text[head:stop].count("("), text[head:stop].count(")")
    return (head, stop - 1 if closed > opened and text[stop - 1] == ")" else stop)


def _first_head(source: Source, start: int, stop: int) -> int | None:
    key, text = source.key, source.text
    for found in HEAD.finditer(key, start, stop):
        at = found.start()
        if found["body"] and not source.unmarked and not _real_body(source.plain, found, text):
            continue
        if found["address"] and not _named_person(text, found.end(), stop) and key[at:stop] != found[0]:
            continue
        return at
    return None


_FALSE_BODY = {
    "so": ("sở", "sờ"), "to": ("tổ",), "ban": ("ban",), "bao": ("báo",), "dai": ("đài",), "quan": ("quán",), "vua": ("vựa",), "lo": ("lò",), "cho": ("chợ",), "doi": ("đội",), "doan": ("đoàn",), "hoi": ("hội",),
    "vien": ("viện",), "phong": ("phòng",), "chua": ("chùa",), "quy": ("quỹ", "qũy", "quĩ"), "trai": ("trại", "trai"), "cang": ("cảng",), "tiem": ("tiệm",), "bep": ("bếp",), "ca": ("ca",), "cum": ("cụm",), "xuong": ("xưởng",),
    "truong": ("trường",), "tram": ("trạm",), "cuc": ("cục",), "vuon": ("vườn",), "nhom": ("nhóm",), "uy ban": ("ủy ban", "uỷ ban"),
}  # fmt: skip


def _real_body(plain: str, found: re.Match[str], text: str) -> bool:
    forms = _FALSE_BODY.get(found["body"])
    if forms is None:
        return True
    word = plain[found.start() : found.end()]
    if word not in forms:
        return False
    upper = text[found.start()].isupper()
    return upper or found["body"] in ("quy", "hoi", "nhom", "chua", "doan", "truong", "doi", "to", "tiem", "quan", "vua", "lo", "trai", "bep", "cho", "vuon", "xuong")


def _named_person(text: str, after: int, stop: int) -> bool:
    """A form of address counts only before a name ("chị Hai", "ông Út"), not inside a sentence ("cho bà con")."""
    rest = text[after:stop].lstrip()
    return bool(rest) and (rest[0].isupper() or rest.split(" ")[0].lower() in ("ông", "bà", "anh", "chị", "thầy", "cô", "chú", "bác", "giáo"))


def _capital(source: Source, start: int, stop: int) -> int | None:
    """The last run of capitalised words that reaches the end of the part ("Vietcombank Kiên Giang", "BIDV Bắc An Giang")."""
    found = _CAPITALS.search(source.text[start:stop])
    if not found or re.match(r"(?:Dịp|Ngày|Sáng|Chiều|Tối|Tại|Trong|Theo|Nhân|Mỗi|Tổng|Cùng|Sau|Đến|Qua|Được|Đồng|Ngoài|Năm|Từ|Vừa|Đã|Thăm|Trao|Và|Khi|Đây|Em|Con|Hiện|Còn|Riêng|Nhờ)(?!\w)", found[1]):
        return None
    return start + found.start(1)


def is_official(words: str) -> bool:
    """Whether a name (folded) is a state or Front body that mostly hosts and hands over."""
    return bool(_OFFICIAL.match(words))
