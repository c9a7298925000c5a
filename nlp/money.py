"""Sums of money: đồng exactly, foreign sums with their currency, unit prices flagged.

A number is money when a currency stands behind it; when its scale is "triệu" or "tỷ" and what follows is not a thing
counted in millions (people, trees, tonnes); when it ends in "k", "ngàn", "củ" and a clause goes on or ends there; or when
it is written out in full ("26.300.000") right after a word for money. Rules from field reports of all senders.
"""

from __future__ import annotations

import re
from decimal import Decimal

from newsroom.facts import Money
from nlp.context import level_of, scope_of
from nlp.numbers import Number, find_numbers
from nlp.source import Source

_DONG = re.compile(
    r"\s{0,2}(?:[.,]-?)?(?:(?:việt nam )?(?:đồng|vnđ|vnd|dong|vn đồng|dồng|đống|đồg|đông(?! (?:đảo|người|bà|hộ|"
    r"khách))|đ(?![\w.]\w|\w)|d(?!\w))|\.đ\b)(?: việt nam| chẵn)?"
)
_GLUED_DONG = re.compile(r"đ(?!\w)|đồng")
_FOREIGN = re.compile(
    r"\s{0,2}(?:(usd|us\$|\$|đô la mỹ|đô mỹ|đô la(?! (?:úc|canada|singapore|mỹ))|đô(?![\w]| (?:thị|la|đốc|úc|canada|sing))|"
    r"do la my|dollars?)|(aud|đô la úc|đô úc)|(cad|đô la canada)"
    r"|(sgd|đô la singapore)|(eur|euro|€)|(gbp|bảng anh)|(jpy|yên(?: nhật)?|¥)|(krw|won)|(cny|nhân dân tệ|tệ\b)|"
    r"(thb|baht|bạt thái)|(khr|riel)|(chf|franc thụy sĩ))(?!\w)"
)
_CODES = ("USD", "AUD", "CAD", "SGD", "EUR", "GBP", "JPY", "KRW", "CNY", "THB", "KHR", "CHF")
_BEFORE_FOREIGN = re.compile(r"(?:(us\$|\$|usd )|(€|eur ))\s?$")
_COUNTED = re.compile(
    r"\s+(?:lượt|người|hộ|dân|cây|con|cá|tôm|tấn|tạ|kg|ký|m2|m3|m²|m³|mét|km|liều|mũi|ha|héc|lít|bản|cuốn|quyển|"
    r"việc|lao động|khách|du khách|đoàn viên|hội viên|thuê bao"
    r"|suất|phần|tài khoản|tấm|viên|chiếc|cái|bao|hạt|kwh|kw|năm|ngày|giờ|học sinh|sinh viên|trẻ|em nhỏ|giống|"
    r"trứng|bộ|hồ sơ|ca |đơn vị|cổ phiếu|cổ phần|sản phẩm|công dân|cử tri|phụ nữ"
    r"|nông dân|ngư dân|đồng bào|nhân khẩu|thẻ|giao dịch|lá phiếu|ống|khẩu trang|viên gạch|luot|nguoi|ho |dan |"
    r"cay|con |tan |ha |suat|phan|khach|hoc sinh|giong)\b"
)
_MAY_FOLLOW = re.compile(
    r"\s*(?:$|[\n.,;:)!?+\"/…\]\-x×=*]|(?:cho|để|từ|do|của|tặng|hỗ|xây|sửa|và|gồm|tiền|với|trong|mỗi|một|đóng|"
    r"mua|nữa|là|thì|được|giúp|ủng|trao|tại|ở|nhờ|qua|trở|lên|mà|nên|"
    r"nha|nhé|ạ|á|ạ|rồi|nghen|nghe|hà|luôn|thôi|theo|tùy|bằng|vào|về|bà con|ngoài|hằng|hàng|de|tu|cua|tang|"
    r"ho tro|xay|sua|va|gom|tien|voi|trong|moi|mot|dong|mua|la|thi|duoc|giup|ung|nhe|a|roi|tai|o)\b"
    r"|[^\w\s])"
)
_PLACE_WORD = re.compile(r"(?:kênh|kinh|ấp|xã|rạch|cầu|chợ|xóm|đường|khóm|lộ)\s$")
_VIEWS = re.compile(r" ?(?:view|like|sub|follow|lượt|km|bước|%)")
_CUE = re.compile(
    r"(?:tien|tri gia|gia tri|gia|tong|tong cong|ton|thu|chi|quy|von|kinh phi|ung ho|ho tro|cong|gop|duoc|dong|"
    r"thuong|la|nhan|con lai|lai|muc|don gia|no|vay|tang|trao|bang)"
    r"(?: (?:la|duoc|so|cua|hon|tren|gan|khoang|tien|con|quy|nam|dot|1|2|tong|mat|voi|so tien|duoc la))*\s*[:=]?\s*\(?$"
)
_PAIR = (
    r"học sinh|sinh viên|ngày công|người lao động|gia đình|hộ nghèo|hộ dân|hộ cận nghèo|phần quà|suất quà|"
    r"căn nhà|suất học bổng|học bổng|sản phẩm|đoàn viên|hội viên|trường hợp|mô hình|cây cầu|nhân khẩu|"
    r"đối tượng|công trình|tiết học|bữa ăn|cái bánh|thành viên|hợp tác xã|phong bì|xuất quà|phần ăn|suất ăn|"
    r"phan qua|hoc sinh|can nha|bao tiêu|nhân viên|giáo viên|đại biểu|cháu bé|người dân|tổ chức|cán bộ|"
    r"bệnh nhân|lượt người|chuyến xe"
)
_PER = re.compile(rf"\s?/\s?(?:1 |một |01 )?(?:{_PAIR}|(?!\d)[^\W\d_]+(?:[23²³]\b)?)")
_EACH_BEFORE = re.compile(
    r"(?<![^\W_])(?:mỗi|moi|từng|1|một|bình quân|đơn giá|giá bán|"
    r"với giá|giá mỗi) (?:[^\W\d_]+ ){0,4}(?:(?:trị giá|tri gia|là|được|giá|có|nhận|hỗ trợ|gồm|khoảng|"
    r"từ|hơn|trên|gần|thu|đóng|góp|tiền mặt|bằng)[\s:]+){0,3}$"
)
_EACH_SUBJECT = re.compile(
    r"(?<![^\W_])(?:mỗi|moi|từng) (?:căn|phần|suất|xuất|hộ|em|cháu|người|gia đình|học sinh|bệnh nhân|xe|con|thẻ|nhà|cây cầu|"
    r"cầu|trường hợp|chiếc|bộ|công nhân|can|phan|suat|ho|nguoi)(?![^\W_])[^;.,\n]{0,80}$"
)
_EACH_AFTER = re.compile(
    r"\s(?:mỗi|một|cho mỗi|cho 1|1|moi) (?:phần|suất|căn|hộ|người|em|cháu|nhà|xã|gia đình|thẻ|bộ|chiếc|con|phan|"
    r"suat|can|ho)\b"
)


