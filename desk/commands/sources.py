"""`nhipcau sources probe`: ask every source once and say which live, without keeping anything."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from newsroom.errors import BadSettings

group = typer.Typer(help="Nguồn tin trong config/station.toml.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.add_typer(group, name="sources")


@group.callback()
def root() -> None:
    """Nguồn tin trong config/station.toml."""


@group.command("probe")
def probe(
    only: Annotated[str | None, typer.Argument(metavar="[ID]", help="Chỉ thử một nguồn.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Mỗi nguồn một dòng JSON.")] = False,
) -> None:
    """Ask each source once; exit 1 when one of them does not answer with documents."""
    from flows import settings

    station = settings.load()
    sources = station.raw.get("sources", [])
    if not isinstance(sources, list):
        raise BadSettings(station.path or "-", "sources", "phải là các bảng [[sources]]")
    failed = False
    for source in sources:
        if only is None or source.get("id") == only:
            row = _ask(source, station.table("fetch"))
            failed |= not row["ok"]
            mark = "sống" if row["ok"] else "hỏng"
            print(json.dumps(row, ensure_ascii=False) if as_json else f"{row['id']}: {mark} ({row['detail']})", flush=True)
    if not sources:
        print("Chưa có nguồn nào trong cài đặt.", file=sys.stderr)
    raise typer.Exit(1 if failed else 0)


def _ask(source: dict[str, Any], limits: dict[str, Any]) -> dict[str, Any]:
    """One source's answer: how many entries or links it gave, or what is wrong."""
    from extractors import markup, page
    from extractors.encodings import detect
    from extractors.fetch import Fetcher, Memory

    url = str(source["url"])
    fetcher = Fetcher(
        frozenset({urlsplit(url).hostname or ""}),
        frozenset(limits.get("allow_local", [])),
        interval_s=float(limits.get("interval_s", 2.0)),
    )
    answer = fetcher.fetch(url, Memory(), datetime.now(UTC), robots=source.get("kind") != "feed")
    row = {
        "id": source.get("id", url),
        "url": answer.url,
        "ok": False,
        "found": 0,
        "detail": answer.detail or answer.why or "",
    }
    if answer.outcome != "new":
        return row
    if source.get("kind") == "feed":
        import feedparser

        row["found"] = len(feedparser.parse(answer.data).entries)
    else:
        root = markup.parse(detect.decode(answer.data).text)
        row["found"] = len(page.links(root, answer.url, str(source.get("links", "a"))))
    return row | {"ok": bool(row["found"]), "detail": f"{row['found']} mục"}
