"""Saved web pages: the article without the page round it."""

from __future__ import annotations

from collections.abc import Iterator

from extractors import markup
from extractors.draft import About, Draft, Found
from extractors.encodings import detect


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one report of a page."""
    decoded = detect.decode(data)
    root = markup.parse(decoded.text)
    found = markup.blocks(root)
    draft = Draft("html", repairs=decoded.repairs, paragraphs=found.paragraphs, tables=found.tables)
    draft.title = "".join(root.xpath("//title/text()")[:1])
    yield draft
