"""Zip-based documents (DOCX, XLSX) made the same to the byte: fixed dates, fixed order."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO

from newsroom.rundown import Rundown
from newsroom.rundown_file import UNDATED

EPOCH = (1980, 1, 1, 0, 0, 0)


def steady(document: bytes) -> bytes:
    """The same zip with every entry dated 1 January 1980, entries in their order."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o644 << 16
            new.writestr(fixed, old.read(entry.filename))
    return out.getvalue()


def made_at(rundown: Rundown) -> datetime:
    """The date a document bears: when the version was locked, else the air day; never the clock."""
    if rundown.locked_at is not None:
        return rundown.locked_at.replace(tzinfo=None, microsecond=0)
    day = rundown.day if rundown.day != UNDATED else date(2000, 1, 1)
    return datetime(day.year, day.month, day.day)
