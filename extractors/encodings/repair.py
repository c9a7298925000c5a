"""Bytes in any encoding to clean text, line ends and blanks at their ends kept as sent."""

from __future__ import annotations

from extractors.encodings.detect import Decoded, decode
from extractors.tidy import clean


def clean_bytes(data: bytes) -> Decoded:
    """NFC text with one kind of blank and one kind of Đ; `repairs` counts all that was changed."""
    decoded = decode(data)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    repairs = dict(decoded.repairs)
    lines = [clean(line, repairs) for line in text.split("\n")]
    if decoded.codec not in ("utf-8", *decoded.repairs):
        repairs[decoded.codec] = repairs.get(decoded.codec, 0) + 1
    return Decoded("\n".join(lines), decoded.codec, repairs, decoded.doubt)
