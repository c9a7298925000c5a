"""What is written: one pattern a form, tried in this order at each place, grouped by the kind of sign a form begins with."""

from __future__ import annotations

import re
from functools import cache

from nlp.spoken_forms import NUMBER, any_of

_DASH = r"\s*[-–—÷]\s*"
_PER = r"(?:\s?/\s?[^\W\d_]+(?:\s?/\s?[^\W\d_]+)*)"
_SCALE = r"(?:trđ|triệu|tr|Tr|k|K|ngàn|nghìn|tỷ|tỉ|củ|ng)"
_UPPER = r"[A-ZĐÀÁẢÃẠĂÂÈÉẺẼẸÊÌÍỈĨỊÒÓỎÕỌÔƠÙÚỦŨỤƯỲÝỶỸỴ]"
_DAY_WORDS = (
    "ngày",
    "sáng",
    "chiều",
    "tối",
    "trưa",
    "đêm",
    "lễ",
    "dịp",
    "hôm",
    "và",
    "đến",
    "từ",
    "hạn",
    "trước",
    "vào",
    "sau",
    "nay",
)
_ROMAN_WORDS = (
    "thứ", "khóa", "khoá", "hội", "quý", "kỷ", "chương", "phần", "hạng", "loại", "vực", "vùng", "kỳ", "cấp", "mục", "tập", "nhóm", "đoạn",
    "lần", "độ", "mức", "điều", "bảng", "phụ lục", "tiểu dự án", "dự án", "bậc", "đợt", "Đệ",
)  # fmt: skip
_PER_WORDS = (
    "hộ|người|tháng|năm|ngày|giờ|căn|suất|phần|con|ha|héc ta|kg|m2|m²|lần|vụ|công|chiếc|cái|bao|đợt|quý|tuần|buổi|bữa|trường|em|cháu|"
    "lít|tấn|xã|ấp|đội|cặp|bộ|cây|khẩu|nhà|gia đình|học sinh|hội viên"
)


def _after(words: tuple[str, ...]) -> str:
    forms = {form for word in words for form in (word, word.capitalize(), word.upper())}
    return "(?:" + "|".join(f"(?<={re.escape(form)} )" for form in sorted(forms)) + ")"


