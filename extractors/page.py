"""Saved or fetched web pages: the article without the page round it, its standfirst and captions never lost.

Known sites have their selectors in sites.toml; for others the article is the element whose paragraphs hold the most words that
are no links. trafilatura is asked when that finds little.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urljoin, urlsplit

from extractors import dates, markup, official
from extractors.draft import About, Draft, Found, Refused, day_text
from extractors.encodings import detect
from extractors.feed import canonical
from extractors.furniture import BODY, HEAD_TIME, LEAD, strip
from extractors.lines import Line
from extractors.plain import folded

_ORIGIN = re.compile(
    r"^(?:\(?(?:theo|nguồn)[^:]{0,40}:?|link gốc:?|bài gốc:?|nguồn bài viết:?)\s*(?P<link>https?://[^\s)]+)\)?\s*$",
    re.IGNORECASE,
)
_POSTED = re.compile(
    r"^(?:ngày đăng|đăng ngày|cập nhật|đăng lúc|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|t[2-7]|cn|ngày)\b", re.IGNORECASE
)
_CLOSED = re.compile(
    r"^\W*\d{1,2}[:hg]\d{2}\s*[|,-].*\d{4}\W*$|^\W*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\W*(?:\d{1,2}[:hg]\d{2}\W*(?:\(?GMT\s*\+7\)?)?)?\W*$"
)
_SIGNATURE = re.compile(r"^(?:(?:tin|bài|ảnh)[^:]{0,20}[::])?\s*[A-ZÀ-ỸĐ][A-ZÀ-ỸĐ\s.\-–]{2,40}$")


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one report of a page; raises Refused `no_text` for a page without an article."""
    source, repairs = _source(data, about)
    root = markup.parse(source)
    draft = Draft("html", repairs=repairs)
    told = _told(root)
    address = about.link or _first(root, "//link[@rel='canonical']/@href") or _meta(root, "og:url") or ""
    site = _site(address)
    draft.title = _title(root, told, site)
    draft.published = _published(root, told, site, about)
    draft.author = _author(root, told, site)
    draft.link = canonical(address) if address.startswith("http") else None
    article = _article(root, site)
    lead = _lead(root, article, site)
    strip(article, site.get("drop", []))
    found = markup.blocks(article)
    draft.tables = found.tables
    said = _without_furniture(found.paragraphs, draft, about)
    if sum(map(len, said)) < 80 and not draft.tables:
        said = _second_reader(source) or said
    if lead and not any(_same(lead, one) for one in said):
        said = [lead, *said]
    said = [one for at, one in enumerate(said) if not (_same(one, draft.title) and at < 4)]
    if not said and not draft.tables:
        raise Refused("no_text")
    title = draft.title
    official.shape(draft, [Line(one) for one in said], about)
    draft.title = title or draft.title
    yield draft


def _source(data: bytes, about: About) -> tuple[str, dict[str, int]]:
    if data[:200].lstrip()[:5].lower() in (b"mime-", b"from:") or b"multipart/related" in data[:2000]:
        message = BytesParser(policy=policy.default).parsebytes(data)
        part = message.get_body(("html",))
        if part is not None:
            payload = part.get_payload(decode=True)
            data = payload if isinstance(payload, bytes) else data
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:4000])
    decoded = detect.decode(data, declared[1].decode().lower() if declared else None)
    return decoded.text, decoded.repairs


@cache
def _sites() -> dict[str, Any]:
    return tomllib.loads((files("extractors") / "sites.toml").read_text(encoding="utf-8"))["site"]  # type: ignore[no-any-return]


def _site(address: str) -> dict[str, Any]:
    """The selectors of the site an address belongs to; its parent domains count too."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    while "." in host:
        if host in _sites():
            found: dict[str, Any] = _sites()[host]
            return found
        host = host.split(".", 1)[1]
    return {}


def _first(root: Any, path: str) -> str | None:
    found = root.xpath(path)
    return str(found[0]).strip() or None if found else None


def _meta(root: Any, *names: str) -> str | None:
    for name in names:
        if found := _first(root, f"//meta[@property='{name}' or @name='{name}' or @itemprop='{name}']/@content"):
            return found
    return None


def _told(root: Any) -> dict[str, str]:
    """What the page's JSON-LD says of the article: headline, description, datePublished, author."""
    for script in root.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text_content(), strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue
        for item in _items(data):
            kind = item.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any((isinstance(one, str) and one.endswith("Article")) or one in ("BlogPosting", "Report") for one in kinds):
                author = item.get("author")
                author = author[0] if isinstance(author, list) and author else author
                name = author.get("name") if isinstance(author, dict) else author
                out = {key: item.get(key) for key in ("headline", "description", "datePublished")} | {"author": name}
                return {key: value for key, value in out.items() if isinstance(value, str)}
    return {}


