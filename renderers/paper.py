"""What papers show of a rundown: rows with clocks, lengths and running totals as people read them.

Clocks and running totals are rounded from exact milliseconds; a shown length is the difference of two shown totals, so
columns always add up. `≈` is a planned length whose sound is not here, `≥` an earliest time after an unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from newsroom.rundown import KINDS, Block, Rundown, Segment, SignOff
from newsroom.rundown_file import UNDATED
from newsroom.timing import BlockTime, Timed, Timing
from newsroom.typed_time import SECOND, print_length, print_rounded, whole_seconds

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
OFFICES = ("Người thực hiện", "Biên tập viên", "Trưởng phòng", "Lãnh đạo duyệt phát sóng")
MINOR = frozenset({"sting", "bed"})
LONG_TITLE = 110
SYLLABLES_TO_SPLIT = 45
"""A sentence longer than this many spoken syllables is marked for splitting."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. `number` counts the rows that go to air; a floated one has none."""

    timed: Timed
    number: int | None
    clock: str
    clock_sign: str
    duration: str
    duration_sign: str
    cume: str
    hole: str | None
    gap: str | None
    late: str

    @property
    def segment(self) -> Segment:
        """The segment printed."""
        return self.timed.segment

    @property
    def kind(self) -> str:
        """Its kind in Vietnamese."""
        return KINDS.get(self.segment.kind, self.segment.kind)

    @property
    def minor(self) -> bool:
        """Whether it is a mere cut between items."""
        return self.segment.kind in MINOR or self.segment.kind in {KINDS[kind] for kind in MINOR}

    @property
    def long_title(self) -> bool:
        """Whether the title needs the smaller type."""
        return len(self.segment.title) > LONG_TITLE


@dataclass(frozen=True, slots=True)
class Group:
    """Rows in a row that stand in one block (or in none)."""

    block: Block | None
    times: BlockTime | None
    rows: tuple[Row, ...]
    again: bool = False

    @property
    def sum_up(self) -> str:
        """The block's length against its budget, in words."""
        if self.times is None:
            return ""
        spent = "chưa đủ" if self.times.duration_ms is None else print_rounded(self.times.duration_ms)
        budget = self.times.block.budget_ms
        return f"Khối: {spent}" + ("" if budget is None else f" / định mức {print_rounded(budget)}")

    @property
    def verdict(self) -> str:
        """Over, under or right, in words."""
        return "" if self.times is None or self.times.over_ms is None else over_words(self.times.over_ms)


@dataclass(frozen=True, slots=True)
class Paper:
    """A rundown ready for print."""

    rundown: Rundown
    timing: Timing
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]

    @property
    def day_words(self) -> str:
        """Weekday and date of the broadcast; dots to fill when unknown."""
        return day_words(self.rundown.day)

    @property
    def on_air(self) -> str:
        """Clock of the start; dots to fill when the start floats."""
        return self.rundown.start.strftime("%H:%M") if self.rundown.start else "…… : ……"

    @property
    def on_air_span(self) -> str:
        """Clocks of start and planned end."""
        start = self.rundown.start
        if start is None:
            return "giờ phát để trống: …… : ……"
        end = self.rundown.end or start + timedelta(milliseconds=self.rundown.planned_ms)
        return f"{start:%H:%M:%S} – {end.astimezone(start.tzinfo):%H:%M:%S}"

    @property
    def total(self) -> str:
        """The total, or that it is incomplete with what is known."""
        if self.timing.total_ms is None:
            return f"chưa đủ (đã biết {print_rounded(self.timing.known_ms)})"
        return print_rounded(self.timing.total_ms)

    @property
    def over(self) -> str:
        """How far over or under, and whether inside the limit."""
        if self.timing.over_ms is None:
            return "chưa tính được"
        word = "trong mức" if self.timing.within_tolerance else "NGOÀI MỨC"
        return f"{signed(self.timing.over_ms)} {word}"

    @property
    def ends(self) -> str:
        """Clock at which the last row ends."""
        start = self.rundown.start
        last = next((row.timed.cume_ms for row in reversed(self.rows) if row.number), None)
        if start is None or last is None or self.timing.unknown:
            return "chưa tính được"
        return f"{start + timedelta(seconds=whole_seconds(last)):%H:%M:%S}"

    @property
    def last_call(self) -> tuple[str, str] | None:
        """The title of the closing part and the latest clock to enter it."""
        closing = next((row for row in self.rows if row.segment.kind in ("closing", "Lời kết") and row.late), None)
        closing = closing or next((row for row in reversed(self.rows) if row.number and row.late), None)
        return (closing.kind or closing.segment.title, closing.late) if closing else None

    @property
    def missing(self) -> str:
        """What is still missing, in words."""
        holes = [str(row.number) for row in self.rows if row.hole and row.number]
        unknown = [str(row.number) for row in self.rows if row.number and row.timed.duration_ms is None]
        parts = [f"{len(holes)} file âm thanh (mục {', '.join(holes)})"] if holes else []
        parts += [f"{len(unknown)} thời lượng (mục {', '.join(unknown)})"] if unknown else []
        return " · ".join(parts) or "không"

    @property
    def version(self) -> str:
        """The version mark, v3."""
        return f"v{self.rundown.version}"

    @property
    def locked(self) -> str:
        """When the version was locked, or that it is a draft."""
        locked = self.rundown.locked_at
        return f"Khóa {locked:%H:%M}, {locked:%d/%m}" if locked else "Bản nháp, chưa khóa"

    @property
    def replaces(self) -> str:
        """Which printout this one replaces."""
        return f"Thay v{self.rundown.version - 1}, hủy bản cũ" if self.rundown.version > 1 else "Bản đầu tiên"

    @property
    def issue(self) -> str:
        """Issue and title in one line."""
        issue = f"Số {self.rundown.issue}" if self.rundown.issue else ""
        title = self.rundown.title
        if issue and title.startswith(issue):
            title = title[len(issue) :].lstrip(" :–-")
        return " – ".join(filter(None, [issue, title]))

    @property
    def running_head(self) -> str:
        """Show and issue for the head of every sheet."""
        issue = f"Số {self.rundown.issue}" if self.rundown.issue else self.rundown.title
        return " – ".join(filter(None, [self.rundown.show, issue]))

    def signer(self, office: str) -> SignOff | None:
        """Who signed in this office, if anyone did."""
        return next((sign for sign in self.rundown.sign_offs if sign.office.startswith(office[:14])), None)

    def crew(self, office: str) -> str:
        """Names of an office."""
        return dict(self.rundown.crew).get(office, "")

    @property
    def presenters(self) -> str:
        """Names of all voices, in order of appearance."""
        given = self.crew("PTV") or self.crew("MC")
        if given:
            return given
        names = [name.strip() for row in self.rows for name in (row.segment.presenter or "").split(",")]
        return ", ".join(dict.fromkeys(filter(None, names)))


