"""Home communes written short or with one letter wrong."""

from __future__ import annotations

from functools import cache

from nlp.gazetteer import HOME, Unit, gazetteer
from nlp.place_words import COMMUNE, RANK


@cache
def _short_names() -> dict[str, set[str]]:
    short: dict[str, set[str]] = {}
    for name in home_names(COMMUNE):
        for unit in home_names(COMMUNE)[name]:
            syllables = unit.name.lower().split()
            if len(syllables) > 1:
                for whole in range(len(syllables)):
                    letters = "".join(part[0] for part in syllables[: len(syllables) - whole])
                    if len(letters) > 1:
                        short.setdefault(letters + "".join(syllables[len(syllables) - whole :]), set()).add(name)
    return short


def by_initials(written: str) -> tuple[Unit, ...]:
    """The home communes with these first letters, when only one name has them."""
    names = _short_names().get(written, ())
    return home_names(COMMUNE)[next(iter(names))] if len(names) == 1 else ()


@cache
def home_names(rank: int) -> dict[str, tuple[Unit, ...]]:
    """Keys of the names of the home provinces' units of a rank."""
    return {
        key: home
        for key, units in gazetteer().by_key.items()
        if (home := tuple(unit for unit in units if unit.province in HOME and RANK[unit.level] == rank))
    }


def one_apart(left: str, right: str) -> bool:
    """Whether one insertion, deletion or substitution turns one into the other."""
    if len(left) > len(right):
        left, right = right, left
    for at, letter in enumerate(left):
        if letter != right[at]:
            return left[at:] == right[at + 1 :] or left[at + 1 :] == right[at + 1 :]
    return True
