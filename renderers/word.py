"""Word documents from strings of WordprocessingML: real styles, fixed columns, repeated heads, page x/y in the footer.

python-docx makes the package; the body is written as XML at once, because building 500 cells through objects takes
seconds. Lengths are millimetres and points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from renderers.archive import steady
from renderers.word_fonts import with_fonts

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TABLE_FONT, TABLE_FONT_ELSE = "IBM Plex Sans Condensed", "Arial Narrow"
PAPER_FONT = "Times New Roman"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def twips(mm: float) -> int:
    """Twentieths of a point in millimetres."""
    return round(mm * 1440 / 25.4)


def text(words: str) -> str:
    """Words as the inside of a run; line breaks and tabs kept."""
    clean = _NOT_XML.sub("", words)
    parts = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in clean.split("\n")]
    return "<w:br/>".join(parts)


def run(words: str, size: float | None = None, bold: bool = False, italic: bool = False, underline: bool = False) -> str:
    """A run of words; size in points."""
    props = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    props += '<w:u w:val="single"/>' if underline else ""
    props += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    return f"<w:r><w:rPr>{_ordered(props)}</w:rPr>{text(words)}</w:r>" if props else f"<w:r>{text(words)}</w:r>"


def _ordered(props: str) -> str:
    """Run properties in the order the schema wants: b, i, sz, szCs, u."""
    under = '<w:u w:val="single"/>'
    return props.replace(under, "") + under if under in props else props


def paragraph(*runs: str, style: str = "Normal", align: str = "", keep: bool = False) -> str:
    """A paragraph of runs in a named style."""
    props = f'<w:pStyle w:val="{style}"/>' + ("<w:keepNext/>" if keep else "")
    props += f'<w:jc w:val="{align}"/>' if align else ""
    return f"<w:p><w:pPr>{props}</w:pPr>{''.join(runs)}</w:p>"


def blank(label: str, placeholder: str = "") -> str:
    """A content control to fill in, its label (or a shorter placeholder) shown until it is."""
    words = placeholder or f" {label}: ………… "
    edge = '<w:bdr w:val="dashed" w:sz="8" w:space="0" w:color="000000"/>'
    shown = f"<w:r><w:rPr>{edge}</w:rPr>{text(words)}</w:r>"
    alias = escape(label[:60], {'"': "&quot;"})
    props = f'<w:sdtPr><w:alias w:val="{alias}"/><w:showingPlcHdr/><w:text/></w:sdtPr>'
    return f"<w:sdt>{props}<w:sdtContent>{shown}</w:sdtContent></w:sdt>"


@dataclass(frozen=True, slots=True)
class WordCell:
    """A table cell: paragraphs as XML, how many columns it spans, its borders ("" hair line below, dashed, box, none)."""

    body: str
    span: int = 1
    border: str = ""


def table(widths: Sequence[float], rows: Sequence[tuple[str, Sequence[WordCell]]], head: int = 1, grid: bool = False) -> str:
    """A fixed table; rows are (look, cells) with look "", "head", "block" or "heavy"; the first `head` rows repeat."""
    total = twips(sum(widths))
    lines = _grid_lines() if grid else ""
    props = f'<w:tblW w:w="{total}" w:type="dxa"/>{lines}<w:tblLayout w:type="fixed"/>'
    props += '<w:tblCellMar><w:left w:w="51" w:type="dxa"/><w:right w:w="51" w:type="dxa"/></w:tblCellMar>'
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    body = "".join(_row(look, cells, widths, place < head) for place, (look, cells) in enumerate(rows))
    return f"<w:tbl><w:tblPr>{props}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"


def _grid_lines() -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:tblBorders>{edges}</w:tblBorders>"


def _row(look: str, cells: Sequence[WordCell], widths: Sequence[float], head: bool) -> str:
    made, place = [], 0
    for cell in cells:
        width = sum(widths[place : place + cell.span])
        made.append(_cell(cell, width, look))
        place += cell.span
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(made)}</w:tr>"


def _edge(side: str, size: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'


_LINES = {
    "": _edge("bottom", 3),
    "head": _edge("top", 9) + _edge("bottom", 9),
    "block": _edge("top", 9) + _edge("bottom", 5),
    "heavy": _edge("top", 18) + _edge("bottom", 3),
}


def _cell(cell: WordCell, width: float, look: str) -> str:
    lines = _LINES.get(look, "")
    if cell.border in ("dashed", "single"):
        lines = "".join(
            f'<w:{edge} w:val="{cell.border}" w:sz="10" w:space="0" w:color="000000"/>'
            for edge in ("top", "left", "bottom", "right")
        )
    props = f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else "")
    props += f"<w:tcBorders>{lines}</w:tcBorders>" if lines else ""
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{cell.body}</w:tc>"


@dataclass(frozen=True, slots=True)
class Sheetform:
    """Page form: landscape or not, margins top, right, bottom, left in millimetres."""

    landscape: bool
    margins: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on every page: running head left and right (not on page one), foot left, version at foot right."""

    head_left: str
    head_right: str
    foot_left: str
    version: str
    title: str
    creator: str
    made_at: datetime
    language: str = "vi-VN"


