"""Words for people, keyed by code; the sentences are in words.toml beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from newsroom.errors import NewsroomError
from newsroom.report import Rejected


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("newsroom") / "words.toml").read_text(encoding="utf-8"))


def say(group: str, code: str, *facts: object) -> tuple[str, str | None]:
    """The message and the hint of a code, its facts filled in; the code itself when there are no words for it."""
    entry = _words().get(group, {}).get(code)
    if entry is None:
        return " ".join([code, *map(str, facts)]), None
    padded = [*map(str, facts), *[""] * 6]
    hint = entry.get("hint")
    return entry["message"].format(*padded).replace(" ()", ""), hint.format(*padded) if hint else None


def of_fault(fault: NewsroomError) -> str:
    """One or two sentences for a fault."""
    return " ".join(filter(None, say("fault", fault.code, *fault.facts)))


def of_rejected(rejected: Rejected) -> tuple[str, str | None]:
    """Message and hint for a rejected document."""
    return say("rejected", rejected.why, rejected.detail)
