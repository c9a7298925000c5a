"""`nhipcau say`: the spoken form."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer


def register(app: typer.Typer) -> None:
    """Add `say`."""
    app.command(name="say", help="Đọc chữ và số thành lời như phát thanh viên, đếm âm tiết.")(say)


def _records(texts: Iterable[str]) -> Iterator[dict[str, Any]]:
    for line in texts:
        text = line.rstrip("\n")
        try:
            record = json.loads(text) if text.lstrip().startswith("{") else None
        except json.JSONDecodeError:
            record = None
        yield record if isinstance(record, dict) and "text" in record else {"text": text}


def say(
    texts: Annotated[
        list[str] | None, typer.Argument(help="Các câu cần đọc; không có thì đọc từ đầu vào, mỗi dòng một câu.")
    ] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Đầu vào mỗi dòng {"id"?, "text"} hoặc chữ thường.')] = False,
    ear: Annotated[bool, typer.Option("--ear", help="Làm tròn số lớn cho dễ nghe.")] = False,
) -> None:
    """Print one JSON line a text: {"id"?, "text", "spoken", "syllables"}."""
    from nlp.say import say as spoken_form

    lines = texts if texts else (line for line in sys.stdin if line.strip())
    for record in _records(lines) if jsonl or not texts else ({"text": text} for text in lines):
        spoken = spoken_form(str(record["text"]), for_the_ear=ear)
        out = {"text": spoken.text, "spoken": spoken.spoken, "syllables": spoken.syllables}
        if "id" in record:
            out = {"id": record["id"], **out}
        print(json.dumps(out, ensure_ascii=False))
