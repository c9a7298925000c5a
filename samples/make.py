"""Build the binary samples from the texts beside this file; run once, the outputs are committed.

    python samples/make.py            everything
    python samples/make.py front mail only these folders

Needs python-docx, openpyxl, WeasyPrint, Pillow; LibreOffice for .doc, poppler for the scans, espeak-ng, ffmpeg and sox
(with libsox-fmt-all for AMR) for the voices. A text file is a row of `=== name` blocks: `key: value` lines, `---`, then lines:
`## ` and `### ` headings, `| a | b` table rows, `* ` a caption, anything else a paragraph.
"""

from __future__ import annotations

import html
import io
import random
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass
class Text:
    """One written document: its file name, the keys of its head, its lines."""

    name: str
    keys: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def get(self, key: str) -> str:
        """The value of a head line, empty when there is none."""
        return self.keys.get(key, "")


def texts(prefix: str) -> Iterator[Text]:
    """Every text of the files `texts/<prefix>*.txt`."""
    for path in sorted((HERE / "texts").glob(f"{prefix}*.txt")):
        for block in path.read_text("utf-8").split("=== ")[1:]:
            head, _, body = block.partition("\n---\n")
            name, *keys = head.strip().split("\n")
            parts = (line.partition(": ") for line in keys)
            yield Text(name, {key: value for key, _, value in parts}, [line for line in body.strip().split("\n") if line])


# --- Word ---------------------------------------------------------------------------------------------------------------


def word(text: Text, font: str = "Times New Roman", turn: Callable[[str], str] = str) -> bytes:
    """The text as a Word file; `turn` changes the letters for an old font."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    base = document.styles["Normal"]
    base.font.name, base.font.size = font, Pt(13)
    base.element.rPr.rFonts.set(qn("w:eastAsia"), font)

    def add(where: Any, line: str, *, bold: bool = False, italic: bool = False, align: Any = None) -> None:
        paragraph = where.add_paragraph()
        paragraph.alignment = align
        capital = font == ".VnTime" and line.isupper()
        run = paragraph.add_run(turn(line.lower() if capital else line))
        run.bold, run.italic = bold, italic
        name = ".VnTimeH" if capital else font
        run.font.name = name
        for slot in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            run._element.rPr.rFonts.set(qn(slot), name)

    if text.get("issuer"):
        _national_heading(document, text, add, Align)
    elif text.get("title"):
        add(document, text.get("title"), bold=True, align=Align.CENTER)
    rows: list[list[str]] = []
    for line in [*text.lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line[1:].split("|")])
            continue
        if rows:
            _table(document, rows, turn)
            rows = []
        if line.startswith("#"):
            add(document, line.lstrip("# "), bold=True, italic=line.startswith("###"))
        elif line.startswith("* "):
            add(document, line[2:], italic=True, align=Align.CENTER)
        elif line:
            add(document, line, align=Align.JUSTIFY)
    if text.get("author"):
        add(document, text.get("author"), bold=True, align=Align.RIGHT)
    if text.get("signer"):
        _signature(document, text, add, Align)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _national_heading(document: Any, text: Text, add: Any, align: Any) -> None:
    left, right = document.add_table(1, 2).rows[0].cells
    letter = text.get("type") == "CÔNG VĂN"
    lines = [
        text.get("superior"),
        text.get("issuer"),
        f"Số: {text.get('number')}",
        *([text.get("subject")] if letter else []),
    ]
    for line in filter(None, lines):
        add(left, line, bold=line == text.get("issuer"), align=align.CENTER)
    for line in (NATION, MOTTO):
        add(right, line, bold=True, align=align.CENTER)
    add(right, text.get("place"), italic=True, align=align.CENTER)
    if letter:
        add(document, "Kính gửi: Báo và phát thanh, truyền hình An Giang", align=align.CENTER)
        return
    add(document, text.get("type"), bold=True, align=align.CENTER)
    add(document, text.get("subject"), bold=True, align=align.CENTER)


def _signature(document: Any, text: Text, add: Any, align: Any) -> None:
    left, right = document.add_table(1, 2).rows[0].cells
    add(left, "Nơi nhận:", bold=True, italic=True)
    for line in text.get("recipients").split("|"):
        add(left, line)
    for line in [*text.get("role").split("|"), "", "", text.get("signer")]:
        add(right, line, bold=True, align=align.CENTER)


def _table(document: Any, rows: list[list[str]], turn: Callable[[str], str]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = turn(value)


def tcvn3(line: str) -> str:
    """The line as the characters that a .VnTime font draws: TCVN3 bytes read as Latin-1."""
    return line.translate(_tcvn3_table())


def _tcvn3_table() -> dict[int, str]:
    sys.path.insert(0, str(HERE.parent))
    from extractors.encodings.tables import _TCVN_HIGH

    table = {ord(letter): chr(0x80 + at) for at, letter in enumerate(_TCVN_HIGH) if at > 0x20}
    return {code: byte for code, byte in table.items() if not unicodedata.combining(chr(code))}


def old_word(text: Text) -> bytes:
    """The text as a real .doc with .VnTime letters."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "a.docx"
        source.write_bytes(word(text, ".VnTime", tcvn3))
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/p",
            "--convert-to",
            "doc",
            "--outdir",
            folder,
        ]
        subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
        return source.with_suffix(".doc").read_bytes()


