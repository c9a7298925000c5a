"""The walk through the sentences of a text that opens a gift at every giving verb and shares the things out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsroom.facts import Money
from nlp.amounts import Thing, role_of
from nlp.found import Found
from nlp.gift import ITEM, LISTS, OWN, Gift, asked
from nlp.gift_givers import Givers
from nlp.gift_patterns import behind_things, credit_behind, elided, listed
from nlp.gift_sums import add_base, belongs, credited, spread
from nlp.gift_words import gift_verbs, no_gift
from nlp.givers import giver_before
from nlp.goods import GoodsMention, lone_thing, names_a_thing, unnumbered_thing
from nlp.source import Source

_OTHER = re.compile(
    r"còn thiếu|còn cần|cần |đề nghị|phấn đấu|tồn |còn lại|phần còn|trong khi|nhưng|đạt|thu nhập|chi phí|"
    r"giá thành|đối ứng|dự toán|tổng vốn|con thieu|diện tích|\n|thu hoạch|kế hoạch|chỉ tiêu|trước đó"
)
_HANDED = re.compile(r" (?:đã được|được|đã|vừa được) (?:[^\W\d_]+ ){0,3}$|(?:được|duoc) (?:[^\W\d_]+ ){0,2}$")
_PART_OF = re.compile(r"trong (?:số |tổng số )?$")
_FOR_OTHERS = re.compile(r"tặng|cho |giúp|ủng hộ|tới |đến |giao |từ thiện|vùng lũ|phát |ra đảo")


class Walker:
    """Walks the sentences, keeping the last giver for "Đoàn còn tặng", and the last gifts for totals that follow."""

    def __init__(self, source: Source, found: Found) -> None:
        self.source = source
        self.givers = Givers(source, [*found.organisations, *found.persons])
        self.things: list[Thing] = sorted([*found.money, *_outside(found)], key=lambda thing: thing.start or 0)
        self.listing = False

    def walk(self) -> list[Gift]:
        """All gifts of the text in order of their verbs."""
        gifts: list[Gift] = []
        for begin, end in self.source.sentences:
            plain = self.source.plain[begin:end]
            things = [thing for thing in self.things if begin <= (thing.start or 0) < end]
            self.givers.note_partner(begin, end)
            if gifts and (
                credited(self.source, self.givers, gifts, begin, end, things)
                or belongs(self.source, self.givers, gifts, begin, end, things)
            ):
                continue
            things = [thing for thing in things if not self._own(thing, begin) and not self._inside(thing, things, begin)]
            if no_gift(plain) or not (things or names_a_thing(self.source.plain, begin, end)):
                self.listing = plain.rstrip().endswith(":")
                continue
            new = self._sentence(begin, end, things)
            for gift in new:
                add_base(self.source, self.things, gift)
            gifts.extend(new)
            self.listing = plain.rstrip().endswith(":") or (self.listing and bool(ITEM.match(plain)))
        return gifts

    def _own(self, thing: Thing, begin: int) -> bool:
        """Whether a thing is the family's, the state's or the people's own share."""
        start = thing.start or 0
        if isinstance(thing, GoodsMention) and _PART_OF.search(self.source.plain, max(begin, start - 16), start):
            return True
        return bool(OWN.search(self.source.plain, max(begin, start - 45), start))

    def _inside(self, thing: Thing, things: Sequence[Thing], begin: int) -> bool:
        """Contents and shares in brackets: "(500.000 đồng tiền mặt và 1 suất bánh)", "xã A (500 phần)"."""
        start = thing.start or 0
        plain = self.source.plain
        opened = plain.rfind("(", max(begin, start - 80), start)
        if opened < 0 or plain.find(")", opened, start) >= 0 or not any((other.start or 0) < opened for other in things):
            return False
        if isinstance(thing, GoodsMention):
            return True
        return not (
            thing.unit_price
            or "/" in thing.surface
            or re.search(r"trị giá|tổng|mỗi|tương đương|tri gia|tong|moi", plain[opened:start])
            or (start - opened < 3 and not re.match(r" (?:tiền mặt|và|tien mat)", plain[thing.end : thing.end + 10]))
        )

    def _sentence(self, begin: int, end: int, things: list[Thing]) -> list[Gift]:
        source = self.source
        gifts: list[Gift] = behind_things(source, self.givers, begin, end, things, self.listing)
        taken = {id(thing) for gift in gifts for thing in gift.things}
        things = [thing for thing in things if id(thing) not in taken]
        at = begin
        for verb in gift_verbs(source, begin, end):
            if verb.start() < at or any(gift.start <= verb.start() < gift.end for gift in gifts):
                continue
            gift = self._open(begin, at, end, verb, things, gifts)
            if gift:
                gifts.append(gift)
                at = max([verb.end(), *((thing.end or 0) for thing in gift.things if gift.verb < (thing.start or 0))])
        if not gifts and (
            self.listing or ITEM.match(source.plain[begin:end]) or re.match(r"trong đó|cụ thể|gồm", source.plain[begin:end])
        ):
            gifts = listed(source, self.givers, begin, end, things)
        elif not gifts and things and LISTS.search(source.plain, max(0, begin - 250), begin):
            gifts = listed(source, self.givers, begin, end, things[:1])
        self._share(gifts, begin, end, things)
        for gift in gifts:
            if gift.donor:
                self.givers.last = gift.donor
        return [gift for gift in gifts if gift.things]

    def _open(
        self, begin: int, at: int, end: int, verb: re.Match[str], things: list[Thing], gifts: list[Gift]
    ) -> Gift | None:
        """A gift for one verb, None when it has no thing or belongs to the gift before."""
        source = self.source
        left = max(at, _clause(source.plain, at, verb.start()))
        span = self.givers.widened(giver_before(source, left, verb.start()), left, verb.start())
        strong = bool(verb["strong"])
        ahead = [thing for thing in things if verb.end() <= (thing.start or 0)]
        near = ahead[:1] if ahead and _reach(source.plain, verb.end(), ahead[0].start or 0, verb) else []
        alone = lone_after(source, verb.end(), near[0].start or end if near else end)
        if not near and not alone and strong and span:
            alone = unnumbered_thing(source, verb.end() + 1)
        if alone:
            things.append(alone)
            things.sort(key=lambda thing: thing.start or 0)
            near = [alone, *near]
        behind = [thing for thing in things if at <= (thing.start or 0) < verb.start()]
        if span is None and gifts and at > begin:
            return self._again(gifts[-1], left, verb, near, things)
        handed = (
            bool(behind)
            and span is None
            and not near
            and bool(_HANDED.search(source.plain, behind[-1].end or 0, verb.start()))
        )
        if handed and not gifts:
            gift = Gift(
                behind[0].start or at,
                verb.end(),
                behind[0].start or at,
                begin=left,
                strong=strong,
                donor=self.givers.partner,
            )
            gift.things = list(behind)
            return gift
        if not near and not (behind and span and _passive(source.plain, span[0], begin)):
            return None
        if span is None and not self._nameless(begin, left, verb, strong):
            return None
        if not strong and span and not self.givers.firm(span):
            return None
        if (
            not near
            and span
            and gifts
            and all(isinstance(thing, Money) and role_of(source, thing, at) in ("unit", "total") for thing in behind)
        ):
            gifts[-1].things.extend(behind)
            gifts[-1].donor, gifts[-1].donor_at = self.givers.name(span), span
            return None
        if span and gifts and re.search(r"cùng(?: với)? $", source.plain[max(begin, span[0] - 10) : span[0]]):
            return None
        gift = Gift(
            span[0] if span else verb.start(),
            verb.end(),
            verb.start(),
            begin=left,
            mobilised=bool(verb["mob"]),
            strong=strong,
        )
        if span:
            span = asked(source, (span[0], verb.start() - 1), end) if verb["mob"] else span
            gift.mobilised = gift.mobilised and span[0] < verb.start()
            if gift.mobilised:
                span = (span[0], min(span[1], verb.start()))
            gift.donor, gift.donor_at = self.givers.name(span), span
        elif strong:
            gift.donor = self.givers.told_before(begin)
        if not near:
            gift.things = list(behind)
            gift.start = min(gift.start, behind[0].start or gift.start)
        else:
            gift.things = list(near)
        return gift

    def _again(self, last: Gift, left: int, verb: re.Match[str], near: list[Thing], things: Sequence[Thing]) -> Gift | None:
        """As in "A trao 2 căn nhà, mỗi căn 70 triệu đồng, tặng 50 suất quà": a second gift of the same giver."""
        fresh = verb["strong"] or verb[0] in ("trao", "trau")
        if not fresh or not near or not isinstance(near[0], GoodsMention) or near[0] in last.things or last.mobilised:
            return None
        between = [thing for thing in things if last.verb <= (thing.start or 0) < verb.start()]
        if not between or not re.search(
            r"[,;]|đồng thời|và |ngoài ra|còn ", self.source.plain[between[-1].end or 0 : verb.start()]
        ):
            return None
        return Gift(verb.start(), verb.end(), verb.start(), last.donor, last.donor_at, list(near), left, strong=last.strong)

    def _nameless(self, begin: int, left: int, verb: re.Match[str], strong: bool) -> bool:
        """A gift without a giver is told only where the verb opens its clause ("- Tặng 410 phần quà") or counts a fund."""
        plain = self.source.plain
        before = plain[max(begin, left) : verb.start()]
        if verb["carry"]:
            return False
        if verb["mob"]:
            return bool(
                re.match(r" (?:được|duoc|quỹ|nguồn|\d|hơn|gần|trên|kinh phí|tổng)", plain[verb.end() : verb.end() + 12])
            )
        opens = bool(re.fullmatch(r"[\s\-+*•–\d.)a-zđ]{0,6}(?:thăm,? ?|đã |còn |tổ chức |[^:]{0,40}: ?)?", before))
        return (
            opens
            and (strong or verb[0] in ("trao", "phát", "cấp", "phat", "cap"))
            and bool(re.match(r"(?: [^\W\d_]+){0,3} ?[\d]", plain[verb.end() : verb.end() + 30]))
        )

    def _share(self, gifts: list[Gift], begin: int, end: int, things: list[Thing]) -> None:
        """Give each gift the things up to the next giver; a giver without a verb opens a gift of its own."""
        source = self.source
        taken = {id(thing) for gift in gifts for thing in gift.things}
        for thing in things:
            if id(thing) in taken or not gifts:
                continue
            start = thing.start or 0
            owner = max((gift for gift in gifts if gift.verb <= start), key=lambda gift: gift.verb, default=None)
            if owner is None:
                if _passive(source.plain, gifts[0].start, begin) and gifts[0].verb > start:
                    gifts[0].things.insert(0, thing)
                continue
            before = max([owner.verb, *((other.end or 0) for other in owner.things if (other.start or 0) < start)])
            between = elided(source, self.givers, before, start)
            if between:
                gifts.append(Gift(between[0], start, start, self.givers.name(between), between, [thing], before))
                continue
            gap = source.plain[before:start]
            if owner is not None and (
                owner.mobilised or (";" in gap and not re.search(r"(?:tổng|mỗi|trị giá|trong đó)", gap))
            ):
                continue
            if (
                owner is not None
                and OWN.search(gap) is None
                and _OTHER.search(gap) is None
                and not ("(" in gap[-2:] and _echo(owner, thing))
            ):
                owner.things.append(thing)
        for gift in gifts:
            credit_behind(source, self.givers, gift, end)
        spread(source, gifts)


