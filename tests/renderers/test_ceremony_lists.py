"""Guests and pledges of a live ceremony."""

from __future__ import annotations

from newsroom.ceremony import Guest, Pledge, in_order, sums
from renderers.ceremony_lists import html, pdf
from tests.renderers.samples import CONTEXT, ceremony

GUESTS = (
    Guest(2, "Bà Trần Thị B", "Phó Chủ tịch"),
    Guest(1, "Ông Nguyễn Văn A", "Chủ tịch", present=True),
    Guest(3, "Vắng", "", present=False),
)
PLEDGES = (
    Pledge("Công ty <Hải Âu> & Bạn", 500_000_000, 200_000_000, batch=1),
    Pledge("Cô Hai", None, None, goods="20 bao gạo", named=False),
    Pledge("Chờ xác nhận"),
)


def test_pledges_and_receipts_stay_apart() -> None:
    """Each column has its own total, and says how many lines lack a figure."""
    found = sums(PLEDGES)
    assert (found.pledged_vnd, found.received_vnd, found.pledged_unknown, found.received_unknown) == (
        500_000_000,
        200_000_000,
        1,
        2,
    )


def test_protocol_order_and_only_the_present() -> None:
    """Guests stand by protocol; the host greets only those ticked."""
    assert [guest.order for guest in in_order(GUESTS)] == [1, 2, 3]
    assert [guest.name for guest in in_order(GUESTS, ticked_only=True)] == ["Ông Nguyễn Văn A"]


def test_lists_print() -> None:
    """Late facts are boxes, an unnamed donor stays unnamed, markup in a name is text; the PDF is steady."""
    page = html(ceremony(), GUESTS, PLEDGES, CONTEXT).decode()
    assert "Cô Hai" not in page
    assert "một nhà hảo tâm xin ẩn danh" in page
    assert "&lt;Hải Âu&gt; &amp; Bạn" in page
    assert page.count('class="blank"') == 3
    assert pdf(ceremony(), GUESTS, PLEDGES, CONTEXT) == pdf(ceremony(), GUESTS, PLEDGES, CONTEXT)