# --- PDF ----------------------------------------------------------------------------------------------------------------

_CSS = """@page{size:A4;margin:20mm 18mm 20mm 25mm} body{font:12.5pt/1.4 'DejaVu Serif';text-align:justify}
h1{font-size:15pt;text-align:center} h2{font-size:12.5pt;margin:8pt 0 2pt} p{margin:0 0 5pt;text-indent:9mm}
.h{width:100%;font-size:11pt;text-align:center;border:0} .h td{width:50%;vertical-align:top;border:0} .c{text-align:center;text-indent:0}
table.t{border-collapse:collapse;width:100%;font-size:11pt} table.t td{border:.6pt solid #000;padding:3pt}"""


def as_html(text: Text) -> str:
    """The text as the page WeasyPrint prints."""
    safe = html.escape
    parts = [f"<html lang=vi><meta charset=utf-8><style>{_CSS}</style><body>"]
    if text.get("issuer"):
        left = f"{safe(text.get('superior'))}<br><b>{safe(text.get('issuer'))}</b><br>Số: {safe(text.get('number'))}"
        right = f"<b>{NATION}</b><br><b>{MOTTO}</b><br><i>{safe(text.get('place'))}</i>"
        parts.append(f"<table class=h><tr><td>{left}</td><td>{right}</td></tr></table>")
        parts.append(f"<p class=c><b>{safe(text.get('type'))}</b></p><p class=c><b>{safe(text.get('subject'))}</b></p>")
    elif text.get("title"):
        parts.append(f"<h1>{safe(text.get('title'))}</h1>")
    rows: list[str] = []
    for line in [*text.lines, ""]:
        if line.startswith("|"):
            rows.append("<tr>" + "".join(f"<td>{safe(cell.strip())}</td>" for cell in line[1:].split("|")) + "</tr>")
            continue
        if rows:
            parts.append("<table class=t>" + "".join(rows) + "</table>")
            rows = []
        if line.startswith("#"):
            parts.append(f"<h2>{safe(line.lstrip('# '))}</h2>")
        elif line:
            parts.append(f"<p class=c><i>{safe(line[2:])}</i></p>" if line.startswith("* ") else f"<p>{safe(line)}</p>")
    if text.get("author"):
        parts.append(f"<p style='text-align:right'><b>{safe(text.get('author'))}</b></p>")
    if text.get("signer"):
        left = "<b><i>Nơi nhận:</i></b><br>" + safe(text.get("recipients")).replace("|", "<br>")
        right = "<br>".join(f"<b>{safe(line)}</b>" for line in text.get("role").split("|"))
        parts.append(f"<table class=h><tr><td style='text-align:left'>{left}</td>")
        parts.append(f"<td>{right}<br><br><br><b>{safe(text.get('signer'))}</b></td></tr></table>")
    return "".join(parts)


def pdf(text: Text) -> bytes:
    """The text as a digital PDF."""
    import weasyprint

    return weasyprint.HTML(string=as_html(text)).write_pdf() or b""


