"""Rundowns kept in the store, for the command line: thin hooks that call the flows.

Each function asks `flows.rundowns` (wired by the daily flow) and says plainly when there is none.
"""

from __future__ import annotations

import importlib
from typing import Any

from newsroom.errors import Missing, NotFound
from newsroom.rundown import Rundown


def _flows() -> Any:
    try:
        return importlib.import_module("flows.rundowns")
    except ModuleNotFoundError as error:
        raise Missing("flows.rundowns", "nối kho tin vào phần kịch bản") from error


def kept(name: str) -> Rundown:
    """The newest version of a rundown by its id; raises NotFound."""
    found: Rundown | None = _flows().get(name)
    if found is None:
        raise NotFound("kịch bản", name)
    return found
