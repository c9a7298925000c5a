"""The Prefect flows: what runs when. Each is thin; the work is plain functions that run the same without Prefect.

Tasks take and return plain data and open their own House. Retries are for outside trouble only. One task a source batch, so
that a run stays under 50 task runs however much comes in.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State, TaskRun
from prefect.concurrency.sync import concurrency
from prefect.states import Completed

from flows import day as work
from flows import house as home
from flows import settings as station
from newsroom.errors import SourceDown

MOST_BATCHES = 30
"""Source batches a run: with planning, rendering and the rest the run stays under 50 tasks."""
LIMIT = "nhipcau-daily"
"""The concurrency limit that keeps two daily runs from working at once; made at set-up."""

LEASE_S = 60.0
"""Seconds after which the limit's place of a killed run is free again (Prefect allows no less)."""


def _outside_trouble(_task: Any, _run: TaskRun, state: State[Any]) -> bool:
    """Retry only what the outside did: a dead line, never a bug and never a bad item."""
    try:
        state.result()
    except (SourceDown, ConnectionError, TimeoutError):
        return True
    except Exception:  # the edge: any other fault is for a person
        return False
    return False


_RETRIED: dict[str, Any] = {
    "retries": 2,
    "retry_delay_seconds": [20, 120],
    "retry_jitter_factor": 0.5,
    "retry_condition_fn": _outside_trouble,
}


@task(name="Gom một phần nguồn", task_run_name="gom-{source}-{part}", timeout_seconds=3600, **_RETRIED)
def gather_part(source: str, part: int, parts: int, at: str) -> dict[str, Any]:
    """Take in one part of what a source has now; gives counts and what was set aside."""
    with home.open_house() as house:
        return work.gather_part(house, source, part, parts, datetime.fromisoformat(at))


@task(name="Đếm nguồn")
def survey(at: str, kind: str | None = None) -> list[dict[str, Any]]:
    """Which sources have how many parts to take in; a dead one has its fault."""
    with home.open_house() as house:
        return work.survey(house, datetime.fromisoformat(at), kind, MOST_BATCHES)


@task(name="Ghép tin trùng sự kiện", timeout_seconds=1800)
def join(at: str) -> int:
    """Stories of the same event find each other."""
    with home.open_house() as house:
        return work.join(house, datetime.fromisoformat(at))


@task(name="Dựng kịch bản nháp", timeout_seconds=1800)
def plan(day: str, at: str) -> list[str]:
    """Drafts for the shows that air soon; gives rundown ids."""
    with home.open_house() as house:
        return work.plan(house, date.fromisoformat(day), datetime.fromisoformat(at))


@task(name="In kịch bản, đóng gói", task_run_name="in-{rundown}", timeout_seconds=3600)
def render(rundown: str, at: str) -> dict[str, Any]:
    """Documents and the package of one rundown."""
    with home.open_house() as house:
        return work.render(house, rundown, datetime.fromisoformat(at))


@task(name="Ghi sổ lượt chạy")
def record(flow_name: str, day: str, began: str, ended: str, results: dict[str, Any]) -> str:
    """Keep what the run did; gives the summary as Markdown."""
    with home.open_house() as house:
        return work.record(
            house, flow_name, date.fromisoformat(day), datetime.fromisoformat(began), datetime.fromisoformat(ended), results
        )


def _gather(at: str, kind: str | None = None) -> dict[str, Any]:
    gathered: dict[str, Any] = {"sources": {}, "holes": []}
    for found in survey(at, kind):
        name = found["source"]
        if "fault" in found:
            gathered["holes"].append({"code": "source_down", "what": name, "detail": found["fault"]})
            continue
        for part in range(found["parts"]):
            state = gather_part(name, part, found["parts"], at, return_state=True)
            if state.is_failed():
                gathered["holes"].append({"code": "source_down", "what": name, "detail": str(state.message)[:200]})
            else:
                work.add_harvest(gathered["sources"].setdefault(name, {}), state.result())
    return gathered


@flow(name="daily", flow_run_name="ngay-{day}", validate_parameters=False, retries=0)
def daily(day: str | None = None) -> State[Any]:
    """The day's work: gather, read, keep, join, plan drafts, render."""
    settings = station.load()
    began = home.now(settings)
    day = day or began.date().isoformat()
    with concurrency(
        LIMIT, occupy=1, strict=True, lease_duration=LEASE_S, timeout_seconds=timedelta(hours=2).total_seconds()
    ):
        at = began.isoformat()
        results = _gather(at)
        results["joined"] = join(at)
        results["rundowns"] = [render(rundown, at) for rundown in plan(day, at)]
        summary = record("daily", day, at, home.now(settings).isoformat(), results)
    create_markdown_artifact(key="tong-ket-ngay", markdown=summary, description=f"Tổng kết ngày {day}")
    holes = len(results["holes"])
    return Completed(name="Xong, có chỗ hở" if holes else "Xong", message=f"{holes} chỗ hở" if holes else "Đủ")


@flow(name="gather", flow_run_name="gom-{kind}", validate_parameters=False)
def gather(kind: str | None = None) -> dict[str, Any]:
    """Gather alone, from all sources or one kind (press every few hours)."""
    settings = station.load()
    began = home.now(settings)
    with concurrency(LIMIT, occupy=1, strict=True, lease_duration=LEASE_S):
        results = _gather(began.isoformat(), kind)
        results["joined"] = join(began.isoformat())
        summary = record("gather", began.date().isoformat(), began.isoformat(), home.now(settings).isoformat(), results)
    create_markdown_artifact(key="tong-ket-gom", markdown=summary)
    return results


@flow(name="package", flow_run_name="goi-{rundown}", validate_parameters=False)
def package(rundown: str) -> dict[str, Any]:
    """Documents and package of one rundown."""
    return render(rundown, home.now(station.load()).isoformat())


@task(name="Lập báo cáo phối hợp")
def make_report(start: str, end: str) -> dict[str, str]:
    """The coordination report in every form; gives where each lies."""
    with home.open_house() as house:
        return work.report(house, date.fromisoformat(start), date.fromisoformat(end))


@flow(name="report", validate_parameters=False)
def report(start: str | None = None, end: str | None = None) -> dict[str, str]:
    """The coordination report of a period; the last whole half-year when none is given."""
    today = home.today(station.load())
    first, last = work.last_half_year(today)
    return make_report(start or first.isoformat(), end or last.isoformat())


@task(name="Học từ biên tập viên", timeout_seconds=1800)
def learn() -> dict[str, Any]:
    """Retrain from the corpus and editors' corrections."""
    with home.open_house() as house:
        return work.retrain(house)


@flow(name="retrain", validate_parameters=False)
def retrain() -> dict[str, Any]:
    """Retrain; a model is promoted only when it is no worse."""
    return learn()


@task(name="Dọn dẹp, sao lưu")
def tidy(at: str) -> dict[str, Any]:
    """Backup, checks of stored bytes, old scratch files."""
    with home.open_house() as house:
        return work.housekeeping(house, datetime.fromisoformat(at))


@flow(name="housekeeping", validate_parameters=False)
def housekeeping() -> dict[str, Any]:
    """The night's tidying."""
    return tidy(home.now(station.load()).isoformat())
