"""Taking in: files and folders through the doors, duplicates told apart, everything kept.

`keep` is the one place where what came in is put away; the raw bytes are kept before anything else.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from extractors.archive import is_litter
from extractors.door import Taken, blob_of, take_many
from extractors.pool import Pool
from flows import settings
from newsroom.report import Provenance, Rejected, Report


def files_of(paths: list[Path]) -> Iterator[Path]:
    """Every file named or under a named folder, in order of name; the litter of systems is left out."""
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file() and not is_litter(str(one.relative_to(path))))
        else:
            yield path


def take_in(paths: list[Path], *, workers: int = 2, keep_it: bool = True) -> Iterator[tuple[str, Report | Rejected]]:
    """("report" | "rejected" | "duplicate", document) for every document in `paths`, in order."""
    station = settings.load()
    zone = str(station.table("station").get("timezone", "Asia/Ho_Chi_Minh"))
    now = datetime.now(UTC)
    seen: set[str] = set()
    with Pool() as pool:
        how = Taken(pool, zone, station.table("doors"))
        named = ((path, Provenance("file", str(path), now)) for path in files_of(paths))
        for path, found in take_many(named, how, workers):
            if keep_it:
                keep(path, found, station)
            for one in found:
                yield outcome_of(one, seen), one


def outcome_of(found: Report | Rejected, seen: set[str]) -> str:
    """What a document is among those `seen` (content hashes) so far; adds it to them."""
    if isinstance(found, Rejected):
        return "rejected"
    if found.content_hash in seen:
        return "duplicate"
    seen.add(found.content_hash)
    return "report"


def keep(path: Path, found: list[Report | Rejected], station: settings.Settings) -> None:
    """Put away the raw bytes of what came in under their SHA-256."""
    blob = found[0].blob if found and found[0].blob else blob_of(path)
    target = station.home / "raw" / blob[:2] / blob
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target.with_suffix(".part"))
        target.with_suffix(".part").replace(target)
