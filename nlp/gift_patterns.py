"""Gifts told without a verb before them: giver behind the things, givers in lists, givers after a comma."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.amounts import Thing
from nlp.gift import ITEM, LISTS, OWN, Gift, asked
from nlp.gift_givers import Givers
from nlp.givers import ANAPHORA, HEAD, giver_before, is_official
from nlp.source import Source

_BEHIND = re.compile(
    r",? {0,2}\(?(?:do|của|từ|tu|cua|nguồn từ|từ nguồn|từ nguồn (?:vận động|ủng hộ|hỗ trợ|kinh phí|"
    r"tài trợ)(?: của)?|do chính) (?=\S)"
)
_GIVEN_END = re.compile(
    r"[;()\n]|,(?! (?:giáo viên|công chức|viên chức|đảng viên|đoàn viên|công nhân|người lao động|học sinh|phật tử|"
    r"hội viên|chiến sĩ|nhân viên|tín đồ|nhà hảo tâm))|"
    r"\s(?:và )?\d|(?<!tp)(?<!q)\.(?=\s|$)| (?:cho|gửi|trao|ủng hộ|hỗ trợ|tài trợ|đóng góp|tặng|"
    r"vận động|góp|qua|để|thông qua|nhân dịp|đến|tới|quyên góp|cúng dường|hiến|tự nguyện|gởi|chuyển|mua|giúp|"
    r"tai tro|ho tro|ung ho|dong gop|tang|gop|goi)(?![^\W_])"
)
_CONTEXT = re.compile(
    r"tặng|ủng hộ|tài trợ|đóng góp|hỗ trợ|trao|vận động|tiếp nhận|quyên góp|cảm ơn|nhận được|hảo tâm|"
    r"mạnh thường quân|nhà tài trợ|tang|ung ho|tai tro|dong gop|ho tro|cam on|học bổng|quà|gop|góp"
)
_WHOSE = re.compile(
    r"(?:tinh|huyen|xa|ap|phuong|ho|nguoi|ong ba|chuong trinh|nam|nuoc|minh|chung|dong bao|hoc sinh|cac em|em|"
    r"chau|chi|anh|ba|ong)(?: (?:ngheo|nay|ay|minh|do)|$)"
)
_GOT = re.compile(r"nhận|tiếp nhận|số tiền|trao|trong đó|gồm|ủng hộ|tài trợ|hỗ trợ|nguồn|kinh phí|nhan|so tien|gom|tặng")
_GROUPED = re.compile(
    r"[\s,(]*(?:và |cùng |với |kèm |\+ ?|mỗi [^\W\d_]+(?: [^\W\d_]+){0,2}(?: trị giá| là)? |tổng trị giá |"
    r"trị giá |tổng cộng |tổng số tiền |tổng |tương đương |gồm |hơn |gần |trên |khoảng |và )*[\s(]*"
)
_GOT_FROM = re.compile(r"nhận (?:được )?(?:của|từ|sự hỗ trợ của|hỗ trợ từ|tài trợ từ|ủng hộ của|ủng hộ từ) (?=\S)")


def behind_things(
    source: Source, givers: Givers, begin: int, end: int, things: Sequence[Thing], listing: bool
) -> list[Gift]:
    """As in "300 triệu đồng do Công ty X ủng hộ; 50 triệu đồng của Quỹ Y": the giver stands behind what is given."""
    gifts = list[Gift]()
    plain = source.plain
    if not _CONTEXT.search(plain, max(0, begin - 250), end):
        return gifts
    for thing in things:
        sign = _GOT_FROM.search(plain, max(begin, (thing.start or 0) - 120), thing.start or 0)
        span = giver_before(source, sign.end(), thing.start or 0) if sign else None
        if span and sign and span[0] - sign.end() < 4:
            gifts.append(Gift(span[0], thing.end or 0, span[0], givers.name(span), span, [thing], begin))
    if gifts:
        return gifts
    group: list[Thing] = []
    for at, thing in enumerate(things):
        if group and not _same_group(plain, group[-1].end or 0, thing.start or 0):
            group = []
        group.append(thing)
        sign = _BEHIND.match(plain, thing.end or 0)
        if not sign or (at + 1 < len(things) and (things[at + 1].start or 0) < sign.end()):
            continue
        reach = min(end, sign.end() + 120)
        stop = _GIVEN_END.search(plain, sign.end(), reach)
        finish = stop.start() if stop else reach
        span = giver_before(source, sign.end(), finish)
        if (
            not span
            or span[0] - sign.end() > 14
            or OWN.search(plain, sign.start(), finish)
            or _WHOSE.match(source.key, span[0])
        ):
            continue
        if "do" not in sign[0] and not (_GOT.search(plain[max(0, begin - 250) : group[0].start]) or listing):
            continue
        span = asked(source, givers.widened(span, sign.end(), finish) or span, end)
        closes = _verb_end(plain, max(finish, span[1]), end)
        if re.match(r" (?:hơn |gần |trên )?\d", plain[closes : closes + 8]):
            group = []
            continue
        gifts.append(
            Gift(group[0].start or begin, closes, group[0].start or begin, givers.name(span), span, list(group), begin)
        )
        group = []
    return gifts


def listed(source: Source, givers: Givers, begin: int, end: int, things: list[Thing]) -> list[Gift]:
    """As in "- Công ty A: 10 phần quà; bà B 5 triệu đồng": givers by their place in the list."""
    gifts = list[Gift]()
    item = ITEM.match(source.plain[begin:end])
    at = begin + (item.end() if item else 0)
    for stop in _stops(source.plain, at, end):
        inside = [thing for thing in things if at <= (thing.start or 0) < stop]
        if inside:
            first = inside[0].start or at
            span = giver_before(source, at, first - (1 if source.plain[first - 1] == "(" else 0))
            if (
                span
                and span[0] - at <= 12
                and first - span[1] <= 14
                and givers.firm(span)
                and LISTS.search(source.plain, max(0, begin - 600), begin)
            ):
                gifts.append(Gift(span[0], first, first, givers.name(span), span, inside[:1], at))
        at = stop + 1
    return gifts


def elided(source: Source, givers: Givers, before: int, start: int) -> tuple[int, int] | None:
    """The giver between the last thing and this one: ", Công ty B 50 căn"."""
    gap = source.plain[before:start]
    cut = max(gap.rfind(", "), gap.rfind("; "), gap.rfind(" và "), gap.rfind("\n"), gap.rfind("+ "))
    if cut < 0 or len(gap) > 160:
        return None
    left = before + cut + (4 if gap[cut : cut + 4] == " và " else 1)
    if start - left < 5:
        return None
    if re.search(r"(?:mỗi|tổng|trị giá|trong đó|moi|tong|tri gia)\s", source.plain[left:start]):
        return None
    span = giver_before(source, left, start)
    if not span or span[0] - left > 4 or ANAPHORA.match(source.key[span[0] : span[1]]):
        return None
    head = HEAD.match(source.key, span[0])
    return span if head or source.text[span[0]].isupper() else None


def credit_behind(source: Source, givers: Givers, gift: Gift, end: int) -> None:
    """As in "số tiền 43,5 triệu đồng của bạn đọc": the giver named behind the things, before a host's name."""
    if not gift.things:
        return
    last = max(thing.end or 0 for thing in gift.things[:2])
    first = gift.things[0].end or 0
    for after in (first, last):
        sign = _BEHIND.match(source.plain, after)
        if not sign:
            continue
        stop = _GIVEN_END.search(source.plain, sign.end(), min(end, sign.end() + 110))
        span = giver_before(source, sign.end(), stop.start() if stop else min(end, sign.end() + 90))
        if (
            span
            and span[0] - sign.end() < 12
            and (
                not gift.donor
                or is_official(source.key[gift.donor_at[0] : gift.donor_at[1]] if gift.donor_at else "")
                or "do" in sign[0]
            )
        ):
            gift.donor, gift.donor_at = givers.name(span), span
            return


def _same_group(plain: str, end: int, start: int) -> bool:
    return start - end < 60 and bool(_GROUPED.fullmatch(plain[end:start].rstrip(")")))


def _verb_end(plain: str, at: int, end: int) -> int:
    """The end of the giving verb behind a giver ("do X tài trợ")."""
    found = re.compile(
        r" (?:ủng hộ|hỗ trợ|tài trợ|đóng góp|tặng|trao tặng|vận động(?: [^\W\d_]+){0,3} (?:đóng góp|ủng hộ|mua)|"
        r"vận động|quyên góp|cúng dường|góp|hiến tặng)(?![^\W_])"
    ).match(plain, at, end)
    return found.end() if found else at


def _stops(plain: str, at: int, end: int) -> list[int]:
    return [*(at + found.start() for found in re.finditer(r";", plain[at:end])), end]
