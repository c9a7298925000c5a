"""What kind of document some bytes are, from the bytes; the name only decides between kinds of plain text."""

from __future__ import annotations

import io
import re
import zipfile

from extractors.draft import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")
_SOUNDS = (b"ID3", b"OggS", b"fLaC", b"#!AMR", b"MThd")
_NOT_TAKEN = {
    b"MZ": "chương trình máy tính", b"\x7fELF": "chương trình máy tính", b"Rar!": "RAR", b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"SQLite format 3": "SQLite", b"\xca\xfe\xba\xbe": "Java",
    b"wOFF": "phông chữ", b"\x00\x01\x00\x00\x00": "phông chữ", b"%!PS": "PostScript",
}  # fmt: skip
_MAIL_HEADER = re.compile(
    rb"(?im)^(received|from|to|subject|date|message-id|mime-version|return-path|delivered-to|content-type|x-[a-z-]+|dkim-signature"
    rb"|cc|reply-to|sender|references|in-reply-to|content-transfer-encoding|thread-topic|thread-index|arc-seal|user-agent): ?"
)
_FEED = re.compile(r"<(?:rss|(?:\w+:)?RDF|(?:\w+:)?feed|channel)[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|table|meta|script)[\s>/]", re.IGNORECASE)


def kind_of(data: bytes, name: str = "", media_type: str | None = None) -> str:
    """The kind of `data`; raises Refused `empty` or `unknown_type`."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refused("empty")
    suffix = name.lower().rpartition(".")[2]
    head = data[:16]
    if head.startswith(b"PK"):
        return _zipped(data, suffix)
    if head.startswith(OLE):
        return _compound(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:6].lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{\\rt") or head.startswith(b"{\\rtf"):
        return "rtf"
    if media := _media(data):
        return media
    for magic, label in _NOT_TAKEN.items():
        if head.startswith(magic):
            raise Refused("unknown_type", label)
    return _written(data, suffix, media_type)


def _zipped(data: bytes, suffix: str) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return _cut_zip(data, suffix)
    for part, kind in (("word/", "docx"), ("xl/", "xlsx")):
        if "[Content_Types].xml" in names and any(name.startswith(part) for name in names):
            return kind
    if "[Content_Types].xml" in names and any(name.startswith("ppt/") for name in names):
        raise Refused("unknown_type", "PowerPoint")
    if "mimetype" in names or "META-INF/manifest.xml" in names:
        return _opendocument(data)
    return "zip"


def _opendocument(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            kind = archive.open("mimetype").read(200).decode("ascii", "replace")
        except (KeyError, RuntimeError, zipfile.BadZipFile, OSError):
            return "zip"
    if "opendocument.text" in kind:
        return "odt"
    if "opendocument.spreadsheet" in kind:
        return "ods"
    return "zip"


def _cut_zip(data: bytes, suffix: str) -> str:
    if b"word/" in data[:4000] or suffix in ("docx", "docm"):
        return "docx"
    if b"xl/" in data[:4000] or suffix in ("xlsx", "xlsm"):
        return "xlsx"
    return {"odt": "odt", "ods": "ods"}.get(suffix, "zip")


def _compound(data: bytes) -> str:
    """The kind of an OLE compound file, from the names in its directory (UTF-16)."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("WordDocument"):
        return "doc"
    if has("EncryptedPackage"):
        raise Refused("encrypted", "Office")
    if has("Workbook") or has("Book\x00"):
        return "xls"
    if has("__properties_version1.0"):
        return "msg"
    if has("PowerPoint Document"):
        raise Refused("unknown_type", "PowerPoint")
    sector = 1 << min(int.from_bytes(data[30:32], "little"), 16)
    directory = int.from_bytes(data[48:52], "little")
    raise Refused("truncated" if (directory + 2) * sector > len(data) else "unknown_type")


def _media(data: bytes) -> str | None:
    head = data[:16]
    if head[4:8] == b"ftyp":
        brand = data[8:12]
        if brand in (b"heic", b"heix", b"mif1", b"msf1", b"avif"):
            return "image"
        return "audio" if brand in (b"M4A ", b"M4B ", b"M4P ") else "video"
    if head.startswith(b"RIFF"):
        return {b"WAVE": "audio", b"WEBP": "image", b"AVI ": "video"}.get(data[8:12])
    if head.startswith(_PICTURES) and not (head.startswith(b"BM") and data[6:10] != b"\0\0\0\0"):
        return "image"
    if head.startswith(_SOUNDS) or head[:4] == b"FORM":
        return "audio"
    if head[:4] == b"\x1a\x45\xdf\xa3" or head[:3] == b"FLV":
        return "video"
    if head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1:2] not in (b"\xfe", b"\xff") and _mpeg_frames(data):
        return "audio"
    return None


def _mpeg_frames(data: bytes) -> bool:
    """Whether the sync word of MPEG or ADTS sound comes back within the first bytes."""
    return b"\x00" in data[:2000] and data[:8000].count(data[:2]) > 1


def looks_binary(data: bytes) -> bool:
    """Whether bytes hold what no text of one-byte letters holds."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    sample = data[:65536]
    zeros = sample.count(b"\0")
    if zeros and not _wide(sample):
        return True
    return (
        sum(sample.count(bytes([code])) for code in (*range(1, 8), 14, 15, 16, *range(24, 27), 28, 29)) > len(sample) * 0.08
    )


def _wide(sample: bytes) -> bool:
    """Whether zeros stand as in UTF-16 without a mark."""
    return sample[1::2].count(b"\0") > len(sample) // 5 or sample[::2].count(b"\0") > len(sample) // 5


def _written(data: bytes, suffix: str, media_type: str | None) -> str:
    if looks_binary(data):
        raise Refused("unknown_type")
    if data[:5] == b"From " and _MAIL_HEADER.search(data[:4000]):
        return "mbox"
    if _is_mail(data, suffix):
        return "eml"
    head = _head(data)
    bare = head.lstrip("\ufeff \t\r\n")
    if (
        bare.startswith("<")
        and _FEED.search(_no_comments(bare)[:4000])
        and not re.match(r"(?i)<!doctype\s+html|<html", bare)
    ):
        return "feed"
    if _PAGE.search(head) and (bare.startswith("<") or suffix in ("html", "htm") or "html" in (media_type or "")):
        return "html"
    if suffix in ("csv", "tsv"):
        return "csv"
    if suffix in ("html", "htm", "xhtml"):
        return "html"
    if suffix in ("rss", "atom") or (suffix == "xml" and "<item" in head):
        return "feed"
    if bare.startswith("<?xml"):
        raise Refused("unknown_type", "XML")
    return "text"


def _head(data: bytes) -> str:
    sample = data[:20000]
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return sample.decode("utf-16", "replace")
    if sample[1:2] == b"\0":
        return sample.decode("utf-16-le", "replace")
    if sample[:1] == b"\0":
        return sample.decode("utf-16-be", "replace")
    return sample.decode("latin-1")


def _no_comments(head: str) -> str:
    return re.sub(r"(?s)<!--.*?-->", "", head)


def _is_mail(data: bytes, suffix: str) -> bool:
    head = data[:8000].lstrip(b"\xef\xbb\xbf\r\n")
    first = head.split(b"\n", 1)[0]
    if not re.match(rb"[!-9;-~]+:", first):
        return False
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    found = {name.lower() for name in _MAIL_HEADER.findall(block)}
    return len(found) >= (2 if suffix == "eml" else 3) and bool(
        found & {b"from", b"message-id", b"received", b"mime-version"}
    )
