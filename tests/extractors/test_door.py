"""The way in, end to end: what becomes of real-life files."""

from __future__ import annotations

import io
import random
from email.message import EmailMessage

import openpyxl
import pytest

from newsroom.report import WHY, Rejected, Report
from tests.extractors import build
from tests.extractors.conftest import Take

DOC = build.word("Trao quà cho hộ nghèo", build.PARAGRAPH)


def test_word_containers(taken: Take) -> None:
    """Inserted text, controls and text boxes stay; deleted, moved-away and hidden text go; the host paragraph is unbroken."""
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent></w:pict>"
    body = (
        f"<w:p><w:r><w:t xml:space='preserve'>Xã trao </w:t></w:r><w:r>{box}</w:r><w:ins><w:r><w:t xml:space='preserve'>21 phần </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>12 phần</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>quà cho hộ nghèo.</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    [report] = taken(build.word_body(body), "a.docx")
    assert isinstance(report, Report)
    assert report.text == "Xã trao 21 phần quà cho hộ nghèo.\nTrong khung"


def test_fonts_of_old_word_files(taken: Take) -> None:
    """A run in a TCVN3 font is read in TCVN3, one in its capital font in capitals, its neighbours as they are."""
    font = "<w:rPr><w:rFonts w:ascii='{}'/></w:rPr>"
    body = (
        f"<w:p><w:r>{font.format('.VnTimeH')}<w:t>uû ban</w:t></w:r><w:r>{font.format('.VnTime')}<w:t xml:space='preserve'> x· §Þnh Hßa d</w:t>"
        "<w:softHyphen/><w:t>a</w:t></w:r></w:p>"
    ).replace("uû", "ñy")
    [report] = taken(build.word_body(body), "a.docx")
    assert isinstance(report, Report)
    assert report.text == "ỦY BAN xã Định Hòa dưa"
    assert {repair.what for repair in report.repairs} == {"tcvn3"}


def test_paths_inside(taken: Take) -> None:
    """What is inside nested containers is named with !/ between."""
    letter = EmailMessage()
    letter["From"], letter["Subject"], letter["Date"] = "Lan <lan@x.vn>", "Danh sách", "Thu, 20 Nov 2025 08:00:00 +0700"
    letter["Message-ID"] = "<1@x.vn>"
    letter.set_content("Gửi chị danh sách.")
    letter.add_attachment(
        build.archive({"b.docx": DOC, "__MACOSX/._b": b"x"}), maintype="application", subtype="zip", filename="gói.zip"
    )
    found = taken(letter.as_bytes(), "thu.eml")
    assert [one.inside for one in found] == [None, "gói.zip!/b.docx"]
    assert isinstance(found[0], Report)
    assert found[0].author == "Lan"


def test_sheet(taken: Take) -> None:
    """Dates are ISO, numbers plain, an identity number has its zero again, a hidden sheet is named."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Họ tên", "Số CCCD", "Tiền"], ["Danh Út", 91085001234, 1500000.5]):
        sheet.append(row)
    book.create_sheet("Nháp").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    [report] = taken(out.getvalue(), "a.xlsx")
    assert isinstance(report, Report)
    assert report.tables[0][1] == ("Danh Út", "091085001234", "1500000.5")
    assert "Nháp" in report.skipped[0]


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "a.docx", "empty"),
        (DOC[:-200], "a.docx", "truncated"),
        (b"%PDF-1.4\n1 0 obj\n", "a.pdf", "truncated"),
        (b"%PDF-1.4\nx\n%%EOF" + DOC, "a.pdf", "hostile"),
        (b"MZ" + b"x" * 99, "a.doc", "unknown_type"),
        (b"Vi?t Nam l? m?t n??c ??p v? c? nhi?u ng??i d?n th?n thi?n", "a.txt", "scrambled"),
        (b"The children of the village walked along the river every morning, " * 4, "a.txt", "wrong_language"),
        (
            build.archive({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>", "word/vbaProject.bin": b"x"}),
            "a.docx",
            "hostile",
        ),
        (
            build.archive({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><x/>', "[Content_Types].xml": b"<x/>"}),
            "a.docx",
            "hostile",
        ),
        (build.archive({"a.txt": b" " * 60_000_000}), "a.zip", "bomb"),
    ],
)
def test_refusals(taken: Take, data: bytes, name: str, why: str) -> None:
    """A file that cannot be taken says why, with a code."""
    [found] = taken(data, name)
    assert isinstance(found, Rejected)
    assert found.why == why


def test_mutated_files_never_break_the_door(taken: Take) -> None:
    """Whatever is done to a file's bytes, it becomes reports or a refusal with a known code."""
    chance = random.Random(7)
    for _ in range(25):
        data = bytearray(DOC)
        for _ in range(chance.randint(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        for found in taken(bytes(data), "a.docx"):
            assert isinstance(found, Report) or found.why in WHY
