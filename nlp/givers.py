"""Who gives: the noun phrase before a giving verb (or after "do", "từ", "của"), cut to the giver's own name.

A giver begins with a head: a kind of body (Công ty, Chùa, Quỹ…), a form of address (ông, bà, Đại đức…) or a kind of
people (bạn đọc, mạnh thường quân…), or is a capitalised name. "phối hợp (với)" and "cùng" join a host and a partner: the
gift is the partner's unless only the host is a private giver.
"""

from __future__ import annotations

import re

from nlp.fold import key as fold_key
from nlp.source import Source

_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_BODIES = (
    "tu thien|chinh quyen|tong cong ty|cong ty|cong ti|cty|ct tnhh|tap doan|ngan hang|doanh nghiep|dntn|"
    "hop tac xa|htx|to hop tac|quy|hoi dong huong|hoi quan|hoi|chi hoi|nhom|clb|cau lac bo|chua|tinh xa|"
    "tinh that|thien vien|giao xu|giao ho|"
    "ho dao|nha tho|thanh that|ban tri su|ban dai dien|ban lien lac|ban van dong|ban cong tac|ban nhan su|ban|"
    "uy ban|ubmttqvn|ubmttq|ubmt|ubnd|mttq|mat tran|lien doan|cong doan|cdcs|doan|don bien phong|bo doi|"
    "bo chi huy|cong an|ca|benh vien|"
    "truong|bao|dai|toa soan|vien|so|phong|trung tam|to chuc|lien hiep|hiep hoi|co so|cua hang|tiem|quan|vua|"
    "nha may|trai|xuong|sieu thi|khach san|resort|buu dien|vien thong|cang|lo|bep|caritas|to|doi|dang bo|"
    "dang uy|chi bo|"
    "nha hang|nha thuoc|phong kham|dai ly|tap the|chi nhanh|cum|nha xe|homestay|vuon|cho|chuong trinh|cua khau|"
    "truong hoc|tram|huyen doan|tinh doan|xa doan|cuc|chi cuc|kho bac|hai quan|hoi cho"
)
_ADDRESS = (
    "vo chong|gia dinh|ong|ba|anh|chi|co|chu|bac|di|cau|em|chau|cu|thay|dai duc|thuong toa|hoa thuong|ni su|"
    "ni truong|su co|su ca|sư|su|linh muc|cha|muc su|soeur|bac si|luat su|ca si|nghe si|doanh nhan|dong chi|"
    "d/c|giao vien|co giao|thay giao"
)
_PEOPLE = (
    "(?:cac |nhung |nhieu |mot |hai |quy |mot so |cung )?(?:luu hoc sinh|du hoc sinh|nha hao tam|"
    "manh thuong quan|nha tai tro|nha thien nguyen|ban doc|thinh gia|ba con|nhan dan|nguoi dan|tieu thuong|"
    "phat tu|kieu bao|viet kieu|cuu [a-z]+ [a-z]+|hoi vien|doan vien|can bo|cong nhan|"
    "khach|khan gia|nguoi|phu nu|ca nhan|tin do|giao dan|ho kha|ho dan|chien si|nha su|tam long|ban be|"
    "cong dong|don vi|doanh nghiep|dong nghiep|phu huynh|hoc sinh|thanh vien|nghe nhan|mtq|mhanh thuong quan|"
    "xa vien|y bac si|y, bac si|chu (?!tich)[a-z]+ [a-z]+|hang xom|loi xom|co bac|con chau|nguoi than|"
    "dong huong|thuyen vien|ngu dan)"
)
HEAD = re.compile(rf"(?<![^\W_])(?:(?P<people>{_PEOPLE})|(?P<body>{_BODIES})|(?P<address>{_ADDRESS}))(?![^\W_])")
_OFFICIAL = re.compile(
    r"^(?:(?:ban thuong truc|thuong truc) )?(?:uy ban|ubmttq|ubmt|ubnd|mttq|mat tran|dang uy|dang bo|"
    r"hoi chu thap do|hoi ctd|hctd|ban cong tac|chi bo|ban nhan dan|ban chi dao|cap uy|thuong truc|"
    r"hoi lien hiep phu nu|hoi lhpn|hoi phu nu|hoi nong dan|"
    r"hoi cuu chien binh|hoi ccb|doan thanh nien|doan xa|xa doan|huyen doan|hoi bao tro|hoi khuyen hoc|"
    r"chinh quyen|so |phong |truong |don bien phong|cong an|xa |phuong |huyen |tinh |hoi nguoi cao tuoi|"
    r"hoi dong doi|bao |dai )"
)
_TITLED = re.compile(
    r"^(?:pho |nguyen |quyen )?(?:chu tich|giam doc|tong giam doc|truong|bi thu|hieu truong|chi huy|chanh|"
    r"dai dien|tru tri|chi hoi truong|to truong|hoi truong|chinh tri vien|thu ky|thu truong)"
)
_APPOSITIVE = re.compile(
    r"^(?:chu (?:co so|vua|cua hang|khach san|tiem|quan|dai ly|doanh nghiep|nha|xuong|tau|trai|shop|kenh|mot)|"
    r"ngu|o |sinh|que|kieu bao|viet kieu|nguoi|tru tri|dang |hien |\d+ tuoi|la |cung la|thuong binh|giao vien|"
    r"ban le|cuu |con )"
)
_AUXILIARY = (
    "đã|vừa|còn|cũng|sẽ|tiếp tục|trực tiếp|đến thăm và|đến thăm hỏi|đến thăm|đến|thăm|tổ chức|tổ chưc|"
    "tiến hành|đứng ra|xin|mới|đồng thời|tự nguyện|cùng nhau|hùn|bỏ tiền|bỏ ra|xuống|lên|qua|ra|vô|mang|riêng|"
    "ngay|nhiệt tình|cam kết|đăng ký|"
    "thường xuyên|luôn|mỗi năm|hằng năm|hàng năm|hằng tháng|hàng tháng|mỗi tháng|năm nay|lại|quyết định|"
    "thông qua|trích quỹ|tích cực|gửi|vừa qua|lần lượt|đã có|thống nhất|có|tiếp|tự|thêm|làm|đem|chuyển|và|"
    "làm lễ|lễ|liên hệ|kịp thời|phân bổ|lần này|nữa|"
    "hát tặng|hát|khởi công|xây dựng|đại diện|hỗ trợ|tặng|trao|giúp đỡ|ủng hộ|đóng góp|nhân dịp này|cùng|khám|"
    "chung tay|đợt này|ký giấy|phối hợp|chính thức|kinh phí|số tiền|bán nợ không lời|xét"
)
_TRAILING = re.compile(rf"(?:[\s,:(-]|(?<![^\W_])(?:{_AUXILIARY})(?![^\W_]))+$")
_TRAILING_BARE = re.compile(fold_key(_TRAILING.pattern).replace("\\w", "\\W"))
TAKES = re.compile(r"(?<![^\W_])(?:được|nhận|tiếp nhận|đón nhận|bị)(?![^\W_])")
_PLACE = re.compile(
    r"^(?:tp|thanh pho|xa|phuong|huyen|tinh|ap|thi tran|khu pho|thi xa|dac khu|khom|kp|tt|q|quan|\d+ tuoi|"
    r"ban ve so|sinh nam|dinh cu|dang song|lam)(?![^\W_])"
)
_VERBAL = re.compile(
    r" (?:để|cho biết|phát hiện|phê duyệt|ký hợp đồng|lập|nhìn nhận|liên hệ|chọn|mua|nhận|vay|thử nghiệm|đi lễ|"
    r"bảo lãnh|công bố|thông qua|báo cáo|cho rằng|theo dõi|gầy dựng|là|có|bàn giao|dùng|lên bỏ|mở|ban hành|"
    r"tham mưu|chỉ đạo|"
    r"triển khai|khuyên|sẽ|đang|đã|chuyển khoản|bị|được|nuôi|bán được|thu|tổng kết|sơ kết|khen|biểu dương|"
    r"kiểm tra|xử lý|khảo sát)(?![^\W_])"
)
_JOIN = re.compile(
    r"\b(?:phoi hop(?: (?:voi|cung|chat che voi))?|phoi hop|phoi hop voi cac|cung voi|cung|ket hop(?: voi|"
    r" cung)?|lien ket voi|ket noi(?: voi)?|tiep nhan tu|dong hanh cung|phoi họp với|phoi hop voi|van dong|"
    r"cam on)\s"
)
_LEADERS = re.compile(
    r"^(?:(?:dai dien|lanh dao|tap the|thay mat|ban lanh dao|ban giam doc|thuong truc|doan cong tac|va|cung|nho|"
    r"duoc|tu|do|cua|theo do|trong do|rieng|dac biet|ngoai ra|gom|la|nguon|nguon tu|phia|ben|gom co|"
    r"nghia cu cua|tam long cua|co)\s)+(?=[^\W\d_])"
)
_NONE = re.compile(
    r"^(?:(?:ngan sach|nha nuoc|chinh phu|chuong trinh|du an|ho|muc|tien|moi|cac cap|toan|dia phuong|trung uong|"
    r"ban to chuc|cac dai bieu|dai bieu|dip nay|tong|ho gia dinh|chinh sach|ngan hang chinh sach|nhcsxh|"
    r"nguoi ngheo|nguoi dan ong|"
    r"em|chau|con|hoc sinh|cac em|nguoi benh|ca hai|khach hang|quy khach|bhxh|nguon|viec|ban ap|thuong lai|"
    r"bao cao|chi dao|chi hoi phu nu cho|de)(?![^\W_])"
    r"|(?:ca nhan|cac don vi|nhieu don vi|doanh nghiep|don vi|tap the|nhom|co so|gia dinh(?: doi ung)?|"
    r"nguoi dan|nhan dan|ba con|huyen|tinh|xa|nguoi|doi|to|vua|cho|lo|ca|trai|cang|can bo|ban|quan|phong|don|"
    r"cum|so|truong|bep|dai|bao|vien)$|nhan dan (?:gop|hien|dong|dia phuong|trong)|so |ba con (?:gop|hien|dong))"
)
ANAPHORA = re.compile(
    r"^(?:cac don vi|ban to chuc|chuong trinh|nha truong|cac nha tai tro|doan(?: cong tac)?|don vi(?: nay)?|"
    r"cong ty|cty|ngan hang|hoi|chua|nhom|quy|ong|ba|anh|chi|co|chu|bac|clb|cau lac bo|doanh nghiep|sieu thi|"
    r"nha tai tro|ong ba|hai vo chong|doan thien nguyen|nha chua|to chuc|tap doan|ben do)$"
)


