"""Pictures: the words on them by OCR, the time and place of taking from EXIF; the picture itself is kept as an asset."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from extractors import official
from extractors.draft import About, Draft, Found, Refused, Sound
from extractors.layout import Page, paragraphs, side_by_side, without_running

MAX_PIXELS = 120_000_000
_TAKEN = (0x9003, 0x9004, 0x0132)
"""EXIF tags of the time: original, digitized, changed."""
_LITTLE = 40
"""Sides under which a picture is a tracker or an icon."""


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one report on a picture of words; raises Refused `no_text`, `truncated`, `too_large`."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    draft = Draft("image")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            Image.MAX_IMAGE_PIXELS = MAX_PIXELS
            picture = Image.open(io.BytesIO(data))
            if picture.width * picture.height > MAX_PIXELS:
                raise Refused("too_large", f"{picture.width} × {picture.height} điểm ảnh")
            _exif(picture, draft, about)
            pages = [_grey(frame) for frame in _frames(picture, ImageOps)]
            media_type = Image.MIME.get(picture.format or "", "image/*")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("too_large", "điểm ảnh") from error
    except UnidentifiedImageError as error:
        raise Refused("unreadable", "ảnh") from error
    except (OSError, SyntaxError, ValueError, IndexError) as error:
        raise Refused(
            "truncated" if "truncat" in str(error).lower() or "broken" in str(error).lower() else "unreadable",
            str(error)[:80],
        ) from error
    _words(pages, draft, about)
    draft.assets.append(Sound(hashlib.sha256(data).hexdigest(), about.name, media_type))
    yield draft


def _frames(picture: Any, ops: Any) -> Iterator[Any]:
    """The pages of a scan (TIFF), or the one picture, upright."""
    for number in range(min(getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1, 40)):
        picture.seek(number)
        yield ops.exif_transpose(picture)


def _grey(frame: Any) -> Any:
    import numpy

    if frame.mode in ("RGBA", "LA", "PA", "P"):
        from PIL import Image

        frame = frame.convert("RGBA")
        frame = Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame)
    return numpy.asarray(frame.convert("L"))


def _words(sheets: list[Any], draft: Draft, about: About) -> None:
    from extractors.scan import read_sheet

    pages: list[Page] = []
    sure: list[float] = []
    for grey in sheets:
        if min(grey.shape[:2]) < _LITTLE or float(grey.std()) < 2.0:
            continue
        seen = read_sheet(grey)
        draft.tables.extend(seen.tables)
        pages.append(seen.page)
        sure.append(seen.sure)
    letters = sum(len(row.text) for page in pages for row in page.rows)
    if not draft.tables and (letters < 12 or not sure or max(sure) < 55):
        raise Refused("no_text")
    draft.meta["ocr"] = f"{sum(sure) / len(sure):.0f}" if sure else "0"
    without_running(pages)
    head, _ = side_by_side(pages[0], True, False)
    _, foot = side_by_side(pages[-1], False, True)
    official.shape(draft, [*([head] if head else []), *paragraphs(pages), *([foot] if foot else [])], about)
    if not draft.paragraphs and not draft.tables and not draft.title:
        raise Refused("no_text")


def _exif(picture: Any, draft: Draft, about: About) -> None:
    """Time and place of taking into `meta`; a time nobody set (zeros, 1970) is none."""
    try:
        found = picture.getexif()
        inner = found.get_ifd(0x8769)
        place = found.get_ifd(0x8825)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError):
        return
    for tag in _TAKEN:
        value = inner.get(tag) or found.get(tag)
        if value and (when := _moment(str(value), about)) is not None:
            draft.meta["taken_at"] = when.isoformat()
            draft.published = draft.published or when.isoformat()
            break
    where = _degrees(place, 2, 1, "S"), _degrees(place, 4, 3, "W")
    if where[0] is not None and where[1] is not None and (where[0] or where[1]):
        draft.meta["latitude"], draft.meta["longitude"] = f"{where[0]:.6f}", f"{where[1]:.6f}"
    camera = " ".join(str(found.get(tag, "")).strip("\0 ") for tag in (0x010F, 0x0110)).strip()
    if camera:
        draft.meta["camera"] = camera


def _moment(text: str, about: About) -> datetime | None:
    try:
        when = datetime.strptime(text.strip("\0 ")[:19], "%Y:%m:%d %H:%M:%S").replace(tzinfo=about.zone)
    except ValueError:
        return None
    return when if when.year > 1995 else None


def _degrees(place: Any, tag: int, side: int, minus: str) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in place[tag])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    return -value if str(place.get(side, "")).upper().startswith(minus) else value
