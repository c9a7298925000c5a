"""What a Word style says that matters for reading: font, hidden, bold, capitals, size, centred, heading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a paragraph or run; `heading` is 0 for a title, 1-9 for headings, None for text; `size` in half points."""

    font: str | None = None
    hidden: bool = False
    bold: bool = False
    caps: bool = False
    size: int = 0
    centred: bool = False
    heading: int | None = None


class Styles:
    """The styles part of one document."""

    def __init__(self, root: Any) -> None:
        self._nodes: dict[str, Any] = {}
        self._looks: dict[str, Look] = {}
        self._default = Look()
        self._normal = ""
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if defaults is not None:
            self._default = _with_run(Look(), defaults)
        for node in root.iter(W + "style"):
            name = node.get(W + "styleId", "")
            self._nodes[name] = node
            if node.get(W + "type") == "paragraph" and node.get(W + "default") in ("1", "true"):
                self._normal = name

    def paragraph(self, node: Any) -> Look:
        """The look of a paragraph and of the runs in it."""
        own = node.find(W + "pPr")
        if own is None:
            return self._style(self._normal)
        named = own.find(W + "pStyle")
        look = self._style(named.get(W + "val", "") if named is not None else self._normal)
        return _with_paragraph(look, own)

    def run(self, node: Any, around: Look) -> Look:
        """The look of a run in a paragraph of look `around`."""
        own = node.find(W + "rPr")
        if own is None:
            return around
        named = own.find(W + "rStyle")
        look = around
        if named is not None:
            style = self._nodes.get(named.get(W + "val", ""))
            if style is not None:
                look = self._chain(style, look)
        return _with_run(look, own)

    def row_gone(self, row: Any) -> bool:
        """Whether a table row was deleted with tracking, or is hidden."""
        look = row.find(W + "trPr")
        return look is not None and (look.find(W + "del") is not None or _on(look.find(W + "hidden")))

    def _style(self, name: str) -> Look:
        if name not in self._looks:
            node = self._nodes.get(name)
            self._looks[name] = self._chain(node, self._default) if node is not None else self._default
        return self._looks[name]

    def _chain(self, node: Any, look: Look, depth: int = 0) -> Look:
        based = node.find(W + "basedOn")
        if based is not None and depth < 12:
            below = self._nodes.get(based.get(W + "val", ""))
            if below is not None:
                look = self._chain(below, look, depth + 1)
        inner = node.find(W + "rPr")
        if inner is not None:
            look = _with_run(look, inner)
        around = node.find(W + "pPr")
        if around is not None:
            look = _with_paragraph(look, around)
        name = node.find(W + "name")
        return replace(look, heading=_heading(name.get(W + "val", "").lower(), look.heading)) if name is not None else look


def _heading(name: str, inherited: int | None) -> int | None:
    if name in ("title", "tiêu đề"):
        return 0
    if name.startswith("heading ") and name[8:].isdigit():
        return int(name[8:])
    return inherited


def _on(node: Any) -> bool:
    return node is not None and node.get(W + "val", "1") not in ("0", "false", "off", "none")


def _with_paragraph(look: Look, node: Any) -> Look:
    align = node.find(W + "jc")
    return look if align is None else replace(look, centred=align.get(W + "val") == "center")


def _with_run(look: Look, node: Any) -> Look:
    changes: dict[str, Any] = {}
    for child in node:
        name = child.tag[len(W) :] if isinstance(child.tag, str) and child.tag.startswith(W) else ""
        if name == "rFonts":
            font = child.get(W + "ascii") or child.get(W + "hAnsi") or child.get(W + "cs")
            if font:
                changes["font"] = font
        elif name == "vanish":
            changes["hidden"] = _on(child)
        elif name == "b":
            changes["bold"] = _on(child)
        elif name == "caps":
            changes["caps"] = _on(child)
        elif name == "sz":
            size = child.get(W + "val", "0")
            changes["size"] = int(size) if size.isdigit() else 0
        elif name in ("del", "moveFrom"):
            changes["hidden"] = True
    return replace(look, **changes) if changes else look
