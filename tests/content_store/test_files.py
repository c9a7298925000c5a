"""Blobs: the same behaviour in a folder and on an S3 server; nothing is believed that was not hashed."""

from __future__ import annotations

import io
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content_store import open_files
from content_store.files import PIECE, Checked, Files
from content_store.local_files import LocalFiles
from newsroom.errors import Damaged, LinkRefused, NotFound, StoreDown, StoreFull
from tests.content_store.conftest import new_bucket
from tests.content_store.samples import sha

BYTES = "Xã Định Hòa".encode()
SHA = sha("Xã Định Hòa")


def test_bytes_come_back_under_their_sha256(files: Files, tmp_path: Path) -> None:
    """Bytes, a file and a stream of the same content are one blob."""
    (tmp_path / "a.txt").write_bytes(BYTES)
    stored = {files.put(source) for source in (BYTES, tmp_path / "a.txt", io.BytesIO(BYTES))}
    assert {(one.sha256, one.bytes) for one in stored} == {(SHA, len(BYTES))}
    assert files.read(SHA) == BYTES
    assert files.has(SHA)
    assert (files.size(SHA), files.piece(SHA, 4, 5), list(files.each())) == (len(BYTES), BYTES[4:9], [SHA])
    assert files.piece(SHA, 900, 5) == b""


def test_an_empty_file_is_a_blob_too(files: Files) -> None:
    """Nothing at all is also stored and given back."""
    assert files.read(files.put(b"").sha256) == b""


def test_what_is_not_there_is_not_found(files: Files) -> None:
    """A missing blob and a name that is no SHA-256 (a path, say) are not found."""
    for name in (sha("never"), "../../etc/passwd", "A" * 64, ""):
        with pytest.raises(NotFound):
            files.read(name)
    with pytest.raises(NotFound):
        files.link(sha("never"), "a", "text/plain", datetime.now(UTC), 60)
    assert not files.has(sha("never"))


