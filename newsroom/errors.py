"""Faults of the newsroom: they carry facts, the words for people are in words.toml."""

from __future__ import annotations


class NewsroomError(Exception):
    """Base of all faults a person can mend; `code` keys the words, `facts` fill them."""

    code = "fault"

    def __init__(self, *facts: object) -> None:
        super().__init__(*facts)
        self.facts = tuple(str(fact) for fact in facts)


class MoveRefused(NewsroomError):
    """A story may not make this move: facts are reason code, story, from, to, and the role or gates."""

    code = "move_refused"


class EditConflict(NewsroomError):
    """Someone saved a newer version first: facts are record kind, id, expected and found version."""

    code = "edit_conflict"


class NotFound(NewsroomError):
    """No such record: facts are kind and id."""

    code = "not_found"


class BadRundown(NewsroomError):
    """A rundown file that cannot be timed: facts are the place in the file and what is wrong."""

    code = "bad_rundown"


class BadSettings(NewsroomError):
    """The settings file cannot be used: facts are the file, the key and what is wrong."""

    code = "bad_settings"


class Missing(NewsroomError):
    """A program or package this work needs is not there: facts are its name and what to install."""

    code = "missing"


class SourceDown(NewsroomError):
    """Outside trouble worth a retry: facts are the source and what happened."""

    code = "source_down"


class StoreBusy(NewsroomError):
    """Another program holds the database longer than we wait: facts are the database and the seconds waited."""

    code = "store_busy"


class StoreFull(NewsroomError):
    """No room left on the disk: facts are the place."""

    code = "store_full"


class StoreDown(NewsroomError):
    """The database or the file server does not answer: facts are its name and what happened."""

    code = "store_down"


class Damaged(NewsroomError):
    """Stored bytes are not the bytes that were stored: facts are the SHA-256 asked for and the one found."""

    code = "damaged"


class LinkRefused(NewsroomError):
    """A signed link that may not be used: facts are the reason, `expired` or `forged`."""

    code = "link_refused"


class BadBackup(NewsroomError):
    """A backup that cannot be made or restored: facts are the reason code, the place and the detail."""

    code = "bad_backup"


class NoFile(NewsroomError):
    """A file a person named is not there or cannot be opened: the fact is its path."""

    code = "no_file"


class AlreadyRunning(NewsroomError):
    """Another run holds the lock: the fact is the lock file."""

    code = "already_running"


class RundownBlocked(NewsroomError):
    """A rundown may not be locked: facts are the rundown and its closed gates as `segment: code (detail)`."""

    code = "rundown_blocked"


class BadInput(NewsroomError):
    """Something a person typed cannot be used: facts are what it is, what was typed, and what is wanted."""

    code = "bad_input"


class PackageRefused(NewsroomError):
    """A package that may not be made: facts are the reason code (cleared, holes, folder, encoder) and the detail."""

    code = "package_refused"
