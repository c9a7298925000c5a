"""What stands on a page but is no part of its article, as data: class names, words, positions."""

from __future__ import annotations

import re
from typing import Any

_LOWER = "translate(concat(@class,' ',@id),'ABCDEFGHIJKLMNOPQRSTUVWXYZ','abcdefghijklmnopqrstuvwxyz')"


def _named(*names: str, tags: str = "*") -> str:
    test = " or ".join(f"contains({_LOWER},'{name}')" for name in names)
    return f"//{tags}[{test}]"


BODY = (
    "//*[@itemprop='articleBody']",
    _named("article__body", "article-body", "articlebody", "fck_detail", "detail-content", "content-detail", "contentdetail", "entry-content",
           "post-content", "article-content", "articlecontent", "article__content", "singular-content", "cms-body", "news-content", "newscontent",
           "detail__content", "content_detail", "detail_content", "noidung", "noi-dung", "chitiet", "chi-tiet", "bodytext", "journal-content",
           "field-name-body", "field--name-body", "node-content", "the-article-body", "main-content-body", "post-body", "td-post-content"),
    "//article",
    "//main",
)  # fmt: skip
"""Where sites put an article's body, surest first."""

LEAD = _named("sapo", "article__sapo", "standfirst", "chapeau", "article-summary", "detail-summary", "news-sapo", "intro-text", "article__lead",
              "singular-sapo", "lead-detail", "summary-detail", "article-lead", "tom-tat", "tomtat", "trich-yeu",
              tags="*[self::p or self::h2 or self::h3 or self::div or self::strong or self::span]") + (
    " | //p[contains(concat(' ',normalize-space(@class),' '),' description ') or contains(concat(' ',normalize-space(@class),' '),' lead ')"
    " or contains(concat(' ',normalize-space(@class),' '),' summary ')]"
)  # fmt: skip
HEAD_TIME = _named(
    "publish",
    "date",
    "time",
    "ngaydang",
    "ngay-dang",
    "meta",
    tags="*[self::span or self::time or self::div or self::p or self::li or self::em]",
)
"""Elements that may carry the time of posting."""

_AWAY = (
    "related", "relate-", "tin-lien-quan", "tinlienquan", "lien-quan", "lienquan", "share", "social", "comment", "binh-luan", "breadcrumb", "tags", "tag-", "__tag",  # noqa: E501
    "advert", "ads-", "-ads", "banner", "sidebar", "newsletter", "pagination", "toolbar", "print", "popup", "cookie", "widget", "most-view", "xem-nhieu",
    "doc-nhieu", "other-news", "tin-khac", "tinkhac", "cac-tin", "hot-news", "rating", "vote", "copyright", "menu", "navbar", "header-top", "site-header", "site-footer",  # noqa: E501
    "footer", "audio-player", "box-tin", "story-more", "readmore", "read-more", "luot-xem", "luotxem", "view-count", "font-size", "zoom",
)  # fmt: skip
_KEEP = frozenset(("body", "html", "article", "main", "table", "tbody", "p"))
LINES = re.compile(
    r"^(?:so lan doc|luot xem|luot doc|so luot (?:xem|truy cap)|chia se|binh luan|gui binh luan|in bai viet|in trang|quay lai|tro ve|ve trang truoc|"
    r"kinh moi quy vi xem chi tiet.*|lien ket website|co quan dang, nha nuoc|co quan bao chi|cac truong dai hoc, cao dang|"
    r"chen link|copy link|link goc|theo doi .{0,40}tren google news|doc them:.*|xem them:.*|>> .*|tags?:.*|tu khoa:.*|\d+ binh luan|facebook|zalo|twitter|email|print)\W*[\d.]*$"  # noqa: E501
)
"""Lines (marks folded) that are page furniture."""
ENDS = re.compile(r"^(?:tin lien quan|bai lien quan|tin bai lien quan|tin khac|cac tin khac|tin cung chuyen muc|cung chuyen muc|tin moi hon|tin cu hon|"
                  r"tin moi nhat|doc nhieu|xem nhieu|y kien ban doc|binh luan \(\d+\)|co the ban quan tam|nhung tin moi hon|nhung tin cu hon|bai viet khac)\W*$")  # fmt: skip  # noqa: E501
"""Lines (marks folded) after which only other articles follow."""


def strip(article: Any, more: list[str]) -> None:
    """Take furniture out of an article's element, by class names, by a site's own selectors, by being nothing but links."""
    doomed = [node for selector in more for node in article.cssselect(selector)]
    for node in article.iter():
        if not isinstance(node.tag, str) or node is article or node.tag in _KEEP:
            continue
        name = f"{node.get('class') or ''} {node.get('id') or ''}".lower()
        if (
            node.tag in ("nav", "footer", "aside", "form", "button")
            or (name.strip() and any(word in name for word in _AWAY) and not _wordy(node))
            or (node.tag in ("ul", "ol", "div") and _only_links(node))
        ):
            doomed.append(node)
    for node in doomed:
        parent = node.getparent()
        if parent is not None:
            node.drop_tree()


def _wordy(node: Any) -> bool:
    """Whether an element with a suspicious name holds the article after all."""
    text = sum(len(one.text_content()) for one in node.iter("p"))
    links = sum(len(one.text_content()) for one in node.iter("a"))
    return text > 400 and links < text * 0.3


def _only_links(node: Any) -> bool:
    links = node.findall(".//a")
    if len(links) < 2:
        return False
    text = " ".join(node.text_content().split())
    linked = sum(len(" ".join(one.text_content().split())) for one in links)
    return len(text) > 0 and linked > len(text) * 0.85
