"""Lines of a page to paragraphs: where a paragraph ends is told from margins, indents and gaps, as a reader's eye does."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field

from extractors.lines import Line
from extractors.plain import folded

_BULLET = re.compile(
    r"^(?:[-–+•●▪■◦*]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ][.)]\s|[IVX]{1,6}[.)]\s|[A-ZĐ][.)]\s|\(\d{1,2}\)\s)"
)
_ENDS = (".", "!", "?", ":", ";", "…", "./.", '."', ".”")
_PAGE_NUMBER = re.compile(r"^(?:(?:trang|page)\s*)?[-–\s]*\d{1,4}[-–\s]*(?:[/|]\s*\d{1,4})?$", re.IGNORECASE)


@dataclass(slots=True)
class Word:
    """A word on a page, in points from the top left."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str


@dataclass(slots=True)
class Row:
    """A line of print: words set side by side in one block."""

    words: list[Word]
    block: int = 0
    text: str = ""
    x0: float = 0.0
    y0: float = 0.0
    x1: float = 0.0
    y1: float = 0.0

    def __post_init__(self) -> None:
        self.text = self.text or " ".join(word.text for word in self.words)
        self.x0, self.x1 = min(word.x0 for word in self.words), max(word.x1 for word in self.words)
        self.y0, self.y1 = min(word.y0 for word in self.words), max(word.y1 for word in self.words)

    @property
    def height(self) -> float:
        """Height of the line's box."""
        return self.y1 - self.y0


@dataclass(slots=True)
class Page:
    """A page: width, height and its lines in reading order."""

    width: float
    height: float
    rows: list[Row] = field(default_factory=list)


def without_running(pages: list[Page]) -> None:
    """Take page numbers and the heads and feet that come back on page after page out of `pages`."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(row) for row in _edges(page)})
    for number, page in enumerate(pages, 1):
        edge = {id(row) for row in _edges(page)}
        page.rows = [row for row in page.rows if id(row) not in edge or not _runs(row, number, len(pages), seen)]


def _runs(row: Row, number: int, pages: int, seen: Counter[str]) -> bool:
    if _PAGE_NUMBER.match(row.text.strip()):
        digits = [int(one) for one in re.findall(r"\d+", row.text)]
        return pages > 1 or digits[0] == number
    return pages > 1 and seen[_shape(row)] >= max(2, pages * 0.5) and len(row.text) < 150


def _shape(row: Row) -> str:
    return re.sub(r"\d+", "#", row.text.strip())


def _edges(page: Page) -> list[Row]:
    """The lines within the upper and lower tenth of a page, outermost first, at most three each."""
    ordered = sorted(page.rows, key=lambda row: row.y0)
    top = [row for row in ordered[:3] if row.y1 < page.height * 0.12]
    bottom = [row for row in ordered[-3:] if row.y0 > page.height * 0.88]
    return top + bottom


def paragraphs(pages: list[Page]) -> list[Line]:
    """The paragraphs of all pages, in order; one that runs over a page's end is whole."""
    out: list[Line] = []
    last: tuple[Row, float] | None = None
    for page in pages:
        if not page.rows:
            continue
        body_height = _median([row.height for row in page.rows])
        for block in _blocks(page):
            left, right = _margins(block, page)
            gap = _usual_gap(block)
            for row in block:
                line = _line(row, left, right, page, body_height)
                if last is not None and _goes_on(last[0], row, last[1], left, right, gap):
                    out[-1].text += " " + line.text
                    out[-1].centred &= line.centred
                else:
                    out.append(line)
                last = (row, right)
    return out


def _blocks(page: Page) -> list[list[Row]]:
    """Runs of lines that share a column: blocks of the page that overlap sideways are one."""
    out: list[list[Row]] = []
    for row in page.rows:
        if out and _same_column(out[-1], row):
            out[-1].append(row)
        else:
            out.append([row])
    return out


def _same_column(block: list[Row], row: Row) -> bool:
    last = block[-1]
    if row.y0 < last.y0 - last.height:
        return False
    left, right = min(one.x0 for one in block), max(one.x1 for one in block)
    overlap = min(right, row.x1) - max(left, row.x0)
    return overlap > 0.3 * min(right - left, row.x1 - row.x0)


def _margins(block: list[Row], page: Page) -> tuple[float, float]:
    """The left and right margins a block of print keeps; a short block is taken to have the page's."""
    lefts = Counter(round(row.x0) for row in block)
    left = min((x for x, times in lefts.items() if times >= max(1, len(block) * 0.1)), default=block[0].x0)
    right = max(row.x1 for row in block)
    whole = max(row.x1 for row in page.rows)
    wide = max(row.x1 - row.x0 for row in block) > page.width * 0.45
    return float(left), whole if wide or (len(block) < 3 and right > page.width * 0.5) else right


