"""Checks made on bytes before any reader opens them: cut files, passwords, bombs, DTD tricks, macros, two-faced files.

Everything here looks at tables of contents and first bytes only, so that a hostile file costs milliseconds.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

from extractors.draft import Refused

MAX_MEMBERS = 20_000
MAX_TOTAL = 1_500_000_000
"""Most bytes an archive may unfold to; a folder of photos and recordings stays under it."""
MAX_PART = 150_000_000
"""Most bytes one XML part of an office file may unfold to."""
MAX_RATIO = 200
"""Honest office XML shrinks 5 to 60 times; only above 10 MB unfolded is a ratio worth a word."""
_WORTH_A_RATIO = 10_000_000

_DTD = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_MACRO_PARTS = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX\d*\.bin)$|(^|/)macrosheets/|^Basic/.+\.xml$|^Scripts/", re.IGNORECASE
)
_TAIL = 66_000


def check(kind: str, data: bytes) -> None:
    """Raise Refused when `data`, taken as `kind`, must not be opened."""
    if kind not in ("zip", "docx", "xlsx", "odt", "ods"):
        _refuse_hidden_archive(kind, data)
    checker = _CHECKS.get(kind)
    if checker is not None:
        checker(data)


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive in `data`; raises Refused `truncated` or `unreadable`."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error) as error:
        whole = b"PK\x05\x06" in data[-_TAIL:]
        raise Refused("unreadable" if whole else "truncated", "" if not whole else str(error)[:80]) from error


def check_archive(data: bytes, part_limit: int = MAX_TOTAL) -> zipfile.ZipFile:
    """The archive in `data` once its table of contents is found harmless."""
    archive = open_archive(data)
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise Refused("bomb", f"{len(members)} tệp")
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if total > MAX_TOTAL or any(member.file_size > part_limit for member in members):
        raise Refused("bomb", f"{total // 1_000_000} MB")
    if total > _WORTH_A_RATIO and total > MAX_RATIO * max(packed, 1):
        raise Refused("bomb", f"{total // max(packed, 1)} lần")
    if _overlapping(members):
        raise Refused("bomb", "các phần chồng lên nhau")
    return archive


def _overlapping(members: list[zipfile.ZipInfo]) -> bool:
    """Whether members share their packed bytes, as in a zip bomb without nesting."""
    end = -1
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + 30 + member.compress_size
    return False


def _office(data: bytes) -> None:
    archive = check_archive(data, MAX_PART)
    names = archive.namelist()
    _one_face(archive, data)
    if any(_MACRO_PARTS.search(name) for name in names):
        raise Refused("hostile", "macro")
    if len(names) != len(set(names)):
        raise Refused("hostile", "hai phần trùng tên")
    for member in archive.infolist():
        if member.flag_bits & 1:
            raise Refused("encrypted")
        if member.filename.endswith((".xml", ".rels")):
            _no_dtd(archive, member)
    _manifest(archive, names)


def _no_dtd(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    try:
        with archive.open(member) as part:
            head = part.read(4096)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, zlib.error) as error:
        raise Refused("unreadable", member.filename) from error
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[1:2] == b"\0" or head[:1] == b"\0":
        head = head.replace(b"\0", b"")
    if _DTD.search(head):
        raise Refused("hostile", "DTD")


def _manifest(archive: zipfile.ZipFile, names: list[str]) -> None:
    """Refuse OpenDocument files whose manifest speaks of encryption."""
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused("encrypted")


def _one_face(archive: zipfile.ZipFile, data: bytes) -> None:
    """Refuse an office file that is also another kind of document."""
    if not data.startswith(b"PK"):
        raise Refused("hostile", "hai định dạng trong một tệp")
    first = min((member.header_offset for member in archive.infolist()), default=0)
    if first > 0 or (b"%PDF-" in data[:1024] and not _stored_first(archive)):
        raise Refused("hostile", "hai định dạng trong một tệp")


def _stored_first(archive: zipfile.ZipFile) -> bool:
    """Whether the first member is itself a stored PDF, which explains its mark in the first bytes."""
    first = min(archive.infolist(), key=lambda member: member.header_offset, default=None)
    return first is not None and first.compress_type == zipfile.ZIP_STORED and first.filename.lower().endswith(".pdf")


def _refuse_hidden_archive(kind: str, data: bytes) -> None:
    """Refuse a document of another kind that carries a whole zip at its end."""
    tail = data[-_TAIL:]
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22 or kind == "text":
        return
    count, size, offset, comment = struct.unpack("<HIIH", tail[at + 10 : at + 22])
    if count and at + 22 + comment == len(tail) and 0 < size < len(data) and offset < len(data):
        raise Refused("hostile", "hai định dạng trong một tệp")


def _zip(data: bytes) -> None:
    archive = check_archive(data)
    _one_face(archive, data)
    members = [member for member in archive.infolist() if not member.is_dir()]
    if members and all(member.flag_bits & 1 for member in members):
        raise Refused("encrypted")
    if not members:
        raise Refused("empty")


_PDF_ACTIVE = re.compile(rb"/(Launch|JavaScript|JS)\b")
_PDF_AUTO = re.compile(rb"/(OpenAction|AA)\b")


def _pdf(data: bytes) -> None:
    start = data.find(b"%PDF-")
    if start > 0 and data[:start].strip() and not data[:start].lstrip(b"\xef\xbb\xbf\r\n\t ") == b"":
        raise Refused("hostile", "hai định dạng trong một tệp")
    tail = data[-4096:]
    if b"startxref" not in tail and b"%%EOF" not in tail:
        raise Refused("truncated")
    if re.search(rb"(?i)<html|<script", data[:1024]) or b"\xff\xd8\xff" in data[:8]:
        raise Refused("hostile", "hai định dạng trong một tệp")
    if _PDF_ACTIVE.search(data) and (_PDF_AUTO.search(data) or b"/Launch" in data):
        raise Refused("hostile", "lệnh tự chạy trong PDF")


def _jpeg(data: bytes) -> None:
    if data.startswith(b"\xff\xd8") and b"\xff\xd9" not in data[-65536:]:
        raise Refused("truncated")
    if data.startswith(b"\x89PNG") and b"IEND" not in data[-65536:]:
        raise Refused("truncated")
    if re.search(rb"(?i)<script|<\?php", data[:65536]):
        raise Refused("hostile", "hai định dạng trong một tệp")


def _ole(data: bytes) -> None:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("_VBA_PROJECT") or (has("VBA\0") and has("PROJECT")):
        raise Refused("hostile", "macro")
    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise Refused("encrypted")
    sector = 1 << struct.unpack("<H", data[30:32])[0]
    if sector not in (512, 4096):
        raise Refused("unreadable", "OLE")
    sectors = struct.unpack("<109i", data[76:512])
    present = (len(data) - 1) // sector
    directory = struct.unpack("<i", data[48:52])[0]
    if directory >= present or any(fat >= present for fat in sectors if fat >= 0):
        raise Refused("truncated")


def _rtf(data: bytes) -> None:
    if re.search(rb"\\object|\\objdata", data) and re.search(rb"(?i)\\objdata[\s\S]{0,200}?(d0cf11e0|4d5a)", data):
        raise Refused("hostile", "đối tượng nhúng")
    if not data.rstrip(b"\x00 \t\r\n").endswith(b"}"):
        raise Refused("truncated")


_INTERNAL_SUBSET = re.compile(r"<!DOCTYPE[^>\[]*\[(.*?)\]\s*>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+(%\s*)?[\w.:-]+\s+(SYSTEM|PUBLIC|[\"'])([^\"'>]*)", re.IGNORECASE)


def _markup(data: bytes) -> None:
    """Refuse entities that fetch, nest or multiply; a plain named letter ("&nbsp;") is an honest habit of old feeds."""
    head = data[:200_000]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]:
        head = head.replace(b"\0", b"")
    text = head.decode("latin-1")
    for percent, opening, value in _ENTITY.findall(text):
        if percent or opening.upper() in ("SYSTEM", "PUBLIC") or re.search(r"&(?!#)", value) or len(value) > 200:
            raise Refused("hostile", "DTD")


_CHECKS: dict[str, Callable[[bytes], None]] = {
    "docx": _office, "xlsx": _office, "odt": _office, "ods": _office, "zip": _zip, "pdf": _pdf, "image": _jpeg,
    "doc": _ole, "xls": _ole, "msg": _ole, "rtf": _rtf, "feed": _markup, "html": _markup,
}  # fmt: skip
