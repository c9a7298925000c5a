"""Pasted words: a plain text file, a Zalo or SMS message with its sender and time lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors import dates, official
from extractors.draft import About, Draft, Found, day_text
from extractors.encodings import detect
from extractors.lines import Line
from extractors.tidy import lines

_STAMP = r"(?:\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?,? +(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},? +\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)"  # noqa: E501
_NAME = r"[^\[\]:\n]{2,60}?"
_HEADS = (
    re.compile(rf"^\[(?P<when>{_STAMP})\]\s*(?P<who>{_NAME}):\s*(?P<text>.*)$"),
    re.compile(rf"^(?P<who>{_NAME}),?\s*\[(?P<when>{_STAMP})\]:?\s*(?P<text>.*)$"),
    re.compile(rf"^(?P<who>{_NAME})\s*[-–,|(]?\s*(?P<when>{_STAMP})\)?:?\s*(?P<text>)$"),
    re.compile(rf"^(?P<when>{_STAMP})\s*[-–,|]\s*(?P<who>{_NAME}):\s*(?P<text>.*)$"),
)
_FIELD = re.compile(
    r"^(?P<name>từ|from|người gửi|sender|số gửi|thời gian|time|date|ngày|lúc|gửi lúc|nhận lúc|đã nhận|received|đến|to|nội dung|tin nhắn|message|text)\s*:\s*(?P<value>.*)$",  # noqa: E501
    re.IGNORECASE,
)
_WHO = frozenset({"từ", "from", "người gửi", "sender", "số gửi"})
_WHEN = frozenset({"thời gian", "time", "date", "ngày", "lúc", "gửi lúc", "nhận lúc", "đã nhận", "received"})
_ALONE = re.compile(rf"^{_STAMP}$")


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one report in a piece of text."""
    decoded = detect.decode(data)
    draft = Draft("text", repairs=decoded.repairs)
    said = lines(decoded.text)
    body = _message(said, draft, about) or _fields(said, draft, about) or said
    official.shape(draft, [Line(line) for line in unwrap(body)], about)
    yield draft


def _message(said: list[str], draft: Draft, about: About) -> list[str] | None:
    """The words of a chat with its head lines taken out, None when there are none."""
    senders: list[str] = []
    body: list[str] = []
    first: str | None = None
    held: str | None = None
    for line in said:
        bare = line.strip()
        found = next((found for head in _HEADS if (found := head.match(bare))), None)
        if found is None and held and _ALONE.match(bare):
            if body and body[-1].strip() == held:
                body.pop()
            senders.append(held)
            first = first or day_text(dates.parse(bare, about.zone))
            held = None
            continue
        if found is None:
            held = bare if bare and len(bare) < 60 and not bare.endswith((".", "!", "?")) else None
            body.append(line)
            continue
        senders.append(found["who"].strip(" -–,|("))
        first = first or day_text(dates.parse(found["when"], about.zone))
        if found["text"]:
            body.append(found["text"])
    if not senders:
        return None
    draft.author, draft.published = senders[0], first
    if len(set(senders)) > 1:
        draft.meta["senders"] = "; ".join(dict.fromkeys(senders))
    return body


def _fields(said: list[str], draft: Draft, about: About) -> list[str] | None:
    """The words of an SMS export ("Từ: … Thời gian: … Nội dung: …"), None when its first line is no such field."""
    at = next((at for at, line in enumerate(said) if line.strip()), None)
    if at is None or not (head := _FIELD.match(said[at].strip())) or head["name"].lower() not in _WHO:
        return None
    for number, line in enumerate(said[at:], at):
        found = _FIELD.match(line.strip())
        if found is None:
            return said[number:] if draft.author else None
        name, value = found["name"].lower(), found["value"].strip()
        if name in _WHO:
            draft.author = value
        elif name in _WHEN:
            draft.published = day_text(dates.parse(value, about.zone))
        elif name not in ("đến", "to"):
            return [value, *said[number + 1 :]]
    return []


def unwrap(said: list[str]) -> list[str]:
    """Paragraphs out of lines: lines broken by a program at one width are joined, others are paragraphs as they stand."""
    full = [line for line in said if line.strip()]
    if len(full) < 3 or not any(not line.strip() for line in said[:-1]):
        return _joined_if_wrapped(said, full)
    return _joined_if_wrapped(said, full)


def _joined_if_wrapped(said: list[str], full: list[str]) -> list[str]:
    lengths = sorted(len(line.rstrip()) for line in full)
    if not lengths or lengths[-1] > 100 or lengths[-1] < 50:
        return said
    widest = lengths[-1]
    near = sum(length > widest - 15 for length in lengths)
    if near < 2 or near < len(lengths) * 0.4:
        return said
    out: list[str] = []
    broken = True
    for line in said:
        bare = line.strip()
        if not bare:
            broken = True
            continue
        if broken or _starts_item(bare):
            out.append(bare)
        else:
            out[-1] += " " + bare
        broken = len(line.rstrip()) <= widest - 15 and bare.endswith((".", "!", "?", ":", ";", "…", '"', "”"))
    return out


def _starts_item(line: str) -> bool:
    return bool(re.match(r"(?:[-–+*•●▪]\s|\d{1,2}[.)]\s|[a-zđ][.)]\s|[IVX]{1,5}\.\s)", line))
