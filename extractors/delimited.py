"""CSV and TSV: rows of cells as sent."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from extractors.draft import About, Draft, Found
from extractors.encodings import detect
from extractors.identity import restore


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one table in the file."""
    decoded = detect.decode(data)
    text = decoded.text
    sep = separator(text)
    if text.lower().startswith("sep="):
        text = text.split("\n", 1)[1] if "\n" in text else ""
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=sep) if any(cell.strip() for cell in row)]
    draft = Draft("csv", tables=[rows], repairs=decoded.repairs, prose=False)
    width = max(map(len, rows), default=0)
    draft.tables = [[row + [""] * (width - len(row)) for row in rows]]
    restore(draft.tables[0], draft)
    yield draft


def separator(text: str) -> str:
    """The sign between cells: what a "sep=" line says, else the one that cuts most lines into equally many cells."""
    first = text.split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]
    sample = [line for line in text.split("\n")[:50] if line.strip()]
    best, score = ",", -1.0
    for sign in (";", "\t", ",", "|"):
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=sign)]
        except csv.Error:
            continue
        common = max(set(widths), key=widths.count)
        value = (widths.count(common) / len(widths) + min(common, 30) / 100) if common > 1 else 0.0
        if value > score:
            best, score = sign, value
    return best
