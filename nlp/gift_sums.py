"""Sentences that only add to the gifts before: the total, the price of each, and who paid for all of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from newsroom.facts import Money
from nlp.amounts import Thing, role_of
from nlp.gift import OWN, Gift, asked
from nlp.gift_givers import Givers
from nlp.gift_words import gift_verbs
from nlp.givers import giver_before
from nlp.goods import GoodsMention
from nlp.source import Source

_TOTAL_SENTENCE = re.compile(r"(?:tổng|tong|số quà|so qua|trị giá|tri gia|toàn bộ|ước tính|cộng)")
_EACH_SENTENCE = re.compile(r"\s*(?:bình quân |trung bình )?(?:mỗi|moi|trong đó,? mỗi|mức hỗ trợ mỗi|mỗi một)\s")
_CREDIT = re.compile(
    r"\s*(?:bình quân |trung bình )?(?:toàn bộ|mỗi|tổng|kinh phí|nguồn kinh phí|số quà|số tiền|đây là|những|các|phần quà|quà|"
    r"mọi chi phí|chi phí|công trình|căn nhà|ngôi nhà|chương trình|trị giá|tất cả|toan bo|tong)(?![^\W_])"
)
_BY = re.compile(
    r" (?:(?P<do>do)|từ nguồn(?: kinh phí| vận động| ủng hộ| hỗ trợ| tài trợ)?(?: của)?|được|từ|của|duoc) (?=\S)"
)
_PAID = re.compile(
    r"[;()\n]|(?<!tp)(?<!q)\.(?=\s|$)| (?:tài trợ|hỗ trợ|ủng hộ|vận động|quyên góp|đóng góp|trao tặng|tặng|"
    r"cúng dường|chi trả)(?![^\W_])"
)


def credited(source: Source, givers: Givers, gifts: list[Gift], begin: int, end: int, things: Sequence[Thing]) -> bool:
    """As in "Toàn bộ số quà trên do X tài trợ", "Tổng trị giá 38 triệu đồng do Y quyên góp": whose the gifts before are."""
    if not _CREDIT.match(source.plain, begin, end) or begin - gifts[-1].end > 400:
        return False
    span = _payer(source, begin, end)
    if span is None:
        return False
    name = givers.name(span)
    near = [gift for gift in gifts if gift.start >= gifts[-1].start - 700]
    for gift in near:
        if not gift.donor or gift.donor == givers.partner or givers.weak_name(gift):
            gift.donor, gift.donor_at = name, span
    _add_sums(
        source, [gift for gift in near if gift.donor == name], begin, [thing for thing in things if isinstance(thing, Money)]
    )
    return True


def _payer(source: Source, begin: int, end: int) -> tuple[int, int] | None:
    """The giver behind "do", else behind the first "từ", "của", "được" that has one."""
    signs = list(_BY.finditer(source.plain, begin, min(end, begin + 200)))
    for sign in sorted(signs, key=lambda found: found["do"] is None):
        reach = min(end, sign.end() + 150)
        stop = _PAID.search(source.plain, sign.end(), reach)
        span = giver_before(source, sign.end(), stop.start() if stop else reach)
        if span and span[0] - sign.end() <= 6 and not OWN.search(source.plain, begin, reach):
            return asked(source, span, end)
    return None


def _add_sums(source: Source, gifts: Sequence[Gift], begin: int, money: Sequence[Money]) -> None:
    """The price of each to the last gift; a total only when it can be of one gift alone."""
    if not money or not gifts:
        return
    if _EACH_SENTENCE.match(source.plain, begin):
        gifts[-1].things.extend(money[:2])
    elif len(gifts) == 1 or not any(isinstance(thing, Money) for gift in gifts for thing in gift.things):
        gifts[-1].things.append(money[0])


def belongs(source: Source, givers: Givers, gifts: list[Gift], begin: int, end: int, things: Sequence[Thing]) -> bool:
    """Whether this sentence only says the total or the unit price of the gift before."""
    last = gifts[-1]
    plain = source.plain
    if "\n\n" in plain[last.end : begin]:
        return False
    if not things or begin - last.end > 220 or gift_verbs_with_giver(source, begin, end):
        return False
    money = [thing for thing in things if isinstance(thing, Money)]
    if not money:
        return False
    head = plain[begin : money[0].start]
    if any(
        isinstance(thing, GoodsMention) and thing.start < money[0].start for thing in things
    ) and not _TOTAL_SENTENCE.match(head.lstrip()):
        return False
    if _EACH_SENTENCE.match(head) or (_TOTAL_SENTENCE.search(head) and len(head) < 60):
        if _EACH_SENTENCE.match(head) and spread(source, [*gifts[-4:-1], replace(last, things=[*last.things, money[0]])]):
            last.things.append(money[0])
            return True
        together = [gift for gift in gifts if gift.start >= last.start - 400 and gift.donor == last.donor]
        if (
            len(gifts) > 1
            and gifts[-2].donor != last.donor
            and not _EACH_SENTENCE.match(head)
            and begin - gifts[-2].end < 250
        ):
            return True
        together[-1].things.extend(money[:1])
        return True
    return False


def add_base(source: Source, things: Sequence[Thing], gift: Gift) -> None:
    """As in "Mỗi căn do ngân hàng hỗ trợ 50 triệu đồng": the houses counted just before are the goods."""
    if any(isinstance(thing, GoodsMention) for thing in gift.things):
        return
    price = next((thing for thing in gift.things if isinstance(thing, Money)), None)
    if price is None or role_of(source, price, max(0, price.start - 120)) != "unit":
        return
    near = source.plain[max(0, price.start - 100) : price.end]
    for goods in reversed(
        [thing for thing in things if isinstance(thing, GoodsMention) and price.start - 420 < thing.start < price.start]
    ):
        if (
            goods.unit
            and goods.quantity
            and goods.quantity > 1
            and re.search(rf"(?:/|mỗi |moi ){re.escape(goods.unit.lower())}(?![^\W_])", near)
        ):
            gift.things.insert(0, goods)
            return


def gift_verbs_with_giver(source: Source, begin: int, end: int) -> bool:
    """Whether the sentence opens a gift of its own."""
    return any(giver_before(source, begin, verb.start()) for verb in gift_verbs(source, begin, end) if verb["strong"])


def spread(source: Source, gifts: Sequence[Gift]) -> bool:
    """As in "A 250 phần quà, B 400 phần, mỗi phần 400.000 đồng": the price at the end is for all; says whether it spread."""
    if len(gifts) < 2:
        return False
    price = next(
        (
            thing
            for thing in gifts[-1].things
            if isinstance(thing, Money) and role_of(source, thing, max(0, thing.start - 120)) == "unit"
        ),
        None,
    )
    counted = [thing for thing in gifts[-1].things if isinstance(thing, GoodsMention)]
    if price is None or not counted:
        return False
    spread = False
    for gift in gifts[:-1]:
        if not any(isinstance(thing, Money) for thing in gift.things) and any(
            isinstance(thing, GoodsMention) and thing.unit.lower() == counted[-1].unit.lower() for thing in gift.things
        ):
            gift.things.append(price)
            spread = True
    return spread
