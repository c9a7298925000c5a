"""Letters: .eml and mailboxes. The letter is a report, its attachments are children, a forwarded letter speaks as its author."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.utils import getaddresses
from typing import Any

from extractors import dates, markup, official
from extractors.archive import is_litter
from extractors.draft import About, Child, Draft, Found, Refused, day_text
from extractors.encodings import detect
from extractors.letters import Said, unroll
from extractors.lines import Line
from extractors.pasted import unwrap

_SILENT_TYPES = (
    "text/calendar", "text/x-vcard", "text/vcard", "application/pgp-signature", "application/pkcs7-signature",
    "application/x-pkcs7-signature", "message/delivery-status", "application/ics", "message/disposition-notification",
)  # fmt: skip
_SMALL_PICTURE = 20_000
"""Bytes under which a picture shown inside a letter is a logo or a tracker."""


def read(data: bytes, about: About) -> Iterator[Found]:
    """The letter and what is attached to it."""
    message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.default)
    if message.get_content_type() in ("application/pkcs7-mime", "application/x-pkcs7-mime") or (
        message.get_content_type() == "multipart/encrypted"
    ):
        raise Refused("encrypted")
    yield from letter(message, about)


def read_box(data: bytes, about: About) -> Iterator[Found]:
    """The letters of a mailbox (mbox) as children "#1", "#2"…."""
    starts = [found.start() for found in re.finditer(rb"(?m)^From [^\r\n]*\d{4}[^\r\n]*\r?\n(?=[!-9;-~]+:)", data)]
    if not starts:
        raise Refused("unreadable", "mbox")
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        raw = data[start:end].split(b"\n", 1)[1]
        path = about.scratch / f"letter{number}"
        path.write_bytes(re.sub(rb"(?m)^>(>*From )", rb"\1", raw))
        yield Child(f"#{number}", f"letter{number}.eml", path, "message/rfc822")


def letter(message: EmailMessage, about: About) -> Iterator[Found]:
    """A parsed letter as a draft (when it says anything) and its attachments as children."""
    plain, rich, attached = _parts(message)
    said = _said(plain, rich)
    original = unroll(said.lines, about.zone)
    draft = Draft("eml", title=bare_subject(original.subject or _header(message, "subject")))
    draft.repairs.update(said.repairs)
    draft.author = original.author or person(_header(message, "from"))
    draft.published = original.published or day_text(dates.parse(_header(message, "date"), about.zone))
    draft.tables = said.tables
    for name, value in (("from", _header(message, "from")), ("to", _header(message, "to")), ("message_id", _header(message, "message-id")),
                        ("note", " ".join(original.note)), ("signature", " ".join(original.signature))):  # fmt: skip
        if value:
            draft.meta[name] = value
    if original.note:
        draft.meta["forwarded_by"] = person(_header(message, "from")) or ""
    children = list(_children(attached, about, bool(original.lines)))
    if original.lines or draft.tables or not any(not child.optional for child in children):
        official.shape(draft, [Line(line) for line in original.lines], about)
        yield draft
    yield from children


def _header(message: Any, name: str) -> str:
    """A header as text, also when its encoding is broken or missing (raw bytes in a header)."""
    try:
        value = str(message.get(name) or "")
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        value = next((str(v) for k, v in message.raw_items() if k.lower() == name), "")
    if re.search("[\udc80-\udcff]", value):
        value = detect.decode(value.encode("utf-8", "surrogateescape")).text
    if "=?" in value and "?=" in value:
        value = _words(value)
    return " ".join(value.split())


def _words(value: str) -> str:
    """RFC 2047 words a strict reader left as they were (glued together, split inside a letter)."""
    from email.header import decode_header

    raw = re.sub(r"\?=\s*=\?", "?= =?", value)
    out: list[tuple[bytes, str]] = []
    for part, charset in decode_header(raw):
        piece = part if isinstance(part, bytes) else part.encode("utf-8", "replace")
        if out and out[-1][1] == (charset or "utf-8"):
            out[-1] = (out[-1][0] + piece, out[-1][1])
        else:
            out.append((piece, charset or "utf-8"))
    return "".join(detect.decode(piece, charset).text for piece, charset in out)


def person(value: str) -> str | None:
    """The sender's name, else the address."""
    found = getaddresses([value])
    if not found:
        return value or None
    name, address = found[0]
    return name.strip(" '\"") or address or None


