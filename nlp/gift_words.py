"""The verbs of giving and the words that show a sentence is no gift: loans, prizes, sales, requests, rules."""

from __future__ import annotations

import re

from nlp.fold import key
from nlp.source import Source

STRONG = (
    "trao tặng|trao tay|tặng cho|tặng|ủng hộ|tài trợ|đóng góp|quyên góp|hiến tặng|biếu|cúng dường|hỗ trợ|"
    "hổ trợ|trao gửi|gửi tặng|gởi tặng|đăng ký ủng hộ|cam kết tài trợ|tiếp sức|bàn giao|nhận đỡ đầu|đỡ đầu|"
    "trợ giúp|giúp đỡ|cứu trợ|chia sẻ|tiếp tế|chăm lo|lì xì|dành tặng"
)
WEAK = (
    "hiến|trao|trau|góp|gửi|gởi|cho|giúp|phát|cấp phát|cấp|dành|chuyển|bổ sung|trích|mua tặng|gom|xây tặng|hùn|"
    "đăng ký|cam kết|mang tặng|gửi về|đãi|kết nối|để lại"
)
CARRY = "đem|mang|đưa|chở|mua|nấu|chi|quyên|gom"
MOBILISE = "vận động"
RECEIVE = "tiếp nhận|đón nhận|nhận được|được nhận|nhận"
_NOT_AFTER = (
    r"(?! (?:vay|biết|rằng|thấy|mượn|trọn công|thuê|phép|ra đời|nên|hay|đổi|quyết định|giấy khen|giấy|bằng khen|"
    r"bằng|danh hiệu|cờ|kỷ niệm chương|huy hiệu|giải|thưởng|quyền|phần|ý|mặt|sức|động|biểu|triển|hiện|sinh|"
    r"thanh|huy|hành|sóng|quang|hoang|viên|giao|biến|vào|tin|"
    r"rằng|lãi suất|kỹ thuật|pháp lý|vốn vay|vay vốn|thu nhập|bao tiêu|chăn nuôi|cây con|tội phạm|gìn|xong|hàng|"
    r"nhau|đến nay|dù|đội|sổ tiết|định hướng|chức|học kỳ|trách nhiệm|nhiệm vụ|lời|hoa cho|kinh nghiệm|hương hoa|"
    r"hoa))"
)
GIVE = re.compile(
    rf"(?<![^\W_])(?<!nhà )(?<!quỹ )(?<!đơn vị )(?<!kinh phí )(?<!gói )(?<!nguồn )(?:(?P<strong>{STRONG})|"
    rf"(?P<mob>{MOBILISE})|(?P<weak>{WEAK})|(?P<carry>{CARRY}))(?![^\W_]){_NOT_AFTER}"
)
GIVE_BARE = re.compile(
    key(GIVE.pattern.replace("|biếu", "")).replace("?p<", "?P<").replace("\\w", "\\W").replace("[^\\W_]", "[^\\W_]")
)
_SALE = re.compile(
    r"khuyến mãi|khuyến mại|giảm giá|bốc thăm|rút thăm|trúng thưởng|ưu đãi|giải nhất|giải nhì|giải thưởng|"
    r"tiền thưởng|vô địch|đoạt giải|khách mua|voucher|hợp đồng tài trợ|huy chương|trao cúp|hợp tác tài trợ|"
    r"đội bóng|thẻ mua sắm"
)
_LOAN = re.compile(
    r"(?:vay|giải ngân|dư nợ|(?<!quỹ )tín dụng|lợi nhuận|doanh thu|thu nhập|thu mua|bán được|giá bán|"
    r"thương lái)(?![^\W_])[^;]{0,50}$"
)
_REQUEST = re.compile(
    r"(?<![^\W_])(?:cần|mong|đề nghị|xin|kêu gọi|muốn|mức|nhờ|rất mong|kính mong|được vay|mong được|đang cần|chờ|nếu|"
    r"phấn đấu|chỉ tiêu|dự kiến|kế hoạch|sẽ được|không|chưa|can|mong|xin)(?: (?:các|quý|sự|được|"
    r"nhà hảo tâm|mọi người|bà con|cộng đồng|[^\W\d_]+))? $"
)


def gift_verbs(source: Source, begin: int, end: int) -> list[re.Match[str]]:
    """Giving verbs of a stretch of text, those of requests and rules left out."""
    plain, pattern = source.plain, GIVE_BARE if source.unmarked else GIVE
    return [
        found
        for found in pattern.finditer(plain, begin, end)
        if not _in_a_name(source.text, begin, found.start())
        and not _asks(source, begin, found.start())
        and not _LOAN.search(plain, max(begin, found.start() - 70), found.start())
    ]


def _asks(source: Source, begin: int, start: int) -> bool:
    """Whether a word of need or plan stands before the verb; "chợ Mong Thọ" with its capital asks for nothing."""
    low = max(begin, start - 28)
    if source.unmarked or source.text[begin:start].isupper():
        return bool(_REQUEST.search(source.plain, low, start))
    cased = source.text[low:start]
    return bool(_REQUEST.search(cased[:1].lower() + cased[1:] if low == begin else cased))


def _in_a_name(text: str, begin: int, start: int) -> bool:
    """As in "Hưng Phát", "Thiện Tặng": a capital inside a clause makes it a name, not a verb."""
    if not text[start].isupper() or text[start + 1 : start + 2].isupper():
        return False
    before = text[begin:start].rstrip()
    return bool(before) and before[-1] not in '.:;-–•*()“"+'


def no_gift(plain: str) -> bool:
    """Whether a sentence speaks of sales and prizes rather than gifts."""
    return bool(_SALE.search(plain))
