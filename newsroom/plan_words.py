"""The words planning speaks with."""

from __future__ import annotations

from newsroom.typed_time import print_rounded
from newsroom.workflow import Gate

TOPICS = {
    "model": "mô hình",
    "donor": "nhà tài trợ",
    "hardship": "hoàn cảnh cần giúp",
    "figures": "tin số liệu – chính sách",
    "event": "sự kiện",
    "rural_urban": "tin nông thôn mới – đô thị văn minh",
    "other": "tin khác",
}
GATES = {
    "conflict": "còn mâu thuẫn số liệu chưa phân xử",
    "embargo": "chưa đến ngày được phát",
    "consent": "thiếu văn bản đồng ý",
    "appeal_basis": "lời kêu gọi thiếu căn cứ hoặc tài khoản đã đăng ký",
    "not_approved": "chưa được duyệt",
    "edited": "đã sửa sau khi duyệt",
    "story_missing": "không có tin này trong kho",
}
FIELDS = {"donor": "nhà tài trợ", "commune": "xã", "partner": "đơn vị gửi", "area": "vùng"}


def gate_words(gate: Gate) -> str:
    """What a closed gate means."""
    detail = f" ({gate.detail})" if gate.detail else ""
    return GATES.get(gate.code, gate.code) + detail


def short_of(topic: str, wanted: int, got: int) -> str:
    """A wish for a topic that could not be met."""
    return f"chỉ xếp được {got}/{wanted} {TOPICS.get(topic, topic)}: kho không còn tin đủ điều kiện, bỏ bớt mong muốn này hoặc tìm thêm tin"


def hole(ms: int) -> str:
    """A programme too short."""
    return f"thiếu {print_rounded(ms)}: không đủ tin để lấp, khung để chỗ trống thấy rõ"


def too_long(ms: int) -> str:
    """A programme too long because of what is locked or fixed."""
    return f"thừa {print_rounded(ms)} vì phần cố định và mục đã khóa dài hơn khung: bỏ khóa bớt hoặc rút ngắn"


def too_many(topic: str, most: int, got: int) -> str:
    """More of a topic than wanted, because locked."""
    return f"có {got} {TOPICS.get(topic, topic)}, quá mức {most}, vì các mục đã khóa"


def shared(field: str, name: str) -> str:
    """Two locked items share what an edition should have once."""
    return f"hai mục đã khóa cùng {FIELDS.get(field, field)} “{name}”"
