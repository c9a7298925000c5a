"""MOS messages and the line they go over."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mosromgr.mostypes import MosFile, RunningOrder

from newsroom.errors import SourceDown
from newsroom.rundown import Rundown, Segment
from renderers.mos import LIMIT, Envelope, changes, clean, mos_bytes, mos_id, ro_create, ro_delete, story_send
from renderers.mos_link import MosLink, MosRefused, ucs2
from tests.renderers.samples import CONTEXT, START, forty, small, unknown

ENVELOPE = Envelope("AIR.MOS", "NHIPCAU")
logging.getLogger("mosromgr").setLevel(logging.ERROR)


def order(rundown: Rundown) -> RunningOrder:
    return MosFile.from_string(ENVELOPE.wrap(ro_create(rundown, CONTEXT), 1).decode())


def test_mosromgr_reads_the_order() -> None:
    """GIVEN a rundown EXPECT mosromgr to read ids, start with its zone, the sum of lengths and the words' order."""
    read = order(small())
    assert read.start_time == START
    assert [story.id for story in read.stories] == ["s1", "s2", "s3", "s4", "s5", "s7", "s8", "S-9"]
    assert read.duration == pytest.approx(
        sum((row.duration_ms or 0) for row in CONTEXT.time(small()).segments if not row.segment.float) / 1000
    )
    assert read.base_tag.findtext("roEdDur") == "00:10:00"


def test_every_story_has_both_times() -> None:
    """TextTime and MediaTime stand in every story, unknown lengths too."""
    for rundown in (forty(), unknown()):
        root = ElementTree.fromstring(mos_bytes(rundown, CONTEXT))
        for story in root.iter("story"):
            assert story.find(".//TextTime") is not None
            assert story.find(".//MediaTime") is not None


def test_strings_stay_within_limits() -> None:
    """No string over 128 units, none with control characters, all NFC, even from a hostile rundown."""
    hostile = replace(
        small(), show="e\u0302" * 200, segments=(Segment("0" * 300, "\x00\x07 a\u0301" * 200, "x" * 400, sound="đ" * 300),)
    )
    root = ElementTree.fromstring(mos_bytes(hostile, CONTEXT))
    for element in root.iter():
        if element.text and element.tag != "objPath":
            assert len(element.text.strip()) <= LIMIT
            assert "\u0302" not in element.text


@settings(deadline=None)
@given(st.lists(st.text(min_size=1, max_size=200), min_size=1, max_size=8, unique=True))
def test_ids_hold_a_letter_and_stay_apart(names: list[str]) -> None:
    """Whatever ids a file has, MOS ids hold a letter, fit, and are as many as the items."""
    from renderers.mos import story_ids

    rundown = replace(small(), segments=tuple(Segment(name, "", "brief") for name in names))
    ids = story_ids(rundown)
    assert len(set(ids.values())) == len(names)
    assert all(len(name) <= LIMIT and any(c.isascii() and c.isalpha() for c in name) for name in ids.values())


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(8)), st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7)), st.integers(0, 3))
def test_changes_lead_from_one_version_to_the_next(places: list[int], gone: set[int], edited: set[int], added: int) -> None:
    """GIVEN two versions EXPECT the messages between them, merged by mosromgr, to give the second one's order and words."""
    base = [replace(segment, hard_start=None, float=False) for segment in small().segments if not segment.float]
    old = replace(small(), segments=tuple(base))
    kept = [base[place] for place in places if place not in gone]
    kept = [
        replace(segment, title=segment.title + " (sửa)") if int(segment.id[-1]) in edited else segment for segment in kept
    ]
    new = replace(old, segments=(*[Segment(f"n{n}", f"Tin mới {n}", "brief", media_ms=1000) for n in range(added)], *kept))
    running = order(old)
    if not new.segments:
        assert [message.tag for message in changes(old, new, CONTEXT)] == ["roDelete"]
        return
    for number, message in enumerate(changes(old, new, CONTEXT), 2):
        running += MosFile.from_string(ENVELOPE.wrap(message, number).decode())
    expected = order(new)
    assert [(story.id, story.slug) for story in running.stories] == [(story.id, story.slug) for story in expected.stories]


