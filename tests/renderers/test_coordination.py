"""The coordination report."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from openpyxl import load_workbook

from renderers.coordination import REPORT_FORMATS, Coordination, Line, Resource, minutes_seconds, number, percent
from tests.renderers.samples import CONTEXT

REPORT = Coordination(
    period="6 tháng đầu năm 2026", first=date(2025, 12, 1), last=date(2026, 5, 31),
    front="Ủy ban MTTQ Việt Nam tỉnh An Giang", station="Báo và phát thanh, truyền hình An Giang", place="An Giang",
    classes=(Line("Mô hình – cách làm hay", 58, 31, 24, 3_310_000), Line("Nhà tài trợ – tấm lòng nhân ái", 121, 66, 55, 3_284_000)),
    senders=(Line("Xã Định Hòa", 34, 19, 15, 1_126_000, 12), Line("Xã <U Minh> & Thượng", 18, 9, 7, 668_000, 12)),
    resources=(Resource("Nhà đại đoàn kết", "căn", 46, 2_300_000_000), Resource("Gạo", "kg", 1250.5, None)),
    cases_aired=14, cases_answered=11, cases_open=("xã Vĩnh Bình (1)",), recipients=("Lưu: VT.",),
)  # fmt: skip


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_every_form_is_made_the_same_twice(name: str) -> None:
    """Each form of the report is made, and the same to the byte."""
    make = REPORT_FORMATS[name][2]
    assert make(REPORT, CONTEXT) == make(REPORT, CONTEXT)


def test_figures_and_words() -> None:
    """Shares, sums and open cases are said; money is "nêu trong tin, bài"; judgement is left to a person."""
    page = REPORT_FORMATS["html"][2](REPORT, CONTEXT).decode()
    for words in (
        "phát sóng 79, đạt 329,2% chỉ tiêu",
        "1 giờ 49 phút 54 giây",
        "2.300.000.000",
        "nêu trong tin, bài đã phát",
        "xã Vĩnh Bình (1)",
    ):
        assert words in page
    assert "Chưa đạt" in page
    assert "&lt;U Minh&gt; &amp; Thượng" in page
    assert "Người phụ trách viết" in page


def test_word_and_sheet_open() -> None:
    """Word has the tables in Times New Roman styles; the sheet's counts are numbers, its sums too."""
    document = docx.Document(io.BytesIO(REPORT_FORMATS["docx"][2](REPORT, CONTEXT)))
    assert "Xã Định Hòa" in "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    page = load_workbook(io.BytesIO(REPORT_FORMATS["xlsx"][2](REPORT, CONTEXT)))["Đơn vị"]
    assert page["C4"].value == 34
    assert page["C6"].value == 52


def test_numbers_as_printed() -> None:
    """Thousands by points, decimals by a comma, unknown as a dash."""
    assert (number(12381000000), number(1250.5), number(None)) == ("12.381.000.000", "1.250,5", "–")
    assert (percent(119, 120), percent(1, None), minutes_seconds(9_404_000)) == ("99,2%", "–", "156'44\"")
