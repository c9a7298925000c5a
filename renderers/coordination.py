"""The coordination report of the joint plan (báo cáo phối hợp): HTML, PDF, DOCX, XLSX from plain rows.

The form follows the Front's official papers; figures come in, judgement does not: evaluation, tasks and proposals are
blanks for a person, with the facts that bear on them beside. Money is "nêu trong tin, bài đã phát", never "raised".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from newsroom.typed_time import whole_seconds
from renderers.archive import steady
from renderers.context import RenderContext
from renderers.pages import page
from renderers.word import Furniture, Sheetform, WordCell, blank, document, paragraph, run, table


@dataclass(frozen=True, slots=True)
class Line:
    """One line of counts: by class of story or by sending body; `target` None when none was signed."""

    name: str
    received: int
    used: int
    aired: int
    ms: int
    target: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """Money and goods named in aired items; `value_vnd` None when the items gave no value."""

    what: str
    unit: str
    quantity: float | None
    value_vnd: int | None


@dataclass(frozen=True, slots=True)
class Coordination:
    """A report: period in words and days, the two signing bodies, counts, resources, cases aired, answered, still open."""

    period: str
    first: date
    last: date
    front: str
    station: str
    place: str
    classes: tuple[Line, ...]
    senders: tuple[Line, ...]
    resources: tuple[Resource, ...] = ()
    cases_aired: int = 0
    cases_answered: int = 0
    cases_open: tuple[str, ...] = ()
    plan_number: str = ""
    symbol: str = "BC-MTTQ-BPTTH"
    recipients: tuple[str, ...] = ()
    names_note: str = "Tên đơn vị hành chính ghi theo tên có giá trị từ ngày 01/7/2025."


def number(value: float | None) -> str:
    """A number as Vietnamese papers print it: 12.381.000.000; a dash when unknown."""
    if value is None:
        return "–"
    whole, part = f"{value:,.2f}".split(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def minutes_seconds(ms: int) -> str:
    """Minutes and seconds, minutes running on: 156'44\"."""
    minutes, seconds = divmod(whole_seconds(ms), 60)
    return f"{minutes}'{seconds:02d}\""


def percent(part: int, whole: int | None) -> str:
    """A share with one decimal, 99,2%; a dash without a whole."""
    return f"{part * 100 / whole:.1f}%".replace(".", ",") if whole else "–"


def long_time(ms: int) -> str:
    """Hours, minutes, seconds in words."""
    minutes, seconds = divmod(whole_seconds(ms), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "giờ"), (minutes, "phút"), (seconds, "giây")]
    return " ".join(f"{value} {unit}" for value, unit in parts if value) or "0 giây"


def total(lines: Sequence[Line]) -> Line:
    """The sum of lines; targets add only when every line has one."""
    targets = [line.target for line in lines]
    target = sum(found for found in targets if found is not None) if lines and None not in targets else None
    return Line(
        "Tổng cộng",
        sum(line.received for line in lines),
        sum(line.used for line in lines),
        sum(line.aired for line in lines),
        sum(line.ms for line in lines),
        target,
    )


def class_rows(report: Coordination) -> list[list[str]]:
    """Table 1, the last row the sum."""
    rows = [[str(n), line.name, *_counts(line)] for n, line in enumerate(report.classes, 1)]
    return [*rows, ["", "Tổng cộng", *_counts(total(report.classes))]]


def _counts(line: Line) -> list[str]:
    return [number(line.received), number(line.used), number(line.aired), minutes_seconds(line.ms)]


def resource_rows(report: Coordination) -> list[list[str]]:
    """Table 2; the sum counts only what has a value."""
    rows = [
        [str(n), row.what, row.unit, number(row.quantity), number(row.value_vnd)]
        for n, row in enumerate(report.resources, 1)
    ]
    return [*rows, ["", "Tổng cộng", "", "", number(sum(row.value_vnd or 0 for row in report.resources))]]