def scanned(text: Text, turn: float) -> bytes:
    """The text as a scan: a picture of the page, `turn` degrees askew, noisy, with a dark edge; no letters in the file."""
    import numpy
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "a.pdf"
        source.write_bytes(pdf(text))
        subprocess.run(["pdftoppm", "-r", "170", "-gray", "-png", str(source), f"{folder}/p"], check=True)
        pages = []
        for path in sorted(Path(folder).glob("p*.png")):
            page = Image.open(path).convert("L").rotate(turn, fillcolor=250, resample=Image.Resampling.BICUBIC)
            grid = numpy.asarray(page, dtype=float) * 0.92 + 12
            grid += numpy.random.default_rng(7).normal(0, 7, grid.shape)
            grid[:, :14] *= 0.45
            pages.append(Image.fromarray(grid.clip(0, 255).astype("uint8")))
        out = io.BytesIO()
        pages[0].save(out, "PDF", resolution=170, save_all=True, append_images=pages[1:], quality=55)
        return out.getvalue()


# --- sheets -------------------------------------------------------------------------------------------------------------


def sheet(text: Text) -> bytes:
    """The rows of the text as a workbook: title merged above, head row bold, numbers as numbers, days as days."""
    import openpyxl
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    page = book.active
    page.title = text.get("sheet") or "Danh sách"
    rows = [[cell.strip() for cell in line[1:].split("|")] for line in text.lines if line.startswith("|")]
    page.append([text.get("title")])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(rows[0]))
    page["A1"].font, page["A1"].alignment = Font(bold=True, size=14), Alignment(horizontal="center")
    for row in rows:
        page.append([_value(cell) for cell in row])
    for cell in page[2]:
        cell.font = Font(bold=True)
    for line in text.lines:
        if not line.startswith("|"):
            page.append([line])
    if text.get("hidden"):
        page = book.create_sheet("Nháp")
        page.append([text.get("hidden")])
        page.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _value(cell: str) -> Any:
    from datetime import datetime

    if cell.startswith("="):
        return cell
    if cell.startswith("'"):
        return cell[1:]
    try:
        return datetime.strptime(cell, "%d/%m/%Y")
    except ValueError:
        return int(cell.replace(".", "")) if cell.replace(".", "").isdigit() else cell


# --- voices, pictures, letters --------------------------------------------------------------------------------------------


def voice(text: Text) -> bytes:
    """The text spoken by espeak-ng (southern voice), in the format the name ends in."""
    with tempfile.TemporaryDirectory() as folder:
        wav, target = Path(folder) / "a.wav", Path(folder) / text.name
        words = unicodedata.normalize("NFC", " ".join(text.lines))
        speed, pitch = text.get("speed") or "165", text.get("pitch") or "50"
        command = ["espeak-ng", "-v", "vi-vn-x-south", "-s", speed, "-p", pitch, "-w", str(wav), "--stdin"]
        subprocess.run(command, input=words.encode(), check=True)
        if target.suffix == ".amr":
            subprocess.run(["sox", "-v", "0.8", str(wav), "-r", "8000", "-c", "1", "-t", "amr-nb", str(target)], check=True)
        else:
            rate = {".wav": "16000", ".mp3": "44100"}.get(target.suffix, "44100")
            command = ["ffmpeg", "-v", "error", "-i", str(wav), "-ar", rate, "-ac", "1", *_BITS.get(target.suffix, [])]
            subprocess.run([*command, str(target)], check=True)
        return target.read_bytes()


_BITS = {".m4a": ["-b:a", "48k"], ".mp3": ["-b:a", "64k"]}


