"""The table of kinds: what each is called, which reader opens it, and how long that reader may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from extractors.draft import About, Reading

Reader = Callable[[bytes, About], Reading]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document. `reader` is "module:function"; `seconds` the longest it may take; `limit_mb` its largest size."""

    label: str
    reader: str
    suffixes: tuple[str, ...]
    seconds: float = 20
    limit_mb: int = 100
    version: int = 1

    def load(self) -> Reader:
        """The reading function; its module is imported on first use."""
        module, function = self.reader.split(":")
        found: Any = getattr(import_module(module), function)
        return found  # type: ignore[no-any-return]


KINDS = {
    "feed": Kind("Nguồn tin RSS/Atom", "extractors.feed:read", (".xml", ".rss", ".atom"), limit_mb=20),
    "html": Kind("Trang web", "extractors.page:read", (".html", ".htm", ".mht"), limit_mb=20),
    "docx": Kind("Word", "extractors.word:read", (".docx",)),
    "doc": Kind("Word cũ", "extractors.office:read_doc", (".doc",), seconds=90),
    "odt": Kind("OpenDocument", "extractors.opendocument:read", (".odt",)),
    "rtf": Kind("RTF", "extractors.rtf:read", (".rtf",)),
    "pdf": Kind("PDF", "extractors.pdf:read", (".pdf",), seconds=240),
    "image": Kind("Ảnh", "extractors.picture:read", (".jpg", ".jpeg", ".png", ".tif", ".webp", ".bmp", ".gif"), seconds=90),
    "xlsx": Kind("Bảng tính Excel", "extractors.sheet:read", (".xlsx",), limit_mb=50),
    "xls": Kind("Bảng tính Excel cũ", "extractors.sheet:read", (".xls",), limit_mb=50),
    "ods": Kind("Bảng tính OpenDocument", "extractors.sheet:read", (".ods",), limit_mb=50),
    "csv": Kind("Bảng CSV", "extractors.delimited:read", (".csv", ".tsv"), limit_mb=50),
    "eml": Kind("Thư điện tử", "extractors.mail:read", (".eml",)),
    "mbox": Kind("Hộp thư", "extractors.mail:read_box", (".mbox",), seconds=120, limit_mb=500),
    "msg": Kind("Thư Outlook", "extractors.outlook:read", (".msg",)),
    "text": Kind("Chữ dán, Zalo, SMS", "extractors.pasted:read", (".txt", ".text", ".md"), limit_mb=20),
    "zip": Kind("Gói nén", "extractors.archive:read", (".zip",), seconds=60, limit_mb=500),
    "audio": Kind("Ghi âm", "extractors.sound:read", (".mp3", ".m4a", ".wav", ".ogg", ".flac"), seconds=300, limit_mb=2000),
    "video": Kind("Phim", "extractors.sound:read", (".mp4", ".mov", ".3gp", ".mkv"), seconds=300, limit_mb=4000),
}
"""Every kind of source; a new one is a module with one reading function and a row here."""