def find_money(source: Source) -> tuple[Money, ...]:
    """All sums in order. `amount_vnd` is the low end of a range; foreign sums have none."""
    found = []
    for number in find_numbers(source):
        money = _foreign(source, number) or _dong(source, number)
        if money:
            found.append(money)
    return tuple(found)


def _dong(source: Source, number: Number) -> Money | None:
    plain = source.plain
    currency = (_GLUED_DONG if number.word == "tr" else _DONG).match(plain, number.end) or _DONG.match(plain, number.end)
    if currency and not _real_currency(plain, number, currency):
        currency = None
    if not currency and not _bare_money(source, number):
        return None
    if number.value != int(number.value) or number.value < 1:
        return None
    end = _priced(plain, currency.end() if currency else number.end)
    unit = end > (currency.end() if currency else number.end)
    return _money(source, number, number.start, end, unit)


def _real_currency(plain: str, number: Number, currency: re.Match[str]) -> bool:
    """Not "5đ" (marks), "3 đồng chí", "2 đồng tác giả", "10 d" of a list, "đồng" the field or the metal."""
    word = currency[0].strip()
    if number.value < 100 and (number.spelt or word in ("đ", "d", "đông")):
        return False
    if word == "d" and number.value < 1000:
        return False
    after = plain[currency.end() : currency.end() + 14]
    return not re.match(
        r" ?(?:chí|bào|hương|đội|lúa|nghiệp|phục|tác giả|hạng|minh|ruộng|bằng|thau|giải)(?![^\W_])", after
    ) and not (word == "dong" and re.match(r" ?(?:chi|bao|huong|doi|lua)(?![^\W_])", after))


