"""Gifts: who gave what to whom, for how much; several in one sentence, in lists, told actively or passively.

A sentence is walked through from left to right. A giving verb with a giver before it opens a gift; "Công ty A ủng hộ 100
căn, Công ty B 50 căn" opens one a giver; "do X tài trợ", "của X", "từ X" name the giver behind the things. The sentence
after may bring the total ("Tổng kinh phí 140 triệu đồng") or the unit price. What the text does not say stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from newsroom.facts import Donation, Goods, Money
from nlp.amounts import Thing, role_of, worth
from nlp.context import scope_of
from nlp.found import Found
from nlp.gift_words import gift_verbs, no_gift
from nlp.givers import ANAPHORA, HEAD, giver_before, is_official
from nlp.goods import GoodsMention, lone_thing, unnumbered_thing
from nlp.mood import needed
from nlp.recipients import recipients_of
from nlp.source import Source

_BEHIND = re.compile(
    r",? {0,2}\(?(?:do|của|từ|tu|cua|nguồn từ|từ nguồn|từ nguồn (?:vận động|ủng hộ|hỗ trợ|kinh phí|"
    r"tài trợ)(?: của)?|do chính) (?=\S)"
)
_GIVEN_END = re.compile(
    r"[;,()\n]|\s(?:và )?\d|(?<!tp)(?<!q)\.(?=\s|$)| (?:cho|gửi|trao|ủng hộ|hỗ trợ|tài trợ|đóng góp|tặng|"
    r"vận động|góp|qua|để|thông qua|nhân dịp|đến|tới|quyên góp|cúng dường|hiến|tự nguyện|gởi|chuyển|mua|giúp|"
    r"tai tro|ho tro|ung ho|dong gop|tang|gop|goi)(?![^\W_])"
)
_TOTAL_SENTENCE = re.compile(r"(?:tổng|tong|số quà|so qua|trị giá|tri gia|toàn bộ|ước tính|cộng)")
_EACH_SENTENCE = re.compile(r"\s*(?:mỗi|moi|trong đó,? mỗi|mức hỗ trợ mỗi|mỗi một)\s")
_ITEM = re.compile(r"^\s*(?:[-+*•–—▪✅🌸👉🔸♥❤️💐🎁\u2022\uf0b7]+|\(?\d{1,2}[.)/]|[a-zđ][.)])\s*")
_CONTEXT = re.compile(
    r"tặng|ủng hộ|tài trợ|đóng góp|hỗ trợ|trao|vận động|tiếp nhận|quyên góp|cảm ơn|nhận được|hảo tâm|"
    r"mạnh thường quân|nhà tài trợ|tang|ung ho|tai tro|dong gop|ho tro|cam on|học bổng|quà|gop|góp"
)
_OWN = re.compile(
    r"đối ứng|doi ung|(?<!nông )dân góp|nhân dân đóng góp|người dân đóng góp|vay |giải ngân|ngân sách|"
    r"nhà nước (?:hỗ trợ|đầu tư|cấp)|chương trình mục tiêu|gia đình (?:góp|bỏ|vay|mượn)|vốn (?:tự có|"
    r"của gia đình)|dự án \d"
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


def _same_group(plain: str, end: int, start: int) -> bool:
    return start - end < 60 and bool(_GROUPED.fullmatch(plain[end:start].rstrip(")")))


def _verb_end(plain: str, at: int, end: int) -> int:
    """The end of the giving verb behind a giver ("do X tài trợ")."""
    found = re.compile(
        r" (?:ủng hộ|hỗ trợ|tài trợ|đóng góp|tặng|trao tặng|vận động(?: [^\W\d_]+){0,3} (?:đóng góp|ủng hộ|mua)|"
        r"vận động|quyên góp|cúng dường|góp|hiến tặng)(?![^\W_])"
    ).match(plain, at, end)
    return found.end() if found else at


_OTHER = re.compile(
    r"còn thiếu|còn cần|cần |đề nghị|phấn đấu|tồn |còn lại|phần còn|trong khi|nhưng|đạt|thu nhập|chi phí|"
    r"giá thành|đối ứng|dự toán|tổng vốn|con thieu|diện tích|\n|thu hoạch|kế hoạch|chỉ tiêu|trước đó"
)


def _echo(gift: _Gift, thing: Thing) -> bool:
    """A sum said again in brackets in words."""
    return isinstance(thing, Money) and any(
        isinstance(other, Money) and other.amount_vnd == thing.amount_vnd for other in gift.things
    )


_IMPLIED = {"phần": "quà", "suất": "quà", "xuất": "quà", "căn": "nhà", "phan": "qua", "suat": "qua", "can": "nha"}


_LISTS = re.compile(
    r"ủng hộ|tài trợ|đóng góp|tặng|hảo tâm|mạnh thường quân|tiếp nhận|cảm ơn|học bổng|đăng ký|trao|tấm lòng|"
    r"chung tay|ung ho|tai tro|dong gop|tang |cam on|hao tam"
)
_HANDED = re.compile(r" (?:đã được|được|đã|vừa được) (?:[^\W\d_]+ ){0,3}$|(?:được|duoc) (?:[^\W\d_]+ ){0,2}$")
_NOBODY = re.compile(r"cac don vi|ban to chuc|chuong trinh|cac nha tai tro|nha truong")
_PART_OF = re.compile(r"trong (?:số |tổng số )?$")
_TOGETHER = re.compile(r"phối hợp|phối họp|cùng với|cùng đoàn|kết hợp|phoi hop|ket hop|liên kết")
_ACTS = re.compile(
    r" (?:tổ chức|tổ chưc|trao|tặng|đến|thăm|bàn giao|khánh thành|khởi công|tiến hành|đã|phát|hỗ trợ|to chuc|"
    r"tang|ban giao|về|xuống|thực hiện|khám)(?![^\W_])"
)
_CREDIT = re.compile(
    r"\s*(?:toàn bộ|mỗi|tổng|kinh phí|nguồn kinh phí|số quà|số tiền|đây là|những|các|phần quà|quà|mọi chi phí|"
    r"chi phí|công trình|căn nhà|ngôi nhà|chương trình|trị giá|tất cả|toan bo|tong)[^.;\n]{0,110}?"
    r" (?:do|được|từ nguồn(?: kinh phí| vận động| ủng hộ| hỗ trợ| tài trợ)?(?: của)?|từ|của|duoc) (?=\S)"
)
_ASKED = re.compile(r"(?: [^,;.]{0,40})? vận động (?:được |từ |sự (?:đóng góp|ủng hộ|hỗ trợ) của )?(?=\S)")
_ASKED_END = re.compile(
    r"[;()\n]|(?<!tp)(?<!q)\.(?=\s|$)| (?:tài trợ|hỗ trợ|ủng hộ|quyên góp|đóng góp|trao tặng|tặng|cúng dường|"
    r"mua|xây)(?![^\W_])"
)


def _asked(source: Source, span: tuple[int, int], end: int) -> tuple[int, int]:
    """As in "A vận động B (và C) tài trợ": the gift is B's (and C's)."""
    asked = _ASKED.match(source.plain, span[1], end)
    if not asked:
        return span
    stop = _ASKED_END.search(source.plain, asked.end(), end)
    finish = stop.start() if stop else min(end, asked.end() + 100)
    head = HEAD.match(source.key, asked.end()) or (source.text[asked.end()].isupper() or None)
    if head and finish - asked.end() < 150 and not re.search(r"\d", source.plain[asked.end() : finish]):
        return asked.end(), finish
    return span


_GOT_FROM = re.compile(r"nhận (?:được )?(?:của|từ|sự hỗ trợ của|hỗ trợ từ|tài trợ từ|ủng hộ của|ủng hộ từ) (?=\S)")
_FOR_OTHERS = re.compile(r"tặng|cho |giúp|ủng hộ|tới |đến |giao |từ thiện|vùng lũ|phát |ra đảo")


@dataclass
class _Gift:
    start: int
    end: int
    verb: int
    donor: str = ""
    donor_at: tuple[int, int] | None = None
    things: list[Thing] = field(default_factory=list)
    begin: int = 0
    mobilised: bool = False
    strong: bool = True


def find_donations(source: Source, found: Found) -> tuple[Donation, ...]:
    """Gifts told in the text, the title's only when the body tells none."""
    walker = _Walker(source, found)
    gifts = walker.walk()
    body = [gift for gift in gifts if gift.start > source.title_end]
    least = needed(source)
    told = [gift for gift in (body or gifts) if gift.things and _plainness(source, gift) >= least]
    made = [_donation(source, gift) for gift in told if not _only_host(source, gift, told)]
    return tuple(_distinct([donation for donation in made if donation]))


