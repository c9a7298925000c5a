"""Golden papers: what the small sample gives in every text format, read in the diff.

`NHIPCAU_GOLDEN=write pytest tests/renderers/test_golden.py` writes them anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from renderers.formats import FORMATS
from tests.renderers.samples import CONTEXT, small

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "rundown"
DOCS = Path(__file__).resolve().parents[2] / "docs" / "rundowns.md"


def as_text(name: str, raw: bytes) -> str:
    """A paper as text a person can compare: pages without style, documents as their cells."""
    if name.endswith("docx"):
        import io

        import docx

        document = docx.Document(io.BytesIO(raw))
        rows = ["\t".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
        return "\n".join([*(line.text for line in document.paragraphs), *rows]) + "\n"
    if name == "xlsx":
        import io

        from openpyxl import load_workbook

        page = load_workbook(io.BytesIO(raw)).worksheets[0]
        return "\n".join("\t".join(str(cell or "") for cell in row) for row in page.iter_rows(values_only=True)) + "\n"
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    if name.endswith("html"):
        text = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL).replace("><", ">\n<")
    return text


# PDF is left out: its text depends on the reader's version; test_formats looks into it
@pytest.mark.parametrize("name", [name for name in FORMATS if not name.endswith("pdf")])
def test_the_small_sample_is_as_it_was(name: str) -> None:
    """Each output of the small sample equals its golden file."""
    made = as_text(name, FORMATS[name].render(small(), CONTEXT))
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("NHIPCAU_GOLDEN") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(made, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == made


@pytest.mark.parametrize("name", FORMATS)
def test_every_output_is_explained(name: str) -> None:
    """Each row of the table has its line in the editors' page, a label in Vietnamese and a media type."""
    row = FORMATS[name]
    assert f"`{name}`" in DOCS.read_text(encoding="utf-8")
    assert row.label
    assert "/" in row.media_type
    assert row.suffix.startswith((".", "_"))
