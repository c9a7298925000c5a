"""Spreadsheets out and back."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from newsroom.rundown_merge import merge
from renderers.spreadsheet import csv_bytes, read_csv, read_xlsx, xlsx_bytes
from tests.renderers.samples import ALL, CONTEXT, small


@pytest.mark.parametrize("name", ["small", "forty", "television", "ceremony"])
def test_there_and_back_changes_nothing(name: str) -> None:
    """A sheet sent back unedited proposes no change, from CSV and from XLSX."""
    rundown = ALL[name]()
    assert merge(rundown, read_csv(csv_bytes(rundown, CONTEXT))).changes == ()
    assert merge(rundown, read_xlsx(xlsx_bytes(rundown, CONTEXT))).changes == ()


def test_an_edit_in_excel_comes_back() -> None:
    """A title changed in the workbook is proposed as one edit."""
    book = load_workbook(io.BytesIO(xlsx_bytes(small(), CONTEXT)))
    page = book.worksheets[0]
    cell = next(cell for row in page.iter_rows() for cell in row if cell.value == "Lời chào" and cell.column == 5)
    cell.value = "Lời chào mới"
    out = io.BytesIO()
    book.save(out)
    changes = merge(small(), read_xlsx(out.getvalue())).changes
    assert [(change.what, change.segment, change.after) for change in changes] == [("edited", "s2", "Lời chào mới")]


def test_semicolons_are_understood() -> None:
    """Excel set to Vietnamese saves CSV with semicolons."""
    import csv

    rows = list(csv.reader(io.StringIO(csv_bytes(small(), CONTEXT).decode("utf-8-sig"))))
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    assert merge(small(), read_csv(out.getvalue().encode("utf-8-sig"))).changes == ()


def test_a_sheet_without_heads_is_nothing() -> None:
    """A stray file gives no rows rather than a wrecked rundown."""
    assert read_csv(b"a,b\n1,2\n") == ()
