"""Rundowns in versions; a locked version never changes. Packages made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from content_store import tables as t
from content_store.base import Act, Base, note
from content_store.rows import day_text, from_json, instant, mark, moment, to_json, word
from content_store.stories import consents_for
from newsroom.errors import EditConflict, NotFound, RundownBlocked
from newsroom.package import Package
from newsroom.rundown import Rundown, SignOff
from newsroom.story import Story
from newsroom.workflow import rundown_gates


class Rundowns(Base):
    """The rundowns and packages."""

    def save_rundown(self, rundown: Rundown, who: str, role: str, at: datetime, why: str = "") -> Rundown:
        """Save a rundown over the version it was made from (`rundown.version`); gives it with its id and new version.

        Saving what is there already changes nothing. Raises EditConflict when someone saved first. A change of a locked
        version makes the next, unlocked and unsigned.
        """
        rundown = replace(rundown, id=rundown.id or id_of(rundown))
        with self._write() as connection:
            current = _newest(connection, str(rundown.id))
            if current is None:
                fresh = replace(rundown, version=1, locked_at=None)
            elif _same(current, rundown):
                return current
            elif current.version != rundown.version:
                raise EditConflict("rundown", str(rundown.id), rundown.version, current.version)
            else:
                fresh = next_version(current, rundown)
            put_rundown(connection, fresh, Act(who, role, at, why))
        return fresh

    def rundown(self, rundown: str, version: int | None = None) -> Rundown:
        """A rundown in its newest or a given version; raises NotFound."""
        with self._read() as connection:
            return read_rundown(connection, rundown, version)

    def rundowns(self, show: str | None = None, day: date | None = None, until: date | None = None) -> tuple[Rundown, ...]:
        """The newest version of every rundown of a show and day (or days `day` to `until`), by day, newest first."""
        heads, versions = t.rundowns, t.rundown_versions
        query = select(versions.c.data).join(
            heads, (heads.c.id == versions.c.rundown) & (heads.c.version == versions.c.version)
        )
        query = query if show is None else query.where(heads.c.show == word(show))
        if day is not None:
            query = query.where(heads.c.day.between(day_text(day), day_text(until or day)))
        with self._read() as connection:
            rows = connection.scalars(query.order_by(heads.c.day.desc(), heads.c.id))
            return tuple(from_json(Rundown, data) for data in rows)

    def rundown_versions(self, rundown: str) -> tuple[tuple[int, str, str, datetime, str, datetime | None], ...]:
        """(version, who, role, when, why, locked when) of every version, oldest first."""
        c = t.rundown_versions.c
        query = select(c.version, c.by, c.role, c.at, c.why, c.locked_at).where(c.rundown == rundown).order_by(c.version)
        with self._read() as connection:
            rows = connection.execute(query).all()
        return tuple(
            (row.version, row.by, row.role, moment(row.at), row.why, moment(row.locked_at) if row.locked_at else None)
            for row in rows
        )

    def lock_rundown(self, rundown: str, version: int, who: str, role: str, at: datetime) -> Rundown:
        """Lock the newest version for good; locking it twice changes nothing.

        Raises RundownBlocked when a story in it is not approved or a gate is closed on its day, EditConflict when
        `version` is no longer the newest.
        """
        with self._write() as connection:
            current = _at_version(connection, rundown, version)
            if current.locked_at is not None:
                return current
            _check_gates(connection, current)
            locked = replace(current, locked_at=at)
            _rewrite(connection, locked)
            note(connection, "rundown", rundown, "lock", Act(who, role, at), None, str(version))
        return locked

    def sign_rundown(self, rundown: str, version: int, sign: SignOff, role: str) -> Rundown:
        """Put a name under the newest version, locked or not; the same office signs once. Raises EditConflict."""
        with self._write() as connection:
            current = _at_version(connection, rundown, version)
            if any(one.office == sign.office for one in current.sign_offs):
                return current
            signed = replace(current, sign_offs=(*current.sign_offs, sign))
            _rewrite(connection, signed)
            note(connection, "rundown", rundown, "sign", Act(sign.who, role, sign.at, sign.office), None, str(version))
        return signed

    def rundowns_with(self, story: str) -> tuple[tuple[str, int], ...]:
        """(rundown, version) of every version that ever held a story, oldest first."""
        query = select(t.uses.c.rundown, t.uses.c.version).where(t.uses.c.story == story)
        with self._read() as connection:
            return tuple(sorted((row.rundown, row.version) for row in connection.execute(query)))

    def save_package(self, package: Package, place: str, at: datetime) -> str:
        """Note a package that was built and where it lies; gives its id, the same for the same manifest."""
        data = to_json(package)
        row = {"id": mark(data), "rundown": package.rundown.id, "version": package.rundown.version}
        row |= {"cleared": package.cleared, "place": word(place), "at": instant(at), "withdrawn": None, "data": data}
        with self._write() as connection:
            connection.execute(self._insert(t.packages).on_conflict_do_nothing(index_elements=["id"]), [row])
        return str(row["id"])

    def package(self, package: str) -> tuple[Package, str, str | None]:
        """(package, where it lies, why it was withdrawn if it was); raises NotFound."""
        c = t.packages.c
        with self._read() as connection:
            row = connection.execute(select(c.data, c.place, c.withdrawn).where(c.id == package)).first()
        if row is None:
            raise NotFound("package", package)
        return from_json(Package, row.data), row.place, row.withdrawn

    def packages(self, rundown: str) -> tuple[str, ...]:
        """Ids of the packages made of a rundown, newest first."""
        query = select(t.packages.c.id).where(t.packages.c.rundown == rundown).order_by(t.packages.c.n.desc())
        with self._read() as connection:
            return tuple(connection.scalars(query))


def id_of(rundown: Rundown) -> str:
    """The id of a new rundown: show, day, and issue where a show has several."""
    return "-".join(filter(None, (rundown.show, rundown.day.isoformat(), rundown.issue)))


def next_version(current: Rundown, changed: Rundown) -> Rundown:
    """The change as the version after `current`: open again; names stand only under what they signed."""
    return replace(changed, version=current.version + 1, locked_at=None, sign_offs=())


def read_rundown(connection: Connection, rundown: str, version: int | None = None) -> Rundown:
    """A rundown inside a transaction; raises NotFound."""
    found = _newest(connection, rundown) if version is None else _version(connection, rundown, version)
    if found is None:
        raise NotFound("rundown", rundown if version is None else f"{rundown} v{version}")
    return found


def put_rundown(connection: Connection, rundown: Rundown, act: Act) -> None:
    """Put a new version in force."""
    head = {"id": rundown.id, "version": rundown.version, "show": word(rundown.show), "day": day_text(rundown.day)}
    if rundown.version == 1:
        connection.execute(t.rundowns.insert(), head)
    else:
        connection.execute(update(t.rundowns).where(t.rundowns.c.id == rundown.id).values(**head))
    row = {"rundown": rundown.id, "version": rundown.version, "locked_at": None, "data": to_json(rundown), **act.row()}
    connection.execute(t.rundown_versions.insert(), row)
    used = dict.fromkeys(one.story for one in rundown.segments if one.story)
    rows = [{"story": story, "rundown": rundown.id, "version": rundown.version} for story in used]
    if rows:
        connection.execute(t.uses.insert(), rows)
    note(connection, "rundown", str(rundown.id), "save", act, None, str(rundown.version))


def _newest(connection: Connection, rundown: str) -> Rundown | None:
    version = connection.scalar(select(t.rundowns.c.version).where(t.rundowns.c.id == rundown))
    return None if version is None else _version(connection, rundown, version)


def _version(connection: Connection, rundown: str, version: int) -> Rundown | None:
    c = t.rundown_versions.c
    data = connection.scalar(select(c.data).where(c.rundown == rundown, c.version == version))
    return None if data is None else from_json(Rundown, data)


def _at_version(connection: Connection, rundown: str, version: int) -> Rundown:
    current = read_rundown(connection, rundown)
    if current.version != version:
        raise EditConflict("rundown", rundown, version, current.version)
    return current


def _rewrite(connection: Connection, rundown: Rundown) -> None:
    """Add a lock or a name to a version, never other content."""
    c = t.rundown_versions.c
    locked = instant(rundown.locked_at) if rundown.locked_at else None
    where = update(t.rundown_versions).where(c.rundown == rundown.id, c.version == rundown.version)
    connection.execute(where.values(locked_at=locked, data=to_json(rundown)))


def _same(current: Rundown, other: Rundown) -> bool:
    bare = {"version": 0, "locked_at": None, "sign_offs": ()}
    return replace(current, **bare) == replace(other, **bare)  # type: ignore[arg-type]


def _check_gates(connection: Connection, rundown: Rundown) -> None:
    ids = {one.story for one in rundown.segments if one.story}
    rows: Sequence[Any] = connection.scalars(select(t.stories.c.data).where(t.stories.c.id.in_(ids))).all()
    stories = {story.id: story for story in (from_json(Story, data) for data in rows)}
    consents = {story.id: consents_for(connection, story) for story in stories.values()}
    closed = rundown_gates(rundown, stories, consents)
    if closed:
        words = "; ".join(f"{segment}: {gate.code} {gate.detail}".strip() for segment, gate in closed)
        raise RundownBlocked(str(rundown.id), words)