class _Walker:
    """Walks the sentences, keeping the last giver for "Đoàn còn tặng", and the last gifts for totals that follow."""

    def __init__(self, source: Source, found: Found) -> None:
        self.source = source
        self.things: list[Thing] = sorted([*_sums(found.money), *_outside(found)], key=lambda thing: thing.start or 0)
        self.organisations = found.organisations
        self.last_giver = ""
        self.partner = ""
        self.listing = False

    def walk(self) -> list[_Gift]:
        gifts: list[_Gift] = []
        for begin, end in self.source.sentences:
            plain = self.source.plain[begin:end]
            things = [thing for thing in self.things if begin <= (thing.start or 0) < end]
            self._note_partner(begin, end)
            if gifts and (self._credited(gifts, begin, end, things) or self._belongs(gifts, begin, end, things)):
                continue
            things = [thing for thing in things if not self._own(thing, begin) and not self._inside(thing, things, begin)]
            if no_gift(plain):
                continue
            new = self._sentence(begin, end, things)
            for gift in new:
                self._base(gift)
            gifts.extend(new)
            self.listing = plain.rstrip().endswith(":") or (self.listing and bool(_ITEM.match(plain)))
        return gifts

    def _own(self, thing: Thing, begin: int) -> bool:
        """Whether a thing is the family's, the state's or the people's own share."""
        start = thing.start or 0
        if isinstance(thing, GoodsMention) and _PART_OF.search(self.source.plain, max(begin, start - 16), start):
            return True
        return bool(_OWN.search(self.source.plain, max(begin, start - 45), start))

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
            or re.search(r"trị giá|tổng|mỗi|tri gia|tong|moi", plain[opened:start])
            or (start - opened < 3 and not re.match(r" (?:tiền mặt|và|tien mat)", plain[thing.end : thing.end + 10]))
        )

    def _note_partner(self, begin: int, end: int) -> None:
        """Who came with whom: "Hội Chữ thập đỏ phối hợp gia đình bà My tổ chức tặng quà": what "đoàn" gives after is hers."""
        source = self.source
        met = _TOGETHER.search(source.plain, begin, end)
        if not met:
            return
        stop = _ACTS.search(source.plain, met.end(), end)
        span = giver_before(source, begin, stop.start() if stop else min(end, met.end() + 90))
        if span and span[0] >= begin and not is_official(source.key[span[0] : span[1]]) and self._firm(span):
            self.partner = source.text[span[0] : span[1]]

    def _credited(self, gifts: list[_Gift], begin: int, end: int, things: Sequence[Thing]) -> bool:
        """As in "Toàn bộ số quà trên do X tài trợ", "Tổng trị giá 38 triệu đồng do Y quyên góp": whose the gifts before are."""
        source = self.source
        told = _CREDIT.match(source.plain, begin, end)
        if not told or begin - gifts[-1].end > 400:
            return False
        by = told.end()
        reach = min(end, by + 150)
        stop = re.compile(
            r"[;()\n]|(?<!tp)(?<!q)\.(?=\s|$)| (?:tài trợ|hỗ trợ|ủng hộ|vận động|quyên góp|đóng góp|trao tặng|tặng|"
            r"cúng dường|chi trả)(?![^\W_])"
        ).search(source.plain, by, reach)
        span = giver_before(source, by, stop.start() if stop else reach)
        if not span or span[0] - by > 6 or _OWN.search(source.plain, begin, reach):
            return False
        span = _asked(source, span, end)
        name = self._name(span)
        for gift in gifts:
            if gift.start >= gifts[-1].start - 700 and (
                not gift.donor or gift.donor == self.partner or self._weak_name(gift)
            ):
                gift.donor, gift.donor_at = name, span
        money = [thing for thing in things if isinstance(thing, Money) and thing.start < by]
        if _EACH_SENTENCE.match(source.plain, begin, end):
            gifts[-1].things.extend([thing for thing in things if isinstance(thing, Money)][:2])
        elif money and re.match(r"\s*(?:tổng|tong)", source.plain[begin : begin + 8]):
            gifts[-1].things.append(money[0])
        elif money and not any(
            isinstance(thing, Money) and role_of(source, thing, max(0, thing.start - 120)) != "unit"
            for thing in gifts[-1].things
        ):
            gifts[-1].things.append(money[0])
        return True

    def _weak_name(self, gift: _Gift) -> bool:
        """A host's name, or a word that stands for one ("đoàn", "ban tổ chức")."""
        if gift.donor_at is None:
            return True
        folded = self.source.key[gift.donor_at[0] : gift.donor_at[1]]
        return bool(ANAPHORA.match(folded)) or is_official(folded)

    def _belongs(self, gifts: list[_Gift], begin: int, end: int, things: Sequence[Thing]) -> bool:
        """Whether this sentence only says the total or the unit price of the gift before."""
        last = gifts[-1]
        plain = self.source.plain
        if "\n\n" in plain[last.end : begin]:
            return False
        if not things or begin - last.end > 220 or gift_verbs_with_giver(self.source, begin, end):
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
            if _EACH_SENTENCE.match(head) and _spread(
                self.source, [*gifts[-4:-1], replace(last, things=[*last.things, money[0]])]
            ):
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

    def _sentence(self, begin: int, end: int, things: list[Thing]) -> list[_Gift]:
        source = self.source
        gifts: list[_Gift] = self._behind_things(begin, end, things)
        taken = {id(thing) for gift in gifts for thing in gift.things}
        things = [thing for thing in things if id(thing) not in taken]
        at = begin
        for verb in gift_verbs(source.plain, begin, end, source.unmarked):
            if verb.start() < at or any(gift.start <= verb.start() < gift.end for gift in gifts):
                continue
            gift = self._open(begin, at, end, verb, things, gifts)
            if gift:
                gifts.append(gift)
                at = max([verb.end(), *((thing.end or 0) for thing in gift.things if gift.verb < (thing.start or 0))])
        if not gifts and (
            self.listing or _ITEM.match(source.plain[begin:end]) or re.match(r"trong đó|cụ thể|gồm", source.plain[begin:end])
        ):
            gifts = self._listed(begin, end, things)
        elif not gifts and things and _LISTS.search(source.plain, max(0, begin - 250), begin):
            gifts = self._listed(begin, end, things[:1])
        self._share(gifts, begin, end, things)
        for gift in gifts:
            if gift.donor:
                self.last_giver = gift.donor
        return [gift for gift in gifts if gift.things]

    def _behind_things(self, begin: int, end: int, things: Sequence[Thing]) -> list[_Gift]:
        """As in "300 triệu đồng do Công ty X ủng hộ; 50 triệu đồng của Quỹ Y": the giver stands behind what is given."""
        source, gifts = self.source, list[_Gift]()
        plain = source.plain
        if not _CONTEXT.search(plain, max(0, begin - 250), end):
            return gifts
        for at, thing in enumerate(things):
            sign = _GOT_FROM.search(plain, max(begin, (thing.start or 0) - 120), thing.start or 0)
            span = giver_before(source, sign.end(), thing.start or 0) if sign else None
            if span and sign and span[0] - sign.end() < 4:
                gifts.append(_Gift(span[0], thing.end or 0, span[0], self._name(span), span, [thing], begin))
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
                or _OWN.search(plain, sign.start(), finish)
                or _WHOSE.match(source.key, span[0])
            ):
                continue
            if "do" not in sign[0] and not (_GOT.search(plain[max(0, begin - 250) : group[0].start]) or self.listing):
                continue
            span = _asked(source, self._known(span, sign.end(), finish) or span, end)
            closes = _verb_end(plain, max(finish, span[1]), end)
            if re.match(r" (?:hơn |gần |trên )?\d", plain[closes : closes + 8]):
                group = []
                continue
            gifts.append(
                _Gift(group[0].start or begin, closes, group[0].start or begin, self._name(span), span, list(group), begin)
            )
            group = []
        return gifts

    def _open(
        self, begin: int, at: int, end: int, verb: re.Match[str], things: list[Thing], gifts: list[_Gift]
    ) -> _Gift | None:
        """A gift for one verb, None when it has no thing or belongs to the gift before."""
        source = self.source
        left = max(at, _clause(source.plain, at, verb.start()))
        span = self._known(giver_before(source, left, verb.start()), left, verb.start())
        strong = bool(verb["strong"])
        ahead = [thing for thing in things if verb.end() <= (thing.start or 0)]
        near = ahead[:1] if ahead and _reach(source.plain, verb.end(), ahead[0].start or 0, verb) else []
        alone = lone_after(source, verb.end(), end) if not near else None
        if not near and not alone and strong and span:
            alone = unnumbered_thing(source, verb.end() + 1)
        if alone:
            things.append(alone)
            things.sort(key=lambda thing: thing.start or 0)
            near = [alone]
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
            gift = _Gift(
                behind[0].start or at, verb.end(), behind[0].start or at, begin=left, strong=strong, donor=self.partner
            )
            gift.things = list(behind)
            return gift
        if not near and not (behind and span and _passive(source.plain, span[0], begin)):
            return None
        if span is None and not self._nameless(begin, left, verb, strong):
            return None
        if not strong and span and not self._firm(span):
            return None
        if (
            not near
            and span
            and gifts
            and all(isinstance(thing, Money) and role_of(source, thing, at) in ("unit", "total") for thing in behind)
        ):
            gifts[-1].things.extend(behind)
            gifts[-1].donor, gifts[-1].donor_at = self._name(span), span
            return None
        if span and gifts and re.search(r"cùng(?: với)? $", source.plain[max(begin, span[0] - 10) : span[0]]):
            return None
        gift = _Gift(
            span[0] if span else verb.start(),
            verb.end(),
            verb.start(),
            begin=left,
            mobilised=bool(verb["mob"]),
            strong=strong,
        )
        if span:
            span = _asked(source, (span[0], verb.start() - 1), end) if verb["mob"] else span
            gift.mobilised = gift.mobilised and span[0] < verb.start()
            if gift.mobilised:
                span = (span[0], min(span[1], verb.start()))
            gift.donor, gift.donor_at = self._name(span), span
        elif strong:
            gift.donor = self._told_before(begin)
        if not near:
            gift.things = list(behind)
            gift.start = min(gift.start, behind[0].start or gift.start)
        else:
            gift.things = list(near)
        return gift

    def _again(
        self, last: _Gift, left: int, verb: re.Match[str], near: list[Thing], things: Sequence[Thing]
    ) -> _Gift | None:
        """As in "A trao 2 căn nhà, mỗi căn 70 triệu đồng, tặng 50 suất quà": a second gift of the same giver."""
        fresh = verb["strong"] or verb[0] in ("trao", "trau")
        if not fresh or not near or not isinstance(near[0], GoodsMention) or near[0] in last.things or last.mobilised:
            return None
        between = [thing for thing in things if last.verb <= (thing.start or 0) < verb.start()]
        if not between or not re.search(
            r"[,;]|đồng thời|và |ngoài ra|còn ", self.source.plain[between[-1].end or 0 : verb.start()]
        ):
            return None
        return _Gift(verb.start(), verb.end(), verb.start(), last.donor, last.donor_at, list(near), left, strong=last.strong)

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

    def _firm(self, span: tuple[int, int]) -> bool:
        """Whether the giver has a head or a name that can stand for a giver of a weak verb ("cho", "góp")."""
        key = self.source.key
        head = HEAD.match(key, span[0])
        named = any(letter.isupper() for letter in self.source.text[span[0] : span[1]])
        return (
            bool(head)
            and (named or self.source.unmarked or bool(head["people"]) or bool(ANAPHORA.match(key[span[0] : span[1]])))
            or (named and self.source.text[span[0]].isupper() and span[1] - span[0] > 3)
        )

    def _told_before(self, begin: int) -> str:
        """As in "Nhóm X xuống tới ấp rồi nha. Tặng 80 phần quà…": the partner met before, or the body that opened the sentence."""
        source = self.source
        if self.partner:
            return self.partner
        if begin <= 0 or source.text[begin - 1] == "\n":
            return ""
        start, stop = source.sentence_at(begin - 1)
        for head in HEAD.finditer(source.key, start, min(stop, start + 60)):
            if not head["body"]:
                continue
            cut = re.search(
                r"[,.;:(]| (?:về|xuống|đến|tới|qua|ra|vô|xin|vừa|đã|ve|xuong|den|toi|ra|vua|da)(?![^\W_])",
                source.plain[head.end() : stop],
            )
            span = giver_before(source, head.start(), head.end() + cut.start() if cut else stop)
            if span and self._firm(span) and not is_official(source.key[span[0] : span[1]]):
                return source.text[span[0] : span[1]]
        return ""

    def _known(self, span: tuple[int, int] | None, left: int, verb: int) -> tuple[int, int] | None:
        """The giver's span widened to the organisation known to stand there."""
        if span is None:
            return None
        for known in self.organisations:
            if known.start <= span[0] < known.end <= verb and known.start >= left and known.end >= span[1]:
                return known.start, known.end
        return span

    def _name(self, span: tuple[int, int]) -> str:
        words = self.source.text[span[0] : span[1]]
        folded = self.source.key[span[0] : span[1]]
        if not ANAPHORA.match(folded):
            return words
        if folded.startswith("doan") and self.partner:
            return self.partner
        if _NOBODY.match(folded):
            return self.partner or ("" if folded.startswith(("ban", "chuong", "cac don")) else self.last_giver)
        return _full_name(self.source, folded.split(" ")[0], span[0]) or self.partner or self.last_giver or words

    def _listed(self, begin: int, end: int, things: list[Thing]) -> list[_Gift]:
        """As in "- Công ty A: 10 phần quà; bà B 5 triệu đồng": givers by their place in the list."""
        source, gifts = self.source, list[_Gift]()
        item = _ITEM.match(source.plain[begin:end])
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
                    and self._firm(span)
                    and _LISTS.search(source.plain, max(0, begin - 600), begin)
                ):
                    gifts.append(_Gift(span[0], first, first, self._name(span), span, inside[:1], at))
            at = stop + 1
        return gifts

    def _share(self, gifts: list[_Gift], begin: int, end: int, things: list[Thing]) -> None:
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
            elided = self._elided(before, start)
            if elided and not isinstance(thing, Money) | (
                isinstance(thing, Money) and role_of(source, thing, before) != "cash"
            ):
                owner = None
            if elided:
                gifts.append(_Gift(elided[0], start, start, self._name(elided), elided, [thing], before))
                continue
            gap = source.plain[before:start]
            if owner is not None and (
                owner.mobilised or (";" in gap and not re.search(r"(?:tổng|mỗi|trị giá|trong đó)", gap))
            ):
                continue
            if (
                owner is not None
                and _OWN.search(gap) is None
                and _OTHER.search(gap) is None
                and not ("(" in gap[-2:] and _echo(owner, thing))
            ):
                owner.things.append(thing)
        for gift in gifts:
            self._behind(gift, end)
        _spread(source, gifts)

    def _base(self, gift: _Gift) -> None:
        """As in "Mỗi căn do ngân hàng hỗ trợ 50 triệu đồng": the houses counted just before are the goods."""
        if any(isinstance(thing, GoodsMention) for thing in gift.things):
            return
        price = next((thing for thing in gift.things if isinstance(thing, Money)), None)
        if price is None or role_of(self.source, price, max(0, price.start - 120)) != "unit":
            return
        near = self.source.plain[max(0, price.start - 100) : price.end]
        for goods in reversed(
            [
                thing
                for thing in self.things
                if isinstance(thing, GoodsMention) and price.start - 420 < thing.start < price.start
            ]
        ):
            if (
                goods.unit
                and goods.quantity
                and goods.quantity > 1
                and re.search(rf"(?:/|mỗi |moi ){re.escape(goods.unit.lower())}(?![^\W_])", near)
            ):
                gift.things.insert(0, goods)
                return

    def _elided(self, before: int, start: int) -> tuple[int, int] | None:
        """The giver between the last thing and this one: ", Công ty B 50 căn"."""
        source = self.source
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

    def _behind(self, gift: _Gift, end: int) -> None:
        """As in "số tiền 43,5 triệu đồng của bạn đọc": the giver named behind the things, before a host's name."""
        if not gift.things:
            return
        source = self.source
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
                gift.donor, gift.donor_at = self._name(span), span
                return


