"""Rundowns: timing, planning against greedy, papers, a year of editions. `python -m benchmarks.rundown` prints the tables.

Peers in the same run: greedy (what a hurried person does) for planning, a bare WeasyPrint table of the same 40 rows as the
floor of the PDF, the goals of the specification beside each figure.
"""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

from newsroom.candidates import Aired, Candidate, Variant
from newsroom.planning import Plan, plan_in_detail
from newsroom.rundown import Block, Rundown, Segment
from newsroom.shows import Part, Show, Want
from newsroom.timing import remembering, time_rundown
from renderers.context import RenderContext
from renderers.formats import FORMATS

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = date(2026, 11, 27)
TOPICS = ("model", "donor", "donor", "hardship", "figures", "event", "rural_urban", "other")
SCRIPT = (
    "[Quốc Bảo] Sáng 24/11, Ủy ban Mặt trận Tổ quốc Việt Nam xã Giồng Riềng cùng một doanh nghiệp bàn giao 4 căn nhà đại đoàn kết, "
    "mỗi căn trị giá 50 triệu đồng, cho hộ nghèo, hộ cận nghèo khó khăn về nhà ở tại ấp Thạnh Lợi. Đây là đợt đầu của chương trình."
)


def words(text: str) -> int:
    """A stand-in for the counter of spoken syllables, so that the table shows this room's own time."""
    return len(text.split())


def rundown(items: int) -> Rundown:
    """A programme of `items` rows: scripts, sounds, stings, a hole, a float."""
    rows = []
    for n in range(items):
        if n % 5 == 4:
            rows.append(Segment(f"s{n}", "Nhạc cắt", "sting", f"b{n % 4}", media_ms=6_000, sound=f"{n:02d}_nhac-cat.wav"))
        elif n % 5 == 2:
            rows.append(
                Segment(
                    f"s{n}",
                    f"Phóng sự {n}",
                    "feature",
                    f"b{n % 4}",
                    "Ngọc Hân",
                    script=SCRIPT,
                    media_ms=90_000,
                    sound=f"{n:02d}.wav",
                )
            )
        else:
            rows.append(
                Segment(
                    f"s{n}",
                    f"Bàn giao 4 trong 20 căn nhà tại xã Giồng Riềng, tin {n}",
                    "report",
                    f"b{n % 4}",
                    "Quốc Bảo",
                    script=SCRIPT,
                )
            )
    rows = sorted(rows, key=lambda row: row.block or "")
    blocks = tuple(Block(f"b{n}", f"Phần {n + 1}", 600_000) for n in range(4))
    start = datetime(2026, 11, 27, 4, 30, tzinfo=UTC).astimezone(ZONE)
    return Rundown(
        "Nhịp cầu vì người nghèo", "Số 48", DAY, items * 45_000, tuple(rows), blocks, start, version=3, id="bench"
    )


def show(planned_ms: int = 1_800_000, places: int = 20) -> Show:
    """Half an hour, twenty places, five wishes."""
    parts = (
        Part("signature", "Nhạc hiệu", media_ms=14_000),
        Part("report", "", items=True),
        Part("closing", "Lời kết", override_ms=22_000),
    )
    wants = (Want("model", 3, 6), Want("donor", 3, 7), Want("hardship", 2, 3), Want("figures", 1, 3), Want("event", 0, 3))
    return Show(
        "s", "Nhịp cầu", planned_ms, "FREQ=WEEKLY;BYDAY=FR", clock(11, 30), date(2026, 1, 2), parts, wants=wants, tolerance_ms=20_000,
        one_per=("donor", "commune"), places=places,
    )  # fmt: skip


def pool(count: int, seed: int, day: date) -> list[Candidate]:
    """Stories of everyday spread: communes by Zipf (a few send much), 40 % with a short version, 40 % with a donor."""
    chance = random.Random(seed)
    weights = [1 / (rank + 4) for rank in range(102)]
    found = []
    for number in range(count):
        ms = chance.randrange(25_000, 180_000)
        commune = chance.choices(range(102), weights)[0]
        found.append(
            Candidate(
                f"{day:%m%d}-{number}", f"Tin {number}", chance.choice(TOPICS),
                (Variant(ms), *((Variant(int(ms * 0.62), "rút"),) if chance.random() < 0.4 else ())),
                commune=f"xã {commune}", area=f"vùng {commune % 9}", partner=f"đơn vị {commune % 30}",
                donors=(f"nhà tài trợ {chance.randrange(200)}",) if chance.random() < 0.4 else (),
                event=f"{day:%m%d}-{chance.randrange(count)}", event_date=day - timedelta(days=chance.randrange(25)),
                until=day + timedelta(days=chance.randrange(40)),
            )
        )  # fmt: skip
    return found


