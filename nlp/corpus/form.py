"""The corpus file form: parse it into gold in the shape of `nhipcau read`, and check it.

The form is described in README.md beside this file. Offsets are character offsets into NFC(title + "\\n" + text).
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CLASSES = ("model", "donor", "hardship", "figures", "event", "rural_urban", "other")
SENDERS = ("press", "front", "red_cross", "zalo", "official", "business", "other")
HOUSEHOLD_KINDS = ("poor", "near_poor", "escaped", "hardship", "other")
ROLES = ("official", "donor", "beneficiary", "model_owner", "other")
PRIVATE_KINDS = ("phone", "bank_account", "national_id", "address", "minor_name", "health")
_HEAD = re.compile(r"^###\s*(.+)$")
_MARK_OPEN = re.compile(r"\{([mhlopdxtg])(?: ([^|{}]*))?\|")
_ISO = re.compile(r"^\d{4}-\d{2}(-\d{2})?$")
_MONEY = re.compile(r"^(\d+)(?:-(\d+))?$|^([A-Z]{3}) ([\d.]+)$")


class FormError(ValueError):
    """A corpus item that does not follow the form; says where."""


@dataclass(slots=True)
class Item:
    """One labelled report: `text` is NFC(title + newline + body); `marks` are (kind, value, start, end)."""

    id: str
    primary: str
    secondary: tuple[str, ...]
    sender: str
    published: str
    title: str
    body: str
    marks: list[tuple[str, str, int, int]] = field(default_factory=list)
    gifts: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text offsets count in."""
        return f"{self.title}\n{self.body}"

    def record(self) -> dict[str, str]:
        """The item as an input line of `nhipcau read`."""
        return {
            "id": self.id,
            "title": self.title,
            "text": self.body,
            "published": self.published,
            "sender_type": self.sender,
        }


def parse(source: str, name: str = "corpus") -> Iterator[Item]:
    """Give every item of one corpus file; raises FormError naming file and item."""
    blocks = re.split(r"(?m)^(?=### )", unicodedata.normalize("NFC", source))
    for block in blocks:
        if block.startswith("### "):
            try:
                yield _item(block.rstrip("\n"))
            except FormError as error:
                raise FormError(f"{name}: {block.splitlines()[0]}: {error}") from None


def _item(block: str) -> Item:
    head, *lines = block.split("\n")
    parts = [part.strip() for part in head[3:].split("|")]
    if len(parts) != 5:
        raise FormError("head needs 5 fields: id | primary | secondary | sender | published")
    identity, primary, secondary, sender, published = parts
    if "---" not in lines:
        raise FormError("no --- line between title and body")
    cut = lines.index("---")
    title = "\n".join(line for line in lines[:cut] if not line.startswith("# ")).strip()
    body_lines = lines[cut + 1 :]
    gifts: dict[str, dict[str, str]] = {}
    while body_lines and (not body_lines[-1].strip() or re.match(r"@\w+ ", body_lines[-1])):
        line = body_lines.pop()
        if line.strip():
            number, values = _gift(line)
            gifts[number] = values
    marks: list[tuple[str, str, int, int]] = []
    plain_title = _unmark(title, 0, marks)
    body = _unmark("\n".join(body_lines).strip("\n"), len(plain_title) + 1, marks)
    seconds = tuple(part.strip() for part in secondary.split(",") if part.strip() not in ("", "-"))
    item = Item(identity, primary, seconds, sender, published, plain_title, body, marks, gifts)
    _check(item)
    return item


def _gift(line: str) -> tuple[str, dict[str, str]]:
    number, _, rest = line[1:].partition(" ")
    values = {}
    for part in rest.split("|"):
        key, _, value = part.strip().partition("=")
        values[key.strip()] = value.strip()
    return number, values


def _unmark(text: str, base: int, marks: list[tuple[str, str, int, int]]) -> str:
    plain: list[str] = []
    size = 0
    stack: list[tuple[str, str, int]] = []
    at = 0
    while at < len(text):
        opened = _MARK_OPEN.match(text, at)
        if opened:
            stack.append((opened[1], (opened[2] or "").strip(), size))
            at = opened.end()
        elif text[at] == "}":
            if not stack:
                raise FormError(f"stray }} after {''.join(plain)[-30:]!r}")
            kind, value, start = stack.pop()
            marks.append((kind, value, base + start, base + size))
            at += 1
        elif text[at] == "{":
            raise FormError(f"unknown mark {text[at : at + 25]!r}")
        else:
            plain.append(text[at])
            size += 1
            at += 1
    if stack:
        raise FormError(f"mark {stack[-1][0]} {stack[-1][1]!r} is never closed")
    return "".join(plain)


def _check(item: Item) -> None:
    for name in (item.primary, *item.secondary):
        if name not in CLASSES:
            raise FormError(f"unknown class {name!r}")
    if item.sender not in SENDERS:
        raise FormError(f"unknown sender {item.sender!r}")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", item.published):
        raise FormError(f"published {item.published!r} is not a day")
    seen = set()
    for kind, value, start, end in item.marks:
        surface = item.text[start:end]
        if not surface.strip() or surface != surface.strip():
            raise FormError(f"mark {kind} has an empty or padded surface {surface!r}")
        if not _VALUE[kind](value):
            raise FormError(f"mark {kind}: bad value {value!r} at {surface!r}")
        if kind == "g":
            seen.add(value)
    if seen != set(item.gifts):
        raise FormError(f"donations marked {sorted(seen)} but described {sorted(item.gifts)}")
    for number, gift in item.gifts.items():
        if set(gift) - {"donor", "vnd", "items", "to", "n", "derived"}:
            raise FormError(f"@{number}: unknown keys {sorted(gift)}")
        if gift.get("vnd") and not re.fullmatch(r"\d+(-\d+)?", gift["vnd"]):
            raise FormError(f"@{number}: vnd {gift['vnd']!r} is not a number")
        if gift.get("n") and not gift["n"].isdigit():
            raise FormError(f"@{number}: n {gift['n']!r} is not a number")


