"""Commands over the store: search, quarantine, backup and restore."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content_store.answers import Quarantined
    from content_store.store import Store

quarantine = typer.Typer(help="Tài liệu bị để riêng: xem, tìm hiểu, cho đọc lại.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="In mỗi dòng một đối tượng JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("search")(search)
    app.add_typer(quarantine, name="quarantine")
    app.command("backup")(backup)
    app.command("restore")(restore)


@contextmanager
def opened() -> Iterator[Store]:
    """The store of the settings."""
    from content_store import open_store
    from flows.settings import load

    with open_store(load().database) as store:
        yield store


def search(
    words: Annotated[list[str], typer.Argument(help="Từ cần tìm, có dấu hoặc không dấu.")],
    limit: Annotated[int, typer.Option(help="Số tin nhiều nhất.")] = 20,
    state: Annotated[list[str] | None, typer.Option(help="Chỉ những trạng thái này (new, waiting, approved…).")] = None,
    as_json: Json = False,
) -> None:
    """Tìm tin: đúng dấu trước, rồi đến kết quả bỏ dấu (có ghi rõ)."""
    from content_store.lists import Wanted

    with opened() as store:
        found = store.search(" ".join(words), Wanted(states=tuple(state or ())), limit, prefix=False)
    for one in found:
        line = one.line
        if as_json:
            _print({"id": line.id, "title": line.title, "state": line.state, "primary": line.primary, "exact": one.exact})
        else:
            from newsroom.workflow import State

            mark = "" if one.exact else "  (bỏ dấu)"
            typer.echo(f"{line.id}  [{State(line.state).label}]  {line.title}{mark}")
    if not found:
        print("Không tìm thấy tin nào.", file=sys.stderr)


@quarantine.command("list")
def quarantine_list(
    why: Annotated[str | None, typer.Option(help="Chỉ một lý do (truncated, encrypted…).")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Cả những tài liệu đã đọc được sau đó.")] = False,
    as_json: Json = False,
) -> None:
    """Kê tài liệu bị để riêng, mới nhất trước."""
    with opened() as store:
        found = store.quarantine(None, why) if everything else (*store.to_redrive(), *store.quarantine("waiting", why))
    for one in found:
        if as_json:
            _print(_plain(one))
        else:
            typer.echo(f"{one.id[:12]}  {one.last_at:%Y-%m-%d}  {_where(one)}  {_said(one)[0]}{_MARKS[one.state]}")
    if not found:
        print("Không có tài liệu nào bị để riêng.", file=sys.stderr)


@quarantine.command("show")
def quarantine_show(
    which: Annotated[str, typer.Argument(metavar="MÃ", help="Mã, hoặc mấy chữ đầu của mã.")], as_json: Json = False
) -> None:
    """Xem một tài liệu: từ đâu đến, vì sao bị để riêng, cần làm gì."""
    with opened() as store:
        one = store.quarantined(which)
        acts = store.history("quarantine", one.id)
    if as_json:
        _print(_plain(one))
        return
    message, hint = _said(one)
    typer.echo(f"Mã:        {one.id}\nTài liệu:  {_where(one)}\nLý do:     {message}")
    typer.echo(f"Cần làm:   {hint or '-'}\nChi tiết:  {one.rejected.detail or '-'}\nTệp gốc:   {one.rejected.blob or '-'}")
    for way in one.rejected.provenance:
        typer.echo(f"Đến từ:    {way.door} / {way.source} / {way.sender or '-'}  {way.received_at.isoformat()}")
    typer.echo(f"Lần đầu:   {one.first_at.isoformat()}\nLần cuối:  {one.last_at.isoformat()}")
    for act in acts:
        typer.echo(f"Nhật ký:   {act.at.isoformat()}  {act.action}  {act.who}  {act.why}")


@quarantine.command("redrive")
def quarantine_redrive(
    which: Annotated[list[str] | None, typer.Argument(metavar="MÃ...", help="Mã, hoặc mấy chữ đầu của mã.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Tất cả tài liệu đang bị để riêng.")] = False,
    why: Annotated[str, typer.Option(help="Lý do, ghi vào nhật ký.")] = "",
) -> None:
    """Cho đọc lại ở lần chạy tới (sau khi sửa tệp hoặc sửa chương trình)."""
    from getpass import getuser

    from newsroom.words import say

    with opened() as store:
        ids = [one.id for one in store.quarantine()] if everything else (which or [])
        if not ids:
            print(*filter(None, say("store", "nothing_to_redrive")), file=sys.stderr)
            raise typer.Exit(0 if everything else 2)
        for one in store.redrive(ids, getuser(), "administrator", _now(), why):
            typer.echo(f"{one.id[:12]}  {_where(one)}")


def backup(
    out: Annotated[str, typer.Argument(metavar="THƯ_MỤC", help="Nơi để bản sao lưu; lần sau chỉ chép phần mới.")],
) -> None:
    """Sao lưu toàn bộ: hồ sơ và tệp gốc, dùng được cho SQLite lẫn PostgreSQL."""
    from pathlib import Path

    from content_store import backup as backups
    from content_store import open_files
    from flows.settings import load

    settings = load()
    with opened() as store:
        made = backups.backup(store, open_files(settings.files), Path(out), _now())
    _tell(made, "backed_up", out)
    if made.damaged:
        raise typer.Exit(1)


def restore(source: Annotated[str, typer.Argument(metavar="THƯ_MỤC", help="Bản sao lưu.")]) -> None:
    """Phục hồi một bản sao lưu vào kho đang trống."""
    from pathlib import Path

    from content_store import backup as backups
    from content_store import open_files
    from flows.settings import load

    settings = load()
    with opened() as store:
        _tell(backups.restore(store, open_files(settings.files), Path(source)), "restored", store.name)


_MARKS = {"waiting": "", "redrive": "  (chờ đọc lại)", "solved": "  (đã đọc được)"}


def _tell(made: Any, code: str, place: str) -> None:
    from newsroom.words import say

    rows = made.rows
    told = say(
        "store", code, place, rows["stories"], rows["reports"], rows["rundowns"], made.blobs, f"{made.bytes / 1e6:.1f}"
    )
    print(*filter(None, told), file=sys.stderr)
    for sha in made.damaged:
        print(*filter(None, say("fault", "damaged", sha, "?")), file=sys.stderr)


def _where(one: Quarantined) -> str:
    return "!/".join(filter(None, (one.rejected.path, one.rejected.inside)))


def _said(one: Quarantined) -> tuple[str, str | None]:
    from newsroom.words import of_rejected

    return of_rejected(one.rejected)


def _plain(one: Quarantined) -> dict[str, Any]:
    from newsroom import plain

    message, hint = _said(one)
    kept = {"id": one.id, "state": one.state, "first_at": one.first_at.isoformat(), "last_at": one.last_at.isoformat()}
    return {**kept, **plain.dump(one.rejected), "message": message, "hint": hint}


def _print(data: dict[str, Any]) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False))


def _now() -> Any:
    from datetime import datetime

    return datetime.now().astimezone()
