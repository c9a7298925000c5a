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
    "công tyxsKt xí vựa tiệm quán khách siêu ttyt trtrường hiệp caritas đình miếu ban tỉnh huyện thành đảng xổ "
    "điện quân lữ tòa viện bhxh tu thiền"
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
    found = [name for name, words in LEXICONS.items() if word in words or word in _BARE[name]]
    bare = key(word)
    if bare in STREETS:
        found.append("st")
    if bare in VERBS:
        found.append("vb")
    return tuple(found)


STREETS = frozenset(
    key(word)
    for word in _set(
        "đường phố cầu kênh kinh rạch sông hẻm lộ hồ núi vàm cống quảng trường công viên tên danh hùng tượng đài quốc tư tưởng"
    )
)
VERBS = frozenset(
    key(word)
    for word in _set(
        "trao tặng giao phối tổ hỗ tài ủng vận đã vừa đang sẽ cho tiếp bàn thăm đến về phát khánh khởi công nhận họp báo cùng và với để "
        "là có ra được do đề xin nói kết giúp góp mời kính thông triển xây làm đón chủ chỉ kêu ghi biết tại từ trong gồm nên thì mà"
    )
)
_HEADS = {
    "firm": "công ty|cty|cong ty|tập đoàn|tổng công ty|doanh nghiệp tư nhân|doanh nghiệp|dntn|xí nghiệp|nhà máy|hợp tác xã|"
    "htx|tổ hợp tác|tht|"
    "cơ sở|cửa hàng|tiệm vàng|tiệm|vựa|đại lý|khách sạn|siêu thị|nhà thuốc|quán|trại|lò|xưởng|điện máy|nhà hàng|điện lực|xăng dầu|"
    "vietcombank|vietinbank|agribank|bidv|sacombank|kienlongbank|ngân hàng|nh|nhcsxh|ngân hàng chính sách xã hội|phòng giao dịch|kho bạc|"
    "vnpt|viettel|mobifone|tập đoàn vingroup|quỹ tín dụng|chi nhánh",
    "state": "ubnd|uỷ ban nhân dân|ủy ban nhân dân|hđnd|hội đồng nhân dân|ủy ban mttq|uỷ ban mttq|ubmttq|ubmttqvn|mttq|"
    "mặt trận tổ quốc|mặt trận|"
    "ủy ban mặt trận tổ quốc|ban thường trực|đảng ủy|huyện ủy|tỉnh ủy|thành ủy|thị ủy|chi bộ|đảng bộ|sở|phòng|công an|bộ chỉ huy|"
    "bộ chỉ huy quân sự|bchqs|ban chqs|ban chỉ huy quân sự|đồn biên phòng|bộ đội biên phòng|trung tâm|trạm y tế|"
    "bảo hiểm xã hội|bhxh|văn phòng|"
    "ban chỉ đạo|ban quản lý|ban quản trị|bộ|ban dân vận|ban dân tộc|ban tuyên giáo|quốc hội|chính phủ|đoàn đại "
    "biểu quốc hội|tòa án|cục|chi cục|"
    "hạt kiểm lâm|quân khu|lữ đoàn|trung đoàn|vùng cảnh sát biển|hải đội|đồn|ban vận động|ban công tác mặt trận|ban ctmt|bctmt|btt",
    "body": "hội|hội chữ thập đỏ|hội ctđ|hctd|hctđ|chi hội|liên đoàn lao động|lđlđ|đoàn thanh niên|đoàn tncs|tỉnh đoàn|"
    "huyện đoàn|thành đoàn|xã đoàn|"
    "đoàn xã|đoàn|công đoàn|hiệp hội|câu lạc bộ|clb|nhóm|đội|tổ|quỹ|liên hiệp|hội lhpn|hội liên hiệp phụ nữ|hội "
    "nông dân|hội cựu chiến binh|"
    "hội người cao tuổi|hội khuyến học|hội bảo trợ|hội đồng hương|hội phụ nữ|hội bảo trợ bệnh nhân nghèo|nhóm thiện nguyện|đoàn từ thiện|"
    "đoàn thiện nguyện|nhóm từ thiện|hội từ thiện|bếp ăn|ban liên lạc|tổ chức|caritas",
    "faith": "chùa|tịnh xá|thiền viện|thánh thất|thánh tịnh|nhà thờ|giáo xứ|giáo họ|họ đạo|ban trị sự|đình|đình thần|miếu|"
    "ni viện|giáo hội|hội thánh|"
    "tu viện|phật giáo hòa hảo|hội đoàn kết sư sãi yêu nước|ban hộ tự|thánh đường|tịnh thất|bửu sơn",
    "school": "trường|trường tiểu học|trường th|trường thcs|trường thpt|trường mầm non|trường mẫu giáo|trường đại học|"
    "trường cao đẳng|học viện|"
    "điểm trường|trung tâm gdtx|mẫu giáo",
    "health": "bệnh viện|bệnh viện đa khoa|bv|bvđk|ttyt|phòng khám|trung tâm y tế|viện",
    "media": "báo|đài|đài phát thanh|đài pt-th|tòa soạn|toà soạn",
}


def _heads() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, phrases in _HEADS.items():
        for phrase in phrases.split("|"):
            found[phrase] = kind
            found.setdefault(key(phrase), kind)
    return found


HEADS = _heads()
"""Head phrases of the names of bodies, with marks and without → the kind of body."""
HEAD_FIRST = frozenset(phrase.split(" ")[0] for phrase in HEADS)
HEAD_LONGEST = 6
