"""`nhipcau ingest`: files, folders, letters and archives in; one line a document, what became of it and why."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsroom.errors import NotFound
from newsroom.words import of_rejected, say

if TYPE_CHECKING:
    from newsroom.report import Rejected, Report


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("ingest", help="Nhận tệp, thư mục, thư, gói nén: cái gì thành tin, cái gì để riêng và vì sao.")(ingest)


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Tệp hoặc thư mục.")],
    as_json: Annotated[bool, typer.Option("--json", help="Mỗi tài liệu một dòng JSON.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ đọc thử, không lưu gì.")] = False,
    workers: Annotated[int, typer.Option(help="Số tiến trình đọc cùng lúc.", min=1)] = max(1, min(os.cpu_count() or 1, 8)),
) -> None:
    """Take every document in PATH... and say what became of it."""
    from flows import ingest as flow

    missing = [path for path in paths if not path.exists()]
    if len(missing) == len(paths):
        raise NotFound("tệp", ", ".join(map(str, missing)))
    failed = bool(missing)
    for path in missing:
        print(say("fault", "no_file", path)[0], file=sys.stderr)
    for outcome, found in flow.take_in([path for path in paths if path.exists()], workers=workers, keep_it=not dry_run):
        failed |= outcome == "rejected"
        row = line_of(outcome, found)
        print(json.dumps(row, ensure_ascii=False) if as_json else sentence(row), flush=True)
        if outcome == "rejected" and as_json:
            print(sentence(row), file=sys.stderr)
    raise typer.Exit(1 if failed else 0)


def line_of(outcome: str, found: Report | Rejected) -> dict[str, Any]:
    """The public shape of one document that came in."""
    from newsroom.plain import dump
    from newsroom.report import Rejected

    row: dict[str, Any] = {
        "path": found.path, "inside": found.inside, "outcome": outcome, "blob": found.blob, "kind": found.kind,
        "link": None, "title": "", "text": "", "tables": [], "published": None, "author": None, "meta": {},
        "repairs": [], "skipped": [], "why": None, "message": None, "hint": None,
    }  # fmt: skip
    if isinstance(found, Rejected):
        message, hint = of_rejected(found)
        return row | {"why": found.why, "message": message, "hint": hint, "detail": found.detail}
    data = dump(found)
    kept = (
        "id",
        "link",
        "title",
        "text",
        "tables",
        "published",
        "author",
        "meta",
        "skipped",
        "assets",
        "reader",
        "content_hash",
    )
    row |= {name: data[name] for name in kept}
    row["repairs"] = [{name: value for name, value in one.items() if value is not None} for one in data["repairs"]]
    if outcome == "duplicate":
        row["message"] = say("ingest", "duplicate")[0]
    return row


def sentence(row: dict[str, Any]) -> str:
    """One line for people."""
    where = row["path"] if row["inside"] is None else f"{row['path']}!/{row['inside']}"
    if row["outcome"] == "rejected":
        return f"{where}: {row['message']} {row['hint'] or ''}".rstrip()
    words, _ = say("ingest", row["outcome"])
    title = row["title"] or (row["text"][:60] + "…" if row["text"] else "")
    extra = "".join(f" [{gap}]" for gap in row["skipped"])
    return f"{where}: {words} {title}{extra}".rstrip()
