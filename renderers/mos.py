"""MOS 2.8.5 / 4.0 messages of a rundown and of the difference of two versions of it.

Stricter than the peers met so far: NFC, no string over 128 UTF-16 units, moments with an offset, lengths as hh:mm:ss,
never an empty running order, TextTime and MediaTime in every story, every id with a letter (digits alone lose their
leading zeros). roElementAction is used for story operations: both versions know it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from newsroom.errors import BadRundown
from newsroom.rundown import Rundown
from newsroom.timing import Timed
from newsroom.typed_time import whole_seconds
from renderers.context import RenderContext
from renderers.script import turns

LIMIT = 128
"""UTF-16 units of the longest string a strict peer takes."""
SCHEMA = "urn:nhipcau:mos:1"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def clean(words: str, limit: int | None = LIMIT) -> str:
    """NFC text a strict peer takes: no control characters, one line, nothing outside the basic plane, cut with an ellipsis."""
    text = " ".join(_NOT_XML.sub("", unicodedata.normalize("NFC", words)).split())
    text = "".join(letter if ord(letter) < 0x10000 else "\ufffd" for letter in text)
    return text if limit is None or len(text) <= limit else text[: limit - 1] + "…"


def mos_id(name: str, prefix: str = "S") -> str:
    """An id with a letter in it and within the limit; a long one keeps its beginning and gets a digest."""
    text = clean(name, None) or prefix
    if not re.search("[A-Za-z]", text):
        text = f"{prefix}-{text}"
    return text if len(text) <= LIMIT else f"{text[:100]}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def story_ids(rundown: Rundown) -> dict[str, str]:
    """MOS ids of the segments, each once even where prefixing or cleaning made two alike."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for segment in rundown.segments:
        name, tries = mos_id(segment.id), 1
        while name in taken:
            tries += 1
            name = mos_id(f"{segment.id}~{tries}")
        found[segment.id] = name
        taken.add(name)
    return found


def ro_id(rundown: Rundown) -> str:
    """The running order's id: the rundown's own, else show and day."""
    return mos_id(rundown.id or f"{rundown.show or 'RO'} {rundown.day.isoformat()}", "RO")


def hhmmss(ms: int) -> str:
    """Whole seconds, half up, as hh:mm:ss; hours run on past 24."""
    minutes, seconds = divmod(whole_seconds(ms), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def _child(parent: Element, tag: str, words: str | None = None) -> Element:
    made = SubElement(parent, tag)
    made.text = words
    return made


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.3f}".rstrip("0").rstrip(".") if ms % 1000 else str(ms // 1000)


def _moment(moment: datetime, context: RenderContext) -> str:
    return moment.astimezone(context.zone).replace(microsecond=0).isoformat()


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends to whom."""

    mos_id: str
    ncs_id: str

    def wrap(self, content: Element, message_id: int) -> bytes:
        """The message as an UTF-8 document."""
        root = Element("mos")
        _child(root, "mosID", clean(self.mos_id))
        _child(root, "ncsID", clean(self.ncs_id))
        _child(root, "messageID", str(message_id))
        root.append(content)
        indent(root, " ")
        body: bytes = tostring(root, encoding="utf-8", xml_declaration=False)
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def ro_create(rundown: Rundown, context: RenderContext, tag: str = "roCreate") -> Element:
    """The whole running order; raises BadRundown when there is nothing to send."""
    sent = _sent(rundown, context)
    if not sent:
        raise BadRundown("segments", "không có mục nào để gửi (MOS không nhận kịch bản rỗng)")
    root = Element(tag)
    for name, words in _header(rundown, context):
        _child(root, name, words)
    for story in _stories(rundown, sent, context):
        root.append(story)
    return root


def _sent(rundown: Rundown, context: RenderContext) -> list[Timed]:
    return [timed for timed in context.time(rundown).segments if not timed.segment.float]


def _header(rundown: Rundown, context: RenderContext) -> list[tuple[str, str]]:
    title = " – ".join(filter(None, [rundown.show, rundown.title])) or ro_id(rundown)
    found = [("roID", ro_id(rundown)), ("roSlug", clean(title))]
    if rundown.channel:
        found.append(("roChannel", clean(rundown.channel)))
    if rundown.start is not None:
        found.append(("roEdStart", _moment(rundown.start, context)))
    return [*found, ("roEdDur", hhmmss(rundown.planned_ms))]


def _stories(rundown: Rundown, sent: Iterable[Timed], context: RenderContext) -> list[Element]:
    ids = story_ids(rundown)
    return [_story(timed, number, ids[timed.segment.id], context) for number, timed in enumerate(sent, 1)]


def _story(timed: Timed, number: int, name: str, context: RenderContext) -> Element:
    segment = timed.segment
    root = Element("story")
    _child(root, "storyID", name)
    _child(root, "storySlug", clean(segment.title or segment.kind or segment.id))
    _child(root, "storyNum", str(number))
    _payload(root, timed, context)
    if segment.sound is not None or segment.media_ms is not None:
        item = _child(root, "item")
        _child(item, "itemID", mos_id(f"{name}.1"[-LIMIT:], "I"))
        _child(item, "itemSlug", clean(segment.title or segment.id))
        _child(item, "objID", mos_id(segment.sound or f"{name}.missing", "OBJ"))
        _child(item, "mosID", clean(context.mos_id))
        if segment.sound:
            paths = _child(item, "objPaths")
            path = _child(paths, "objPath", clean(segment.sound, 255))
            path.set("techDescription", "AUDIO")
    return root


def _payload(root: Element, timed: Timed, context: RenderContext) -> None:
    """Times as peers add them up: TextTime + MediaTime is the story's length."""
    segment, total = timed.segment, timed.duration_ms or 0
    media = min(segment.media_ms or 0, total)
    meta = _child(root, "mosExternalMetadata")
    _child(meta, "mosScope", "PLAYLIST")
    _child(meta, "mosSchema", SCHEMA)
    payload = _child(meta, "mosPayload")
    _child(payload, "TextTime", _seconds(total - media))
    _child(payload, "MediaTime", _seconds(media))
    _child(payload, "DurationKnown", "yes" if timed.duration_ms is not None else "no")
    if segment.kind:
        _child(payload, "Kind", clean(segment.kind))
    if segment.presenter:
        _child(payload, "Presenter", clean(segment.presenter))
    if timed.start is not None:
        _child(payload, "PlannedStart", _moment(timed.start, context))
    if segment.hard_start is not None:
        _child(payload, "HardStart", _moment(segment.hard_start, context))


