"""Commands of the group "audio": the check of incoming sounds, and programme masters from a rundown file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from newsroom.words import say

audio = typer.Typer(help="Âm thanh: kiểm tra tệp, dựng chương trình.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.add_typer(audio, name="audio")


@audio.command("check")
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Tệp âm thanh hoặc thư mục.")],
) -> None:
    """Kiểm tra tệp âm thanh: lỗi và độ to, mỗi tệp một dòng JSON."""
    from flows import settings
    from renderers.sound_check import check as check_one
    from renderers.sound_faults import Limits

    known = {name: value for name, value in _limits(settings.load().table("audio")).items() if name in Limits.__slots__}
    limits, bad = replace(Limits(), **known), False  # type: ignore[arg-type]
    for path in _sounds(files):
        row = check_one(path, limits)
        bad |= not row["ok"]
        print(json.dumps(row, ensure_ascii=False), flush=True)
        for fault in row["faults"]:
            words = " ".join(filter(None, say("audio", fault["code"], fault["detail"])))
            print(f"{path}: {words}", file=sys.stderr)
    raise typer.Exit(1 if bad else 0)


def _limits(table: dict[str, object]) -> dict[str, float]:
    found = table.get("limits")
    return {str(name): float(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _sounds(files: list[Path]) -> Iterator[Path]:
    """The files named, and the sound files in the folders named, in order."""
    from renderers.sound_header import SOUND_SUFFIXES

    for path in files:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file() and one.suffix.lower() in SOUND_SUFFIXES)
        else:
            yield path


@audio.command("build")
def build(
    rundown: Annotated[Path, typer.Argument(metavar="RUNDOWN.json", help="Tệp kịch bản, âm thanh để bên cạnh.")],
    out: Annotated[Path, typer.Option(help="Thư mục gói; nếu đã có thì thay cả thư mục.")],
) -> None:
    """Dựng chương trình: âm thanh từng mục, bản phát WAV, FLAC, MP3, M4A, danh sách phát, mã kiểm tra."""
    from desk.commands.rundown import read_bytes
    from flows import settings
    from newsroom import rundown_file
    from nlp.say import speak
    from renderers import packaging

    parsed = rundown_file.read(rundown_file.parse(read_bytes(rundown)))
    package = packaging.build(
        parsed,
        lambda name: rundown.parent / name,
        out.absolute(),
        station=str(settings.load().table("station").get("name", "")),
        say=speak,
        told=lambda code, facts: print(" ".join(filter(None, say("audio", code, *facts))), file=sys.stderr),
    )
    print(say("audio", "build_done", out, len(package.files), len(package.holes))[0], file=sys.stderr)
    raise typer.Exit(1 if package.holes else 0)
