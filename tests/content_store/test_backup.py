"""Backups: restored into either engine and any place of blobs they are the same store."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from content_store import open_files, open_store
from content_store.backup import TABLES, backup, restore
from content_store.files import Files
from content_store.store import Store
from newsroom.consent import Consent, ConsentNeed
from newsroom.correction import Correction
from newsroom.errors import BadBackup
from newsroom.package import Package, PackageRundown
from newsroom.partner import Partner
from newsroom.run import Run, SourceState
from tests.content_store.conftest import new_database
from tests.content_store.samples import AT, DAY, later, rejected, report, rundown, sha, story


def fill(store: Store, files: Files) -> None:
    """Something of everything the store keeps."""
    blob = files.put("gốc".encode())
    store.keep_blobs([(blob.sha256, blob.bytes, "text/plain", "gốc.txt")], AT)
    store.keep_reports([report(), report("Tin hai\0 \ud800", path="b")])
    store.keep_rejected([rejected()], AT)
    store.take([(blob.sha256, "a.txt")], "hop-thu", AT)
    needs = (ConsentNeed("em H.", "trẻ em", 2),)
    store.keep_stories([story(consent_needs=needs), story("Cán bộ xã Định An trao bò", id="s2")], AT)
    store.save_story(replace(store.story("s2"), script="Mái ấm"), "chị T.", "editor", later(1))
    store.give_consent(Consent("c1", "em H.", None, 2, ("radio",), DAY, "giấy"), "chị T.", "editor", AT)
    saved = store.save_rundown(rundown("s2"), "máy", "machine", AT)
    store.save_package(Package((), (), PackageRundown(saved.id, 1, ())), "goi/1", AT)
    store.keep_corrections([Correction("s2", "primary", "donor", "model", "chị T.", AT)])
    store.record_run(Run("d1", "daily", DAY, AT))
    store.save_source_state(SourceState("x.vn"))
    store.keep_partners([Partner("mttq", "Mặt trận", "front", DAY)])
    store.keep_shows({"nhip-cau": Run("x", "y", DAY, AT)})


def rows(store: Store) -> dict[str, list[Any]]:
    """Every row of every table."""
    with store._read() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in TABLES
        }


@pytest.fixture
def other_database(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of the other engine, where there is one."""
    if database.startswith("sqlite"):
        return new_database(request.getfixturevalue("postgres"))
    return f"sqlite:///{tmp_path / 'khac.db'}"


@pytest.mark.heavy
def test_a_backup_restores_into_the_other_engine(store: Store, other_database: str, files: Files, tmp_path: Path) -> None:
    """Every row of every table, every blob and every search answer are the same after the way over."""
    fill(store, files)
    assert all(rows(store).values())
    made = backup(store, files, tmp_path / "sao-luu", AT)
    assert (made.rows["stories"], made.blobs, made.damaged) == (2, 1, ())
    place = open_files(str(tmp_path / "khac"))
    with open_store(other_database) as restored:
        restore(restored, place, tmp_path / "sao-luu")
        assert rows(restored) == rows(store)
        for typed in ("mái ấm", "dinh an", "bò"):
            assert restored.search(typed) == store.search(typed)
        restored.keep_stories([story("sau đó", id="s9")], AT)
        assert [line.id for line in restored.lines(limit=1)] == ["s9"]
    assert list(place.each()) == list(files.each())
    assert place.read(sha("gốc")) == "gốc".encode()


def test_a_second_backup_copies_only_what_is_new(store: Store, tmp_path: Path) -> None:
    """The folder of yesterday serves today; one set of records stays, and it is today's."""
    files, out = open_files(str(tmp_path / "blobs")), tmp_path / "sao-luu"
    fill(store, files)
    backup(store, files, out, AT)
    before = (out / "blobs" / sha("gốc")[:2] / sha("gốc")).stat().st_ino
    files.put(b"moi")
    made = backup(store, files, out, AT + timedelta(days=1))
    assert (out / "blobs" / sha("gốc")[:2] / sha("gốc")).stat().st_ino == before
    assert made.blobs == 2
    assert [path.name for path in out.glob("records-*")] == [made.records]


def test_only_an_empty_store_is_restored_into(store: Store, tmp_path: Path) -> None:
    """Restoring never mixes two stores."""
    files = open_files(str(tmp_path / "blobs"))
    fill(store, files)
    backup(store, files, tmp_path / "sao-luu", AT)
    with pytest.raises(BadBackup, match="not_empty"):
        restore(store, files, tmp_path / "sao-luu")


def test_a_damaged_backup_is_refused_whole(tmp_path: Path) -> None:
    """One flipped byte of the records, or a manifest that is missing or of a newer program, and nothing is put in."""
    files, out = open_files(str(tmp_path / "blobs")), tmp_path / "sao-luu"
    with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store:
        fill(store, files)
        made = backup(store, files, out, AT)
    with open_store(f"sqlite:///{tmp_path / 'b.db'}") as empty:
        manifest = json.loads((out / "manifest.json").read_text())
        (out / "manifest.json").write_text(json.dumps({**manifest, "revision": "9999"}))
        with pytest.raises(BadBackup, match="newer"):
            restore(empty, files, out)
        (out / "manifest.json").write_text(json.dumps(manifest))
        path = out / made.records / "stories.jsonl.gz"
        path.write_bytes(path.read_bytes()[:-1] + b"?")
        with pytest.raises(BadBackup, match="damaged"):
            restore(empty, files, out)
        (out / "manifest.json").unlink()
        with pytest.raises(BadBackup, match="not_a_backup"):
            restore(empty, files, out)
        assert not any(rows(empty).values())


def test_a_damaged_blob_is_named_and_the_rest_is_saved(tmp_path: Path) -> None:
    """A backup does not stop at one bad blob, nor does it carry it on."""
    files = open_files(str(tmp_path / "blobs"))
    bad, good = files.put(b"bad").sha256, files.put(b"good").sha256
    path = tmp_path / "blobs" / bad[:2] / bad
    path.chmod(0o600)
    path.write_bytes(b"bat")
    with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store:
        made = backup(store, files, tmp_path / "sao-luu", AT)
    assert made.damaged == (bad,)
    assert list(open_files(str(tmp_path / "sao-luu" / "blobs")).each()) == [good]


def test_a_folder_of_something_else_is_left_alone(store: Store, tmp_path: Path) -> None:
    """A mistyped folder is not written into."""
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh" / "a.jpg").write_bytes(b"x")
    with pytest.raises(BadBackup, match="not_a_backup"):
        backup(store, open_files(str(tmp_path / "blobs")), tmp_path / "anh", AT)
    assert [path.name for path in (tmp_path / "anh").iterdir()] == ["a.jpg"]
