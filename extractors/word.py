"""Word files (.docx) straight from their XML: every container that holds words, each run in the letters of its font.

Kept: tracked insertions, text boxes, content controls, footnotes and endnotes, nested tables, fields' results. Left out:
deleted and moved-away text, comments, hidden text, running heads.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from extractors import official
from extractors.draft import About, Draft, Found, Grid, Refused
from extractors.encodings import fonts
from extractors.lines import Line
from extractors.styles import Styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_GONE = frozenset(W + name for name in ("del", "moveFrom", "commentReference", "instrText", "delText", "rPr", "pPr", "sectPr",
                                        "tblPr", "trPr", "tcPr", "sdtPr", "annotationRef", "fldData", "delInstrText", "proofErr",
                                        "bookmarkStart", "bookmarkEnd"))  # fmt: skip


def parser() -> etree.XMLParser:
    """A parser that fetches nothing and expands nothing."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one report in a Word file."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    body = _Body(archive)
    draft = Draft("docx")
    body.read(draft)
    official.shape(draft, body.lines, about)
    yield draft


@dataclass(slots=True)
class _Piece:
    """Words of one run with the letters their font means; `note` are ids of notes called here."""

    text: str
    letters: str | None


@dataclass(slots=True)
class _Open:
    """A paragraph being read: its pieces and what hangs on it (text boxes, notes), to follow it."""

    pieces: list[_Piece] = field(default_factory=list)
    after: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    bold: int = 0
    size: int = 0


class _Body:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())
        self.main = self._main()
        self.folder = self.main.rpartition("/")[0]
        self.styles = Styles(self._part("styles.xml"))
        self.lines: list[Line] = []
        self.repairs: dict[str, int] = {}
        self.notes: dict[tuple[str, str], Any] = {}
        self.skipped: list[str] = []
        self.field = 0

    def _main(self) -> str:
        rels = self._xml("_rels/.rels")
        if rels is not None:
            for rel in rels:
                if str(rel.get("Type", "")).endswith("/officeDocument"):
                    name = str(rel.get("Target", "")).lstrip("/")
                    if name in self.names:
                        return name
        if "word/document.xml" in self.names:
            return "word/document.xml"
        raise Refused("unreadable", "thiếu document.xml")

    def _part(self, name: str) -> Any:
        return self._xml(f"{self.folder}/{name}")

    def _xml(self, name: str) -> Any:
        if name not in self.names:
            return None
        try:
            source = self.archive.read(name)
            if _STRICT[1:-1].encode() in source:
                source = source.replace(b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())
            return etree.fromstring(source, parser())
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise Refused("truncated", name) from error
        except etree.XMLSyntaxError as error:
            raise Refused("unreadable", name) from error

    def read(self, draft: Draft) -> None:
        """Fill the draft's tables, repairs and gaps, and `lines` with every paragraph in order."""
        root = self._xml(self.main)
        for kind in ("footnote", "endnote"):
            part = self._part(f"{kind}s.xml")
            if part is not None:
                self.notes.update({(kind, note.get(W + "id", "")): note for note in part})
        body = root.find(W + "body")
        if body is None:
            raise Refused("unreadable", "thiếu body")
        self._blocks(body, self.lines, draft.tables)
        draft.repairs.update(self.repairs)
        draft.skipped.extend(self.skipped)
        self._embedded(draft)

    def _embedded(self, draft: Draft) -> None:
        for name in sorted(self.names):
            if name.startswith(f"{self.folder}/embeddings/"):
                draft.skip(f"đối tượng nhúng {name.rpartition('/')[2]}")

    def _blocks(self, parent: Any, out: list[Line], tables: list[Grid]) -> None:
        for node in parent:
            tag = node.tag
            if tag == W + "p":
                self._paragraph(node, out, tables)
            elif tag == W + "tbl":
                self._table(node, out, tables)
            elif tag == W + "altChunk":
                self.skipped.append("phần văn bản chèn từ tệp khác (altChunk)")
            elif tag == _MC + "AlternateContent":
                self._blocks(_choice(node), out, tables)
            elif isinstance(tag, str) and tag not in _GONE:
                self._blocks(node, out, tables)

    def _paragraph(self, node: Any, out: list[Line], tables: list[Grid]) -> None:
        style = self.styles.paragraph(node)
        now = _Open()
        if not style.hidden:
            self._runs(node, now, style)
        text = self._join(now.pieces)
        if text.strip():
            length = len("".join(piece.text for piece in now.pieces).strip())
            out.append(
                Line(text, centred=style.centred, bold=now.bold * 2 > length, heading=style.heading, size=now.size or None)
            )
        for box in now.after:
            self._blocks(box, out, tables)
        for key in now.notes:
            note = self.notes.get(key)
            if note is not None and note.get(W + "type") in (None, "normal"):
                self._blocks(note, out, tables)

    def _runs(self, parent: Any, now: _Open, style: Any) -> None:
        for node in parent:
            tag = node.tag
            if tag == W + "r":
                self._run(node, now, style)
            elif tag == _MC + "AlternateContent":
                self._runs(_choice(node), now, style)
            elif tag == _M + "t":
                now.pieces.append(_Piece(node.text or "", None))
            elif tag == W + "txbxContent":
                now.after.append(node)
            elif isinstance(tag, str) and tag not in _GONE:
                self._runs(node, now, style)

    def _run(self, run: Any, now: _Open, style: Any) -> None:
        look = self.styles.run(run, style)
        if look.hidden:
            return
        letters = fonts.letters(look.font)
        for node in run:
            tag = node.tag
            if tag == W + "t":
                text = node.text or ""
            elif tag == W + "tab" or tag == W + "ptab":
                text = "\t"
            elif tag in (W + "br", W + "cr"):
                text = "\n" if node.get(W + "type") in (None, "textWrapping") else " "
            elif tag == W + "noBreakHyphen":
                text = "-"
            elif tag == W + "softHyphen":
                text = "\u00ad"
            elif tag == W + "sym":
                now.pieces.append(_symbol(node))
                continue
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                kind = "footnote" if tag.endswith("footnoteReference") else "endnote"
                now.notes.append((kind, node.get(W + "id", "")))
                continue
            elif tag in (W + "drawing", W + "pict", W + "object", _MC + "AlternateContent"):
                now.after.extend(_boxes(node))
                continue
            else:
                continue
            now.pieces.append(_Piece(text.upper() if look.caps and letters is None else text, letters))
            now.bold += len(text.strip()) if look.bold else 0
            now.size = max(now.size, look.size)

    def _join(self, pieces: list[_Piece]) -> str:
        """The words of a paragraph; neighbouring runs of one kind of letters are converted as one."""
        return fonts.convert([(piece.text, piece.letters) for piece in pieces], self.repairs)

    def _table(self, node: Any, out: list[Line], tables: list[Grid]) -> None:
        rows = list(_children(node, W + "tr"))
        grid: Grid = []
        cells_of: list[list[list[Line]]] = []
        nested: list[Grid] = []
        for row in rows:
            if self.styles.row_gone(row):
                continue
            cells: list[list[Line]] = [[] for _ in range(_before(row))]
            for cell in _children(row, W + "tc"):
                across, continued = _spans(cell)
                inside: list[Line] = []
                if not continued:
                    self._blocks(cell, inside, nested)
                cells += [inside] + [[] for _ in range(across - 1)]
            cells_of.append(cells)
            grid.append(["\n".join(line.text for line in cell) for cell in cells])
        if official.is_letterhead(cells_of):
            out.append(Line("", columns=cells_of))
        elif _is_frame(grid):
            out.extend(line for row in cells_of for cell in row for line in cell)
        elif any(map(any, grid)):
            tables.append(grid)
        tables.extend(nested)


