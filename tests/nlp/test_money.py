"""Sums of money as field reports write them."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.money import find_money
from nlp.source import Source

SUMS = [
    ("trị giá 65 triệu đồng cho bà", "65 triệu đồng", 65_000_000),
    ("mỗi căn 60.000.000đ/căn", "60.000.000đ/căn", 60_000_000),
    ("quà 400.000đ.", "400.000đ", 400_000),
    ("hỗ trợ 1 tỷ 380 triệu đồng", "1 tỷ 380 triệu đồng", 1_380_000_000),
    ("góp 18.500.000 đồng, một", "18.500.000 đồng", 18_500_000),
    ("chuyển 20 củ. Gia đình", "20 củ", 20_000_000),
    ("tiền 100k ở ấp", "100k", 100_000),
    ("phần 600k/phần cho", "600k/phần", 600_000),
    ("Tổng cỡ 12tr á chị", "12tr", 12_000_000),
    ("mình nhận 86tr4, mua", "86tr4", 86_400_000),
    ("còn 5-6tr/lứa", "5-6tr/lứa", 5_000_000),
    ("hết 246 triệu, rẻ", "246 triệu", 246_000_000),
    ("đóng 3 ngàn, con nít", "3 ngàn", 3000),
    ("tháng mất 2 triệu 6. Xóm", "2 triệu 6", 2_600_000),
    ("lời 6 triệu rưỡi.", "6 triệu rưỡi", 6_500_000),
    ("đưa thêm mười triệu nhờ", "mười triệu", 10_000_000),
    ("tài trợ ba trăm triệu đồng, Nhóm", "ba trăm triệu đồng", 300_000_000),
    ("được tám chục ngàn.", "tám chục ngàn", 80_000),
    ("vốn hai chục triệu vay", "hai chục triệu", 20_000_000),
    ("đạt 82 triệu đồng/người/năm.", "82 triệu đồng/người/năm", 82_000_000),
    ("giá 60.000đ/m3.", "60.000đ/m3", 60_000),
    ("10.000.000 đồng/học sinh", "10.000.000 đồng/học sinh", 10_000_000),
    ("thu 87.300.000d, chi", "87.300.000d", 87_300_000),
    ("chi 61 trieu, con", "61 trieu", 61_000_000),
    ("con ton 26.300.000. Cat", "26.300.000", 26_300_000),
    ("số tiền 12.000.000 (mười hai", "12.000.000", 12_000_000),
    ("30 suất x 1.000.000đ;", "1.000.000đ", 1_000_000),
    ("số tiền 73 025 000 đồng.", "73 025 000 đồng", 73_025_000),
    ("tổng 1,250 tỷ đồng", "1,250 tỷ đồng", 1_250_000_000),
    ("phí 60,000,000 đồng", "60,000,000 đồng", 60_000_000),
    ("phí 5 triệu VNĐ", "5 triệu vnđ", 5_000_000),
    ("500.000 VND", "500.000 vnd", 500_000),
    ("QUA, MOI PHAN 300 NGAN, BA", "300 ngan", 300_000),
    ("góp 1tr rồi", "1tr", 1_000_000),
    ("mỗi bao 480.000 dồng.", "480.000 dồng", 480_000),
    ("triệu (cũ) 2.500 đồng một suất", "2.500 đồng", 2500),
    ("thu 141tr5; chi 96tr2", "141tr5", 141_500_000),
    ("trao số tiền 457.342.852 đồng tới", "457.342.852 đồng", 457_342_852),
    ("cần 28tr.", "28tr", 28_000_000),
]


@pytest.mark.parametrize(("text", "surface", "amount"), SUMS)
def test_a_sum_has_its_exact_value_and_words(text: str, surface: str, amount: int) -> None:
    """Value to the đồng, surface without the hedge and with its unit."""
    found = find_money(Source(text))[0]
    assert (found.surface.lower(), found.amount_vnd) == (surface, amount)
    assert text[found.start : found.end] == found.surface


NOT_SUMS = [
    "vốn đến tay 207 ngàn lượt hộ nghèo",
    "trồng 2 triệu cây xanh",
    "sản lượng 3 triệu tấn",
    "thông điệp 5K",
    "số 05/KHPH/PTTH",
    "Nghị định 07/2021/NĐ-CP",
    "điện thoại 0912 345 678",
    "2.915 nhân khẩu",
    "chiếm 2,62%",
    "diện tích 1.200m2",
    "36 mét vuông",
    "3 đồng chí dự họp",
    "2 đồng tác giả",
    "5 ti vi",
    "20 củ khoai",
    "vài chục ngàn",
    "mấy trăm triệu",
    "năm 2023",
    "đạt 5đ môn Toán",
    "không có một đồng nợ",
    "kênh Tám Ngàn",
    "ấp Hai Tỷ",
    "1.500 con giống",
    "40 kg gạo",
    "giải nhất 10km",
    "tài khoản 7704205118832",
]


@pytest.mark.parametrize("text", NOT_SUMS)
def test_other_numbers_are_no_money(text: str) -> None:
    """Counts, codes, areas, telephones and names of places stay out."""
    assert find_money(Source(text)) == ()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("95.000 - 110.000 đồng/kg", 95_000, 110_000),
        ("1,2 - 1,5 triệu đồng/tháng", 1_200_000, 1_500_000),
        ("200 đến 500 ngàn đồng", 200_000, 500_000),
        ("vay từ 10 đến 90 triệu, duyệt", 10_000_000, 90_000_000),
        ("góp 300.000 - 1.000.000 đồng", 300_000, 1_000_000),
    ],
)
def test_a_range_gives_its_low_end_and_its_high_end(text: str, low: int, high: int) -> None:
    """`amount_vnd` is the low end, `amount_max_vnd` the high one."""
    (found,) = find_money(Source(text))
    assert (found.amount_vnd, found.amount_max_vnd) == (low, high)


def test_a_rise_is_two_sums() -> None:
    """As in "từ 900.000 đồng lên 2.400.000 đồng" is no range."""
    amounts = [found.amount_vnd for found in find_money(Source("tăng từ 900.000 đồng lên 2.400.000 đồng/tháng"))]
    assert amounts == [900_000, 2_400_000]


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("tài trợ 9.000 USD (tương đương", "USD", 9000),
        ("gửi 5.000 đô la Mỹ cho", "USD", 5000),
        ("2.000 đô Úc", "AUD", 2000),
        ("500 euro", "EUR", 500),
        ("$5,000 cho quỹ", "USD", 5000),
        ("1 triệu USD", "USD", 1_000_000),
        ("gửi về 5.000 đô la Canada", "CAD", 5000),
        ("100.000 yên Nhật", "JPY", 100_000),
    ],
)
def test_foreign_sums_have_a_currency_and_no_dong(text: str, currency: str, amount: float) -> None:
    """A rate of exchange is not ours to guess."""
    found = find_money(Source(text))[0]
    assert (found.amount_vnd, found.currency, found.amount) == (None, currency, amount)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("mỗi phần trị giá 300.000 đồng", True),
        ("50 triệu đồng/căn", True),
        ("trao 50 triệu đồng mỗi căn", True),
        ("tại TP. Rạch Giá tài trợ 100 triệu đồng", False),
        ("tổng trị giá 75 triệu đồng", False),
        ("11 căn nhà gần 400 triệu đồng", False),
    ],
)
def test_unit_prices_are_flagged(text: str, unit: bool) -> None:
    """A price of each is never taken for a total, and "Rạch Giá" is no price."""
    assert find_money(Source(text))[0].unit_price is unit


def test_scope_and_level_come_from_the_words_around() -> None:
    """Numbers of a hand-over, a campaign and a period are told apart."""
    text = (
        "Dịp này, công ty trao 5 triệu đồng. Chương trình có kế hoạch vận động 22 tỷ đồng. "
        "Tính đến nay, toàn tỉnh huy động 490 tỷ đồng."
    )
    found = find_money(Source(text, published=date(2025, 1, 1)))
    assert [money.scope for money in found] == ["handover", "campaign", "period"]
    assert found[2].level == "province"
