"""Gifts: who gave what to whom, for how much; several in one sentence, in lists, told actively or passively.

A sentence is walked through from left to right (nlp.gift_walk). A giving verb with a giver before it opens a gift; "Công ty
A ủng hộ 100 căn, Công ty B 50 căn" opens one a giver; "do X tài trợ", "của X", "từ X" name the giver behind the things
(nlp.gift_patterns). The sentence after may bring the total, the unit price or the giver (nlp.gift_sums). What the text does
not say stays empty; a sum that cannot be told for sure stays None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from newsroom.facts import Donation, Goods, Money
from nlp.amounts import Thing, role_of, worth
from nlp.context import scope_of
from nlp.fold import key
from nlp.found import Found
from nlp.gift import Gift
from nlp.gift_walk import Walker
from nlp.givers import is_official
from nlp.goods import GoodsMention
from nlp.mood import needed
from nlp.recipients import recipients_of
from nlp.source import Source

_IMPLIED = {"phần": "quà", "suất": "quà", "xuất": "quà", "căn": "nhà", "phan": "qua", "suat": "qua", "can": "nha"}
_CORE = re.compile(r"tặng|ủng hộ|tài trợ|hiến tặng|biếu|cúng dường|quyên góp|học bổng|tang|ung ho|tai tro|quyen gop")
_CLEAR = re.compile(r"hỗ trợ|đóng góp|trao|bàn giao|giúp đỡ|tiếp sức|hổ trợ|đỡ đầu|ho tro|dong gop|ban giao")
_POOR = re.compile(
    r"nghèo|khó khăn|quà|học bổng|hảo tâm|từ thiện|thiện nguyện|mồ côi|khuyết tật|bệnh nhân|tình thương|"
    r"đại đoàn kết|bất hạnh|viện phí|ngheo|kho khan|qua |hoc bong|vì người nghèo|học sinh|nhân đạo|thiên tai|"
    r"bão lũ"
)
_FARM_GOODS = re.compile(r"giống|phân|thức ăn|vốn|bò|heo|dê|gà|vịt|lươn|ếch|máy|cây|tập huấn|lưới|chuồng")


def find_donations(source: Source, found: Found) -> tuple[Donation, ...]:
    """Gifts told in the text, the title's only when the body tells none."""
    walker = Walker(source, found)
    gifts = walker.walk()
    body = [gift for gift in gifts if gift.start > source.title_end]
    if not gifts:
        return ()
    least = needed(source)
    told = [gift for gift in (body or gifts) if gift.things and _plainness(source, gift) >= least]
    made = [_donation(source, gift) for gift in told if not _only_host(source, gift, told)]
    return tuple(_distinct([donation for donation in made if donation]))


def _plainness(source: Source, gift: Gift) -> int:
    """0 to 3: a clear verb of giving, a giver from outside the state, someone in need or a parcel named."""
    begin, end = source.sentence_at(gift.verb)
    plain = source.plain
    about = plain[gift.verb : max(gift.end, gift.verb + 12)] + plain[gift.start : gift.end]
    if not gift.donor:
        return 2 if not gift.mobilised and _POOR.search(plain, begin, end) else 0
    state = gift.donor_at is not None and is_official(source.key[slice(*gift.donor_at)])
    things = " ".join(thing.what for thing in gift.things if isinstance(thing, GoodsMention))
    core = bool(_CORE.search(about))
    if state and not core and _FARM_GOODS.search(things):
        return 0
    verb = 2 if core else 1 if _CLEAR.search(about) else 0
    return verb + (0 if state else 1 if _POOR.search(plain, begin, end) else 0)


