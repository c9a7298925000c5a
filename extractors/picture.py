"""Pictures: words by OCR, time and place from EXIF. (First form.)"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.draft import About, Found, Refused


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one report in a picture of words."""
    raise Refused("no_text")
    yield
