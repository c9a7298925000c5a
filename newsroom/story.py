"""A story: one report read, on its way to the air."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from newsroom.consent import ConsentNeed
from newsroom.facts import Reading


@dataclass(frozen=True, slots=True)
class Appeal:
    """The legal ground of an appeal for help: basis code, receiving body, registered account, days open."""

    basis: str
    receiver: str
    account: str
    opens: date
    closes: date

    def valid_on(self, day: date) -> bool:
        """Whether the appeal may run on `day`."""
        return bool(self.basis and self.receiver and self.account) and self.opens <= day <= self.closes


@dataclass(frozen=True, slots=True)
class Story:
    """A report with its reading and an editor's decisions about it.

    `text` is NFC(title + newline + body), never altered; `script` is the radio text an editor wrote (None until then);
    `state` is a workflow state; `primary` the class in force (the machine's until a person changes it).
    `alike` are stories of the same event from other senders; `open_conflicts` name facts they disagree on.
    """

    id: str
    report: str
    title: str
    text: str
    reading: Reading
    primary: str
    state: str
    version: int = 1
    sender_type: str = "other"
    partner: str | None = None
    event_date: date | None = None
    commune: str | None = None
    received_on: date | None = None
    script: str | None = None
    sound: str | None = None
    sound_ms: int | None = None
    presenter: str | None = None
    embargo_until: date | None = None
    consent_needs: tuple[ConsentNeed, ...] = ()
    appeals: bool = False
    appeal: Appeal | None = None
    open_conflicts: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    editor: str | None = None
    approved_by: str | None = None
    parent: str | None = None
