"""Gifts as the press, the Front and the Red Cross tell them. The texts are made up after the shapes of real reports."""

from __future__ import annotations

import pytest

from newsroom.facts import Donation
from nlp.donations import find_donations
from nlp.found import Found
from nlp.goods import find_goods
from nlp.households import find_households
from nlp.money import find_money
from nlp.source import Source


def gifts(text: str) -> tuple[Donation, ...]:
    """The gifts of a body without a title."""
    source = Source("\n" + text)
    return find_donations(source, Found(find_money(source), find_goods(source), find_households(source)))


ONE = [
    (
        "Công ty TNHH Lúa Vàng trao tặng 120 phần quà cho 120 hộ nghèo, mỗi phần trị giá 500.000 đồng.",
        "Công ty TNHH Lúa Vàng",
        60_000_000,
        True,
        120,
    ),
    ("Quỹ Thiện Tâm tài trợ 10 suất học bổng, mỗi suất 2 triệu đồng.", "Quỹ Thiện Tâm", 20_000_000, True, 10),
    ("Ngân hàng Sông Tiền hỗ trợ 50 triệu đồng xây nhà cho bà Lê Thị Sáu.", "Ngân hàng Sông Tiền", 50_000_000, False, None),
    (
        "Ủy ban MTTQ Việt Nam xã Định Hòa phối hợp Công ty Gạo Hưng Phát bàn giao căn nhà trị giá 60 triệu đồng cho ông Danh Hơn.",
        "Công ty Gạo Hưng Phát",
        60_000_000,
        False,
        1,
    ),
    (
        "Công ty Xổ số phối hợp Ủy ban MTTQ huyện tổ chức bàn giao 25 căn nhà cho hộ nghèo, tổng kinh phí 1,25 tỷ đồng.",
        "Công ty Xổ số",
        1_250_000_000,
        False,
        25,
    ),
    (
        "Ông Lý Vĩnh Thành, chủ vựa lúa ở TP. Rạch Giá, tài trợ 100 triệu đồng xây cầu cho bà con nghèo.",
        "Ông Lý Vĩnh Thành",
        100_000_000,
        False,
        None,
    ),
    ("Tại buổi lễ, chùa Soài Chết tặng 20kg gạo và 500.000đ cho bà Thị Mức.", "chùa Soài Chết", 500_000, False, 20),
    (
        "Cầu có tổng kinh phí 287 triệu đồng, trong đó Công ty Bình An tài trợ 250 triệu đồng, phần còn lại do người dân đóng góp.",
        "Công ty Bình An",
        250_000_000,
        False,
        None,
    ),
    (
        "Hội Chữ thập đỏ xã tiếp nhận 300 triệu đồng do Công ty Xi măng Sao Mai ủng hộ.",
        "Công ty Xi măng Sao Mai",
        300_000_000,
        False,
        None,
    ),
    ("Đại diện Báo trao cho chị Kiều số tiền 43,5 triệu đồng của bạn đọc.", "bạn đọc", 43_500_000, False, None),
    (
        "Trao 440 suất quà cho hộ khó khăn, mỗi suất trị giá 300.000 đồng. Toàn bộ số quà trên do gia đình bà Cao Thị My tài trợ.",
        "gia đình bà Cao Thị My",
        132_000_000,
        True,
        440,
    ),
    (
        "Nhom thien nguyen An Nhien tang 50 phan qua (moi phan 400 ngan) cho ba con ngheo ap Tan Thanh.",
        "Nhom thien nguyen An Nhien",
        20_000_000,
        True,
        50,
    ),
]


@pytest.mark.parametrize(("text", "donor", "amount", "derived", "quantity"), ONE)
def test_one_gift_has_giver_worth_and_number(
    text: str, donor: str, amount: int, derived: bool, quantity: float | None
) -> None:
    """Active, passive, hosted, titled and bare: the giver, the sum and what was given."""
    (gift,) = gifts(text)
    assert (gift.donor, gift.amount_vnd, gift.derived) == (donor, amount, derived)
    if quantity is not None:
        assert gift.items[0].quantity == quantity


def test_several_givers_in_one_sentence_are_several_gifts() -> None:
    """The verb is said once and holds for all."""
    text = "Tập đoàn Ánh Dương ủng hộ 100 triệu đồng, Công ty Sao Mai 50 triệu đồng, chùa Phật Quang 10 triệu đồng cho người nghèo."
    assert [(gift.donor, gift.amount_vnd) for gift in gifts(text)] == [
        ("Tập đoàn Ánh Dương", 100_000_000),
        ("Công ty Sao Mai", 50_000_000),
        ("chùa Phật Quang", 10_000_000),
    ]


