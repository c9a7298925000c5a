"""Words out of pictures of paper: light made even, the sheet set straight, ruled tables cell by cell, tesseract for the letters."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.draft import Grid, Refused
from extractors.layout import Page, Row, Word

DPI = 300
_SURE = 30.0
"""Least confidence, of 100, at which a word counts as read."""
_LONGEST_SIDE = 5_000


@dataclass(slots=True)
class Seen:
    """What was read off one sheet: its lines, tables and how sure the reading is (0-100)."""

    page: Page
    tables: list[Grid]
    sure: float


def read_pages(path: Path, numbers: list[int]) -> Iterator[tuple[int, Page, list[Grid]]]:
    """The given pages of a PDF read by OCR."""
    import cv2
    import numpy

    for number in numbers:
        made = subprocess.run(
            [
                "pdftoppm",
                "-r",
                str(DPI),
                "-gray",
                "-f",
                str(number),
                "-l",
                str(number),
                "-scale-to",
                str(3600),
                "-png",
                str(path),
            ],
            capture_output=True,
            check=False,
        )
        if made.returncode or not made.stdout:
            continue
        grey = cv2.imdecode(numpy.frombuffer(made.stdout, numpy.uint8), cv2.IMREAD_GRAYSCALE)
        if grey is None or float(grey.std()) < 2.0:
            continue
        seen = read_sheet(grey)
        yield number, seen.page, seen.tables


def read_sheet(grey: Any) -> Seen:
    """Everything written on a sheet; `grey` is a two-dimensional array of 8-bit brightness."""
    import cv2

    program()
    grey = _sized(_turned(grey))
    flat = _flat(grey)
    flat = _straight(flat)
    tables, rest = _tables(flat)
    seen = _best(rest)
    seen.tables = tables
    if seen.sure < 60 and not tables:
        other = _best(_straight(cv2.medianBlur(_flat(grey), 3)))
        seen = max(seen, other, key=lambda one: one.sure)
    return seen


def program() -> str:
    """The OCR program; raises Refused with what to install when it is missing."""
    found = shutil.which("tesseract")
    if found is None:
        raise Refused("unreadable", "máy này chưa cài tesseract để đọc ảnh: apt-get install tesseract-ocr tesseract-ocr-vie")
    return found


def _turned(grey: Any) -> Any:
    """The picture upright: a page lying on its side is turned by what tesseract says of its letters."""
    import cv2

    high, wide = grey.shape[:2]
    if wide <= high * 1.15:
        return grey
    small = cv2.resize(grey, (1600, max(1, 1600 * high // wide)))
    found = _run(small, ["--psm", "0", "-l", "osd"])
    for line in found.splitlines():
        if line.startswith("Rotate:"):
            turns = int(line.split(":")[1]) // 90 % 4
            sure = next(
                (float(one.split(":")[1]) for one in found.splitlines() if one.startswith("Orientation confidence")), 0.0
            )
            if turns and sure > 2:
                return cv2.rotate(
                    grey, {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}[turns]
                )
    return grey


def _sized(grey: Any) -> Any:
    """The picture at a size tesseract reads best: small ones doubled, huge ones shrunk."""
    import cv2

    high, wide = grey.shape[:2]
    longest = max(high, wide)
    if longest > _LONGEST_SIDE:
        scale = _LONGEST_SIDE / longest
    elif longest < 1800:
        scale = min(3.0, 2400 / longest)
    else:
        return grey
    method = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=method)


def _flat(grey: Any) -> Any:
    """The picture with the light made even: divided by its own background."""
    import cv2
    import numpy

    high, wide = grey.shape[:2]
    small = cv2.resize(grey, (max(1, wide // 8), max(1, high // 8)), interpolation=cv2.INTER_AREA)
    ground = cv2.medianBlur(cv2.dilate(small, numpy.ones((5, 5), numpy.uint8)), 21)
    ground = cv2.resize(ground, (wide, high), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, cv2.max(ground, 1), scale=255)


def _straight(grey: Any) -> Any:
    """The picture turned so that its lines run level (up to 12 degrees off)."""
    import cv2

    angle = _slope(grey)
    if abs(angle) < 0.05:
        return grey
    high, wide = grey.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    return cv2.warpAffine(grey, turn, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255)


def _slope(grey: Any) -> float:
    """The angle, in degrees, that makes the rows of ink sharpest: coarse, then fine."""
    import cv2
    import numpy

    high, wide = grey.shape[:2]
    scale = 1000 / max(high, wide)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)

    def sharp(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((ink.shape[1] / 2, ink.shape[0] / 2), angle, 1.0)
        rows = cv2.warpAffine(ink, turn, (ink.shape[1], ink.shape[0]), flags=cv2.INTER_NEAREST).sum(
            axis=1, dtype=numpy.float64
        )
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    best = 0.0
    for span, step in ((12.0, 1.0), (1.0, 0.25), (0.25, 0.05)):
        tries = [best + step * n for n in range(-round(span / step), round(span / step) + 1)]
        best = max(tries, key=sharp)
    return best


def _best(grey: Any) -> Seen:
    """The surer of two readings: as a page of several blocks, as one block."""
    page = _read(grey, 3)
    if page.sure >= 85:
        return page
    block = _read(grey, 6)
    return max(page, block, key=lambda one: (len(one.page.rows) > 0, one.sure))


def _read(grey: Any, mode: int) -> Seen:
    table = _run(grey, ["--psm", str(mode), "-l", _languages(), "--dpi", str(DPI), "tsv"])
    high, wide = grey.shape[:2]
    page = Page(float(wide), float(high))
    words: list[Word] = []
    sure: list[float] = []
    key: tuple[str, ...] = ()
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") != "5" or not (row.get("text") or "").strip() or float(row["conf"]) < _SURE:
            continue
        now = (row["block_num"], row["par_num"], row["line_num"])
        x, y = float(row["left"]), float(row["top"])
        word = Word(x, y, x + float(row["width"]), y + float(row["height"]), row["text"].strip())
        if words and (now != key or word.x0 - words[-1].x1 > wide * 0.04):
            page.rows.append(Row(words))
            words = []
        key = now
        words.append(word)
        sure.append(float(row["conf"]))
    if words:
        page.rows.append(Row(words))
    _even_heights(page)
    return Seen(page, [], sum(sure) / len(sure) if sure else 0.0)


def _even_heights(page: Page) -> None:
    """Give lines of one size one height: the box of a line depends on which letters it holds."""
    heights = sorted(row.y1 - row.y0 for row in page.rows)
    if not heights:
        return
    usual = heights[len(heights) // 2]
    for row in page.rows:
        if 0.6 * usual < row.y1 - row.y0 < 1.5 * usual:
            row.y0 = row.y1 - usual


def _languages() -> str:
    return "vie"


def _run(grey: Any, arguments: list[str]) -> str:
    import cv2

    _, png = cv2.imencode(".bmp", grey)
    done = subprocess.run(
        [program(), "stdin", "stdout", *arguments],
        input=png.tobytes(),
        capture_output=True,
        check=False,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout.decode("utf-8", "replace")


def _tables(grey: Any) -> tuple[list[Grid], Any]:
    """Ruled tables read cell by cell, and the sheet with them painted over."""
    import cv2
    import numpy

    high, wide = grey.shape[:2]
    ink = cv2.adaptiveThreshold(255 - grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 31, -12)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((1, max(40, wide // 30)), numpy.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((max(30, high // 70), 1), numpy.uint8))
    rules = cv2.dilate(cv2.bitwise_or(across, down), numpy.ones((5, 5), numpy.uint8))
    outlines, _ = cv2.findContours(rules, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    rest = grey.copy()
    found: list[tuple[int, Grid]] = []
    for outline in outlines:
        x, y, w, h = cv2.boundingRect(outline)
        if w < wide * 0.2 or h < high * 0.02:
            continue
        cells = _cells(rules[y : y + h, x : x + w])
        if len(cells) < 4:
            continue
        grid = _grid(grey[y : y + h, x : x + w], cells)
        if grid is not None:
            found.append((y, grid))
            rest[y : y + h, x : x + w] = 255
    return [grid for _, grid in sorted(found, key=lambda one: one[0])], rest


def _cells(rules: Any) -> list[tuple[int, int, int, int]]:
    """The boxes between the rules of a table, as x, y, width, height."""
    import cv2

    count, _, boxes, _ = cv2.connectedComponentsWithStats(255 - rules, connectivity=4)
    high, wide = rules.shape[:2]
    cells = []
    for number in range(1, count):
        x, y, w, h, area = (int(value) for value in boxes[number])
        if w > 18 and h > 14 and area > w * h * 0.6 and not (w >= wide - 4 and h >= high - 4) and x > 0 and y > 0:
            cells.append((x, y, w, h))
    return cells


def _grid(grey: Any, cells: list[tuple[int, int, int, int]]) -> Grid | None:
    xs, ys = _stops([cell[0] for cell in cells]), _stops([cell[1] for cell in cells])
    if len(xs) < 2 or len(ys) < 2 or len(cells) > 600:
        return None
    grid: Grid = [["" for _ in xs] for _ in ys]
    for x, y, w, h in cells:
        row = min(range(len(ys)), key=lambda at: abs(ys[at] - y))
        column = min(range(len(xs)), key=lambda at: abs(xs[at] - x))
        grid[row][column] = _cell(grey[y + 2 : y + h - 2, x + 2 : x + w - 2])
    return grid if any(map(any, grid)) else None


def _stops(values: list[int]) -> list[int]:
    out: list[int] = []
    for value in sorted(values):
        if not out or value - out[-1] > 12:
            out.append(value)
    return out


def _cell(grey: Any) -> str:
    import cv2

    if grey.size == 0 or int((grey < 140).sum()) < 12:
        return ""
    framed = cv2.copyMakeBorder(grey, 24, 24, 24, 24, cv2.BORDER_CONSTANT, value=255)
    lines = " ".join(_run(framed, ["--psm", "6", "-l", _languages(), "--dpi", str(DPI)]).split())
    return lines or " ".join(_run(framed, ["--psm", "10", "-l", _languages(), "--dpi", str(DPI)]).split())
