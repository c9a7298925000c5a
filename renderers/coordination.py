"""The coordination report of the joint plan (báo cáo phối hợp): HTML, PDF, DOCX, XLSX from plain rows.

The form follows the Front's official papers; figures come in, judgement does not: evaluation, tasks and proposals are
blanks for a person, with the facts that bear on them beside. Money is "nêu trong tin, bài đã phát", never "raised".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from newsroom.typed_time import whole_seconds
from renderers.context import RenderContext
from renderers.pages import page


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


def opening(report: Coordination) -> str:
    """The first sentence."""
    plan = report.plan_number or "…………"
    window = f"từ ngày {report.first:%d/%m/%Y} đến ngày {report.last:%d/%m/%Y}"
    return (
        f"Thực hiện Kế hoạch liên tịch số {plan} về phối hợp truyền thông giảm nghèo bền vững, Ban Thường trực {report.front} và "
        f"{report.station} báo cáo kết quả {report.period} (số liệu {window}) như sau:"
    )


def _docx(report: Coordination, context: RenderContext) -> bytes:
    from renderers.coordination_office import docx

    return docx(report, context)


def _xlsx(report: Coordination, context: RenderContext) -> bytes:
    from renderers.coordination_office import xlsx

    return xlsx(report, context)


REPORT_FORMATS: dict[str, tuple[str, str, Callable[[Coordination, RenderContext], bytes]]] = {
    "html": (".html", "text/html", html),
    "pdf": (".pdf", "application/pdf", pdf),
    "docx": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx),
    "xlsx": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
}
"""Name on the command line → suffix, media type, function."""
