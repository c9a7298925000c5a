"""Lists handed out at a live ceremony: guests by protocol, pledges against receipts; each starts a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from newsroom.ceremony import Guest, Pledge, in_order, sums
from newsroom.rundown import Rundown
from renderers.context import RenderContext
from renderers.coordination import number
from renderers.pages import page
from renderers.printed import pdf as printed


def html(
    rundown: Rundown, guests: Sequence[Guest], pledges: Sequence[Pledge], context: RenderContext, embed: bool = True
) -> bytes:
    """Both lists as a page; a figure nobody knows yet is a box to write in."""
    return page(
        "ceremony.html.j2", embed, p=context.paper(rundown), guests=in_order(guests), pledges=pledges, sums=sums(pledges),
        number=number, foot=context.foot,
    ).encode()  # fmt: skip


def pdf(rundown: Rundown, guests: Sequence[Guest], pledges: Sequence[Pledge], context: RenderContext) -> bytes:
    """Both lists printed."""
    return printed(html(rundown, guests, pledges, context, embed=False).decode())
