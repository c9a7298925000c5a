"""What a run did, in words: for the terminal and as a Prefect artifact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from newsroom import plain
from newsroom.report import Rejected
from newsroom.words import of_rejected, say

SHOWN = 12
"""Set-aside documents named one by one; the rest are counted."""

_ARRIVED = (
    ("new", "tin mới"),
    ("changed", "tin đổi nội dung"),
    ("again", "tin đã có, nay tới thêm một đường"),
    ("same", "tin trùng"),
    ("known", "tệp đã nhận lần trước"),
)


def lines(day: date, results: Mapping[str, Any]) -> Iterator[str]:
    """The summary, a line at a time."""
    yield f"Ngày {day:%d/%m/%Y}"
    counts: Counter[str] = Counter()
    for name, source in results.get("sources", {}).items():
        counts += Counter(source["counts"])
        yield f"- Nguồn {name}: {_counted(source['counts']) or 'không có gì mới'}"
    yield f"Tất cả: {_counted(counts) or 'không có gì mới'}."
    yield from _set_aside(results)
    if results.get("joined"):
        yield f"Ghép được {results['joined']} cặp tin kể cùng một sự kiện."
    yield from _rundowns(results.get("rundowns", []))
    for hole in results.get("holes", []):
        yield f"CHỖ HỞ: {say('hole', hole['code'], hole['what'], hole['detail'])[0]}"


def _counted(counts: Mapping[str, int]) -> str:
    parts = [f"{counts[code]} {words}" for code, words in _ARRIVED if counts.get(code)]
    if counts.get("rejected"):
        parts.append(f"{counts['rejected']} để riêng")
    return ", ".join(parts)


def _set_aside(results: Mapping[str, Any]) -> Iterator[str]:
    rejected = [plain.load(Rejected, one) for source in results.get("sources", {}).values() for one in source["rejected"]]
    if not rejected:
        return
    yield f"Để riêng {len(rejected)} tài liệu, chờ người xem (nhipcau quarantine list):"
    for one in rejected[:SHOWN]:
        message, hint = of_rejected(one)
        where = one.path if one.inside is None else f"{one.path}!/{one.inside}"
        yield f"  · {where}: {message} {hint or ''}".rstrip()
    if len(rejected) > SHOWN:
        yield f"  · và {len(rejected) - SHOWN} tài liệu nữa"


def _rundowns(rundowns: list[Mapping[str, Any]]) -> Iterator[str]:
    for rundown in rundowns:
        yield f"Kịch bản nháp: {rundown['title']} ({rundown['length']})"
        yield f"  Giấy tờ: {rundown['documents']}"
        if rundown.get("package"):
            yield f"  Gói phát sóng: {rundown['package']}"
        for fault in rundown.get("faults", []):
            yield f"  CHỖ HỞ: {fault}"


def markdown(day: date, results: Mapping[str, Any]) -> str:
    """The summary as Markdown."""
    first, *rest = lines(day, results)
    return "\n".join([f"## {first}", "", *(line if line.startswith(("-", "  ")) else f"{line}  " for line in rest)])


def failed(results: Mapping[str, Any]) -> bool:
    """Whether something could not be done: a dead source, a rejected document, a part of a rundown."""
    return bool(
        results.get("holes")
        or any(source["counts"].get("rejected") for source in results.get("sources", {}).values())
        or any(rundown.get("faults") for rundown in results.get("rundowns", []))
    )