def bare_subject(subject: str) -> str:
    """The subject without its Re and Fwd marks."""
    return re.sub(
        r"^(?:(?:re|fw|fwd|tr|chuyển tiếp|trả lời|v/v fwd)\s*(?:\[\d+\])?\s*[::]\s*)+", "", subject, flags=re.IGNORECASE
    ).strip()


def _parts(message: EmailMessage) -> tuple[EmailMessage | None, EmailMessage | None, list[EmailMessage]]:
    """The plain body, the HTML body and all other parts of a letter."""
    plain: EmailMessage | None = None
    rich: EmailMessage | None = None
    attached: list[EmailMessage] = []
    stack: list[Any] = [message]
    while stack:
        part = stack.pop(0)
        kind = part.get_content_type()
        if part.is_multipart() and not kind.startswith("message/"):
            stack = [*part.iter_parts(), *stack] if hasattr(part, "iter_parts") else stack
            continue
        is_file = part.get_content_disposition() == "attachment" or part.get_filename()
        if kind == "text/plain" and plain is None and not is_file:
            plain = part
        elif kind == "text/html" and rich is None and not is_file:
            rich = part
        else:
            attached.append(part)
    return plain, rich, attached


def _payload(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _said(plain: EmailMessage | None, rich: EmailMessage | None) -> Said:
    """The body's paragraphs: from the HTML form, which keeps them whole, else from the plain one."""
    if rich is not None:
        decoded = detect.decode(_payload(rich), rich.get_content_charset())
        found = markup.blocks(markup.parse(decoded.text))
        if found.paragraphs or found.tables:
            return Said(found.paragraphs, found.tables, decoded.repairs)
    if plain is None:
        return Said([], [], {})
    decoded = detect.decode(_payload(plain), plain.get_content_charset())
    flowed = str(plain.get_param("format", "")).lower() == "flowed"
    lines = decoded.text.splitlines()
    return Said(_flowed(lines) if flowed else _kept_blocks(lines), [], decoded.repairs)


def _kept_blocks(lines: list[str]) -> list[str]:
    """Paragraphs of plain text; quoted and header lines are never joined to others."""
    if any(line.startswith(">") for line in lines):
        return lines
    return unwrap(lines)


def _flowed(lines: list[str]) -> list[str]:
    """Paragraphs of format=flowed text (RFC 3676): a line that ends in a blank goes on."""
    out: list[str] = []
    going_on = False
    for line in lines:
        text = line[1:] if line.startswith(" ") else line
        if going_on and out:
            out[-1] += text
        else:
            out.append(text)
        going_on = text.endswith(" ") and text != "-- "
    return out


def _children(parts: list[EmailMessage], about: About, has_words: bool) -> Iterator[Child]:
    names: set[str] = set()
    for number, part in enumerate(parts, 1):
        kind = part.get_content_type()
        name = _file_name(part, number)
        if kind in _SILENT_TYPES or is_litter(name):
            continue
        data = _data(part)
        picture = kind.startswith("image/")
        shown = part.get_content_disposition() != "attachment" and part.get("content-id") is not None
        if not data or (picture and (len(data) < 2_000 or (shown and len(data) < _SMALL_PICTURE))):
            continue
        while name in names:
            name = f"{number}-{name}"
        names.add(name)
        path = about.scratch / f"a{number}"
        path.write_bytes(data)
        yield Child(name, name, path, kind, optional=picture and has_words)


def _data(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, EmailMessage) else b""
    return _payload(part)


def _file_name(part: EmailMessage, number: int) -> str:
    """The attachment's name, RFC 2231 and RFC 2047 forms alike, without a path."""
    name = part.get_filename() or part.get_param("name") or ""
    if isinstance(name, tuple):
        name = name[2]
    if "=?" in name:
        name = _words(name)
    if re.search("[\udc80-\udcff]", name):
        name = detect.decode(name.encode("utf-8", "surrogateescape")).text
    name = re.split(r"[/\\]", name)[-1].strip().replace("\r", "").replace("\n", "")
    if name:
        return name
    if part.get_content_type() == "message/rfc822":
        return f"#{number}.eml"
    return f"#{number}"
