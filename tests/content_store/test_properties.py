"""Properties: every noun comes back as it went in, and a crash anywhere leaves the same store after a re-run."""

from __future__ import annotations

import atexit
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from content_store import open_store
from content_store.backup import TABLES
from content_store.reports import same_as
from content_store.rows import from_json, to_json
from content_store.store import Store
from newsroom.consent import Consent
from newsroom.correction import Correction
from newsroom.errors import StoreBusy, StoreFull
from newsroom.package import Package
from newsroom.partner import Partner
from newsroom.report import Rejected, Report
from newsroom.run import Run, SourceState
from newsroom.rundown import Rundown
from newsroom.story import Story
from tests.content_store.samples import AT, DAY, later, rejected, report, rundown, story
from tests.content_store.strategies import REPORTS, RUNDOWNS, STORIES, any_of


@cache
def _template() -> Path:
    path = Path(tempfile.mkdtemp(prefix="nhipcau-")) / "kho.db"
    open_store(f"sqlite:///{path}").close()
    atexit.register(shutil.rmtree, path.parent)
    return path


def fresh(folder: str, name: str) -> Store:
    """An empty store, copied from one whose tables are made."""
    shutil.copy(_template(), f"{folder}/{name}.db")
    return open_store(f"sqlite:///{folder}/{name}.db")


BRIEF = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@BRIEF
@given(
    st.one_of(
        [any_of(one) for one in (Report, Rejected, Story, Rundown, Consent, Package, Partner, Run, SourceState, Correction)]
    )
)
def test_every_noun_comes_back_from_json(noun: Any) -> None:
    """What is written is read again, in every field."""
    assert from_json(type(noun), to_json(noun)) == noun


@BRIEF
@given(
    reports=st.lists(REPORTS, max_size=4), stories=st.lists(STORIES, max_size=4, unique_by=lambda one: one.id), plan=RUNDOWNS
)
def test_nouns_survive_the_store(reports: list[Report], stories: list[Story], plan: Rundown) -> None:
    """Reports, stories and rundowns of any content are kept, found again equal, and keeping them twice is keeping them once."""
    with tempfile.TemporaryDirectory() as folder, fresh(folder, "kho") as store:
        kept = store.keep_reports(reports)
        texts = {same_as(one): one.text for one in reports}
        assert {same_as(one): store.report(k.id, k.version).text for one, k in zip(reports, kept, strict=True)} == texts
        store.keep_stories(stories, AT)
        assert [store.story(one.id) for one in stories] == stories
        saved = store.save_rundown(plan, "x", "machine", AT)
        assert store.rundown(str(saved.id)) == replace(plan, id=saved.id)
        before = rows(store)
        store.keep_reports(reports)
        store.keep_stories(stories, AT)
        store.save_rundown(plan, "x", "machine", AT)
        assert rows(store) == before


@BRIEF
@given(cuts=st.lists(st.integers(0, 12), max_size=6), seed=st.integers(0, 99))
def test_reports_do_not_care_how_they_are_batched(cuts: list[int], seed: int) -> None:
    """The same documents in the same order, in one batch or many, some of them again, make the same store."""
    rng = random.Random(seed)
    many = [
        report(f"Tin số {rng.randrange(5)}", path=f"{rng.randrange(3)}", link=rng.choice([None, "https://x/1"]))
        for _ in range(12)
    ]
    with tempfile.TemporaryDirectory() as folder:
        with fresh(folder, "a") as whole:
            whole.keep_reports(many)
            expected = rows(whole)
        with fresh(folder, "b") as parts:
            ends = [*sorted(cuts), 12]
            for start, end in zip([0, *ends], ends, strict=False):
                parts.keep_reports(many[max(0, start - 2) : end] if start else many[:end])
            assert rows(parts) == expected


def rows(store: Store) -> dict[str, list[Any]]:
    """Every row of every table, without the numbers of arrival (a rolled-back write may leave a gap in them)."""
    found = {}
    with store._read() as connection:
        for table in TABLES:
            columns = [column for column in table.c if column.name != "n"]
            found[table.name] = sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)
    return found


