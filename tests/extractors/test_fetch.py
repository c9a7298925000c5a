"""The fetcher against a local server that behaves badly."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from extractors.fetch import Fetcher, Memory

NOW = datetime(2026, 11, 24, tzinfo=UTC)


class _Bad(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/etag" and self.headers.get("If-None-Match") == '"1"':
            self._say(304, {})
        elif self.path == "/etag":
            self._say(200, {"ETag": '"1"'}, b"tin")
        elif self.path == "/inside":
            self._say(302, {"Location": "http://127.0.0.1:1/secret"})
        elif self.path == "/busy":
            self._say(429, {"Retry-After": "7200"})
        elif self.path == "/bomb":
            self._say(200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 5_000_000))
        elif self.path == "/robots.txt":
            self._say(200, {}, b"User-agent: *\nDisallow: /closed\n")
        else:
            self._say(404, {})

    def _say(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def root() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Bad)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher(root: str) -> Fetcher:
    return Fetcher(frozenset(), frozenset({root}), interval_s=0, max_bytes=1_000_000)


def test_unchanged_is_one_request(fetcher: Fetcher, root: str) -> None:
    """The second visit asks with the ETag and learns that nothing changed."""
    first = fetcher.fetch(f"http://{root}/etag", Memory(), NOW)
    assert (first.outcome, first.data) == ("new", b"tin")
    later = fetcher.fetch(f"http://{root}/etag", first.memory, NOW + timedelta(hours=1))
    assert later.outcome == "same"


def test_no_way_inside(fetcher: Fetcher, root: str) -> None:
    """A redirect to a local address is refused; so are hosts off the list."""
    assert fetcher.fetch(f"http://{root}/inside", Memory(), NOW).why == "not_allowed"
    assert fetcher.fetch("http://example.com/", Memory(), NOW).why == "not_allowed"
    assert Fetcher(frozenset({"localhost"})).fetch("http://localhost/", Memory(), NOW).why == "not_allowed"


def test_limits(fetcher: Fetcher, root: str) -> None:
    """A body that unfolds past the limit is dropped; Retry-After is kept to; robots.txt holds for pages."""
    assert fetcher.fetch(f"http://{root}/bomb", Memory(), NOW).why == "too_large"
    assert fetcher.fetch(f"http://{root}/busy", Memory(), NOW).memory.next_at == NOW + timedelta(hours=2)
    assert fetcher.fetch(f"http://{root}/closed", Memory(), NOW, robots=True).why == "not_allowed"
