"""PDF files: pdftotext for the words and where they stand, ruled tables cell by cell, OCR where there is no sound text layer."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from extractors import official
from extractors.draft import About, Draft, Found, Refused
from extractors.encodings import detect
from extractors.layout import Page, Row, Word, paragraphs, side_by_side, without_running
from extractors.lines import Line

MAX_PAGES = 2_000
MAX_SCANNED = 40
"""Pages read by OCR at most; the rest is named as skipped."""
_WORDS_OF_A_PAGE = 4


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one report in a PDF; raises Refused `encrypted`, `unreadable`, `too_large`."""
    path = about.scratch / "in.pdf"
    path.write_bytes(data)
    draft = Draft("pdf")
    pages = _pages(path)
    if len(pages) > MAX_PAGES:
        raise Refused("too_large", f"{len(pages)} trang")
    text = "\n".join(row.text for page in pages for row in page.rows)
    if _legacy(text):
        from extractors.pdf_fonts import pages_by_font

        pages = pages_by_font(path, draft.repairs) or pages
        text = "\n".join(row.text for page in pages for row in page.rows)
    scanned = [number for number, page in enumerate(pages, 1) if sum(len(row.words) for row in page.rows) < _WORDS_OF_A_PAGE]
    unsure = detect.doubtful(detect.mend_lines(text)[0])
    if unsure:
        scanned = list(range(1, len(pages) + 1))
    if scanned:
        _by_eye(path, pages, scanned, draft, unsure)
    _tables(path, pages, [number for number in range(1, len(pages) + 1) if number not in scanned], draft)
    without_running(pages)
    official.shape(draft, _lines(pages), about)
    yield draft


def _pages(path: Path) -> list[Page]:
    """The pages of a PDF as pdftotext lays them out."""
    done = subprocess.run(["pdftotext", "-tsv", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=False)
    if done.returncode:
        complaint = done.stderr.decode("utf-8", "replace")
        if "Incorrect password" in complaint or "encrypted" in complaint.lower():
            raise Refused("encrypted")
        raise Refused("unreadable", complaint.strip().splitlines()[-1][:100] if complaint.strip() else "PDF")
    return parse_tsv(done.stdout.decode("utf-8", "replace"))


def parse_tsv(table: str) -> list[Page]:
    """Pages out of pdftotext's table of words."""
    pages: list[Page] = []
    words: list[Word] = []
    block = 0

    def close() -> None:
        nonlocal words
        if words and pages:
            pages[-1].rows.append(Row(words, block))
        words = []

    for line in table.split("\n")[1:]:
        level = line[:1]
        if level == "5":
            cells = line.split("\t", 11)
            x, y = float(cells[6]), float(cells[7])
            words.append(Word(x, y, x + float(cells[8]), y + float(cells[9]), cells[11]))
        elif level == "4":
            close()
        elif level == "3":
            close()
            block += 1
        elif level == "1":
            close()
            cells = line.split("\t")
            pages.append(Page(float(cells[8]), float(cells[9])))
    close()
    return pages


def _lines(pages: list[Page]) -> list[Line]:
    head, _ = side_by_side(pages[0], True, False) if pages else (None, None)
    feet: list[Line] = []
    for page in reversed(pages[-3:]):
        _, foot = side_by_side(page, False, True)
        if foot is not None:
            feet.append(foot)
            break
    return [*([head] if head else []), *paragraphs(pages), *feet]


def _legacy(text: str) -> bool:
    """Whether a text layer holds letters of old fonts."""
    if re.search("[\u1ea0-\u1ef9]", text) is None and text.isascii():
        return False
    return detect.mend_lines(text)[0] != text


def _tables(path: Path, pages: list[Page], numbers: list[int], draft: Draft) -> None:
    from extractors.pdf_tables import ruled, take_tables

    found = ruled(path, numbers)
    if found:
        draft.tables.extend(take_tables(path, pages, found))


def _by_eye(path: Path, pages: list[Page], numbers: list[int], draft: Draft, unsure: bool) -> None:
    """Read pages without a sound text layer by OCR."""
    from extractors.scan import read_pages

    for number, page, tables in read_pages(path, numbers[:MAX_SCANNED]):
        if page.rows or tables or unsure:
            pages[number - 1] = page
        draft.tables.extend(tables)
    if len(numbers) > MAX_SCANNED:
        draft.skip(f"{len(numbers) - MAX_SCANNED} trang quét sau trang {numbers[MAX_SCANNED - 1]}")
    draft.meta["ocr"] = ", ".join(map(str, numbers[:MAX_SCANNED]))
