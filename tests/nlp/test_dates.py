"""Days and months in all written forms."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.dates import find_dates
from nlp.source import Source

FOUND = [
    ("Sáng 28-11, xã", "2023-11-28"),
    ("Chiều 17-10,", "2023-10-17"),
    ("(KGO) - Ngày 5-12, Agribank", "2023-12-05"),
    ("Tối 22.12 tại", None),
    ("Ngày 17.9, Hội", "2023-09-17"),
    ("sáng ngày 18.4, tại", "2023-04-18"),
    ("ngày 15 tháng 4 năm 2023, tại", "2023-04-15"),
    ("ngày 28 tháng 12 cho", "2023-12-28"),
    ("ngày 16 tháng 7 năm 2021 của", "2021-07-16"),
    ("đến 30/11/2020, toàn huyện", "2020-11-30"),
    ("Ngày đăng: 19.04.2022", "2022-04-19"),
    ("tính đến ngày 24/01/2022, thành", "2022-01-24"),
    ("Đến 31-3-2025, Chi nhánh", "2025-03-31"),
    ("20.08.2014", "2014-08-20"),
    ("ngày 30/4/23 xã", "2023-04-30"),
    ("(1-7), Trung tâm", "2023-07-01"),
    ("hôm 20-2 té", "2023-02-20"),
    ("Hôm nay, 20-11, cô", "2023-11-20"),
    ("thứ 5 (20/11) bàn giao", "2023-11-20"),
    ("14h 16/10 tại", "2023-10-16"),
    ("8h 4/2, có", "2023-02-04"),
    ("lúc 19 giờ ngày 13/11, Đài", "2023-11-13"),
    ("trước 30-4.", "2023-04-30"),
    ("chào mừng 20/10 cho", "2023-10-20"),
    ("dịp lễ 2/9\nCông an", "2023-09-02"),
    ("K7 15/11, K8 16/11", "2023-11-15"),
    ("sang nay 30/1 nhom", "2023-01-30"),
    ("Ngày 8 tháng 5 năm 2023, tại", "2023-05-08"),
    ("tháng 11-2023", "2023-11"),
    ("từ tháng 6/2022 với", "2022-06"),
    ("đầu tháng 12.", "2023-12"),
    ("cuối tháng 10-2020, An", "2020-10"),
    ("tháng 7 năm 2024", "2024-07"),
    ("trong tháng 5 vừa qua", "2023-05"),
    ("đến 11/2023 đạt", "2023-11"),
    ("từ 17/10 đến ngày 18/11. Hơn", "2023-10-17"),
    ("Hai ngày 9 và 10-4, xã", "2023-04-09"),
    ("ngày 6 và 7/8, Đảng bộ", "2023-08-06"),
    ("từ 13 đến 16-4.", "2023-04-13"),
    ("từ ngày 12 đến 15/11/2024 tại", "2024-11-12"),
    ("ngày 5, 6 tháng 3", "2023-03-05"),
    ("từ 25/9 đến 10/10/2023, khách", "2023-09-25"),
    ("Trong 3 ngày 6 – 8/2, Trung", "2023-02-06"),
    ("Ngày 18 và 19-8, Ban", "2023-08-18"),
    ("từ ngày 01/9 đến hết ngày 14/12/2025.", "2025-09-01"),
    ("ngày 31/3 và 1/4, Ủy", "2023-03-31"),
    ("8/11 - 18/11. điểm", "2023-11-08"),
    ("từ 5 - 7-12, quy tụ", "2023-12-05"),
    ("quốc lộ 61 tối 30-3 khiến", "2023-03-30"),
    ("Sáng nay, ngày 5/3,", "2023-03-05"),
    ("2025-08-17", "2025-08-17"),
]


@pytest.mark.parametrize(("text", "iso"), FOUND)
def test_a_day_is_read_in_every_form(text: str, iso: str | None) -> None:
    """The first day of a span; a missing year from the day of publication."""
    found = find_dates(Source(text, published=date(2023, 11, 20)))
    if iso is not None:
        assert found
        assert found[0].iso == iso
        assert text[found[0].start : found[0].end] == found[0].surface


NOT_DATES = [
    "hơn 1/3 diện tích",
    "2/3 số hộ",
    "đạt 19/19 tiêu chí",
    "31/31 ấp",
    "thắng 3-1",
    "hẻm 12/5",
    "lớp 10/2",
    "số 05/KHPH",
    "Nghị định 07/2021/NĐ-CP",
    "số 24/2021/QĐ-TTg",
    "hỗ trợ 24/7",
    "sóng cao 2-3,5m",
    "gió cấp 7-8",
    "từ 2-3 triệu",
    "9/10 vụ",
    "thương binh 4/4",
    "huyết áp 12/8",
    "đường 30/4",
    "đường 3 tháng 2",
    "6 tháng đầu năm",
    "mỗi tháng 3 triệu",
    "hàng tháng 5 lần",
    "một tháng 2 bận",
    "nhằm ngày 09/9 năm Quý Mão",
    "mùng 10 tháng 3 âm lịch",
    "rằm tháng 7",
    "23 tháng Chạp",
    "0912.345.678",
    "nhiệm kỳ 2020-2025",
    "tỷ lệ 1/2",
    "mỗi ngày 5-6 tấm",
    "giá 12-15 triệu",
    "20/22 đảng viên",
    "xong 6/6 cây cầu",
    "lô 3/4",
]


@pytest.mark.parametrize("text", NOT_DATES)
def test_scores_fractions_streets_and_lunar_notes_are_no_dates(text: str) -> None:
    """The same digits mean many things; without a sign they are no day."""
    assert find_dates(Source(text, published=date(2023, 11, 20))) == ()


@pytest.mark.parametrize(
    ("text", "published", "iso"),
    [
        ("Ngày 31-12, xã", date(2022, 1, 2), "2021-12-31"),
        ("Sáng 5/1, xã", date(2022, 1, 6), "2022-01-05"),
        ("Khởi công 6/1", date(2024, 12, 28), "2025-01-06"),
        ("dự kiến ngày 20/2 khánh thành", date(2024, 12, 1), "2025-02-20"),
        ("hẹn gặp lại tháng 10", date(2025, 11, 2), "2026-10"),
    ],
)
def test_a_missing_year_is_the_nearest_that_makes_sense(text: str, published: date, iso: str) -> None:
    """A December day told in January was last year; a plan looks ahead."""
    assert find_dates(Source(text, published=published))[0].iso == iso


def test_a_lone_day_takes_its_month_from_the_day_before_it() -> None:
    """As in "ngày 14" after "16/11" is 14 November."""
    found = find_dates(
        Source("ấp mình tổ chức 16/11, 7g sáng. Nhớ dọn cờ từ ngày 14. Ai vắng báo", published=date(2025, 11, 10))
    )
    assert [day.iso for day in found] == ["2025-11-16", "2025-11-14"]


def test_founding_day_and_anniversary_are_two() -> None:
    """Two full days years apart are no span."""
    found = find_dates(Source("(18/11/1930 – 18/11/2023)", published=date(2023, 11, 18)))
    assert [day.iso for day in found] == ["1930-11-18", "2023-11-18"]


def test_without_publication_the_text_gives_the_year() -> None:
    """No year anywhere: no day rather than a guess."""
    assert find_dates(Source("Sáng 5-3, xã họp")) == ()
    assert find_dates(Source("Ngày 2/2/2024, xã họp. Sáng 5-3 phát quà"))[1].iso == "2024-03-05"
