"""RTF files, read token by token: every run in the letters of its font, tables cell by cell, destinations without words left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractors import official
from extractors.draft import About, Draft, Found, Grid, Refused
from extractors.encodings import fonts
from extractors.lines import Line

_TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([\r\n]+)|([^\\{}\r\n]+)")
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf annotation atnid atnauthor "
    b"themedata colorschememapping datastore latentstyles rsidtbl generator listtable listoverridetable fldinst xmlnstbl wgrffmtfilter "
    b"pnseclvl filetbl revtbl background bkmkstart bkmkend atrfstart atrfend atndate atnref mmathPr nonshppict sp private operator "
    b"objdata objclass passwordhash userprops docvar formfield listtext pntext shpinst_".split()
)
_KEPT_STAR = frozenset((b"shptxt", b"shpinst", b"footnote", b"pntext", b"fldrslt", b"nesttableprops", b"mtext"))
_CHARSETS = {163: "cp1258", 238: "cp1250", 204: "cp1251", 0: "cp1252", 1: "cp1252", 128: "cp932", 134: "gbk"}
_SIGNS = {b"tab": "\t", b"line": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
          b"bullet": "•", b"emspace": " ", b"enspace": " ", b"qmspace": " "}  # fmt: skip


@dataclass(slots=True)
class _State:
    """What holds inside a group."""

    font: int = 0
    hidden: bool = False
    silent: bool = False
    bold: bool = False
    size: int = 24
    skip: int = 1
    note: bool = False


@dataclass(slots=True)
class _Flow:
    """A stream of paragraphs: the body, a note, a text box."""

    pieces: list[tuple[str, str | None]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    bold: int = 0
    size: int = 0
    centred: bool = False
    after: list[Line] = field(default_factory=list)


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one report in an RTF file."""
    draft = Draft("rtf")
    reader = _Reader(data, draft)
    reader.run()
    if reader.depth > 0:
        raise Refused("truncated")
    official.shape(draft, reader.body.lines, about)
    yield draft


