"""Numbers of people in sheets: the zero a spreadsheet took from identity and phone numbers is put back, and counted."""

from __future__ import annotations

import re

from extractors.draft import Draft, Grid
from extractors.plain import folded

_IDENTITY = re.compile(r"cccd|cmnd|can cuoc|chung minh|dinh danh|so giay to|giay to tuy than|cmt\b")
_PHONE = re.compile(r"dien thoai|\bsdt\b|so dt|di dong|\bdtdd\b|\bdt\b|phone")
_HEAD_ROWS = 12


def restore(grid: Grid, draft: Draft) -> None:
    """Put the zeros back in the columns whose heads name such numbers."""
    for column in range(len(grid[0]) if grid else 0):
        for row in range(min(_HEAD_ROWS, len(grid))):
            head = folded(grid[row][column])
            if len(head) < 80 and not head.isdigit() and (_IDENTITY.search(head) or _PHONE.search(head)):
                _column(grid, row + 1, column, bool(_IDENTITY.search(head)), draft)
                break


def _column(grid: Grid, start: int, column: int, identity: bool, draft: Draft) -> None:
    for row in grid[start:]:
        text = row[column]
        if not text.isdigit():
            continue
        whole = _identity(text) if identity else _phone(text)
        if whole != text:
            row[column] = whole
            draft.repaired("identity_zero" if identity else "phone_zero")


def _identity(text: str) -> str:
    """Identity numbers have 12 digits (older ones 9) and may begin with zeros."""
    return text.zfill(12) if len(text) in (10, 11) else text.zfill(9) if len(text) in (7, 8) else text


def _phone(text: str) -> str:
    """Phone numbers have 10 digits (11 on land) and begin with a zero."""
    return "0" + text if len(text) in (9, 10) and text[0] in "235789" and not (len(text) == 10 and text[0] != "2") else text
