"""The coordination report in Word and as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO

from renderers.archive import steady
from renderers.context import RenderContext
from renderers.coordination import (
    CLASS_HEADS,
    NOTE,
    RESOURCE_HEADS,
    SENDER_HEADS,
    Coordination,
    class_rows,
    opening,
    paragraphs,
    resource_rows,
    sender_rows,
)
from renderers.word import Furniture, Sheetform, WordCell, blank, document, paragraph, run, table


def docx(report: Coordination, context: RenderContext) -> bytes:
    """The report in Word, Times New Roman, official margins, page number alone at the foot."""
    body = [
        *_opening(report),
        *_results(report),
        *_judgement(report),
        _signatures(report),
        *_recipients(report),
        *_annex(report),
    ]
    made_at = datetime(report.last.year, report.last.month, report.last.day)
    furniture = Furniture("", "", "", "", f"Báo cáo phối hợp {report.period}", report.station, made_at)
    return document(body, Sheetform(False, (20, 20, 20, 30)), furniture)


def _opening(report: Coordination) -> list[str]:
    return [
        _head(report),
        _line("BÁO CÁO", 14, bold=True),
        _line("Kết quả phối hợp tuyên truyền công tác giảm nghèo bền vững", 14, bold=True),
        _line(report.period, 14, bold=True),
        _text(opening(report)),
        _text("I. TÌNH HÌNH CHUNG", bold=True),
        paragraph(blank("tình hình chung"), style="VanBan"),
    ]


def _results(report: Coordination) -> list[str]:
    said = paragraphs(report)
    resources = [
        _line("Bảng 2. Tiền, hiện vật nêu trong tin, bài đã phát sóng", 13, bold=True),
        _grid((14, 62, 24, 22, 38), RESOURCE_HEADS, resource_rows(report)),
    ]
    return [
        _text("II. KẾT QUẢ THỰC HIỆN", bold=True),
        _text("1. Công tác tuyên truyền, vận động", bold=True),
        _text(said["air"]),
        _line("Bảng 1. Tin, bài theo nhóm nội dung", 13, bold=True),
        _grid((14, 60, 20, 20, 20, 26), CLASS_HEADS, class_rows(report)),
        _text("2. Nguồn lực được nêu trong tin, bài đã phát sóng", bold=True),
        _text(said["money"]),
        *(resources if report.resources else []),
        _text("3. Hoàn cảnh cần giúp", bold=True),
        _text(said["cases"]),
    ]


def _judgement(report: Coordination) -> list[str]:
    """What a person writes: blanks, with the facts that bear on them."""
    below = paragraphs(report)["below"]
    return [
        _text("III. ĐÁNH GIÁ", bold=True),
        paragraph(run("1. Ưu điểm. ", bold=True), blank("ưu điểm"), style="VanBan"),
        paragraph(
            run("2. Hạn chế, nguyên nhân. ", bold=True), run(below + " "), blank("hạn chế, nguyên nhân"), style="VanBan"
        ),
        _text("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ", bold=True),
        paragraph(blank("phương hướng, nhiệm vụ"), style="VanBan"),
        _text("V. KIẾN NGHỊ", bold=True),
        paragraph(blank("kiến nghị"), run("./."), style="VanBan"),
    ]


def _annex(report: Coordination) -> list[str]:
    return [
        '<w:p><w:pPr><w:pStyle w:val="VanBan"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>',
        _line("BIỂU SỐ LIỆU", 14, bold=True),
        _line(f"Tin, bài theo đơn vị gửi, {report.period}", 13, bold=True),
        _grid((9, 34, 17, 16, 16, 17, 18, 18, 15), SENDER_HEADS, sender_rows(report), 10),
        _text("Ghi chú: " + NOTE + " " + report.names_note),
    ]


def _line(words: str, size: float, bold: bool = False) -> str:
    return paragraph(run(words, size, bold=bold), style="VanBan", align="center", keep=True)


def _text(words: str, bold: bool = False) -> str:
    return paragraph(run(words, bold=bold), style="VanBan", align="" if bold else "both", keep=bold)


def _head(report: Coordination) -> str:
    left = paragraph(run(report.front.upper(), 12, bold=True), align="center") + paragraph(
        run(report.station.upper(), 12, bold=True), align="center"
    )
    left += paragraph(run(f"Số: ………/{report.symbol}", 12), align="center")
    right = paragraph(run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True), align="center")
    right += paragraph(run("Độc lập - Tự do - Hạnh phúc", 13, bold=True), align="center")
    right += paragraph(run(f"{report.place}, ngày …… tháng …… năm {report.last.year}", 12.5, italic=True), align="center")
    row = [WordCell(left.replace('"Normal"', '"BangVanBan"')), WordCell(right.replace('"Normal"', '"BangVanBan"'))]
    return table((66, 94), [("none", row)], head=0) + paragraph(style="VanBan")


def _signatures(report: Coordination) -> str:
    def side(*lines: str) -> WordCell:
        return WordCell(
            "".join(
                paragraph(run(line, 13, bold=True), style="BangVanBan", align="center")
                for line in (*lines, "", "", "", "……………………")
            )
        )

    row = [side(f"LÃNH ĐẠO {report.station.upper()}"), side("TM. BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH")]
    return table((80, 80), [("none", row)], head=0)


def _recipients(report: Coordination) -> list[str]:
    if not report.recipients:
        return []
    lines = [paragraph(run("Nơi nhận:", 12, bold=True, italic=True), style="BangVanBan")]
    return [*lines, *[paragraph(run(f"- {name}", 11), style="BangVanBan") for name in report.recipients]]


def _grid(widths: Sequence[float], heads: Sequence[str], rows: Sequence[Sequence[str]], size: float = 12) -> str:
    def cell(words: str, place: int, bold: bool) -> WordCell:
        figure = words[:1].isdigit() and place > 0
        return WordCell(
            paragraph(
                run(words, size, bold=bold),
                style="BangVanBan",
                align="right" if figure else "center" if place == 0 or bold else "",
            )
        )

    made = [("grid", [cell(head, 0, True) for head in heads])]
    made += [("grid", [cell(words, place, row[1] == "Tổng cộng") for place, words in enumerate(row)]) for row in rows]
    return table(widths, made, grid=True) + paragraph(style="Khe")


def xlsx(report: Coordination, context: RenderContext) -> bytes:
    """Three sheets of the same tables; counts are numbers, so that they can be added up further."""
    from openpyxl import Workbook

    from renderers.spreadsheet import put_text, save_without_clock

    book = Workbook()
    book.remove(book.active)
    tables = [
        ("Nhóm nội dung", CLASS_HEADS, class_rows(report)),
        ("Nguồn lực", RESOURCE_HEADS, resource_rows(report)),
        ("Đơn vị", SENDER_HEADS, sender_rows(report)),
    ]
    for name, heads, rows in tables:
        page_ = book.create_sheet(name)
        put_text(page_.cell(1, 1), f"{name} – {report.period}")
        for place, head in enumerate(heads, 1):
            put_text(page_.cell(3, place), head)
            page_.column_dimensions[page_.cell(3, place).column_letter].width = 34 if place == 2 else 14
        for down, row in enumerate(rows, 4):
            for place, words in enumerate(row, 1):
                _put_figure(page_.cell(down, place), words, put_text)
        page_.freeze_panes = "C4"
        page_.page_setup.orientation, page_.page_setup.paperSize = "landscape", 9
    book.properties.creator, book.properties.title = report.station, f"Báo cáo phối hợp {report.period}"
    book.properties.created = book.properties.modified = datetime(report.last.year, report.last.month, report.last.day)
    out = BytesIO()
    save_without_clock(book, out)
    return steady(out.getvalue())


def _put_figure(cell: object, words: str, put_text: Callable[[object, str], None]) -> None:
    digits = words.replace(".", "")
    if digits.isascii() and digits.isdigit():
        cell.value = int(digits)  # type: ignore[attr-defined]
        cell.number_format = "#,##0"  # type: ignore[attr-defined]
    elif words:
        put_text(cell, words)
