"""`nhipcau up`: everything a newsroom needs on one machine, started, watched and started again when it falls.

Parts: Prefect's server (SQLite under the data folder, or PostgreSQL by `prefect.database`), a worker of the process pool, the
schedules of prefect.yaml, the desk. All telemetry is off. A flow run whose process died is marked crashed and run again.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from flows.settings import Settings
from newsroom.errors import StoreDown

POOL = "nhipcau"
_PROJECT = Path(__file__).resolve().parent.parent
_SICK_S = 30.0
"""How often dead runs are looked for."""


@dataclass(slots=True)
class Part:
    """One child process: how to start it, and when it last was."""

    name: str
    command: list[str]
    child: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    falls: int = 0
    after: float = field(default=0.0)

    def running(self) -> bool:
        """Whether its process lives."""
        return self.child is not None and self.child.poll() is None


def environment(settings: Settings) -> dict[str, str]:
    """The environment of Prefect's parts: closed network, own folder, long start-up, small database."""
    table = settings.table("prefect")
    port = int(table.get("port", 4200))
    home = settings.home / "prefect"
    values = {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        "PREFECT_LOGGING_LEVEL": str(table.get("log_level", "INFO")),
        "NHIPCAU_HOME": str(settings.home),
        "NHIPCAU_DATABASE": settings.database,
        "NHIPCAU_FILES": settings.files,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(_PROJECT), os.environ.get("PYTHONPATH", "")])),
    }
    if settings.path:
        values["NHIPCAU_CONFIG"] = str(settings.path)
    if table.get("database"):
        values["PREFECT_SERVER_DATABASE_CONNECTION_URL"] = str(table["database"])
    return values


def parts_of(settings: Settings, *, server: bool = True, worker: bool = True, desk: bool = True) -> list[Part]:
    """The parts to run, in the order they are started."""
    python = [sys.executable, "-m"]
    found = []
    if server:
        found.append(Part("máy chủ lịch chạy", [*python, "prefect", "server", "start"]))
    if worker:
        found.append(Part("máy chạy việc", [*python, "prefect", "worker", "start", "--pool", POOL, "--type", "process"]))
    if desk and find_spec("desk.web") is not None:
        host, port = settings.table("desk").get("host", "127.0.0.1"), int(settings.table("desk").get("port", 8400))
        found.append(Part("bàn biên tập", [*python, "uvicorn", "desk.web:app", "--host", str(host), "--port", str(port)]))
    return found


class Supervisor:
    """Starts the parts, watches them, starts again what falls (waiting longer each time), stops all on a signal."""

    def __init__(self, settings: Settings, parts: list[Part], say: Callable[[str], None]) -> None:
        self.settings = settings
        self.parts = parts
        self.say = say
        self.values = os.environ | environment(settings)
        self.logs = settings.home / "logs"
        self.stopping = False
        self.reviving = bool(settings.table("prefect").get("revive", True))

    def run(self) -> None:
        """Work until a signal says stop."""
        self.logs.mkdir(parents=True, exist_ok=True)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        looked = 0.0
        try:
            self._start_all()
            while not self.stopping:
                self._mend()
                if self.reviving and time.monotonic() - looked > _SICK_S:
                    looked = time.monotonic()
                    self._rerun_dead()
                time.sleep(0.5)
        finally:
            self._stop_all()

    def _start_all(self) -> None:
        for part in self.parts:
            self._start(part)
            if "server" in part.command:
                wait_for(self.values["PREFECT_API_URL"], lambda: self.stopping)
                set_up(self.values)

    def _start(self, part: Part) -> None:
        log = (self.logs / f"{'-'.join(part.command[2:4])}.log").open("ab")
        with log:
            part.child = subprocess.Popen(
                part.command, env=self.values, stdout=log, stderr=log, start_new_session=True, cwd=self.settings.home
            )
        part.started = time.monotonic()
        self.say(f"Đã bật {part.name} (số hiệu {part.child.pid}).")

    def _mend(self) -> None:
        for part in self.parts:
            if part.running() or self.stopping:
                continue
            if part.after == 0.0:
                lived = time.monotonic() - part.started
                part.falls = 1 if lived > 60 else part.falls + 1
                part.after = time.monotonic() + min(60.0, 2.0**part.falls)
                self.say(f"{part.name} vừa dừng; bật lại sau {min(60, 2**part.falls)} giây.")
            elif time.monotonic() >= part.after:
                part.after = 0.0
                self._start(part)

    def _rerun_dead(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "flows.revive"], env=self.values, capture_output=True, text=True, timeout=120, check=False
        )
        for line in done.stdout.splitlines():
            self.say(line)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _stop_all(self) -> None:
        for part in reversed(self.parts):
            stop(part)
        self.say("Đã dừng tất cả.")


def stop(part: Part, patience: float = 15.0) -> None:
    """Stop a part and everything it started."""
    if part.child is None:
        return
    if part.running():
        part.child.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            part.child.wait(patience)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(part.child.pid, signal.SIGKILL)
    part.child.wait()


def wait_for(api: str, given_up: Callable[[], bool], most: float = 180.0) -> None:
    """Wait until the server answers; raises StoreDown when it never does."""
    end = time.monotonic() + most
    while time.monotonic() < end and not given_up():
        try:
            with urlopen(f"{api}/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.5)
    if not given_up():
        raise StoreDown("Prefect", f"không trả lời ở {api}")


def set_up(values: Mapping[str, str]) -> None:
    """Make the work pool, the concurrency limit and the deployments; again changes nothing. Raises StoreDown."""
    python = [sys.executable, "-m", "prefect", "--no-prompt"]
    steps = (
        [*python, "work-pool", "create", POOL, "--type", "process", "--overwrite"],
        [*python, "global-concurrency-limit", "create", "nhipcau-daily", "--limit", "1"],
        [*python, "deploy", "--all", "--prefect-file", str(_PROJECT / "prefect.yaml")],
    )
    for step in steps:
        done = subprocess.run(step, env=dict(values), capture_output=True, text=True, cwd=_PROJECT, timeout=300, check=False)
        if done.returncode and "already exists" not in done.stdout + done.stderr:
            raise StoreDown("Prefect", (done.stderr or done.stdout).strip()[-300:])


def run(settings: Settings, say: Callable[[str], None], *, desk: bool = True) -> None:
    """Run everything until stopped."""
    Supervisor(settings, parts_of(settings, desk=desk), say).run()
