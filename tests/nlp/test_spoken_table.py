"""The table of hard cases of the spoken form: each line reads exactly as an announcer reads it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nlp.say import speak

TABLE = Path(__file__).parent.parent / "golden" / "say.tsv"
LINES = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", LINES)
def test_a_hard_case_reads_as_the_table_says(line: str) -> None:
    """What is written has the one reading of the table."""
    written, spoken = line.split("\t")
    assert speak(written) == spoken


def test_the_table_is_whole() -> None:
    """At least 400 cases, none twice, no figure or sign among the readings."""
    written = [line.split("\t")[0] for line in LINES]
    assert len(written) >= 400
    assert len(set(written)) == len(written)
    assert not [line for line in LINES if re.search(r"[\d%/&+=<>~$€_]", line.split("\t")[1])]


def test_a_reading_reads_as_itself() -> None:
    """The spoken form is at rest: reading it again changes nothing but a heading's numeral."""
    readings = [line.split("\t")[1] for line in LINES]
    assert [text for text in readings if speak(text) != text] == []
