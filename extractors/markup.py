"""HTML to paragraphs and tables: one paragraph a block, tables of data apart, page furniture left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import html as lxml_html

from extractors.draft import Grid

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "address",
        "center",
        "tr",
        "caption",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "body",
        "html",
        "form",
        "fieldset",
        "details",
        "summary",
        "hr",
        "td",
        "th",
    ]
)
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "nav",
        "form",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "map",
        "menu",
        "meta",
        "link",
    ]
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)", re.IGNORECASE
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Blocks:
    """What a piece of markup says: paragraphs in order, tables, addresses of pictures."""

    paragraphs: list[str] = field(default_factory=list)
    tables: list[Grid] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)


def parse(source: str) -> Any:
    """The root element of a page or fragment; never fails on text."""
    parser = lxml_html.HTMLParser(huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source.replace("\0", ""))
    if not source.strip():
        source = "<p></p>"
    try:
        root = lxml_html.document_fromstring(source, parser=parser, ensure_head_body=True)
    except (lxml_html.etree.ParserError, lxml_html.etree.XMLSyntaxError):
        root = lxml_html.document_fromstring("<p></p>")
    return root


def blocks(root: Any, silent: frozenset[str] = _SILENT) -> Blocks:
    """All blocks under `root`."""
    walk = _Walk(silent)
    walk.visit(root)
    walk.flush()
    return walk.out


def text_of(source: str) -> str:
    """The words of a short piece of markup on one line."""
    if "<" not in source and "&" not in source:
        return source.strip()
    return " ".join(blocks(parse(source)).paragraphs)


class _Walk:
    def __init__(self, silent: frozenset[str]) -> None:
        self.silent = silent
        self.out = Blocks()
        self.words: list[str] = []

    def flush(self) -> None:
        text = _BLANKS.sub(" ", "".join(self.words)).replace("\v", "\n").strip()
        self.words.clear()
        if text:
            self.out.paragraphs.extend(line.strip() for line in text.split("\n") if line.strip())

    def visit(self, node: Any) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag in self.silent or _hidden(node):
            return
        if tag == "br":
            self.words.append("\v")
            return
        if tag == "img":
            self.out.pictures.append(node.get("src") or "")
            return
        if tag == "table" and _is_data(node):
            self.flush()
            self._table(node)
            return
        block = tag in _BLOCKS
        if block:
            self.flush()
        if node.text:
            self.words.append(node.text)
        for child in node:
            self.visit(child)
            if child.tail:
                self.words.append(child.tail)
        if block:
            self.flush()

    def _table(self, node: Any) -> None:
        captions = node.xpath("./caption")
        for caption in captions:
            self.visit(caption)
        grid, nested = grid_of(node, self.silent)
        if grid:
            self.out.tables.append(grid)
        self.out.tables.extend(nested)


def _hidden(node: Any) -> bool:
    if node.get("hidden") is not None or (node.get("aria-hidden") == "true" and node.tag not in ("p", "div")):
        return True
    style = node.get("style")
    return bool(style and _HIDDEN.search(style))


def _rows(node: Any) -> list[Any]:
    return list(node.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"))


def _is_data(node: Any) -> bool:
    """Whether a table holds data; otherwise it lays a page out and is walked like any block."""
    if node.get("role") == "presentation":
        return False
    rows = _rows(node)
    cells = [row.xpath("./td | ./th") for row in rows]
    width = max(map(len, cells), default=0)
    if (width < 2 and len(rows) < 2) or width < 1:
        return False
    if node.xpath(".//th"):
        return True
    if node.xpath("./tr/td/table | ./tbody/tr/td/table") and not node.get("border"):
        return False
    if width < 2:
        return False
    long = sum(len(cell.text_content()) > 600 or len(cell.xpath(".//p")) > 6 for row in cells for cell in row)
    return long == 0


def grid_of(node: Any, silent: frozenset[str] = _SILENT) -> tuple[Grid, list[Grid]]:
    """A table's cells with spans filled by empties, and the tables nested in it."""
    grid: Grid = []
    nested: list[Grid] = []
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(_rows(node)):
        cells: list[str] = []
        for cell in row.xpath("./td | ./th"):
            while (at, len(cells)) in taken:
                cells.append("")
            inner = _Walk(silent)
            inner.visit(cell)
            inner.flush()
            nested.extend(inner.out.tables)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            taken.update((at + r, len(cells) + c) for r in range(1, down) for c in range(across))
            cells += ["\n".join(inner.out.paragraphs)] + [""] * (across - 1)
        while (at, len(cells)) in taken:
            cells.append("")
        grid.append(cells)
    width = max(map(len, grid), default=0)
    grid = [row + [""] * (width - len(row)) for row in grid]
    return ([] if not any(map(any, grid)) else grid), nested


def _span(cell: Any, name: str) -> int:
    digits = (cell.get(name) or "1").strip()
    return min(max(int(digits), 1), 200) if digits.isdigit() else 1