def _clause(plain: str, at: int, verb: int) -> int:
    cut = max(plain.rfind(";", at, verb), plain.rfind(" nhưng ", at, verb))
    return cut + 1 if cut >= 0 else at


def _reach(plain: str, after: int, start: int, verb: re.Match[str]) -> bool:
    """Whether the thing is near enough behind the verb to be what it gives."""
    gap = plain[after:start]
    if ";" in gap or "\n" in gap.strip():
        return False
    if verb["strong"]:
        return len(gap) <= 160
    if verb["carry"]:
        return len(gap) <= 10 and bool(_FOR_OTHERS.search(plain, start, start + 140))
    return len(gap) <= 60 and gap.count(",") <= 0


def _passive(plain: str, giver: int, begin: int) -> bool:
    return bool(
        re.search(
            r"(?:do|được|nhờ|từ|bởi|của|duoc|tu|nguồn)(?: (?:nguồn|chính|các))?\s$", plain[max(begin, giver - 14) : giver]
        )
    )


def lone_after(source: Source, after: int, end: int) -> GoodsMention | None:
    """A thing without a number right behind the verb or behind a short recipient ("tặng ấp bộ máy vi tính")."""
    for gap in re.finditer(r"\s", source.plain[after : min(end, after + 30)]):
        at = after + gap.end()
        if re.search(r"[,.;]", source.plain[after:at]):
            return None
        thing = lone_thing(source, at, end)
        if thing:
            return thing
    return None


def _echo(gift: Gift, thing: Thing) -> bool:
    """A sum said again in brackets in words."""
    return isinstance(thing, Money) and any(
        isinstance(other, Money) and other.amount_vnd == thing.amount_vnd for other in gift.things
    )


def _outside(found: Found) -> list[GoodsMention]:
    """Goods that are no part of a sum or a count of households."""
    taken = [(sum_.start, sum_.end) for sum_ in found.money] + [(count.start, count.end) for count in found.households]
    return [goods for goods in found.goods if all(goods.start >= end or goods.end <= start for start, end in taken)]