def _usual_gap(block: list[Row]) -> float:
    gaps = [after.y0 - before.y0 for before, after in itertools.pairwise(block) if after.y0 > before.y0]
    return _median(gaps) if gaps else 0.0


def _median(values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else 0.0


def _line(row: Row, left: float, right: float, page: Page, body: float) -> Line:
    slack = (row.x0 - left) - (right - row.x1)
    middle = (row.x0 + row.x1) / 2
    centred = (abs(middle - page.width / 2) < page.width * 0.05 and row.x0 - left > page.width * 0.04) or (
        abs(slack) < 8 and row.x0 - left > page.width * 0.06
    )
    side = 1 if row.x0 > page.width * 0.42 else 0
    return Line(row.text, centred=centred, size=round(row.height * 2) if row.height > body * 1.08 else 0, side=side)


def _goes_on(before: Row, after: Row, right_before: float, left: float, right: float, gap: float) -> bool:
    """Whether `after` continues the paragraph `before` belongs to."""
    if _BULLET.match(after.text) or (before.text.endswith(":") and after.text[:1].isupper()):
        return False
    first = after.words[0]
    room = right_before - before.x1
    needed = (first.x1 - first.x0) + 0.25 * before.height
    if room > needed + 2:
        return False
    if abs(before.height - after.height) > 0.2 * max(before.height, after.height):
        return False
    indent = after.x0 - left
    new_page = after.y0 < before.y0
    if indent > 9 and (after.x0 - before.x0) > 6:
        return False
    if new_page:
        return not before.text.endswith(_ENDS) or after.text[:1].islower()
    step = after.y0 - before.y0
    return not (gap and step > gap * 1.35 and step > before.height * 1.6)


def side_by_side(page: Page, first: bool, last: bool) -> tuple[Line | None, Line | None]:
    """Take the letterhead off a first page and the signature block off a last one: each a Line with `columns`."""
    head = _letterhead(page) if first else None
    return head, (_signatures(page) if last else None)


_HEAD_MARK = re.compile(
    r"cong hoa xa hoi chu nghia|doc lap\s*[-–]\s*tu do|dang cong san viet nam$|, ?ngay [\d.… ]*thang [\d.… ]*nam|^so\s*:|^v/v "
)


def _letterhead(page: Page) -> Line | None:
    marks = [row for row in page.rows if row.y1 < page.height * 0.45 and _HEAD_MARK.search(folded(row.text))]
    if len(marks) < 2 or not any("hoi chu nghia" in folded(row.text) or "cong san" in folded(row.text) for row in marks):
        return None
    bottom = max(row.y1 for row in marks)
    taken = [row for row in page.rows if row.y0 < bottom - 1]
    for mark in marks:
        taken += [
            row
            for row in page.rows
            if row.block == mark.block and row not in taken and 0 < row.y0 - mark.y0 < mark.height * 1.6
        ]
    if any(row.x1 - row.x0 > page.width * 0.62 for row in taken):
        taken = [row for row in taken if row.x1 - row.x0 <= page.width * 0.62]
    return _columns(page, taken)


def _signatures(page: Page) -> Line | None:
    start = next((row for row in page.rows if folded(row.text).startswith("noi nhan") and row.x0 < page.width * 0.4), None)
    if start is None:
        return None
    taken = [
        row
        for row in page.rows
        if row.y0 > start.y0 - start.height * 2.5 and (row.x0 > page.width * 0.4 or row.y0 >= start.y0 - 1)
    ]
    return _columns(page, taken)


def _columns(page: Page, taken: list[Row]) -> Line | None:
    if not taken:
        return None
    keep = {id(row) for row in taken}
    page.rows = [row for row in page.rows if id(row) not in keep]
    middle = page.width / 2
    sides: list[list[Line]] = [[], []]
    for row in sorted(taken, key=lambda one: (one.y0, one.x0)):
        side = 0 if (row.x0 + row.x1) / 2 < middle and row.x0 < page.width * 0.42 else 1
        sides[side].append(Line(row.text))
    return Line("", columns=[[_rejoined(side) for side in sides]])


_OPEN = re.compile(r"(?:hoi chu nghia|doc lap\s*[-–]\s*tu do\s*[-–]?|nam|thang|ngay|thang [\d.… ]*|ngay [\d.… ]*)$")


def _rejoined(side: list[Line]) -> list[Line]:
    """Lines of a narrow column that broke inside a fixed phrase, whole again."""
    out: list[Line] = []
    for line in side:
        if (
            out
            and _OPEN.search(folded(out[-1].text))
            and re.match(r"^(viet nam|hanh phuc|tu do|\d|nam|thang|ngay)", folded(line.text))
        ) or (
            out
            and re.match(r"^[-–+•]\s", out[-1].text)
            and not re.match(r"^[-–+•]\s|^Lưu", line.text)
            and not out[-1].text.endswith((";", "."))
        ):
            out[-1].text += " " + line.text
        else:
            out.append(line)
    return out
