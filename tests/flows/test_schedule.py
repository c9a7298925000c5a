"""The flows on real Prefect: server, deployments and a worker on loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows import settings as station_settings
from flows import up
from tests.flows.test_day import station

PROJECT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_every_deployment_is_a_flow_of_the_module_and_runs_on_the_stations_clock() -> None:
    """prefect.yaml deploys by module, every schedule is in Asia/Ho_Chi_Minh, and late runs never pile up."""
    import flows.schedule as schedule

    for deployment in yaml.safe_load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]:
        module, _, name = deployment["entrypoint"].rpartition(".")
        assert module == "flows.schedule"
        assert hasattr(getattr(schedule, name), "fn")
        assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
        assert all(one["timezone"] == "Asia/Ho_Chi_Minh" for one in deployment.get("schedules", []))


@pytest.fixture
def prefect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A Prefect server with the deployments and one worker; gives the environment that reaches it."""
    station(tmp_path, monkeypatch, f"[prefect]\nport = {free_port()}\n")
    monkeypatch.setenv("NHIPCAU_HOME", str(tmp_path / "home"))
    found = station_settings.load()
    found.home.mkdir(parents=True, exist_ok=True)
    values = os.environ | up.environment(found)
    parts = up.parts_of(found, desk=False)
    try:
        for part in parts:
            part.child = subprocess.Popen(
                part.command,
                env=values,
                cwd=found.home,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            if "server" in part.command:
                up.wait_for(values["PREFECT_API_URL"], lambda: False)
                up.set_up(values)
                up.set_up(values)
        yield values
    finally:
        for part in reversed(parts):
            up.stop(part, patience=3)


def ask(values: dict[str, str], code: str) -> str:
    """Run a few lines of Python against the server; gives what they print."""
    done = subprocess.run([sys.executable, "-c", code], env=values, capture_output=True, text=True, cwd=PROJECT, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


START = """
from prefect.deployments import run_deployment
print(run_deployment("daily/daily", parameters={"day": "2026-11-24"}, timeout=0).id)
"""
STATE = """
import asyncio, sys
from prefect.client.orchestration import get_client
async def main():
    async with get_client() as client:
        for run in sorted(await client.read_flow_runs(), key=lambda run: run.created):
            print(run.id, run.state.type.value, run.infrastructure_pid, run.state.name, sep="|")
asyncio.run(main())
"""


def runs(values: dict[str, str]) -> list[list[str]]:
    """(id, state type, pid, state name) of the flow runs that are not waiting for their hour, oldest first."""
    rows = [line.split("|") for line in ask(values, STATE).splitlines()]
    return [row for row in rows if row[3] != "Scheduled" or row[2] != "None"]


def wait(values: dict[str, str], wanted: Any, most: float = 240) -> list[list[str]]:
    """Wait until the runs are as wanted."""
    end = time.monotonic() + most
    while True:
        rows = runs(values)
        if wanted(rows):
            return rows
        assert time.monotonic() < end, rows
        time.sleep(2)


@pytest.mark.skipif(
    os.environ.get("NHIPCAU_TEST_SERVER") != "1", reason="bật máy chủ Prefect: NHIPCAU_TEST_SERVER=1 (vài phút)"
)
def test_a_scheduled_day_runs_and_a_dead_one_is_marked_and_run_again(prefect: dict[str, str]) -> None:
    """A run whose process was killed is marked crashed and replaced by one that finishes; its work is all there."""
    first = ask(prefect, START).splitlines()[-1]
    rows = wait(prefect, lambda rows: any(row[0] == first and row[1] == "RUNNING" and row[2] != "None" for row in rows))
    pid = int(next(row for row in rows if row[0] == first)[2].rpartition(":")[2])
    os.kill(pid, signal.SIGKILL)
    wait(prefect, lambda rows: any(row[0] == first and row[1] in ("CRASHED", "RUNNING") for row in rows))
    told = ""
    while "chạy lại" not in told:
        told += ask(prefect, "import runpy; runpy.run_module('flows.revive', run_name='__main__')")
    rows = wait(prefect, lambda rows: any(row[1] == "COMPLETED" for row in rows))
    states = {row[0]: row[1] for row in rows}
    assert states[first] == "CRASHED", rows
    assert list((Path(prefect["NHIPCAU_HOME"]) / "out").rglob("manifest.json"))
