"""Consents: who agreed to what use, until when, and the need for them.

Publication through mass media needs consent or a legal basis, silence is none; a child from 7 up and the
representative both sign (Luật 91/2025/QH15, Luật Trẻ em 2016, NĐ 56/2017 as reported in the field notes).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ConsentNeed:
    """A person in a story whose consent is needed; `signers` is 2 for a child of 7 or more and a representative."""

    subject: str
    reason: str
    signers: int = 1


@dataclass(frozen=True, slots=True)
class Consent:
    """A given consent: for whom, for which story (None: any), uses and channels, from and until when, on what paper."""

    id: str
    subject: str
    story: str | None
    signers: int
    channels: tuple[str, ...]
    given_on: date
    how: str
    until: date | None = None
    withdrawn_on: date | None = None
    file: str | None = None

    def valid_on(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return (
            self.given_on <= day
            and (self.until is None or day <= self.until)
            and (self.withdrawn_on is None or day < self.withdrawn_on)
        )


CHANNELS = {"radio": "Phát thanh", "tv": "Truyền hình", "web": "Trang tin, mạng xã hội", "loudspeaker": "Loa truyền thanh"}
"""Known channels and their labels; a consent names those it is for."""


def covers(consents: tuple[Consent, ...], need: ConsentNeed, day: date, channel: str | None = None) -> bool:
    """Whether some consent valid on `day` meets the need, on `channel` when one is asked for: silence is no consent."""
    return any(
        consent.subject == need.subject
        and consent.signers >= need.signers
        and consent.valid_on(day)
        and (channel is None or channel in consent.channels)
        for consent in consents
    )
