"""Commands of the group "rundown": times and papers of a rundown file, no store needed."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from datetime import tzinfo
from pathlib import Path
from typing import Annotated

import typer

from flows import settings
from newsroom import rundown_file
from newsroom.errors import BadSettings, NoFile

rundown = typer.Typer(help="Kịch bản chương trình: tính giờ, in giấy tờ, danh sách phát.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.add_typer(rundown, name="rundown")


@rundown.command("time")
def time_(
    file: Annotated[Path, typer.Argument(help="Tệp kịch bản .json (dấu - là đầu vào chuẩn).")],
    out: Annotated[Path | None, typer.Option(help="Ghi ra tệp này thay vì màn hình.")] = None,
) -> None:
    """Tính giờ một tệp kịch bản: giờ phát, cộng dồn, giờ lùi, thừa thiếu."""
    from newsroom.timing import time_rundown

    data = rundown_file.parse(read_bytes(file))
    zone = station_zone()
    timing = time_rundown(rundown_file.read(data), syllables(), zone)
    text = json.dumps(rundown_file.with_times(data, timing, zone), ensure_ascii=False, indent=1) + "\n"
    if out is None:
        sys.stdout.buffer.write(text.encode())
    else:
        out.write_text(text, encoding="utf-8")


def read_bytes(file: Path) -> bytes:
    """The bytes of a file a person named, `-` for standard input; raises NoFile."""
    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise NoFile(file) from error


def station_zone() -> tzinfo:
    """The station's time zone from the settings; raises BadSettings when there is no such zone."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    found = settings.load()
    name = found.table("station").get("timezone", "Asia/Ho_Chi_Minh")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, TypeError) as error:
        raise BadSettings(found.path or "-", "station.timezone", f"không có múi giờ “{name}”") from error


def syllables() -> Callable[[str], int]:
    """The counter of spoken syllables."""
    try:
        from nlp import say  # type: ignore[attr-defined]  # the spoken form is read by its own room
    except ImportError:
        return lambda text: len(re.findall(r"\w+", text))
    counter: Callable[[str], int] = say.syllables
    return counter