def _items(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for one in data:
            yield from _items(one)
    elif isinstance(data, dict):
        yield data
        yield from _items(data.get("@graph", []))


def _title(root: Any, told: dict[str, str], site: dict[str, Any]) -> str:
    if site.get("title") and (found := root.cssselect(site["title"])):
        return _words(found[0])
    named = told.get("headline") or _meta(root, "og:title", "twitter:title") or ""
    page = _first(root, "//head/title/text()") or ""
    heads = [text for node in root.xpath("//h1") if (text := _words(node)) and len(text) < 300]
    for head in heads:
        if folded(head) in folded(named or page) or (folded(named) and folded(named) in folded(head)):
            return head
    if len(heads) == 1 and len(heads[0].split()) > 3:
        return heads[0]
    return markup.text_of(named) if named else re.split(r"\s+[|–—-]\s+", page)[0].strip() or (heads[0] if heads else "")


def _published(root: Any, told: dict[str, str], site: dict[str, Any], about: About) -> str | None:
    texts = [_words(node) for node in root.cssselect(site["time"])] if site.get("time") else []
    texts += filter(None, [
        told.get("datePublished"), _meta(root, "article:published_time", "datePublished", "pubdate", "publish-date", "date", "DC.date.issued"),
        _first(root, "//article//time/@datetime"), _first(root, "//time/@datetime"), _first(root, "//*[@itemprop='datePublished']/text()"),
    ])  # fmt: skip
    texts += [_words(node) for node in root.xpath(HEAD_TIME)[:6]]
    for text in texts:
        if (when := dates.parse(text, about.zone)) is not None:
            return day_text(when)
    return None


def _author(root: Any, told: dict[str, str], site: dict[str, Any]) -> str | None:
    if site.get("author") and (found := root.cssselect(site["author"])):
        return _bare_author(_words(found[0]))
    name = told.get("author") or _meta(root, "author", "article:author", "dable:author")
    if name and not name.startswith("http") and not _is_site(name, root):
        return _bare_author(name)
    for node in root.xpath("//*[@rel='author' or @itemprop='author' or contains(concat(' ',normalize-space(@class),' '),' author ') "
                           "or contains(@class,'author-name') or contains(@class,'tac-gia') or contains(@class,'byline')]")[:3]:  # fmt: skip
        text = _words(node)
        if 2 < len(text) < 60:
            return _bare_author(text)
    return None


def _bare_author(text: str) -> str:
    return re.sub(
        r"^(?:(?:tin|bài|ảnh|tác giả|theo|by|người viết)[^::]{0,20}[::]|theo\s|by\s)\s*", "", text, flags=re.IGNORECASE
    ).strip(" -–,.")


def _is_site(name: str, root: Any) -> bool:
    site = _meta(root, "og:site_name") or ""
    return (bool(site) and folded(site) in folded(name)) or bool(
        re.match(r"(?i)^(báo |trang |cổng |admin|administrator|www\.)", name)
    )


def _words(node: Any) -> str:
    return " ".join(node.text_content().split())


def _article(root: Any, site: dict[str, Any]) -> Any:
    """The element that holds the article."""
    if site.get("body") and (found := root.cssselect(site["body"])):
        return found[0]
    body = root.find("body")
    body = body if body is not None else root
    whole = _weight(body)
    named = [node for path in BODY for node in root.xpath(path)]
    named = [node for node in named if _weight(node) >= max(60.0, whole * 0.3)]
    if named:
        return min(named, key=lambda node: (-round(_weight(node) / max(whole, 1), 1), len(node.xpath(".//*"))))
    return _heaviest(body)


def _weight(node: Any) -> float:
    """Letters of running text under a node: paragraphs count, links count against."""
    text = sum(len(_words(one)) for one in node.iter("p", "td", "blockquote", "h2", "figcaption"))
    links = sum(len(_words(one)) for one in node.iter("a"))
    return float(text - 1.2 * links)


def _heaviest(body: Any) -> Any:
    """The deepest element that still holds nearly all the running text."""
    total = _weight(body)
    if total < 60:
        return body
    node = body
    while True:
        inner = [
            child
            for child in node
            if isinstance(child.tag, str)
            and child.tag in ("div", "section", "main", "article", "td", "tr", "table", "tbody", "center")
        ]
        best = max(inner, key=_weight, default=None)
        if best is None or _weight(best) < 0.75 * total:
            return node
        node = best


def _lead(root: Any, article: Any, site: dict[str, Any]) -> str | None:
    """The standfirst (sapo) wherever the page keeps it."""
    nodes = root.cssselect(site["lead"]) if site.get("lead") else root.xpath(LEAD)
    for node in nodes:
        text = _words(node)
        if 40 <= len(text) <= 1500 and not any(node is one for one in article.iterancestors()):
            return text
    return None


def _same(one: str, other: str) -> bool:
    a, b = folded(one), folded(other)
    return bool(a) and (a == b or (len(a) > 40 and len(b) > 40 and (a in b or b in a)))


def _without_furniture(said: list[str], draft: Draft, about: About) -> list[str]:
    """Paragraphs without posting dates, counters, links onward; what they tell goes to the draft's fields."""
    from extractors.furniture import ENDS, LINES

    out: list[str] = []
    for text in said:
        plain = folded(text)
        if ENDS.match(plain) and (len(out) > 2 or sum(map(len, out)) > 200):
            break
        if origin := _ORIGIN.match(text):
            draft.meta["repost_of"] = origin["link"]
            draft.meta["reposted_at"] = draft.link or ""
            draft.link = canonical(origin["link"])
            continue
        if (
            (_POSTED.match(text) or _CLOSED.match(text))
            and len(text) < 70
            and (when := dates.parse(text, about.zone)) is not None
        ):
            draft.published = draft.published or day_text(when)
            continue
        if LINES.match(plain):
            continue
        out.append(text)
    if len(out) > 2 and _SIGNATURE.match(out[-1]) and len(out[-1]) < 45:
        name = _bare_author(out.pop())
        draft.author = draft.author or name
    return out


def _second_reader(source: str) -> list[str]:
    import trafilatura

    text = trafilatura.extract(source, include_comments=False, include_tables=False, favor_recall=True)
    return text.splitlines() if text else []


def links(root: Any, base: str, selector: str) -> list[str]:
    """Addresses of the articles a listing page names, in order, each once."""
    found = [canonical(urljoin(base, href)) for node in root.cssselect(selector) if (href := node.get("href"))]
    return list(dict.fromkeys(found))
