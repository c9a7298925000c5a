"""The letters of Vietnam's old encodings, as data, and the turning of their bytes into Unicode and back.

Sources: TCVN 5712:1993 and VISCII as glibc's iconv knows them (RFC 1456 for VISCII); VNI-Windows and VPS as the keyboards of the
time wrote them (the VPS capitals of the control range from Mozilla's x-viet-vps); VIQR after RFC 1456; CP1258 is Python's.
"""

from __future__ import annotations

import re
import unicodedata

_TCVN_LOW = {1: "Ú", 2: "Ụ", 4: "Ừ", 5: "Ử", 6: "Ữ", 17: "Ứ", 18: "Ự", 19: "Ỳ", 20: "Ỷ", 21: "Ỹ", 22: "Ý", 23: "Ỵ"}
_TCVN_HIGH = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_VISCII_LOW = {2: "Ẳ", 5: "Ẵ", 6: "Ẫ", 20: "Ỷ", 25: "Ỹ", 30: "Ỵ"}
_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VPS_LOW = {
    2: "Ạ",
    3: "Ậ",
    4: "Ặ",
    5: "Ẹ",
    6: "Ệ",
    16: "Ị",
    17: "Ọ",
    18: "Ộ",
    19: "Ợ",
    20: "Ụ",
    21: "Ự",
    25: "Ỵ",
    28: "Ẫ",
    29: "Ữ",
}
_VPS_HIGH = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ\u2018\u2019ỀỂỄỐỒỔỖýỷỵỚỜỞ"
    "\u00a0ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺß"
    "àáâãảạăçèéêẽìíîĩẴĐòóôõöƠụùúûủỶẼỳ"
)
# CP1252 puts printable marks where old fonts put letters: back to the byte.
_CP1252 = {
    bytes([code]).decode("cp1252"): chr(code) for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
AS_BYTES = str.maketrans(_CP1252)
"""CP1252's printable marks to the characters of the same byte values."""


def _single(low: dict[int, str], high: str) -> dict[int, str]:
    assert len(high) == 128
    return low | {0x80 + at: letter for at, letter in enumerate(high)}


TCVN3 = _single(_TCVN_LOW, _TCVN_HIGH)
VISCII = _single(_VISCII_LOW, _VISCII_HIGH)
VPS = _single(_VPS_LOW, _VPS_HIGH)
TCVN3_FONT = {code: letter for code, letter in TCVN3.items() if code >= 0xA0}
"""TCVN3 as fonts have it (ABC): no capitals with tones; those are a font of their own."""
TCVN3_CAPITALS = {code: letter.upper() for code, letter in TCVN3_FONT.items()}

_TONES = {"\u0301": "ùÙ", "\u0300": "øØ", "\u0309": "ûÛ", "\u0303": "õÕ", "\u0323": "ïÏ"}
_HATS = {
    "\u0302": {"": "âÂ", "\u0301": "áÁ", "\u0300": "àÀ", "\u0309": "åÅ", "\u0303": "ãÃ", "\u0323": "äÄ"},
    "\u0306": {"": "êÊ", "\u0301": "éÉ", "\u0300": "èÈ", "\u0309": "úÚ", "\u0303": "üÜ", "\u0323": "ëË"},
}
_OWN = {"i\u0301": "í", "i\u0300": "ì", "i\u0309": "æ", "i\u0303": "ó", "i\u0323": "ò", "y\u0323": "î"}


def _vni() -> dict[str, str]:
    table = {"ñ": "đ", "Ñ": "Đ", "ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư"}
    for case in (0, 1):
        for base in "aeouy":
            letter = base.upper() if case else base
            for tone, signs in _TONES.items():
                if base + tone not in _OWN:
                    table[letter + signs[case]] = _nfc(letter + tone)
        for hat, row in _HATS.items():
            for base in "aeo" if hat == "\u0302" else "a":
                letter = base.upper() if case else base
                for tone, signs in row.items():
                    table[letter + signs[case]] = _nfc(letter + hat + tone)
        for sign, plain in (("ôÔ"[case], "ơƠ"[case]), ("öÖ"[case], "ưƯ"[case])):
            for tone, signs in _TONES.items():
                table[sign + signs[case]] = _nfc(plain + tone)
        for letters, sign in _OWN.items():
            key, value = (sign.upper(), letters.upper()) if case else (sign, letters)
            table[key] = _nfc(value)
    return table


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


VNI = _vni()
# A capital base with a small sign, as some editors wrote it, is the capital letter.
_VNI_MIXED = {key[0] + key[1].lower(): value for key, value in VNI.items() if len(key) == 2 and key[1] != key[1].lower()}
_VNI_ALL = VNI | {key: value for key, value in _VNI_MIXED.items() if key not in VNI}
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI_ALL), key=len, reverse=True)))


def from_single(text: str, table: dict[int, str]) -> str:
    """The text whose characters stand for bytes of a one-byte encoding, in Unicode."""
    return _nfc(text.translate(AS_BYTES).translate(table))


def from_vni(text: str) -> str:
    """The text in VNI-Windows (a letter, then its sign) in Unicode."""
    return _VNI_PATTERN.sub(lambda found: _VNI_ALL[found[0]], text.translate(AS_BYTES))


def from_cp1258(text: str) -> str:
    """The text whose characters stand for CP1258 bytes, in Unicode."""
    raw = text.translate(AS_BYTES)
    return _nfc(raw.encode("latin-1", "replace").decode("cp1258", "replace"))


def to_single(text: str, table: dict[int, str]) -> bytes:
    """NFC text in a one-byte encoding; raises KeyError for a letter it lacks."""
    back = {letter: code for code, letter in sorted(table.items(), reverse=True)}
    return bytes(back[letter] if letter in back else _ascii(letter) for letter in text)


def to_vni(text: str) -> bytes:
    """NFC text in VNI-Windows; raises KeyError for a letter it lacks."""
    back = {value: key for key, value in VNI.items()}
    return "".join(back[letter] if letter in back else chr(_ascii(letter)) for letter in text).encode("latin-1")


def _ascii(letter: str) -> int:
    if ord(letter) >= 0x80:
        raise KeyError(letter)
    return ord(letter)
