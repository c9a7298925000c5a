"""Child processes that read: started when needed, used again, killed when they hang."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent
_JOBS = 300
"""A child is replaced after so many documents, so that no library's leak grows."""
_FIRST = 15.0
"""Seconds a child has to say which kind it found."""
_LONGEST_LINE = 256_000_000


class Worker:
    """One child process."""

    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH", "")]))
        env = os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}
        self._child = subprocess.Popen(
            [sys.executable, "-m", "extractors.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=env,
        )
        self._left = _JOBS
        self._buffer = bytearray()

    @property
    def worn(self) -> bool:
        """Whether this child should not be used again."""
        return self._left <= 0 or self._child.poll() is not None

    def ask(self, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The answers to a request; ends with one that has `done` or `refused`."""
        self._left -= 1
        deadline = time.monotonic() + _FIRST
        try:
            assert self._child.stdin is not None
            self._child.stdin.write(json.dumps(request).encode() + b"\n")
            self._child.stdin.flush()
        except BrokenPipeError:
            self.kill()
            yield {"refused": "unreadable", "detail": "trình đọc dừng đột ngột"}
            return
        kind: str | None = None
        while True:
            answer = self._line(deadline, kind)
            if "started" in answer:
                kind = answer["started"]
                deadline = time.monotonic() + answer["seconds"]
            yield answer
            if _is_last(answer):
                return

    def _line(self, deadline: float, kind: str | None) -> dict[str, Any]:
        while (end := self._buffer.find(b"\n")) < 0:
            chunk = self._chunk(deadline)
            if chunk is None or len(self._buffer) > _LONGEST_LINE:
                self.kill()
                return {"refused": "timeout" if chunk is None else "too_large", "detail": "", "kind": kind}
            if not chunk:
                self.kill()
                late = self._child.returncode == -signal.SIGXCPU
                return {
                    "refused": "timeout" if late else "unreadable",
                    "detail": "" if late else "trình đọc dừng đột ngột",
                    "kind": kind,
                }
            self._buffer += chunk
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _chunk(self, deadline: float) -> bytes | None:
        """The next bytes, none when the child has ended, None when time is up."""
        assert self._child.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._child.stdout, selectors.EVENT_READ)
            if not selector.select(max(0.0, deadline - time.monotonic())):
                return None
        return os.read(self._child.stdout.fileno(), 1 << 20)

    def kill(self) -> None:
        """End the child and all it started."""
        self._left = 0
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()


def _is_last(answer: dict[str, Any]) -> bool:
    return "found" not in answer and ("done" in answer or "refused" in answer)


class Pool:
    """Children for several threads; as many as are asked for at once."""

    def __init__(self) -> None:
        self._idle: list[Worker] = []
        self._lock = threading.Lock()

    def ask(self, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The answers of some child; the child is killed when the asker stops listening before the end."""
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        worker = worker or Worker()
        ended = False
        try:
            for answer in worker.ask(request):
                ended = _is_last(answer)
                yield answer
        finally:
            self._give_back(worker, ended)

    def _give_back(self, worker: Worker, ended: bool) -> None:
        if not ended or worker.worn:
            worker.kill()
            return
        with self._lock:
            self._idle.append(worker)

    def close(self) -> None:
        """End all children that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.kill()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
