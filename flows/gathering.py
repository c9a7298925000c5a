"""Gathering: each source in turn becomes batches of arrivals; a dead source is a named hole, the others go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from flows.house import House
from flows.progress import Tell, silent
from flows.sources import SourceTable, files_in, folder_of, sources_of
from flows.taking import Arrival, Harvest, in_batches, take_batch
from newsroom.errors import SourceDown
from newsroom.report import Provenance
from newsroom.run import RunHole, SourceState

if TYPE_CHECKING:
    from extractors.door import Taken


def gather_source(house: House, source: SourceTable, at: datetime, how: Taken, tell: Tell = silent) -> Harvest:
    """Everything new from one source, kept; raises SourceDown when it cannot be reached."""
    harvest = Harvest()
    arrivals = list(arrivals_of(house, source, at))
    done = 0
    for batch in in_batches(arrivals):
        harvest.add(take_batch(house, batch, source.name, at, how))
        done += len(batch)
        tell(f"Gom tin từ {source.name}", done, len(arrivals))
    remember(house, source, at, new=bool(harvest.stories))
    return harvest


def arrivals_of(house: House, source: SourceTable, at: datetime) -> Iterator[Arrival]:
    """The files a source has now; raises SourceDown."""
    if source.kind == "folder":
        yield from _folder(house, source, at)
    else:
        from flows.fetching import fetched

        yield from fetched(house, source, at)


def provenance_of(source: SourceTable, at: datetime) -> Provenance:
    """How what comes from this source came."""
    return Provenance(
        door=source.kind,
        source=source.name,
        received_at=at,
        sender=source.sender,
        sender_type=source.sender_type,
        partner=source.partner,
    )


def _folder(house: House, source: SourceTable, at: datetime) -> Iterator[Arrival]:
    folder = folder_of(source, house.settings)
    if not folder.is_dir():
        raise SourceDown(source.name, f"không thấy thư mục {folder}")
    for path in files_in(folder):
        yield Arrival(path, path.relative_to(folder).as_posix(), provenance_of(source, at))


def remember(house: House, source: SourceTable, at: datetime, *, new: bool = False, error: str | None = None) -> None:
    """Note how a visit to a source went; an unchanged folder writes nothing."""
    before = house.store.source_state(source.name)
    if error is not None:
        after = SourceState(
            before.name, before.validators, before.failures + 1, error, at, before.last_ok, before.last_new, before.next_poll
        )
    elif new or before.last_ok is None or before.failures:
        after = SourceState(
            before.name, before.validators, 0.0, None, at, at, at if new else before.last_new, before.next_poll
        )
    else:
        return
    house.store.save_source_state(after)


def silent_sources(house: House, at: datetime) -> list[RunHole]:
    """Sources that brought nothing for longer than they should."""
    limits = {source.name: source.silent_days for source in sources_of(house.settings) if source.on}
    holes = []
    for state in house.store.source_states():
        days = state.silent_days(at.date())
        if state.name in limits and days is not None and days >= limits[state.name]:
            holes.append(RunHole("source_silent", state.name, str(days)))
    return holes
