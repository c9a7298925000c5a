"""Outlook letters (.msg): the letter as a draft, what is attached as children."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from extractors import markup, official
from extractors.archive import is_litter
from extractors.draft import About, Child, Draft, Found, Refused, day_text
from extractors.encodings import detect
from extractors.letters import unroll
from extractors.lines import Line
from extractors.pasted import unwrap


def read(data: bytes, about: About) -> Iterator[Found]:
    """The letter and its attachments; raises Refused `unreadable`."""
    import oxmsg

    try:
        message = oxmsg.Message.load(io.BytesIO(data))
        subject, sender, sent = message.subject or "", message.sender or "", message.sent_date
        html, plain, attachments = message.html_body, message.body, list(message.attachments)
    except (OSError, ValueError, KeyError, IndexError, AssertionError) as error:
        raise Refused("unreadable", f"msg: {error}"[:90]) from error
    paragraphs, tables = _said(html, plain)
    original = unroll(paragraphs, about.zone)
    draft = Draft("msg", title=_subject(original.subject or subject), tables=tables)
    draft.author = original.author or _person(sender)
    draft.published = original.published or _sent(sent, about)
    draft.meta.update({"from": sender} if sender else {})
    if original.note:
        draft.meta["note"] = " ".join(original.note)
    children = list(_children(attachments, about, bool(original.lines)))
    if original.lines or tables or not children:
        official.shape(draft, [Line(line) for line in original.lines], about)
        yield draft
    yield from children


def _subject(text: str) -> str:
    from extractors.mail import bare_subject

    return bare_subject(text)


def _person(sender: str) -> str | None:
    from extractors.mail import person

    return person(sender)


def _said(html: str | None, plain: str | None) -> tuple[list[str], list[list[list[str]]]]:
    if html:
        found = markup.blocks(markup.parse(html))
        if found.paragraphs or found.tables:
            return found.paragraphs, found.tables
    return unwrap((detect.mend_lines(plain)[0] if plain else "").splitlines()), []


def _sent(sent: datetime | None, about: About) -> str | None:
    if sent is None:
        return None
    return day_text(sent.astimezone(about.zone) if sent.tzinfo else sent.replace(tzinfo=about.zone))


def _children(attachments: list[Any], about: About, has_words: bool) -> Iterator[Child]:
    for number, one in enumerate(attachments, 1):
        name = (one.file_name or f"#{number}").replace("\\", "/").rpartition("/")[2]
        data = one.file_bytes
        picture = (one.mime_type or "").startswith("image/") or name.lower().endswith((".png", ".jpg", ".jpeg", ".gif"))
        if not data or is_litter(name) or (picture and len(data) < 2_000):
            continue
        path = about.scratch / f"a{number}"
        path.write_bytes(data)
        yield Child(name, name, path, one.mime_type, optional=picture and has_words)
