"""The rundown as rows of plain values, for spreadsheets that people edit and send back."""

from __future__ import annotations

from dataclasses import dataclass

from newsroom.rundown import Rundown
from newsroom.typed_time import print_length
from renderers.context import RenderContext
from renderers.paper import Paper, Row

HEADS = (
    "Mã", "STT", "Giờ phát", "Khối", "Nội dung / Tiêu đề", "Thể loại", "Người đọc / dẫn", "Nguồn âm thanh", "File âm thanh",
    "Vào: câu đầu", "Ra: câu cuối", "Thời lượng", "Cộng dồn", "Ấn định", "Dự phòng", "Ghi chú", "Lời",
)  # fmt: skip
WIDTHS = (7, 5, 10, 15, 38, 12, 13, 14, 18, 18, 18, 9, 9, 9, 7, 22, 70)
EDITABLE = (
    "Nội dung / Tiêu đề",
    "Người đọc / dẫn",
    "Nguồn âm thanh",
    "Vào: câu đầu",
    "Ra: câu cuối",
    "Ấn định",
    "Dự phòng",
    "Lời",
    "Ghi chú",
)
"""Columns whose changes are taken back; order of rows counts too. Times are computed and never read back."""
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "|", "%")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Head, rows and a foot of label and value."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[tuple[str, str], ...]


def sheet_of(rundown: Rundown, context: RenderContext) -> Sheet:
    """The rundown as text cells, one row a segment, in order."""
    p = context.paper(rundown)
    blocks = {block.id: block.title for block in rundown.blocks}
    rows = tuple(_cells(row, blocks) for row in p.rows)
    return Sheet(f"{rundown.show} – {p.issue}".strip(" –"), HEADS, rows, _foot(p))


def _cells(row: Row, blocks: dict[str, str]) -> tuple[str, ...]:
    segment = row.segment
    return (
        segment.id,
        str(row.number or ""),
        row.clock_sign + row.clock,
        blocks.get(segment.block or "", ""),
        segment.title,
        row.kind,
        segment.presenter or "",
        segment.feed or "",
        segment.sound or (f"CHƯA CÓ ÂM THANH – {row.hole}" if row.hole else ""),
        segment.words_in or "",
        segment.words_out or "",
        "chưa rõ" if row.timed.duration_ms is None else row.duration_sign + row.duration,
        row.cume,
        "" if segment.override_ms is None else print_length(segment.override_ms),
        "x" if segment.float else "",
        segment.note or "",
        segment.script or "",
    )


def _foot(p: Paper) -> tuple[tuple[str, str], ...]:
    return (
        ("Dự kiến", print_length(p.rundown.planned_ms)),
        ("Tổng cộng", p.total),
        ("Chênh", p.over),
        ("Còn thiếu", p.missing),
        ("Phiên bản", f"{p.version} – {p.locked}"),
        ("Giờ phát", f"{p.on_air_span}, {p.day_words}"),
    )


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: a quote mark before what could start one."""
    return "'" + text if text.startswith(_DANGEROUS) or text.startswith("'") else text


def unguarded(text: str) -> str:
    """The cell as it was before `guarded`."""
    return text[1:] if text.startswith("'") else text
