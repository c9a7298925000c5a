"""Words for people, keyed by code; the sentences are in words.toml beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from newsroom.errors import MoveRefused, NewsroomError

if TYPE_CHECKING:
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


def of_gates(closed: str) -> str:
    """Gates as a MoveRefused or RundownBlocked names them ("consent em H.; embargo 2027-01-01") in words."""
    parts = (part.partition(" ") for part in closed.split("; ") if part)
    return "; ".join(say("gate", code, detail)[0] for code, _, detail in parts)


def _of_move(fault: MoveRefused) -> str:
    reason, story, before, after, *rest = (*fault.facts, "", "", "", "")
    from newsroom.workflow import LABELS, ROLE_LABELS

    detail = of_gates(rest[0]) if reason == "gate" else ROLE_LABELS.get(rest[0], rest[0])  # type: ignore[call-overload]
    labels = [LABELS.get(state, state) for state in (before, after)]  # type: ignore[call-overload]
    return " ".join(filter(None, say("move", reason, story, *labels, detail)))


def of_fault(fault: NewsroomError) -> str:
    """One or two sentences for a fault."""
    if isinstance(fault, MoveRefused):
        return _of_move(fault)
    return " ".join(filter(None, say("fault", fault.code, *fault.facts)))


def of_rejected(rejected: Rejected) -> tuple[str, str | None]:
    """Message and hint for a rejected document."""
    return say("rejected", rejected.why, rejected.detail)
