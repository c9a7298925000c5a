"""What one gift is worth: total said, unit price × quantity, cash beside goods; and whether the sums agree.

Source of the check: ten of ten real reports with quantity, unit price and total balanced; "trên" allows a total at or a
little above the product, "gần" one a little below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsroom.facts import Money, SumCheck
from nlp.goods import GoodsMention
from nlp.source import Source

Thing = Money | GoodsMention

_EACH = re.compile(
    r"(?<![^\W_])(?:mỗi|từng|moi|1|một|bình quân) (?:[^\W\d_]+ ){0,3}(?:quà |quà tết |học bổng )?(?:(?:trị giá|"
    r"tri gia|là|được|có|nhận|hỗ trợ|hơn|trên|gần|khoảng|giá|gồm|tiền mặt|tương đương|bằng|tiền)[ :]*)*$"
)
_TIMES = re.compile(r"(?:[x×*]|nhân)\s?$")
_TOTAL = re.compile(
    r"(?:tổng|tong|cộng|cong|tổng số|tất cả|toàn bộ|ước tính|trị giá|tri gia|giá trị|gia tri)(?: (?:cộng|cong|"
    r"trị giá|tri gia|giá trị|gia tri|số tiền|kinh phí|kinh phi|chi phí|tiền|tien|là|la|trên|hơn|gần|khoảng|"
    r"được|chắc|cỡ|số|vốn|nguồn|quà|mức|phần|quà tặng|các|phần quà|chi|hỗ trợ|tương đương|hiện vật|bằng tiền|"
    r"toàn bộ|đợt này|về|ước|của|tren|gan|khoang)| hơn|:)*\s?$"
)
_WORTH = re.compile(r"(?:trị giá|tri gia|giá trị|có giá|(?<!rạch )giá)(?: (?:là|hơn|trên|gần|khoảng|tương đương))*\s?:?\s?$")
_SUMS_UP = re.compile(r",? \(?(?:gồm|bao gồm|trong đó|gom)(?![^\W_])")
_CONTENT = re.compile(r"(?:gồm|bao gồm|gom|có|kèm|trong đó)[^.;]{0,90}$")
_CASH_AFTER = re.compile(r"\s(?:tiền mặt|tien mat)")
_LEAST_EACH = 20_000


@dataclass(frozen=True, slots=True)
class Worth:
    """The money of a gift; `derived` when computed; `check` when both product and total were said."""

    amount: int | None
    derived: bool = False
    check: SumCheck | None = None


def role_of(source: Source, money: Money, begin: int) -> str:
    """`unit`, `total`, `worth` (of the goods before it), `content` (inside each parcel) or `cash`."""
    plain = source.plain
    if "/" in money.surface:
        return "unit"
    before = plain[max(begin, money.start - 70) : money.start - (len(money.hedge) + 1 if money.hedge else 0)]
    if _TOTAL.search(before) and not re.search(r"(?:mỗi|moi) [^,;.]{0,40}$", before):
        return "worth" if _WORTH.search(before) and "tổng" not in before[-40:] and "tong" not in before[-40:] else "total"
    if re.search(r"\d (?:phần|suất|túi)[^;.\d]{0,16},? (?:gồm|bao gồm|gom) [^;.]{0,40}$", before):
        return "content"
    if re.search(r"(?:mỗi|moi|từng) [^,;.]{0,60}(?:gồm|gom|có|:)[^;.]*$", before) or (
        _CASH_AFTER.match(plain, money.end)
        and re.search(
            r"(?:mỗi|moi) [^;.]{0,110}(?:và|kèm|cùng|,|\+| voi| va) [^;.]{0,12}$",
            plain[max(begin, money.start - 130) : money.start],
        )
    ):
        return "content"
    if _SUMS_UP.match(plain, money.end) and not (_EACH.search(before) or money.unit_price):
        return "total"
    if "/" in money.surface or _EACH.search(before) or _TIMES.search(before) or money.unit_price:
        return "unit"
    if _WORTH.search(before):
        return "worth"
    return "cash"


def worth(source: Source, things: Sequence[Thing], begin: int) -> Worth:
    """The worth of the things of one gift, which stand after `begin`."""
    total: Money | None = None
    cash, product, derived = 0, 0, False
    unit_of: tuple[float, int] | None = None
    goods: list[GoodsMention] = []
    priced: set[int] = set()
    prices, unsure, inside = 0, False, False
    for thing in things:
        if isinstance(thing, GoodsMention):
            goods.append(thing)
            continue
        if thing.amount_vnd is None:
            continue
        role = role_of(source, thing, begin)
        inside |= role == "content"
        base = _priced_goods(goods, thing, source)
        quantity = sum(found.quantity or 0 for found in base if id(found) not in priced)
        if role == "worth" and base and _too_little(base[-1], thing.amount_vnd):
            role, unsure = "unit", unsure or inside
        if role == "unit":
            unsure |= not quantity and bool(base)
            if quantity:
                priced.update(map(id, base))
                prices += 1
                product += int(quantity * thing.amount_vnd)
                unit_of = (quantity, thing.amount_vnd)
                derived = True
        elif role in ("total", "worth"):
            total = thing if total is None or thing.amount_vnd > (total.amount_vnd or 0) else total
        elif role == "cash":
            cash += thing.amount_vnd
    check = _check(unit_of, product, cash, total) if unit_of and prices == 1 else None
    if total and total.amount_vnd is not None:
        return Worth(total.amount_vnd, False, check)
    if unsure:
        return Worth(cash or None)
    if derived and cash == product:
        return Worth(cash, False, replace(check, product_vnd=product, total_vnd=cash, holds=True) if check else None)
    if derived:
        return Worth(product + cash, True, check)
    return Worth(cash or None)


def _priced_goods(goods: list[GoodsMention], money: Money, source: Source) -> list[GoodsMention]:
    """The goods a unit price belongs to: all of the counter it names ("/căn", "mỗi suất"), else the last counted ones."""
    near = source.plain[max(0, money.start - 40) : money.end]
    named = [
        found
        for found in goods
        if found.unit and re.search(rf"(?:/|mỗi |moi |1 |từng ){re.escape(found.unit.lower())}(?![^\W_])", near)
    ]
    if named:
        return named
    counted = [found for found in goods if found.quantity and found.quantity > 1]
    return (counted or goods)[-1:]


def _too_little(goods: GoodsMention, amount: int) -> bool:
    """As in "100 phần quà trị giá 300.000 đồng" can only mean each."""
    if not goods.quantity or goods.quantity < 2:
        return False
    each = amount / goods.quantity
    words = f"{goods.unit} {goods.what}".lower()
    least = 3_000_000 if "nhà" in words or words.startswith("căn") else 150_000 if "học bổng" in words else _LEAST_EACH
    return each < least and bool(
        re.match(r"phần|suất|xuất|căn|thẻ|học bổng|xe |chiếc xe|túi quà|giỏ quà|phan|suat|can ", words)
    )


def _check(unit: tuple[float, int], product: int, cash: int, total: Money | None) -> SumCheck:
    said = total.amount_vnd if total else None
    computed = product + cash
    return SumCheck(
        unit[0], unit[1], computed, said, None if said is None else sum_holds(computed, said, total.hedge if total else None)
    )


def sum_holds(product: int, total: int, hedge: str | None) -> bool:
    """Whether a said total agrees with the product: exactly, or within a tenth on the side the hedge allows.

    >>> sum_holds(50, 50, "trên"), sum_holds(50, 45, "trên"), sum_holds(50, 49, None)
    (True, False, False)
    """
    if hedge and re.search(r"hơn|trên|ít nhất|tối thiểu|không dưới|>|hon|tren", hedge):
        return product <= total * 1.1 and total <= product
    if hedge and re.search(r"gần|ngót|chưa tới|chưa đến|gan|<|dưới", hedge):
        return product <= total <= product * 1.1
    if hedge:
        return abs(product - total) <= product / 10
    return product == total