def sender_rows(report: Coordination) -> list[list[str]]:
    """The annexed table by sending body."""
    rows = [[str(n), *_sender(line)] for n, line in enumerate(report.senders, 1)]
    return [*rows, ["", *_sender(total(report.senders))]]


def _sender(line: Line) -> list[str]:
    below = line.target is not None and line.aired < line.target and line.name != "Tổng cộng"
    note = "; ".join(filter(None, ["Chưa đạt" if below else "", line.note]))
    reached = percent(line.aired, line.target)
    return [
        line.name,
        number(line.received),
        number(line.used),
        number(line.aired),
        number(line.target),
        reached,
        minutes_seconds(line.ms),
        note,
    ]


CLASS_HEADS = ("STT", "Nhóm nội dung", "Tiếp nhận", "Sử dụng", "Phát sóng", "Thời lượng (phút, giây)")
RESOURCE_HEADS = ("STT", "Nội dung", "Đơn vị tính", "Số lượng", "Trị giá (đồng)")
SENDER_HEADS = (
    "STT",
    "Đơn vị",
    "Tiếp nhận",
    "Sử dụng",
    "Phát sóng",
    "Chỉ tiêu phát sóng",
    "Đạt so với chỉ tiêu",
    "Thời lượng",
    "Ghi chú",
)
NOTE = (
    "Một tin, bài phát nhiều lần chỉ tính một lần phát; lần phát lại không cộng thời lượng. "
    "“Lượt hộ” là số lần hỗ trợ, không phải số hộ."
)


def paragraphs(report: Coordination) -> dict[str, str]:
    """The sentences made of figures, by section."""
    all_classes = total(report.classes)
    target = total(report.senders).target
    against = f", đạt {percent(all_classes.aired, target)} chỉ tiêu đăng ký ({number(target)} tin, bài)" if target else ""
    value = sum(row.value_vnd or 0 for row in report.resources)
    below = [line.name for line in report.senders if line.target is not None and line.aired < line.target]
    answered = f"{report.cases_answered} hoàn cảnh đã có kết quả hỗ trợ và được thông tin lại"
    cases = f"Phát sóng {report.cases_aired} hoàn cảnh, trong đó {answered}."
    if report.cases_open:
        cases += f" Chưa có kết quả: {'; '.join(report.cases_open)}; đề nghị các đơn vị liên quan tiếp tục kết nối."
    return {
        "air": (
            f"Đã tiếp nhận {number(all_classes.received)} tin, bài; sử dụng {number(all_classes.used)} "
            f"({percent(all_classes.used, all_classes.received)}); phát sóng {number(all_classes.aired)}{against}, "
            f"tổng thời lượng {long_time(all_classes.ms)}. Kết quả theo nhóm nội dung ở Bảng 1; theo đơn vị ở Biểu số liệu kèm theo."
        ),
        "money": (
            f"Các tin, bài đã phát sóng nêu việc trao tặng, hỗ trợ với tổng trị giá {number(value)} đồng (Bảng 2). Đây là số tiền, hiện "
            "vật được nêu trong tin, bài đã phát; không phải tổng kết quả vận động và không cộng chung với số liệu Quỹ “Vì người nghèo”."
        ),
        "cases": cases,
        "below": f"Đơn vị chưa đạt chỉ tiêu: {', '.join(below)}." if below else "Các đơn vị có chỉ tiêu đều đạt.",
    }


def html(report: Coordination, context: RenderContext, embed: bool = True) -> bytes:
    """The report as a page."""
    return page(
        "coordination.html.j2", embed, r=report, said=paragraphs(report), classes=class_rows(report), resources=resource_rows(report),
        senders=sender_rows(report), class_heads=CLASS_HEADS, resource_heads=RESOURCE_HEADS, sender_heads=SENDER_HEADS, note=NOTE,
    ).encode()  # fmt: skip


