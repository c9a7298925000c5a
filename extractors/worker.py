"""The child process that opens outside bytes: one request a line on stdin, answers as JSON lines on stdout.

It limits its own memory and processor time before reading, so that the worst file costs one child. This is one of the two
edges where every exception is caught: whatever a reader does, the parent gets an answer.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

MEMORY = 900_000_000
"""Most bytes of private memory a reader may hold, in itself and in each program it starts."""
_HARD_MEMORY = 4_000_000_000


def main() -> None:
    """Answer requests until stdin ends."""
    answers = os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, _HARD_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin.buffer:
        for answer in _answers(json.loads(line)):
            _send(answers, answer)


def _send(answers: IO[bytes], answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    answers.flush()


def _answers(request: dict[str, Any]) -> Any:
    kind: str | None = None
    try:
        from extractors.kinds import KINDS
        from extractors.read import kind_for, read

        about = about_of(request)
        path = Path(request["path"])
        kind = kind_for(path, about, request.get("kind"))
        seconds = KINDS[kind].seconds
        _limit_processor(seconds)
        yield {"started": kind, "seconds": seconds}
        for found in read(path, kind, about):
            yield {"found": type(found).__name__, **_plain(asdict(found))}
        yield {"done": kind}
    except MemoryError:
        yield {"refused": "too_large", "detail": "quá bộ nhớ cho phép", "kind": kind}
    except BaseException as error:
        yield _refusal(error, kind)
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise


def _refusal(error: BaseException, kind: str | None) -> dict[str, Any]:
    from extractors.draft import Refused

    if isinstance(error, Refused):
        return {"refused": error.why, "detail": error.detail, "kind": kind}
    if type(error).__module__.startswith("numpy") and "Memory" in type(error).__name__:
        return {"refused": "too_large", "detail": "quá bộ nhớ cho phép", "kind": kind}
    return {"refused": "unreadable", "detail": f"{type(error).__name__}: {error}"[:200], "kind": kind}


def _limit_processor(seconds: float) -> None:
    used = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 2, resource.RLIM_INFINITY))


def about_of(request: dict[str, Any]) -> Any:
    """The About of a request as the parent sent it."""
    from extractors.draft import About

    received = request.get("received_at")
    return About(
        name=request["name"],
        scratch=Path(request["scratch"]),
        zone=ZoneInfo(request.get("zone", "Asia/Ho_Chi_Minh")),
        received_at=datetime.fromisoformat(received) if received else None,
        link=request.get("link"),
        media_type=request.get("media_type"),
        options=request.get("options", {}),
    )


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Path) else value for name, value in data.items()}


if __name__ == "__main__":
    main()
