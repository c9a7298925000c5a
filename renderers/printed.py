"""HTML to PDF by WeasyPrint: fonts and style parsed once, the same input always the same bytes."""

from __future__ import annotations

import gc
import hashlib
import threading
from functools import cache
from importlib.resources import files
from typing import Any

from renderers.pages import stylesheet

_ONE_AT_A_TIME = threading.Lock()
"""Pango's font map is shared; two sheets at once crash it."""


@cache
def _engine() -> tuple[Any, Any, Any]:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    base = str(files("renderers")) + "/"
    return weasyprint.HTML, weasyprint.CSS(string=stylesheet(), base_url=base, font_config=fonts), fonts


def pdf(html: str) -> bytes:
    """The PDF of a page made with `embed=False`."""
    with _ONE_AT_A_TIME:
        make, style, fonts = _engine()
        name = hashlib.sha256(html.encode()).digest()[:16]
        was_on = gc.isenabled()
        gc.disable()  # a sheet makes half a million short-lived boxes: collecting among them costs a quarter of the time
        try:
            document = make(string=html, base_url=str(files("renderers")) + "/").render(
                font_config=fonts, stylesheets=[style]
            )
            made: bytes = document.write_pdf(pdf_identifier=name)
        finally:
            if was_on:
                gc.enable()
    return made