def story_send(rundown: Rundown, timed: Timed, context: RenderContext) -> Element:
    """The words of a story, for prompters: each turn a presenter and a paragraph, cues as instructions."""
    segment = timed.segment
    root = Element("roStorySend")
    _child(root, "roID", ro_id(rundown))
    _child(root, "storyID", story_ids(rundown)[segment.id])
    _child(root, "storySlug", clean(segment.title or segment.id))
    body = _child(root, "storyBody")
    for turn in turns(segment.script, segment.presenter):
        if turn.voice:
            _child(body, "storyPresenter", clean(turn.voice))
            _child(body, "storyPresenterRR", str(segment.rate or 0))
        for part in turn.parts:
            if part.what == "words":
                _child(body, "p", clean(part.text, None))
            else:
                _child(_child(body, "p"), "pi", clean(("CHỜ: " if part.what == "blank" else "") + part.text, None))
    return root


def ro_delete(rundown: Rundown) -> Element:
    """The end of a running order."""
    root = Element("roDelete")
    _child(root, "roID", ro_id(rundown))
    return root


def changes(old: Rundown, new: Rundown, context: RenderContext) -> list[Element]:
    """Messages that turn the old version into the new one: story operations, or roReplace when most changed."""
    before, after = _by_id(old, context), _by_id(new, context)
    if not after:
        return [ro_delete(old)]
    if ro_id(old) != ro_id(new) or not before:
        return [*([ro_delete(old)] if before else []), ro_create(new, context)]
    steps = _steps(new, before, after)
    if len(steps) > max(3, len(after) // 2):
        return [ro_create(new, context, "roReplace")]
    header = _header(new, context)
    return [*([_metadata(header)] if header != _header(old, context) else []), *steps]


def _by_id(rundown: Rundown, context: RenderContext) -> dict[str, Element]:
    found = {}
    for story in _stories(rundown, _sent(rundown, context), context):
        found[story.findtext("storyID") or ""] = story
    return found


def _metadata(header: list[tuple[str, str]]) -> Element:
    root = Element("roMetadataReplace")
    for name, words in header:
        _child(root, name, words)
    return root


def _content(story: Element) -> str:
    """What a story holds, without its number and clock, which follow from its place."""
    skipped = {"storyNum", "PlannedStart"}
    return "|".join(f"{part.tag}={(part.text or '').strip()}" for part in story.iter() if part.tag not in skipped)


def _steps(new: Rundown, before: dict[str, Element], after: dict[str, Element]) -> list[Element]:
    """Delete, then put every place right from the top: stories only ever move up, which every peer does alike."""
    work = [name for name in before if name in after]
    gone = [name for name in before if name not in after]
    steps = [_action(new, "DELETE", None, [_named(name) for name in gone])] if gone else []
    for place, (name, story) in enumerate(after.items()):
        target = work[place] if place < len(work) else ""
        if target != name:
            moved = name in work
            steps.append(_action(new, "MOVE" if moved else "INSERT", target, [_named(name) if moved else story]))
            if moved:
                work.remove(name)
            work.insert(place, name)
        if name in before and _content(before[name]) != _content(story):
            steps.append(_action(new, "REPLACE", name, [story]))
    return steps


def _named(name: str) -> Element:
    made = Element("storyID")
    made.text = name
    return made


def _action(rundown: Rundown, operation: str, target: str | None, sources: list[Element]) -> Element:
    root = Element("roElementAction", operation=operation)
    _child(root, "roID", ro_id(rundown))
    if target is not None:
        _child(_child(root, "element_target"), "storyID", target or None)
    source = _child(root, "element_source")
    source.extend(sources)
    return root


def mos_bytes(rundown: Rundown, context: RenderContext) -> bytes:
    """A roCreate document for a rundown."""
    return Envelope(context.mos_id, context.ncs_id).wrap(ro_create(rundown, context), 1)
