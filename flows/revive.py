"""Flow runs whose process died: marked crashed, and run again once.

A worker that lives marks a killed run crashed by itself; when the worker died too, the run stays "Running", and the process
number Prefect notes tells. That number names no host, so this is for the runs of one machine (`prefect.revive` switches it off
where workers stand on several).
"""

from __future__ import annotations

import asyncio
import os

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Crashed, Scheduled

AGAIN = "chay-lai"
"""Tag of a run that replaces a dead one, so that a run that always dies is not run for ever."""
REPLACED = "da-chay-lai"
"""Tag of a dead run that was replaced."""


def dead(run: FlowRun) -> bool:
    """Whether the process of a run of this machine is gone."""
    pid = (run.infrastructure_pid or "").rpartition(":")[2]
    if not pid.isdecimal():
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


async def revive(client: PrefectClient) -> list[str]:
    """Mark the dead runs of this machine and start each again once; gives sentences for people."""
    told = []
    for run in await _runs(client, StateType.RUNNING):
        if dead(run):
            await client.set_flow_run_state(run.id, Crashed(message="Tiến trình đã chết, không rõ lý do."), force=True)
            told.append(f"Lượt chạy {run.name} bị chết giữa chừng, đã ghi nhận.")
    for run in await _runs(client, StateType.CRASHED):
        if run.deployment_id and not {AGAIN, REPLACED} & set(run.tags):
            again = await client.create_flow_run_from_deployment(
                run.deployment_id, parameters=run.parameters, tags=[*run.tags, AGAIN], state=Scheduled()
            )
            await client.update_flow_run(run.id, tags=[*run.tags, REPLACED])
            told.append(f"Lượt chạy {run.name} được chạy lại thành {again.name}.")
    return told


async def _runs(client: PrefectClient, state: StateType) -> list[FlowRun]:
    wanted = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[state])))
    return await client.read_flow_runs(flow_run_filter=wanted)


async def main() -> None:
    """Revive once and print what was done."""
    async with get_client() as client:
        for line in await revive(client):
            print(line)


if __name__ == "__main__":
    asyncio.run(main())