def test_several_parts_are_sent_and_checked(files: Files, tmp_path: Path) -> None:
    """A blob larger than one part of an upload is whole afterwards, read by pieces or copied out."""
    big = bytes(range(256)) * (PIECE // 256) * 18
    blob = files.put(io.BytesIO(big))
    assert blob.bytes == len(big)
    files.copy(blob.sha256, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == big


def test_damage_on_the_disk_is_seen_when_read(tmp_path: Path) -> None:
    """A flipped byte, or a lost tail, raises Damaged instead of being read out."""
    files = open_files(str(tmp_path / "blobs"))
    path = tmp_path / "blobs" / SHA[:2] / SHA
    for harm in (BYTES[:-1] + b"?", BYTES[:-3]):
        files.put(BYTES)
        path.chmod(0o600)
        path.write_bytes(harm)
        with pytest.raises(Damaged) as seen:
            files.read(SHA)
        assert seen.value.facts[0] == SHA
        with pytest.raises(Damaged):
            files.copy(SHA, tmp_path / "copy")
        assert not (tmp_path / "copy").exists()
        path.unlink()


def test_damage_on_the_server_is_seen_when_read(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that gives other bytes under the name is not believed."""
    import boto3

    files = new_bucket(s3_server, monkeypatch)
    files.put(BYTES)
    client = boto3.client("s3", endpoint_url=s3_server)
    bucket, key = files._bucket, f"tin/{SHA[:2]}/{SHA}"  # type: ignore[attr-defined]
    client.put_object(Bucket=bucket, Key=key, Body=b"khac")
    with pytest.raises(Damaged):
        files.read(SHA)
    assert files.put(BYTES).sha256 == SHA
    assert files.read(SHA) == BYTES


def test_a_server_that_keeps_other_bytes_is_caught_when_written(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was sent is read back; a wrong copy is taken away and named."""
    files = new_bucket(s3_server, monkeypatch)
    client = files._client  # type: ignore[attr-defined]
    monkeypatch.setattr(
        client, "upload_fileobj", lambda aside, bucket, key, Config: client.put_object(Bucket=bucket, Key=key, Body=b"hong")
    )
    with pytest.raises(Damaged):
        files.put(BYTES)
    assert not files.has(SHA)


def test_presigned_links_give_the_file_under_its_name(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link of the server can be fetched by anyone and names the file in Vietnamese, in ASCII on the wire."""
    files = new_bucket(s3_server, monkeypatch)
    files.put(BYTES)
    link = files.link(SHA, "Bài số 3.txt", "text/plain", datetime.now(UTC), 90)
    assert link.isascii()
    assert "X-Amz-Expires=90" in link
    with urllib.request.urlopen(link, timeout=5) as answer:
        assert answer.read() == BYTES
        assert "B%C3%A0i%20s%E1%BB%91%203.txt" in answer.headers["Content-Disposition"]
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(link.replace(SHA, sha("never")), timeout=5)


def test_local_links_run_out_and_cannot_be_forged(tmp_path: Path) -> None:
    """A signed link names blob, file name and type; it ends in time and with any change of a letter."""
    files = LocalFiles(tmp_path)
    files.put(BYTES)
    now = datetime(2026, 11, 24, 6, tzinfo=UTC)
    link = files.link(SHA, "Bài số 3.txt", "text/plain", now, 60)
    assert link.isascii()
    ticket = LocalFiles(tmp_path).unlock(link, now + timedelta(seconds=59))
    assert (ticket.sha256, ticket.name, ticket.media_type) == (SHA, "Bài số 3.txt", "text/plain")
    with pytest.raises(LinkRefused, match="expired"):
        files.unlock(link, now + timedelta(seconds=60))
    body, _, signature = link.partition(".")
    for forged in (f"{body}x.{signature}", f"{body}.{signature[:-2]}", body, "", f"{body}.ê"):
        with pytest.raises(LinkRefused, match="forged"):
            files.unlock(forged, now)


def test_a_full_disk_says_so_and_leaves_nothing_half(small_disk: Path) -> None:
    """On a full disk StoreFull names the place, no half file stays, and what was stored can be read."""
    files = open_files(str(small_disk / "blobs"))
    files.put(BYTES)
    with pytest.raises(StoreFull) as full:
        files.put(io.BytesIO(b"x" * (3 << 20)))
    assert str(small_disk) in full.value.facts[0]
    assert list((small_disk / "blobs" / ".half").iterdir()) == []
    assert files.read(SHA) == BYTES
    files.put(b"room again")


def test_a_dead_server_is_named(monkeypatch: pytest.MonkeyPatch, s3_server: str) -> None:
    """No server, or no such bucket, is StoreDown, not a stack of botocore."""
    new_bucket(s3_server, monkeypatch)
    with pytest.raises(StoreDown):
        open_files("s3://never-made/x", s3_server)
    monkeypatch.setattr("content_store.s3_files.RETRIES", {"mode": "standard", "max_attempts": 1})
    with pytest.raises(StoreDown):
        open_files("s3://kho/x", "http://127.0.0.1:9")


@pytest.mark.heavy
@pytest.mark.parametrize(("kind", "megabytes", "most"), [("folder", 300, 20), ("s3", 120, 60)])
def test_large_blobs_go_through_in_little_memory(
    kind: str, megabytes: int, most: int, tmp_path: Path, upload_memory: Callable[[str, Path, int], int]
) -> None:
    """Memory does not grow with the blob (the benchmark sends 300 MB to the S3 server as well)."""
    assert upload_memory(kind, tmp_path, megabytes) < most


@given(st.binary(max_size=4096), st.lists(st.integers(1, 500), max_size=30))
def test_checked_streams_give_what_they_got(data: bytes, sizes: list[int]) -> None:
    """However it is read, a checked stream gives the same bytes and objects only to a wrong name."""
    from hashlib import sha256

    good = io.BufferedReader(Checked(io.BytesIO(data), sha256(data).hexdigest()))
    assert b"".join([good.read(size) for size in sizes]) + good.read() == data
    bad = io.BufferedReader(Checked(io.BytesIO(data), SHA))
    with pytest.raises(Damaged):
        bad.read()
