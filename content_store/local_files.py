"""Blobs in a local folder: written aside, flushed to the disk, then renamed into place."""

from __future__ import annotations

import base64
import hmac
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import IO, BinaryIO

from content_store.files import Blob, Files, Source, Ticket, check_name, disk_trouble, pieces
from newsroom.errors import LinkRefused, NotFound

LINKS = "/files/"
"""Where the desk serves signed links of local blobs."""


class LocalFiles(Files):
    """A folder of blobs: `ab/abcdef…`, a folder of half-written ones, and the key that signs links."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.expanduser().absolute()
        self._half = self._folder / ".half"
        with disk_trouble(self._folder):
            self._half.mkdir(parents=True, exist_ok=True)

    def put(self, source: Source) -> Blob:
        """Store whole or not at all; a crash leaves at most a half file that nothing reads."""
        if isinstance(source, bytes) and self.has(known := sha256(source).hexdigest()):
            return Blob(known, len(source))
        with disk_trouble(self._folder), tempfile.NamedTemporaryFile(dir=self._half, delete=False) as half:
            path = Path(half.name)
            try:
                blob = _write(source, half)
                half.flush()
                os.fsync(half.fileno())
                os.chmod(path, 0o640)
                self._place(path, blob.sha256)
            finally:
                path.unlink(missing_ok=True)
        return blob

    def _place(self, half: Path, sha: str) -> None:
        final = self._path(sha)
        if final.exists() and final.stat().st_size == half.stat().st_size:
            return
        final.parent.mkdir(exist_ok=True)
        half.replace(final)
        folder = os.open(final.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def has(self, sha: str) -> bool:
        """Whether the blob is stored."""
        return self._path(sha).is_file()

    def size(self, sha: str) -> int:
        """Its bytes; raises NotFound."""
        try:
            return self._path(sha).stat().st_size
        except FileNotFoundError as error:
            raise NotFound("blob", sha) from error

    def piece(self, sha: str, start: int, length: int) -> bytes:
        """Some bytes from the middle; raises NotFound."""
        with self._raw(sha) as stream:
            stream.seek(start)
            return stream.read(length)

    def each(self) -> Iterator[str]:
        """The SHA-256 of every blob, sorted."""
        for folder in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(path.name for path in folder.iterdir())

    def link(self, sha: str, name: str, media_type: str, now: datetime, seconds: int) -> str:
        """A signed path below LINKS that `unlock` checks; raises NotFound."""
        self.size(sha)
        until = int((now + timedelta(seconds=seconds)).timestamp())
        body = _base64(json.dumps([sha, name, media_type, until]).encode())
        return f"{LINKS}{body}.{self._sign(body)}"

    def unlock(self, link: str, now: datetime) -> Ticket:
        """What a link allows at `now`; raises LinkRefused when it is forged or out of time."""
        body, _, signature = link.rpartition("/")[2].partition(".")
        if not hmac.compare_digest(signature.encode(), self._sign(body).encode()):
            raise LinkRefused("forged")
        sha, name, media_type, until = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        if now.timestamp() >= until:
            raise LinkRefused("expired")
        return Ticket(sha, name, media_type)

    def path(self, sha: str) -> Path:
        """Where a blob lies, for programs that want a file name; never write to it. Raises NotFound."""
        self.size(sha)
        return self._path(sha)

    def _raw(self, sha: str) -> BinaryIO:
        try:
            return self._path(sha).open("rb")
        except FileNotFoundError as error:
            raise NotFound("blob", sha) from error

    def _path(self, sha: str) -> Path:
        return self._folder / check_name(sha)[:2] / sha

    def _sign(self, body: str) -> str:
        return _base64(hmac.digest(self._key(), body.encode(), "sha256"))

    def _key(self) -> bytes:
        path = self._folder / ".key"
        if not path.is_file():
            with tempfile.NamedTemporaryFile(dir=self._half) as half:
                half.write(token_bytes(32))
                half.flush()
                with suppress(FileExistsError):
                    os.link(half.name, path)
        return path.read_bytes()


def _write(source: Source, out: IO[bytes]) -> Blob:
    digest, size = sha256(), 0
    for piece in pieces(source):
        digest.update(piece)
        size += len(piece)
        out.write(piece)
    return Blob(digest.hexdigest(), size)


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