_CAPITALS = re.compile(
    rf"(?:^|[\s“\"])((?:[{_UPPER}][\w.&’'-]*)(?:\s(?:[{_UPPER}0-9“][\w.&’'-]*[”\"]?|xã|phường|huyện|tỉnh|tại|"
    rf"chi nhánh|-|và|[a-zà-ỹđ]{{2,6}}(?=\s(?:[a-zà-ỹđ]{{2,6}}\s)?[{_UPPER}])))*)$"
)


def giver_before(source: Source, begin: int, verb: int) -> tuple[int, int] | None:
    """The span of the giver named between `begin` and the verb; None when no giver stands there."""
    end = without_auxiliaries(source, begin, verb)
    if end <= begin or TAKES.search(source.plain, end, verb):
        return None
    pieces = _pieces(source.text, begin, end)
    for back in range(min(len(pieces), 5)):
        start, stop = pieces[-1 - back]
        words = source.key[start:stop].strip()
        more = back + 1 < len(pieces)
        if more and (
            _APPOSITIVE.match(words)
            or (_PLACE.match(words) and not _JOIN.search(words + " "))
            or (_TITLED.match(words) and not HEAD.search(words))
        ):
            continue
        found = _giver_in(source, start, stop, bool(_TITLED.match(words)))
        if found and more and _FOR.match(source.key[pieces[-2 - back][0] : pieces[-2 - back][1]].strip()):
            return _giver_in(source, *pieces[-2 - back], False) or found
        if found and TAKES.search(source.plain, found[1], verb) and back:
            return None
        if found and (back == 0 or _opens(source, start, found[0])):
            return found
    return None


