"""`nhipcau run daily`, `nhipcau up`, `nhipcau demo`, `nhipcau report`."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from newsroom.errors import BadInput


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    run = typer.Typer(help="Chạy một việc ngay, không cần máy chủ nào.", no_args_is_help=True)
    run.command("daily", help="Việc hằng ngày: gom tin, đọc, dựng kịch bản nháp, in và đóng gói.")(daily)
    app.add_typer(run, name="run")
    app.command("up", help="Bật mọi thứ cho một phòng biên tập: lịch chạy, máy chạy việc, bàn biên tập.")(up)
    app.command("demo", help="Chạy việc hằng ngày trên bộ tin mẫu và chỉ chỗ xem kết quả.")(demo)
    app.command("report", help="Báo cáo phối hợp của một khoảng thời gian.")(report)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadInput("ngày", text, "viết theo dạng năm-tháng-ngày, ví dụ 2026-11-24") from error


def daily(
    day: Annotated[str | None, typer.Option(help="Ngày làm việc (năm-tháng-ngày); không có thì là hôm nay.")] = None,
) -> None:
    """Run the day's work and print its summary; exit 1 when something was set aside or could not be done."""
    raise typer.Exit(_daily(_day(day)))


def _daily(day: date | None) -> int:
    from flows import day as work
    from flows import house as home
    from flows.progress import on_terminal
    from flows.summary import failed, lines

    with home.open_house() as house:
        at = home.now(house.settings)
        results = work.run_daily(house, day or at.date(), at, on_terminal(), lambda: home.now(house.settings))
        for line in lines(day or at.date(), results):
            print(line)
    return 1 if failed(results) else 0


def up(
    desk: Annotated[bool, typer.Option(help="Bật cả bàn biên tập.")] = True,
) -> None:
    """Run everything until stopped."""
    from flows import settings
    from flows import up as supervisor

    supervisor.run(settings.load(), lambda line: print(line, flush=True), desk=desk)


DEMO_DAY = date(2026, 11, 24)
"""The day the samples lead up to."""


def demo(
    home: Annotated[Path | None, typer.Option(help="Thư mục kết quả; mặc định var/demo.")] = None,
) -> None:
    """Run the day's work on the samples, in a data folder of its own."""
    project = Path(__file__).resolve().parents[2]
    os.environ["NHIPCAU_CONFIG"] = str(project / "samples" / "config" / "station.toml")
    os.environ["NHIPCAU_HOME"] = str((home or project / "var" / "demo").resolve())
    os.environ.setdefault("NHIPCAU_NOW", f"{DEMO_DAY}T05:00:00+07:00")
    print("Bộ tin mẫu: mọi tên người, số điện thoại, nhà tài trợ nhỏ đều bịa ra.", file=sys.stderr)
    _daily(DEMO_DAY)


def report(
    start: Annotated[str, typer.Option("--from", help="Từ ngày.")],
    end: Annotated[str, typer.Option("--to", help="Đến ngày.")],
    form: Annotated[str, typer.Option("--as", help="docx, xlsx hoặc html.")] = "docx",
    out: Annotated[Path | None, typer.Option(help="Tệp kết quả.")] = None,
) -> None:
    """Write the coordination report of a period."""
    from flows import house as home
    from flows.reporting import write_report

    first, last = _day(start), _day(end)
    if first is None or last is None or last < first:
        raise BadInput("khoảng ngày", f"{start} – {end}", "ngày cuối phải sau ngày đầu")
    with home.open_house() as house:
        print(write_report(house, first, last, form, out))