def job(address: str) -> None:
    """A day's work as a flow would do it, in batches."""
    with open_store(address) as store:
        store.record_run(Run("d", "daily", DAY, AT))
        for batch in range(12):
            many = [report(f"Tin {batch}.{n} " + "chữ " * 200, path=f"{batch}.{n}") for n in range(20)]
            paths = [(one.blob, one.path) for one in many]
            if len(store.seen(paths, "hop-thu")) < len(paths):
                kept = store.keep_reports(many)
                store.keep_rejected([rejected(f"{batch}.docx")], AT)
                store.keep_stories([story(one.text, id=k.id) for one, k in zip(many, kept, strict=True)], AT)
                store.take(paths, "hop-thu", AT)
        for line in store.lines(limit=5):
            if line.state == "new":
                store.move(line.id, "waiting", "máy", "machine", "", AT)
        store.save_rundown(rundown(*[one.id for one in store.lines(limit=3)]), "máy", "machine", AT)
        store.record_run(Run("d", "daily", DAY, AT, later(5), {"reports": 240}))


def begin(address: str) -> int:
    """The job in a process of its own; its number."""
    child = os.fork()
    if child == 0:
        try:
            job(address)
        finally:
            os._exit(0)
    return child


def test_a_kill_anywhere_and_a_rerun_give_the_same_store(database: str, another_database: Callable[[], str]) -> None:
    """The job is killed with SIGKILL at random moments, then gets through: nothing is lost, nothing is double."""
    undisturbed = another_database()
    began = time.perf_counter()
    job(undisturbed)
    whole = time.perf_counter() - began
    rng = random.Random()
    for _ in range(8):
        child = begin(database)
        time.sleep(rng.uniform(0, whole / 3))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    job(database)
    with open_store(undisturbed) as expected, open_store(database) as found:
        assert rows(found) == rows(expected)
        many = [one.search("chữ", limit=300) for one in (expected, found)]
        assert [one.line.id for one in many[0]] == [one.line.id for one in many[1]]
        assert len(many[0]) == 240


def test_two_programs_keeping_at_once_lose_and_double_nothing(database: str, store: Store) -> None:
    """Two processes keep overlapping batches; every report and story is there once."""
    asked = (
        "import sys; from content_store import open_store; from tests.content_store.samples import AT, report, story\n"
        "store = open_store(sys.argv[1])\n"
        "for start in range(int(sys.argv[2]), 200, 10):\n"
        "    texts = [f'Tin {n}' for n in range(start, start + 15)]\n"
        "    store.keep_reports([report(text, path=text) for text in texts])\n"
        "    store.keep_stories([story(text) for text in texts], AT)\n"
    )
    started = [subprocess.Popen([sys.executable, "-c", asked, database, str(at)]) for at in (0, 5)]
    assert [one.wait(60) for one in started] == [0, 0]
    wanted = {f"Tin {n}" for n in range(210)}
    assert {one.text for one in store.reports_of([one for _, one in store.reports_after()])} == wanted
    assert len(store.reports_after()) == len(wanted)
    assert sorted(one.text for one in store.stories()) == sorted(wanted)
    assert len(store.search("tin", limit=300)) == len(wanted)


def test_a_locked_database_says_who_and_how_long(database: str, store: Store) -> None:
    """While another program holds the pen, readers go on, writers wait their time and then say so; later they succeed."""
    with open_store(database, wait_s=0.3) as hurried:
        with store._write():
            assert hurried.counts() == {}
            with pytest.raises(StoreBusy) as busy:
                hurried.keep_stories([story()], AT)
        assert busy.value.facts[1] == "0.3"
        hurried.keep_stories([story()], AT)
        assert store.counts() == {"new": 1}


def test_a_full_disk_loses_nothing_that_was_kept(small_disk: Path) -> None:
    """When the disk is full a batch is refused whole, with a word for it, and the store reads and writes on afterwards."""
    with open_store(f"sqlite:///{small_disk / 'kho.db'}") as store:
        store.keep_stories([story("một")], AT)
        ballast = small_disk / "ballast"
        ballast.write_bytes(b"x" * (600 << 10))
        with pytest.raises(StoreFull):
            store.keep_stories([story(f"{n} " + "chữ nghĩa " * 300) for n in range(500)], AT)
        assert [one.text for one in store.stories()] == ["một"]
        ballast.unlink()
        store.keep_stories([story("hai")], AT)
        assert store.counts() == {"new": 2}
