"""What the finders have found so far in one text, handed to the finders that lean on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsroom.facts import DateMention, Donation, Household, Money, PersonMention, PlaceMention, Private, Span, Typo
from nlp.goods import GoodsMention


@dataclass(frozen=True)
class Found:
    """Facts of one text, each tuple in order of offset."""

    money: tuple[Money, ...] = ()
    goods: tuple[GoodsMention, ...] = ()
    households: tuple[Household, ...] = ()
    dates: tuple[DateMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    organisations: tuple[Span, ...] = ()
    persons: tuple[PersonMention, ...] = ()
    donations: tuple[Donation, ...] = ()
    pii: tuple[Private, ...] = ()
    typos: tuple[Typo, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What the classifier says: `scores` over all classes, `why` the words that decided, `model` its version, `doubts` what to check."""

    primary: str = "other"
    scores: Mapping[str, float] = field(default_factory=dict)
    secondary: tuple[str, ...] = ()
    needs_human: bool = True
    why: tuple[Span, ...] = ()
    model: str = ""
    doubts: tuple[str, ...] = ()
