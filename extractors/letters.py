"""What a letter says apart from what it quotes: forwarded chains unrolled to the first author, replies without their tail."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from extractors import dates
from extractors.draft import Grid, day_text


@dataclass(slots=True)
class Said:
    """A body as read: paragraphs, tables, repairs."""

    lines: list[str]
    tables: list[Grid]
    repairs: dict[str, int]


@dataclass(slots=True)
class Original:
    """The letter that matters: its lines, author, moment and subject; `note` what those who passed it on wrote above it."""

    lines: list[str]
    author: str | None = None
    published: str | None = None
    subject: str | None = None
    note: list[str] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)


_FORWARD = re.compile(
    r"^\W*(?:-{2,}|_{5,})?\s*(?:forwarded message|original message|begin forwarded message|thư (?:đã )?chuyển tiếp|thư gốc|tin nhắn gốc"
    r"|tin nhắn đã chuyển tiếp|thư được chuyển tiếp|forwarded by.*|bắt đầu thư (?:được )?chuyển tiếp|thông điệp gốc)\s*:?\s*[-_]*\W*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[-_*=]{10,}$")
_FIELD = re.compile(
    r"^[\W_]*(?P<name>from|date|sent|to|cc|bcc|subject|reply-to|từ|người gửi|ngày|ngày gửi|đã gửi|gửi lúc|thời gian|đến|tới|người nhận|chủ đề|tiêu đề"
    r"|đồng kính gửi|vào lúc)\s*\**\s*:\**\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_AUTHOR = frozenset({"from", "từ", "người gửi"})
_WHEN = frozenset({"date", "sent", "ngày", "ngày gửi", "đã gửi", "gửi lúc", "thời gian", "vào lúc"})
_SUBJECT = frozenset({"subject", "chủ đề", "tiêu đề"})
_REPLY = re.compile(
    r"^(?:(?:on|vào|ngày|lúc)\b.{4,160}(?:wrote|đã viết|viết)\s*:?|.{2,80}<[^>]+@[^>]+>\s*(?:wrote|đã viết|viết)\s*:?)\s*$",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^(?:sent from my |được gửi từ |đã gửi từ |gửi từ (?:iphone|ipad|điện thoại|yahoo|outlook|thư)|get outlook for|tải outlook|sent from |lấy outlook cho)",
    re.IGNORECASE,
)


def unroll(lines: list[str], zone: ZoneInfo) -> Original:
    """The innermost forwarded letter in `lines`, or the new words of a reply."""
    found = Original([line.rstrip() for line in lines])
    for _ in range(20):
        at = _next_head(found.lines)
        if at is None:
            break
        start, marked = at
        head, body = _fields(found.lines[start:])
        if not head:
            break
        above = [line for line in found.lines[: start - marked] if line.strip()]
        found.note += [line for line in _without_device(above) if not _REPLY.match(line.strip())]
        found.author = _person(head.get("author")) or found.author
        found.published = day_text(dates.parse(head.get("when"), zone)) or found.published
        found.subject = head.get("subject") or found.subject
        found.lines = body
    found.lines = _unquoted(found)
    return _without_signature(found)


def _next_head(lines: list[str]) -> tuple[int, int] | None:
    """Where the head lines of a forwarded letter begin, and whether a mark line stands before them."""
    for at, line in enumerate(lines):
        bare = _bare(line)
        if _FORWARD.match(bare) or _RULE.match(bare):
            start = next((n for n in range(at + 1, min(at + 4, len(lines))) if _bare(lines[n])), None)
            if start is not None and _FIELD.match(_bare(lines[start])) and len(_fields(lines[start:])[0]) >= 2:
                return start, start - at
        elif (head := _FIELD.match(bare)) and head["name"].lower() in _AUTHOR and len(_fields(lines[at:])[0]) >= 3:
            return at, 0
    return None


def _bare(line: str) -> str:
    return re.sub(r"^(?:>\s?)+", "", line).strip()


def _fields(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The head fields at the start of `lines` ("author", "when", "subject", "other") and the lines after them."""
    head: dict[str, str] = {}
    for at, line in enumerate(lines):
        bare = _bare(line)
        found = _FIELD.match(bare)
        if found is None:
            if not bare and (len(head) < 2 or _more(lines[at + 1 :])):
                continue
            return head, _dequoted(lines[at:])
        name, value = found["name"].lower(), found["value"].strip(" *")
        key = "author" if name in _AUTHOR else "when" if name in _WHEN else "subject" if name in _SUBJECT else "other"
        if key != "other" and key in head:
            return head, _dequoted(lines[at:])
        head[key] = value
    return head, []


def _more(lines: list[str]) -> bool:
    """Whether the next words are still head fields (some programs put each on a paragraph of its own)."""
    following = next((_bare(line) for line in lines if _bare(line)), "")
    return bool(_FIELD.match(following))


def _dequoted(lines: list[str]) -> list[str]:
    """The lines without the quote marks all of them carry."""
    said = [line for line in lines if line.strip()]
    if said and all(line.startswith(">") for line in said):
        return _dequoted([re.sub(r"^>\s?", "", line) for line in lines])
    return lines


def _person(value: str | None) -> str | None:
    if not value:
        return None
    name = re.sub(r"[\[(<]\s*(?:mailto:)?[^\s<>()\[\]]+@[^\s<>()\[\]]+\s*[>)\]]", "", value).strip(" \"'*<>")
    return name or value.strip(" <>*")


def _unquoted(found: Original) -> list[str]:
    """The new words of a reply; what it quotes goes. A letter that only quotes is kept whole."""
    for at, line in enumerate(found.lines):
        if _REPLY.match(line.strip()) and any(one.strip() for one in found.lines[:at]):
            return found.lines[:at]
    fresh = [line for line in found.lines if not line.lstrip().startswith(">")]
    return fresh if any(line.strip() for line in fresh) else _dequoted(found.lines)


def _without_device(lines: list[str]) -> list[str]:
    return [line for line in lines if not _DEVICE.match(line.strip())]


def _without_signature(found: Original) -> Original:
    for at, line in enumerate(found.lines):
        if line.rstrip() == "--" and any(one.strip() for one in found.lines[:at]):
            found.signature = [one for one in found.lines[at + 1 :] if one.strip()]
            found.lines = found.lines[:at]
            break
    found.lines = [line for line in _without_device(found.lines) if line.strip()]
    return found
