"""Old Vietnamese encodings: every letter comes back, clean Unicode is left alone."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.encodings import tables, viqr
from extractors.encodings.detect import decode, mend
from extractors.encodings.repair import clean_bytes

TEXT = (
    "Ngày 20/11, Ủy ban MTTQ Việt Nam xã Định Hòa đã trao 21 phần quà cho hộ nghèo. "
    "Mỗi phần trị giá 500.000 đồng, gồm gạo, đường, sữa. TỔ QUỐC GHI CÔNG."
)
_LETTERS = [
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", *"\u0300\u0301\u0303\u0309\u0323")
]


@pytest.mark.parametrize("table", [tables.TCVN3, tables.VISCII, tables.VPS])
def test_every_letter_of_one_byte_tables(table: dict[int, str]) -> None:
    """All 134 letters with marks go to the encoding and back."""
    for letter in [*_LETTERS, "đ", "Đ"]:
        raw = tables.to_single(letter, table)
        assert tables.from_single(raw.decode("latin-1"), table) == letter


def test_every_letter_of_vni() -> None:
    """All letters with marks go to VNI-Windows and back."""
    for letter in [*_LETTERS, "đ", "Đ"]:
        assert tables.from_vni(tables.to_vni(letter).decode("latin-1")) == letter


@pytest.mark.parametrize(
    ("raw", "codec"),
    [
        (tables.to_single(TEXT, tables.TCVN3), "tcvn3"),
        (tables.to_single(TEXT, tables.VISCII), "viscii"),
        (tables.to_single(TEXT, tables.VPS), "vps"),
        (tables.to_vni(TEXT), "vni"),
        (viqr.encode(TEXT).encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (TEXT.encode().decode("latin-1").encode(), "utf-8"),
    ],
)
def test_bytes_to_text(raw: bytes, codec: str) -> None:
    """Bytes in any of the encodings become the same clean text."""
    done = clean_bytes(raw)
    assert (done.text, done.codec, done.doubt) == (TEXT, codec, False)


_SYLLABLES = re.findall(r"\w+", TEXT)


@given(st.lists(st.sampled_from(_SYLLABLES), min_size=1, max_size=12))
def test_clean_unicode_is_left_alone(words: list[str]) -> None:
    """No run of clean words is ever converted."""
    text = " ".join(words)
    assert mend(text) == (text, None)
    assert decode(text.encode()).repairs == {}