def _is_frame(grid: Grid) -> bool:
    """Whether a table is only a frame drawn round text: one cell in all."""
    return len(grid) == 1 and len(grid[0]) == 1


def _children(node: Any, tag: str) -> Iterator[Any]:
    """Rows or cells, also those inside content controls and tracked insertions."""
    for child in node:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _GONE and child.tag != W + "tbl":
            if child.tag in (W + "tc", W + "p"):
                continue
            yield from _children(child, tag)


def _before(row: Any) -> int:
    found = row.find(f"{W}trPr/{W}gridBefore")
    return min(int(found.get(W + "val", "0")), 50) if found is not None else 0


def _spans(cell: Any) -> tuple[int, bool]:
    """How many columns a cell covers, and whether it only continues the one above (or to the left)."""
    look = cell.find(W + "tcPr")
    if look is None:
        return 1, False
    span = look.find(W + "gridSpan")
    across = min(max(int(span.get(W + "val", "1")), 1), 200) if span is not None else 1
    merge = look.find(W + "vMerge")
    sideways = look.find(W + "hMerge")
    continued = any(one is not None and one.get(W + "val", "continue") == "continue" for one in (merge, sideways))
    return across, continued


def _choice(node: Any) -> Any:
    """The branch of an alternative a modern Word shows; the fallback repeats the same words."""
    choice = node.find(_MC + "Choice")
    fallback = node.find(_MC + "Fallback")
    found = choice if choice is not None else fallback
    return found if found is not None else node


def _boxes(node: Any) -> Iterator[Any]:
    """Contents of text boxes under a drawing, each once."""
    if node.tag == _MC + "AlternateContent":
        node = _choice(node)
    for child in node:
        if child.tag == W + "txbxContent":
            yield child
        elif isinstance(child.tag, str):
            yield from _boxes(child)


def _symbol(node: Any) -> _Piece:
    font = node.get(W + "font", "")
    code = int(node.get(W + "char", "20"), 16)
    letters = fonts.letters(font)
    if letters is not None:
        return _Piece(chr(code & 0xFF), letters)
    return _Piece(chr(code) if not 0xE000 <= code <= 0xF8FF else "", None)
