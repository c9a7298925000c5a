"""Lists of people keep no names without need."""

from __future__ import annotations

from newsroom.lists import COVERED, covered
from newsroom.report import Report


def _report(title: str, *rows: tuple[str, ...]) -> Report:
    return Report("r", "p", None, "b", "xlsx", title, "", "h", "v", tables=(rows,))


def test_a_household_list_keeps_no_name_and_no_number() -> None:
    """Names and identity numbers of poor households are covered, counts and hamlets stay."""
    made = covered(
        _report("Danh sách hộ nghèo", ("STT", "Họ và tên chủ hộ", "CCCD", "Ấp"), ("1", "Danh Thử", "091000000001", "Hòa Út"))
    )
    assert made.tables[0][1] == ("1", COVERED, COVERED, "Hòa Út")


def test_a_ledger_keeps_its_donors_but_no_phone() -> None:
    """Donors are named as they wish; their phone numbers are not kept."""
    made = covered(
        _report("Sổ ủng hộ", ("Đơn vị ủng hộ", "Điện thoại", "Số tiền"), ("Cửa hàng Thử", "0900000000", "500000"))
    )
    assert made.tables[0][1] == ("Cửa hàng Thử", COVERED, "500000")
