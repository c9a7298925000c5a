"""Made-up rundowns that hold what papers must survive; people, donors and figures are invented."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from newsroom.rundown import Block, Rundown, Segment, SignOff
from renderers.context import RenderContext

ZONE = timezone(timedelta(hours=7))
START = datetime(2026, 11, 27, 11, 30, tzinfo=ZONE)
LONG = (
    "“Hũ gạo tình thương” ở 12 ấp của xã An Minh: từ nắm gạo bớt lại mỗi bữa đến 3.150 suất quà trao tận tay người già "
    "neo đơn, trẻ mồ côi và hộ có thu nhập <1,5 triệu đồng/người/tháng & <b>hơn nữa</b>"
)
SENTENCE = (
    "[Quốc Bảo] Sáng 24/11, Ủy ban Mặt trận Tổ quốc Việt Nam xã Giồng Riềng cùng Công ty TNHH Thương mại & Dịch vụ Hải Âu Xanh "
    "bàn giao 4 căn nhà đại đoàn kết, mỗi căn trị giá 50 triệu đồng, cho hộ nghèo, hộ cận nghèo khó khăn về nhà ở tại ấp "
    "Thạnh Lợi. Em H. được trao 2,2 triệu đồng.\n[Ngọc Hân] Đã có [điền: số phần quà] phần quà. [Nhạc dâng]"
)
SAYS = {
    "24/11": "hai mươi bốn tháng mười một", "TNHH": "trách nhiệm hữu hạn", "&": "và", "4": "bốn", "50": "năm mươi",
    "2,2 triệu": "hai triệu hai trăm nghìn", "15": "mười lăm",
}  # fmt: skip


def speak(text: str) -> str:
    """A tiny stand-in for the language room's grammar."""
    for written in sorted(SAYS, key=len, reverse=True):
        text = re.sub(rf"(?<![\w/.,]){re.escape(written)}(?![\w/])", SAYS[written], text)
    return text


CONTEXT = RenderContext(
    "Báo và phát thanh, truyền hình An Giang",
    "Phòng Chuyên đề",
    ZONE,
    speak,
    lambda text: len(re.findall(r"\w+", speak(text))),
)


def small() -> Rundown:
    """Nine rows in three blocks: a hole, a float, a repeat, two voices, a late fact, an overlap, every dangerous character."""
    blocks = (Block("b1", "Mở đầu", 40_000), Block("b2", "Tấm lòng & nhân ái <1>", 600_000), Block("b3", "Kết"))
    segments = (
        Segment("s1", "Đài hiệu – Nhạc hiệu", "ident", "b1", media_ms=14_000, sound="01_dai-hieu.wav", feed="File 01"),
        Segment("s2", "Lời chào", "greeting", "b1", presenter="Ngọc Hân, Quốc Bảo", script="[Ngọc Hân] Trong 15 phút hôm nay."),
        Segment("s3", LONG, "profile", "b2", presenter="Ngọc Hân", media_ms=160_100, sound="03_hu-gao.wav", note="Bản rút 0'52\""),
        Segment("s4", "Phỏng vấn: 'Giữ giá' \"phải\" giữ nhau", "interview", "b2", override_ms=90_000, sound_owner="PV Thành Luân nợ"),
        Segment("s5", "Bàn giao 4 trong 20 căn nhà", "report", "b2", presenter="Ngọc Hân, Quốc Bảo", script=SENTENCE),
        Segment("s6", "=HYPERLINK(\"http://x\")", "brief", "b2", media_ms=30_000, float=True, sound="06.wav"),
        Segment("s7", "Nhạc cắt", "sting", "b2", media_ms=6_000, sound="07_nhac-cat.wav", overlap_ms=1_500),
        Segment("s8", "Phát lại: cầu mới", "feature", "b2", media_ms=120_000, sound="08.wav", first_aired=date(2026, 11, 13)),
        Segment("9", "Lời kết", "closing", "b3", presenter="Ngọc Hân", script="Kính chào quý vị!", hard_start=START + timedelta(minutes=9)),
    )  # fmt: skip
    return Rundown(
        "Nhịp cầu vì người nghèo", "Số 48/2026: Giữ cách làm hay", date(2026, 11, 27), 600_000, segments, blocks, START,
        tolerance_ms=20_000, version=3, locked_at=datetime(2026, 11, 26, 14, 2, tzinfo=ZONE), issue="48/2026", id="nc-48",
        crew=(("Người thực hiện", "Thu Trang"), ("BTV", "Thu Trang"), ("KTV", "Hữu Phước")), channel="FM …… MHz",
        sign_offs=(SignOff("Người thực hiện", "Thu Trang", datetime(2026, 11, 26, 15, 0, tzinfo=ZONE)),),
    )  # fmt: skip


def forty() -> Rundown:
    """Forty items in one hour, one length unknown, one hard start."""
    base = small()
    rows = [replace(base.segments[place % 9], id=f"m{place:02d}", hard_start=None, float=False) for place in range(40)]
    rows[17] = Segment("m17", "Điện thoại hiện trường (chưa rõ bao lâu)", "interview", "b2")
    rows[30] = replace(rows[30], hard_start=START + timedelta(minutes=50))
    return replace(base, segments=tuple(rows), planned_ms=3_600_000, id="nc-40")


def unknown() -> Rundown:
    """No start, no blocks, nothing known but ids."""
    return Rundown("", "", date(2026, 11, 27), 60_000, (Segment("1", "", ""), Segment("2", "\x00\u000b", "x" * 300)))


def television() -> Rundown:
    """The same on television, with pictures."""
    shots = "1. Toàn: sân nhà 5 giờ sáng\n2. Cận: tay bắt lươn\n3. Trung: bà Mỹ Lệ ghi sổ"
    segments = tuple(replace(s, picture=shots if n % 2 else None) for n, s in enumerate(small().segments))
    return replace(small(), medium="tv", segments=segments, id="tv-12")


def ceremony() -> Rundown:
    """A live event run from a stage."""
    segments = tuple(replace(s, where="Sân khấu chính", picture="Máy 1; bảng chữ") for s in small().segments)
    return replace(small(), programme="ceremony", segments=segments, id="le-1")


def khmer() -> Rundown:
    """The Khmer edition: its own letters, lengths by hand or by recording."""
    segments = (
        Segment("k1", "ភ្លេងសញ្ញា – Nhạc hiệu", "signature", media_ms=15_000, sound="k1.wav"),
        Segment("k2", "ព័ត៌មានពីភូមិ", "report", presenter="Danh Sóc Kha", script="សូមស្វាគមន៍។ នេះជាកម្មវិធី។", override_ms=60_000),
        Segment("k3", "ចម្រៀង", "brief", script="សូមអរគុណ។"),
    )
    return replace(small(), language="km", segments=segments, blocks=(), id="km-1", crew=(("Biên dịch", "Danh Sóc Kha"),))


ALL = {"small": small, "forty": forty, "unknown": unknown, "television": television, "ceremony": ceremony, "khmer": khmer}
