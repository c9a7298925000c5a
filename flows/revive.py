"""Flow runs whose process died: marked crashed, and run again once.

A process worker notes "host:pid" of each run; on this host the pid tells. Runs of other hosts are judged by their own
supervisor.
"""

from __future__ import annotations

import asyncio
import os
import socket

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Crashed, Scheduled

AGAIN = "chay-lai"
"""Tag of a run that replaces a dead one, so that a run that always dies is not run for ever."""


def dead(run: FlowRun, host: str) -> bool:
    """Whether the process of a run of this host is gone."""
    where, _, pid = (run.infrastructure_pid or "").rpartition(":")
    if where != host or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return _zombie(int(pid))


def _zombie(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
            return stat.read().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


async def revive(client: PrefectClient, host: str) -> list[str]:
    """Mark the dead runs of this host and start each again; gives sentences for people."""
    running = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING])))
    told = []
    for run in await client.read_flow_runs(flow_run_filter=running):
        if not dead(run, host):
            continue
        await client.set_flow_run_state(run.id, Crashed(message="Tiến trình đã chết, không rõ lý do."), force=True)
        told.append(f"Lượt chạy {run.name} bị chết giữa chừng, đã ghi nhận.")
        if run.deployment_id and AGAIN not in run.tags:
            again = await client.create_flow_run_from_deployment(
                run.deployment_id, parameters=run.parameters, tags=[*run.tags, AGAIN], state=Scheduled()
            )
            told.append(f"Chạy lại thành lượt {again.name}.")
    return told


async def main() -> None:
    """Revive once and print what was done."""
    async with get_client() as client:
        for line in await revive(client, socket.gethostname()):
            print(line)


if __name__ == "__main__":
    asyncio.run(main())