def _only_host(source: Source, gift: Gift, gifts: Sequence[Gift]) -> bool:
    """A state or Front body that hands over what others, named right after, have given."""
    if (
        gift.donor_at is None
        or any(isinstance(thing, Money) and role_of(source, thing, gift.begin) == "cash" for thing in gift.things)
        or not is_official(source.key[slice(*gift.donor_at)])
    ):
        return False
    after = [other for other in gifts if 0 < other.start - gift.start < 450 and other.donor and other.donor != gift.donor]
    outside = [other for other in after if other.donor_at and not is_official(source.key[slice(*other.donor_at)])]
    handed_over = source.plain.startswith("bàn giao", gift.verb) or source.plain.startswith("ban giao", gift.verb)
    return bool(outside) and (handed_over or any(_units(gift) & _units(other) for other in outside))


def _units(gift: Gift) -> set[str]:
    return {thing.unit.lower() for thing in gift.things if isinstance(thing, GoodsMention)}


def _donation(source: Source, gift: Gift) -> Donation | None:
    things = _without_units(sorted(gift.things, key=lambda thing: thing.start or 0))
    told = worth(source, things, gift.begin)
    goods = _given(source, things)
    if told.amount is None and not goods and not any(isinstance(thing, Money) and thing.currency for thing in things):
        return None
    start = min(gift.start, things[0].start or gift.start)
    end = max(thing.end or 0 for thing in things)
    recipients, count = recipients_of(source, (gift.verb, gift.end), end, goods)
    mobiliser = gift.donor if gift.mobilised else None
    return Donation(
        donor="" if gift.mobilised and is_official_name(gift.donor) else gift.donor,
        amount_vnd=told.amount,
        items=tuple(
            Goods(item.what or _IMPLIED.get(item.unit.lower(), ""), item.quantity, item.unit, item.start, item.end)
            for item in goods
        ),
        recipients=recipients,
        recipient_count=count,
        start=start,
        end=end,
        derived=told.derived,
        mobiliser=mobiliser,
        scope=scope_of(source, things[0].start or start),
        sum_check=told.check,
    )


def _unit_only(thing: GoodsMention, price: Money, before: Sequence[Thing]) -> bool:
    if thing.quantity != 1 or not 0 <= price.start - thing.end <= 2:
        return False
    return any(isinstance(other, GoodsMention) and other.unit.lower() == thing.unit.lower() for other in before)


def _without_units(things: list[Thing]) -> list[Thing]:
    """Leaves out the "1 căn" of "2 căn nhà, 1 căn 60tr": it only says the unit of the price."""
    out: list[Thing] = []
    for at, thing in enumerate(things):
        after = things[at + 1] if at + 1 < len(things) else None
        if isinstance(thing, GoodsMention) and isinstance(after, Money) and _unit_only(thing, after, out):
            continue
        out.append(thing)
    return out


def is_official_name(name: str) -> bool:
    """Whether a giver's name is a body that mobilises rather than gives."""
    return is_official(key(name)) or key(name).startswith(("quy ", "hoi ", "nhiem ky", "ban ", "doan "))


def _given(source: Source, things: Sequence[Thing]) -> list[GoodsMention]:
    """The goods themselves, without what each parcel holds ("mỗi phần gồm 5kg gạo, 1 thùng mì")."""
    out: list[GoodsMention] = []
    for thing in things:
        if not isinstance(thing, GoodsMention):
            continue
        before = source.plain[max(0, thing.start - 80) : thing.start]
        if out and re.search(r"(?:mỗi|moi|từng) [^.;]{0,70}$", before):
            continue
        out.append(thing)
    return out


def _distinct(donations: list[Donation]) -> list[Donation]:
    """The same giver and gift told twice is one."""
    kept: list[Donation] = []
    for donation in donations:
        twin = next((at for at, other in enumerate(kept) if _same(donation, other)), None)
        if twin is None:
            kept.append(donation)
        elif len(donation.items) > len(kept[twin].items):
            kept[twin] = replace(donation, start=kept[twin].start, end=kept[twin].end)
    return kept


def _same(one: Donation, other: Donation) -> bool:
    if one.donor != other.donor and one.donor and other.donor:
        return False
    if one.amount_vnd and one.amount_vnd == other.amount_vnd:
        return True
    return bool(one.items) and [(item.quantity, item.unit) for item in one.items] == [
        (item.quantity, item.unit) for item in other.items
    ]