def heard(result: Plan, day: date) -> list[Aired]:
    """What an edition leaves in the memory of the air."""
    return [
        Aired(c.story, "s", day, c.topic, item.variant.ms, c.commune, c.area, c.partner, c.donors, c.event)
        for item in result.chosen
        for c in [item.candidate]
    ]


def median_ms(work: Callable[[], object], times: int = 5) -> float:
    """Median milliseconds of a few runs after one to warm up."""
    work()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under heads, columns as wide as their widest cell."""
    cells = [[f"{cell:,.1f}" if isinstance(cell, float) else str(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(heads))]
    print(f"\n{title}")
    for row in cells:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))


def timing() -> None:
    """500 segments on the clock."""
    big, counter = rundown(500), remembering(words)
    table(
        "Timing",
        ("what", "ms", "goal"),
        [("500 segments re-timed", median_ms(lambda: time_rundown(big, counter, ZONE), 20), "<= 5 (scripts cached)")],
    )


def planning() -> None:
    """CP-SAT against greedy from 1,000 candidates for 20 places."""
    history = [
        Aired(
            f"o{n}",
            "s",
            DAY - timedelta(days=7 * (1 + n % 6)),
            "donor",
            60_000,
            f"xã {n * 7 % 102}",
            f"vùng {n % 9}",
            f"đơn vị {n % 30}",
        )
        for n in range(90)
    ]
    rows = []
    plan_in_detail(show(), DAY, pool(20, 0, DAY), (), zone=ZONE, syllables=words)
    for seed in range(5):
        candidates = pool(1000, seed, DAY)
        for exact in (True, False):
            began = time.perf_counter()
            result = plan_in_detail(show(), DAY, candidates, history, zone=ZONE, syllables=words, exact=exact, seconds=10)
            took = (time.perf_counter() - began) * 1000
            off = (time_rundown(result.rundown, words, ZONE).over_ms or 0) / 1000
            rows.append(
                (
                    seed,
                    "CP-SAT" if exact else "greedy",
                    took,
                    result.proved,
                    result.value,
                    len(result.chosen),
                    off,
                    len(result.given_up),
                )
            )
    table(
        "Planning, 1,000 candidates for 20 places (goal: proved in <= 2,000 ms)",
        ("seed", "how", "ms", "proved", "points", "items", "off s", "given up"),
        rows,
    )


def year() -> None:
    """52 editions in a row, each from its own week's pool, balance kept."""
    rows = []
    for exact in (True, False):
        history: list[Aired] = []
        inside, began = 0, time.perf_counter()
        for week in range(52):
            day = date(2026, 1, 2) + timedelta(weeks=week)
            result = plan_in_detail(
                show(), day, pool(60, week, day), history, zone=ZONE, syllables=words, exact=exact, seconds=5
            )
            inside += bool(time_rundown(result.rundown, words, ZONE).within_tolerance)
            history += heard(result, day)
        counts = Counter(row.commune for row in history)
        top = sum(count for _, count in counts.most_common(10)) / len(history)
        rows.append(
            ("CP-SAT" if exact else "greedy", len(history), inside, len(counts), f"{top:.0%}", time.perf_counter() - began)
        )
    sent = Counter(item.commune for week in range(52) for item in pool(60, week, DAY))
    share = sum(count for _, count in sent.most_common(10)) / sum(sent.values())
    rows.append(("(sent in)", sum(sent.values()), "", len(sent), f"{share:.0%}", ""))
    table("A year of 52 editions", ("how", "items", "inside limit", "communes heard", "share of top 10", "s"), rows)


def papers() -> None:
    """Each document of 40 items, after warm-up."""
    import weasyprint

    context = RenderContext("Báo và phát thanh, truyền hình An Giang", "Phòng Chuyên đề", ZONE, syllables=remembering(words))
    big = rundown(40)
    rows: list[tuple[str, float, int]] = []
    for row in FORMATS.values():
        rows.append((row.name, median_ms(lambda row=row: row.render(big, context), 3), len(row.render(big, context))))  # type: ignore[misc]
    total = sum(ms for _, ms, _ in rows)
    cells = "".join("<tr>" + "<td>x</td>" * 12 + "</tr>" for _ in range(40))
    floor = median_ms(lambda: weasyprint.HTML(string=f"<table>{cells}</table>").write_pdf(), 3)
    rows += [("(all)", total, 0), ("(floor: bare WeasyPrint table 40 x 12)", floor, 0)]
    table("Documents of 40 items (goal: all <= 3,000 ms, DOCX and PDF <= 500 ms each)", ("format", "ms", "bytes"), rows)


def main() -> None:
    """All tables."""
    timing()
    planning()
    papers()
    year()


if __name__ == "__main__":
    main()
