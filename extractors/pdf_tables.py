"""Ruled tables of PDF pages, cell by cell; pages without ruling cost next to nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extractors.draft import Grid
from extractors.layout import Page, Row, Word

_PATH = 2
"""pdfium's number for a path object."""


def ruled(path: Path, numbers: list[int]) -> list[int]:
    """The pages (from 1) among `numbers` whose drawing holds enough thin lines across and down to rule a table."""
    import pypdfium2

    found: list[int] = []
    document = pypdfium2.PdfDocument(path)
    try:
        for number in numbers:
            if _has_ruling(document[number - 1]):
                found.append(number)
    finally:
        document.close()
    return found


def _has_ruling(page: Any) -> bool:
    across = down = boxes = 0
    for count, item in enumerate(page.get_objects(filter=[_PATH], max_depth=3)):
        left, bottom, right, top = item.get_bounds() if hasattr(item, "get_bounds") else item.get_pos()
        width, height = right - left, top - bottom
        across += height < 3 and width > 15
        down += width < 3 and height > 6
        boxes += width >= 15 and height >= 6
        if (across >= 2 and down >= 2) or boxes >= 2 or count > 5000:
            return True
    return False


def take_tables(path: Path, pages: list[Page], numbers: list[int]) -> list[Grid]:
    """The tables on the given pages; their words leave the pages' lines. A table that goes on overleaf is one."""
    import pdfplumber

    out: list[Grid] = []
    before: tuple[int, tuple[int, ...]] | None = None
    with pdfplumber.open(path) as document:
        for number in numbers:
            page = pages[number - 1]
            drawn = document.pages[number - 1]
            for table in drawn.find_tables({"vertical_strategy": "lines", "horizontal_strategy": "lines"}):
                grid = _grid(table, page)
                if grid is None:
                    continue
                edges = tuple(sorted({round(cell[0]) for cell in table.cells}))
                top = not any(row.y1 < table.bbox[1] for row in page.rows if row.y0 > page.height * 0.12)
                if out and before is not None and before[0] == number - 1 and top and _alike(before[1], edges):
                    _join(out[-1], grid)
                else:
                    out.append(grid)
                before = (number, edges)
            drawn.close()
    return out


def _alike(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < 4 for a, b in zip(one, other, strict=True))


def _join(above: Grid, below: Grid) -> None:
    if above and below and above[0] == below[0]:
        below = below[1:]
    above.extend(below)


def _grid(table: Any, page: Page) -> Grid | None:
    """The cells of a ruled table with the page's words in them; None for a mere frame."""
    xs = _stops([cell[0] for cell in table.cells] + [cell[2] for cell in table.cells])
    ys = _stops([cell[1] for cell in table.cells] + [cell[3] for cell in table.cells])
    if len(xs) * len(ys) < 6 or len(table.cells) < 2:
        return None
    words = [word for row in page.rows for word in row.words]
    grid: Grid = [["" for _ in xs[1:]] for _ in ys[1:]]
    taken: set[int] = set()
    for x0, y0, x1, y1 in table.cells:
        inside = [word for word in words if x0 <= (word.x0 + word.x1) / 2 <= x1 and y0 <= (word.y0 + word.y1) / 2 <= y1]
        taken.update(map(id, inside))
        grid[_at(ys, y0)][_at(xs, x0)] = words_text(inside)
    if not any(map(any, grid)):
        return None
    _without(page, taken)
    return grid


def _stops(values: list[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > 3:
            out.append(value)
    return out


def _at(stops: list[float], value: float) -> int:
    return min(range(len(stops) - 1), key=lambda at: abs(stops[at] - value))


def words_text(words: list[Word]) -> str:
    """Words in reading order on one line."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.y0 + one.y1, one.x0)):
        if rows and (word.y0 + word.y1) / 2 < rows[-1][0].y1 - 1:
            rows[-1].append(word)
        else:
            rows.append([word])
    return " ".join(word.text for row in rows for word in sorted(row, key=lambda one: one.x0))


def _without(page: Page, taken: set[int]) -> None:
    rows: list[Row] = []
    for row in page.rows:
        left = [word for word in row.words if id(word) not in taken]
        if len(left) == len(row.words):
            rows.append(row)
        elif left:
            rows.append(Row(left, row.block))
    page.rows = rows
