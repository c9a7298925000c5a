"""The words around place names: unit words and their short forms, what opens and what forbids a bare name."""

from __future__ import annotations


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


HOUSE, GROUP, HAMLET, COMMUNE, DISTRICT, PROVINCE = range(6)
RANK = {"commune": COMMUNE, "district": DISTRICT, "province": PROVINCE}

# key of the first word → (keys of the words after it, spelling, rank, kind)
UNIT_WORDS: dict[str, tuple[tuple[tuple[str, ...], str, int, str], ...]] = {
    "so": ((("nha",), "số nhà", HOUSE, "số nhà"), ((), "số", HOUSE, "số")),
    "to": (
        (("dan", "pho", "so"), "tổ dân phố số", GROUP, "tổ"),
        (("dan", "pho"), "tổ dân phố", GROUP, "tổ"),
        (("ndtq", "so"), "tổ ndtq số", GROUP, "tổ"),
        (("ndtq",), "tổ ndtq", GROUP, "tổ"),
        (("so",), "tổ số", GROUP, "tổ"),
        ((), "tổ", GROUP, "tổ"),
    ),
    "ap": (((), "ấp", HAMLET, "ấp"),),
    "khom": (((), "khóm", HAMLET, "khóm"),),
    "khu": (
        (("pho",), "khu phố", HAMLET, "khu phố"),
        (("vuc",), "khu vực", HAMLET, "khu vực"),
    ),
    "kp": (((), "kp", HAMLET, "khu phố"),),
    "thon": (((), "thôn", HAMLET, "thôn"),),
    "xom": (((), "xóm", HAMLET, "xóm"),),
    "lang": (((), "làng", HAMLET, "làng"),),
    "buon": (((), "buôn", HAMLET, "buôn"),),
    "xa": (((), "xã", COMMUNE, "xã"),),
    "x": (((), "x", COMMUNE, "xã"),),
    "phuong": (((), "phường", COMMUNE, "phường"),),
    "p": (((), "p", COMMUNE, "phường"),),
    "f": (((), "f", COMMUNE, "phường"),),
    "thi": (
        (("tran",), "thị trấn", COMMUNE, "thị trấn"),
        (("xa",), "thị xã", DISTRICT, "thị xã"),
    ),
    "tt": (((), "tt", COMMUNE, "thị trấn"),),
    "dac": ((("khu",), "đặc khu", COMMUNE, "đặc khu"),),
    "huyen": (((), "huyện", DISTRICT, "huyện"),),
    "h": (((), "h", DISTRICT, "huyện"),),
    "quan": (((), "quận", DISTRICT, "quận"),),
    "q": (((), "q", DISTRICT, "quận"),),
    "tx": (((), "tx", DISTRICT, "thị xã"),),
    "thanh": ((("pho",), "thành phố", DISTRICT, "thành phố"),),
    "tp": (((), "tp", DISTRICT, "thành phố"),),
    "tinh": (((), "tỉnh", PROVINCE, "tỉnh"),),
    "t": (((), "t", PROVINCE, "tỉnh"),),
}
SHORT = frozenset({"x", "p", "f", "h", "q", "t"})
SHORT_FREE = frozenset({"tt", "tx", "tp", "kp"})
QUALIFIERS = (
    ("bien", "gioi"),
    ("bai", "ngang", "ven", "bien"),
    ("bai", "ngang"),
    ("ven", "bien"),
    ("vung", "sau"),
    ("cu", "lao"),
    ("mien", "nui"),
    ("nong", "thon", "moi"),
    ("dao",),
    ("bien",),
    ("ngheo",),
)
PLACING = _words(
    "ở tại từ đến về xuống lên qua ra vào tới quê ngụ gồm như bên sang khắp vùng đảo chợ xứ miệt địa bàn dân người con rời khỏi "
    "ngoài trong cả riêng toàn đi bến"
)
"""Words that lead to a bare place name."""
PLURALS = _words("các những liên hai ba bốn năm sáu bảy tám chín mười nhiều giữa")
"""Words before a unit word that open a list of units."""
TITLES = _words("ông bà anh chị em cháu bé chú cô bác dì dượng cậu thầy sư chí mợ thím ni thượng đức mục tá úy")
"""Words that lead to a person's name."""
NOT_PLACES = _words(
    "đường phố cầu kênh kinh rạch sông hẻm lộ hồ núi vàm cống công ty cty hiệu nhãn chùa trường đình quán tiệm thế hệ máy tàu "
    "giống lớp thẻ đạo họ tên sư tưởng tịch tncs bác lăng"
)
"""Words that make a name that follows a street, a canal, a firm, a pagoda."""
OPENERS = _words(
    "tại ở từ đến về và của cho người dân bà các những huyện tỉnh theo trong khi ngày sáng chiều tối nhờ do với vùng đảo đến "
    "hiện nay riêng toàn quê khu chợ bến"
)
"""Words that begin a sentence with a capital and are no part of a name."""
