"""Commands of the group "learning": teach a new version of the classifier, score readings against gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsroom.errors import NewsroomError

if TYPE_CHECKING:
    from nlp.learning import ClassCorrection
    from nlp.scoring import Report, Score


class BadGold(NewsroomError):
    """A file to learn or judge from that cannot be used: facts are the file and line, and what is wrong."""

    code = "bad_line"


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("train", help="Học lại phân loại từ kho mẫu và các chỗ biên tập viên đã sửa.")(train)
    app.command("evaluate", help="Chấm phần đọc máy theo tệp nhãn chuẩn .jsonl.")(evaluate)


def train(
    corrections: Annotated[
        Path | None, typer.Option(help='Tệp .jsonl: mỗi dòng {"id","title","text","primary"} do biên tập viên sửa.')
    ] = None,
) -> None:
    """Teach a new version into the data folder; it takes over only if no worse; prints what came of it as JSON."""
    from flows.settings import load
    from newsroom.plain import dump
    from nlp.learning import retrain

    rows = [_correction(corrections, at, row) for at, row in _lines(corrections)] if corrections else []
    print(json.dumps(dump(retrain(rows, load().home / "models")), ensure_ascii=False))


def _correction(path: Path, at: int, row: dict[str, Any]) -> ClassCorrection:
    from newsroom.facts import CLASSES
    from nlp.learning import ClassCorrection

    if row.get("primary") not in CLASSES or not isinstance(row.get("text"), str):
        raise BadGold(f"{path}:{at}", "primary, text")
    names = ("published", "sender_type")
    rest = {name: str(row[name]) for name in names if row.get(name)}
    return ClassCorrection(str(row.get("id", at)), str(row.get("title") or ""), row["text"], row["primary"], **rest)


def evaluate(
    file: Annotated[Path, typer.Argument(help="Tệp .jsonl: nhãn chuẩn theo dạng của `read`, kèm title và text.")],
    as_json: Annotated[bool, typer.Option("--json", help="In bảng dạng JSON.")] = False,
) -> None:
    """Score `read` against gold: tables by class and by field, 95 % intervals, confusions, the worst ten items."""
    from newsroom.plain import dump
    from nlp import read, reading_to_json
    from nlp.scoring import score

    gold = []
    for at, row in _lines(file):
        if not isinstance(row.get("text"), str) or "primary" not in row:
            raise BadGold(f"{file}:{at}", "text, primary")
        gold.append({"id": str(at), **row})
    report = score(gold, [reading_to_json(read(row)) for row in gold])
    print(json.dumps(dump(report), ensure_ascii=False) if as_json else _table(report))


def _lines(path: Path) -> list[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadGold(path, error) from error
    rows = []
    for at, line in enumerate(lines, start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise BadGold(f"{path}:{at}", error) from error
            if not isinstance(row, dict):
                raise BadGold(f"{path}:{at}", "{...}")
            rows.append((at, row))
    return rows


def _table(report: Report) -> str:
    low, high = report.macro_range
    lines = [
        f"{report.items} tin; lớp chính macro-F1 {report.macro:.3f} [{low:.3f}-{high:.3f}], tính cả lớp phụ {report.lenient:.3f}",
        f"Máy tự chắc {report.sure_share:.0%} số tin, đúng {report.sure_precision:.3f}",
        "",
        f"{'':22}{'đúng':>8}{'đủ':>8}{'F1':>8}  {'95 %':^13}{'số':>7}",
    ]
    lines += [_row(name, row) for name, row in (*report.classes.items(), *report.fields.items())]
    lines += ["", "Lẫn lộn (chuẩn → máy):", *(f"  {one} → {two}: {count}" for one, two, count in report.confusions)]
    lines += ["", "Mười tin kém nhất:", *(f"  {name}: {one} → {two}, {wrong} lỗi" for name, one, two, wrong in report.worst)]
    return "\n".join(lines)


def _row(name: str, row: Score) -> str:
    span = f"{row.low:.3f}-{row.high:.3f}"
    return f"{name:22}{row.precision:8.3f}{row.recall:8.3f}{row.f1:8.3f}  {span:^13}{row.gold:7}"
