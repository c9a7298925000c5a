"""What makes a candidate worth its place today, each reason with its points and its words."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from newsroom.candidates import Aired, Candidate
from newsroom.plan_words import TOPICS
from newsroom.seasons import Season
from newsroom.shows import Show


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a candidate gains or loses: points and words in Vietnamese."""

    points: int
    words: str


@dataclass(frozen=True, slots=True)
class Past:
    """What the last weeks heard, counted by commune, area, partner, donor and topic; `month` is this month by topic and area."""

    communes: Tally[str]
    areas: Tally[str]
    partners: Tally[str]
    donors: Tally[str]
    month: Tally[tuple[str, str]]
    topics_month: Tally[str]
    weeks: int


def past(history: Sequence[Aired], show: Show, day: date) -> Past:
    """The counts of the weeks before `day` that balance looks at; repeats count too: listeners heard them."""
    since = day - timedelta(weeks=show.balance_weeks)
    recent = [row for row in history if since <= row.day < day]
    month = [row for row in history if (row.day.year, row.day.month) == (day.year, day.month) and row.day < day]
    return Past(
        communes=Tally(row.commune for row in recent if row.commune),
        areas=Tally(row.area for row in recent if row.area),
        partners=Tally(row.partner for row in recent if row.partner),
        donors=Tally(donor for row in recent for donor in row.donors),
        month=Tally((row.topic, place) for row in month for place in (row.area or row.commune,) if place),
        topics_month=Tally(row.topic for row in month),
        weeks=show.balance_weeks,
    )


def reasons(item: Candidate, show: Show, day: date, before: Past, seasons: Sequence[Season]) -> list[Reason]:
    """All reasons for and against a candidate, strongest first."""
    found = [*_news(item, show, day), *_balance(item, before), *_season(item, seasons), *_promise(item, day)]
    if item.topic in show.prefer:
        found.append(Reason(show.prefer[item.topic], "chuyên mục ưu tiên nhóm này"))
    if item.weight:
        found.append(Reason(item.weight, "biên tập viên đề nghị" if item.weight > 0 else "biên tập viên xin hoãn"))
    if not item.approved:
        found.append(Reason(-150, "chưa duyệt, phải duyệt trước khi khóa"))
    return sorted((reason for reason in found if reason.points), key=lambda reason: -abs(reason.points))


def _news(item: Candidate, show: Show, day: date) -> list[Reason]:
    found = []
    if item.event_date is not None:
        age = (day - item.event_date).days
        if 0 <= age < show.fresh_days:
            when = "hôm nay" if age == 0 else "hôm qua" if age == 1 else f"ngày {item.event_date:%d/%m}"
            found.append(Reason(round(100 * (show.fresh_days - age) / show.fresh_days), f"sự kiện {when}"))
    if item.until is not None:
        left = (item.until - day).days
        if 0 <= left <= 7:
            words = "hết hạn hôm nay" if left == 0 else f"chỉ còn là tin đến {item.until:%d/%m}"
            found.append(Reason(120 - 12 * left, words))
    if item.first_aired is not None:
        found.append(Reason(-90, f"phát lại, lần đầu {item.first_aired:%d/%m/%Y}"))
    return found


def _balance(item: Candidate, before: Past) -> list[Reason]:
    found = []
    place = item.area or item.commune
    if place:
        this_month = before.month[(item.topic, place)]
        if this_month <= 1:
            count = "chưa có" if this_month == 0 else "mới có 1"
            where = f"vùng {item.area}" if item.area else f"ở {place}"
            found.append(Reason(40 - 15 * this_month, f"tháng này {count} {TOPICS.get(item.topic, item.topic)} {where}"))
    found += _rare(before.communes, item.commune, before.weeks, 60, 25)
    found += _rare(before.partners, item.partner, before.weeks, 30, 8)
    heard = sum(before.donors[donor] for donor in item.donors)
    if heard:
        found.append(Reason(-25 * heard, f"nhà tài trợ này đã lên sóng {heard} lần trong {before.weeks} tuần"))
    return found


def _rare(tally: Tally[str], name: str | None, weeks: int, bonus: int, cost: int) -> list[Reason]:
    if name is None:
        return []
    heard = tally[name]
    if heard == 0:
        return [Reason(bonus, f"{weeks} tuần qua chưa có tin của {name}")]
    return [Reason(bonus // 2 - cost * heard, f"{name} đã có {heard} tin trong {weeks} tuần")]


def _season(item: Candidate, seasons: Sequence[Season]) -> list[Reason]:
    return [Reason(35, f"đúng dịp {season.name}") for season in seasons if item.topic in season.topics][:1]


def _promise(item: Candidate, day: date) -> list[Reason]:
    if item.follow_up_on is None:
        return []
    late = (day - item.follow_up_on).days
    if late < -7:
        return []
    return [Reason(110 + min(max(late, 0), 30), f"đến hạn thông tin lại với thính giả ({item.follow_up_on:%d/%m})")]
