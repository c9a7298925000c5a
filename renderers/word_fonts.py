"""The table font inside Word files, so that a sheet opens alike on a machine that lacks it.

Embedding as ISO/IEC 29500-1 §17.8.1 has it: the font's first 32 bytes are XORed with a key made from a GUID. The font is
IBM Plex Sans Condensed (SIL OFL 1.1), repacked whole: its name is reserved, it is never cut.
"""

from __future__ import annotations

import zipfile
from functools import cache
from importlib.resources import files
from io import BytesIO

FACES = {"Regular": "IBMPlexSansCondensed-Regular.woff2", "Bold": "IBMPlexSansCondensed-Bold.woff2"}
_KEYS = {"Regular": "6F1D0B52-3C4E-4A0B-9D55-0A1B2C3D4E01", "Bold": "6F1D0B52-3C4E-4A0B-9D55-0A1B2C3D4E02"}
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@cache
def _hidden(face: str) -> bytes:
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO((files("renderers") / "fonts" / FACES[face]).read_bytes()), recalcTimestamp=False)
    font.flavor = None
    out = BytesIO()
    font.save(out)
    raw = out.getvalue()
    key = bytes.fromhex(_KEYS[face].replace("-", ""))[::-1]
    return bytes(byte ^ key[place % 16] for place, byte in enumerate(raw[:32])) + raw[32:]


def _table(name: str, substitute: str) -> str:
    embeds = "".join(f'<w:embed{face} r:id="rId{n}" w:fontKey="{{{_KEYS[face]}}}"/>' for n, face in enumerate(FACES, 1))
    look = '<w:charset w:val="00"/><w:family w:val="{}"/><w:pitch w:val="variable"/>'
    first = f'<w:font w:name="{name}"><w:altName w:val="{substitute}"/>{look.format("swiss")}{embeds}</w:font>'
    second = f'<w:font w:name="Times New Roman">{look.format("roman")}</w:font>'
    spaces = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_REL}"'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {spaces}>{first}{second}</w:fonts>'


def _relations() -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/font" Target="fonts/{face}.odttf"/>' for n, face in enumerate(FACES, 1)
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def with_fonts(document: bytes, name: str, substitute: str) -> bytes:
    """The same document with the faces of `name` inside."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for entry in old.namelist():
            data = old.read(entry)
            if entry == "[Content_Types].xml":
                data = data.replace(
                    b"<Default ",
                    b'<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/><Default ',
                    1,
                )
            elif entry == "word/fontTable.xml":
                data = _table(name, substitute).encode()
            elif entry == "word/settings.xml" and b"embedTrueTypeFonts" not in data:
                data = _embedding(data)
            new.writestr(entry, data)
        new.writestr("word/_rels/fontTable.xml.rels", _relations())
        for face in FACES:
            new.writestr(f"word/fonts/{face}.odttf", _hidden(face))
    return out.getvalue()


def _embedding(settings: bytes) -> bytes:
    """Switch embedding on, at the place the schema gives it: after w:removeDateAndTime and w:doNotDisplayPageBoundaries."""
    at = settings.find(b"<w:zoom")
    end = settings.find(b"/>", at) + 2 if at >= 0 else settings.find(b">", settings.find(b"<w:settings")) + 1
    return settings[:end] + b"<w:embedTrueTypeFonts/>" + settings[end:]
