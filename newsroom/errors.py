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


class NoFile(NewsroomError):
    """A file a person named is not there or cannot be opened: the fact is its path."""

    code = "no_file"