class _Reader:
    def __init__(self, data: bytes, draft: Draft) -> None:
        self.data = data
        self.draft = draft
        self.body = _Flow()
        self.flows = [self.body]
        self.state = _State()
        self.stack: list[tuple[_State, int]] = []
        self.depth = 0
        self.names: dict[int, str] = {}
        self.codecs: dict[int, str] = {}
        self.table_font: int | None = None
        self.codepage = "cp1252"
        self.pending = bytearray()
        self.ignore = 0
        self.star = False
        self.in_table = False
        self.row: list[list[Line]] = []
        self.rows: list[list[list[Line]]] = []
        self.default_font = 0

    def run(self) -> None:
        """Read all tokens."""
        for found in _TOKEN.finditer(self.data):
            word, number, code, sign, brace, _, text = found.groups()
            if code is not None:
                self._byte(int(code, 16))
                continue
            if text is None and word != b"u":
                self._flush()
            if brace == b"{":
                self.stack.append((replace(self.state), len(self.flows)))
                self.depth += 1
                self.star = False
            elif brace == b"}":
                self._close()
            elif word is not None:
                self._word(word, int(number) if number is not None else None)
                self.star = False
            elif sign is not None:
                self._sign(sign)
            elif text is not None:
                self._text(text)
        self._flush()
        self._end_paragraph(last=True)
        self._end_table()

    def _close(self) -> None:
        if not self.stack:
            return
        self.state, flows = self.stack.pop()
        self.depth -= 1
        self.table_font = None if self.depth < 2 else self.table_font
        while len(self.flows) > flows:
            inner = self.flows[-1]
            self._end_paragraph(last=True)
            self.flows.pop()
            self.flows[-1].after.extend(inner.lines)

    def _byte(self, value: int) -> None:
        if self.ignore:
            self.ignore -= 1
            return
        self.pending.append(value)

    def _text(self, text: bytes) -> None:
        if self.ignore:
            cut = min(self.ignore, len(text))
            self.ignore -= cut
            text = text[cut:]
        if self.table_font is not None:
            self._name_font(text)
            return
        self.pending += text
        self._flush()

    def _flush(self) -> None:
        if self.pending:
            raw, self.pending = bytes(self.pending), bytearray()
            self._say(self._decoded(raw))

    def _decoded(self, raw: bytes) -> str:
        letters = fonts.letters(self.names.get(self.state.font))
        if letters is not None:
            return raw.decode("latin-1")
        return raw.decode(self.codecs.get(self.state.font, self.codepage), "replace")

    def _say(self, text: str) -> None:
        if self.state.silent or self.state.hidden or not text:
            return
        flow = self.flows[-1]
        flow.pieces.append((text, fonts.letters(self.names.get(self.state.font))))
        flow.bold += len(text.strip()) if self.state.bold else 0
        flow.size = max(flow.size, self.state.size if text.strip() else 0)

    def _name_font(self, text: bytes) -> None:
        name = text.decode("latin-1")
        assert self.table_font is not None
        known = self.names.get(self.table_font, "")
        self.names[self.table_font] = (known + name).split(";")[0].strip() or known

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.star = True
        elif sign == b"~":
            self._say("\u00a0")
        elif sign == b"_":
            self._say("-")
        elif sign == b"-":
            self._say("\u00ad")
        elif sign in (b"\n", b"\r"):
            self._end_paragraph()
        elif sign in (b"\\", b"{", b"}"):
            self._text(sign)

    def _word(self, word: bytes, number: int | None) -> None:
        state = self.state
        if word == b"fonttbl":
            state.silent, self.table_font = True, 0
        elif word == b"f" and number is not None:
            if self.table_font is not None:
                self.table_font = number
            else:
                state.font = number
        elif word == b"fcharset" and self.table_font is not None and number in _CHARSETS:
            self.codecs[self.table_font] = _CHARSETS[number]
        elif word in _SILENT or (self.star and word not in _KEPT_STAR):
            state.silent = True
        elif word == b"ansicpg" and number:
            self.codepage = _codepage(number)
        elif word == b"u" and number is not None:
            self._flush()
            self._say(chr(number & 0xFFFF) if not 0xD800 <= (number & 0xFFFF) <= 0xDFFF else "")
            self.ignore = state.skip
        elif word == b"uc":
            state.skip = number if number is not None else 1
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        else:
            self._layout(word, number)

    def _layout(self, word: bytes, number: int | None) -> None:
        state, on = self.state, number != 0
        if word in (b"par", b"sect", b"page"):
            self._end_paragraph()
        elif word in (b"cell", b"nestcell"):
            self._end_paragraph(cell=True)
        elif word in (b"row", b"nestrow"):
            self._end_row()
        elif word == b"trowd":
            self.in_table = True
        elif word == b"pard":
            self.flows[-1].centred = False
        elif word == b"intbl":
            self.in_table = True
        elif word == b"qc":
            self.flows[-1].centred = True
        elif word in (b"v", b"deleted"):
            state.hidden = on
        elif word == b"b":
            state.bold = on
        elif word == b"fs" and number:
            state.size = number
        elif word == b"plain":
            state.bold, state.hidden, state.font, state.size = False, False, self.default_font, 24
        elif word == b"deff" and number is not None:
            self.default_font = state.font = number
        elif word in (b"footnote", b"shptxt"):
            state.silent = False
            self.flows.append(_Flow())

    def _end_paragraph(self, last: bool = False, cell: bool = False) -> None:
        flow = self.flows[-1]
        text = fonts.convert(flow.pieces, self.draft.repairs)
        line = Line(text, centred=flow.centred, bold=flow.bold * 2 > len(text.strip()), size=flow.size or None)
        after, flow.after = flow.after, []
        flow.pieces, flow.bold, flow.size = [], 0, 0
        made = [*([line] if text.strip() else []), *after]
        if len(self.flows) == 1 and self.in_table and not last:
            if not self.row or (not cell and not self.row[-1:]):
                self.row = self.row or [[]]
            self.row[-1].extend(made)
            if cell:
                self.row.append([])
            return
        if len(self.flows) == 1 and made:
            self._end_table()
        flow.lines.extend(made)

    def _end_row(self) -> None:
        cells = self.row[:-1] if self.row and not self.row[-1] else self.row
        if cells:
            self.rows.append(cells)
        self.row = []
        self.in_table = False

    def _end_table(self) -> None:
        if self.row:
            self.body.lines.extend(line for cell in self.row for line in cell)
            self.row = []
        rows, self.rows = self.rows, []
        if not rows:
            return
        grid: Grid = [["\n".join(line.text for line in cell) for cell in row] for row in rows]
        if official.is_letterhead(rows):
            self.body.lines.append(Line("", columns=rows))
        elif len(grid) == 1 and len(grid[0]) == 1:
            self.body.lines.extend(rows[0][0])
        elif any(map(any, grid)):
            self.draft.tables.append(grid)


def _codepage(number: int) -> str:
    try:
        "".encode(f"cp{number}")
    except LookupError:
        return "cp1252"
    return f"cp{number}"
