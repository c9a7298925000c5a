"""Spreadsheets (.xlsx, .xls, .ods): one table a visible sheet, cells as plain text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from extractors.draft import About, Draft, Found, Grid, Refused
from extractors.identity import restore
from extractors.sniff import kind_of

MAX_CELLS = 5_000_000


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one report in a workbook; hidden sheets are named in `skipped`."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    if data.startswith(b"PK") and (far := _far(data)):
        yield _sparse(data, far)
        return
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError as error:
        raise Refused("encrypted" if "assword" in str(error) else "unreadable", str(error)[:100]) from error
    draft = Draft(kind_of(data, about.name), prose=False)
    for meta in book.sheets_metadata:
        if meta.visible != SheetVisibleEnum.Visible:
            draft.skip(f"trang tính ẩn “{meta.name}”")
            continue
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.total_height * max(sheet.total_width, 1) > MAX_CELLS and sheet.height * sheet.width > MAX_CELLS:
            raise Refused("too_large", f"trang tính {meta.name}: {sheet.total_height} × {sheet.total_width}")
        grid: Grid = [[cell_text(value) for value in row] for row in sheet.to_python(skip_empty_area=True)]
        if any(map(any, grid)):
            restore(grid, draft)
            draft.tables.append(grid)
    draft.title = _title(draft.tables)
    yield draft


_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')


def _far(data: bytes) -> str | None:
    """The name of a sheet part whose cells span an area no reader should fill with blanks."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                found = _CELL.findall(archive.read(name))
                wide = max((len(column) * 1000 + column[0] for column, _ in found), default=0)
                if (
                    int(max((row for _, row in found), key=lambda row: (len(row), row), default=b"0"))
                    * (1 if wide < 2000 else 500)
                    > MAX_CELLS // 10
                ):
                    return name
    return None


def _sparse(data: bytes, part: str) -> Draft:
    """A workbook with a cell far from the rest: only rows and columns that hold something."""
    import openpyxl

    draft = Draft("xlsx", prose=False)
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            draft.skip(f"trang tính ẩn “{sheet.title}”")
            continue
        cells = {(row, column): cell.value for (row, column), cell in sheet._cells.items() if cell.value is not None}
        rows = sorted({row for row, _ in cells})
        columns = sorted({column for _, column in cells})
        if len(rows) * len(columns) > MAX_CELLS:
            raise Refused("too_large", f"trang tính {sheet.title}")
        grid = [[cell_text(cells[row, column]) if (row, column) in cells else "" for column in columns] for row in rows]
        if grid:
            restore(grid, draft)
            draft.tables.append(grid)
    draft.skip("hàng và cột trống giữa các ô xa nhau")
    draft.title = _title(draft.tables)
    return draft


def _title(tables: list[Grid]) -> str:
    """The heading over the first table: the first row that holds one wide cell of words."""
    for row in tables[0][:4] if tables else []:
        filled = [cell for cell in row if cell.strip()]
        if len(filled) == 1 and len(filled[0].split()) > 3 and len(row) > 1:
            return filled[0]
    return ""


def cell_text(value: Any) -> str:
    """A cell as text: plain digits with a decimal point, ISO dates."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return str(value)


def number_text(value: float) -> str:
    """A number as people wrote it: at most 15 significant digits, no exponent, no trailing zeros."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:.20f}".rstrip("0")
    return text
