"""Lists of people in tables: what is kept of them are counts and places, never names without need.

Of a list of poor or near-poor households the columns of names, birth dates, identity, phone and home are covered; in any other
table the identity and phone columns. The raw bytes stay as they came.
"""

from __future__ import annotations

import re
from dataclasses import replace

from newsroom.fold import key
from newsroom.report import Report, Table

COVERED = "(đã che)"
_IDENTITY = re.compile(r"cccd|cmnd|can cuoc|chung minh|dinh danh|dien thoai|\bsdt\b|\bdt\b|so tai khoan")
_PERSON = re.compile(r"ho (?:va )?ten|\bten\b|chu ho|sinh|dia chi|ghi chu")
_HOUSEHOLDS = re.compile(r"ho (?:can )?ngheo|can ngheo|chu ho")
_HEAD_ROWS = 8


def covered(report: Report) -> Report:
    """The report with the private columns of its tables covered."""
    return replace(report, tables=tuple(_covered(table, report.title) for table in report.tables))


def _covered(table: Table, title: str) -> Table:
    head = table[:_HEAD_ROWS]
    households = bool(_HOUSEHOLDS.search(key(" ".join([title, *(cell for row in head for cell in row)]))))
    last, columns = _private_columns(head, households)
    return tuple(
        row if place <= last else tuple(COVERED if at in columns and cell.strip() else cell for at, cell in enumerate(row))
        for place, row in enumerate(table)
    )


def _private_columns(head: Table, households: bool) -> tuple[int, set[int]]:
    """The last row of the head that names a private column, and those columns."""
    last = -1
    columns: set[int] = set()
    for place, row in enumerate(head):
        if sum(bool(cell.strip()) for cell in row) < 2:
            continue
        for at, cell in enumerate(row):
            word = key(cell)
            if len(word) < 40 and (_IDENTITY.search(word) or (households and _PERSON.search(word))):
                last = place
                columns.add(at)
    return last, columns
