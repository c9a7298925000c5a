"""Taking in: files and folders through the doors, duplicates told apart, everything kept.

What is kept goes the way of the daily run: raw bytes first, then reports and stories (`flows.taking.keep`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from extractors.archive import is_litter
from extractors.door import Taken, take_many
from extractors.pool import Pool
from flows import settings
from flows.house import now, open_house, zone_of
from flows.taking import keep
from newsroom.report import Provenance, Rejected, Report


def files_of(paths: list[Path]) -> Iterator[Path]:
    """Every file named or under a named folder, in order of name; the litter of systems is left out."""
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file() and not is_litter(str(one.relative_to(path))))
        else:
            yield path


def take_in(paths: list[Path], *, workers: int = 2, keep_it: bool = True) -> Iterator[tuple[str, Report | Rejected]]:
    """("report" | "rejected" | "duplicate", document) for every document in `paths`, in order; kept unless a trial."""
    station = settings.load()
    at = now(station)
    seen: set[str] = set()
    with ExitStack() as open_things:
        pool = open_things.enter_context(Pool())
        house = open_things.enter_context(open_house(station)) if keep_it else None
        how = Taken(pool, str(zone_of(station)), station.table("doors"))
        named = ((path, Provenance("file", str(path), at)) for path in files_of(paths))
        for path, found in take_many(named, how, workers):
            if house is not None:
                house.files.put(path)
                keep(house, found, at)
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