def photo(text: Text) -> bytes:
    """A painted scene with the lines of the text on a board; time and place of taking in EXIF."""
    import numpy
    from PIL import Image, ImageDraw, ImageFont

    width, height = 1600, 1100
    chance = numpy.random.default_rng(random.Random(text.name).randrange(9999))
    ramp = numpy.linspace(235, 120, height)[:, None]
    grid = numpy.stack([ramp * share + chance.normal(0, 5, (height, width)) for share in (0.75, 0.9, 1.0)], axis=2)
    picture = Image.fromarray(grid.clip(0, 255).astype("uint8"))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 860, width, height), fill=(112, 138, 82))
    for at in range(5):
        left = 120 + at * 320
        draw.ellipse((left, 780, left + 90, 870), fill=(196, 150, 120))
        draw.rounded_rectangle(
            (left - 40, 865, left + 130, height), 30, fill=tuple(int(x) for x in chance.integers(40, 220, 3))
        )
    if text.lines:
        draw.rectangle((140, 70, width - 140, 700), fill=(252, 250, 240), outline=(160, 30, 30), width=8)
        family = "/usr/share/fonts/truetype/dejavu/DejaVuSans"
        down = 110
        for number, line in enumerate(text.lines):
            font = ImageFont.truetype(f"{family}{'-Bold' if number < 2 else ''}.ttf", 46 if number < 2 else 38)
            draw.text((width / 2, down), line, font=font, fill=(20, 20, 30), anchor="ma")
            down += 68 if number < 2 else 58
    exif = picture.getexif()
    exif.get_ifd(0x8769)[0x9003] = text.get("taken")
    exif.get_ifd(0x8825).update({1: "N", 2: (9.0, 58.0, 12.0), 3: "E", 4: (105.0, 8.0, 30.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=72, exif=exif)
    return out.getvalue()


def letter(text: Text) -> bytes:
    """The text as a letter; `attach` names texts of `kem.txt` or samples of other folders."""
    message = EmailMessage()
    message["From"], message["To"] = text.get("from"), "chuyende@baophatthanhtruyenhinh.example"
    message["Subject"], message["Date"] = text.get("subject"), text.get("date")
    message["Message-ID"] = f"<{text.name}@thu.example>"
    body = "\n".join(text.lines) + "\n"
    if text.get("html"):
        message.set_content("".join(f"<p>{html.escape(line)}</p>\n" for line in text.lines), subtype="html")
    else:
        message.set_content(body, cte=text.get("cte") or "quoted-printable")
    enclosed = {one.name: one for one in texts("kem")}
    for name in filter(None, text.get("attach").split(", ")):
        data = build("kem", enclosed[name]) if name in enclosed else (HERE / name).read_bytes()
        main, sub = _MEDIA[Path(name).suffix].split("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=Path(name).name)
    if text.get("boundary") != "none" and message.is_multipart():
        message.set_boundary(f"phan-{Path(text.name).stem}")
    return message.as_bytes()


_OFFICE = "application/vnd.openxmlformats-officedocument."
_MEDIA = {
    ".docx": f"{_OFFICE}wordprocessingml.document",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet",
    ".m4a": "audio/mp4",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
}


# --- all of it ----------------------------------------------------------------------------------------------------------


def plain(text: Text) -> bytes:
    """A text file, its letters as `form` says: "nfd", "bare" (no marks) or as written."""
    body = "\n".join(filter(None, [text.get("title"), *text.lines, text.get("author")])) + "\n"
    if text.get("form") in ("nfd", "bare"):
        body = unicodedata.normalize("NFD", body)
    if text.get("form") == "bare":
        body = "".join(letter for letter in body if not unicodedata.combining(letter)).replace("đ", "d").replace("Đ", "D")
    return body.encode()


def build(folder: str, text: Text) -> bytes:
    """The bytes of one sample."""
    suffix = Path(text.name).suffix
    if text.get("scan"):
        return scanned(text, float(text.get("scan")))
    if suffix == ".html":
        return ("\n".join(text.lines) + "\n").encode()
    makers = {".docx": word, ".doc": old_word, ".pdf": pdf, ".xlsx": sheet, ".eml": letter, ".jpg": photo, ".txt": plain}
    return makers.get(suffix, voice)(text)  # type: ignore[operator, no-any-return]


def break_some() -> None:
    """The samples that are broken on purpose."""
    whole = (HERE / "front" / "an-minh-giam-sat-binh-xet-ho-ngheo.docx").read_bytes()
    (HERE / "front" / "tay-yen-gui-do-dang.docx").write_bytes(whole[: len(whole) * 3 // 5])
    (HERE / "front" / "van-khanh-bao-cao-thang-11.docx").write_bytes(b"")
    again = (HERE / "front" / "go-quao-ap-phuoc-tho-ngay-hoi.docx").read_bytes()
    (HERE / "front" / "ngay-hoi-phuoc-tho (gửi lại).docx").write_bytes(again)


def main(folders: list[str]) -> None:
    """Build the named folders, or all; letters last because they carry the others."""
    for folder in folders or ["front", "red_cross", "official", "voice", "photo", "mail"]:
        (HERE / folder).mkdir(exist_ok=True)
        for text in texts(folder):
            (HERE / folder / text.name).write_bytes(build(folder, text))
            print(folder, text.name)
        if folder == "front":
            break_some()


if __name__ == "__main__":
    main(sys.argv[1:])
