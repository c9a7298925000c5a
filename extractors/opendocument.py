"""OpenDocument texts (.odt), from their XML: body, text boxes, notes, tables; deletions, comments and hidden text left out."""

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
from extractors.word import parser

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_GONE = frozenset((_TEXT + "tracked-changes", _OFFICE + "annotation", _OFFICE + "annotation-end", _TEXT + "note-citation",
                   _TEXT + "hidden-text", _OFFICE + "forms", _TEXT + "sequence-decls", _TEXT + "bookmark"))  # fmt: skip


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one report in the file."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    content = _xml(archive, "content.xml")
    if content is None:
        raise Refused("unreadable", "content.xml")
    draft = Draft("odt")
    walk = _Walk(_Looks(content, _xml(archive, "styles.xml")), draft)
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Refused("unreadable", "office:text")
    walk.blocks(body, walk.lines, draft.tables)
    official.shape(draft, walk.lines, about)
    yield draft


def _xml(archive: zipfile.ZipFile, name: str) -> Any:
    try:
        return etree.fromstring(archive.read(name), parser())
    except KeyError:
        return None
    except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise Refused("unreadable", name) from error


@dataclass(slots=True)
class _Look:
    font: str | None = None
    bold: bool = False
    centred: bool = False
    hidden: bool = False
    size: int = 0


class _Looks:
    """What styles say: font, bold, centred, hidden; inherited by name."""

    def __init__(self, *roots: Any) -> None:
        self._nodes: dict[str, Any] = {}
        self._made: dict[str, _Look] = {}
        for root in roots:
            if root is not None:
                self._nodes.update({node.get(_STYLE + "name", ""): node for node in root.iter(_STYLE + "style")})

    def of(self, name: str | None, depth: int = 0) -> _Look:
        """The look of a style."""
        if not name or name not in self._nodes or depth > 12:
            return _Look()
        if name not in self._made:
            node = self._nodes[name]
            parent = self.of(node.get(_STYLE + "parent-style-name"), depth + 1)
            self._made[name] = _added(_Look(parent.font, parent.bold, parent.centred, parent.hidden, parent.size), node)
        return self._made[name]

    def heading(self, name: str | None) -> int | None:
        """0 for a title style, else None."""
        while name and name in self._nodes:
            if name.lower() in ("title", "p_title"):
                return 0
            name = self._nodes[name].get(_STYLE + "parent-style-name")
        return 0 if name and name.lower() == "title" else None


def _added(look: _Look, node: Any) -> _Look:
    for part in node:
        look.font = part.get(_STYLE + "font-name") or part.get(_FO + "font-family") or look.font
        weight = part.get(_FO + "font-weight")
        look.bold = weight in ("bold", "700") if weight else look.bold
        align = part.get(_FO + "text-align")
        look.centred = align == "center" if align else look.centred
        if part.get(_TEXT + "display") == "none":
            look.hidden = True
        size = part.get(_FO + "font-size", "")
        look.size = round(float(size[:-2]) * 2) if size.endswith("pt") else look.size
    return look


@dataclass(slots=True)
class _Open:
    pieces: list[tuple[str, str | None]] = field(default_factory=list)
    after: list[Any] = field(default_factory=list)
    bold: int = 0
    size: int = 0


class _Walk:
    def __init__(self, looks: _Looks, draft: Draft) -> None:
        self.looks = looks
        self.draft = draft
        self.lines: list[Line] = []

    def blocks(self, parent: Any, out: list[Line], tables: list[Grid]) -> None:
        """All blocks under a node, in order."""
        for node in parent:
            tag = node.tag
            if tag in (_TEXT + "p", _TEXT + "h"):
                self._paragraph(node, out, tables)
            elif tag == _TABLE + "table":
                self._table(node, out, tables)
            elif tag == _TEXT + "section" and node.get(_TEXT + "display") == "none":
                continue
            elif isinstance(tag, str) and tag not in _GONE:
                self.blocks(node, out, tables)

    def _paragraph(self, node: Any, out: list[Line], tables: list[Grid]) -> None:
        look = self.looks.of(node.get(_TEXT + "style-name"))
        now = _Open()
        if not look.hidden:
            self._inline(node, look, now)
        text = fonts.convert(now.pieces, self.draft.repairs)
        if text.strip():
            level = node.get(_TEXT + "outline-level", "1")
            heading = (
                int(level)
                if node.tag == _TEXT + "h" and level.isdigit()
                else self.looks.heading(node.get(_TEXT + "style-name"))
            )
            out.append(
                Line(
                    text, centred=look.centred, bold=now.bold * 2 > len(text.strip()), heading=heading, size=now.size or None
                )
            )
        for box in now.after:
            self.blocks(box, out, tables)

    def _inline(self, node: Any, look: _Look, now: _Open) -> None:
        self._say(node.text, look, now)
        for child in node:
            tag = child.tag
            if tag == _TEXT + "span":
                inner = self.looks.of(child.get(_TEXT + "style-name"))
                merged = _Look(
                    inner.font or look.font, inner.bold or look.bold, look.centred, inner.hidden, inner.size or look.size
                )
                if not merged.hidden:
                    self._inline(child, merged, now)
            elif tag == _TEXT + "s":
                self._say(" " * min(int(child.get(_TEXT + "c", "1")), 200), look, now)
            elif tag == _TEXT + "tab":
                self._say("\t", look, now)
            elif tag == _TEXT + "line-break":
                self._say("\n", look, now)
            elif tag == _TEXT + "note":
                now.after.extend(child.findall(_TEXT + "note-body"))
            elif tag == _DRAW + "text-box" or tag == _DRAW + "frame" or tag == _DRAW + "custom-shape":
                now.after.append(child)
            elif isinstance(tag, str) and tag not in _GONE:
                self._inline(child, look, now)
            self._say(child.tail, look, now)

    def _say(self, text: str | None, look: _Look, now: _Open) -> None:
        if text:
            now.pieces.append((text if text in ("\t", "\n") else text.replace("\n", " "), fonts.letters(look.font)))
            now.bold += len(text.strip()) if look.bold else 0
            now.size = max(now.size, look.size)

    def _table(self, node: Any, out: list[Line], tables: list[Grid]) -> None:
        rows: list[list[list[Line]]] = []
        nested: list[Grid] = []
        for row in node.iter(_TABLE + "table-row"):
            if _table_of(row) is not node:
                continue
            cells: list[list[Line]] = []
            for cell in row:
                if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                    continue
                inside: list[Line] = []
                if cell.tag == _TABLE + "table-cell":
                    self.blocks(cell, inside, nested)
                cells += [inside] + [[] for _ in range(min(int(cell.get(_TABLE + "number-columns-repeated", "1")), 200) - 1)]
            rows.append(cells)
        grid = [["\n".join(line.text for line in cell) for cell in row] for row in rows]
        if official.is_letterhead(rows):
            out.append(Line("", columns=rows))
        elif len(grid) == 1 and len(grid[0]) == 1:
            out.extend(rows[0][0])
        elif any(map(any, grid)):
            tables.append(grid)
        tables.extend(nested)


def _table_of(row: Any) -> Any:
    node = row.getparent()
    while node is not None and node.tag != _TABLE + "table":
        node = node.getparent()
    return node
