"""`nhipcau repair`: bytes or text in any encoding to clean NFC text, with the list of what was changed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from newsroom.errors import NotFound
from newsroom.words import say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("repair", help="Chữ phông cũ, sai mã thành chữ Việt chuẩn (Unicode dựng sẵn).")(repair)


def repair(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp chữ, hoặc - để đọc từ đầu vào.")],
    as_json: Annotated[bool, typer.Option("--json", help="Chữ và danh sách sửa trong một dòng JSON.")] = False,
) -> None:
    """Print FILE in clean Unicode; repairs go to stderr, or with the text under --json."""
    from extractors.encodings.repair import clean_bytes

    if str(file) != "-" and not file.is_file():
        raise NotFound("tệp", file)
    done = clean_bytes(sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes())
    repairs = [{"what": what, "count": count} for what, count in sorted(done.repairs.items())]
    if as_json:
        print(
            json.dumps({"text": done.text, "codec": done.codec, "repairs": repairs, "doubt": done.doubt}, ensure_ascii=False)
        )
    else:
        sys.stdout.write(done.text)
        for one in repairs:
            print(f"{say('repair', str(one['what']))[0]}: {one['count']}", file=sys.stderr)
    if done.doubt:
        print(say("repair", "doubt")[0], file=sys.stderr)
    raise typer.Exit(1 if done.doubt else 0)
