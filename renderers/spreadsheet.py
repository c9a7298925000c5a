"""XLSX and CSV of a rundown, safe to open in Excel and to send back edited; and reading them back."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from typing import Any

from newsroom.rundown import Rundown
from newsroom.rundown_merge import EditedRow
from renderers.archive import made_at, steady
from renderers.context import RenderContext
from renderers.table_rows import EDITABLE, HEADS, WIDTHS, Sheet, guarded, sheet_of, unguarded

BOM = "\ufeff"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD_ROW = 5


def csv_bytes(rundown: Rundown, context: RenderContext) -> bytes:
    """CSV for Excel: UTF-8 with BOM, CRLF, every dangerous start guarded by a quote mark."""
    sheet = sheet_of(rundown, context)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(sheet.heads)
    writer.writerows([guarded(cell) for cell in row] for row in sheet.rows)
    return (BOM + out.getvalue()).encode()


def xlsx_bytes(rundown: Rundown, context: RenderContext) -> bytes:
    """A workbook of text cells: head rows frozen, wrapped, A4 landscape, one page wide, heads repeated when printed."""
    from openpyxl import Workbook

    sheet = sheet_of(rundown, context)
    book = Workbook()
    page = book.active
    page.title = "Khung kịch bản"
    _head(page, sheet, context)
    _body(page, sheet)
    _set_up_print(page, sheet)
    book.properties.creator = context.station or "Nhịp Cầu"
    book.properties.title = _clean(sheet.title)
    book.properties.created = book.properties.modified = made_at(rundown)
    out = BytesIO()
    _save(book, out)
    return steady(out.getvalue())


def _save(book: Any, out: BytesIO) -> None:
    """Save without the clock: openpyxl stamps `modified` inside save(), so the writer is called beneath it."""
    import zipfile

    from openpyxl.writer.excel import ExcelWriter

    modified = book.properties.modified
    writer = ExcelWriter(book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED))
    book.properties.modified = modified
    writer.save()


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _put(cell: Any, text: str) -> None:
    """A text cell, never a formula, whatever it starts with."""
    cell.value = _clean(text)
    cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True


def _head(page: Any, sheet: Sheet, context: RenderContext) -> None:
    from openpyxl.styles import Font

    _put(page.cell(1, 1), context.station.upper())
    _put(page.cell(2, 1), "KHUNG KỊCH BẢN CHƯƠNG TRÌNH: " + sheet.title)
    page.cell(1, 1).font = Font(name="Arial", size=10, bold=True)
    page.cell(2, 1).font = Font(name="Arial", size=14, bold=True)
    _put(page.cell(3, 1), " · ".join(f"{label}: {value}" for label, value in sheet.foot))
    page.cell(3, 1).font = Font(name="Arial", size=10)


def _body(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    line = Side(style="thin", color="000000")
    thick = Side(style="medium", color="000000")
    wrap, right = Alignment(wrap_text=True, vertical="top"), Alignment(horizontal="right", vertical="top")
    plain, bold = Font(name="Arial", size=10), Font(name="Arial", size=10, bold=True)
    numbers = {sheet.heads.index(name) for name in ("Thời lượng", "Cộng dồn", "Ấn định")}
    for place, head in enumerate(sheet.heads):
        cell = page.cell(_HEAD_ROW, place + 1)
        _put(cell, head)
        cell.font, cell.alignment, cell.border = bold, wrap, Border(top=thick, bottom=thick)
    strong = {sheet.heads.index(name) for name in ("STT", "Nội dung / Tiêu đề", "Thời lượng")}
    edge = Border(bottom=line)
    for down, row in enumerate(sheet.rows, _HEAD_ROW + 1):
        for place, text in enumerate(row):
            cell = page.cell(down, place + 1)
            if text:
                _put(cell, text)
            cell.font = bold if place in strong else plain
            cell.alignment = right if place in numbers else wrap
            cell.border = edge
        page.row_dimensions[down].height = 13.5 * max(
            max(1, -(-len(text) // max(width - 1, 1))) for text, width in zip(row[:-1], WIDTHS, strict=False)
        )


def _set_up_print(page: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    for place, width in enumerate(WIDTHS):
        page.column_dimensions[get_column_letter(place + 1)].width = width
    page.freeze_panes = f"F{_HEAD_ROW + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    page.print_area = f"A1:{get_column_letter(len(sheet.heads) - 1)}{_HEAD_ROW + len(sheet.rows)}"
    page.page_margins.left = page.page_margins.right = 0.4
    page.oddFooter.right.text = "Trang &P/&N"
    page.auto_filter.ref = f"A{_HEAD_ROW}:{get_column_letter(len(sheet.heads))}{_HEAD_ROW + len(sheet.rows)}"


def read_csv(raw: bytes) -> tuple[EditedRow, ...]:
    """The edited rows of a CSV, comma or semicolon (Excel's Vietnamese habit)."""
    text = raw.decode("utf-8-sig")
    first = text.partition("\n")[0]
    rows = list(csv.reader(StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ","))
    return _edited([[unguarded(cell) for cell in row] for row in rows])


def read_xlsx(raw: bytes) -> tuple[EditedRow, ...]:
    """The edited rows of a workbook."""
    from openpyxl import load_workbook

    page = load_workbook(BytesIO(raw), read_only=True, data_only=True).worksheets[0]
    page.reset_dimensions()
    return _edited([["" if cell is None else str(cell) for cell in row] for row in page.iter_rows(values_only=True)])


def _edited(rows: list[list[str]]) -> tuple[EditedRow, ...]:
    """Rows below the line of heads; columns may have been moved, added or left out."""
    for place, row in enumerate(rows):
        if "Mã" in row and HEADS[4] in row:
            heads = row
            body = rows[place + 1 :]
            break
    else:
        return ()
    found = []
    for row in body:
        cells = dict(zip(heads, row, strict=False))
        if any(cell.strip() for cell in row):
            edits = tuple((head, cells[head].strip()) for head in EDITABLE if head in cells)
            found.append(EditedRow(cells.get("Mã", "").strip(), edits))
    return tuple(found)