def without_auxiliaries(source: Source, begin: int, end: int) -> int:
    """The end of the words before `end` once auxiliaries ("đã", "đến thăm và", "tổ chức") are cut off."""
    text, pattern = (source.key, _TRAILING_BARE) if source.unmarked else (source.plain, _TRAILING)
    low = max(begin, end - 80)
    cut = pattern.search(text, low, end)
    if not cut or cut.start() <= begin:
        return end
    stop = cut.start()
    organisers = re.compile(r"ban( to chuc)").match(source.key, stop - 3) if stop - begin >= 3 else None
    return organisers.end() if organisers else stop


def _opens(source: Source, start: int, head: int) -> bool:
    """Whether the giver opens its part (after a leader such as "Dịp này")."""
    if _PASSIVE.search(source.plain, max(start, head - 10), head):
        return True
    return head - start < 4 or bool(_LEADERS.fullmatch(source.key[start:head].strip() + " ", 0)) or head - start < 16


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
    for passive in _PASSIVE.finditer(source.plain, start, stop):
        start = passive.end()
    parts = _joined(key, start, stop)
    if len(parts) > 1:
        host, partner = parts[0], parts[-1]
        spans = [trimmed for trimmed in (_trim(source, *host, titled), _trim(source, *partner, titled)) if trimmed]
        private = [span for span in spans if not _OFFICIAL.match(key[span[0] : span[1]])]
        if len(private) == 2 and re.fullmatch(r" ?cung(?: voi)? ", key[private[0][1] : private[1][0]]):
            return private[0][0], private[1][1]
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
    event = _EVENT.search(source.text, start, stop)
    stop = without_auxiliaries(source, start, event.start() if event else stop)
    while start < stop and not (key[start].isalnum() or key[start] == "“"):
        start += 1
    lead = _LEADERS.match(key[start:stop])
    if lead:
        start += lead.end()
    while stop > start and not (key[stop - 1].isalnum() or key[stop - 1] in ')"”'):
        stop -= 1
    head = _first_head(source, start, stop)
    if head is None:
        head = _capital(source, start, stop)
    if head is None:
        return None
    if key.startswith("chi nhanh", head):
        brand = re.search(rf"[{_UPPER}][\w&.-]+(?: [{_UPPER}][\w&.-]+)* $", source.text[start:head])
        head = start + brand.start() if brand else head
    words = key[head:stop]
    verbal = None if source.unmarked else _VERBAL.search(source.text, head, stop)
    if (_NONE.match(words) and not ANAPHORA.match(words)) or (verbal and "do " not in words):
        return None
    if len(words) > 140 or (not titled and len(words) < 2):
        return None
    opened, closed = text[head:stop].count("("), text[head:stop].count(")")
    return (head, stop - 1 if closed > opened and text[stop - 1] == ")" else stop)


