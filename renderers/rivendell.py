"""Rivendell RDXML: a cart with one cut for each sound, as Rivendell's line reader wants it.

The reader goes line by line and wants `<cart>`, `<cutList>` and `<cut>` alone on their lines, one element a line.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from newsroom.rundown import Rundown
from renderers.context import RenderContext
from renderers.mos import clean
from renderers.playlists import Track, tracks

FIRST_CART = 10_001
"""Carts are numbered 000001 to 999999; this range is a proposal to the station's own plan."""


def rdxml(rundown: Rundown, context: RenderContext) -> bytes:
    """A cartList in the order of the programme; a missing sound is a cart without cuts, so that the hole is seen."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<cartList>"]
    for number, track in enumerate(tracks(rundown, context), FIRST_CART):
        lines += _cart(number, track, rundown)
    return ("\n".join([*lines, "</cartList>"]) + "\n").encode()


def _cart(number: int, track: Track, rundown: Rundown) -> list[str]:
    segment = track.timed.segment
    length = int(track.seconds * 1000)
    fields = [
        ("number", str(number)),
        ("type", "audio"),
        ("groupName", "NHIPCAU"),
        ("title", clean(track.title, 191)),
        ("artist", clean(track.artist, 191)),
        ("album", clean(rundown.show, 191)),
        ("year", str(rundown.day.year)),
        ("userDefined", clean(segment.id, 191)),
        ("forcedLength", clock(length)),
        ("averageLength", clock(length)),
        ("cutQuantity", "1" if track.path else "0"),
        ("enforceLength", "true" if segment.override_ms is not None else "false"),
        ("asyncronous", "false"),
    ]
    return [
        "<cart>",
        *[_line(name, words) for name, words in fields],
        "<cutList>",
        *_cut(number, track),
        "</cutList>",
        "</cart>",
    ]


def _cut(number: int, track: Track) -> list[str]:
    if track.path is None:
        return []
    segment = track.timed.segment
    media = segment.media_ms if segment.media_ms is not None else int(track.seconds * 1000)
    end = min(media, segment.override_ms) if segment.override_ms is not None else media
    segue = end - track.timed.overlap_ms if track.timed.overlap_ms else -1
    fields = [
        ("cutName", f"{number:06d}_001"),
        ("cartNumber", str(number)),
        ("cutNumber", "1"),
        ("evergreen", "false"),
        ("description", clean(segment.title or segment.id, 64)),
        ("outcue", clean(segment.words_out or "", 64)),
        ("length", str(end)),
        ("originDatetime", ""),
        ("startPoint", "0"),
        ("endPoint", str(end)),
        ("segueStartPoint", str(segue)),
        ("segueEndPoint", str(end if segue >= 0 else -1)),
    ]
    return ["<cut>", *[_line(name, words) for name, words in fields], "</cut>"]


def _line(name: str, words: str) -> str:
    return f"<{name}>{escape(words)}</{name}>" if words else f"<{name}/>"


def clock(ms: int) -> str:
    """h:mm:ss.t as Rivendell prints lengths."""
    hours, rest = divmod(ms, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000 // 100}"
