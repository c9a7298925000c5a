"""The verbs of giving and the words that show a sentence is no gift: loans, prizes, sales, requests, rules."""

from __future__ import annotations

import re

from nlp.fold import key

STRONG = (
    "trao tặng|trao tay|tặng cho|tặng|ủng hộ|tài trợ|đóng góp|quyên góp|hiến tặng|biếu|cúng dường|hỗ trợ|hổ trợ|trao gửi|gửi tặng|gởi tặng|đăng ký ủng hộ|cam kết tài trợ|tiếp sức|bàn giao|nhận đỡ đầu|đỡ đầu|trợ giúp|giúp đỡ|chung tay|hứa tặng"
)
WEAK = "hiến|trao|trau|góp|đóng|gửi|gởi|cho|giúp|phát|cấp phát|cấp|dành|chuyển|đưa|bổ sung|trích|mua|mua tặng|gom|chở|xây tặng|xây|cất|hùn|nhận|lo|sửa chữa|đầu tư|đăng ký|cam kết|thêm|mang|đem|tặng|nấu|chi|mừng|may|sửa"
MOBILISE = "vận động|kêu gọi|quyên được|huy động"
RECEIVE = "tiếp nhận|đón nhận|nhận được|được nhận|nhận"
_NOT_AFTER = (
    r"(?! (?:vay|biết|rằng|thấy|mượn (?:vốn|tiền)|thuê|phép|ra đời|nên|hay|đổi|quyết định|giấy khen|giấy|bằng khen|bằng|danh hiệu|cờ|kỷ niệm chương|huy hiệu|giải|thưởng|quyền|phần|ý|mặt|sức|động|biểu|triển|hiện|sinh|thanh|huy|hành|sóng|quang|hoang|viên|giao|biến|vào|tin|"
    r"rằng|lãi suất|kỹ thuật|pháp lý|vốn vay|vay vốn|thu nhập|bao tiêu|chăn nuôi|cây con|tội phạm|gìn|xong|hàng|nhau|đến nay|dù|đội|sổ tiết|định hướng|chức|học kỳ|trách nhiệm|nhiệm vụ|lời|hoa cho|kinh nghiệm|hương hoa|hoa))"
)
GIVE = re.compile(rf"(?<![^\W_])(?:(?P<strong>{STRONG})|(?P<mob>{MOBILISE})|(?P<weak>{WEAK}))(?![^\W_]){_NOT_AFTER}")
GIVE_BARE = re.compile(key(GIVE.pattern).replace("?p<", "?P<").replace("\\w", "\\W").replace("[^\\W_]", "[^\\W_]"))
_WHOLE = re.compile(r"vay vốn|cho vay|giải ngân|dư nợ|tín dụng|khuyến mãi|khuyến mại|giảm giá|bốc thăm|trúng thưởng|ưu đãi|giải nhất|giải nhì|giải thưởng|tiền thưởng|vô địch|đoạt giải|lợi nhuận|doanh thu|thu nhập|thu mua|bán được|giá bán|khai giảng lớp")
_REQUEST = re.compile(r"(?:cần|mong|đề nghị|xin|kêu gọi|muốn|mức|nhờ|rất mong|kính mong|được vay|mong được|đang cần|chờ|nếu|phấn đấu|chỉ tiêu|dự kiến|sẽ được|không|chưa|can|mong|xin)(?: (?:các|quý|sự|được|nhà hảo tâm|mọi người|bà con|cộng đồng|[^\W\d_]+))? $")


def gift_verbs(plain: str, begin: int, end: int, unmarked: bool) -> list[re.Match[str]]:
    """Giving verbs of a stretch of text, those of requests and rules left out."""
    pattern = GIVE_BARE if unmarked else GIVE
    return [found for found in pattern.finditer(plain, begin, end) if not _REQUEST.search(plain, max(begin, found.start() - 28), found.start())]


def no_gift(plain: str) -> bool:
    """Whether a sentence speaks of loans, sales, prizes or income rather than gifts."""
    return bool(_WHOLE.search(plain))