def _first_head(source: Source, start: int, stop: int) -> int | None:
    key, text = source.key, source.text
    for found in HEAD.finditer(key, start, stop):
        at = found.start()
        if key.startswith("ban to chuc", at):
            return at
        if found["body"] and not source.unmarked and not _real_body(source.plain, found, text):
            continue
        if found["body"] and (_NOT_BODY.match(key, found.end()) or (found["body"] == "to chuc" and not text[at].isupper())):
            continue
        if stop - at > 110 and HEAD.search(key, found.end(), stop):
            continue
        if (
            found["address"]
            and source.unmarked
            and found["address"] in ("di", "em", "cha", "me", "cu", "su")
            and key[at:stop] != found[0]
        ):
            continue
        if found["address"] and not source.unmarked and source.plain[at : found.end()] not in _REAL_ADDRESS:
            continue
        if found["address"] and not _named_person(text, found.end(), stop) and key[at:stop] != found[0]:
            continue
        return at
    return None


_REAL_ADDRESS = {
    "vợ chồng", "gia đình", "ông", "bà", "anh", "chị", "cô", "chú", "bác", "dì", "cậu", "em", "cháu", "cụ", "thầy",
    "đại đức", "thượng tọa", "thượng toạ", "hòa thượng", "hoà thượng", "ni sư", "ni trưởng", "sư cô", "sư cả", "sư",
    "linh mục", "cha", "mục sư", "soeur", "bác sĩ", "bác sỹ", "luật sư", "ca sĩ", "nghệ sĩ", "doanh nhân",
    "đồng chí", "đ/c", "giáo viên", "cô giáo", "thầy giáo",
}  # fmt: skip
_PASSIVE = re.compile(r"(?<![^\W_])(?:được|do|nhờ|bởi|thay mặt) (?=\S)")
_FOR = re.compile(r"(?:thay mat|dai dien cho|dai dien) ")
_EVENT = re.compile(r"(?<!an) (?:tổ chức|tổ chưc|khánh thành|khởi công|đến thăm|làm trưởng đoàn)(?= )")
_NOT_BODY = re.compile(r" (?:ket|hoa|hop|nghi|thi|vien(?! ))(?![^\W_])")
_FALSE_BODY = {
    "so": ("sở", "sờ"), "to": ("tổ",), "ban": ("ban",), "bao": ("báo",), "dai": ("đài",), "quan": ("quán",),
    "vua": ("vựa",), "lo": ("lò",), "cho": ("chợ",), "doi": ("đội",), "doan": ("đoàn",), "hoi": ("hội",),
    "vien": ("viện",), "phong": ("phòng",), "chua": ("chùa",), "quy": ("quỹ", "qũy", "quĩ"),
    "trai": ("trại", "trai"), "cang": ("cảng",), "tiem": ("tiệm",), "bep": ("bếp",), "ca": ("ca",), "cum": ("cụm",),
    "xuong": ("xưởng",), "truong": ("trường",), "tram": ("trạm",), "cuc": ("cục",), "vuon": ("vườn",),
    "nhom": ("nhóm",), "uy ban": ("ủy ban", "uỷ ban"),
}  # fmt: skip


