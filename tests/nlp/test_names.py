"""Persons, bodies, roles: Khmer names, initials, capitals, unmarked text, and that offsets hold."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.names import names_of
from nlp.organisations import find_organisations
from nlp.people import find_people
from nlp.places import find_places
from nlp.source import Source


def source(text: str, sender: str = "press") -> Source:
    """A report of 2023."""
    return Source(unicodedata.normalize("NFC", text), 0, date(2023, 11, 18), sender)


def persons(text: str) -> list[str]:
    """Names found in a text."""
    return [person.surface for person in find_people(source(text))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ông Danh Út, 61 tuổi, hộ nghèo, được trao nhà.", ["Danh Út"]),
        ("Bà Thị Đẹp và chị Thị Xà Rum cùng nhận quà.", ["Thị Đẹp", "Thị Xà Rum"]),
        ("Ông Tiên Long và ông Châu Đang nuôi bò.", ["Tiên Long", "Châu Đang"]),
        ("Chị Neáng Sóc Kha đan giỏ cỏ bàng.", ["Neáng Sóc Kha"]),
        ("Đại đức Danh Phản, trụ trì chùa, cảm ơn bà con.", ["Danh Phản"]),
        ("Em H. học sinh lớp 7 bị bệnh tim bẩm sinh.", ["H."]),
        ("Bà Lê Thị Mười nhận nhà. Bà Mười rưng rưng.", ["Lê Thị Mười", "Mười"]),
        (
            "Trao quà cho ông Trần Văn Lượm, bà Nguyễn Thị Diễm và anh Danh Hơn.",
            ["Trần Văn Lượm", "Nguyễn Thị Diễm", "Danh Hơn"],
        ),
        ("chi oi ba Tran Thi Ut 68 tuoi can giup", ["Tran Thi Ut"]),
    ],
)
def test_names_are_found_without_their_titles(text: str, names: list[str]) -> None:
    """Khmer surnames, initials, later mentions, rows of names, text without marks."""
    assert persons(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Cửa hàng nằm trên đường Nguyễn Trung Trực, phường Vĩnh Thanh.",
        "Xã Định Hòa và huyện Châu Thành cùng dự.",
        "Công ty TNHH Gạo Hưng Phát tặng 2 tấn gạo.",
    ],
)
def test_streets_places_and_firms_are_no_persons(text: str) -> None:
    """Names that are not of persons."""
    assert persons(text) == []


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "Ủy ban MTTQ Việt Nam xã Định Hòa phối hợp Công ty TNHH Gạo Hưng Phát trao quà.",
            ["Ủy ban MTTQ Việt Nam xã Định Hòa", "Công ty TNHH Gạo Hưng Phát"],
        ),
        ("Hội Chữ thập đỏ huyện Gò Quao tiếp nhận 20 phần quà.", ["Hội Chữ thập đỏ huyện Gò Quao"]),
        ("Agribank chi nhánh Kiên Giang tài trợ 50 triệu đồng.", ["Agribank chi nhánh Kiên Giang"]),
        ("Quà do chùa Phật Quang và Hội LHPN xã Lình Huỳnh vận động.", ["chùa Phật Quang", "Hội LHPN xã Lình Huỳnh"]),
        ("Học sinh Trường THCS Thạnh Lộc góp heo đất.", ["Trường THCS Thạnh Lộc"]),
    ],
)
def test_a_body_goes_as_far_as_its_name(text: str, bodies: list[str]) -> None:
    """State and Front bodies with their place, firms, banks, pagodas, schools."""
    assert [body.surface for body in find_organisations(source(text))] == bodies


def test_a_place_inside_the_name_of_a_body_belongs_to_the_body_and_the_rest_of_the_chain_is_a_place() -> None:
    """In "UBND xã Thạnh Yên, huyện U Minh Thượng": the body, then the district."""
    text = source("Chủ tịch UBND xã Thạnh Yên, huyện U Minh Thượng trao quà.")
    assert [body.surface for body in find_organisations(text)] == ["UBND xã Thạnh Yên"]
    assert [(place.surface, place.district) for place in find_places(text)] == [("huyện U Minh Thượng", "U Minh Thượng")]


def test_roles_follow_office_gift_and_need() -> None:
    """An official, a donor and a beneficiary in one report."""
    found = find_people(
        source(
            "Ông Trần Văn Tuấn, Phó Chủ tịch UBND huyện, cùng dự. Bà Lâm Mỹ Chi, mạnh thường quân ở TP. Rạch Giá, tài trợ 50 triệu đồng "
            "cất nhà cho hộ bà Thị Hương, 70 tuổi, hộ nghèo, sống một mình."
        )
    )
    assert [(person.surface, person.role) for person in found] == [
        ("Trần Văn Tuấn", "official"),
        ("Lâm Mỹ Chi", "donor"),
        ("Thị Hương", "beneficiary"),
    ]


PIECES = st.sampled_from(
    [
        "ông ",
        "bà ",
        "Danh Út",
        "Thị Đẹp",
        "Hội Chữ thập đỏ ",
        "huyện Gò Quao",
        "Công ty TNHH ",
        "Hưng Phát",
        ", ",
        ". ",
        "\n",
        "“Vì người nghèo”",
        "(",
        ")",
        "em H. ",
        "9 tuổi",
        " và ",
        "CHÙA ",
        "1",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join) | st.text(max_size=40))
def test_offsets_hold_and_nothing_overlaps(text: str) -> None:
    """Surface == text[start:end] for places, bodies and persons, and no two of them share a word."""
    read = source(text)
    found = sorted([*find_places(read), *find_organisations(read), *find_people(read)], key=lambda span: span.start)
    end = 0
    for span in found:
        assert read.text[span.start : span.end] == span.surface
        assert span.start >= end
        end = span.end


def test_the_same_text_gives_the_same_names() -> None:
    """No chance in it: a fresh reading equals the first."""
    text = "Chiều 14/11, Hội Chữ thập đỏ xã Định Hòa trao quà cho bà Thị Đẹp."
    first = (find_people(source(text)), find_organisations(source(text)))
    names_of.cache_clear()
    assert (find_people(source(text)), find_organisations(source(text))) == first


def test_cost_stays_linear_in_a_long_list_of_namesakes() -> None:
    """Four times the names cost at most some eight times the calls; counted in seconds with a wide berth."""
    import time

    def cost(times: int) -> float:
        long = source("bà Thị Đẹp 5 tuổi, " * times)
        tries = []
        for _ in range(3):
            names_of.cache_clear()
            begun = time.process_time()
            find_people(long)
            tries.append(time.process_time() - begun)
        return min(tries)

    cost(50)
    assert cost(1200) < 12 * max(cost(300), 0.01)
