"""Days and months: all written forms, spans by their first day, missing years from the day of publication.

Day and month without a year need a sign that they are a date ("sáng 28-11", "ngày 17.9", "(1-7)"): the same digits are
also scores, fractions, streets, house numbers, classes at school and ranges. Lunar notes ("nhằm ngày 09/9 năm Quý Mão",
"27 Tết") are not days of the calendar and are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from newsroom.facts import DateMention
from nlp.source import Source

_D, _M, _Y = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:1[0-2]|0?[1-9])", r"(?:19|20)\d\d"
# One day: digits with a year, day-month words, or digits without a year; named groups carry a suffix.
_DAY = (
    rf"(?:(?P<d1%s>{_D})\s?(?P<s1%s>[-./])\s?(?P<m1%s>{_M})\s?(?P=s1%s)\s?(?P<y1%s>{_Y})"
    rf"|(?P<d5%s>{_D})(?P<s5%s>[-./])(?P<m5%s>{_M})(?P=s5%s)(?P<y5%s>\d\d)(?!\d|[.,/-]\d)"
    rf"|(?P<y4%s>{_Y})-(?P<m4%s>0[1-9]|1[0-2])-(?P<d4%s>0[1-9]|[12]\d|3[01])"
    rf"|(?P<d2%s>{_D})\s(?:tháng|thang|th)\s?(?P<m2%s>{_M})(?!\d)(?:\s?[,/.-]?\s?(?:năm |nam )?(?P<y2%s>{_Y}))?"
    rf"|(?P<d3%s>{_D})(?P<s3%s>\s?[-/]\s?|\.)(?P<m3%s>{_M}))"
)


def _day_pattern(suffix: str) -> str:
    return _DAY.replace("%s", suffix)


_TAIL = r"(?!\d|[.,/:-]\d|[/-]?[a-zđ]{2,}[-/]|/[a-zđ])"
_JOIN = (
    r"\s{0,2}(?:-|đến|den|tới|toi|và|va|,|~|&|đến hết|đến hết ngày|đến ngày|tới ngày|và ngày|den ngay|"
    r"va ngay)\s{0,2}(?:ngày |ngay |hết ngày |sáng |chiều |tối |hết )?"
)
_ONE = re.compile(rf"(?<![\w.,/:-]){_day_pattern('a')}{_TAIL}")
_NEXT = re.compile(rf"(?P<j>){_JOIN}{_day_pattern('b')}{_TAIL}")
# "9 và 10-4", "13 đến 16-4", "12 đến 15/11/2024", "5, 6 tháng 3", "5-7/3"
_SHORT_SPAN = re.compile(
    rf"(?<![\w.,/:-])(?P<f>{_D})(?P<more>(?:\s?,\s?{_D}(?![\d/.-]))*)(?P<j>\s?(?:và|va|đến ngày|đến|den|tới|toi|"
    rf",|&|-)\s?)(?:ngày |ngay )?{_day_pattern('b')}{_TAIL}"
)
_MONTH = re.compile(
    rf"(?<![\w])(?:tháng|thang)\s?(?P<m>{_M})(?!\d|\.\d{{3}})(?:\s?(?:[-/.]|,? ?năm |"
    rf",? ?nam )\s?(?P<y>{_Y}))?(?!\d|[.,]\d|/\d)"
    rf"|(?<![\w])t(?P<m5>{_M})\s?[/.-]\s?(?P<y5>{_Y})(?!\d)"
    rf"|(?<![\w.,/:-])(?P<m6>{_M})\s?(?P<s6>[-/])\s?(?P<y6>{_Y})(?!\d|[/-]\w)"
)
_LONE = re.compile(rf"(?<![\w])(?:ngày|ngay|hôm)\s(?P<d>{_D})(?![\w]|[.,:/-]\d|\s?(?:-|đến|tới)\s?\d)")

_CUE_STRONG = re.compile(
    r"(?:ngày|ngay|sáng|sang|trưa|trua|chiều|chieu|tối|toi|đêm|dem|khuya|hôm|hom|bữa|bua|nay|qua|mai|đăng|"
    r"(?:thời gian|ngày đăng|hạn|hạn chót|hạn nộp|lịch|khai mạc|bế mạc|khởi công|tổ chức) ?:),?\s?\(?$"
)
_CUE_WEEK = re.compile(
    r"(?<![^\W_])(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|chúa nhật|chu nhat|thu [2-7]|t[2-7]|cn|"
    r"\d ?(?:h|giờ|g|gio)(?: ?\d\d)?)\s?[,(]?\s?\(?(?:ngày )?$"
)
_CUE_WEAK = re.compile(
    r"(?:từ|tu|đến|den|tới|trước|truoc|sau|vào|vao|hết|het|hạn|han|đợt \d|đợt|dot \d|khởi công|khoi cong|chốt|"
    r"chot|lúc|dịp|kỷ niệm|mừng|lễ|tính đến|khai mạc|bế mạc|đầu|cuối|tết|liệt sĩ|phụ nữ|nhà giáo|"
    r"kể từ|bắt đầu|kết thúc|nhận|họp|hop|hop ban|tổ chức|diễn ra|gửi|cập nhật|ngày hội|quốc khánh|giải phóng|"
    r"gia đình việt nam|thầy thuốc|thiếu nhi|nhà báo|doanh nhân|nhi đồng|bác hồ|môi trường|người khuyết tật|"
    r"người cao tuổi)\s?\(?$|^\s*\(?$|\n[-+*•\s]*\(?$|\($"
)
_NOT_BEFORE = re.compile(
    r"(?:đường|lộ|hẻm|hem|công viên|sân vận động|trường|bệnh viện|quảng trường|cầu|khu|tổ|lớp|lop|số nhà|số|so|"
    r"nhà số|địa chỉ|tỷ số|tỉ số|huyết áp|quốc lộ|ql|tỉnh lộ|kênh|đt|"
    r"nghị định|nđ|thông tư|quyết định|nghị quyết|qđ|chỉ thị|công văn|luật|kế hoạch|điều|khoản|đạt|được|hơn|gần|"
    r"khoảng|thắng|thua|hòa|chiếm|có|còn|xong|rạp|nhà hát|ấp|khóm|khu phố|kp|xưởng|tiểu đoàn|trung đoàn|"
    r"lô|thửa|tờ|biển số|hồ sơ|mã|zalo|hotline|dt|đt|sđt|tel|giảm|tăng|tỷ lệ|tỉ lệ|thuộc|công ty|xí nghiệp|"
    r"nhà máy|nông trường|hạng|mức|loại|thương binh|bệnh binh) ?$|(?:số|địa chỉ|sđt|đt|tel|hotline|zalo|mã|"
    r"tỷ lệ|đạt|tỷ số) ?[:.] ?$"
)
_UNIT_AFTER = re.compile(
    r" ?(?:triệu|trieu|tỷ|tỉ|ngàn|nghìn|trăm|chục|đồng|đ|k|tr|%|kg|ký|kí|con|căn|hộ|ho|người|nguoi|phần|suất|"
    r"giờ|tiếng|lần|m|m2|m3|mét|ha|tấn|tạ|cây|tuổi|lít|công|buổi|bữa|vụ|lứa|cấp|cm|km|"
    r"tiêu chí|tieu chi|chỉ tiêu|chi tieu|ấp|xã|huyện|tổng|diện tích|em|đảng viên|đơn vị|trường|thành viên|"
    r"hội viên|lượt|quả|đại biểu|phiếu|số|phòng|lớp|khóm|khu phố|dân số|chi bộ|căn|hecta|mẫu|ngày|năm|tháng \d|"
    r"độ|trẻ|bộ|cái|chiếc|đoàn|cán bộ|điểm|sản phẩm|trạm|phường|thôn|tam|tấm|tiền|tien)(?![^\W_])"
)
_STREET = re.compile(r"(?:đường|công viên|sân|trường|bệnh viện|phố)\s?$")
_NUMBERED = re.compile(r"(?:số|sđt|đt|zalo|tài khoản)\s?:?\s?$")
_STAMP = re.compile(r"\(\d\d:\d\d\s?\|\s?$")
_PER_DAY = re.compile(r"(?<![^\W_])(?:1|mỗi|moi|một|mot|từng|hằng|hàng) (?:ngày|ngay|sáng|tối|đêm|bữa) ?$")
_EVERY_MONTH = re.compile(r"(?:hằng|hàng|mỗi|hang|moi) (?:tháng|thang)")
_MEASURE_AFTER = re.compile(
    r" ?(?:triệu|trieu|tỷ|tỉ|ngàn|nghìn|trăm|chục|đồng|đ|k|tr|%|kg|ký|con|căn|hộ|giờ|tiếng|m2|ha|tấn|tuổi|"
    r"tiêu chí|lít|cm|km|lần|ngày)(?![^\W_])"
)
_CUE_AFTER = re.compile(
    r" ?(?:vừa rồi|vua roi|vừa qua|vua qua|này|nay|tới|sắp tới|năm nay|hằng năm|niêm yết|niem yet|dương lịch)\b"
)
_LUNAR_BEFORE = re.compile(r"(?:nhằm|nham|tức|tuc|âm lịch|rằm|al)\s?(?:là )?(?:ngày |ngay |mùng |mồng )?\(?$")
_LUNAR_AFTER = re.compile(
    r"\s?[,(]?\s?(?:âm lịch|am lich|âl\b|al\b|\(al\)|\(âl\)|(?:năm )?(?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|"
    r"quý) (?:tý|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)|chạp|giêng|tết\b)"
)
_FUTURE = re.compile(r"(?:tới|sắp|dự kiến|trước|hạn|sẽ|chậm nhất|kế hoạch|năm sau|phấn đấu|toi|truoc|se)\b")
_AHEAD = re.compile(r"(?:dự kiến|hẹn|sắp tới|sẽ|kế hoạch|phấn đấu)(?! được)\b[^.;]{0,40}$")
_PAST = re.compile(r"(?:đầu năm|từ|tu|năm ngoái|năm trước|năm rồi|năm qua|hồi|vừa rồi|vừa qua)\b")
_COUNT_BEFORE = re.compile(r"(?:mỗi|moi|hàng|hằng|hang|một|mot|các|từng|\d|mấy|vài|nửa|nhiều|trong|sau|gần|hơn|được)\s$")
_COUNT_AFTER = re.compile(
    r"\s?(?:triệu|trieu|tỷ|tỉ|ngàn|nghìn|trăm|chục|lần|lan|kỳ|đợt|buổi|bận|bữa|phần|suất|kg|ký|con|căn|hộ|người|"
    r"giờ|tiếng|ca|cuộc|lứa|chuyến|k|tr|đồng|đ|%|-\s?\d|bao|thùng|công|tấn|ngày|lượt|cái|chiếc|lít|bịch|"
    r"tuổi)(?![^\W_])"
)
_LONE_AFTER = re.compile(
    r"\s*(?:$|[\n.,;)!?]|(?:này|tới|vừa|và|đến|tại|ở|xã|ấp|mình|bà con|đoàn|hội|anh|chị|em|sẽ|tháng này|nay|qua|"
    r"mà|là|lúc|mọi|trước)\b)"
)


@dataclass(frozen=True, slots=True)
class _Day:
    day: int
    month: int
    year: int | None
    separator: str


def find_dates(source: Source) -> tuple[DateMention, ...]:
    """Days (YYYY-MM-DD) and months (YYYY-MM) in order; a span of days keeps its first day and its whole surface."""
    found: list[DateMention] = []
    taken: list[tuple[int, int]] = []
    for finder in (_short_spans, _days, _months, _lone_days):
        for mention in finder(source, found):
            if all(mention.end <= start or mention.start >= end for start, end in taken):
                found.append(mention)
                taken.append((mention.start, mention.end))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _short_spans(source: Source, _: list[DateMention]) -> list[DateMention]:
    out = []
    plain = source.plain
    for match in _SHORT_SPAN.finditer(plain):
        last = _day(match, "b")
        start = match.start()
        if not last or not _is_date(source, match, last, start):
            continue
        if match["j"] == "-" and last.separator == "-" and last.year is None:
            continue
        if match["j"].strip() == "," and "ngày" in plain[match.end("j") : match.start() + 14]:
            continue
        first = int(match["f"])
        month, year = (last.month, last.year) if first < last.day else (last.month - 1 or 12, last.year)
        if first >= last.day and ("," in match["j"] or "v" in match["j"] or "-" in match["j"]):
            continue
        mention = _mention(source, start, match.end(), _Day(first, month, year, last.separator))
        if mention:
            out.append(mention)
    return out


def _days(source: Source, _: list[DateMention]) -> list[DateMention]:
    out: list[DateMention] = []
    plain, at = source.plain, 0
    while match := _ONE.search(plain, at):
        at = match.end()
        day = _day(match, "a")
        end = match.end()
        after = _NEXT.match(plain, end)
        last = _day(after, "b") if after else None
        paired = bool(day and last and "," not in plain[end : after.start("j")] and _paired(day, last)) if after else False
        if not day or not (paired or _is_date(source, match, day, match.start())):
            at = match.start() + 1
            continue
        if after and last and _joins(day, last) and not _UNIT_AFTER.match(plain, after.end()):
            end = after.end()
            day = _Day(day.day, day.month, day.year or _first_year(day, last), day.separator)
        mention = _mention(source, match.start(), end, day)
        if mention:
            out.append(mention)
            at = end
    return out


def _paired(first: _Day, last: _Day) -> bool:
    """As in "8/11 - 18/11" needs no other sign: two days of one or two neighbouring months, written alike."""
    alike = first.separator == last.separator == "/" and first.year is None
    return (
        alike
        and (last.month - first.month) % 12 <= 1
        and (first.month, first.day) != (last.month, last.day)
        and max(first.day, last.day) > 12
    )


def _joins(first: _Day, last: _Day) -> bool:
    """Two days make one span unless both name their year and the years lie apart (a founding day and its anniversary)."""
    return first.year is None or (last.year is not None and abs(last.year - first.year) <= 1)


def _first_year(first: _Day, last: _Day) -> int | None:
    if last.year is None:
        return None
    return last.year - 1 if (first.month, first.day) > (last.month, last.day) else last.year


def _day(match: re.Match[str] | None, suffix: str) -> _Day | None:
    if match is None:
        return None
    for number in "15423":
        if match[f"d{number}{suffix}"]:
            year = match[f"y{number}{suffix}"] if number != "3" else None
            separator = match[f"s{number}{suffix}"] if number in "153" else "w"
            return _Day(int(match[f"d{number}{suffix}"]), int(match[f"m{number}{suffix}"]), _year(year), separator.strip())
    return None


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _is_date(source: Source, match: re.Match[str], day: _Day, start: int) -> bool:
    plain, end = source.plain, match.end()
    before = plain[max(0, start - 30) : start]
    if _LUNAR_BEFORE.search(before) or _LUNAR_AFTER.match(plain, end):
        return False
    if day.separator == "w":
        return not _STREET.search(before)
    if day.year is not None:
        return not (_NUMBERED.search(before) or _STAMP.search(before))
    if _MEASURE_AFTER.match(plain, end):
        return False
    return _short_form_is_date(before, day, plain, end)


def _short_form_is_date(before: str, day: _Day, plain: str, end: int) -> bool:
    """Day and month without a year; a proportion never has more above than below, so "15/11" needs less of a sign."""
    if _CUE_STRONG.search(before) or _CUE_WEEK.search(before):
        return not _PER_DAY.search(before)
    if day.separator == "." or _NOT_BEFORE.search(before):
        return False
    if day.separator == "/" and day.day > day.month and (day.day, day.month) != (24, 7):
        return True
    return bool(_CUE_AFTER.match(plain, end) or (_CUE_WEAK.search(before) and not _UNIT_AFTER.match(plain, end)))


def _months(source: Source, days: list[DateMention]) -> list[DateMention]:
    out = []
    plain = source.plain
    for match in _MONTH.finditer(plain):
        before, after = plain[max(0, match.start() - 30) : match.start()], match.end()
        month = int(match["m"] or match["m5"] or match["m6"])
        year = _year(match["y"] or match["y5"] or match["y6"])
        if _LUNAR_BEFORE.search(before) or _LUNAR_AFTER.match(plain, after):
            continue
        if match["m6"] and (_NOT_BEFORE.search(before) or re.search(r"(?:đợt|lần|kỳ|khóa|quý|vụ|số|tập) ?$", before)):
            continue
        if match["m"] and year is None and (_count_of_months(before) or _COUNT_AFTER.match(plain, after)):
            continue
        year = year or _nearest_year(source, match.start(), after, month, 15)
        if year:
            start, end = match.start(), after
            out.append(DateMention(source.text[start:end], start, end, f"{year:04d}-{month:02d}"))
    return out


def _count_of_months(before: str) -> bool:
    return bool(re.search(r"(?:mỗi|moi|hàng|hằng|một|mot|từng|\d|mấy|vài|nhiều|rằm|ram)\s$", before))


def _lone_days(source: Source, known: list[DateMention]) -> list[DateMention]:
    """As in "ngày 14" alone: the month of the nearest day before it in the text, else of the publication."""
    out = []
    for match in _LONE.finditer(source.plain):
        before = source.plain[max(0, match.start() - 12) : match.start()]
        sentence = slice(*source.sentence_at(match.start()))
        if _EVERY_MONTH.search(source.plain[sentence]):
            continue
        if _COUNT_BEFORE.search(before) or not _LONE_AFTER.match(source.plain, match.end()):
            continue
        earlier = [mention for mention in known if mention.end <= match.start() and len(mention.iso) == 10]
        base = earlier[-1].iso if earlier else source.published.isoformat() if source.published else None
        if base is None:
            continue
        start = match.start("d")
        mention = _mention(source, start, match.end(), _Day(int(match["d"]), int(base[5:7]), int(base[:4]), "w"))
        if mention:
            out.append(mention)
    return out


def _mention(source: Source, start: int, end: int, day: _Day) -> DateMention | None:
    year = day.year or _nearest_year(source, start, end, day.month, day.day)
    if year is None:
        return None
    try:
        iso = date(year, day.month, day.day).isoformat()
    except ValueError:
        return None
    return DateMention(source.text[start:end], start, end, iso)


def _nearest_year(source: Source, start: int, end: int, month: int, day: int) -> int | None:
    """The year that puts the day nearest to publication: up to half a year ahead, further only when the words look ahead."""
    published = source.published or _dated_in_text(source)
    if published is None:
        return None
    ahead = (month - published.month) * 30 + day - published.day
    around = source.plain[max(0, start - 40) : end + 20]
    if ahead < -15 and _AHEAD.search(source.plain[max(0, start - 60) : start]):
        return published.year + 1
    if ahead > 183 and not _FUTURE.search(around):
        return published.year - 1
    if ahead < -270 and (ahead < -300 or _FUTURE.search(around)) and not _PAST.search(around):
        return published.year + 1
    return published.year


def _dated_in_text(source: Source) -> date | None:
    """Without a publication day: the last full day the text itself names."""
    last = None
    for match in _ONE.finditer(source.plain):
        day = _day(match, "a")
        if day and day.year:
            try:
                last = date(day.year, day.month, day.day)
            except ValueError:
                continue
    return last
