"""Reports: kept once, with every way they came; changed pages become versions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content_store.store import Store
from newsroom.errors import NotFound
from tests.content_store.samples import AT, later, rejected, report, sha, way


def test_a_report_comes_back_as_it_was_kept(store: Store) -> None:
    """What is kept is what is read."""
    one = report()
    assert [kept.outcome for kept in store.keep_reports([one])] == ["new"]
    assert store.report(one.id) == one


def test_keeping_twice_changes_nothing(store: Store) -> None:
    """A second run over the same documents adds no row."""
    batch = [report(f"Tin số {n}", path=f"{n}.txt") for n in range(5)]
    store.keep_reports(batch)
    assert {kept.outcome for kept in store.keep_reports(batch)} == {"same"}
    assert len(store.reports_after()) == 5


def test_one_document_through_two_doors_has_two_provenances(store: Store) -> None:
    """The same text by mail and from the web is one report that remembers both ways."""
    by_mail = report(provenance=(way("mail", "hop-thu"),))
    by_web = report(path="https://x.vn/1", id="other", blob=sha("page"), provenance=(way("web", "x.vn", later(5)),))
    kept = store.keep_reports([by_mail, by_web])
    assert [one.outcome for one in kept] == ["new", "again"]
    assert {one.id for one in kept} == {by_mail.id}
    assert [one.door for one in store.report(by_mail.id).provenance] == ["mail", "web"]
    assert store.seen_inside([(by_web.blob, None), (sha("never"), None)]) == {(by_web.blob, None)}


def test_a_changed_page_is_a_new_version(store: Store) -> None:
    """The same link with another text keeps its id, and both texts can be read."""
    first = report("Trao 12 căn nhà", link="https://x.vn/1")
    second = report("Trao 20 căn nhà, đính chính", link="https://x.vn/1")
    store.keep_reports([first])
    (kept,) = store.keep_reports([second])
    assert (kept.id, kept.outcome, kept.version) == (first.id, "changed", 2)
    assert store.report(first.id).text == second.text
    assert store.report(first.id, 1).text == first.text
    assert store.report_versions(first.id) == (1, 2)
    assert store.keep_reports([first, second])[0].outcome == "same"


def test_a_file_that_came_again_changed_is_a_version_but_another_file_is_not(store: Store) -> None:
    """A common name like bao-cao.docx does not glue two different papers together."""
    text = "Ủy ban Mặt trận xã báo cáo kết quả chăm lo hộ nghèo sáu tháng đầu năm, vận động được 120 triệu đồng."
    store.keep_reports([report(text, path="bao-cao.docx")])
    changed = store.keep_reports([report(text + " Có sửa số liệu.", path="bao-cao.docx")])
    other = store.keep_reports([report("Ấp văn hóa tổ chức lễ hội đua ghe ngo mừng năm mới.", path="bao-cao.docx")])
    assert [changed[0].outcome, other[0].outcome] == ["changed", "new"]


def test_wordless_documents_are_told_apart_by_their_bytes(store: Store) -> None:
    """Two voice clips have the same (empty) text and are still two reports."""
    clips = [report("", id=name, path=f"{name}.m4a", blob=sha(name)) for name in ("one", "two")]
    assert [kept.outcome for kept in store.keep_reports(clips)] == ["new", "new"]


def test_an_id_used_twice_for_different_texts_loses_neither(store: Store) -> None:
    """A door that gives one id to two documents does not make one of them vanish."""
    kept = store.keep_reports([report("một", id="x", path="a"), report("hai ba bốn", id="x", path="b")])
    assert len({one.id for one in kept}) == 2
    assert {store.report(one.id).text for one in kept} == {"một", "hai ba bốn"}


def test_taken_files_are_skipped_until_the_reader_changes(store: Store) -> None:
    """`seen` knows source, path and reader, so that a mended reader reads everything again."""
    pair = (sha("raw"), "a.docx")
    assert store.seen([pair], "hop-thu", "docx 1") == set()
    store.take([pair], "hop-thu", AT, "docx 1")
    assert store.seen([pair, (sha("raw"), "b.docx")], "hop-thu", "docx 1") == {pair}
    assert store.seen([pair], "hop-thu", "docx 2") == set()
    assert store.seen([pair], "web", "docx 1") == set()
    store.forget_taken([pair[0]])
    assert store.seen([pair], "hop-thu", "docx 1") == set()


def test_a_missing_report_is_not_found(store: Store) -> None:
    """Asking for what is not there says so."""
    with pytest.raises(NotFound):
        store.report("none")


def test_odd_characters_survive(store: Store) -> None:
    """NUL and half characters (file names of other encodings) neither crash the database nor change."""
    odd = report("a\0b 𝒳 \ud800", path="b\udcffo.txt", link="https://x/\0")
    store.keep_reports([odd])
    assert store.report(odd.id) == odd


def test_quarantine_lists_inspects_and_redrives(store: Store) -> None:
    """A rejected document waits, can be sent round again, and is solved when it is kept."""
    one = rejected()
    assert [kept.outcome for kept in store.keep_rejected([one], AT)] == ["new"]
    assert [kept.outcome for kept in store.keep_rejected([one], later(1))] == ["again"]
    (found,) = store.quarantine()
    assert (found.rejected, found.first_at, found.last_at) == (one, AT, later(1))
    assert store.quarantined(found.id[:8]) == found
    store.take([(one.blob or "", one.path)], "hop-thu", AT)
    store.redrive([found.id], "chị T.", "editor", later(2), "đã sửa")
    assert store.seen([(one.blob or "", one.path)], "hop-thu") == set()
    assert [waiting.id for waiting in store.to_redrive()] == [found.id]
    store.keep_reports([replace(report(), blob=one.blob or "")])
    assert store.quarantine() == store.to_redrive() == ()
    assert store.quarantine(None)[0].state == "solved"
    assert [entry.action for entry in store.history("quarantine", found.id)] == ["redrive"]
