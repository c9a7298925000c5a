"""The classes of a story as data: labels.toml, one block each."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def labels() -> tuple[dict[str, Any], ...]:
    """The blocks of labels.toml, in their order."""
    return tuple(tomllib.loads((files("nlp") / "labels.toml").read_text(encoding="utf-8"))["label"])


def names() -> dict[str, str]:
    """Class id → the full name people see."""
    return {label["id"]: label["name"] for label in labels()}