def _spread(source: Source, gifts: Sequence[_Gift]) -> bool:
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


def gift_verbs_with_giver(source: Source, begin: int, end: int) -> bool:
    """Whether the sentence opens a gift of its own."""
    return any(
        giver_before(source, begin, verb.start())
        for verb in gift_verbs(source.plain, begin, end, source.unmarked)
        if verb["strong"]
    )


def _full_name(source: Source, head: str, before: int) -> str:
    """The last name with the same head before an offset: "Đoàn" → "Đoàn y bác sĩ Bệnh viện Thống Nhất"."""
    names = re.compile(rf"(?<![^\W_]){re.escape(head)} [^,.;:()\n]{{3,70}}")
    for found in reversed(list(names.finditer(source.key, max(0, before - 700), before))):
        span = giver_before(source, found.start(), found.end())
        if (
            span
            and span[0] == found.start()
            and any(letter.isupper() for letter in source.text[span[0] + len(head) : span[1]])
        ):
            words = source.text[span[0] : span[1]]
            cut = re.search(
                r" (?:đã|vừa|tổ chức|trao|tặng|phối hợp|đến|có|là|cùng|hỗ trợ|xuống|từ|do|được|tài trợ|ủng hộ|cho|góp)(?!\w)",
                words,
            )
            return words[: cut.start()] if cut else words
    return ""


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


