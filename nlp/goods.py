"""Things given, with their numbers and counters: "120 phần quà Tết", "2 tấn gạo", "chiếc xe đạp", "500 thẻ BHYT".

A counter (phần, căn, chiếc, kg…) or the name of a common gift must stand behind the number. After a giving verb a counter
without a number counts one ("bàn giao căn nhà"). Lists from what field reports of the region give away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.numbers import Number, find_numbers
from nlp.source import Source


@dataclass(frozen=True, slots=True)
class GoodsMention:
    """A number of things as written: "120 phần quà" is quantity 120, unit "phần", what "quà"."""

    surface: str
    start: int
    end: int
    what: str
    quantity: float | None
    unit: str
    hedge: str | None = None


_COUNTERS = (
    "phần|suất|xuất|căn|ngôi|cái|chiếc|con|bộ|đôi|cặp|thùng|bao|gói|bịch|chai|lít|hộp|lon|can|cuốn|quyển|tập|"
    "tấm|cây|thẻ|sổ|túi|giỏ|viên|đòn|ổ|chỉ|lượng|bồn|giếng|bình|khối|"
    "tấn|tạ|yến|giạ|ký lô|ký|kí|kg|kilogam|kilôgam|ki lô gam|m2|m²|m3|m³|mét|m(?= (?:tôn|tole|vải|lưới|dây))|"
    "món|tờ|bọc|liều|phuy|xe|máy|hũ|thau|cục|bó|trái|phong bì|bảng|kệ|dãy|miếng|thang|chuyến|tủ|phòng|mền|mâm|"
    "lốc|vỉ|két|cây nước|"
    "phan|suat|xuat|can|cai|chiec|bo|doi|cap|thung|goi|bich|hop|cuon|quyen|tam|cay|the|tui|gio|dia|tan|ta|ky|"
    "lit|xe|may|binh|bon|vien"
)
_THINGS = (
    "áo phao|áo ấm|áo mới|áo|mền|chăn|xe đạp|xe lăn|xe lắc|xe máy|máy tính|máy vi tính|máy lọc nước|máy may|"
    "máy thở|laptop|tivi|ti vi|quạt|khẩu trang|nón bảo hiểm|nón|học bổng|quà|nhà|bò|heo|dê|gà|vịt|trâu|"
    "cá giống|"
    "con giống|tập vở|tập|vở|sách|bộ sách|cặp|balo|ba lô|đồng phục|lồng đèn|bóng đèn|đèn|cầu|giếng nước|"
    "bồn nước|bồn chứa nước|bình lọc nước|phương tiện|sinh kế|mô hình sinh kế|nhu yếu phẩm|tủ thuốc|"
    "bàn ghế|giường|võng|tủ lạnh|bếp gas|thùng rác|camera|thẻ|vé|ngày công|bao thơ|lì xì|điện thoại|xuồng|ghe|"
    "lưới|phòng học|phao|đôi dép|dép|bánh|sữa|gạo|mì|trứng|thuốc|"
    "ao phao|ao am|xe dap|xe lan|hoc bong|qua|nha|tap|cap|quat|khau trang|den|gao|mi"
)
_COUNTED = re.compile(rf" {{0,2}}(?P<unit>{_COUNTERS})(?![^\W_])")
_THING = re.compile(rf" {{0,2}}(?P<thing>{_THINGS})(?![^\W_])")
_NOT_THING = re.compile(
    r" {0,2}(?:con (?:em|người|đường|số|kinh|kênh|nước|trai|gái|nhỏ|cháu|đang|học|tuổi)|bộ (?:đội|phận|trưởng|"
    r"máy|tiêu chí|chỉ tiêu|hồ sơ|thủ tục)|cái tết|can ngheo|can bo|ngôi (?:làng|trường học)|căn cứ|"
    r"phần (?:trăm|lớn|mềm|đất|việc|thi|hội|lễ|nghìn|còn lại|bà con|mười)|phần ?%|"
    r"xe (?:ôm|đò|cứu|buýt)|cây số|tập (?:thể|đoàn|huấn|trung|luyện)|đôi (?:khi|lúc|bạn)|cặp vợ|bảng điểm|"
    r"phòng (?:ban|trào|chống|ngừa|vệ|khám)|thẻ (?:đỏ|vàng|atm)|máy tính bảng điểm|lớp|sổ (?:hộ|đỏ|nghèo|vàng)|"
    r"tấm (?:lòng|gương|bằng)|chuyến (?:xe|đi|công|bay)|chỉ (?:tiêu|thị|số|huy|đạo|có|còn|sau|trong|là|được|cần|"
    r"mua)|the he|bo doi|tap the|viên chức|m nay|can cu|xe khách)(?![^\W_])"
)
_STOPS = (
    "cho|trị giá|trị|tặng|đến|tới|với|và|cùng|của|do|mỗi|gồm|từ|tại|ở|để|giúp|hỗ|được|trong|nhân|dịp|tổng|có|"
    "là|bằng|nhằm|đã|sẽ|vừa|này|kia|đó|nữa|theo|qua|về|ra|vào|lên|xuống|cũng|còn|thì|mà|như|trao|ủng|góp|"
    "bàn giao|"
    "nhận|gửi|gởi|đang|chưa|không|hổng|phát|kèm|trên|dưới|giữa|trước|sau|khi|nhờ|vì|nên|nếu|hoặc|hay|bao gồm|"
    "bà|ông|anh|chị|em|cháu|người|hộ|các|những|quý|số|khoảng|gần|hơn|tương|đợt|dành|nơi|phục|chứa|vận|đi|đăng|"
    "luôn|nghen|nha|ạ|á|thêm|gắn|xây|miễn|rồi|chở|"
    "tri gia|den|toi|voi|va|cung|cua|moi|gom|tu|tai|o|de|giup|ho|duoc|trong|tang|tong|co|la|ve|ba|ong|chi|chau|"
    "nguoi|cac|xa|ap|huyện|xã|ấp|tỉnh|phường|khu phố|khóm|thị|thành phố|lắp|bơm|trục|ngụ|thuộc|bị|hoàn|khó|"
    "nghèo|cận|làm|nuôi|mua|đóng|đem|đưa|lại|phía|mừng|trị|x|lập"
)
_STOP = re.compile(rf"(?:{_STOPS})(?![^\W_])")
_WORD = re.compile(r" ([^\W_][\w²³%/.&+-]*)")
_LONE = re.compile(
    r"(?P<unit>căn nhà|ngôi nhà|mái ấm|chiếc|cái|bộ|con bò|con heo|cây cầu|xe đạp|xe lăn|phần quà|suất học bổng|"
    r"sổ tiết kiệm|can nha|chiec|phan qua|xe dap|số gạo|thẻ bhyt)(?![^\W_])"
)
_MASS = (
    "kg",
    "ký",
    "kí",
    "tấn",
    "tạ",
    "ky",
    "tan",
    "lít",
    "m2",
    "m3",
    "giạ",
    "yến",
    "khối",
    "ta",
    "ký lô",
    "kilogam",
    "lit",
    "mét",
)


def find_goods(source: Source) -> tuple[GoodsMention, ...]:
    """Counted things in order, gifts or not; who gave them is for nlp.donations to say."""
    found = []
    for number in find_numbers(source):
        goods = _goods(source, number)
        if goods:
            found.append(goods)
    return tuple(found)


def _goods(source: Source, number: Number) -> GoodsMention | None:
    plain, end = source.plain, number.end
    if number.scale >= 10**6 or number.word in ("k", "củ", "cu", "tr") or _NOT_THING.match(plain, end):
        return None
    if plain[max(0, number.start - 1) : number.start] == "/":
        return None
    unit = _COUNTED.match(plain, end)
    thing = _THING.match(plain, end)
    if not unit and not thing:
        return None
    if thing and (not unit or len(thing["thing"]) > len(unit["unit"])):
        name, at = "", thing.end() - len(thing["thing"])
        after = thing.end()
    else:
        assert unit
        name, at = source.text[unit.start("unit") : unit.end("unit")], unit.end()
        after = at
    stop = _phrase_end(source, after, 3 if not name else 4)
    what = source.text[at:stop].strip()
    if (name.lower() in ("m2", "m²", "ha", "m3", "m³") and not what.lower().startswith("đất")) or (
        name.lower() in _MASS and not what
    ):
        return None
    return GoodsMention(source.text[number.start : stop], number.start, stop, what, float(number.value), name, number.hedge)


def _phrase_end(source: Source, at: int, most: int) -> int:
    """Where the name of the thing ends: at a sign, a stop word, a number, or a capital that starts another name."""
    plain, text = source.plain, source.text
    for _ in range(most):
        word = _WORD.match(plain, at)
        if not word or word[1][0].isdigit() or (_STOP.match(plain, word.start(1)) and not plain.startswith("bảo", at - 3)):
            break
        end = word.end()
        while end > word.start(1) and plain[end - 1] in ".-+/&%":
            end -= 1
        first = text[word.start(1)]
        if (
            first.isupper()
            and not text.isupper()
            and not re.match(r"tết|trung thu|bhyt|led|vu lan|noel|lcd|pvc|tole|tôn|st\d", plain[word.start(1) : end + 8])
        ):
            break
        at = end
        if end < word.end():
            break
    return at


_NAMED = re.compile(rf"(?:{_THINGS}|tủ sách|vé xe|máy lọc nước|xi măng|cát đá)(?![^\W_])")


def names_a_thing(plain: str, begin: int, end: int) -> bool:
    """Whether a stretch names any thing that may be given without a number."""
    return bool(_LONE.search(plain, begin, end) or _NAMED.search(plain, begin, end))


def unnumbered_thing(source: Source, at: int) -> GoodsMention | None:
    """Things without a number right at `at` ("tặng ba lô", "trao tủ sách"): no quantity."""
    found = _NAMED.match(source.plain, at)
    if not found or found[0] in ("quà", "cầu", "nhà", "qua", "nha", "áo", "thuốc", "đèn", "bò", "gà", "vé", "thẻ"):
        return None
    end = _phrase_end(source, found.end(), 2)
    return GoodsMention(source.text[at:end], at, end, source.text[at:end], None, "")


def lone_thing(source: Source, at: int, end: int) -> GoodsMention | None:
    """One thing without a number right at `at` ("căn nhà", "chiếc xe đạp"): quantity 1; None when there is none."""
    found = _LONE.match(source.plain, at, end)
    if not found:
        return None
    unit, _, rest = found["unit"].partition(" ")
    whole = unit in ("xe", "mái", "sổ", "số", "thẻ")
    after = _phrase_end(source, found.end(), 3)
    words = source.text[found.start() : after]
    if not whole and not rest and after == found.end():
        return None
    name = "" if whole else source.text[found.start() : found.start() + len(unit)]
    what = words if whole else words[len(unit) :].strip()
    return GoodsMention(words, found.start(), after, what, 1.0, name)
