"""The rundown sheet (khung kịch bản): one glance, one answer, on A4 landscape, for radio, television and live events."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from newsroom.rundown import Rundown
from newsroom.typed_time import print_rounded
from renderers.context import RenderContext
from renderers.pages import page
from renderers.paper import OFFICES, Paper, Row

ONE_PAGE_ROWS = 16
HEADINGS = {
    "radio": "KHUNG KỊCH BẢN CHƯƠNG TRÌNH PHÁT THANH",
    "tv": "KHUNG KỊCH BẢN CHƯƠNG TRÌNH TRUYỀN HÌNH",
    "ceremony": "KỊCH BẢN TRUYỀN HÌNH, PHÁT THANH TRỰC TIẾP",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell; a hole is a dashed box to write in."""

    text: str
    look: str = ""
    sign: str = ""
    hole: str = ""
    long: bool = False
    span: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column: head (two lines parted by a line break, the second small), width in millimetres, look, its cell."""

    head_text: str
    width: float | None
    look: str
    cell: Callable[[Row], Cell]

    @property
    def head(self) -> Markup:
        """The head as HTML."""
        first, _, small = self.head_text.partition("\n")
        return Markup("{}<br><i>{}</i>").format(first, small) if small else Markup("{}").format(first)


def _number(row: Row) -> Cell:
    return Cell(str(row.number or "–"), "stt")


def _clock(row: Row) -> Cell:
    return Cell(row.clock, "clk", row.clock_sign)


def _title(row: Row) -> Cell:
    return Cell(_figures_bound(row.segment.title) or "(chưa đặt tên)", "ti", long=row.long_title)


def _figures_bound(title: str) -> str:
    """A figure never parts from the word it counts."""
    return re.sub(r"(\d) (?=[^\W\d_])", "\\1\u00a0", title)


def _kind(row: Row) -> Cell:
    return Cell(row.kind)


def _presenter(row: Row) -> Cell:
    return Cell(row.segment.presenter or "")


def _feed(row: Row) -> Cell:
    return Cell(row.segment.feed or row.segment.sound or ("Micro" if row.segment.script else ""))


def _in(row: Row) -> Cell:
    return Cell(row.segment.words_in or first_words(row.segment.script))


def _out(row: Row) -> Cell:
    return Cell(row.segment.words_out or last_words(row.segment.script), "ra")


def _duration(row: Row) -> Cell:
    return Cell(row.duration, "d", row.duration_sign)


def _blank(row: Row) -> Cell:
    return Cell("", "act")


def _cume(row: Row) -> Cell:
    return Cell(row.cume, "cu")


def _note(row: Row) -> Cell:
    repeat = f"PL, phát lần đầu {row.segment.first_aired:%d/%m/%Y}" if row.segment.first_aired else ""
    return Cell("\n".join(filter(None, [row.segment.note, repeat])))


def _picture(row: Row) -> Cell:
    if row.segment.picture is None and row.hole is not None:
        return Cell(f" – {row.hole}", "pic holecell", hole="CHƯA CÓ HÌNH")
    return Cell(row.segment.picture or "", "pic")


def _says(row: Row) -> Cell:
    first, last = (
        row.segment.words_in or first_words(row.segment.script),
        row.segment.words_out or last_words(row.segment.script),
    )
    return Cell(" → ".join(filter(None, [first, last])), "say")


def _where(row: Row) -> Cell:
    return Cell(row.segment.where or "")


_ENDS = (
    Column("Thời lượng", 13.5, "num", _duration),
    Column("Thực tế\nghi tay", 11.5, "c", _blank),
    Column("Cộng dồn", 13.5, "num", _cume),
)
RADIO = (
    Column("STT", 7.5, "c", _number),
    Column("Giờ phát", 17.5, "", _clock),
    Column("Nội dung / Tiêu đề", 71.5, "", _title),
    Column("Thể loại", 17, "", _kind),
    Column("Người đọc / dẫn", 16, "", _presenter),
    Column("Nguồn âm thanh\nmicro, file, điện thoại", 25, "", _feed),
    Column("Vào: câu đầu", 27.5, "", _in),
    Column("Ra: câu cuối", 27, "", _out),
    *_ENDS,
    Column("Ghi chú", 27.5, "", _note),
)
TELEVISION = (
    Column("STT", 8, "c", _number),
    Column("Giờ phát", 17.5, "", _clock),
    Column("Nội dung / Tiêu đề", 46, "", _title),
    Column("Thể loại", 16.5, "", _kind),
    Column("Hình ảnh", 59, "pic", _picture),
    Column("Lời bình / Lời dẫn\nvào → ra", 51, "", _says),
    Column("Âm thanh", 19.5, "", _feed),
    Column("Thời lượng", 13.5, "num", _duration),
    Column("Cộng dồn", 13.5, "num", _cume),
    Column("Ghi chú, bảng chữ", None, "", _note),
)
CEREMONY = (
    Column("STT", 8, "c", _number),
    Column("Giờ", 18, "", _clock),
    Column("Nội dung", 70, "", _title),
    Column("Người thực hiện / dẫn", 34, "", _presenter),
    Column("Vị trí", 25, "", _where),
    Column("Hình ảnh, âm thanh", 46, "pic", _picture),
    Column("Thời lượng", 13.5, "num", _duration),
    Column("Thực tế\nghi tay", 12, "c", _blank),
    Column("Cộng dồn", 13.5, "num", _cume),
    Column("Ghi chú", None, "", _note),
)


def first_words(script: str | None, count: int = 6) -> str:
    """The first words read aloud, for the operator's ear."""
    from newsroom.timing import spoken_text

    words = spoken_text(script).split()
    return " ".join(words[:count]) + ("…" if len(words) > count else "")