def _figures() -> list[tuple[str, str]]:
    units, money = any_of("units"), any_of("money")
    return [
        ("phone", r"(?<![\w.,/])(?:(?:\+84|0)(?:[ .\-]?\d){8,10}(?![\d/])|1[89]00[ .]?\d{2,4}(?:[ .]?\d{2})?(?![\d.]))"),
        (
            "document",
            r"(?<![\w/])(?:\d+(?:/\d{4})?/[A-ZĐ]+[A-Za-zĐđ]*\d*(?:[\-–/.&][A-ZĐƯ]+[A-Za-z]*\d*)*"
            r"|\d+-[A-ZĐ]{2,}(?:[/\-][A-ZĐƯ]+[a-z]*\d*)*)(?!\w)",
        ),
        ("full", r"(?<![\d/.,])(?P<dd>\d{1,2})\s?[/.\-]\s?(?P<mm>\d{1,2})\s?[/.\-]\s?(?P<yy>\d{4}|(?<=/)\d{2})(?![\d/])"),
        (
            "dates",
            rf"(?<![\d/.,])(?P<r1>\d{{1,2}})(?:/(?P<r1m>\d{{1,2}}))?{_DASH}(?P<r2>\d{{1,2}})/(?P<r2m>\d{{1,2}})(?:/(?P<ry>\d{{4}}))?(?![\d/])",
        ),
        ("baremonth", r"(?<![\d/.,])(?P<bm_m>0?[1-9]|1[0-2])[/.](?P<bm_y>(?:19|20)\d{2})(?![\d/])"),
        (
            "clocks",
            r"(?<![\d/.,])(?P<cs_h>[01]?\d|2[0-4])\s?(?:h|g|giờ|:)\s?(?P<cs_m>[0-5]\d)?\s*[-–]\s*"
            r"(?P<ce_h>[01]?\d|2[0-4])\s?(?:h|g|giờ|:)\s?(?P<ce_m>[0-5]\d)?(?!\w)",
        ),
        (
            "clock",
            r"(?<![\d/.,])(?P<ck_h>[01]?\d|2[0-4])(?:(?:\s?(?:h|giờ)|g)\s?(?P<ck_m>[0-5]\d)(?!\d)"
            r"|:(?P<ck_m2>[0-5]\d)(?::(?P<ck_s>[0-5]\d))?(?!\d)|h(?!\w))(?:\s?phút|p(?!\w))?",
        ),
        ("times", rf"(?P<dm>{NUMBER}\s*{units}?(?:\s*[x×X]\s*{NUMBER}(?:\s*{units}(?!\w))?)+)(?!\w)"),
        (
            "shortdate",
            _after(_DAY_WORDS)
            + r"\d{1,2}[/.\-]\d{1,2}(?![\d/%]|[.,]\d|\s*(?:ngàn|nghìn|triệu|tỷ|tỉ|đồng|phần|suất|hộ|căn|%))",
        ),
        ("percent", rf"(?<!\w)(?:(?P<pc_a>{NUMBER})\s?%?{_DASH})?(?P<pc_b>{NUMBER})\s?(?P<pc_s>[%‰])(?P<pc_p>{_PER})?"),
        (
            "money",
            rf"(?<!\w)(?:(?P<mo_a>{NUMBER})\s?(?P<mo_as>{_SCALE}(?!\w))?\s?(?:đ|đồng)?{_DASH})?(?P<mo_n>\d{{1,3}}(?:,\d{{3}}){{2,}}|{NUMBER})"
            rf"(?:\s?(?P<mo_s>{_SCALE})(?:(?P<mo_t>\s?\d{{1,3}}(?=[.,;)]?(?:\s|$))(?!\s[^\W\d_])|\d{{1,3}}(?!\w))|(?!\w))(?:\s?(?P<mo_u>{money})(?!\w))?"
            rf"|\s?(?P<mo_u2>{money})(?!\w))(?P<mo_p>{_PER})?",
        ),
        ("unit", rf"(?<!\w)(?:(?P<un_a>{NUMBER}){_DASH})?(?P<un_n>{NUMBER})\s?(?P<un_u>{units})(?!\w)(?P<un_p>{_PER})?"),
        ("range", rf"(?<![\w/.,\-])(?P<ra>{NUMBER}){_DASH}(?P<rb>{NUMBER})(?![\w/\-])"),
        ("ratio", r"(?<![\w/.,])(?P<fa>\d{1,3}(?:\.\d{3})+|\d+)\s?/\s?(?P<fb>\d{1,3}(?:\.\d{3})+|\d+)(?![\w/])"),
        ("mixed", r"\d+[^\W\d_]{1,2}\d*(?!\w)"),
        ("number", NUMBER),
    ]


