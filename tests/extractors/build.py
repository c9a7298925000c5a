"""Small documents for tests, built by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import docx

PARAGRAPH = "Ngày 20/11, Ủy ban MTTQ xã Định Hòa trao 21 phần quà cho hộ nghèo."
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return _bytes(document.save)


def word_body(body: str, **parts: str) -> bytes:
    """A Word file whose body is the given XML; `parts` are further parts of its word folder."""
    source = zipfile.ZipFile(io.BytesIO(word("x")))
    files: dict[str, bytes] = {name: source.read(name) for name in source.namelist()}
    files["word/document.xml"] = f"<w:document {_W}><w:body>{body}</w:body></w:document>".encode()
    files |= {
        f"word/{name}.xml": text.replace("<w:", "<w:", 1).replace(">", f" {_W}>", 1).encode() for name, text in parts.items()
    }
    return archive(files)


def archive(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def _bytes(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()
