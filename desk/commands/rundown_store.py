"""Rundowns kept in the store, for the command line: new, list, show, lock, import, package.

Thin: each opens the house and calls the store, or the flow that does the work (`flows.drafting`, `flows.printing`).
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from newsroom.rundown import Rundown

_ID = typer.Argument(help="Mã kịch bản.", metavar="MÃ")


def register(group: typer.Typer) -> None:
    """Add the commands that need the store."""
    group.command("new")(new)
    group.command("list")(list_)
    group.command("show")(show)
    group.command("lock")(lock)
    group.command("import")(import_)
    group.command("package")(package)


def kept(name: str) -> Rundown:
    """The newest version of a rundown by its id; raises NotFound."""
    from flows.house import open_house

    with open_house() as house:
        return house.store.rundown(name)


def new(
    show_name: Annotated[str, typer.Argument(help="Mã chương trình trong config/shows.toml.", metavar="CHƯƠNG_TRÌNH")],
    day: Annotated[str, typer.Option(help="Ngày phát, NĂM-THÁNG-NGÀY.")],
) -> None:
    """Dựng kịch bản nháp cho một chương trình từ kho tin."""
    from flows import drafting
    from flows.house import now, open_house

    with open_house() as house:
        print(drafting.draft(house, show_name, _day(day), now(house.settings)))


def list_(
    show_name: Annotated[str | None, typer.Option("--show", help="Chỉ chương trình này (tên in trên kịch bản).")] = None,
    day: Annotated[str | None, typer.Option(help="Chỉ ngày này.")] = None,
) -> None:
    """Kể các kịch bản trong kho, mỗi dòng một kịch bản."""
    from flows.house import open_house

    with open_house() as house:
        for found in house.store.rundowns(show_name, _day(day) if day else None):
            state = "đã khóa" if found.locked_at else "nháp"
            print(f"{found.id}\t{found.day.isoformat()}\tv{found.version}\t{state}\t{found.show}")


def show(name: Annotated[str, _ID]) -> None:
    """In tệp kịch bản có giờ của một kịch bản trong kho."""
    from desk.commands.rundown import context
    from renderers.air_times import json_bytes

    sys.stdout.buffer.write(json_bytes(kept(name), context()))


def lock(
    name: Annotated[str, _ID],
    who: Annotated[str, typer.Option(help="Người khóa.")],
    role: Annotated[str, typer.Option(help="Vai trò của người khóa.")] = "editor",
) -> None:
    """Khóa bản đang có; tin chưa đủ điều kiện thì không khóa được và được kể tên."""
    from flows.house import now, open_house

    with open_house() as house:
        current = house.store.rundown(name)
        locked = house.store.lock_rundown(name, current.version, who, role, now(house.settings))
    print(f"Đã khóa {name} v{locked.version}.", file=sys.stderr)


def import_(
    sheet: Annotated[Path, typer.Argument(help="Bảng .xlsx hoặc .csv đã sửa.")],
    into: Annotated[str, typer.Option(help="Tệp kịch bản .json hoặc mã kịch bản trong kho.")],
    write: Annotated[bool, typer.Option("--write", help="Ghi thật; không có thì chỉ xem trước.")] = False,
    who: Annotated[str, typer.Option(help="Người nhập.")] = "",
) -> None:
    """Nhập lại bảng đã sửa: kể mọi thay đổi, chỉ ghi khi có --write."""
    from desk.commands.rundown import read_bytes, rundown_named
    from newsroom.rundown_merge import merge
    from renderers.spreadsheet import read_csv, read_xlsx

    raw = read_bytes(sheet)
    rows = read_xlsx(raw) if raw.startswith(b"PK") else read_csv(raw)
    found = merge(rundown_named(into), rows)
    for change in found.changes:
        row = {
            "what": change.what,
            "segment": change.segment,
            "column": change.column,
            "before": change.before,
            "after": change.after,
        }
        print(json.dumps(row, ensure_ascii=False))
    if write and found.changes:
        _save(into, found.rundown, who)
    print(f"{len(found.changes)} thay đổi, {'đã ghi' if write else 'chưa ghi (thêm --write để ghi)'}.", file=sys.stderr)


def _save(into: str, changed: Rundown, who: str) -> None:
    from newsroom.clearance import check_open
    from newsroom.rundown_file import write as file_of

    if Path(into).is_file():
        check_open(changed)
        Path(into).write_text(json.dumps(file_of(changed), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return
    from flows.house import now, open_house

    with open_house() as house:
        house.store.save_rundown(changed, who or "dòng lệnh", "editor", now(house.settings), "nhập lại bảng")


def package(
    name: Annotated[str, _ID],
    out: Annotated[Path, typer.Option(help="Thư mục đặt gói.")],
) -> None:
    """Đóng gói giấy tờ và âm thanh của một kịch bản."""
    from flows import packing
    from flows.house import now, open_house

    with open_house() as house:
        made = packing.package(house, name, out, now(house.settings))
    for hole in made.holes:
        print(f"Thiếu: {hole.segment_id}: {hole.reason}", file=sys.stderr)
    print(out)
    raise typer.Exit(1 if made.holes else 0)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"“{text}” không phải ngày dạng NĂM-THÁNG-NGÀY") from error
