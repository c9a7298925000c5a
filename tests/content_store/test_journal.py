"""Runs, sources, partners, shows, blobs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from content_store.store import Store
from newsroom.correction import Correction
from newsroom.errors import NotFound
from newsroom.partner import Partner
from newsroom.place import Place
from newsroom.run import Run, RunHole, SourceState
from tests.content_store.samples import AT, DAY, later, sha


def test_a_run_is_written_when_it_begins_and_when_it_ends(store: Store) -> None:
    """A killed run stays visible as unended; an ended one tells what it did and its holes."""
    begun = Run("d1", "daily", DAY, AT)
    store.record_run(begun)
    store.record_run(replace(begun, id="d2", began_at=later(1)))
    ended = replace(begun, ended_at=later(5), counts={"reports": 41}, holes=(RunHole("source_down", "x.vn", "HTTP 503"),))
    store.record_run(ended)
    assert store.run("d1") == ended
    assert [run.id for run in store.runs("daily", DAY)] == ["d2", "d1"]
    assert [run.id for run in store.runs(unended=True)] == ["d2"]
    with pytest.raises(NotFound):
        store.run("none")


def test_sources_remember_and_tell_their_silence(store: Store) -> None:
    """A source never visited is blank; afterwards its state comes back, with the days it has been silent."""
    assert store.source_state("x.vn") == SourceState("x.vn")
    state = SourceState("x.vn", {"etag": '"1"'}, 1.5, "HTTP 503", AT, AT, AT, later(30))
    store.save_source_state(state, SourceState("y.vn"))
    store.save_source_state(replace(state, failures=0.0))
    assert store.source_state("x.vn") == replace(state, failures=0.0)
    assert [one.name for one in store.source_states()] == ["x.vn", "y.vn"]
    assert (state.silent_days(date(2026, 11, 28)), SourceState("z").silent_days(DAY)) == (4, None)


def test_partners_have_the_name_of_the_day(store: Store) -> None:
    """A body that was renamed is found under the name it bore then."""
    old = Partner("mttq", "UBMTTQVN tỉnh Kiên Giang", "front", date(2000, 1, 1), date(2025, 6, 30))
    new = Partner("mttq", "UBMTTQ Việt Nam tỉnh An Giang", "front", date(2025, 7, 1))
    store.keep_partners([old, new])
    store.keep_partners([new])
    assert store.partners(date(2025, 6, 30)) == (old,)
    assert store.partners(date(2025, 7, 1)) == (new,)
    assert store.partners() == (old, new)


def test_shows_come_back_as_the_noun_they_were(store: Store) -> None:
    """The list of shows holds whatever noun the newsroom gives it."""
    noun = Place("Xã", "Định Hòa", None, "An Giang")
    store.keep_shows({"nhip-cau": noun})
    store.keep_shows({"nhip-cau": noun})
    assert store.shows(Place) == {"nhip-cau": noun}


def test_blobs_are_noted_once(store: Store) -> None:
    """The list of stored bytes keeps the first note of each."""
    store.keep_blobs([(sha("a"), 1, "text/plain", "a.txt"), (sha("a"), 1, None, "b.txt")], AT)
    assert store.blobs_known([sha("a"), sha("b")]) == {sha("a")}


def test_corrections_are_kept_once(store: Store) -> None:
    """Sending the same correction twice teaches it once."""
    one = Correction("s1", "places", None, "Định Hòa", "chị T.", AT, "Định Hoà", 3, 11)
    store.keep_corrections([one, one])
    store.keep_corrections([one])
    assert [kept for _, kept in store.corrections(what="places")] == [one]
    assert store.corrections(what="money") == ()


def test_the_audit_takes_any_act(store: Store) -> None:
    """Uncovering private data is written down like any other act."""
    store.note("story", "s1", "uncover", "chị T.", "editor", AT, "gọi xác minh")
    (entry,) = store.history("story", "s1")
    assert (entry.action, entry.who, entry.at, entry.why) == ("uncover", "chị T.", AT, "gọi xác minh")
