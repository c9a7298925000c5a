"""Spreadsheets (.xlsx, .xls, .ods): one table a visible sheet, cells as plain text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from extractors.draft import About, Draft, Found, Grid, Refused
from extractors.sniff import kind_of

MAX_CELLS = 5_000_000


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one report in a workbook; hidden sheets are named in `skipped`."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

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
            draft.tables.append(grid)
    yield draft


def cell_text(value: Any) -> str:
    """A cell as text: plain digits with a decimal point, ISO dates."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
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
