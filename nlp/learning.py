"""Retraining the classifier from the corpus and editors' corrections, with versions, and promotion only when nothing got worse.

Corrections never touch the corpus: they come as plain data with every retraining. A fifth of them, told by their texts
alone, is held back to judge by. The folder given holds one file a version and `active`, the name of the one in force.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from newsroom.facts import CLASSES
from nlp.class_teach import Lesson, lessons, shipped, taught_model
from nlp.classify import MODEL, Model, judge, load, put_in_force, save
from nlp.corpus.form import part
from nlp.source import source_of

_HELD = 5
_WORTH = 3
"""A correction counts as so many corpus items: an editor of this house has said it."""


@dataclass(frozen=True, slots=True)
class ClassCorrection:
    """An editor's word on the class of one text; `primary` a class of CLASSES, `published` an ISO day."""

    id: str
    title: str
    text: str
    primary: str
    published: str | None = None
    sender_type: str = "other"


@dataclass(frozen=True, slots=True)
class Training:
    """What a retraining came to: shares right of the model in force and of the new one, on the two sets that judge."""

    version: str
    promoted: bool
    learnt: int
    held: int
    dev_before: float
    dev_after: float
    held_before: float
    held_after: float
    seconds: float


def retrain(corrections: Iterable[ClassCorrection], folder: Path) -> Training:
    """Teach a new version into `folder`; it becomes the active one only if no worse on both sets.

    A later correction of the same text replaces an earlier one; raises ValueError on a class nobody knows.
    """
    began = perf_counter()
    latest = _latest(corrections)
    held = [one for one in latest if _held(one)]
    taught = [_lesson(one) for one in latest if not _held(one)]
    made = taught_model([*lessons(shipped()), *taught * _WORTH])
    judges, held_lessons = lessons(part("dev"), careless=False), [_lesson(one) for one in held]
    before = (right(active(folder), judges), right(active(folder), held_lessons))
    after = (right(made, judges), right(made, held_lessons))
    better = after[0] >= before[0] and after[1] >= before[1]
    made = replace(made, report={"dev": round(after[0], 4), "held": round(after[1], 4), "corrections": len(taught)})
    save(folder / f"{made.version}.gz", made)
    if better:
        promote(folder, made.version)
    return Training(
        made.version, better, len(taught), len(held), before[0], after[0], before[1], after[1], perf_counter() - began
    )


def promote(folder: Path, version: str) -> None:
    """Put a version in force; raises FileNotFoundError when the folder has none of that name."""
    if not (folder / f"{version}.gz").is_file():
        raise FileNotFoundError(folder / f"{version}.gz")
    note = folder / "active.new"
    note.write_text(version, encoding="utf-8")
    note.replace(folder / "active")


def versions(folder: Path) -> list[str]:
    """The versions kept in a folder, oldest first."""
    return [path.stem for path in sorted(folder.glob("*.gz"), key=lambda path: path.stat().st_mtime)]


def active(folder: Path) -> Model:
    """The model in force in a folder; the one that ships with the project when none was promoted there."""
    note = folder / "active"
    return load(folder / f"{note.read_text(encoding='utf-8').strip()}.gz") if note.is_file() else load(MODEL)


def use(folder: Path) -> None:
    """Read with the version in force in a folder from now on, in this process."""
    note = folder / "active"
    put_in_force(folder / f"{note.read_text(encoding='utf-8').strip()}.gz" if note.is_file() else None)


def right(judged: Model, taught: Sequence[Lesson]) -> float:
    """The share of lessons whose class a model gives; 1.0 for no lessons."""
    hits = sum(judge(lesson.source, lesson.found, judged).primary == lesson.primary for lesson in taught)
    return hits / len(taught) if taught else 1.0


def _latest(corrections: Iterable[ClassCorrection]) -> list[ClassCorrection]:
    kept = {(one.title, one.text): one for one in corrections}
    for one in kept.values():
        if one.primary not in CLASSES:
            raise ValueError(one.primary)
    return [kept[place] for place in sorted(kept)]


def _held(one: ClassCorrection) -> bool:
    return hashlib.sha256(f"{one.title}\n{one.text}".encode()).digest()[0] % _HELD == 0


def _lesson(one: ClassCorrection) -> Lesson:
    from nlp.pipeline import reader

    record = {"id": f"correction {one.id}", "title": one.title, "text": one.text, "published": one.published}
    source = source_of(record | {"sender_type": one.sender_type})
    return Lesson(source, reader().found(source), one.primary)