def _stops(plain: str, at: int, end: int) -> list[int]:
    return [*(at + found.start() for found in re.finditer(r";", plain[at:end])), end]


def _sums(money: Sequence[Money]) -> list[Money]:
    return list(money)


def _outside(found: Found) -> list[GoodsMention]:
    """Goods that are no part of a sum or a count of households."""
    taken = [(mention.start, mention.end) for mention in (*found.money, *found.households)]
    return [goods for goods in found.goods if all(goods.start >= end or goods.end <= start for start, end in taken)]


_CORE = re.compile(r"tặng|ủng hộ|tài trợ|hiến tặng|biếu|cúng dường|quyên góp|học bổng|tang|ung ho|tai tro|quyen gop")
_CLEAR = re.compile(r"hỗ trợ|đóng góp|trao|bàn giao|giúp đỡ|tiếp sức|hổ trợ|đỡ đầu|ho tro|dong gop|ban giao")
_POOR = re.compile(
    r"nghèo|khó khăn|quà|học bổng|hảo tâm|từ thiện|thiện nguyện|mồ côi|khuyết tật|bệnh nhân|tình thương|"
    r"đại đoàn kết|bất hạnh|viện phí|ngheo|kho khan|qua |hoc bong|vì người nghèo|học sinh|nhân đạo|thiên tai|"
    r"bão lũ"
)
_FARM_GOODS = re.compile(r"giống|phân|thức ăn|vốn|bò|heo|dê|gà|vịt|lươn|ếch|máy|cây|tập huấn|lưới|chuồng")