def document(body: Sequence[str], form: Sheetform, furniture: Furniture) -> bytes:
    """The DOCX of body elements in order."""
    import docx
    from docx.oxml import parse_xml

    made = docx.Document()
    _styles(made)
    _page(made, form, furniture)
    place = made.element.body
    last = place[-1]
    for child in list(place)[:-1]:
        place.remove(child)
    for element in parse_xml(f"<w:body {W}>{''.join(body)}</w:body>"):
        last.addprevious(element)
    core = made.core_properties
    core.title, core.author, core.last_modified_by = furniture.title[:250], furniture.creator[:250], furniture.creator[:250]
    core.created = core.modified = furniture.made_at
    core.language, core.revision, core.comments = furniture.language, 1, ""
    out = BytesIO()
    made.save(out)
    return steady(with_fonts(out.getvalue(), TABLE_FONT, TABLE_FONT_ELSE))


STYLES = {
    "Normal": (TABLE_FONT, 8.5, False, 0),
    "Bang": (TABLE_FONT, 8.5, False, 0),
    "Khe": (TABLE_FONT, 2, False, 0),
    "BangDam": (TABLE_FONT, 9.5, True, 0),
    "TieuDeMuc": (TABLE_FONT, 11, True, 4),
    "TenKhoi": (TABLE_FONT, 8.5, True, 0),
    "TieuDe": (TABLE_FONT, 15.5, True, 0),
    "Loi": (PAPER_FONT, 13.5, False, 2),
    "TinHieu": (TABLE_FONT, 9.5, True, 2),
    "CachDoc": (TABLE_FONT, 8.5, False, 0),
    "ChoTrong": (TABLE_FONT, 8.5, True, 0),
    "VanBan": (PAPER_FONT, 14, False, 4),
    "BangVanBan": (PAPER_FONT, 12, False, 0),
}
STYLE_NAMES = {
    "Bang": "Bảng", "Khe": "Khe", "BangDam": "Bảng đậm", "TieuDeMuc": "Tiêu đề mục", "TenKhoi": "Tên khối", "TieuDe": "Tiêu đề giấy", "Loi": "Lời",
    "TinHieu": "Tín hiệu", "CachDoc": "Cách đọc", "ChoTrong": "Chỗ trống", "VanBan": "Văn bản", "BangVanBan": "Bảng văn bản",
}  # fmt: skip


def _styles(made: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for key, (font, size, bold, before) in STYLES.items():
        style = (
            made.styles["Normal"] if key == "Normal" else made.styles.add_style(STYLE_NAMES[key], WD_STYLE_TYPE.PARAGRAPH)
        )
        style.element.set(qn("w:styleId"), key)
        style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
        fonts = style.element.rPr.rFonts
        for slot in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(slot), font)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(0)
        style.paragraph_format.line_spacing = 1.5 if key == "Loi" else 1.15 if key == "VanBan" else 1.0


def _page(made: Any, form: Sheetform, furniture: Furniture) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = made.sections[0]
    wide, high = (297, 210) if form.landscape else (210, 297)
    section.orientation = WD_ORIENT.LANDSCAPE if form.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(high)
    top, right, bottom, left = form.margins
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (
        Mm(top),
        Mm(right),
        Mm(bottom),
        Mm(left),
    )
    section.header_distance = section.footer_distance = Mm(6)
    section.different_first_page_header_footer = True
    width = wide - left - right
    _fill(section.header, [_two_ends(furniture.head_left, run(furniture.head_right), width)])
    _fill(section.first_page_header, [paragraph()])
    foot = _two_ends(furniture.foot_left, _version(furniture.version), width)
    _fill(section.footer, [foot])
    _fill(section.first_page_footer, [foot])


def _two_ends(left: str, right_runs: str, width: float) -> str:
    """A line with words at both ends; Word's own tab stops of headers are cleared."""
    cleared = "".join(f'<w:tab w:val="clear" w:pos="{place}"/>' for place in (4680, 9360))
    tabs = f'<w:tabs>{cleared}<w:tab w:val="right" w:pos="{twips(width)}"/></w:tabs>'
    return f'<w:p><w:pPr><w:pStyle w:val="Normal"/>{tabs}</w:pPr>{run(left)}<w:r><w:tab/></w:r>{right_runs}</w:p>'


def _version(version: str) -> str:
    if not version:
        return _field("PAGE")
    return run(f"Phiên bản {version}  ·  Trang ", bold=True) + _field("PAGE") + run("/", bold=True) + _field("NUMPAGES")


def _field(name: str) -> str:
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {name} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r><w:rPr><w:b/></w:rPr>{part}</w:r>" for part in parts)


def _fill(part: Any, paragraphs: Sequence[str]) -> None:
    from docx.oxml import parse_xml

    part.is_linked_to_previous = False
    element = part._element
    for child in list(element):
        element.remove(child)
    for xml in paragraphs:
        element.append(parse_xml(xml.replace("<w:p>", f"<w:p {W}>", 1)))
