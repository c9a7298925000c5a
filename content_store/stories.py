"""Stories: versions, the audit of every move, and no edit that overwrites another in silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, literal, select, update

from content_store import search
from content_store import tables as t
from content_store.answers import Kept
from content_store.base import Act, Base, note
from content_store.corrections import keep_corrections
from content_store.rows import chunks, day_text, first, from_json, mark, moment, to_json, word
from newsroom.consent import Consent
from newsroom.correction import corrections_between
from newsroom.errors import EditConflict, NotFound
from newsroom.moment import day_of
from newsroom.story import Story
from newsroom.workflow import Gate, Move, Role, State, check_move, edited, gates, moved

EDITED = "sửa nội dung"
SOURCE_CHANGED = "source_changed"
"""Flag of a story whose report or reading changed after an editor had touched it."""


class Stories(Base):
    """The stories, one in force and all its earlier versions."""

    def keep_stories(self, batch: Iterable[Story], at: datetime, who: str = "machine") -> tuple[Kept, ...]:
        """Keep what the machine read; keeping it again changes nothing.

        A story nobody touched is replaced by a newer reading (a new version); an editor's work is never replaced: it
        stands and gets the flag SOURCE_CHANGED once.
        """
        kept: list[Kept] = []
        with self._write() as connection:
            for some in chunks(batch):
                kept += self._keep_some(connection, list({one.id: one for one in some}.values()), at, who)
        return tuple(kept)

    def _keep_some(self, connection: Connection, batch: Sequence[Story], at: datetime, who: str) -> list[Kept]:
        table = t.stories
        query = select(table.c.n, table.c.id, table.c.version, table.c.given, table.c.role, table.c.data)
        known = {row.id: row for row in connection.execute(query.where(table.c.id.in_([one.id for one in batch])))}
        kept: list[Kept] = []
        new: list[tuple[dict[str, Any], Story]] = []
        for story in batch:
            text = to_json(story)
            row = known.get(story.id)
            if row is None:
                new.append((_row(story, text, mark(text), Act(who, Role.MACHINE, at)), story))
                kept.append(Kept(story.id, "new", story.version))
            else:
                kept.append(self._keep_again(connection, story, mark(text), row, at, who))
        self._add(connection, new)
        return kept

    def _keep_again(self, connection: Connection, story: Story, given: str, row: Any, at: datetime, who: str) -> Kept:
        if row.given == given:
            return Kept(story.id, "same", row.version)
        current = from_json(Story, row.data)
        touched = _touched(connection, story.id, row.role)
        newer = (
            replace(current, flags=tuple(dict.fromkeys((*current.flags, SOURCE_CHANGED))))
            if touched
            else replace(story, state=current.state)
        )
        newer = replace(newer, version=row.version + 1)
        put_story(connection, self.dialect, current, newer, Act(who, Role.MACHINE, at, "nguồn đổi"), given)
        return Kept(story.id, "kept" if touched else "updated", newer.version)

    def _add(self, connection: Connection, new: list[tuple[dict[str, Any], Story]]) -> None:
        if not new:
            return
        connection.execute(t.stories.insert(), [row for row, _ in new])
        wanted = select(t.stories.c.id, t.stories.c.n).where(t.stories.c.id.in_([story.id for _, story in new]))
        numbers = {row.id: row.n for row in connection.execute(wanted)}
        search.add(connection, self.dialect, [(numbers[story.id], story) for _, story in new])
        needs = [(story.id, need.subject) for _, story in new for need in story.consent_needs]
        _put_subjects(connection, needs)

    def story(self, story: str, version: int | None = None) -> Story:
        """A story in its version in force or an earlier one; raises NotFound."""
        with self._read() as connection:
            return read_story(connection, story, version)

    def stories_of(self, ids: Iterable[str]) -> tuple[Story, ...]:
        """The stories with these ids, in that order; unknown ids are left out."""
        wanted = list(ids)
        found: dict[str, Story] = {}
        with self._read() as connection:
            for some in chunks(wanted):
                query = select(t.stories.c.id, t.stories.c.data).where(t.stories.c.id.in_(some))
                found |= {row.id: from_json(Story, row.data) for row in connection.execute(query)}
        return tuple(found[one] for one in wanted if one in found)

    def story_versions(self, story: str) -> tuple[tuple[int, str, str, datetime, str], ...]:
        """(version, who, role, when, why) of every version, oldest first; raises NotFound."""
        old, now = t.story_versions, t.stories
        names = ("version", "by", "role", "at", "why")
        with self._read() as connection:
            rows = list(connection.execute(select(*(old.c[name] for name in names)).where(old.c.story == story)))
            rows += connection.execute(select(*(now.c[name] for name in names)).where(now.c.id == story))
        if not rows:
            raise NotFound("story", story)
        return tuple((row.version, row.by, row.role, moment(row.at), row.why) for row in sorted(rows, key=first))

    def save_story(self, story: Story, who: str, role: str, at: datetime, why: str = "") -> Story:
        """Save an editor's change to the version they opened (`story.version`); gives the new version.

        Raises EditConflict when someone saved first. The state is never set here: an edit of an approved or scheduled
        story drops its approval (newsroom.workflow.after_edit). What was changed of the machine's reading is kept as
        corrections for training.
        """
        with self._write() as connection:
            current = read_story(connection, story.id)
            if current.version != story.version:
                raise EditConflict("story", story.id, story.version, current.version)
            if replace(story, state=current.state, approved_by=current.approved_by) == current:
                return current
            newer = edited(current, story)
            if newer.state != current.state:
                fall = Act(who, role, at, why or EDITED)
                note(connection, "story", story.id, "move", fall, current.state, newer.state)
            act = Act(who, role, at, why)
            note(connection, "story", story.id, "edit", act, str(current.version), str(newer.version))
            put_story(connection, self.dialect, current, newer, act)
            keep_corrections(connection, self.dialect, corrections_between(current, newer, who, at))
        return newer

    def move(
        self,
        story: str,
        state: str,
        who: str,
        role: str,
        why: str,
        at: datetime,
        for_day: date | None = None,
        version: int | None = None,
    ) -> Story:
        """Move a story to a state and record who, in which role, when and why; gives the story as it now is.

        `version`: the version the person looked at; raises EditConflict when it changed since. Raises MoveRefused when
        the role may not, a reason is missing, or a gate is closed on `for_day`, the air day where it is known (else the
        station's day of `at`).
        """
        with self._write() as connection:
            current = read_story(connection, story)
            if version is not None and current.version != version:
                raise EditConflict("story", story, version, current.version)
            return move_story(connection, self.dialect, current, State(state), Act(who, Role(role), at, why), for_day)

    def gates(self, story: str, day: date) -> tuple[Gate, ...]:
        """What keeps a story from being approved for `day`."""
        with self._read() as connection:
            current = read_story(connection, story)
            return gates(current, consents_for(connection, current), day)

    def moves(self, story: str) -> tuple[Move, ...]:
        """Every move of a story, oldest first."""
        found = [entry for entry in self.history("story", story) if entry.action == "move"]
        return tuple(
            Move(story, State(one.before or ""), State(one.after or ""), one.who, Role(one.role), one.at, one.why)
            for one in found
        )


def read_story(connection: Connection, story: str, version: int | None = None) -> Story:
    """A story inside a transaction; raises NotFound."""
    table, old = t.stories, t.story_versions
    data = connection.scalar(select(table.c.data).where(table.c.id == story))
    if data is not None and (version is None or from_json(Story, data).version == version):
        return from_json(Story, data)
    if version is not None:
        data = connection.scalar(select(old.c.data).where(old.c.story == story, old.c.version == version))
        if data is not None:
            return from_json(Story, data)
    raise NotFound("story", story if version is None else f"{story} v{version}")


def move_story(
    connection: Connection, dialect: str, current: Story, after: State, act: Act, for_day: date | None = None
) -> Story:
    """Move a story inside a transaction, with every check; the log says so when a person acts in two roles."""
    consents = consents_for(connection, current)
    check_move(current, after, Role(act.role), act.why, consents, for_day or day_of(act.at))
    newer = moved(current, after, act.who)
    put_story(connection, dialect, current, newer, act)
    note(connection, "story", current.id, "move", act, current.state, after)
    c = t.audit.c
    mine = (c.kind == "story", c.record == current.id, c.action == "move", c.who == word(act.who))
    held = sorted(connection.scalars(select(c.role).where(*mine).distinct()))
    if len(held) > 1:
        note(connection, "story", current.id, "two_roles", replace(act, why=", ".join(held)))
    return newer


def consents_for(connection: Connection, story: Story) -> tuple[Consent, ...]:
    """Consents of the people a story needs, given for it or for any story."""
    subjects = {word(need.subject) for need in story.consent_needs}
    if not subjects:
        return ()
    table = t.consents
    own = table.c.story.is_(None) | (table.c.story == story.id)
    query = select(table.c.data).where(table.c.subject.in_(subjects), own).order_by(table.c.id)
    return tuple(from_json(Consent, data) for data in connection.scalars(query))


def put_story(
    connection: Connection, dialect: str, current: Story, newer: Story, act: Act, given: str | None = None
) -> None:
    """Put a new version in force and the old one aside; raises EditConflict when the old one is no longer in force."""
    table, old = t.stories, t.story_versions
    kept = ("version", "by", "role", "at", "why", "data")
    aside = select(literal(newer.id), *(table.c[name] for name in kept)).where(table.c.id == newer.id)
    connection.execute(insert(old).from_select(["story", *kept], aside))
    values = _row(newer, to_json(newer), given or "", act)
    if given is None:
        del values["given"]
    result = connection.execute(
        update(table).where(table.c.id == newer.id, table.c.version == current.version).values(**values)
    )
    if result.rowcount != 1:
        raise EditConflict("story", newer.id, current.version, "?")
    if search.words_of(current) != search.words_of(newer):
        n = connection.scalar(select(table.c.n).where(table.c.id == newer.id))
        search.replace_words(connection, dialect, int(n or 0), current, newer)
    if current.consent_needs != newer.consent_needs:
        connection.execute(t.subjects.delete().where(t.subjects.c.story == newer.id))
        _put_subjects(connection, [(newer.id, need.subject) for need in newer.consent_needs])


def _touched(connection: Connection, story: str, role: str) -> bool:
    """Whether a person ever changed the story."""
    if role != Role.MACHINE:
        return True
    old = t.story_versions
    query = select(old.c.version).where(old.c.story == story, old.c.role != Role.MACHINE).limit(1)
    return connection.scalar(query) is not None


def _put_subjects(connection: Connection, needs: Iterable[tuple[str, str]]) -> None:
    rows = [{"story": story, "subject": word(subject)} for story, subject in dict.fromkeys(needs)]
    if rows:
        connection.execute(t.subjects.insert(), rows)


def _row(story: Story, text: str, given: str, act: Act) -> dict[str, Any]:
    return {
        "id": story.id,
        "version": story.version,
        "report": story.report,
        "parent": story.parent,
        "state": str(story.state),
        "primary": story.primary,
        "title": word(story.title),
        "sender_type": story.sender_type,
        "partner": word(story.partner),
        "commune": word(story.commune),
        "event_date": day_text(story.event_date),
        "received_on": day_text(story.received_on),
        "embargo_until": day_text(story.embargo_until),
        "editor": word(story.editor),
        "needs_human": story.reading.needs_human,
        "given": given,
        "data": text,
        **act.row(),
    }
