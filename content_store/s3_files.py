"""Blobs on an S3-speaking server, through boto3."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from typing import Any, BinaryIO, cast
from urllib.parse import quote

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from content_store.files import PIECE, Blob, Files, Source, check_name, disk_trouble, pieces
from newsroom.errors import Damaged, NotFound, StoreDown, StoreFull

_ABSENT = {"404", "NoSuchKey", "NotFound"}
_FULL = {"507", "InsufficientStorage", "XMinioStorageFull", "QuotaExceeded"}
RETRIES: dict[str, Any] = {"mode": "standard", "max_attempts": 4}
_PARTS = TransferConfig(multipart_threshold=8 << 20, multipart_chunksize=8 << 20, max_concurrency=2)


class S3Files(Files):
    """Blobs under `prefix/ab/abcdef…` of a bucket. Keys and what goes with them are ASCII only."""

    def __init__(self, bucket: str, prefix: str, endpoint: str | None = None) -> None:
        self._bucket, self._prefix = bucket, prefix
        settings = Config(
            signature_version="s3v4",
            s3={"addressing_style": "path" if endpoint else "auto"},
            retries=RETRIES,
            connect_timeout=10,
            read_timeout=60,
            request_checksum_calculation="when_required",  # other servers than Amazon's stumble over the new default
            response_checksum_validation="when_required",
        )
        with self._trouble(""):
            self._client = boto3.client("s3", endpoint_url=endpoint, config=settings)
            self._client.head_bucket(Bucket=bucket)

    def put(self, source: Source) -> Blob:
        """Hash into a file aside, send it in parts, read it back and compare."""
        with disk_trouble(tempfile.gettempdir()), tempfile.TemporaryFile() as aside:
            digest, size = sha256(), 0
            for piece in pieces(source):
                digest.update(piece)
                size += len(piece)
                aside.write(piece)
            blob = Blob(digest.hexdigest(), size)
            if not self._stored(blob):
                aside.seek(0)
                with self._trouble(blob.sha256):
                    self._client.upload_fileobj(aside, self._bucket, self._key(blob.sha256), Config=_PARTS)
                self._check(blob)
        return blob

    def _stored(self, blob: Blob) -> bool:
        try:
            return self.size(blob.sha256) == blob.bytes
        except NotFound:
            return False

    def _check(self, blob: Blob) -> None:
        try:
            with self.open(blob.sha256) as stream:
                while stream.read(PIECE):
                    pass
        except Damaged:
            with self._trouble(blob.sha256):
                self._client.delete_object(Bucket=self._bucket, Key=self._key(blob.sha256))
            raise

    def has(self, sha: str) -> bool:
        """Whether the blob is stored."""
        try:
            self.size(sha)
        except NotFound:
            return False
        return True

    def size(self, sha: str) -> int:
        """Its bytes; raises NotFound."""
        with self._trouble(sha):
            return int(self._client.head_object(Bucket=self._bucket, Key=self._key(sha))["ContentLength"])

    def piece(self, sha: str, start: int, length: int) -> bytes:
        """Some bytes from the middle; raises NotFound."""
        if length <= 0 or start >= self.size(sha):
            return b""
        wanted = f"bytes={start}-{start + length - 1}"
        with self._trouble(sha):
            answer = self._client.get_object(Bucket=self._bucket, Key=self._key(sha), Range=wanted)
            return cast(bytes, answer["Body"].read())

    def each(self) -> Iterator[str]:
        """The SHA-256 of every blob, sorted."""
        start = f"{self._prefix}/" if self._prefix else ""
        with self._trouble(""):
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=start):
                yield from (entry["Key"].rpartition("/")[2] for entry in page.get("Contents", ()))

    def link(self, sha: str, name: str, media_type: str, now: datetime, seconds: int) -> str:
        """A presigned address; it runs out `seconds` after it was made by the server's clock. Raises NotFound."""
        self.size(sha)
        wanted = {
            "Bucket": self._bucket,
            "Key": self._key(sha),
            "ResponseContentType": media_type,
            "ResponseContentDisposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        }
        with self._trouble(sha):
            return cast(str, self._client.generate_presigned_url("get_object", Params=wanted, ExpiresIn=seconds))

    def _raw(self, sha: str) -> BinaryIO:
        with self._trouble(sha):
            return cast(BinaryIO, _Body(self._client.get_object(Bucket=self._bucket, Key=self._key(sha))["Body"]))

    def _key(self, sha: str) -> str:
        return "/".join(filter(None, (self._prefix, check_name(sha)[:2], sha)))

    @contextmanager
    def _trouble(self, sha: str) -> Iterator[None]:
        try:
            yield
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in _ABSENT and sha:
                raise NotFound("blob", sha) from error
            if code in _FULL:
                raise StoreFull(f"s3://{self._bucket}") from error
            raise StoreDown(f"s3://{self._bucket}", code or error) from error
        except BotoCoreError as error:
            raise StoreDown(f"s3://{self._bucket}", error) from error


class _Body:
    """A botocore body as a context manager that can be read."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def read(self, size: int) -> bytes:
        return cast(bytes, self._body.read(size))

    def __enter__(self) -> _Body:
        return self

    def __exit__(self, *_: object) -> None:
        self._body.close()
