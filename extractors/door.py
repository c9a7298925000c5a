"""The one way in: a file, or bytes, becomes Reports and Rejecteds; what is inside containers too.

Reading happens in child processes (`extractors.pool`). Bytes are never changed: a report's `blob` is the SHA-256 of what came.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from extractors.kinds import KINDS
from extractors.pool import Pool
from newsroom.report import Asset, Provenance, Rejected, Repair, Report

MAX_DEPTH = 4
"""Archives within archives within letters: deeper than this is a bomb, not a report."""
MAX_CHILDREN = 5_000


@dataclass(frozen=True, slots=True)
class Taken:
    """How things are taken: the pool of children, the zone of naive times, the settings of the room."""

    pool: Pool
    zone: str = "Asia/Ho_Chi_Minh"
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(slots=True)
class _Place:
    """Where in a document we are: the outermost path and blob, the way inside, how deep, how many seen."""

    path: str
    blob: str
    provenance: tuple[Provenance, ...]
    link: str | None
    counted: list[int]
    inside: str | None = None
    depth: int = 0

    def below(self, inside: str) -> _Place:
        joined = inside if self.inside is None else f"{self.inside}!/{inside}"
        return replace(self, inside=joined, depth=self.depth + 1)


def take(
    source: Path | bytes,
    provenance: Provenance,
    how: Taken,
    *,
    name: str | None = None,
    link: str | None = None,
    media_type: str | None = None,
) -> Iterator[Report | Rejected]:
    """Every document in `source`, in order; `name` is the file name or address it came under (a path's own by default)."""
    scratch = Path(tempfile.mkdtemp(prefix="nhipcau-"))
    try:
        path = source if isinstance(source, Path) else _put(scratch, source)
        shown = name or (str(source) if isinstance(source, Path) else "-")
        place = _Place(shown, blob_of(path), (provenance,), link, [0])
        yield from _open(path, Path(shown).name or shown, place, how, scratch, media_type)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def take_many(
    paths: Iterable[tuple[Path, Provenance]], how: Taken, workers: int = 2
) -> Iterator[tuple[Path, list[Report | Rejected]]]:
    """`take` for many files on several children at once; results come in the order of the paths."""
    waiting: list[tuple[Path, Future[list[Report | Rejected]]]] = []
    with ThreadPoolExecutor(workers) as threads:
        for path, provenance in paths:
            waiting.append((path, threads.submit(lambda a, b: list(take(a, b, how)), path, provenance)))
            if len(waiting) > workers * 2:
                first, future = waiting.pop(0)
                yield first, future.result()
        for first, future in waiting:
            yield first, future.result()


def blob_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _put(scratch: Path, data: bytes) -> Path:
    path = scratch / "0"
    path.write_bytes(data)
    return path


def _open(
    path: Path, name: str, place: _Place, how: Taken, scratch: Path, media_type: str | None = None
) -> Iterator[Report | Rejected]:
    below = Path(tempfile.mkdtemp(dir=scratch))
    reports: list[Report] = []
    children: list[dict[str, Any]] = []
    refusal: Rejected | None = None
    for answer in how.pool.ask(_request(path, name, place, how, below, media_type)):
        if answer.get("found") == "Draft":
            reports.append(_report(answer, place))
        elif answer.get("found") == "Child":
            children.append(answer)
        elif "refused" in answer:
            refusal = _rejected(place, answer.get("kind"), answer["refused"], answer.get("detail", ""))
    if refusal is not None:
        yield from (reports if place.depth == 0 and len(reports) > 1 else ())
        yield refusal
        return
    found = [item for child in children for item in _child(child, place, how, below)]
    assets = tuple(item for item in found if isinstance(item, Asset))
    if reports and assets:
        reports[0] = replace(reports[0], assets=reports[0].assets + assets)
    yield from reports
    yield from (item for item in found if not isinstance(item, Asset))
    shutil.rmtree(below, ignore_errors=True)


def _child(child: dict[str, Any], place: _Place, how: Taken, scratch: Path) -> Iterator[Report | Rejected | Asset]:
    within = place.below(child["inside"])
    place.counted[0] += 1
    if child["refused"]:
        yield _rejected(within, None, child["refused"], child["detail"])
    elif within.depth > MAX_DEPTH or place.counted[0] > MAX_CHILDREN:
        yield _rejected(within, "zip", "bomb", "lồng quá nhiều lớp" if within.depth > MAX_DEPTH else "quá nhiều tệp")
    else:
        path = Path(child["path"])
        found = list(_open(path, child["name"], within, how, scratch, child["media_type"]))
        wordless = child["optional"] and len(found) == 1 and isinstance(found[0], Rejected) and found[0].why == "no_text"
        if wordless:
            yield Asset(blob_of(path), child["name"], child["media_type"] or "application/octet-stream")
        else:
            yield from found
        path.unlink(missing_ok=True)


def _request(path: Path, name: str, place: _Place, how: Taken, scratch: Path, media_type: str | None) -> dict[str, Any]:
    received = place.provenance[0].received_at
    return {
        "path": str(path),
        "name": name,
        "scratch": str(scratch),
        "zone": how.zone,
        "received_at": received.isoformat(),
        "link": place.link if place.depth == 0 else None,
        "media_type": media_type,
        "options": dict(how.options),
    }


def _rejected(place: _Place, kind: str | None, why: str, detail: str) -> Rejected:
    return Rejected(place.path, place.inside, place.blob, kind, why, detail, place.provenance)


def _report(draft: dict[str, Any], place: _Place) -> Report:
    inside = place.below(draft["inside"]).inside if draft["inside"] else place.inside
    tables = tuple(tuple(tuple(row) for row in table) for table in draft["tables"])
    text = "\n".join(draft["paragraphs"])
    assets = tuple(
        Asset(one["sha256"], one["name"], one["media_type"], one["duration_ms"], one["note"]) for one in draft["assets"]
    )
    return Report(
        id=report_id(place.blob, inside),
        path=place.path,
        inside=inside,
        blob=place.blob,
        kind=draft["kind"],
        title=draft["title"],
        text=text,
        content_hash=content_hash(draft["title"], text, tables, assets),
        reader=f"{draft['kind']}/{KINDS[draft['kind']].version}",
        link=draft["link"] or (place.link if place.depth == 0 else None),
        tables=tables,
        published=moment(draft["published"]),
        author=draft["author"],
        meta=MappingProxyType(draft["meta"]),
        repairs=tuple(Repair(what, count) for what, count in sorted(draft["repairs"].items())),
        skipped=tuple(draft["skipped"]),
        assets=assets,
        provenance=place.provenance,
    )


def report_id(blob: str, inside: str | None) -> str:
    """The id of the document at `inside` in the file with hash `blob`."""
    return hashlib.sha256(f"{blob}\0{inside or ''}".encode()).hexdigest()[:24]


def content_hash(title: str, text: str, tables: tuple[Any, ...], assets: tuple[Asset, ...] = ()) -> str:
    """SHA-256 of what people read, so that one text through two doors has one hash; of the sounds when there is no text."""
    words = [title, text, tables] if title or text or tables else [asset.blob for asset in assets]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def moment(text: str | None) -> date | datetime | None:
    """The day or moment of an ISO text."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
