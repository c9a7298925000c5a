"""A draft of the lead-in (lời dẫn) put together from facts as the text writes them, and the check that nothing is invented.

The same check stands before any other draft, a language model's too: numbers, names and places must occur in the source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsroom.facts import Span
from nlp.fold import one_placement
from nlp.found import Found, Verdict
from nlp.source import Source

_NUMBER = re.compile(r"\d+(?:[.,/:-]\d+)*%?")
_CAPITALS = "".join(letter for letter in map(chr, range(0x41, 0x1EFA)) if letter.isupper())
_NAME = re.compile(rf"[^\W\d_]*[{_CAPITALS}][^\W\d_]*(?:\s+[{_CAPITALS}][^\W\d_]*)*")
_COUNTED = re.compile(
    r"(?<!\w)(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|ngàn|triệu|tỷ)(?=\s+(?:hộ|căn|phần|suất|người|triệu|tỷ|đồng|nghìn|ngàn|trăm|mươi))"
)
_ENDS = re.compile(r"[.!?:…]\s*[\"“]?$")


@dataclass(frozen=True, slots=True)
class LeadIn:
    """A draft and the quotes its figures, names and places come from; `by` says who proposed it."""

    text: str
    quotes: tuple[Span, ...]
    by: str = "Máy gợi ý"


def draft(source: Source, found: Found, verdict: Verdict) -> LeadIn | None:
    """A lead-in of one or two sentences for the class of the story; None when the facts for it are not there."""
    pieces = _PATTERNS[verdict.primary](source, found) if verdict.primary in _PATTERNS else None
    if not pieces:
        return None
    text = "".join(piece if isinstance(piece, str) else piece.surface for piece in pieces)
    text = re.sub(r"\s+", " ", text).strip()
    text = text[0].upper() + text[1:]
    if unsupported(text, source):
        return None
    return LeadIn(text, tuple(piece for piece in pieces if isinstance(piece, Span)))


def unsupported(text: str, source: Source) -> tuple[str, ...]:
    """Numbers, counting words and capitalised names of `text` that do not occur in the source; empty when all do."""
    known = one_placement(source.text)
    known_lower = known.lower()
    numbers = set(_NUMBER.findall(known))
    missing = [number for number in _NUMBER.findall(text) if number not in numbers]
    wanted = one_placement(text)
    missing += [word[0] for word in _COUNTED.finditer(wanted.lower()) if word[0] not in known_lower]
    for name in _NAME.finditer(wanted):
        opens = name.start() == 0 or _ENDS.search(wanted[: name.start()])
        said = name[0] if not opens else name[0][0].lower() + name[0][1:]
        if not _occurs(name[0], known) and not (opens and (" " not in said or _occurs(said.partition(" ")[2], known))):
            missing.append(name[0])
    return tuple(missing)


def _occurs(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _span(source: Source, start: int, end: int) -> Span:
    return Span(source.text[start:end], start, end)


def _place(source: Source, found: Found) -> Span | None:
    """The first place written with its unit word ("xã Định Hòa, huyện Gò Quao"), private homes left out."""
    homes = [(one.start, one.end) for one in found.pii if one.kind == "address"]
    for place in found.places:
        private = any(start <= place.start < end for start, end in homes)
        if place.commune and place.surface[0].islower() and not private:
            return _span(source, place.start, place.end)
    return None


def _at(source: Source, found: Found, lead: str = " tại ") -> tuple[str | Span, ...]:
    place = _place(source, found)
    return (lead, place) if place else ()


def _donor(source: Source, found: Found) -> tuple[str | Span, ...] | None:
    for gift in found.donations:
        begin = source.text.find(gift.donor, max(0, gift.start - 300)) if gift.donor else -1
        money = next((sum_ for sum_ in found.money if gift.start <= sum_.start and sum_.end <= gift.end), None)
        if begin < 0 or money is None or money.amount_vnd != gift.amount_vnd:
            continue
        name = _span(source, begin, begin + len(gift.donor))
        hedge = f"{money.hedge} " if money.hedge else ""
        return (name, f" vừa góp một tấm lòng {hedge}", _span(source, money.start, money.end), *_at(source, found), ".")
    return None


def _hardship(source: Source, found: Found) -> tuple[str | Span, ...] | None:
    """No name and no home: consent to name a person in need is not the machine's to give."""
    place = _place(source, found)
    return ("Một hoàn cảnh khó khăn", *_at(source, found), " đang cần được sẻ chia.") if place else None


def _figures(source: Source, found: Found) -> tuple[str | Span, ...] | None:
    if not found.households:
        return None
    first = found.households[0]
    hedge = f"{first.hedge} " if first.hedge else ""
    return ("Con số đáng chú ý", *_at(source, found), f": {hedge}", _span(source, first.start, first.end), ".")


def _model(source: Source, found: Found) -> tuple[str | Span, ...] | None:
    owner = next((one for one in found.persons if one.role == "model_owner" and " " in one.surface), None)
    place = _place(source, found)
    if owner:
        title = f"{owner.title} " if owner.title else ""
        return (
            f"Cách làm của {title}",
            _span(source, owner.start, owner.end),
            *_at(source, found, " ở "),
            " là điều nhiều nơi có thể tham khảo.",
        )
    return ("Một cách làm hay", *_at(source, found, " ở "), " mà nhiều nơi có thể tham khảo.") if place else None


def _event(source: Source, found: Found) -> tuple[str | Span, ...] | None:
    body = next(iter(found.organisations), None)
    return (
        (_span(source, body.start, body.end), " vừa có hoạt động hướng về cơ sở", *_at(source, found), ".") if body else None
    )


def _rural(source: Source, found: Found) -> tuple[str | Span, ...] | None:
    place = _place(source, found)
    return ("Diện mạo mới", *_at(source, found, " ở "), ".") if place else None


_PATTERNS = {
    "donor": _donor,
    "hardship": _hardship,
    "figures": _figures,
    "model": _model,
    "event": _event,
    "rural_urban": _rural,
}
