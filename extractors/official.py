"""The form of papers: a title for any, and for official papers the blocks of Nghị định 30/2020/NĐ-CP as metadata.

Letterhead (superior, issuer, number, place and date), type and subject, addressees, recipients, signature, secrecy and urgency
marks leave the text and become `meta`; Front papers, which keep the same blocks, are read the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from extractors.draft import About, Draft
from extractors.lines import Line
from extractors.plain import folded

_NATION = re.compile(r"cong hoa xa hoi chu nghia viet nam|^dang cong san viet nam$")
_MOTTO = re.compile(r"doc lap\s*[-–—.,]?\s*tu do\s*[-–—.,]?\s*hanh phuc")
_RULE = re.compile(r"^[\s*_=\-–—.~o]*$")
_NUMBER = re.compile(r"^S[ốôo]́?\s*[::.]?\s*(?P<number>[\d.…_ ]*\s*/?\s*[^\s,;]*)$", re.IGNORECASE)
_NUMBER_ANY = re.compile(r"^[\d.…_ ]{1,8}\s*/\s*[A-ZĐĂÂÊÔƠƯ\d][^\s]*(?:\s*[-/]\s*[A-ZĐ][^\s]*)*$")
_DATED = re.compile(
    r"^(?P<place>[^,\d]{2,60}),?\s*ngày\s*(?P<day>[\d.…_ ]*)\s*tháng\s*(?P<month>[\d.…_ ]*)\s*năm\s*(?P<year>[\d.…_ ]*)\.?$",
    re.IGNORECASE,
)
_REGARDING = re.compile(r"^[“\"(]?\s*(?:V/v|Về việc)[::]?\s*", re.IGNORECASE)
_TO = re.compile(r"^Kính\s+gửi\s*[::]?\s*", re.IGNORECASE)
_RECIPIENTS = re.compile(r"^Nơi\s+nhận\s*[::]?\s*", re.IGNORECASE)
_SECRET = re.compile(r"^(tuyet mat|toi mat|mat)$")
_URGENT = re.compile(r"^(hoa toc(?: hen gio)?|thuong khan|khan)$")
_DRAFTED = re.compile(r"^\(?\s*du thao(?:\s+(?:lan\s*)?\d*)?\s*\)?$")
_TYPES = (
    "BÁO CÁO", "KẾ HOẠCH LIÊN TỊCH", "KẾ HOẠCH", "TỜ TRÌNH", "THÔNG BÁO", "QUYẾT ĐỊNH", "NGHỊ QUYẾT", "CÔNG ĐIỆN", "GIẤY MỜI", "THƯ MỜI",
    "BIÊN BẢN", "CHƯƠNG TRÌNH PHỐI HỢP", "CHƯƠNG TRÌNH", "HƯỚNG DẪN", "CHỈ THỊ", "THÔNG TƯ", "QUY CHẾ", "QUY ĐỊNH", "ĐỀ ÁN", "PHƯƠNG ÁN",
    "DỰ ÁN", "HỢP ĐỒNG", "CÔNG VĂN", "THƯ NGỎ", "THÔNG TRI", "KẾT LUẬN", "LỜI KÊU GỌI", "THÔNG CÁO BÁO CHÍ", "THÔNG CÁO", "GIẤY GIỚI THIỆU",
    "GIẤY ỦY QUYỀN", "PHIẾU GỬI", "PHIẾU CHUYỂN", "PHIẾU BÁO", "THƯ CÔNG", "BẢN GHI NHỚ", "BẢN THỎA THUẬN", "GIẤY XÁC NHẬN", "ĐƠN", "NGHỊ ĐỊNH",
    "THÔNG TIN", "TUYÊN BỐ", "ĐỀ CƯƠNG", "GIẤY NGHỈ PHÉP", "THƯ CẢM ƠN", "THƯ KÊU GỌI",
)  # fmt: skip
_FOLDED_TYPES = tuple(sorted(((folded(name), name) for name in _TYPES), key=lambda one: -len(one[0])))
_SIGNED_FOR = re.compile(r"^(?:TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\s*[./]\s*\S")
_OFFICES = re.compile(
    r"^(?:quyen |q\. ?)?(?:pho |uy vien )?(?:chu tich|pho chu tich|truong ban|pho truong ban|bi thu|pho bi thu|giam doc|pho giam doc|chanh van phong"
    r"|pho chanh van phong|truong phong|pho truong phong|hieu truong|truong ap|truong doan|chu nhiem|tong bien tap|thu ky|nguoi lap(?: bieu| bang)?"
    r"|nguoi bao cao|nguoi tong hop|ke toan(?: truong)?|chu toa|ban thuong truc|uy vien thuong truc|bi thu chi bo|thu truong|cuc truong|bo truong)\b"
)
_SIGN_NOTE = re.compile(r"^[\[(]?\s*(?:da ky|ky ten|ky,|ky va|chu ky|dong dau|ky ghi ro|ky, ghi|ky so)", re.IGNORECASE)
_PERSON = re.compile(r"^(?:(?:ThS|TS|PGS|GS|BS|Ths)\.\s*)*(?:[A-ZÀ-ỸĐ][\wÀ-ỹ]*\.?\s+){1,5}[A-ZÀ-ỸĐ][\wÀ-ỹ]*$")
_BODY_START = re.compile(
    r"^(?:uy ban|ubmttq|ub mttq|ubnd|mttq|mat tran|ban |so |hoi |phong |doan |dang |lien doan|trung tam|chi bo|truong |cong an|quy |cuc |chi cuc|bo "
    r"|tong |ap |to |van phong|dai |bao |hdnd|thuong truc|btt |bch |bqt |cong doan|to chuc|tap doan|cong ty|hop tac xa|toa an|vien )"
)
_PART = re.compile(
    r"^(?:(?:[IVXLC]{1,6}|[A-HĐ]|\d{1,2})\s*[.)/-]|phần |chương |điều |căn cứ|thực hiện|nhằm |để |kính gửi|trong )",
    re.IGNORECASE,
)
_HEAD_LINES = 30
_BYLINE = re.compile(
    r"^(?:tin(?: và|,| -|,? bài và| bài,)?\s*ảnh|tin,? bài(?:,? ảnh)?|bài(?: và|,)\s*ảnh|ảnh và tin|tin|bài|tác giả|người viết)\s*[::]\s*(?P<name>[^.:]{2,60})\.?$",  # noqa: E501
    re.IGNORECASE,
)


def shape(draft: Draft, lines: list[Line], about: About) -> None:
    """Put lines into the draft: title, metadata, author, paragraphs."""
    lines = [line for line in lines if line.text.strip() or line.columns]
    head = _head(lines)
    rest = _official(draft, head, lines) if head is not None else _titled(draft, _flat(lines))
    draft.paragraphs.extend(line.text for line in _bylined(draft, rest))


def is_letterhead(cells: list[list[list[Line]]]) -> bool:
    """Whether a table only sets a letterhead or signatures side by side."""
    if not cells or len(cells) > 8 or max(map(len, cells)) > 4:
        return False
    texts = [folded(line.text) for row in cells for cell in row for line in cell]
    if any(_NATION.search(text) for text in texts) or any(_MOTTO.search(text) for text in texts):
        return True
    first = [cell[0].text.strip() for row in cells[:2] for cell in row if cell]
    if any(_RECIPIENTS.match(text) for text in first):
        return True
    filled = [cell for row in cells for cell in row if cell]
    signs = sum(
        bool(_SIGNED_FOR.match(cell[0].text.strip()) or (_OFFICES.match(folded(cell[0].text)) and cell[0].text.isupper()))
        for cell in filled
    )
    return signs > 0 and signs == len(filled) and len(cells) <= 3 and all(len(cell) >= 2 for cell in filled[:1])


@dataclass(slots=True)
class _Head:
    """A letterhead as found: lines of the left side, what the rest says, and where the paper goes on."""

    left: list[Line] = field(default_factory=list)
    number: str | None = None
    place: str | None = None
    day: date | None = None
    regarding: list[str] = field(default_factory=list)
    secret: str | None = None
    urgent: str | None = None
    drafted: bool = False
    nation: bool = False
    end: int = 0


def _split(line: Line) -> list[Line]:
    """The side-by-side pieces of a line set with tabs or blanks."""
    parts = [part.strip() for part in re.split(r"\t+|\s{3,}|\n", line.text.strip()) if part.strip()]
    return [Line(part, line.centred, line.bold, line.heading, line.size) for part in parts]


def _head(lines: list[Line]) -> _Head | None:
    head = _Head()
    for at, line in enumerate(lines[:_HEAD_LINES]):
        if line.columns:
            if at > 12 or not _columns_in_head(line):
                break
            _side_by_side(line, head)
            head.end = at + 1
            continue
        pieces = _split(line)
        if (_type_of(line.text) and (head.nation or head.number)) or _TO.match(line.text.strip()):
            head.end = at
            break
        if not all(_take(piece, head, side) for side, piece in enumerate(pieces, line.side if len(pieces) == 1 else 0)):
            head.end = at
            break
        head.end = at + 1
    official = (head.nation and (head.number or head.day or head.left)) or bool(head.number and head.day)
    return head if official else None


def _columns_in_head(line: Line) -> bool:
    texts = [folded(one.text) for row in line.columns for cell in row for one in cell]
    return any(_NATION.search(text) or _MOTTO.search(text) or text.startswith("so:") for text in texts)


def _side_by_side(line: Line, head: _Head) -> None:
    for row in line.columns:
        for side, cell in enumerate(row):
            open_regarding = False
            for one in cell:
                for piece in one.text.split("\n"):
                    text = piece.strip()
                    if not text:
                        continue
                    if open_regarding and not _DATED.match(text) and not _RULE.match(text):
                        head.regarding.append(text)
                        continue
                    _take(Line(text, one.centred, one.bold), head, side)
                    open_regarding = bool(_REGARDING.match(text))


def _take(line: Line, head: _Head, side: int) -> bool:
    """Put one piece of the letterhead where it belongs; False when it is no piece of one."""
    text = line.text.strip()
    plain = folded(text)
    if _RULE.match(text) or _MOTTO.search(plain):
        return True
    if _NATION.search(plain):
        head.nation = True
        rest = re.sub(r"(?i)\s*C[ỘÔO]NG\s+H[ÒOÀ]+[AÀ]*\s+X[ÃA]\s+H[ỘÔO]I\s+CH[ỦU]\s+NGH[ĨI]A\s+VI[ỆE]T\s+NAM\s*", "", text)
        if rest and rest != text:
            head.left.append(Line(rest, bold=line.bold))
        return True
    if found := _DATED.match(text):
        head.place = re.sub(r"^[*\s]+", "", found["place"]).strip()
        head.day = _day(found["day"], found["month"], found["year"])
        return True
    if (found := _NUMBER.match(text)) and re.search(r"[/\d]", found["number"]):
        head.number = re.sub(r"\s+", "", found["number"]).strip(".,;")
        return True
    if _NUMBER_ANY.match(text):
        head.number = re.sub(r"\s+", "", text)
        return True
    if _REGARDING.match(text) and head.number:
        head.regarding.append(text)
        return True
    if _SECRET.match(plain) and text.isupper():
        head.secret = text
        return True
    if _URGENT.match(plain) and text.isupper():
        head.urgent = text
        return True
    if _DRAFTED.match(plain):
        head.drafted = True
        return True
    if side == 0 and _is_body_name(text, plain, head):
        head.left.append(line)
        return True
    if head.regarding and side == 0 and len(text) < 90 and not _PART.match(text) and not line.centred:
        head.regarding.append(text)
        return True
    return False


def _is_body_name(text: str, plain: str, head: _Head) -> bool:
    if len(text) > 90 or head.number or _type_of(text):
        return False
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters) > len(letters) * 0.8 if letters else False
    return capitals or (
        bool(_BODY_START.match(plain)) and len(text) < 60 and text[:1].isupper() and not text.endswith((".", ";", ":"))
    )


def _day(day: str, month: str, year: str) -> date | None:
    digits = [re.sub(r"\D", "", part) for part in (year, month, day)]
    try:
        return date(*map(int, digits))
    except ValueError:
        return None


def _type_of(text: str) -> tuple[str, str] | None:
    """The type a line names, and what follows it on the line; only for a line that is a type or starts with one in capitals."""
    bare = text.strip().strip("*").strip()
    plain = folded(bare)
    for name, label in _FOLDED_TYPES:
        if not plain.startswith(name):
            continue
        rest = bare[len(name) :]
        if (rest and rest[0].isalpha()) or not bare[: len(name)].isupper():
            continue
        if len(rest.strip()) and name == "don" and not rest.lstrip().isupper():
            continue
        return label, rest.strip(" \t\n:-–")
    return None


def _official(draft: Draft, head: _Head, lines: list[Line]) -> list[Line]:
    superior, issuer = _bodies(head.left)
    meta = draft.meta
    rest = lines[head.end :]
    rest = _subject(draft, head, rest)
    rest = _addressees(meta, rest)
    rest = _tail(meta, rest)
    for name, value in (("superior", superior), ("issuer", issuer), ("number", head.number), ("place", head.place),
                        ("date", head.day.isoformat() if head.day else None), ("confidentiality", head.secret),
                        ("urgency", head.urgent), ("draft", "1" if head.drafted else None)):  # fmt: skip
        if value:
            meta[name] = value
    if "addressees" in meta:
        meta.setdefault("recipients", meta["addressees"])
    if head.day and not draft.published:
        draft.published = head.day.isoformat()
    return rest


def _bodies(left: list[Line]) -> tuple[str | None, str | None]:
    """The superior body and the issuing one from the left side of a letterhead."""
    if not left:
        return None, None
    bold = [line.bold for line in left]
    if any(bold) and not all(bold) and bold[-1]:
        cut = bold.index(True)
        return _one(left[:cut]), _one(left[cut:])
    starts = [at for at, line in enumerate(left) if at == 0 or _BODY_START.match(folded(line.text))]
    starts = [
        at for at in starts if at == 0 or folded(left[at - 1].text) not in ("uy ban", "ban chap hanh", "ban thuong truc")
    ]
    cut = starts[-1]
    return (_one(left[:cut]) if cut else None), _one(left[cut:])


def _one(lines: list[Line]) -> str | None:
    return " ".join(" ".join(line.text.split()) for line in lines) or None


def _subject(draft: Draft, head: _Head, rest: list[Line]) -> list[Line]:
    """Take type and subject off the start of the paper; the subject is the title."""
    at = next((n for n, line in enumerate(rest[:6]) if not line.columns and _type_of(line.text)), None)
    subject: list[str] = []
    if at is not None and not any(len(line.text) > 200 for line in rest[:at]):
        found = _type_of(rest[at].text)
        assert found is not None
        draft.meta["type"] = found[0].capitalize()
        subject = [found[1]] if found[1] else []
        marks = rest[:at]
        rest = [line for line in marks if not _mark(line, head)] + rest[at + 1 :] if marks else rest[at + 1 :]
        while rest and not rest[0].columns and _goes_on(rest[0], subject):
            subject.append(rest.pop(0).text)
        while rest and _RULE.match(rest[0].text) and not rest[0].columns:
            rest = rest[1:]
    if not subject and head.regarding:
        subject = [_REGARDING.sub("", " ".join(head.regarding))]
        draft.meta.setdefault("type", "Công văn")
    title = " ".join(" ".join(subject).split()).strip(' “”"')
    if title:
        draft.title = draft.meta["subject"] = re.sub(r"^(?:V/v)[::]?\s*", "", title, flags=re.IGNORECASE)
    return rest


def _mark(line: Line, head: _Head) -> bool:
    plain = folded(line.text)
    if _SECRET.match(plain):
        head.secret = line.text.strip()
        return True
    if _URGENT.match(plain):
        head.urgent = line.text.strip()
        return True
    return bool(_RULE.match(line.text))


def _goes_on(line: Line, subject: list[str]) -> bool:
    """Whether a line below the type is (still) the subject."""
    text = line.text.strip()
    if _RULE.match(text) or _TO.match(text) or len(text) > 300 or len(subject) > 6:
        return False
    if not subject:
        return True
    if _PART.match(text) and not (line.bold and line.centred and not text[0].isdigit()):
        return False
    if text.endswith((".", ";", ":")) and not line.centred:
        return False
    if line.centred and (line.bold or len(text) < 120):
        return True
    return (text[0].islower() and len(text) < 120) or bool(
        re.match(r"^\((?:từ|kèm|ban hành|tính|trình|số liệu|báo cáo|dùng)", text, re.IGNORECASE)
    )


def _addressees(meta: dict[str, str], rest: list[Line]) -> list[Line]:
    """Take "Kính gửi" and the list under it off the start."""
    at = next((n for n, line in enumerate(rest[:3]) if not line.columns and _TO.match(line.text.strip())), None)
    if at is None:
        return rest
    first = _TO.sub("", rest[at].text.strip())
    to = [first] if first else []
    end = at + 1
    while (
        end < len(rest)
        and not rest[end].columns
        and (re.match(r"^\s*[-–+•]\s*\S", rest[end].text) or not to)
        and len(rest[end].text) < 160
    ):
        to.append(rest[end].text)
        end += 1
    meta["addressees"] = _listed(to)
    return rest[:at] + rest[end:]


def _listed(items: list[str]) -> str:
    clean = [
        re.sub(r"^[\s\-–+•*]+", "", " ".join(item.split())).strip(" ;.,") for part in items for item in part.split("\n")
    ]
    return "; ".join(item for item in clean if item)


def _tail(meta: dict[str, str], rest: list[Line]) -> list[Line]:
    """Take recipients and signature off wherever they stand; what follows them (annexes) stays."""
    out: list[Line] = []
    at = 0
    signing = False
    while at < len(rest):
        line = rest[at]
        text = line.text.strip()
        if line.columns:
            _signed_columns(meta, line, out)
            at += 1
            continue
        pieces = _split(line)
        if _RECIPIENTS.match(text):
            at = _recipients(meta, rest, at)
            signing = True
            continue
        near_end = at >= len(rest) - 14
        if (near_end or signing) and any(_opens_signature(piece.text) for piece in pieces[-1:]) and len(text) < 90:
            end = _signature(meta, rest, at)
            if end > at:
                at = end
                continue
        out.append(line)
        at += 1
    return out


def _recipients(meta: dict[str, str], rest: list[Line], at: int) -> int:
    """Read "Nơi nhận:" and its list; signature lines set beside it are read too. Gives where the paper goes on."""
    pieces = _split(rest[at])
    first = _RECIPIENTS.sub("", pieces[0].text)
    names = [first] if first else []
    beside = [piece.text for piece in pieces[1:]]
    at += 1
    while at < len(rest) and not rest[at].columns:
        parts = _split(rest[at])
        text = parts[0].text
        listed = re.match(r"^[-–+•]\s*\S", text) or re.match(r"(?i)^(?:như trên|lưu|như kính gửi|như điều)", text)
        if not listed or len(text) > 120:
            break
        names.append(text)
        beside += [part.text for part in parts[1:]]
        at += 1
    meta["recipients"] = _listed(names)
    if beside:
        _sign(meta, beside)
        while (
            at < len(rest)
            and not rest[at].columns
            and (_SIGN_NOTE.match(folded(rest[at].text)) or _PERSON.match(rest[at].text.strip()))
        ):
            _sign(meta, [rest[at].text])
            at += 1
    return at


def _opens_signature(text: str) -> bool:
    text = text.strip()
    return bool(_SIGNED_FOR.match(text) or (text.isupper() and _OFFICES.match(folded(text))))


def _signature(meta: dict[str, str], rest: list[Line], at: int) -> int:
    """Read a signature block that starts at `at`; gives where it ends, `at` itself when it is none."""
    block: list[str] = []
    end = at
    while end < len(rest) and end < at + 8 and not rest[end].columns:
        text = _split(rest[end])[-1].text if rest[end].text.strip() else ""
        plain = folded(text)
        if _opens_signature(text) or _SIGN_NOTE.match(plain):
            block.append(text)
        elif _PERSON.match(text):
            block.append(text)
            end += 1
            break
        elif text.isupper() and len(text) < 70 and block:
            block.append(text)
        else:
            break
        end += 1
    named = bool(block) and bool(
        (_PERSON.match(block[-1]) and not _opens_signature(block[-1])) or _SIGN_NOTE.match(folded(block[-1]))
    )
    if not named and end < len(rest):
        return at
    _sign(meta, block)
    return end


def _sign(meta: dict[str, str], block: list[str]) -> None:
    """Put the lines of a signature block into `signed_for`, `signer_title` and `signer`."""
    offices: list[str] = []
    for text in block:
        text = " ".join(text.split())
        if not text or _SIGN_NOTE.match(folded(text)) or _RULE.match(text):
            continue
        if not _opens_signature(text) and _PERSON.match(text) and ("signer_title" in meta or offices or not text.isupper()):
            meta["signer"] = f"{meta['signer']}; {text}" if meta.get("signer") not in (None, text) else text
        elif _SIGNED_FOR.match(text) and "signed_for" not in meta:
            meta["signed_for"] = text
        else:
            offices.append(text)
    if offices:
        title = " ".join(offices)
        meta["signer_title"] = f"{meta['signer_title']} {title}" if "signer_title" in meta else title


def _signed_columns(meta: dict[str, str], line: Line, out: list[Line]) -> None:
    """Recipients and signatures set side by side in a table."""
    for side in range(max(map(len, line.columns))):
        block = [
            piece
            for row in line.columns
            if side < len(row)
            for one in row[side]
            for piece in one.text.split("\n")
            if piece.strip()
        ]
        if not block:
            continue
        if _RECIPIENTS.match(block[0].strip()):
            meta["recipients"] = _listed([_RECIPIENTS.sub("", block[0].strip()), *block[1:]])
        elif any(_opens_signature(text) or _PERSON.match(text.strip()) or _DATED.match(text.strip()) for text in block):
            _sign(meta, [text for text in block if not _DATED.match(text.strip())])
        else:
            out.extend(Line(text) for text in block)


def _flat(lines: list[Line]) -> list[Line]:
    """Lines with side-by-side tables laid out one after the other."""
    out: list[Line] = []
    for line in lines:
        out.extend((one for row in line.columns for cell in row for one in cell) if line.columns else (line,))
    return [line for line in out if line.text.strip()]


def _titled(draft: Draft, lines: list[Line]) -> list[Line]:
    """Take the title off the start of a paper without letterhead: a styled, set-off or short first line."""
    if draft.title or len(lines) < 2:
        return [line for line in lines if line.text.strip() != draft.title] if draft.title else lines
    first, second = lines[0], lines[1]
    text = " ".join(first.text.split())
    if first.heading is None and not _set_off(first, second, text):
        return lines
    title = [text]
    rest = lines[1:]
    while len(rest) > 1 and _same_title(first, rest[0]) and len(title) < 4:
        title.append(" ".join(rest[0].text.split()))
        rest = rest[1:]
    draft.title = " ".join(title)
    return rest


def _same_title(first: Line, line: Line) -> bool:
    """Whether a second line belongs to the same title: both centred, both bold or in capitals."""
    both_caps = first.text.isupper() and line.text.isupper()
    return (
        first.centred
        and line.centred
        and first.heading is None
        and ((first.bold and line.bold) or both_caps)
        and first.size == line.size
    )


def _set_off(first: Line, second: Line, text: str) -> bool:
    if len(text) > 220 or (text.endswith((".", ";", ",", ":", "!")) and not (first.centred or first.bold)):
        return False
    if (
        _BYLINE.match(text)
        or re.match(r"(?i)^(kính gửi|kính chào|chào|dạ|thưa|em |anh |chị |a |c )", text)
        or re.match(r"^[-–+•*]\s", text)
    ):
        return False
    if first.centred or first.bold or text.isupper() or (first.size or 0) > (second.size or 0):
        return True
    return len(text) <= 160 and len(text.split()) >= 2 and len(second.text) > len(text) * 0.6


def _bylined(draft: Draft, lines: list[Line]) -> list[Line]:
    """Take a byline ("Tin và ảnh: …") off the end; it names the author."""
    for at in range(len(lines) - 1, max(len(lines) - 4, -1), -1):
        found = _BYLINE.match(lines[at].text.strip())
        if found and len(lines) > 1 and len(found["name"].split()) <= 8:
            draft.author = draft.author or found["name"].strip()
            return lines[:at] + lines[at + 1 :]
    return lines
