"""The table of outputs."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import zipfile
from itertools import pairwise

import docx
import jsonschema
import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from newsroom.errors import BadRundown
from newsroom.rundown_file import schema
from renderers.formats import FORMATS
from tests.renderers.samples import ALL, CONTEXT, LONG, forty, small, unknown

FAST = [name for name in FORMATS if not name.endswith("pdf")]
PAPERS = ["html", "script-html", "announcer-html"]


def made(name: str, rundown: object = None) -> bytes:
    return FORMATS[name].render(rundown or small(), CONTEXT)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FAST)
@pytest.mark.parametrize("sample", sorted(ALL))
def test_every_format_survives_every_sample(name: str, sample: str) -> None:
    """Each output is made for each sample, twice the same to the byte, and is not empty."""
    first = FORMATS[name].render(ALL[sample](), CONTEXT)
    assert first
    assert first == FORMATS[name].render(ALL[sample](), CONTEXT)


@pytest.mark.parametrize("name", ["pdf", "script-pdf", "announcer-pdf"])
def test_pdf(name: str) -> None:
    """A PDF is the same to the byte, holds the Vietnamese text, its version and page x/y, and only the shipped fonts."""
    raw = made(name)
    assert raw == made(name)
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=raw, capture_output=True, check=True).stdout.decode()
    assert "Bàn giao 4 trong 20 căn nhà" in text.replace("\u00a0", " ")
    assert re.search(r"Phiên bản v3\s+·\s+Trang 1/\d", text)
    assert "PV Thành Luân nợ" in text
    fonts = subprocess.run(["pdffonts", "-"], input=raw, capture_output=True, check=True).stdout.decode()
    names = re.findall(r"\+([A-Za-z-]+)", fonts)
    assert names
    assert all(name.startswith(("Plex-Cond-VN", "Be-VN", "Tinos-VN")) for name in names)


@pytest.mark.parametrize("name", PAPERS)
def test_pages_escape(name: str) -> None:
    """Titles with <, & and quotes stand on the page as written, never as markup."""
    page = made(name).decode()
    assert "&lt;b&gt;hơn" in page.replace("\u00a0", " ")
    assert "<b>hơn" not in page
    assert page.count("<html") == 1


def test_sheet_shows_what_is_missing() -> None:
    """The sheet says in words what is owed, over or under, unknown; a float has no number; a repeat names its first day."""
    page = made("html").decode()
    for words in (
        "CHƯA CÓ ÂM THANH",
        "PV Thành Luân nợ",
        "dự phòng",
        "NGOÀI MỨC",
        "phát lần đầu 13/11/2026",
        "Trống",
        "Lãnh đạo duyệt",
    ):
        assert words in page
    assert "chưa đủ" in made("html", forty()).decode()
    assert "≥" in made("html", forty()).decode()


def test_shown_columns_add_up() -> None:
    """Each shown length is the difference of two shown running totals, so columns add up to the total."""
    from newsroom.typed_time import parse_length

    rows = [row for row in CONTEXT.paper(small()).rows if row.number and not row.segment.hard_start]
    for before, row in pairwise(rows):
        if not before.timed.overlap_ms:
            assert parse_length(before.cume) + parse_length(row.duration) == parse_length(row.cume)


def test_announcer_reads_words_not_figures() -> None:
    """Figures stand in words with the written form in the margin; late facts are boxes; the second voice is marked."""
    page = made("announcer-html").decode().replace("\u00a0", " ")
    assert "hai mươi bốn tháng mười một" in page
    assert re.search(r'class="w">24/11', page)
    assert "số phần quà" in page
    assert "turn v2" in page


def test_script_gives_readings() -> None:
    """The script keeps the figure, underlined, and says it in the margin; a long sentence is marked for splitting."""
    page = made("script-html").decode().replace("\u00a0", " ")
    assert '<u class="f">2,2 triệu</u>' in page
    assert "<b>2,2 triệu</b> → hai triệu hai trăm nghìn" in page
    assert "âm tiết – nên tách" in page


def test_prompter_text_has_no_cues_to_read() -> None:
    """The prompter's words hold no bracketed cue inside a sentence and name what is awaited."""
    text = made("prompter-txt").decode()
    assert "[CHỜ: số phần quà]" in text
    assert "[Nhạc dâng]" not in text


@pytest.mark.parametrize("name", ["docx", "script-docx"])
def test_docx_opens_and_mirrors(name: str) -> None:
    """Word opens the document: heads repeat, rows do not split, page fields and version stand in the footer, styles are real."""
    raw = made(name)
    document = docx.Document(io.BytesIO(raw))
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert LONG in text.replace("\u00a0", " ")
    xml = zipfile.ZipFile(io.BytesIO(raw)).read("word/document.xml").decode()
    assert "w:cantSplit" in xml
    assert "v3" in document.sections[0].footer.paragraphs[0].text
    assert "NUMPAGES" in document.sections[0].footer._element.xml
    assert {"Lời", "Chỗ trống", "Tín hiệu", "Tiêu đề mục"} <= {style.name for style in document.styles}
    if name == "docx":
        assert document.sections[0].page_width > document.sections[0].page_height
        assert "w:tblHeader" in xml


def test_xlsx_holds_text_never_formulas() -> None:
    """A title that looks like a formula stays text; the sheet prints landscape with heads repeated."""
    page = load_workbook(io.BytesIO(made("xlsx"))).worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(cell.value == '=HYPERLINK("http://x")' for cell in cells)
    assert page.page_setup.orientation == "landscape"
    assert page.print_title_rows == "$5:$5"


def test_csv_is_safe_for_excel() -> None:
    """CSV has a BOM and CRLF, and no cell starts with a sign a spreadsheet takes for a formula."""
    raw = made("csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in raw
    cells = [cell for row in csv.reader(io.StringIO(raw.decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t")]


def test_json_fits_its_schema() -> None:
    """The JSON output fits the schema that ships with the program."""
    for make in ALL.values():
        jsonschema.validate(json.loads(FORMATS["json"].render(make(), CONTEXT)), schema())


def test_ics_reads_back() -> None:
    """A calendar reads the air time back exactly; without a start the day is an all-day event."""
    event = Calendar.from_ical(made("ics")).walk("VEVENT")[0]
    assert event["dtstart"].dt == small().start
    assert "Nhịp cầu" in event["summary"]
    assert FORMATS["ics"].render(unknown(), CONTEXT).count(b"VALUE=DATE:20261127") == 1


def test_mos_refuses_an_empty_order() -> None:
    """An order of nothing but floats is refused by name, as strict peers refuse it."""
    from dataclasses import replace

    floats = replace(small(), segments=tuple(replace(segment, float=True) for segment in small().segments))
    with pytest.raises(BadRundown):
        FORMATS["mos"].render(floats, CONTEXT)
