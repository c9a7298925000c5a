"""Places: every old and new commune in many hands, homonyms by date and context, chains, offsets."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.facts import PlaceMention
from nlp.fold import bare
from nlp.gazetteer import Unit, gazetteer
from nlp.places import all_places, find_places
from nlp.source import Source

BEFORE, AFTER = date(2023, 5, 10), date(2025, 10, 3)
UNITS = [unit for units in gazetteer().by_key.values() for unit in units]
OLD = sorted(
    {unit for unit in UNITS if unit.old and not unit.until and unit.level == "commune" and unit.province == "Kiên Giang"},
    key=str,
)
OLD_AN_GIANG = sorted(
    {unit for unit in UNITS if unit.old and not unit.until and unit.level == "commune" and unit.province == "An Giang"},
    key=str,
)
NEW = sorted({unit for unit in UNITS if not unit.old and unit.level == "commune" and unit.province == "An Giang"}, key=str)
SHORT = {"xã": "x.", "phường": "P.", "thị trấn": "TT.", "huyện": "H.", "thành phố": "TP.", "thị xã": "TX."}
DISTRICT_KIND = {
    unit.name: unit.kind for unit in UNITS if unit.level == "district" and unit.province == "Kiên Giang" and not unit.until
}


def read(text: str, day: date | None = BEFORE) -> list[PlaceMention]:
    """The places of a text published on a day."""
    return list(all_places(Source(unicodedata.normalize("NFC", text), 0, day)))


def meant(place: PlaceMention) -> tuple[str | None, str | None, str | None]:
    """The three levels of a place."""
    return place.commune, place.district, place.province


def new_tones(text: str) -> str:
    """The other tone placement: Hòa as Hoà."""
    for one, other in (("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("ủy", "uỷ"), ("úy", "uý"), ("ùy", "uỳ")):
        text = text.replace(one, other)
    return text


WAYS = {
    "with units": "Sáng 10/5, tại ấp Hòa Út, {kind} {name}, {dkind} {district}, đoàn trao 20 phần quà.",
    "bracket": "Đoàn đến {kind} {name} ({district}) thăm bà con nghèo.",
    "dash": "Lễ bàn giao nhà diễn ra ở {name} - {district} vào chiều qua.",
    "short": "Nhà ở {skind} {name}, {sdkind} {district} bị tốc mái.",
    "comma": "Bà con {kind} {name}, {district} phấn khởi nhận nước sạch.",
    "unmarked": "Chi oi hom nay doan xuong ap 5 {kind} {name} huyen {district} tang qua cho ho ngheo nha chi",
    "capitals": "Trao nhà đại đoàn kết tại {kind} {name}, {dkind} {district}",
    "other tones": "Hội viên {kind} {name}, {dkind} {district}, tỉnh Kiên Giang góp 20 triệu đồng.",
}


OPEN = ("dash",)
"""Ways without a unit word: Vĩnh Thuận in huyện Vĩnh Thuận is both a xã and a thị trấn, which went to different units."""


def written(unit: Unit, way: str) -> str:
    """A sentence that names the unit in one way of writing."""
    district = DISTRICT_KIND[unit.district or ""]
    text = WAYS[way].format(
        kind=unit.kind,
        name=unit.name,
        dkind=district,
        district=unit.district,
        skind=SHORT[unit.kind],
        sdkind=SHORT[district],
    )
    change = {"unmarked": lambda line: bare(line).lower(), "capitals": str.upper, "other tones": new_tones}.get(way, str)
    return change(text)


def test_the_gazetteer_holds_143_and_155_old_communes_and_102_new_ones() -> None:
    """The counts of the resolution: 143 + 155 before, 102 after."""
    assert (len(OLD), len(OLD_AN_GIANG), len(NEW)) == (143, 155, 102)


@pytest.mark.parametrize("way", WAYS)
def test_every_old_commune_is_found_in_each_way_of_writing(way: str) -> None:
    """All 143 communes of Kiên Giang, in one unbroken chain, with district, province and the unit valid now."""
    wrong = []
    for unit in OLD:
        text = written(unit, way)
        places = [place for place in read(text) if place.commune]
        today = None if way in OPEN and unit.name == "Vĩnh Thuận" else unit.today[0]
        if [(*meant(place), place.today) for place in places] != [(unit.name, unit.district, "Kiên Giang", today)]:
            wrong.append((text, places))
    assert wrong == []


def test_the_chain_is_the_surface() -> None:
    """From the smallest unit to the last, bracket included, nothing more."""
    for text in (
        "ấp Hòa Út, xã Định Hòa, huyện Gò Quao",
        "xã Định Hòa (Gò Quao)",
        "khu phố 3, phường Bình San, TP. Hà Tiên, tỉnh Kiên Giang",
        "tổ 3, ấp 5, xã Vĩnh Thắng, huyện Gò Quao",
        "Minh Hòa - Châu Thành",
    ):
        assert [place.surface for place in read(f"Hôm qua, ở {text} có mưa.")] == [text]


@pytest.mark.parametrize("unit", NEW, ids=lambda unit: unit.title)
def test_every_new_commune_is_found_after_the_reform(unit: Unit) -> None:
    """The 102 units of the new An Giang: no district, themselves today; without marks too, since their keys do not collide."""
    for text in (
        f"Sáng 3/10, tại {unit.kind} {unit.name}, tỉnh An Giang, đoàn trao quà.",
        f"Ủy ban Mặt trận {unit.kind} {unit.name} bàn giao nhà.",
        bare(f"hom nay {unit.kind} {unit.name} nhan 20 phan qua tu doan thien nguyen").lower(),
    ):
        [place] = [place for place in read(text, AFTER) if place.commune]
        assert (meant(place), place.today, place.ambiguous) == ((unit.name, None, "An Giang"), unit.title, False)


@pytest.mark.parametrize("unit", OLD + OLD_AN_GIANG, ids=lambda unit: f"{unit.title} {unit.district}")
def test_today_is_right_for_every_old_commune_or_left_open_when_it_was_split(unit: Unit) -> None:
    """298 old communes: with district and province named there is one answer; the three split ones are ambiguous."""
    [place] = read(f"Đoàn đến {unit.kind} {unit.name}, {unit.district}, tỉnh {unit.province} thăm bà con.")
    assert meant(place) == (unit.name, unit.district, unit.province)
    assert (place.today, place.ambiguous) == ((unit.today[0], False) if len(unit.today) == 1 else (None, True))


TRAPS = [
    ("xã Bình An, huyện Kiên Lương", "Kiên Lương", "Xã Kiên Lương"),
    ("xã Thạnh Đông (Tân Hiệp)", "Tân Hiệp", "Xã Tân Hiệp"),
    ("xã Tân An, huyện Tân Hiệp", "Tân Hiệp", "Xã Tân Hội"),
    ("xã Thạnh Lộc, huyện Giồng Riềng", "Giồng Riềng", "Xã Thạnh Hưng"),
    ("xã Đông Hưng, huyện An Minh", "An Minh", "Xã An Minh"),
    ("phường Mỹ Đức, TP. Hà Tiên", "Hà Tiên", "Phường Hà Tiên"),
    ("thị trấn Vĩnh Thuận, huyện Vĩnh Thuận", "Vĩnh Thuận", "Xã Vĩnh Phong"),
    ("xã Vĩnh Bình, huyện Châu Thành, tỉnh An Giang", "Châu Thành", "Xã Vĩnh An"),
]


@pytest.mark.parametrize(("text", "district", "today"), TRAPS)
def test_an_old_commune_may_lie_in_another_unit_than_the_one_that_took_its_name(
    text: str, district: str, today: str
) -> None:
    """Before the reform the name means the old ground."""
    [place] = read(f"Bà con {text} vui mừng.")
    assert (place.district, place.today) == (district, today)


@pytest.mark.parametrize("name", ["Bình An", "Thạnh Đông", "Thạnh Lộc", "Đông Hưng", "Giồng Riềng", "Gò Quao", "Châu Thành"])
def test_after_the_reform_the_same_name_means_the_new_unit(name: str) -> None:
    """The date decides what a name means."""
    [place] = read(f"Sáng nay, xã {name} trao 20 phần quà.", AFTER)
    assert (meant(place), place.today) == ((name, None, "An Giang"), f"Xã {name}")


@pytest.mark.parametrize(("day", "commune", "district"), [(BEFORE, None, "Giồng Riềng"), (AFTER, "Giồng Riềng", None)])
def test_a_bare_district_name_is_a_district_before_and_a_commune_after(
    day: date, commune: str | None, district: str | None
) -> None:
    """25 new communes bear the name of a former district."""
    [place] = read("Giồng Riềng: Trao nhà cho hộ nghèo", day)
    assert (place.commune, place.district) == (commune, district)


def test_a_homonym_is_marked_unless_the_text_decides() -> None:
    """Two Vĩnh Phú in Kiên Giang, a third in An Giang: a district named anywhere decides; nothing named leaves it open."""
    [place] = read("Xã Vĩnh Phú bàn giao hai căn nhà.")
    assert place.ambiguous
    assert (place.district, place.today) == (None, None)
    assert len(place.candidates) == 3
    sure = read("UBND huyện Giang Thành cho biết xã Vĩnh Phú đã bàn giao hai căn nhà.")[-1]
    assert (sure.district, sure.today, sure.ambiguous) == ("Giang Thành", "Xã Vĩnh Điều", False)


def test_unmarked_names_that_collide_are_marked_unless_the_text_decides() -> None:
    """The bare "vinh thanh" alone may be Vĩnh Thạnh or Vĩnh Thanh."""
    [place] = read("hom nay xa vinh thanh huyen giong rieng tang qua")
    assert meant(place) == ("Vĩnh Thạnh", "Giồng Riềng", "Kiên Giang")
    assert read("hom nay o xa tan thanh co doan toi tang qua")[0].ambiguous


@pytest.mark.parametrize(
    "text",
    [
        "Ông Nguyễn Thái Bình tặng 20 phần quà.",
        "Anh Lý Châu Thành kể chuyện nuôi lươn.",
        "Cửa hàng nằm trên đường Nguyễn Trung Trực.",
        "Đoàn vớt rác trên kênh Vĩnh Tế.",
        "Bà Thị Đẹp và ông Danh Út nhận quà; ông Tiên Long, ông Châu Đang cùng vui.",
        "Học tập tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
        "Nước ngọt Tân Hiệp Phát tặng quà.",
        "Ước mong một ngày hòa bình, an bình và bình an.",
        "Bò ăn cỏ, nước lên 22 phân, gấp 2,8 lần, ngày 1-11, tỉ lệ 3/4.",
        "Áp thấp nhiệt đới gần bờ, xa 15 hải lý.",
    ],
)
def test_persons_streets_canals_firms_and_numbers_are_no_places(text: str) -> None:
    """What looks like a place and is none."""
    assert read(text) == []


def test_a_list_gives_each_name_its_own_place() -> None:
    """In "các xã A, B và C": the unit word belongs to the list."""
    places = read("Trao quà tại các xã Vĩnh Điều, Phú Mỹ và Tân Khánh Hòa, huyện Giang Thành.")
    assert [(place.surface, place.commune) for place in places] == [
        ("Vĩnh Điều", "Vĩnh Điều"),
        ("Phú Mỹ", "Phú Mỹ"),
        ("Tân Khánh Hòa, huyện Giang Thành", "Tân Khánh Hòa"),
    ]
    assert {place.district for place in places} == {"Giang Thành"}


def test_provinces_have_other_names_and_short_forms() -> None:
    """Sài Gòn, TP.HCM, TPHCM, Thừa Thiên Huế."""
    for text, province in (
        ("TP.HCM", "Hồ Chí Minh"),
        ("TPHCM", "Hồ Chí Minh"),
        ("Sài Gòn", "Hồ Chí Minh"),
        ("TP. Hồ Chí Minh", "Hồ Chí Minh"),
    ):
        [place] = read(f"Đoàn từ {text} về thăm.")
        assert (place.surface, place.province, place.commune) == (text, province, None)


def test_a_hamlet_alone_lies_in_the_one_commune_of_the_text() -> None:
    """A second mention of an ấp without its xã."""
    places = read("Xã Định Hòa trao nhà. Bà con ấp Hòa Út góp ngày công.")
    assert meant(places[1]) == ("Định Hòa", "Gò Quao", "Kiên Giang")
    assert places[1].hamlet == "Hòa Út"


def test_a_misspelt_commune_is_still_told_when_one_letter_is_wrong() -> None:
    """The bad "Giục Tượn" can only be Giục Tượng."""
    [place] = read("Bà con xã Giục Tượn, huyện Châu Thành nhận quà.")
    assert place.commune == "Giục Tượng"


PIECES = st.sampled_from(
    [
        "xã ",
        "Định Hòa",
        "huyện ",
        "Gò Quao",
        ", ",
        " (",
        ")",
        " - ",
        "ấp 5",
        "TP. ",
        "Rạch Giá",
        "\n",
        "ông ",
        "Danh Út",
        " và ",
        "x.",
        "12",
        "tỉnh ",
        "ĐẶC KHU ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from([BEFORE, AFTER, None]))
def test_a_surface_is_the_slice_of_the_text_and_none_overlap(text: str, day: date | None) -> None:
    """Offsets hold on any mixture of places, brackets and blanks."""
    source = Source(unicodedata.normalize("NFC", text), 0, day)
    for places in (all_places(source), find_places(source)):
        end = 0
        for place in places:
            assert source.text[place.start : place.end] == place.surface
            assert place.start >= end
            end = place.end
