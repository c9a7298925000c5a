"""Commands of the group "reading": the language work alone, no store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

from newsroom.words import say

Line = tuple[str, dict[str, Any] | str]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("read", help="Đọc tin: lớp, tiền, quà, hộ, nơi, người, ngày… (không đụng kho).")(read)
    app.command("pairs", help="Tìm các tin kể cùng một sự kiện.")(pairs)


def read(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Tệp .jsonl hoặc văn bản thường; không có thì đọc từ stdin.")
    ] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Mỗi dòng là một bản ghi JSON.")] = False,
) -> None:
    """Read reports: JSON lines in, JSON lines out in the same order; a plain text file is one report.

    A line that cannot be read is named on stderr and the rest is done (exit 1).
    """
    bad = False
    for where, record in _records(files or [], jsonl):
        line = _line(where, record)
        bad |= line is None
        if line is not None:
            sys.stdout.write(line + "\n")
    sys.stdout.flush()
    if bad:
        raise typer.Exit(1)


def _line(where: str, record: dict[str, Any] | str) -> str | None:
    """The public line of one record, or None after naming on stderr what is wrong with it."""
    from nlp import reading_to_json
    from nlp.source import BadRecord

    if isinstance(record, str):
        print(say("fault", "bad_line", where, record)[0], file=sys.stderr)
        return None
    try:
        return json.dumps(reading_to_json(_reader().read(record)), ensure_ascii=False)
    except BadRecord as fault:
        print(say("fault", fault.code, where, *fault.facts)[0], file=sys.stderr)
        return None


@cache
def _reader() -> Any:
    from flows.settings import load
    from nlp.learning import use
    from nlp.pipeline import reader
    from nlp.segment import SEGMENTERS

    use(load().home / "models")
    chosen = str(load().table("nlp").get("segmenter", "dictionary"))
    if chosen not in SEGMENTERS:
        from newsroom.errors import BadSettings

        raise BadSettings("config/station.toml", "nlp.segmenter", " | ".join(SEGMENTERS))
    return reader(chosen)


def _records(files: list[Path], jsonl: bool) -> Iterator[Line]:
    """(where, record) of every line or file; a string instead of a record says what is wrong."""
    if not files:
        data = sys.stdin.buffer.read()
        yield from _of_bytes("stdin", data, jsonl or data.lstrip()[:1] == b"{")
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            yield str(path), error.strerror or str(error)
            continue
        yield from _of_bytes(str(path), data, jsonl or path.suffix == ".jsonl")


def _of_bytes(name: str, data: bytes, jsonl: bool) -> Iterator[Line]:
    if not jsonl:
        yield name, _plain(name, data)
        return
    for number, raw in enumerate(data.split(b"\n"), start=1):
        if raw.strip():
            yield f"{name}:{number}", _json(raw)


def _json(raw: bytes) -> dict[str, Any] | str:
    try:
        record = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        return str(error)
    return record if isinstance(record, dict) else "JSON object?"


def _plain(name: str, data: bytes) -> dict[str, Any] | str:
    try:
        return {"id": Path(name).stem, "text": data.decode("utf-8-sig")}
    except UnicodeDecodeError as error:
        return str(error)


def pairs(file: Annotated[Path, typer.Argument(help="Tệp .jsonl, mỗi dòng một tin.")]) -> None:
    """Print {"a", "b", "score"} for every two reports of the same event; a bad line is named and left out (exit 1)."""
    from nlp.pairs import pairs_of, traces
    from nlp.source import BadRecord, source_of

    found, bad = [], False
    for where, record in _records([file], True):
        try:
            if isinstance(record, str):
                raise BadRecord(where, record)
            source = source_of(record)
            found.append(traces(_reader().read(record), source.text, source.published))
        except BadRecord as fault:
            bad = True
            print(say("fault", fault.code, where, *fault.facts)[0], file=sys.stderr)
    for first, second, score in pairs_of(found):
        print(json.dumps({"a": first, "b": second, "score": score}))
    raise typer.Exit(1 if bad else 0)
