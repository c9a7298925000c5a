"""PDF files by pdftotext."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

from extractors import official
from extractors.draft import About, Draft, Found, Refused
from extractors.lines import Line


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one report in a PDF."""
    path = about.scratch / "in.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, timeout=60, check=False)
    if b"Incorrect password" in done.stderr:
        raise Refused("encrypted")
    draft = Draft("pdf")
    text = done.stdout.decode("utf-8", "replace")
    official.shape(draft, [Line(" ".join(block.split())) for block in text.split("\n\n")], about)
    yield draft
