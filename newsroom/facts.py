"""What reading finds in a text: facts with their quote, the class with its scores and reasons.

Every `start`/`end` is a character offset into NFC(title + "\\n" + text); `surface` is that slice.
Field names are the public shape of `nhipcau read`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CLASSES = ("model", "donor", "hardship", "figures", "event", "rural_urban", "other")
HOUSEHOLD_KINDS = ("poor", "near_poor", "escaped", "hardship", "other")
PERSON_ROLES = ("official", "donor", "beneficiary", "model_owner", "other")
PRIVATE_KINDS = ("phone", "bank_account", "national_id", "address", "minor_name", "health")
SCOPES = ("handover", "campaign", "period")
LEVELS = ("hamlet", "commune", "district", "province", "nation")


@dataclass(frozen=True, slots=True)
class Span:
    """A quote: the words and where they stand."""

    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in đồng; a range has `amount_max_vnd`; a foreign sum has a currency, its `amount` and no đồng."""

    surface: str
    start: int
    end: int
    amount_vnd: int | None
    amount_max_vnd: int | None = None
    currency: str | None = None
    amount: float | None = None
    hedge: str | None = None
    scope: str | None = None
    level: str | None = None
    unit_price: bool = False


@dataclass(frozen=True, slots=True)
class Goods:
    """Things given: how many of what, counted in which unit ("phần", "kg", "căn")."""

    what: str
    quantity: float | None
    unit: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class SumCheck:
    """A checked sum: `quantity` × `unit_vnd` against the total the text says; `holds` allows for a hedge."""

    quantity: float
    unit_vnd: int
    product_vnd: int
    total_vnd: int | None
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Donation:
    """One gift: who gave what to whom; `donor` is empty when the text names none; `derived` marks a computed sum."""

    donor: str
    amount_vnd: int | None
    items: tuple[Goods, ...]
    recipients: str | None
    recipient_count: int | None
    start: int
    end: int
    derived: bool = False
    mobiliser: str | None = None
    scope: str | None = None
    sum_check: SumCheck | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """A number of households of a kind; `occasions` when the text counts lượt; `of` the kind's share in percent."""

    surface: str
    start: int
    end: int
    kind: str
    count: int
    hedge: str | None = None
    occasions: bool = False
    scope: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A chain of places as written, the units it means, and the unit valid now; `ambiguous` when a person must decide."""

    surface: str
    start: int
    end: int
    commune: str | None
    district: str | None
    province: str | None
    today: str | None
    ambiguous: bool = False
    hamlet: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person's name without title, and the part they play."""

    surface: str
    start: int
    end: int
    role: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day (YYYY-MM-DD) or month (YYYY-MM); a span keeps its first day."""

    surface: str
    start: int
    end: int
    iso: str


@dataclass(frozen=True, slots=True)
class Private:
    """Words that may harm a private person if they get out."""

    surface: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Typo:
    """A probable typing error; never mended silently."""

    surface: str
    start: int
    end: int
    suggestion: str
    score: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """Length of the text read aloud: syllables, and milliseconds at 200 syllables a minute."""

    syllables: int
    ms: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one report."""

    id: str
    primary: str
    scores: Mapping[str, float]
    secondary: tuple[str, ...]
    needs_human: bool
    why: tuple[Span, ...]
    money: tuple[Money, ...]
    donations: tuple[Donation, ...]
    households: tuple[Household, ...]
    places: tuple[PlaceMention, ...]
    organisations: tuple[Span, ...]
    persons: tuple[PersonMention, ...]
    dates: tuple[DateMention, ...]
    pii: tuple[Private, ...]
    typos: tuple[Typo, ...]
    summary: tuple[Span, ...]
    spoken: Spoken
    doubts: tuple[str, ...] = ()
    model: str = ""
