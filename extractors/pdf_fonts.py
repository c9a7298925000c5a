"""PDF text set in old Vietnamese fonts: read run by run, each in the letters of its font."""

from __future__ import annotations

import subprocess
from pathlib import Path

from lxml import etree

from extractors.encodings import fonts
from extractors.layout import Page, Row, Word


def pages_by_font(path: Path, counts: dict[str, int]) -> list[Page] | None:
    """The pages with every run converted by its font's name; None when no font's name tells its letters."""
    done = subprocess.run(
        ["pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", "-enc", "UTF-8", str(path)], capture_output=True, check=False
    )
    try:
        root = etree.fromstring(
            done.stdout, etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
        )
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    letters = {spec.get("id"): fonts.letters(_family(spec.get("family", ""))) for spec in root.iter("fontspec")}
    if not any(letters.values()):
        return None
    return [_page(page, letters, counts) for page in root.iter("page")]


def _family(name: str) -> str:
    """A font's name without the subset's prefix."""
    return name.split("+", 1)[-1]


def _page(node: etree._Element, letters: dict[str | None, str | None], counts: dict[str, int]) -> Page:
    page = Page(float(node.get("width", "595")), float(node.get("height", "842")))
    runs: list[tuple[float, float, float, float, str, str | None]] = []
    for item in node.iter("text"):
        text = "".join(item.itertext())
        if text.strip():
            x, y = float(item.get("left", "0")), float(item.get("top", "0"))
            wide, high = float(item.get("width", "0")), float(item.get("height", "0"))
            runs.append((x, y, x + wide, y + high, text, letters.get(item.get("font"))))
    for row in _rows(runs):
        words: list[Word] = []
        for x0, y0, x1, y1, text, kind in row:
            words.extend(_words(x0, y0, x1, y1, fonts.convert([(text, kind)], counts)))
        if words:
            page.rows.append(Row(words))
    return page


def _rows(
    runs: list[tuple[float, float, float, float, str, str | None]],
) -> list[list[tuple[float, float, float, float, str, str | None]]]:
    """Runs that stand on one line and follow each other."""
    out: list[list[tuple[float, float, float, float, str, str | None]]] = []
    for run in runs:
        if out:
            last = out[-1][-1]
            if (
                abs((run[1] + run[3]) - (last[1] + last[3])) < (last[3] - last[1])
                and -2 <= run[0] - last[2] < (last[3] - last[1]) * 1.2
            ):
                out[-1].append(run)
                continue
        out.append([run])
    return out


def _words(x0: float, y0: float, x1: float, y1: float, text: str) -> list[Word]:
    """The words of a run, its width shared out by letters."""
    each = (x1 - x0) / max(len(text), 1)
    out: list[Word] = []
    at = 0
    for word in text.split(" "):
        if word.strip():
            out.append(Word(x0 + at * each, y0, x0 + (at + len(word)) * each, y1, word.strip()))
        at += len(word) + 1
    return out
