"""The rundown sheet and the script as Word documents that mirror the printed ones and can be edited."""

from __future__ import annotations

from newsroom.rundown import Rundown
from newsroom.typed_time import print_rounded
from renderers.archive import made_at
from renderers.context import RenderContext
from renderers.paper import OFFICES, Group, Paper, Row
from renderers.sheet import Cell, Column, cells, columns_of, heading_of, meta
from renderers.spoken_pages import (
    SCRIPT_HEADINGS,
    Cue,
    Ink,
    SpokenTurn,
    Voices,
    _script_meta,
    cues_of,
    script_turns,
    under_title,
)
from renderers.word import Furniture, Sheetform, WordCell, blank, document, paragraph, run, table

_GAP = paragraph(style="Khe")
_LAND = Sheetform(True, (9, 10, 11, 12))
_PORT = Sheetform(False, (16, 14, 15, 20))
_WIDE = 275.0
_STYLE_OF = {"stt": "BangDam", "d": "BangDam", "ti": "BangDam"}


def sheet_docx(rundown: Rundown, context: RenderContext) -> bytes:
    """The rundown sheet, A4 landscape."""
    p = context.paper(rundown)
    columns = columns_of(rundown)
    body = [
        _masthead(p, context, heading_of(rundown)),
        paragraph(*_meta(p)),
        _main(p, columns),
        _GAP,
        _totals(p),
        _GAP,
        _signs(p),
    ]
    body += [paragraph(run(note)) for note in rundown.notes]
    return document(body, _LAND, _furniture(p, context, "Khung kịch bản"))


def script_docx(rundown: Rundown, context: RenderContext) -> bytes:
    """The script with every word, A4 portrait."""
    p = context.paper(rundown)
    voices = Voices(context, rundown)
    body = [
        paragraph(run(context.station.upper(), bold=True)),
        paragraph(run(context.room.upper())),
        paragraph(run(SCRIPT_HEADINGS.get(rundown.medium, SCRIPT_HEADINGS["radio"])), style="TieuDe", align="center"),
        paragraph(run(f"Chuyên mục “{rundown.show}” · {p.version} – {p.locked} – {p.replaces}", 11), align="center"),
        _script_head(p),
    ]
    for group in p.groups:
        body += _script_group(group, rundown, voices)
    body += [paragraph(), _signs(p, 176)]
    return document(body, _PORT, _furniture(p, context, "Kịch bản chương trình"))


def _furniture(p: Paper, context: RenderContext, name: str) -> Furniture:
    return Furniture(
        head_left=f"{p.running_head} – {name}",
        head_right=f"{p.day_words}, {p.on_air}",
        foot_left=context.foot,
        version=p.version,
        title=f"{name} – {p.running_head} – {p.version}",
        creator=context.station or "Nhịp Cầu",
        made_at=made_at(p.rundown),
    )


def _masthead(p: Paper, context: RenderContext, heading: str) -> str:
    left = WordCell(paragraph(run(context.station.upper(), bold=True)) + paragraph(run(context.room.upper())))
    issue = f" – {p.issue}" if p.issue else ""
    title = paragraph(run(heading), style="TieuDe")
    title += paragraph(run("Chuyên mục ", 10), run(f"“{p.rundown.show}”", 10, bold=True), run(issue, 10))
    version = paragraph(run(p.version, 20, bold=True), run(f"  {p.locked}", 7.5)) + paragraph(run(p.replaces, 7.5))
    return table((66, 167, 42), [("none", (left, WordCell(title), WordCell(version, border="single")))], head=0)


def _meta(p: Paper) -> list[str]:
    runs = []
    for label, value in meta(p):
        runs += [run(f"{label} ", 7.5), run(f"{value}    ", bold=True)]
    return runs


def _main(p: Paper, columns: tuple[Column, ...]) -> str:
    spare = _WIDE - sum(column.width or 0 for column in columns)
    widths = [column.width or spare for column in columns]
    rows: list[tuple[str, list[WordCell]]] = [("head", [_head(column) for column in columns])]
    for group in p.groups:
        if group.block:
            rows.append(("block", _block_row(group, len(columns))))
        for row in group.rows:
            if row.gap:
                rows.append(
                    ("", [WordCell(paragraph()), WordCell(paragraph(run(row.gap, bold=True)), span=len(columns) - 1)])
                )
            rows.append(("heavy" if row.segment.hard_start else "", [_word_cell(cell, row) for cell in cells(row, columns)]))
    return table(widths, rows)


def _head(column: Column) -> WordCell:
    first, _, small = column.head_text.partition("\n")
    align = {"num": "right", "c": "center"}.get(column.look, "")
    return WordCell(
        paragraph(run(first, 7.5, bold=True), *([run("\n" + small, 7)] if small else []), style="Bang", align=align)
    )


def _block_row(group: Group, count: int) -> list[WordCell]:
    title = (group.block.title if group.block else "") + (" (tiếp)" if group.again else "")
    sums = [run(group.sum_up + "  "), run(group.verdict, bold=True)]
    return [
        WordCell(paragraph(keep=True)),
        WordCell(paragraph(run(title.upper()), style="TenKhoi", keep=True), span=count - 7),
        WordCell(paragraph(*sums, align="right", keep=True), span=6),
    ]