def test_a_list_of_givers_is_read_line_by_line() -> None:
    """Bullets after a heading that speaks of giving."""
    text = "Danh sách nhà hảo tâm ủng hộ:\n- Công ty Sao Mai: 10 triệu đồng\n- Bà Lê Thị Hoa: 2.000.000đ\n- Chùa Phật Quang: 500 kg gạo"
    assert [(gift.donor, gift.amount_vnd) for gift in gifts(text)] == [
        ("Công ty Sao Mai", 10_000_000),
        ("Bà Lê Thị Hoa", 2_000_000),
        ("Chùa Phật Quang", None),
    ]


def test_a_second_gift_of_the_same_giver_is_its_own() -> None:
    """Two verbs, two gifts, one giver."""
    found = gifts(
        "Công ty Sao Mai trao 2 căn nhà cho hộ nghèo, mỗi căn 70 triệu đồng, tặng 50 suất quà trị giá 25 triệu đồng."
    )
    assert [(gift.donor, gift.amount_vnd) for gift in found] == [
        ("Công ty Sao Mai", 140_000_000),
        ("Công ty Sao Mai", 25_000_000),
    ]


def test_a_price_at_the_end_holds_for_all_givers() -> None:
    """As in "mỗi phần 400.000 đồng" after three givers prices all their parcels."""
    found = gifts("Công ty Kiên Hùng tài trợ 250 phần quà, chùa Hải Sơn 50 phần, mỗi phần 400.000 đồng cho hộ nghèo.")
    assert [gift.amount_vnd for gift in found] == [100_000_000, 20_000_000]


def test_what_each_parcel_holds_is_no_gift_of_its_own() -> None:
    """Rice and cash inside the parcels are not added up."""
    (gift,) = gifts(
        "Nhóm An Nhiên trao 150 phần quà, mỗi phần gồm 10kg gạo, 1 thùng mì và 200.000 đồng tiền mặt, tổng trị giá 75 triệu đồng."
    )
    assert (gift.amount_vnd, [item.quantity for item in gift.items]) == (75_000_000, [150])


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Công ty A Châu tặng 12 phần quà, mỗi phần 500.000 đồng, tổng trị giá 6 triệu đồng.", True),
        ("Công ty A Châu tặng 21 phần quà, mỗi phần 500.000 đồng, tổng trị giá 6 triệu đồng.", False),
        ("Công ty A Châu tặng 100 phần quà, mỗi phần 500.000 đồng, tổng trị giá trên 50 triệu đồng.", True),
    ],
)
def test_sums_are_checked(text: str, holds: bool) -> None:
    """Quantity × unit price against the total said; a hedge allows a little."""
    (gift,) = gifts(text)
    assert gift.sum_check is not None
    assert gift.sum_check.holds is holds


def test_a_total_too_small_for_all_is_the_price_of_each() -> None:
    """As in "100 phần quà trị giá 300.000 đồng" can only mean each."""
    (gift,) = gifts("Công ty Sao Mai tặng 100 phần quà trị giá 300.000 đồng cho hộ nghèo.")
    assert (gift.amount_vnd, gift.derived) == (30_000_000, True)


NONE = [
    "Ngân hàng Chính sách xã hội cho vay 50 triệu đồng.",
    "Khách mua 2 thùng mì được tặng 1 bịch bột giặt, khuyến mãi đến cuối tháng.",
    "Gia đình rất cần hỗ trợ 60 triệu đồng để mổ tim.",
    "Gia đình đối ứng 20 triệu đồng.",
    "Đội vô địch nhận cúp và 20 triệu đồng tiền thưởng.",
    "Ngân sách nhà nước hỗ trợ 30 triệu đồng/căn.",
    "Mô hình nuôi lươn cho thu nhập 90 triệu đồng mỗi năm, trừ vốn vay 30 triệu đồng.",
    "Phấn đấu vận động quỹ đạt 60 triệu đồng.",
    "Chị đã thoát nghèo nhờ nuôi 5 con bò.",
]


@pytest.mark.parametrize("text", NONE)
def test_loans_sales_prizes_needs_and_own_shares_are_no_gifts(text: str) -> None:
    """A wrong gift on air is worse than a missed one."""
    assert gifts(text) == ()


def test_recipients_and_their_number_are_told() -> None:
    """The words after "cho" and how many they are."""
    (gift,) = gifts("Công ty Sao Mai tặng 60 phần quà cho 60 hộ nghèo, mỗi phần 350.000 đồng.")
    assert (gift.recipients, gift.recipient_count) == ("60 hộ nghèo", 60)


