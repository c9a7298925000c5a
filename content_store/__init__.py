"""Keeps everything: records, versions, audit, blobs, search. `open_store` gives the records, `open_files` the bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content_store.files import Files
    from content_store.store import Store


def open_store(database: str, wait_s: float = 30.0) -> Store:
    """The store at an SQLAlchemy address (`sqlite:///…`, `postgresql://…`), its tables made or brought up to date.

    `wait_s`: seconds to wait for another program's writing. Raises StoreBusy, StoreFull or StoreDown.
    """
    from content_store.store import Store

    return Store(database, wait_s=wait_s)


def open_files(place: str, endpoint: str | None = None) -> Files:
    """The blobs in a folder or in `s3://bucket/prefix`; `endpoint` of the S3 server, else AWS_ENDPOINT_URL_S3, else Amazon's.

    Raises StoreDown when the server does not answer or the bucket is not there.
    """
    from content_store import files

    return files.open_files(place, endpoint)
