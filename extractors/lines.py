"""A line of a paper with how it looks: what the form of official papers and titles are told from."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Line:
    """One paragraph: its words, whether centred or bold, heading level (0 a title), size in half points, side (1: set on the right half).

    `columns` is set for a borderless table that sets lines side by side (letterhead, signatures): rows of cells of lines.
    """

    text: str
    centred: bool = False
    bold: bool = False
    heading: int | None = None
    size: int | None = None
    side: int = 0
    columns: list[list[list[Line]]] = field(default_factory=list)