def test_the_title_counts_only_when_the_body_tells_nothing() -> None:
    """A gift told in title and body is one."""
    source = Source(
        "Công ty Sao Mai tặng 60 phần quà\nSáng 5/3, Công ty Sao Mai tặng 60 phần quà cho hộ nghèo.", title_end=32
    )
    found = find_donations(source, Found(find_money(source), find_goods(source), find_households(source)))
    assert len(found) == 1
    assert found[0].start > 32


LATER = [
    (
        "Hội Chữ thập đỏ huyện phối hợp với gia đình bà Cao Thị Liễu (TP. Hồ Chí Minh) tổ chức tặng quà cho người nghèo. "
        "Theo đó, đoàn đã trao tặng 50 suất quà (trị giá 200.000 đồng/suất) cho 50 hộ nghèo; "
        "đồng thời tặng 100 suất quà (trị giá 150.000 đồng/suất) cho học sinh nghèo.",
        [
            ("gia đình bà Cao Thị Liễu (TP. Hồ Chí Minh)", 10_000_000),
            ("gia đình bà Cao Thị Liễu (TP. Hồ Chí Minh)", 15_000_000),
        ],
    ),
    (
        "Hội Khuyến học huyện trao 650 suất quà (750.000 đồng/suất) cho 650 hộ nghèo. "
        "Tổng trị giá quà tặng là 487,5 triệu đồng do Ban từ thiện chùa Phật Quang vận động, tài trợ.",
        [("Ban từ thiện chùa Phật Quang", 487_500_000)],
    ),
    (
        "Có 1.000 phần quà được trao, mỗi phần trị giá 600.000 đồng cho hộ nghèo, kinh phí do Quỹ Thiện Tâm tài trợ.",
        [("Quỹ Thiện Tâm", 600_000_000)],
    ),
    (
        "Tổng kinh phí xây dựng 11 căn nhà gần 400 triệu đồng được Công an tỉnh vận động Ban Trị sự Phật giáo Hòa Hảo hỗ trợ.",
        [("Ban Trị sự Phật giáo Hòa Hảo", 400_000_000)],
    ),
    (
        "Mặt trận xã phối hợp Agribank huyện bàn giao 4 căn nhà cho hộ nghèo. Mỗi căn nhà được Agribank huyện hỗ trợ 50 triệu đồng.",
        [("Agribank huyện", 200_000_000)],
    ),
    (
        "Sáng 12/3, đoàn từ thiện chùa Vĩnh An đến thăm và phát 300 phần quà cho bà con nghèo. Mỗi phần trị giá 400.000 đồng gồm gạo, mì.",
        [("đoàn từ thiện chùa Vĩnh An", 120_000_000)],
    ),
    ("Gia đình chị Lan được Quỹ Thiện Tâm hỗ trợ 50 triệu đồng cất nhà.", [("Quỹ Thiện Tâm", 50_000_000)]),
    (
        "Tiếp nhận ủng hộ 10 tỷ đồng từ Công ty Xuân Mai (Ninh Bình), 5 tỷ đồng từ Công ty Thăng Long, 200 triệu đồng từ Sao Bắc Việt Nam.",
        [("Công ty Xuân Mai", 10_000_000_000), ("Công ty Thăng Long", 5_000_000_000), ("Sao Bắc Việt Nam", 200_000_000)],
    ),
    (
        "Công ty Tôn Phương Nam tặng 50 phần quà cho người nghèo chợ Mong Thọ, bà Mười bán vải chợ Mong Thọ tặng 25 cái mền.",
        [("Công ty Tôn Phương Nam", None), ("bà Mười bán vải chợ Mong Thọ", None)],
    ),
    ("Vợ chồng ông Lê Minh tài trợ 9.000 USD xây cầu cho xã.", [("Vợ chồng ông Lê Minh", None)]),
    (
        "Hội đồng họ Lâm trao 34 phần quà, gồm 300 ngàn đồng tiền mặt và phần quà trị giá 200 ngàn đồng, cho các cụ nghèo.",
        [("Hội đồng họ Lâm", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LATER)
def test_gifts_told_over_several_sentences(text: str, expected: list[tuple[str, int | None]]) -> None:
    """Shapes of the papers and the Red Cross: who paid, the total and the price come where they come; unsure sums stay empty."""
    assert [(gift.donor, gift.amount_vnd) for gift in gifts(text)] == expected