def _word_cell(cell: Cell, row: Row) -> WordCell:
    if cell.hole:
        fill = paragraph(run(cell.hole, bold=True), run(cell.text)) + paragraph(
            run("Tên file: "), blank("tên file", "………………"), run("  Ra: "), blank("câu ra", "…………")
        )
        return WordCell(fill, cell.span, "dashed")
    main = cell.look.partition(" ")[0]
    align = {"d": "right", "cu": "right", "stt": "center"}.get(main, "")
    style = _STYLE_OF.get(main, "Bang") if row.number and not row.minor else "Bang"
    size = 7.5 if cell.long else 10 if main in ("clk", "cu", "d") else None
    return WordCell(
        paragraph(run(cell.sign + cell.text, size, italic=row.segment.float, bold=main == "ra"), style=style, align=align),
        cell.span,
    )


def _totals(p: Paper) -> str:
    items = [
        ("Dự kiến", print_rounded(p.rundown.planned_ms)),
        ("Tổng cộng", p.total),
        (f"Chênh (mức ±{print_rounded(p.timing.tolerance_ms)})", p.over),
        ("Ra sóng", p.ends),
        *([(f"Chậm nhất vào {p.last_call[0]}", p.last_call[1])] if p.last_call else []),
        ("Còn thiếu", p.missing),
    ]
    row = [WordCell(paragraph(run(label, 7.5)) + paragraph(run(value, 10.5, bold=True))) for label, value in items]
    return table([35.0] * (len(items) - 1) + [_WIDE - 35.0 * (len(items) - 1)], [("heavy", row)], head=0, grid=True)


def _signs(p: Paper, width: float = _WIDE) -> str:
    row = []
    for office in OFFICES:
        signed = p.signer(office)
        when = f"Lúc {signed.at:%H giờ %M, ngày %d / %m / %Y}" if signed else "Lúc …… giờ ……, ngày …… / ……"
        who = signed.who if signed else p.crew(office)
        name = paragraph(run("Họ tên: "), run(who, bold=True) if who else run("……………………"))
        row.append(WordCell(paragraph(run(office, 9, bold=True)) + paragraph(run(when)) + paragraph() + name))
    return table([width / 4] * 4, [("grid", row)], head=0, grid=True)


def _script_head(p: Paper) -> str:
    rows = [
        ("grid", [WordCell(paragraph(run(word, 9, bold=place % 2 == 1))) for place, word in enumerate(row)])
        for row in _script_meta(p)
    ]
    return table((27, 61, 30, 58), rows, head=0, grid=True)


def _script_group(group: Group, rundown: Rundown, voices: Voices) -> list[str]:
    body = []
    if group.block:
        title = group.block.title.upper() + (" (TIẾP)" if group.again else "")
        body.append(paragraph(run(title), run(f"    {group.sum_up} {group.verdict}"), style="TenKhoi", keep=True))
    for row in group.rows:
        body += _script_item(row, rundown, voices)
    return body


def _script_item(row: Row, rundown: Rundown, voices: Voices) -> list[str]:
    number = WordCell(paragraph(run(str(row.number or "–"), 13, bold=True), style="TieuDeMuc", keep=True))
    title = WordCell(
        paragraph(run(row.segment.title), style="TieuDeMuc", keep=True)
        + paragraph(run(under_title(row, rundown)), keep=True)
    )
    clock = paragraph(
        run(f"{row.clock_sign}{row.clock}  "), run(row.duration_sign + row.duration, 11, bold=True), align="right", keep=True
    )
    clock += paragraph(run(f"cộng dồn {row.cume}"), align="right", keep=True) if row.cume else ""
    body = [paragraph(keep=True), table((9, 130, 37), [("head", [number, title, WordCell(clock)])], head=0)]
    said = [("none", _turn_row(turn, row)) for turn in script_turns(row, voices)]
    if said:
        body.append(table((22, 111, 43), said, head=0))
    return [*body, *[_cue(cue) for cue in cues_of(row)]]


def _turn_row(turn: SpokenTurn, row: Row) -> list[WordCell]:
    name = paragraph(run(turn.name.upper(), 9, bold=True)) + (paragraph(run(f"tiếp mục {row.number}")) if turn.again else "")
    words = paragraph(*[_ink(ink) for ink in turn.text], style="Loi")
    said = "".join(paragraph(run(written, bold=True), run(f" → {said}"), style="CachDoc") for written, said in turn.said)
    said += "".join(paragraph(run(warning), style="ChoTrong") for warning in turn.warnings)
    return [WordCell(name), WordCell(words), WordCell(said or paragraph())]


def _ink(ink: Ink) -> str:
    if ink.blank:
        return blank(ink.blank) + run(" ")
    if ink.cue:
        return run(f"[{ink.cue}] ", 9.5, bold=True)
    return run(ink.text, underline=ink.figure) + (run(ink.space) if ink.space else "")


def _cue(cue: Cue) -> str:
    cell = WordCell(paragraph(run(f"■ {cue.head} "), style="TinHieu"), border="dashed" if cue.missing else "single")
    if cue.text:
        cell = WordCell(paragraph(run(f"■ {cue.head} "), run(cue.text), style="TinHieu"), border=cell.border)
    return table((22, 154), [("none", [WordCell(paragraph()), cell])], head=0) + paragraph()
