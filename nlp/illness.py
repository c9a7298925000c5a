"""Words that tell a person's illness or injury, as hardship reports write them."""

from __future__ import annotations

import re

from nlp.fold import key

# Illnesses and injuries; a `…` lets the words that follow belong to it. Read off hardship letters, Red Cross cases and press.
_LONG = """
ung thư|suy (?:thận|tim|gan|tủy|tuỷ|hô hấp|đa tạng|nhược|sụp|kiệt|tuyến|dinh dưỡng)|tai biến|đột quỵ|đột quị|nhồi máu|
bại liệt|bại não|liệt (?:nửa|hai|2|tứ|một|chân|tay|giường|người|toàn)|
nằm liệt|nằm một chỗ|khiếm thị|khiếm thính|câm điếc|điếc|động kinh|tâm thần|tự kỷ|bệnh down|hội chứng|trầm cảm|mất trí|
lẫn trí|sa sút trí tuệ|lãng tai|tim bẩm sinh|
(?:hẹp|hở|thay|mổ) (?:van |động mạch )?(?:tim|mạch vành|van)|thông liên (?:thất|nhĩ)|tăng áp|thalassemia|tan máu|máu
trắng|bệnh máu|bạch cầu|ung bướu|lupus|
parkinson|alzheimer|tiểu đường|đái tháo đường|cao huyết áp|huyết áp cao|tăng huyết áp|xơ gan|gan xơ|viêm (?:gan|phổi|
não|màng não|khớp|cầu thận|xương|tụy|phế quản|đa khớp|cơ tim|ruột)|lao phổi|lao hạch|
hen suyễn|hen phế quản|suyễn|phổi tắc nghẽn|tràn dịch|chạy thận|lọc máu|lọc thận|ghép (?:thận|tủy|gan|tim|da)|hóa trị|
hoá trị|xạ trị|truyền máu|
u (?:não|xương|vú|gan|tủy|tuỷ|máu|phổi|nang|xơ|ác|lành|tử cung|buồng trứng|tuyến|trung thất|thận|đại tràng|hốc mắt|mắt)|
khối u|bướu|thoái hóa|thoái hoá|thoát vị|gai cột sống|vẹo cột sống|xẹp đốt sống|đau (?:khớp|thần kinh|cột sống|lưng|tim|
bao tử|dạ dày)|
loãng xương|gãy (?:chân|tay|xương|cổ|cột|đòn|hai|2|đùi|ống|sườn|xuong|chỏm)|chấn thương|đa chấn thương|bị thương|bỏng|
phỏng (?:nặng|nước|toàn|tay|chân|lửa|điện|xăng|[0-9]+ ?%)|cụt (?:tay|chân|một|hai|1|2|ba|ngón|cả)|cắt cụt|cưa chân|đoạn
chi|
tật nguyền|khuyết tật|dị tật|dị dạng|hở hàm ếch|sứt môi|não úng thủy|não úng thuỷ|teo (?:cơ|đường mật|não|chân)|loạn
dưỡng|đục thủy tinh thể|đục thuỷ tinh thể|cườm|glocom|glôcôm|tăng nhãn áp|bong võng mạc|thoái hoá võng mạc|
mù (?:lòa|loà|mắt|hai|2|cả|một|1|hoàn|bẩm|mờ)|mờ mắt|hiv|aids|sốt xuất huyết|tay chân miệng|covid|chất độc da cam|hoại
tử|nhiễm trùng|nhiễm khuẩn|băng huyết|tiền sản giật|thuyên tắc|sinh non|hôn mê|
bệnh (?:tim|thận|gan|phổi|khớp|hiểm nghèo|nặng|nan y|xương|não|lao|viêm|ung thư|phong|thần kinh|mạn tính|mãn tính|
parkinson|tâm thần|bẩm sinh|suyễn|bạch|trĩ|dạ dày|bao tử|gút|gout|hiếm)|cưa (?:chân|tay)|bịnh (?:tim|thận|gan|nặng|phổi|
khớp)|
thần kinh|thương tật|tứ chứng|rối loạn|xuất huyết|vảy nến|ghẻ|suy sụp|tê liệt|teo tóp|mất (?:một|hai|cả|ngón)? ?(?:chân|
tay|ngón)|đứt (?:lìa|tay|chân|cánh tay|ngón)|(?:cán|nghiền|cuốn|nổ) (?:nát|đứt|cụt)|nát (?:chân|tay|cánh tay|bàn)|di
chứng|thai ngoài|nhiễm chất độc|suy tủy
"""
_SHORT = "bị mù|mù|bị lẫn|lẫn|bị điếc|cụt|phỏng|bị phỏng|liệt|bị liệt|bị tim|F0"
_HARMED = (
    "đau|yếu|gãy|mổ|hư|teo|cụt|liệt|mất|gù|què|rách|đứt|dập|vỡ|nứt|trật|viêm|suy|u|sỏi|thoái hóa|thoái hoá|hoại tử|"
    "bỏng|phỏng|sưng|phù|hở|hẹp|giãn|tê|run|lở|lở loét|ghép|nhiễm trùng|tổn thương|khô|mờ|lòa|đục|bong|rò|tắc|xơ|"
    "nhồi máu|xuất huyết|phẫu thuật|thay"
)
_ORGAN = (
    "tim|gan|thận|phổi|não|xương|cột sống|khớp|mắt|dạ dày|bao tử|ruột|đại tràng|trực tràng|máu|tủy|tuỷ|da|chân|tay|"
    "cánh tay|bàn tay|bàn chân|ngón tay|ngón chân|sọ|cổ|hông|háng|đùi|gối|lưng|sườn|mật|tụy|lách|tử cung|buồng trứng|"
    "vú|họng|thanh quản|tuyến giáp|tiền liệt|tĩnh mạch|động mạch|đốt sống|dây chằng|dây thần kinh|võng mạc|giác mạc|"
    "thủy tinh thể|màng não|phế quản|bàng quang|niệu|hạch"
)
_OTHER = (
    "chậm phát triển|thiểu năng|xương thủy tinh|bạch tạng|cường giáp|basedow|bướu cổ|co giật|co quắp|không đi lại "
    "được|không tự đi|ngồi xe lăn|mất sức lao động|mất khả năng lao động|già yếu|đau yếu|đau bệnh|bệnh tật|ốm đau|"
    "đau ốm|sức khỏe yếu|sức khoẻ yếu|tai nạn giao thông|tai nạn lao động|ho ra máu|tê bì|què|gù|chân voi|ngộ độc|"
    "điện giật|rắn cắn|té ngã|bị té|bị ngã|nhập viện|cấp cứu|hậu sản|sảy thai|trầm cảm|mất ngủ|nghiện|nhiễm hiv|"
    "nhiễm lao|ung bướu|hói|nám|đa nang|polyp|vô sinh|thận hư|nhược cơ|xơ cứng|run tay|nói ngọng|câm"
)
_MORE = (
    "thận nhiễm mỡ|mất thị lực|thị lực|không (?:còn )?nhìn thấy|không thấy đường|không nói được|không (?:thể "
    ")?(?:tự )?đi (?:được|lại)|đi lại khó khăn|nằm viện|"
    "bệnh nền|thiếu máu|máu khó đông|hemophilia|vôi hóa|giãn tĩnh mạch|sụp mi|tràn khí|thủng|viêm ruột thừa|tắc "
    "ruột|uốn ván|lở loét|hạ đường huyết|kiệt sức|"
    "chết não|sống thực vật|thở máy|mở khí quản|phong thấp|thấp khớp|gút|đau nhức|di căn|giai đoạn cuối|sa tử "
    "cung|tăng động|chậm nói|tim nặng|phình|dị dạng mạch|"
    "áp xe|nhiễm độc|ốm (?:liệt|nặng)|bệnh già|già bệnh|tật (?:nguyền|ở|chân|tay|bẩm)|chân (?:giả|tật)|"
    "(?:mắt|tai|chân|tay|lưng|tim|phổi|thận|gan|tâm thần|trí|hai chân|hai mắt|đôi mắt|đôi chân) (?:kém|mờ|mù|"
    "điếc|yếu|run|đau|cụt|gãy|liệt|tật|hư|teo|lòa|bẩm sinh|co|bị)"
)
_OUT_OF_BI = (
    "ngập|sập|thiệt|cháy|tốc|ảnh|mất|hư|đuối|xử|bắt|phạt|lỗ|thu|đổ|sạt|trôi|ép|lừa|bỏ|nước|mưa|gió|bão|hạn|nhiễm|cô|"
    "chia|động|trộm|cướp|giật|tịch|kỷ|khởi|dột|mục|thiếu|gián|hỏng|rớt|dịch|đẩy|kẹt|khuyết|trừ|cấm|truất|cuốn|từ|"
    "thương lái|chậm"
)
_OUT_OF_BENH = "viện|nhân|án|xá|tật|dịch|phẩm|nghề|chết"
_LEAD = r"(?:(?:bị|mắc|mang|nhiễm|phát hiện|bệnh|căn bệnh|chứng|bị bệnh|mắc bệnh|mang bệnh) )*"
_STOP = frozenset(
    "và nên phải đang từ do khi hiện mỗi được cần sau không ko đi mà để cho thì là vừa còn nằm với rồi lại mới "
    "trong vì chưa có hay nhưng ở tại đã "
    "phai dang tu khi hien moi duoc can khong di ma de cho thi la vua con nam voi roi lai moi vi chua co nhung o tai da nen va "
    "nuôi nuoi hộ ho sống song nhà nha ăn chạy điều cuối năm tháng ngày lần đều làm".split(" ")
)
_WORD = re.compile(r" ([^\W_]+)")
_CORE = "".join(_LONG.split("\n")).strip("|")
_WIDE = (
    rf"(?:{_HARMED})(?: (?:hai|2|một|1|cả|cổ|khớp|nặng|bàn|cánh|ngón|toàn|nửa|cơ|van|bẩm sinh|chỏm|ống|màng|tiểu|"
    rf"dây))? (?:{_ORGAN})|{_OTHER}|{_MORE}"
    rf"|mắc (?!kẹt|cỡ|nợ|míu|lưới|điện|vào|cạn|mưu)(?:phải )?\w+|bị (?!{_OUT_OF_BI})(?:\w+)|(?:bệnh|bịnh) (?!{_OUT_OF_BENH})\w+"
)
_MARKED = re.compile(rf"\b{_LEAD}(?:{_CORE}|{_WIDE}|(?:{_SHORT})(?=[,.;:)\n]|$| (?:đang|từ|do|cả|hai|bẩm|sau|nằm)))(?!\w)")
_NO_MARKS = "|".join(
    part
    for part in re.split(r"\|(?![^(]*\))", key(f"{_CORE}|{_OTHER}|{_MORE}"))
    if part not in ("ghe", "buou", "bong", "roi loan", "cam", "hoi", "nam", "que", "gu", "dien giat", "nghien")
)
_BARE = re.compile(rf"\b{key(_LEAD)}(?:{_NO_MARKS})(?!\w)")
_BI = re.compile(
    r"\b(?:bi|mac) (?!(?:"
    + key(_OUT_OF_BI)
    + r")\b)(?:benh|binh|ung|suy|tai bien|te|liet|gay|u|dau|phong|bong|tam than|mu|diec|cut|tim|than|lao|xe|tai nan)\b(?: \w+)?"
)
_ONE = re.compile(
    r"\b(?:vợ|chồng|con(?! em)(?: trai| gái)?|mẹ|má|cha|ông|bà|anh|chị|em|cháu|bé|cụ|chú|bản thân|vo|chong|me|ong|"
    r"chau|be|cu)\b[^.;\n]{0,30}(?:là |la |một |có )?(?:người|nguoi|hộ|bệnh nhân|trẻ|khám|khoa|viện) $"
)
_GROUP = re.compile(
    r"(?:người|nguoi|trẻ|trẻ em|tre em|nạn nhân|nan nhan|bệnh nhân|benh nhan|hội viên|hội|hoi|phòng|chống|phòng "
    r"chống|khám|tầm soát|đối tượng|hộ|các|dịch|"
    r"mùa|ảnh hưởng|vì dịch|thời|bảo trợ|chữa|những|nhiều|có người|người già|học sinh|khoa|bệnh viện|bv|viện)\s+$"
)


def illnesses(plain: str, unmarked: bool) -> list[tuple[int, int]]:
    """Offsets of illness words in lower-case text, groups and campaigns ("người khuyết tật", "phòng chống lao") left out."""
    found: list[tuple[int, int]] = []
    matches = [*_BARE.finditer(plain), *_BI.finditer(plain)] if unmarked else _MARKED.finditer(plain)
    for match in sorted(matches, key=lambda match: match.start()):
        if found and match.start() < found[-1][1]:
            continue
        if _GROUP.search(plain, max(0, match.start() - 20), match.start()) and not _ONE.search(
            plain, max(0, match.start() - 45), match.start()
        ):
            continue
        found.append((match.start(), _extend(plain, match.end())))
    return found


def _extend(plain: str, end: int) -> int:
    """The end of the illness with the words that describe it: "suy thận" → "suy thận mạn giai đoạn cuối"."""
    for _ in range(4):
        word = _WORD.match(plain, end)
        if word is None or word[1] in _STOP or word[1].isdigit():
            break
        end = word.end()
    return end