def last_words(script: str | None, count: int = 5) -> str:
    """The last words read aloud."""
    from newsroom.timing import spoken_text

    words = spoken_text(script).split()
    return ("…" if len(words) > count else "") + " ".join(words[-count:])


def columns_of(rundown: Rundown) -> tuple[Column, ...]:
    """The columns for the kind of programme."""
    if rundown.programme == "ceremony":
        return CEREMONY
    return TELEVISION if rundown.medium == "tv" else RADIO


def heading_of(rundown: Rundown) -> str:
    """The sheet's heading."""
    return HEADINGS["ceremony" if rundown.programme == "ceremony" else "tv" if rundown.medium == "tv" else "radio"]


def cells(row: Row, columns: Sequence[Column]) -> list[Cell]:
    """The cells of a row; on radio a missing sound takes the three cells it should have filled."""
    if row.hole is None or columns is not RADIO:
        return [column.cell(row) for column in columns]
    made = [column.cell(row) for column in RADIO]
    return [*made[:5], Cell(f" – {row.hole}", "holecell", hole="CHƯA CÓ ÂM THANH", span=3), *made[8:]]


def meta(p: Paper) -> list[tuple[str, str]]:
    """The header block: label and value; what nobody told is dots to write on."""
    crew = [(office, who) for office, who in p.rundown.crew if office not in ("PTV", "MC")]
    voices = "MC" if p.rundown.medium == "tv" else "PTV"
    return [
        ("Giờ phát", f"{p.on_air_span}, {p.day_words}"),
        ("Phát lại", p.rundown.repeats or "……"),
        ("Kênh", p.rundown.channel or "……………"),
        ("Thời lượng", print_rounded(p.rundown.planned_ms)),
        *(crew or [("BTV", "……………")]),
        (voices, p.presenters or "……………"),
        ("Nguồn tin", "; ".join(p.rundown.sources) or "……………"),
    ]


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the time strip: its share in percent."""

    label: str
    width: str
    hole: bool
    edge: bool


def strip(p: Paper) -> list[Slice]:
    """The programme as one bar, drawn to scale; nothing when a length is unknown."""
    rows = [row for row in p.rows if row.number and row.timed.duration_ms]
    total = sum(row.timed.duration_ms or 0 for row in rows)
    if p.timing.unknown or not total or len(rows) > 60:
        return []
    ends = {group.rows[-1].number for group in p.groups}
    found = []
    for row in rows:
        share = (row.timed.duration_ms or 0) / total * 100
        found.append(Slice(str(row.number) if share > 1.4 else "", f"{share:.2f}", row.hole is not None, row.number in ends))
    return found


def html(rundown: Rundown, context: RenderContext, embed: bool = True) -> str:
    """The sheet as an HTML page."""
    p = context.paper(rundown)
    columns = columns_of(rundown)
    return page(
        "rundown.html.j2",
        embed,
        p=p,
        c=context,
        heading=heading_of(rundown),
        doc="Khung kịch bản",
        foot=context.foot,
        meta=meta(p),
        strip=strip(p),
        columns=columns,
        cells=lambda row: cells(row, columns),
        look={"tv": "tv", "ceremony": "ce"}.get("ceremony" if rundown.programme == "ceremony" else rundown.medium, ""),
        one=len(p.rows) <= ONE_PAGE_ROWS and columns is RADIO,
        planned=print_rounded(rundown.planned_ms),
        limit=print_rounded(p.timing.tolerance_ms),
        offices=OFFICES,
    )