def paper(rundown: Rundown, timing: Timing) -> Paper:
    """The printed rows of a timed rundown."""
    rows = _rows(rundown, timing)
    return Paper(rundown, timing, _groups(rundown, timing, rows), rows)


def _rows(rundown: Rundown, timing: Timing) -> tuple[Row, ...]:
    rows: list[Row] = []
    number, known, earliest = 0, True, 0
    for timed in timing.segments:
        if timed.segment.float:
            rows.append(_floated(timed))
            continue
        number += 1
        if timed.offset_ms is not None:
            known, earliest = True, timed.offset_ms
        rows.append(_row(rundown, timed, number, known, earliest))
        earliest += (timed.duration_ms or 0) - timed.overlap_ms
        known = known and timed.duration_ms is not None
    return tuple(rows)


def _row(rundown: Rundown, timed: Timed, number: int, known: bool, earliest: int) -> Row:
    start = whole_seconds(earliest)
    hole = _hole(timed)
    cume = "" if timed.duration_ms is None else print_length(whole_seconds(earliest + timed.duration_ms) * SECOND)
    shown = (
        "?" if timed.duration_ms is None else print_length((whole_seconds(earliest + timed.duration_ms) - start) * SECOND)
    )
    guessed = timed.duration_from == "override" and hole is not None
    return Row(
        timed,
        number,
        clock=_clock(rundown, start),
        clock_sign="" if known else "≥",
        duration=shown,
        duration_sign="≈" if guessed else "",
        cume=("" if known else "≥") + cume if cume else "chưa rõ",
        hole=hole,
        gap=_gap(timed.gap_ms, known),
        late="" if timed.back_start is None else f"{timed.back_start:%H:%M:%S}",
    )


def _floated(timed: Timed) -> Row:
    shown = "?" if timed.duration_ms is None else print_rounded(timed.duration_ms)
    return Row(timed, None, "dự phòng", "", shown, "", "", _hole(timed), None, "")


def _clock(rundown: Rundown, seconds: int) -> str:
    if rundown.start is None:
        return print_length(seconds * SECOND)
    moment: datetime = rundown.start + timedelta(seconds=seconds)
    return f"{moment:%H:%M:%S}"


def _hole(timed: Timed) -> str | None:
    """What is owed for a row: its sound, by whom; None when nothing is."""
    segment = timed.segment
    if segment.sound is not None:
        return None
    owed = segment.sound_owner or ""
    if segment.sound_owner or (segment.media_ms or 0) > 0 or timed.duration_ms is None:
        return owed or "chưa rõ ai nợ"
    return None


def _gap(gap_ms: int | None, known: bool) -> str | None:
    if gap_ms is None or whole_seconds(gap_ms) == 0:
        return None
    if gap_ms > 0:
        return f"Trống {print_rounded(gap_ms)} trước giờ cứng"
    return f"Lấn {print_rounded(-gap_ms)} qua giờ cứng"


def _groups(rundown: Rundown, timing: Timing, rows: Sequence[Row]) -> tuple[Group, ...]:
    times = {block.block.id: block for block in timing.blocks}
    groups: list[Group] = []
    for row in rows:
        name = row.segment.block
        if groups and (groups[-1].block.id if groups[-1].block else None) == name:
            groups[-1] = replace(groups[-1], rows=(*groups[-1].rows, row))
            continue
        seen = any(group.block and group.block.id == name for group in groups)
        block = times.get(name or "")
        groups.append(Group(block.block if block else None, block, (row,), seen))
    return tuple(groups)


def signed(ms: int) -> str:
    """A length with its sign: +0'09", −0'02"."""
    shown = print_rounded(ms)
    return shown if shown.startswith("−") else f"+{shown}"


def over_words(over_ms: int) -> str:
    """Over, under or right."""
    seconds = whole_seconds(over_ms)
    return "đúng định mức" if seconds == 0 else f"{signed(over_ms)} {'vượt' if seconds > 0 else 'thiếu'}"


def day_words(day: date) -> str:
    """A weekday and date in Vietnamese; dots when the day is not known."""
    return "ngày …… / …… / ……" if day == UNDATED else f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"