def _real_body(plain: str, found: re.Match[str], text: str) -> bool:
    forms = _FALSE_BODY.get(found["body"])
    if forms is None:
        return True
    word = plain[found.start() : found.end()]
    if word not in forms:
        return False
    upper = text[found.start()].isupper()
    return upper or found["body"] in (
        "quy",
        "hoi",
        "nhom",
        "chua",
        "doan",
        "truong",
        "doi",
        "to",
        "tiem",
        "quan",
        "vua",
        "lo",
        "trai",
        "bep",
        "cho",
        "vuon",
        "xuong",
    )


def _named_person(text: str, after: int, stop: int) -> bool:
    """A form of address counts only before a name ("chị Hai", "ông Út"), not inside a sentence ("cho bà con")."""
    rest = text[after:stop].lstrip()
    return bool(rest) and any(word[:1].isupper() for word in rest[: stop - after].split(" ")[:4])


def _capital(source: Source, start: int, stop: int) -> int | None:
    """The last run of capitalised words that reaches the end of the part ("Vietcombank Kiên Giang", "BIDV Bắc An Giang")."""
    found = _CAPITALS.search(source.text[start:stop])
    if found and not _brand(found[1]):
        return None
    if not found or _ADMIN.search(source.key, max(0, start + found.start(1) - 12), start + found.start(1)):
        return None
    if re.match(
        r"(?:Dịp|Ngày|Sáng|Chiều|Tối|Tại|Trong|Theo|Nhân|Mỗi|Tổng|Cùng|Sau|Đến|Qua|Được|Đồng|Ngoài|Năm|Từ|Vừa|Đã|"
        r"Thăm|Trao|Và|Khi|Đây|Em|Con|Hiện|Còn|Riêng|Nhờ)(?!\w)",
        found[1],
    ):
        return None
    return start + found.start(1)


_ADMIN = re.compile(r"(?:^|[^\w])(?:xa|phuong|huyen|tinh|ap|thi tran|khu pho|thi xa|thanh pho|tp\.?|dac khu|khom|tai|o) $")


def _brand(words: str) -> bool:
    """Names of two words and more, or one that is no Vietnamese syllable ("Agribank", "BIDV")."""
    if fold_key(words) in ("kien giang", "an giang", "viet nam", "rach gia", "phu quoc", "ha tien", "binh duong", "can tho"):
        return False
    return " " in words or (len(words) >= 3 and words.isupper() and words.isascii()) or (len(words) >= 6 and words.isascii())


def is_official(words: str) -> bool:
    """Whether a name (folded) is a state or Front body that mostly hosts and hands over."""
    return bool(_OFFICIAL.match(words))
