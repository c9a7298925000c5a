"""RSS and Atom: one report an entry. feedparser reads the markup, the rest is ours: dates, canonical links, clean text."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from extractors import dates, markup
from extractors.draft import About, Draft, Found, Refused, day_text

_TRACKERS = ("utm_", "fbclid", "gclid", "zarsrc", "mc_cid", "mc_eid", "_ga", "igshid", "at_medium", "at_campaign")


def read(data: bytes, about: About) -> Iterator[Found]:
    """Every entry of the feed; raises Refused `unreadable` for what is no feed and `empty` for one without entries."""
    import feedparser

    headers = {"content-type": about.media_type} if about.media_type else {}
    feed = feedparser.parse(data, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        if feed.version:
            raise Refused("empty")
        raise Refused("unreadable", "XML")
    base = about.link or feed.feed.get("link") or ""
    names: set[str] = set()
    for number, entry in enumerate(feed.entries, 1):
        draft = _draft(entry, base, about)
        inside = entry.get("id") or draft.link or f"#{number}"
        draft.inside = inside if inside not in names else f"{inside}#{number}"
        names.add(inside)
        if source := feed.feed.get("title"):
            draft.meta["feed"] = markup.text_of(source)
        yield draft


def canonical(link: str, base: str = "") -> str:
    """An address without fragment and tracking parameters, made whole against `base`."""
    parts = urlsplit(urljoin(base, link.strip()))
    query = urlencode(
        [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not k.lower().startswith(_TRACKERS)]
    )
    return urlunsplit(
        (parts.scheme.lower(), parts.netloc.lower(), parts.path, query if query != parts.query else parts.query, "")
    )


def _draft(entry: Any, base: str, about: About) -> Draft:
    draft = Draft("feed", title=_title(entry))
    link = entry.get("feedburner_origlink") or entry.get("link")
    draft.link = canonical(link, base) if link else None
    body = _body(entry)
    draft.paragraphs, draft.tables = body.paragraphs, body.tables
    for name in ("published", "updated", "created"):
        if name in entry and (when := dates.parse(entry[name], about.zone)) is not None:
            draft.published = day_text(when)
            break
    author = entry.get("author_detail", {}).get("name") or entry.get("author")
    draft.author = markup.text_of(author) if author else None
    tags = [tag.get("term") for tag in entry.get("tags", []) if tag.get("term")]
    if tags:
        draft.meta["category"] = "; ".join(tags)
    files = [one.get("href") for one in entry.get("enclosures", []) if one.get("href")]
    if files:
        draft.meta["enclosures"] = " ".join(files)
    return draft


def _title(entry: Any) -> str:
    title = entry.get("title", "")
    if entry.get("title_detail", {}).get("type") == "text/plain" and "</" not in title:
        return html.unescape(title) if "&" in title and ";" in title else title
    return markup.text_of(title)


def _body(entry: Any) -> markup.Blocks:
    """The full text when the feed carries it, the standfirst before it when the text does not hold it."""
    summary = _blocks(entry.get("summary", ""), entry.get("summary_detail", {}).get("type"))
    contents = entry.get("content", [])
    if not contents:
        return summary
    full = _blocks(*max(((one.get("value", ""), one.get("type")) for one in contents), key=lambda one: len(one[0])))
    if not full.paragraphs and not full.tables:
        return summary
    joined = "".join("".join(full.paragraphs).split())
    ahead = [p for p in summary.paragraphs if "".join(p.split()).rstrip(".…[]") not in joined]
    whole = len("".join(summary.paragraphs)) > len("".join(full.paragraphs))
    if whole and not ahead:
        return full
    full.paragraphs = (ahead if len(ahead) == len(summary.paragraphs) else []) + full.paragraphs
    return full


def _blocks(source: str, media_type: str | None) -> markup.Blocks:
    if media_type == "text/plain" and "</" not in source and "<br" not in source:
        return markup.Blocks(html.unescape(source).splitlines())
    if "<" not in source:
        return markup.Blocks(html.unescape(source).splitlines())
    return markup.blocks(markup.parse(source))
