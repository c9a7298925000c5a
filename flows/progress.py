"""How a job tells what it is doing: a function that takes a step's name and how far it is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

Tell = Callable[[str, int, int], None]
"""Called with a step in words, how many are done and how many there are (0: not known)."""


def silent(step: str, done: int, total: int) -> None:
    """Say nothing."""


def on_terminal() -> Tell:
    """Progress on stderr: one line a step, rewritten at most five times a second; plain lines when it is no terminal."""
    last_at, last_step = 0.0, ""
    live = sys.stderr.isatty()

    def tell(step: str, done: int, total: int) -> None:
        nonlocal last_at, last_step
        now = time.monotonic()
        finished = total and done >= total
        if step == last_step and not finished and now - last_at < (0.2 if live else 5.0):
            return
        new_line = step != last_step and last_step and live
        share = f" {done}/{total}" if total else f" {done}" if done else ""
        print(
            f"{chr(10) if new_line else ''}{chr(13) if live else ''}  {step}…{share}",
            end="" if live else "\n",
            file=sys.stderr,
            flush=True,
        )
        last_at, last_step = now, step
        if finished and live:
            print(file=sys.stderr)
            last_step = ""

    return tell
