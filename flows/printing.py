"""Printing: every document of a rundown and its package, put where people take them.

A version's folder is written whole under another name and renamed, so a killed run leaves no half; one that is there already
is not made again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.house import House
from flows.papers import context_of
from newsroom.errors import Missing, NewsroomError
from newsroom.rundown import Rundown
from newsroom.timing import time_rundown
from newsroom.typed_time import print_length
from newsroom.words import of_fault

Results = dict[str, Any]


def render_rundown(house: House, rundown_id: str, at: datetime) -> Results:
    """Documents and the package of the newest version; what cannot be made is named in `faults`."""
    rundown = house.store.rundown(rundown_id)
    folder = house.out / f"{rundown.id}" / f"v{rundown.version}"
    faults: list[str] = []
    documents = folder / "giay-to"
    if not documents.is_dir():
        with whole_folder(documents) as half:
            faults += print_documents(house, rundown, half)
    package = folder / "goi"
    if not package.is_dir():
        try:
            pack(house, rundown, documents, package, at)
        except NewsroomError as fault:
            faults.append(of_fault(fault))
    timing = time_rundown(rundown, context_of(house.settings).syllables, house.zone)
    return {
        "id": str(rundown.id),
        "title": f"{rundown.show}, phát {rundown.day:%d/%m/%Y}, bản v{rundown.version}",
        "length": print_length(timing.total_ms) if timing.total_ms is not None else "chưa đủ, thiếu âm thanh",
        "documents": str(documents),
        "package": str(package) if package.is_dir() else None,
        "faults": faults,
    }


@contextmanager
def whole_folder(final: Path) -> Iterator[Path]:
    """A folder to fill; it takes its final name only when filled without a fault."""
    half = final.with_name(f".{final.name}.{os.getpid()}")
    for left in final.parent.glob(f".{final.name}.*"):
        if left == half or not Path(f"/proc/{left.suffix[1:]}").exists():
            shutil.rmtree(left, ignore_errors=True)
    half.mkdir(parents=True)
    try:
        yield half
        half.rename(final)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def print_documents(house: House, rundown: Rundown, folder: Path) -> list[str]:
    """Write every format of the table; gives the faults of those that could not be made."""
    from renderers.formats import FORMATS

    context = context_of(house.settings)
    faults = []
    for row in FORMATS.values():
        try:
            (folder / f"{row.name}{row.suffix}").write_bytes(row.render(rundown, context))
        except NewsroomError as fault:
            faults.append(f"{row.label}: {of_fault(fault)}")
        except OSError as error:  # a system library of one format is not there: the other formats are made
            faults.append(f"{row.label}: {of_fault(Missing(error, 'setup/system-packages light'))}")
    return faults


def pack(house: House, rundown: Rundown, documents: Path, to: Path, at: datetime) -> None:
    """Build the package of a rundown from its documents and the stored sounds; raises NewsroomError."""
    from flows.packing import build_package

    build_package(house, rundown, documents, to, at)