def _bare_money(source: Source, number: Number) -> bool:
    plain, after = source.plain, number.end
    if (
        number.spelt
        and source.text[number.start].isupper()
        and _PLACE_WORD.search(plain, max(0, number.start - 8), number.start)
    ):
        return False
    if number.scale >= 10**6 and number.word not in ("củ", "cu"):
        if number.spelt and number.value == number.scale and not _MAY_FOLLOW.match(plain, after):
            return False
        return not _COUNTED.match(plain, after) and not _percent(plain, after)
    if number.word in ("củ", "cu"):
        return number.word == "củ" or bool(_MAY_FOLLOW.match(plain, after))
    if number.word == "k":
        if number.value < 10_000 and plain[after : after + 1] != "/":
            return False
        return _follows(plain, after) or not (_COUNTED.match(plain, after) or _VIEWS.match(plain, after))
    if number.scale == 1000:
        return _follows(plain, after) and number.value >= 1000
    return _written_out(source, number)


def _follows(plain: str, after: int) -> bool:
    return bool(_MAY_FOLLOW.match(plain, after)) and not _percent(plain, after)


def _percent(plain: str, after: int) -> bool:
    return plain[after : after + 2].strip().startswith("%")


def _written_out(source: Source, number: Number) -> bool:
    """A full figure without its currency: "số tiền 12.000.000", "Cộng: 150.000.000", "5 phần x 300.000"."""
    if number.spelt or number.grouped < 1 or number.value < 10_000 or number.value % 100:
        return False
    if not re.match(r"\s*(?:$|[\n.,;)!+\"]|/\s?[a-zđ]|\()", source.plain[number.end : number.end + 4] or "\n"):
        return False
    before = source.key[max(0, number.start - 40) : number.start].replace("\t", " ")
    if number.grouped >= 2:
        return bool(_CUE.search(before)) or bool(re.search(r"[x×*=]\s?$", before))
    return bool(re.search(r"(?:tien|tri gia|gia|thuong)(?: (?:la|mat|hon|tren))?\s*:?\s*$|[x×*=]\s?$", before))


def _priced(plain: str, end: int) -> int:
    """The end after "/căn", "/người/tháng"; a slash before another sum is no unit."""
    while True:
        unit = _PER.match(plain, end)
        if not unit or unit.end() - end > 22:
            return end
        end = unit.end()


def _foreign(source: Source, number: Number) -> Money | None:
    plain = source.plain
    match = _FOREIGN.match(plain, number.end)
    start = number.start
    if match:
        code = _CODES[next(at for at, group in enumerate(match.groups()) if group)]
        end = match.end()
    else:
        before = _BEFORE_FOREIGN.search(plain, max(0, start - 5), start)
        if not before:
            return None
        code, end, start = ("USD" if before[1] else "EUR"), number.end, before.start()
    if code == "USD" and match and match[0].strip() == "đô" and number.value < 10:
        return None
    return _money(source, number, start, _priced(plain, end), False, code)


def _money(source: Source, number: Number, start: int, end: int, unit: bool, currency: str | None = None) -> Money:
    plain = source.plain
    unit = unit or bool(_EACH_BEFORE.search(plain, max(0, start - 60), start) or _EACH_AFTER.match(plain, end))
    unit = unit or bool(_EACH_SUBJECT.search(plain, max(0, start - 100), start))
    high = _whole(number.high)
    return Money(
        surface=source.text[start:end],
        start=start,
        end=end,
        amount_vnd=None if currency else int(number.value),
        amount_max_vnd=None if currency else high,
        currency=currency,
        amount=float(number.value) if currency else None,
        hedge=number.hedge,
        scope=scope_of(source, start),
        level=level_of(source, start),
        unit_price=unit,
    )


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)
