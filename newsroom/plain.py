"""Nouns to plain data (dicts, lists, numbers, ISO strings) and back, by cattrs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, TypeVar

import cattrs

Noun = TypeVar("Noun")


def _day_or_moment(value: str) -> date | datetime:
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


def _make() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=False)
    converter.register_unstructure_hook(datetime, lambda value: value.isoformat())
    converter.register_unstructure_hook(date, lambda value: value.isoformat())
    converter.register_unstructure_hook(MappingProxyType, dict)
    converter.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value))
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_structure_hook(
        date | datetime | None, lambda value, _: None if value is None else _day_or_moment(value)
    )
    return converter


_converter = _make()


def dump(noun: object) -> Any:
    """Plain data of a noun (or of a list of nouns)."""
    return _converter.unstructure(noun)


def load(kind: type[Noun], data: Mapping[str, Any]) -> Noun:
    """The noun that `dump` gave as `data`; raises cattrs.BaseValidationError when the shape does not fit."""
    return _converter.structure(data, kind)
