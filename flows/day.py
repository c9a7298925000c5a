"""The day's work as plain, idempotent functions: gather → read → keep → join → plan drafts → render, and the record of it.

`run_daily` does it all with no server; the Prefect flows call the same functions one task at a time.
"""

from __future__ import annotations

import fcntl
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from flows.gathering import arrivals_of, gather_source, remember, silent_sources
from flows.house import House
from flows.progress import Tell, silent
from flows.sources import sources_of
from flows.taking import BATCH, Harvest, door, in_batches, take_batch
from newsroom import plain
from newsroom.errors import AlreadyRunning, SourceDown
from newsroom.report import Rejected
from newsroom.run import Run, RunHole

Results = dict[str, Any]


def run_daily(
    house: House, day: date, at: datetime, tell: Tell = silent, clock: Callable[[], datetime] | None = None
) -> Results:
    """The whole day's work with no server; gives what the Prefect flow gives, and keeps the record of the run."""
    with only_one(house.settings.home / "daily.lock"):
        results = gather_all(house, at, tell)
        tell("Ghép tin trùng sự kiện", 0, 0)
        results["joined"] = join(house, at)
        tell("Dựng kịch bản nháp", 0, 0)
        wanted = plan(house, day, at)
        results["rundowns"] = []
        for number, rundown in enumerate(wanted, 1):
            results["rundowns"].append(render(house, rundown, at))
            tell("In kịch bản, đóng gói", number, len(wanted))
        record(house, "daily", day, at, clock() if clock else at, results)
    return results


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold a lock file while working; a killed holder lets go by itself. Raises AlreadyRunning."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(lock) from error
        yield


def gather_all(house: House, at: datetime, tell: Tell = silent, kind: str | None = None) -> Results:
    """Gather from every source that is on: results by source, and the holes."""
    results: Results = {"sources": {}, "holes": []}
    with door(house) as how:
        for source in sources_of(house.settings):
            if not source.on or kind not in (None, source.kind):
                continue
            try:
                results["sources"][source.name] = harvest_to_plain(gather_source(house, source, at, how, tell))
            except SourceDown as fault:
                results["holes"].append(_down(house, source.name, at, fault))
    results["holes"] += [asdict(hole) for hole in silent_sources(house, at)]
    return results


def _down(house: House, name: str, at: datetime, fault: SourceDown) -> dict[str, str]:
    source = next(one for one in sources_of(house.settings) if one.name == name)
    detail = " ".join(fault.facts[1:])
    remember(house, source, at, error=detail)
    return asdict(RunHole(fault.code, name, detail))


def harvest_to_plain(harvest: Harvest) -> Results:
    """A harvest as plain data."""
    return {"counts": dict(harvest.counts), "rejected": plain.dump(harvest.rejected), "stories": harvest.stories}


def add_harvest(into: Results, more: Mapping[str, Any]) -> None:
    """Add one part's harvest to a source's."""
    into["counts"] = dict(Counter(into.get("counts", {})) + Counter(more["counts"]))
    into["rejected"] = [*into.get("rejected", []), *more["rejected"]]
    into["stories"] = [*into.get("stories", []), *more["stories"]]


def survey(house: House, at: datetime, kind: str | None, most: int) -> list[Results]:
    """For each source that is on: in how many parts to take it in, at most `most` in all; a dead one has its fault."""
    found: list[Results] = []
    for source in sources_of(house.settings):
        if not source.on or kind not in (None, source.kind):
            continue
        try:
            batches = -(-sum(1 for _ in arrivals_of(house, source, at)) // BATCH) if source.kind == "folder" else 1
        except SourceDown as fault:
            found.append({"source": source.name, "fault": _down(house, source.name, at, fault)["detail"]})
            continue
        found.append({"source": source.name, "parts": max(1, batches)})
    live = [one for one in found if "parts" in one]
    share = max(1, most // max(1, len(live)))
    for one in live:
        one["parts"] = min(one["parts"], share)
    return found


def gather_part(house: House, name: str, part: int, parts: int, at: datetime) -> Results:
    """Take in every `parts`-th batch of a source, from number `part` on."""
    source = next(one for one in sources_of(house.settings) if one.name == name)
    harvest = Harvest()
    with door(house) as how:
        for batch in islice(in_batches(arrivals_of(house, source, at)), part, None, parts):
            harvest.add(take_batch(house, batch, source.name, at, how))
    remember(house, source, at, new=bool(harvest.stories))
    return harvest_to_plain(harvest)


def join(house: House, at: datetime) -> int:
    """Stories of the same event find each other; gives how many pairs are new."""
    from flows.joining import join_alike

    return join_alike(house, at)


def plan(house: House, day: date, at: datetime) -> list[str]:
    """Drafts for the shows that air soon; gives the ids of rundowns to render."""
    from flows.drafting import plan_drafts

    return plan_drafts(house, day, at)


def render(house: House, rundown: str, at: datetime) -> Results:
    """Documents and the package of one rundown; a part that cannot be made is a hole, the rest is made."""
    from flows.printing import render_rundown

    return render_rundown(house, rundown, at)


def record(house: House, flow: str, day: date, began: datetime, ended: datetime, results: Results) -> str:
    """Keep the record of a run; gives its summary as Markdown."""
    counts: Counter[str] = Counter()
    for one in results.get("sources", {}).values():
        counts += Counter(one["counts"])
    counts["joined"] = results.get("joined", 0)
    counts["rundowns"] = len(results.get("rundowns", []))
    holes = [RunHole(**hole) for hole in results.get("holes", [])]
    for rundown in results.get("rundowns", []):
        holes += [RunHole("rundown_hole", rundown["id"], hole) for hole in rundown.get("faults", [])]
    house.store.record_run(Run(f"{flow}-{began.isoformat()}", flow, day, began, ended, +counts, tuple(holes)))
    from flows.summary import markdown

    return markdown(day, results)


def rejected_of(results: Results) -> list[Rejected]:
    """All that was set aside in a run."""
    return [plain.load(Rejected, one) for source in results["sources"].values() for one in source["rejected"]]


def last_half_year(today: date) -> tuple[date, date]:
    """The last whole half-year before `today`."""
    half = date(today.year, 7, 1) if today.month >= 7 else date(today.year, 1, 1)
    end = half - timedelta(days=1)
    return date(end.year, 7 if end.month == 12 else 1, 1), end


def report(house: House, first: date, last: date) -> dict[str, str]:
    """The coordination report of a period in every form; gives where each lies."""
    from flows.reporting import write_reports

    return write_reports(house, first, last)


def retrain(house: House) -> Results:
    """Retrain from the corpus and editors' corrections; a model is promoted only when it is no worse."""
    from flows.learning import retrain_models

    return retrain_models(house)


def housekeeping(house: House, at: datetime) -> Results:
    """Backup and checks of stored bytes."""
    from flows.housekeeping import tidy_up

    return tidy_up(house, at)