def test_no_change_sends_nothing() -> None:
    """Two equal versions need no message."""
    assert changes(small(), small(), CONTEXT) == []


def test_story_words_merge() -> None:
    """A story sent alone carries the words by presenter; mosromgr merges it and reads the script."""
    timed = next(row for row in CONTEXT.time(small()).segments if row.segment.id == "s5")
    running = order(small()) + MosFile.from_string(ENVELOPE.wrap(story_send(small(), timed, CONTEXT), 2).decode())
    assert any("Giồng Riềng" in line for line in running.script)


def test_delete_completes() -> None:
    """Deleting ends the order."""
    assert (order(small()) + MosFile.from_string(ENVELOPE.wrap(ro_delete(small()), 9).decode())).completed


def test_clean_and_ids() -> None:
    """Digits alone get a letter; a cut text says so."""
    assert mos_id("007") == "S-007"
    assert clean("x" * 200).endswith("…")
    assert len(clean("x" * 200)) == LIMIT


class Peer:
    """A MOS device that answers: `script` says for each connection which answers to give before hanging up."""

    def __init__(self, *scripts: list[str]) -> None:
        self.scripts, self.heard = list(scripts), []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        for script in self.scripts:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            with line:
                for answer in script:
                    self.heard.append(self._message(line))
                    if answer == "hang up":
                        break
                    wire = ucs2(answer.format(id=ElementTree.fromstring(self.heard[-1]).findtext("messageID")))
                    line.sendall(wire[:7])
                    line.sendall(wire[7:])

    @staticmethod
    def _message(line: socket.socket) -> str:
        got = b""
        while not got.endswith("</mos>\n".encode("utf-16-be")):
            part = line.recv(4096)
            if not part:
                break
            got += part
        return got.decode("utf-16-be")


OK = "<mos><mosID>A</mosID><ncsID>N</ncsID><messageID>{id}</messageID><roAck><roID>nc-48</roID><roStatus>OK</roStatus></roAck></mos>"
NO = OK.replace("OK", "ERROR: no such channel")
BEAT = "<mos><mosID>A</mosID><ncsID>N</ncsID><messageID>0</messageID><heartbeat><time>2026-11-27T11:30:00</time></heartbeat></mos>"


@contextmanager
def peer(*scripts: list[str]) -> Iterator[tuple[Peer, MosLink]]:
    device = Peer(*scripts)
    link = MosLink("127.0.0.1", device.port, ENVELOPE, timeout=2, wait=lambda seconds: None)
    try:
        yield device, link
    finally:
        link.close()
        device.server.close()


def test_a_message_is_sent_and_acknowledged() -> None:
    """One write, UCS-2 big-endian, and the answer awaited; a heartbeat in between is passed over."""
    with peer([BEAT + OK]) as (device, link):
        answers = link.send([ro_create(small(), CONTEXT)])
        assert answers[0].findtext("roAck/roStatus") == "OK"
        assert "Bàn giao 4 trong 20" in device.heard[0]


def test_a_refusal_is_said() -> None:
    """A NACK becomes a fault with the peer's words."""
    with peer([NO]) as (_, link), pytest.raises(MosRefused) as caught:
        link.send([ro_create(small(), CONTEXT)])
    assert "no such channel" in caught.value.facts[1]


def test_a_broken_line_is_mended_and_sending_resumes() -> None:
    """When the peer hangs up, the unanswered message is sent again on a new line; answered ones are not."""
    with peer([OK, "hang up"], [OK]) as (device, link):
        link.send([ro_create(small(), CONTEXT), ro_delete(small())])
        assert link.acknowledged == 2
        assert ["roDelete" in message for message in device.heard] == [False, True, True]


def test_a_dead_peer_is_named() -> None:
    """After the attempts are used up the fault names the peer."""
    with peer() as (device, link):
        device.server.close()
        with pytest.raises(SourceDown):
            link.send([ro_delete(small())])


def test_heartbeat() -> None:
    """A heartbeat gets its heartbeat."""
    with peer([BEAT]) as (_, link):
        assert link.heartbeat("2026-11-27T11:30:00+07:00").find("heartbeat") is not None