def _plainness(source: Source, gift: _Gift) -> int:
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


def _only_host(source: Source, gift: _Gift, gifts: Sequence[_Gift]) -> bool:
    """A state or Front body that hands over what others, named right after, have given."""
    if (
        gift.donor_at is None
        or any(isinstance(thing, Money) and role_of(source, thing, gift.begin) == "cash" for thing in gift.things)
        or not is_official(source.key[slice(*gift.donor_at)])
    ):
        return False
    after = [other for other in gifts if 0 < other.start - gift.start < 450 and other.donor and other.donor != gift.donor]
    return any(other.donor_at and not is_official(source.key[slice(*other.donor_at)]) for other in after)


def _donation(source: Source, gift: _Gift) -> Donation | None:
    things = _without_units(sorted(gift.things, key=lambda thing: thing.start or 0))
    told = worth(source, things, gift.begin)
    goods = _given(source, things)
    if told.amount is None and not goods:
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


def _without_units(things: list[Thing]) -> list[Thing]:
    """Leaves out the "1 căn" of "2 căn nhà, 1 căn 60tr": it only says the unit of the price."""
    out: list[Thing] = []
    for at, thing in enumerate(things):
        after = things[at + 1] if at + 1 < len(things) else None
        if (
            isinstance(thing, GoodsMention)
            and thing.quantity == 1
            and isinstance(after, Money)
            and 0 <= after.start - thing.end <= 2
        ):
            if any(isinstance(other, GoodsMention) and other.unit.lower() == thing.unit.lower() for other in out):
                continue
        out.append(thing)
    return out


def is_official_name(name: str) -> bool:
    """Whether a giver's name is a body that mobilises rather than gives."""
    from nlp.fold import key

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
