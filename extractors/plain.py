"""Vietnamese without marks, for matching fixed words however their marks were typed."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Lower case, no marks, single blanks: "CỘNG HOÀ  XÃ HỘI" and "Cộng hòa xã hội" give one form; same words, shorter marks."""
    bare = "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))
    return " ".join(bare.replace("đ", "d").replace("Đ", "D").replace("Ð", "D").replace("\u00a0", " ").lower().split())
