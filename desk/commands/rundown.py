"""Commands of the group "rundown": times and papers of a rundown file, no store needed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows import settings
from newsroom.errors import BadSettings, NoFile
from renderers.formats import FORMATS

if TYPE_CHECKING:
    from newsroom.rundown import Rundown
    from renderers.context import RenderContext

rundown = typer.Typer(help="Kịch bản chương trình: tính giờ, in giấy tờ, danh sách phát.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    from desk.commands import rundown_store

    rundown_store.register(rundown)
    app.add_typer(rundown, name="rundown")


@rundown.command("time")
def time_(
    file: Annotated[Path, typer.Argument(help="Tệp kịch bản .json (dấu - là đầu vào chuẩn).")],
    out: Annotated[Path | None, typer.Option(help="Ghi ra tệp này thay vì màn hình.")] = None,
) -> None:
    """Tính giờ một tệp kịch bản: giờ phát, cộng dồn, giờ lùi, thừa thiếu."""
    from newsroom import rundown_file
    from newsroom.timing import time_rundown

    data = rundown_file.parse(read_bytes(file))
    zone = station_zone()
    timing = time_rundown(rundown_file.read(data), syllables(), zone)
    text = json.dumps(rundown_file.with_times(data, timing, zone), ensure_ascii=False, indent=1) + "\n"
    if out is None:
        sys.stdout.buffer.write(text.encode())
    else:
        out.write_text(text, encoding="utf-8")


def _known(name: str) -> str:
    """A format of the table; a usage fault (exit 2) lists them."""
    if name not in FORMATS:
        raise typer.BadParameter(f"không có loại “{name}”; có: {', '.join(FORMATS)}")
    return name


@rundown.command("render")
def render(
    what: Annotated[str, typer.Argument(help="Tệp kịch bản .json hoặc mã kịch bản trong kho.", metavar="TỆP|MÃ")],
    as_: Annotated[str, typer.Option("--as", help="Loại: " + ", ".join(FORMATS) + ".", callback=_known)],
    out: Annotated[Path, typer.Option(help="Ghi vào tệp (hoặc thư mục) này; dấu - là màn hình.")],
) -> None:
    """Làm giấy tờ hoặc danh sách phát từ một kịch bản."""
    row = FORMATS[as_]
    made = row.render(rundown_named(what), context())
    if str(out) == "-":
        sys.stdout.buffer.write(made)
        return
    if out.is_dir():
        out = out / (Path(what).stem + row.suffix)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(made)
    except OSError as error:
        raise NoFile(out) from error


@rundown.command("schema")
def schema() -> None:
    """In JSON Schema của tệp kịch bản."""
    from newsroom import rundown_file

    print(json.dumps(rundown_file.schema(), ensure_ascii=False, indent=1))


@rundown.command("diff")
def diff(
    old: Annotated[str, typer.Argument(help="Bản cũ: tệp .json hoặc mã.", metavar="CŨ")],
    new: Annotated[str, typer.Argument(help="Bản mới: tệp .json hoặc mã.", metavar="MỚI")],
) -> None:
    """So hai bản kịch bản, mỗi dòng JSON một thay đổi."""
    from newsroom.rundown_diff import diff as compare

    for change in compare(rundown_named(old), rundown_named(new)):
        row = {
            "what": change.what,
            "segment": change.segment,
            "column": change.column,
            "before": change.before,
            "after": change.after,
        }
        print(json.dumps(row, ensure_ascii=False))


@rundown.command("formats")
def formats() -> None:
    """Kể các loại giấy tờ và danh sách phát làm được."""
    for row in FORMATS.values():
        print(f"{row.name:<15} {row.suffix:<15} {row.label}")


@rundown.command("send")
def send(
    what: Annotated[str, typer.Argument(help="Tệp kịch bản .json hoặc mã kịch bản trong kho.", metavar="TỆP|MÃ")],
    to: Annotated[str, typer.Option(help="Máy nhận MOS, HOST:PORT (cổng kịch bản thường là 10541).")],
    mos_id: Annotated[str, typer.Option(help="mosID của máy nhận.")],
    ncs_id: Annotated[str, typer.Option(help="ncsID của phòng tin.")],
    replaces: Annotated[Path | None, typer.Option(help="Bản cũ đã gửi: chỉ gửi phần thay đổi.")] = None,
    delete: Annotated[bool, typer.Option(help="Gửi lệnh xóa kịch bản này.")] = False,
    text: Annotated[bool, typer.Option(help="Gửi cả lời (roStorySend).")] = False,
    first_id: Annotated[int, typer.Option(help="messageID đầu tiên.")] = 1,
) -> None:
    """Gửi kịch bản qua MOS (TCP) và chờ máy nhận trả lời từng tin."""
    from renderers.mos import Envelope, changes, ro_create, ro_delete, story_send
    from renderers.mos_link import MosLink

    host, _, port = to.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise BadSettings("--to", to, "phải là HOST:PORT, ví dụ 10.0.0.5:10541")
    new, how = rundown_named(what), replace(context(), mos_id=mos_id, ncs_id=ncs_id)
    old = None if replaces is None else rundown_named(str(replaces))
    messages = [ro_delete(new)] if delete else changes(old, new, how) if old else [ro_create(new, how)]
    if text and not delete:
        messages += [
            story_send(new, timed, how)
            for timed in how.time(new).segments
            if timed.segment.script and not timed.segment.float
        ]
    link = MosLink(host.strip("[]"), int(port), Envelope(mos_id, ncs_id))
    try:
        answers = link.send(messages, first_id)
    finally:
        link.close()
    print(f"Đã gửi {len(answers)} tin MOS tới {to}; máy nhận đã nhận đủ.", file=sys.stderr)


def rundown_named(what: str) -> Rundown:
    """The rundown in a file, or of an id in the store; raises NoFile, NotFound or BadRundown."""
    from newsroom import rundown_file

    if what == "-" or what.endswith(".json") or Path(what).is_file():
        return rundown_file.read(rundown_file.parse(read_bytes(Path(what))))
    from desk.commands.rundown_store import kept

    return kept(what)


def context() -> RenderContext:
    """How papers are made here."""
    from flows.papers import context_of

    return context_of(settings.load())


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
    """The counter of spoken syllables, each text counted once."""
    from newsroom.timing import remembering
    from nlp.say import syllables as spoken_syllables

    return remembering(spoken_syllables)
