"""Blobs: raw bytes under their SHA-256, in a local folder or on an S3-speaking server.

What is written is hashed by us while it is written and what is read is hashed by us while it is read: neither a disk nor a
server is believed. Nothing here holds a whole file in memory.
"""

from __future__ import annotations

import errno
import io
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from newsroom.errors import Damaged, NotFound, StoreDown, StoreFull

PIECE = 1 << 20
"""Bytes held at a time."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHA = re.compile(r"[0-9a-f]{64}\Z")

Source = bytes | Path | BinaryIO


@dataclass(frozen=True, slots=True)
class Blob:
    """Stored bytes: their SHA-256 and how many."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a checked link allows: which blob, under which name and media type."""

    sha256: str
    name: str
    media_type: str


class Files(ABC):
    """Content-addressed bytes. A blob is never changed; storing it again costs a look-up."""

    @abstractmethod
    def put(self, source: Source) -> Blob:
        """Store bytes, a file or a stream (read once, to its end); whole or not at all.

        Raises StoreFull when the disk is full, StoreDown when the server fails, Damaged when what was stored differs.
        """

    @abstractmethod
    def has(self, sha: str) -> bool:
        """Whether the blob is stored."""

    @abstractmethod
    def size(self, sha: str) -> int:
        """Its bytes; raises NotFound."""

    @abstractmethod
    def piece(self, sha: str, start: int, length: int) -> bytes:
        """Some bytes from the middle, for resumed downloads and players; not hashed. Raises NotFound."""

    @abstractmethod
    def link(self, sha: str, name: str, media_type: str, now: datetime, seconds: int) -> str:
        """An address that gives the blob under a name for some seconds from `now`; raises NotFound."""

    @abstractmethod
    def each(self) -> Iterator[str]:
        """The SHA-256 of every blob, sorted."""

    @abstractmethod
    def _raw(self, sha: str) -> BinaryIO:
        """The stored bytes, unchecked; raises NotFound."""

    @contextmanager
    def open(self, sha: str) -> Iterator[BinaryIO]:
        """The blob as a stream that raises Damaged at its end when the bytes are not those of its name; raises NotFound."""
        with self._raw(check_name(sha)) as raw:
            yield io.BufferedReader(Checked(raw, sha), PIECE)

    def read(self, sha: str) -> bytes:
        """The whole blob, checked; for small ones. Raises NotFound, Damaged."""
        with self.open(sha) as stream:
            return stream.read()

    def copy(self, sha: str, to: Path) -> None:
        """Write the blob to a file, checked; nothing is left there when it is damaged. Raises NotFound, Damaged."""
        try:
            with self.open(sha) as stream, to.open("wb") as out:
                while piece := stream.read(PIECE):
                    out.write(piece)
        except Damaged:
            to.unlink(missing_ok=True)
            raise


class Checked(io.RawIOBase):
    """A stream that hashes what passes and compares at the end."""

    def __init__(self, raw: Any, sha: str) -> None:
        super().__init__()
        self._raw, self._sha, self._hash, self._done = raw, sha, sha256(), False

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, into: Any) -> int:
        """Read, hash, and at the end compare."""
        piece = self._raw.read(len(into))
        into[: len(piece)] = piece
        self._hash.update(piece)
        if not piece and len(into) and not self._done:
            self._done = True
            if self._hash.hexdigest() != self._sha:
                raise Damaged(self._sha, self._hash.hexdigest())
        return len(piece)


def pieces(source: Source) -> Iterator[bytes]:
    """The bytes of a source, a piece at a time."""
    if isinstance(source, bytes):
        yield from (source[at : at + PIECE] for at in range(0, len(source), PIECE))
        return
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield from pieces(stream)
        return
    while piece := source.read(PIECE):
        yield piece


def check_name(sha: str) -> str:
    """The SHA-256 itself; raises NotFound when it is no SHA-256, so that no path can be smuggled in."""
    if not _SHA.match(sha):
        raise NotFound("blob", sha)
    return sha


@contextmanager
def disk_trouble(place: str | Path) -> Iterator[None]:
    """Turn a full disk into StoreFull and other trouble of the file system into StoreDown."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreFull(place) from error
        raise StoreDown(place, error.strerror or error) from error


def open_files(place: str, endpoint: str | None = None) -> Files:
    """The blobs in a folder, or in `s3://bucket/prefix`."""
    if place.startswith("s3://"):
        from content_store.s3_files import S3Files

        bucket, _, prefix = place.removeprefix("s3://").partition("/")
        return S3Files(bucket, prefix.strip("/"), endpoint)
    from content_store.local_files import LocalFiles

    return LocalFiles(Path(place.removeprefix("file://")))
