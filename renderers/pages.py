"""Templates, styles and fonts shared by all HTML papers."""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup, escape

_FONT = re.compile(r"url\(fonts/([\w-]+\.woff2)\)")


@cache
def environment() -> jinja2.Environment:
    """The templates of this room; everything is escaped."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("renderers", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    made.filters["lines"] = lambda text: Markup("<br>").join(escape(text).split("\n"))
    return made


@cache
def stylesheet() -> str:
    """The style of all papers, fonts by file name."""
    return (files("renderers") / "templates" / "print.css").read_text(encoding="utf-8")


@cache
def _embedded_style() -> Markup:
    def inline(match: re.Match[str]) -> str:
        data = base64.b64encode((files("renderers") / "fonts" / match[1]).read_bytes()).decode()
        return f"url(data:font/woff2;base64,{data})"

    return Markup("<style>" + _FONT.sub(inline, stylesheet()) + "</style>")


def page(template: str, embed: bool = True, **values: Any) -> str:
    """A filled template; `embed` puts style and fonts into the page, so that it is one file."""
    return environment().get_template(template).render(style=_embedded_style() if embed else "", **values)