def pdf(report: Coordination, context: RenderContext) -> bytes:
    """The report printed."""
    from renderers.printed import pdf as printed

    return printed(html(report, context, embed=False).decode())


def docx(report: Coordination, context: RenderContext) -> bytes:
    """The report in Word, Times New Roman, official margins, page number alone at the foot."""
    said = paragraphs(report)
    body = [
        _head(report),
        _line("BÁO CÁO", 14, bold=True),
        _line("Kết quả phối hợp tuyên truyền công tác giảm nghèo bền vững", 14, bold=True),
        _line(report.period, 14, bold=True),
        _text(opening(report)),
        _text("I. TÌNH HÌNH CHUNG", bold=True),
        paragraph(blank("tình hình chung"), style="VanBan"),
        _text("II. KẾT QUẢ THỰC HIỆN", bold=True),
        _text("1. Công tác tuyên truyền, vận động", bold=True),
        _text(said["air"]),
        _line("Bảng 1. Tin, bài theo nhóm nội dung", 13, bold=True),
        _grid((14, 60, 20, 20, 20, 26), CLASS_HEADS, class_rows(report)),
        _text("2. Nguồn lực được nêu trong tin, bài đã phát sóng", bold=True),
        _text(said["money"]),
        *([_line("Bảng 2. Tiền, hiện vật nêu trong tin, bài đã phát sóng", 13, bold=True)] if report.resources else []),
        *([_grid((14, 62, 24, 22, 38), RESOURCE_HEADS, resource_rows(report))] if report.resources else []),
        _text("3. Hoàn cảnh cần giúp", bold=True),
        _text(said["cases"]),
        _text("III. ĐÁNH GIÁ", bold=True),
        paragraph(run("1. Ưu điểm. ", bold=True), blank("ưu điểm"), style="VanBan"),
        paragraph(
            run("2. Hạn chế, nguyên nhân. ", bold=True),
            run(said["below"] + " "),
            blank("hạn chế, nguyên nhân"),
            style="VanBan",
        ),
        _text("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ", bold=True),
        paragraph(blank("phương hướng, nhiệm vụ"), style="VanBan"),
        _text("V. KIẾN NGHỊ", bold=True),
        paragraph(blank("kiến nghị"), run("./."), style="VanBan"),
        _signatures(report),
        *_recipients(report),
        '<w:p><w:pPr><w:pStyle w:val="VanBan"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>',
        _line("BIỂU SỐ LIỆU", 14, bold=True),
        _line(f"Tin, bài theo đơn vị gửi, {report.period}", 13, bold=True),
        _grid((9, 34, 17, 16, 16, 17, 18, 18, 15), SENDER_HEADS, sender_rows(report), 10),
        _text("Ghi chú: " + NOTE + " " + report.names_note),
    ]
    furniture = Furniture(
        "",
        "",
        "",
        "",
        f"Báo cáo phối hợp {report.period}",
        report.station,
        datetime(report.last.year, report.last.month, report.last.day),
    )
    return document(body, Sheetform(False, (20, 20, 20, 30)), furniture)


def opening(report: Coordination) -> str:
    """The first sentence."""
    plan = report.plan_number or "…………"
    window = f"từ ngày {report.first:%d/%m/%Y} đến ngày {report.last:%d/%m/%Y}"
    return (
        f"Thực hiện Kế hoạch liên tịch số {plan} về phối hợp truyền thông giảm nghèo bền vững, Ban Thường trực {report.front} và "
        f"{report.station} báo cáo kết quả {report.period} (số liệu {window}) như sau:"
    )


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


REPORT_FORMATS: dict[str, tuple[str, str, Callable[[Coordination, RenderContext], bytes]]] = {
    "html": (".html", "text/html", html),
    "pdf": (".pdf", "application/pdf", pdf),
    "docx": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    "xlsx": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx),
}
"""Name on the command line → suffix, media type, function."""