def _words() -> list[tuple[str, str]]:
    before_roman = _after(_ROMAN_WORDS)
    return [
        (
            "web",
            r"https?://[^\s,;)]*[\w/]|www\.[^\s,;)]*[\w/]|[A-Za-z][\w.+-]*@[\w-]+(?:\.[\w-]+)+"
            r"|[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:vn|com|org|net|gov)(?:/[\w/-]*)?\b",
        ),
        (
            "account",
            r"(?P<ac_w>(?:STK|stk|[Ss]ố tài khoản|[Tt]ài khoản(?: số)?|CCCD|cccd|CMND|[Cc]ăn cước(?: công dân)?)(?: số)?\s*:?\s*)"
            r"(?P<ac_n>\d[\d .\-]{5,}\d)",
        ),
        ("quarter", r"(?P<qy_w>[Qq]uý) (?P<qy_q>I{1,3}|IV|[1-4])\s?[/\-]\s?(?P<qy_y>(?:19|20)\d{2})(?!\d)"),
        ("monthyear", r"(?P<my_w>[Tt]háng) (?P<my_m>\d{1,2})\s?[/.\-]\s?(?P<my_y>\d{4})(?!\d)"),
        (
            "worded",
            r"(?P<wd_p>(?:[Nn]gày |[Ss]áng |[Cc]hiều |[Tt]ối )(?:ngày )?)(?P<wd_d>\d{1,2}(?:(?:, ?| và |\s?[-–]\s?)\d{1,2})*)"
            r" tháng (?P<wd_m>\d{1,2})(?!\d)",
        ),
        ("ordinal", r"(?P<or_w>[Ll]ần thứ|[Tt]hứ|[Hh]ạng) (?P<or_n>\d{1,2})(?!\d|[.,/]\d|%)"),
        ("mong", r"(?P<mg_w>[Mm]ồng|[Mm]ùng) (?P<mg_n>\d{1,2})(?![\d]|[.,/]\d)"),
        ("month", r"(?P<mn_w>[Tt]háng) (?P<mn>\d{1,2}(?:(?:\s?[-–]\s?|, ?| và )\d{1,2}(?![\d/]|\s\w))*)(?!\d|[.,/%]\d)"),
        ("heading", r"(?m:^)(?P<hd>[IVX]{1,5})[.)](?:\s+|$)"),
        ("romans", before_roman + r"[IVX]+(?:\s?[-–]\s?|, )[IVX]+(?!\w)"),
        ("roman", r"(?:" + before_roman + r"|(?<=[IVX], )|(?<=[IVX] và ))[IVXLC]{1,7}(?!\w)(?!\.\s?[A-ZĐ][^\W\d])"),
        ("company", r"(?P<co>Công ty |CÔNG TY |Ngân hàng (?:TM|thương mại ))CP(?!\w)"),
        ("phoneword", r"(?:S?ĐT|Đt|đt|sđt)(?=\s*:?\s*[\d+])"),
        (
            "unitname",
            rf"(?P<cx>(?:TP|Tp|TX|Tx|TT|Tt|KP)[. ]\s?(?=(?:{_UPPER}|\d))(?!HCM)"
            rf"|(?<!em )(?<!áu )(?<!anh )(?<!chị )(?<!bà )(?<!ông )[HXPQ]\.\s?(?={_UPPER}[^\W\d_]|\d))",
        ),
        ("abbreviation", rf"(?=[A-ZĐ][A-ZĐƯ&.\-]){any_of('abbreviations')}(?:\d{{1,2}})?(?![\w&])"),
        ("foreign", rf"{any_of('foreign')}(?!\w)"),
        ("code", r"[A-ZĐ]{1,4}[-.]?\d+(?:[-.]?[A-ZĐ\d]+)*(?!\w)"),
        ("spell", r"[A-ZĐĂÂÊÔƠƯ]{2,}(?!\w)"),
    ]


def _signs() -> list[tuple[str, str]]:
    return [
        ("moneyfirst", rf"(?P<mf_u>US\$|\$|€)\s?(?P<mf_n>\d{{1,3}}(?:,\d{{3}})+|{NUMBER})(?:\s?(?P<mf_s>{_SCALE})(?!\w))?"),
        ("bullet", r"(?m:^)[ \t]*[-+*•–—●▪✅☑✔]+[ \t]+"),
        ("dash", r"[ \t]+[-–—]+[ \t]+"),
        ("hyphen", r"(?<=\w)[-–](?=\w)"),
        ("per", rf"(?<=[^\W\d_])\s?/\s?(?:{_PER_WORDS})(?!\w)"),
        ("slash", r"(?<=\w)\s?/\s?(?=\w)"),
        ("symbol", r"[^\w\s.,;:?!…“”\"'‘’()\[\]]|_"),
    ]


@cache
def machine() -> re.Pattern[str]:
    """All patterns as one; the name of the form is the group `R_<name>` that matched.

    Each group of forms is tried only where its kind of sign stands, so that plain words cost little.
    """
    groups = (
        (r"(?=\d|\+84)", _figures()),
        (r"(?<!\w)(?!US\$)(?=[^\W\d_])", _words()),
        (r"(?=[^\w\s.,;:?!…“”\"'‘’()\[\]]|[ \t]|_|US\$)", _signs()),
    )
    return re.compile(
        "|".join(f"{guard}(?:{'|'.join(f'(?P<R_{name}>{body})' for name, body in forms)})" for guard, forms in groups)
    )
