"""The doors against bare peers in the same run: feeds, Word files, PDF pages, and a folder on one and two children."""

from __future__ import annotations

import io
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import docx
import feedparser

from extractors.door import Taken, take_many
from extractors.draft import About, Draft
from extractors.pool import Pool
from extractors.read import read
from newsroom.report import Provenance

_WORDS = (
    "Ngày 20/11/2025, Ủy ban Mặt trận Tổ quốc xã Định Hòa trao 21 phần quà cho hộ nghèo, mỗi phần trị giá 500.000 đồng. "
)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [_feeds(folder), _word(folder), *_pdf(folder), _folder(folder)]
    print(f"{'what':<28}{'ours s':>9}{'peer s':>9}{'ratio':>8}  exact")
    for what, ours, peer, exact in rows:
        print(f"{what:<28}{ours:>9.3f}{peer:>9.3f}{ours / peer:>8.2f}  {exact}")


def _timed(work: Callable[[], object], times: int = 5) -> float:
    best = 1e9
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def _drafts(path: Path, kind: str, folder: Path) -> list[Draft]:
    return [found for found in read(path, kind, About(path.name, folder)) if isinstance(found, Draft)]


def _feeds(folder: Path) -> tuple[str, float, float, str]:
    item = "<item><title>Trao quà {0}</title><link>https://x.vn/{0}</link><description>&lt;p&gt;{1}&lt;/p&gt;</description>"
    date = "<pubDate>Thu, 20 Nov 2025 08:00:00 GMT+7</pubDate></item>"
    items = "".join(item.format(number, _WORDS * 3) + date for number in range(200))
    path = folder / "feed.xml"
    path.write_text(f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>", encoding="utf-8")
    found = _drafts(path, "feed", folder)
    peer = _timed(lambda: feedparser.parse(path.read_bytes()))
    return (
        "feed, 200 entries",
        _timed(lambda: _drafts(path, "feed", folder)),
        peer,
        f"{sum(bool(one.published) for one in found)}/200 dates",
    )


def _word(folder: Path) -> tuple[str, float, float, str]:
    path = folder / "long.docx"
    path.write_bytes(_document(400))

    def peer() -> list[str]:
        document = docx.Document(str(path))
        return [one.text for one in document.paragraphs] + [
            c.text for t in document.tables for row in t.rows for c in row.cells
        ]

    found = _drafts(path, "docx", folder)[0]
    exact = f"{len(found.paragraphs)}/400 paragraphs, {sum(len(row) for row in found.tables[0])}/40 cells"
    return ".docx, 400 paragraphs", _timed(lambda: _drafts(path, "docx", folder)), _timed(peer), exact


def _document(paragraphs: int) -> bytes:
    document = docx.Document()
    for number in range(paragraphs):
        document.add_paragraph(f"Đoạn {number}. {_WORDS * 3}".strip())
    table = document.add_table(10, 4)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"ô {number}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf(folder: Path) -> list[tuple[str, float, float, str]]:
    import weasyprint

    path = folder / "long.pdf"
    weasyprint.HTML(string="".join(f"<p>Đoạn {number}. {_WORDS * 3}</p>" for number in range(600))).write_pdf(path)
    found = _drafts(path, "pdf", folder)[0]
    peer = _timed(lambda: subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True), 3)
    ours = _timed(lambda: _drafts(path, "pdf", folder), 3)
    return [(".pdf, 600 paragraphs", ours, peer, f"{len(found.paragraphs) + bool(found.title)}/600 paragraphs")]


def _folder(folder: Path) -> tuple[str, float, float, str]:
    many = folder / "many"
    many.mkdir()
    for number in range(200):
        (many / f"{number}.docx").write_bytes(_document(20))
    came = Provenance("file", "bench", datetime.now(UTC))

    def with_workers(workers: int) -> float:
        with Pool() as pool:
            start = time.perf_counter()
            for _ in take_many(((path, came) for path in sorted(many.iterdir())), Taken(pool), workers):
                pass
            return time.perf_counter() - start

    two, one = with_workers(2), with_workers(1)
    return "200 documents, 2 over 1", two, one, f"{one / two:.2f} × on two"


if __name__ == "__main__":
    main()