def _household(value: str) -> bool:
    kind, _, count = value.partition(" ")
    return kind in HOUSEHOLD_KINDS and count.strip().isdigit()


_VALUE: dict[str, Callable[[str], bool]] = {
    "m": lambda value: bool(_MONEY.match(value)),
    "h": _household,
    "l": lambda value: value.rstrip("? ").count("/") == 2,
    "o": lambda value: not value,
    "p": lambda value: value in ROLES,
    "d": lambda value: bool(_ISO.match(value)),
    "x": lambda value: value in PRIVATE_KINDS,
    "t": lambda value: bool(value),
    "g": lambda value: bool(value),
}


def gold(item: Item) -> dict[str, Any]:
    """The item's labels in the output shape of `nhipcau read` (without scores, why, summary and spoken)."""
    out: dict[str, Any] = {"id": item.id, "primary": item.primary, "secondary": list(item.secondary)}
    for key in ("money", "donations", "households", "places", "organisations", "persons", "dates", "pii", "typos"):
        out[key] = []
    for kind, value, start, end in sorted(item.marks, key=lambda mark: (mark[2], mark[3])):
        span: dict[str, Any] = {"surface": item.text[start:end], "start": start, "end": end}
        _ADD[kind](out, span, value, item)
    return out


def _add_money(out: dict[str, Any], span: dict[str, Any], value: str, _: Item) -> None:
    found = _MONEY.match(value)
    assert found
    if found[3]:
        span |= {"amount_vnd": None, "currency": found[3]}
    else:
        span["amount_vnd"] = int(found[1])
        if found[2]:
            span["amount_max_vnd"] = int(found[2])
    out["money"].append(span)


def _add_household(out: dict[str, Any], span: dict[str, Any], value: str, _: Item) -> None:
    kind, _sep, count = value.partition(" ")
    out["households"].append(span | {"kind": kind, "count": int(count)})


def _add_place(out: dict[str, Any], span: dict[str, Any], value: str, _: Item) -> None:
    levels = [None if part.strip() in ("-", "") else part.strip() for part in value.rstrip("? ").split("/")]
    names = dict(zip(("commune", "district", "province"), levels, strict=True))
    out["places"].append(span | names | {"ambiguous": value.rstrip().endswith("?")})


def _add_gift(out: dict[str, Any], span: dict[str, Any], value: str, item: Item) -> None:
    gift = item.gifts[value]
    goods = []
    for part in gift.get("items", "").split(";"):
        quantity = re.match(r"\s*([\d.,]+)\s+(.+)", part)
        if quantity:
            goods.append({"quantity": quantity[1], "what": quantity[2].strip()})
        elif part.strip():
            goods.append({"quantity": None, "what": part.strip()})
    low = gift.get("vnd", "").partition("-")[0]
    out["donations"].append(
        {key: span[key] for key in ("start", "end")}
        | {
            "donor": gift.get("donor", ""),
            "amount_vnd": int(low) if low else None,
            "items": goods,
            "recipients": gift.get("to") or None,
            "recipient_count": int(gift["n"]) if gift.get("n") else None,
            "derived": gift.get("derived") == "1",
        }
    )


_ADD: dict[str, Callable[[dict[str, Any], dict[str, Any], str, Item], None]] = {
    "m": _add_money,
    "h": _add_household,
    "l": _add_place,
    "g": _add_gift,
    "o": lambda out, span, value, item: out["organisations"].append(span),
    "p": lambda out, span, value, item: out["persons"].append(span | {"role": value}),
    "d": lambda out, span, value, item: out["dates"].append(span | {"iso": value}),
    "x": lambda out, span, value, item: out["pii"].append(span | {"kind": value}),
    "t": lambda out, span, value, item: out["typos"].append(span | {"suggestion": value}),
}


def load(paths: Iterable[Path]) -> list[Item]:
    """All items of the given files, in order; raises FormError on a bad item or an id used twice."""
    items: list[Item] = []
    seen: set[str] = set()
    for path in paths:
        for item in parse(path.read_text(encoding="utf-8"), path.name):
            if item.id in seen:
                raise FormError(f"{path.name}: id {item.id} is used twice")
            seen.add(item.id)
            items.append(item)
    return items


def part(name: str) -> list[Item]:
    """The items of `train` or `dev` that ship with the project."""
    folder = Path(__file__).parent / name
    return load(sorted(path for path in folder.glob("*.txt") if path.stem != "relabel"))


def main(arguments: list[str]) -> int:
    """`check FILE...` names every bad item; `gold FILE...` prints gold lines; `records FILE...` prints input lines."""
    verb, *names = arguments
    bad = count = 0
    for name in names:
        for block in re.split(r"(?m)^(?=### )", Path(name).read_text(encoding="utf-8")):
            if not block.startswith("### "):
                continue
            try:
                item = next(parse(block, name))
            except FormError as error:
                bad += 1
                print(error, file=sys.stderr)
                continue
            count += 1
            if verb != "check":
                print(json.dumps(gold(item) if verb == "gold" else item.record(), ensure_ascii=False))
    print(f"{count} items good, {bad} bad", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
