"""The form of papers: title, and for official papers the blocks of Nghị định 30/2020 as metadata. (Minimal for now.)"""

from __future__ import annotations

from extractors.draft import About, Draft
from extractors.lines import Line


def is_letterhead(cells: list[list[list[Line]]]) -> bool:
    """Whether a table only sets a letterhead or signatures side by side."""
    return False


def shape(draft: Draft, lines: list[Line], about: About) -> None:
    """Put lines into the draft: title, metadata, paragraphs."""
    lines = [line for line in lines if line.text.strip()]
    if not draft.title and len(lines) > 1:
        first = lines[0]
        short = len(first.text) <= 200 and not first.text.rstrip().endswith((".", ":", ";", ","))
        if first.heading is not None and first.heading <= 1 or short:
            draft.title = first.text
            lines = lines[1:]
    draft.paragraphs.extend(line.text for line in lines)
