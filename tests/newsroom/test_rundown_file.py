"""The rundown file."""

from __future__ import annotations

import json
from datetime import timedelta, timezone
from typing import Any

import jsonschema
import pytest

from newsroom.errors import BadRundown
from newsroom.rundown_file import parse, read, schema, with_times, write
from newsroom.timing import time_rundown

ZONE = timezone(timedelta(hours=7))


def sample(**more: Any) -> dict[str, Any]:
    base = {
        "show": "Nhịp cầu", "title": "Số 48", "day": "2026-11-27", "start": "2026-11-27T11:30:00+07:00", "planned_ms": 60_000,
        "blocks": [{"id": "b1", "title": "Mở đầu", "budget_ms": None}],
        "segments": [{"id": "s1", "title": "Đài hiệu", "kind": "ident", "media_ms": 14_000, "block": "b1", "mine": 1}],
    }  # fmt: skip
    return {**base, **more}


def seg(**more: Any) -> dict[str, Any]:
    return sample(segments=[{"id": "s1", **more}])


REFUSED = [
    ("duplicate ids", sample(segments=[{"id": "s1"}, {"id": "s1"}]), "segments[1].id"),
    ("duplicate blocks", sample(blocks=[{"id": "b"}, {"id": "b"}], segments=[]), "blocks[1].id"),
    ("negative media", seg(media_ms=-1), "segments[0].media_ms"),
    ("negative override", seg(override_ms=-1), "segments[0].override_ms"),
    ("negative overlap", seg(overlap_ms=-1), "segments[0].overlap_ms"),
    ("negative plan", sample(planned_ms=-1), "planned_ms"),
    ("negative tolerance", sample(tolerance_ms=-5), "tolerance_ms"),
    ("negative budget", sample(blocks=[{"id": "b1", "budget_ms": -1}]), "blocks[0].budget_ms"),
    ("a length in words", seg(media_ms="1 phút"), "segments[0].media_ms"),
    ("half a millisecond", seg(media_ms=0.5), "segments[0].media_ms"),
    ("true is no length", seg(media_ms=True), "segments[0].media_ms"),
    ("a rate of zero", seg(rate=0), "segments[0].rate"),
    ("a start without an offset", sample(start="2026-11-27T11:30:00"), "start"),
    ("a hard start without an offset", seg(hard_start="2026-11-27T11:30:00"), "segments[0].hard_start"),
    ("a start that is no moment", sample(start="lúc trưa"), "start"),
    ("end before start", sample(end="2026-11-27T11:00:00+07:00"), "end"),
    ("an unknown block", seg(block="b9"), "segments[0].block"),
    ("no planned length", {k: v for k, v in sample().items() if k != "planned_ms"}, "planned_ms"),
    ("a null planned length", sample(planned_ms=None), "planned_ms"),
    ("no id", sample(segments=[{"title": "x"}]), "segments[0].id"),
    ("no list", {k: v for k, v in sample().items() if k != "segments"}, "segments"),
    ("a list that is none", sample(segments={"id": "s1"}), "segments"),
    ("a segment that is none", sample(segments=["s1"]), "segments[0]"),
    ("a day that is none", sample(day="27/11/2026"), "day"),
]


@pytest.mark.parametrize(("fact", "data", "place"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused_with_its_place(fact: str, data: dict[str, Any], place: str) -> None:
    """A file that cannot be timed is refused with the place of the fault."""
    with pytest.raises(BadRundown) as caught:
        read(data)
    assert caught.value.facts[0].startswith(place), fact


@pytest.mark.parametrize("raw", [b"", b"{", b'{"a": NaN}', b"[1]", b"\xff\xfe", b'{"a" 1}', b"[" * 100_000])
def test_no_json_is_refused(raw: bytes) -> None:
    """What is no JSON object in UTF-8 is refused, never a crash."""
    with pytest.raises(BadRundown):
        parse(raw)


def test_nullable_keys_may_be_absent() -> None:
    """The shortest file that can be timed: a planned length and a list of ids."""
    assert read({"planned_ms": 0, "segments": [{"id": "a"}]}).segments[0].media_ms is None


def test_unknown_fields_pass_through() -> None:
    """Times are added; what stood in the file stays, known or not."""
    data = sample(mine={"x": [1]})
    timed = with_times(data, time_rundown(read(data), lambda text: len(text.split()), ZONE), ZONE)
    assert timed["mine"] == {"x": [1]}
    assert all(timed["segments"][0][key] == value for key, value in data["segments"][0].items())
    assert timed["segments"][0]["start"] == "2026-11-27T11:30:00+07:00"
    jsonschema.validate(timed, schema())


def test_other_zones_are_turned() -> None:
    """Moments written in another zone come out in the station's; those already in it stay as written."""
    data = sample(start="2026-11-27T04:30:00Z")
    timed = with_times(data, time_rundown(read(data), len, ZONE), ZONE)
    assert timed["start"] == timed["segments"][0]["start"] == "2026-11-27T11:30:00+07:00"


def test_write_and_read_agree() -> None:
    """A written rundown reads back as the same noun and fits the schema."""
    data = sample(version="v3", crew={"BTV": "Thu Trang"}, presenters={"Hân": 210}, issue="48/2026", notes=["x"])
    rundown = read(data)
    assert (rundown.version, rundown.crew, rundown.presenters) == (3, (("BTV", "Thu Trang"),), (("Hân", 210),))
    written = json.loads(json.dumps(write(rundown)))
    jsonschema.validate(written, schema())
    assert read(written) == rundown
