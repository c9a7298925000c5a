"""Words that tell names apart: surnames, titles, heads and short forms of bodies, offices and the verbs of giving and needing.

Sources: the Front's, Red Cross's and press's reports read for this project; surnames of the Kinh, Khmer, Hoa and Chăm of the
Mekong delta. All in lower case; looked up with and without marks.
"""

from __future__ import annotations

from functools import cache

from nlp.fold import key


def _set(line: str) -> frozenset[str]:
    words = line.split()
    return frozenset(words)


SURNAMES = _set(
    "nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý lí đinh trương trịnh lâm mai đào đoàn tạ tăng tô "
    "cao châu chau hà lưu lương thái triệu từ vương quách la lữ lã mã hứa hàn hồng kiều kim khổng giang khưu khương la lại lục "
    "mạc nghiêm ninh nông ông phùng phó quan sơn thạch thạc tiêu tôn tống trầm trang triều văn vi viên vòng danh thị neáng néang "
    "neang nèang tiên chương lăng thân thi tất ung âu ấu bạch bành cái cung cù doãn diệp dư điêu giáp hạ khúc kha liêu liễu "
    "lò lường lù ma mông mùa nguyên nhan nhâm phí phú quản sầm sùng sử thiều thích tòng tra trà triệu trưng tuấn úc uông vừ xa hình "
    "chế chao men mohamad mohamach haji rô ka kơ rơ y đàm đậu đổng đới đồng bồ bế biện cam cát chu chữ chử cổ giản hầu kiên keo"
)
PERSON_TITLES = _set(
    "ông bà anh chị em cháu bé chú cô bác dì dượng cậu thầy mợ thím mẹ cha má ba tía ngoại nội cụ vợ chồng con bạn "
    "mục sư ni cô đc đ/c a c e ms mr bs ts ths pgs gs ô b"
)
KINSHIP_ORDER = _set("hai ba tư năm sáu bảy tám chín mười út")
ORG_HEADS = _set(
    "ủy uỷ ban hội đoàn công cty ty tnhh cp mtv quỹ trường chùa tổ nhóm câu clb ngân nh nhnn bệnh bv trung đồn trạm chi đảng đội "
    "doanh dntn tập tổng sở phòng báo đài tịnh thánh giáo nhà bộ cục văn liên ubnd ubmttq ubmttqvn mttq hđnd hctd hctđ ctđ ldld lđlđ "
    "hlhpn lhpn hnd ccb nhcsxh csxh agribank vietcombank vietinbank bidv sacombank mặt cơ thpt thcs tiểu học cao đại viện hợp htx "
    "công tyxsKt xí vựa tiệm quán khách siêu ttyt trtrường hiệp caritas đình miếu ban tỉnh huyện thành đảng xổ điện quân lữ tòa viện bhxh tu thiền"
)
OFFICES = _set(
    "chủ tịch phó bí thư trưởng giám đốc viên phòng chánh cán bộ đại diện hiệu lãnh đạo thường trực ủy đồng chí tổ trụ trì nhiệm"
)
NAME_PARTS = _set("thị văn ngọc minh hữu thanh kim mỹ thúy thuý hồng bích xuân thu hoàng quốc đức công thành tấn")
LEXICONS = {
    "sn": SURNAMES,
    "pt": PERSON_TITLES,
    "kin": KINSHIP_ORDER,
    "oh": ORG_HEADS,
    "of": OFFICES,
    "np": NAME_PARTS,
}
_BARE = {name: frozenset(key(word) for word in words) for name, words in LEXICONS.items()}


@cache
def lexicons(word: str) -> tuple[str, ...]:
    """The lists a word in lower case belongs to; a word without marks belongs to those that hold it under any marks."""
    return tuple(name for name, words in LEXICONS.items() if word in words or word in _BARE[name])
