"""Consents: given, and pulled back everywhere at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, select, update

from content_store import tables as t
from content_store.answers import Withdrawal
from content_store.base import Act, Base, note
from content_store.rows import day_text, from_json, to_json, word
from content_store.rundowns import next_version, put_rundown, read_rundown
from content_store.stories import consents_for, move_story, read_story
from newsroom.consent import Consent, covers
from newsroom.errors import NotFound
from newsroom.rundown import without_story
from newsroom.story import Story
from newsroom.workflow import MOVES, Role, State

REASON = "rút lại sự đồng ý"


class Consents(Base):
    """The consents of people in stories."""

    def give_consent(self, consent: Consent, who: str, role: str, at: datetime) -> Consent:
        """Keep a consent; the same id replaces, as when a scan is added later."""
        with self._write() as connection:
            _put(connection, self, consent)
            note(
                connection,
                "consent",
                consent.id,
                "give",
                Act(who, role, at, consent.how),
                None,
                consent.given_on.isoformat(),
            )
        return consent

    def consent(self, consent: str) -> Consent:
        """A consent by its id; raises NotFound."""
        with self._read() as connection:
            return _read(connection, consent)

    def consents(self, story: str | None = None, subject: str | None = None) -> tuple[Consent, ...]:
        """Consents that may serve a story (of the people it needs), or of one person, or all."""
        table = t.consents
        with self._read() as connection:
            if story is not None:
                return consents_for(connection, read_story(connection, story))
            query = select(table.c.data).order_by(table.c.id)
            query = query if subject is None else query.where(table.c.subject == word(subject))
            return tuple(from_json(Consent, data) for data in connection.scalars(query))

    def withdraw_consent(self, consent: str, on: date, who: str, role: str, why: str, at: datetime) -> Withdrawal:
        """Pull a consent back from `on`, and with it, in one transaction, all that rests on it.

        Stories that need the person and have no other consent are taken down (Gỡ); rundowns from that day on get a new
        version with a visible hole; packages of rundowns that held them are marked. What already went out is listed.
        """
        act = Act(who, role, at, why or REASON)
        with self._write() as connection:
            current = _read(connection, consent)
            if current.withdrawn_on is None or on < current.withdrawn_on:
                current = replace(current, withdrawn_on=on)
                _put(connection, self, current)
                note(connection, "consent", consent, "withdraw", act, None, on.isoformat())
            bare = _without_cover(connection, current, on)
            withdrawn: list[str] = []
            touched: list[str] = []
            for story in bare:
                moved = self._take_down(connection, story, act)
                (withdrawn if moved else touched).append(story.id)
            rundowns, aired = _empty_rundowns(connection, [one.id for one in bare], on, act)
            packages = _mark_packages(connection, [one.id for one in bare], act.why)
        return Withdrawal(consent, tuple(withdrawn), tuple(touched), tuple(rundowns), tuple(aired), tuple(packages))

    def _take_down(self, connection: Connection, story: Story, act: Act) -> bool:
        before = State(story.state)
        allowed = MOVES.get((before, State.WITHDRAWN), frozenset())
        if not allowed:
            return False
        role = Role(act.role) if Role(act.role) in allowed else Role.MACHINE
        move_story(connection, self.dialect, story, State.WITHDRAWN, replace(act, role=role))
        return True


def stories_needing(connection: Connection, consent: Consent) -> list[Story]:
    """Stories that need this person's consent and that this consent may serve."""
    table = t.stories
    query = select(table.c.data).join(t.subjects, t.subjects.c.story == table.c.id)
    query = query.where(t.subjects.c.subject == word(consent.subject)).order_by(table.c.n)
    query = query if consent.story is None else query.where(table.c.id == consent.story)
    return [from_json(Story, data) for data in connection.scalars(query)]


def _without_cover(connection: Connection, consent: Consent, day: date) -> list[Story]:
    found = []
    for story in stories_needing(connection, consent):
        given = consents_for(connection, story)
        needs = [need for need in story.consent_needs if need.subject == consent.subject]
        if not all(covers(given, need, day) for need in needs):
            found.append(story)
    return found


def _empty_rundowns(
    connection: Connection, stories: list[str], on: date, act: Act
) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """New versions with holes of rundowns to come; those of earlier days as they went out."""
    heads, uses = t.rundowns, t.uses
    query = select(heads.c.id, heads.c.version, heads.c.day, uses.c.story).join(
        uses, (uses.c.rundown == heads.c.id) & (uses.c.version == heads.c.version)
    )
    rows = connection.execute(query.where(uses.c.story.in_(stories)).order_by(heads.c.day, heads.c.id)).all()
    aired = list(dict.fromkeys((row.id, row.version) for row in rows if row.day < on.isoformat()))
    emptied = []
    for rundown in dict.fromkeys(row.id for row in rows if row.day >= on.isoformat()):
        current = read_rundown(connection, rundown)
        changed = current
        for story in stories:
            changed = without_story(changed, story, "consent_withdrawn")
        fresh = next_version(current, changed)
        put_rundown(connection, fresh, act)
        emptied.append((rundown, fresh.version))
    return emptied, aired


def _mark_packages(connection: Connection, stories: list[str], why: str) -> list[str]:
    table, uses = t.packages, t.uses
    query = select(table.c.id).join(uses, (uses.c.rundown == table.c.rundown) & (uses.c.version == table.c.version))
    found = list(dict.fromkeys(connection.scalars(query.where(uses.c.story.in_(stories)).order_by(table.c.n))))
    connection.execute(update(table).where(table.c.id.in_(found), table.c.withdrawn.is_(None)).values(withdrawn=why))
    return found


def _read(connection: Connection, consent: str) -> Consent:
    data = connection.scalar(select(t.consents.c.data).where(t.consents.c.id == consent))
    if data is None:
        raise NotFound("consent", consent)
    return from_json(Consent, data)


def _put(connection: Connection, store: Base, consent: Consent) -> None:
    row = {"id": consent.id, "subject": word(consent.subject), "story": consent.story}
    row |= {"withdrawn_on": day_text(consent.withdrawn_on), "data": to_json(consent)}
    store._put(connection, t.consents, [row])
