"""The one polite, safe fetcher for all doors: conditional requests, robots, intervals, allow-list, no private addresses.

State goes in and comes out as plain data (`Memory`); the caller keeps it. The clock is a parameter. Addresses are resolved once,
checked, and the connection is made to the checked address, so a name that changes between check and use gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

AGENT = "NhipCau/0.1 (toa soan; lien he quan tri tram)"
MAX_BYTES = 20_000_000
MAX_SECONDS = 40.0
MAX_REDIRECTS = 5
MAX_WAIT = timedelta(hours=24)
_WEIGHTS = {"hard": 1.0, "soft": 0.5, "passing": 0.25}
"""How much a failure counts towards backing off: a page gone or refused, a broken answer, a passing trouble."""
_GIVE_UP = 10.0


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a source between visits; `strikes` is the weighted count of failures in a row."""

    etag: str | None = None
    modified: str | None = None
    strikes: float = 0.0
    next_at: datetime | None = None
    last_new: datetime | None = None
    every_s: float = 900.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: `outcome` is "new", "same", "wait" (too early to ask), "failed" or "refused"; why in `detail`."""

    outcome: str
    memory: Memory
    url: str
    data: bytes = b""
    media_type: str | None = None
    redirects: tuple[str, ...] = ()
    why: str | None = None
    detail: str = ""


@dataclass(slots=True)
class Fetcher:
    """Asks for addresses. `allowed` are hosts that may be asked (their sub-domains too); `allow_local` "host:port" for tests.

    `interval_s` is the least time between two requests to one host; `sleep` waits (a test passes its own).
    """

    allowed: frozenset[str]
    allow_local: frozenset[str] = frozenset()
    interval_s: float = 2.0
    max_bytes: int = MAX_BYTES
    max_seconds: float = MAX_SECONDS
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)

    def fetch(self, url: str, memory: Memory, now: datetime, *, robots: bool = False) -> Fetched:
        """The answer of `url`; feeds named in the settings are asked whatever robots.txt says (`robots=False`), pages are not."""
        if memory.next_at is not None and now < memory.next_at:
            return Fetched("wait", memory, url)
        try:
            return self._ask(url, memory, now, robots)
        except NotAllowed as error:
            return Fetched("refused", memory, url, why="not_allowed", detail=str(error))
        except TooLarge:
            return self._failed(url, memory, now, "hard", "too_large", f"trên {self.max_bytes // 1_000_000} MB")
        except httpx.TimeoutException:
            return self._failed(url, memory, now, "passing", "timeout", "")
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return self._failed(url, memory, now, "passing", "unreadable", f"{type(error).__name__}")

    def _ask(self, url: str, memory: Memory, now: datetime, robots: bool) -> Fetched:
        seen: list[str] = []
        headers = _conditions(memory)
        deadline = time.monotonic() + self.max_seconds
        while True:
            if robots and not self._may(url):
                raise NotAllowed(f"robots.txt của {urlsplit(url).hostname}")
            status, answered, data = self._once(url, headers, deadline)
            if status in (301, 302, 303, 307, 308) and answered.get("location"):
                seen.append(url)
                url = urljoin(url, answered["location"])
                if len(seen) > MAX_REDIRECTS:
                    return self._failed(url, memory, now, "hard", "unreadable", "chuyển hướng vòng quanh")
                continue
            return self._judge(status, answered, data, url, memory, now, tuple(seen))

    def _judge(
        self,
        status: int,
        headers: Mapping[str, str],
        data: bytes,
        url: str,
        memory: Memory,
        now: datetime,
        seen: tuple[str, ...],
    ) -> Fetched:
        if status == 304:
            slower = min(memory.every_s * 1.5, 21_600.0)
            kept = replace(memory, strikes=0.0, every_s=slower, next_at=now + timedelta(seconds=slower))
            return Fetched("same", kept, url, redirects=seen)
        if status == 200:
            faster = max(memory.every_s / 2, 600.0)
            kept = Memory(
                headers.get("etag"), headers.get("last-modified"), 0.0, now + timedelta(seconds=faster), now, faster
            )
            media = headers.get("content-type")
            return Fetched("new", kept, url, data, media, seen)
        kind = "passing" if status in (408, 425, 429) or status >= 500 else "hard"
        failed = self._failed(url, memory, now, kind, "unreadable", f"HTTP {status}")
        wait = _retry_after(headers.get("retry-after"), now)
        if wait is not None and failed.memory.next_at is not None:
            failed = replace(
                failed, memory=replace(failed.memory, next_at=max(failed.memory.next_at, now + min(wait, MAX_WAIT)))
            )
        return replace(failed, redirects=seen)

    def _failed(self, url: str, memory: Memory, now: datetime, kind: str, why: str, detail: str) -> Fetched:
        strikes = min(memory.strikes + _WEIGHTS[kind], _GIVE_UP)
        wait = min(timedelta(seconds=memory.every_s * (1 + strikes)), MAX_WAIT)
        return Fetched("failed", replace(memory, strikes=strikes, next_at=now + wait), url, why=why, detail=detail)

    def _once(self, url: str, headers: dict[str, str], deadline: float) -> tuple[int, dict[str, str], bytes]:
        """One request to a checked address; raises NotAllowed, TooLarge, httpx errors."""
        parts = urlsplit(url)
        host, port = self._checked(url)
        address = self._address(host, port)
        self._pace(host)
        shown = f"[{address}]" if ":" in address else address
        pinned = parts._replace(netloc=f"{shown}:{port}").geturl()
        asked = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": AGENT, "Accept-Encoding": "gzip, deflate", **headers}
        with (
            httpx.Client(timeout=httpx.Timeout(10.0), follow_redirects=False, trust_env=False) as client,
            client.stream("GET", pinned, headers=asked, extensions={"sni_hostname": host}) as answer,
        ):
            if int(answer.headers.get("content-length") or 0) > self.max_bytes:
                raise TooLarge
            return (
                answer.status_code,
                {name.lower(): value for name, value in answer.headers.items()},
                self._body(answer, deadline),
            )

    def _body(self, answer: httpx.Response, deadline: float) -> bytes:
        """The unpacked body, within the limits of size and time."""
        out = bytearray()
        for piece in answer.iter_bytes(65_536):
            out += piece
            if len(out) > self.max_bytes:
                raise TooLarge
            if time.monotonic() > deadline:
                raise httpx.ReadTimeout("whole request")
        return bytes(out)

    def _checked(self, url: str) -> tuple[str, int]:
        """Host and port of an address that may be asked."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NotAllowed(parts.scheme or url[:60])
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = parts.hostname.lower().rstrip(".")
        if f"{host}:{port}" in self.allow_local:
            return host, port
        if not any(host == one or host.endswith("." + one) for one in self.allowed):
            raise NotAllowed(host)
        if port not in (80, 443, 8080, 8443):
            raise NotAllowed(f"{host}:{port}")
        return host, port

    def _address(self, host: str, port: int) -> str:
        """The address a host resolves to, checked to be a public one."""
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if f"{host}:{port}" in self.allow_local:
            return found[0]
        for address in found:
            if not _public(address):
                raise NotAllowed(f"{host} → {address}")
        return found[0]

    def _pace(self, host: str) -> None:
        now = time.monotonic()
        wait = self._last.get(host, -1e9) + self.interval_s - now
        if wait > 0:
            self.sleep(wait)
        self._last[host] = time.monotonic()

    def _may(self, url: str) -> bool:
        """Whether robots.txt lets us; a site without one lets everybody, one that fails lets nobody for now."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._robots:
            rules = RobotFileParser()
            status, _, data = self._once(f"{root}/robots.txt", {}, time.monotonic() + 10)
            rules.parse(data.decode("utf-8", "replace").splitlines() if status == 200 else [])
            if status >= 500:
                rules.parse(["User-agent: *", "Disallow: /"])
            self._robots[root] = rules
        return self._robots[root].can_fetch(AGENT, url)


class NotAllowed(Exception):
    """An address that must not be asked."""


class TooLarge(Exception):
    """An answer over the limit of bytes."""


def _public(address: str) -> bool:
    """Whether an address is out on the public net; IPv4 inside IPv6 is judged as IPv4."""
    one: Any = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(one, "ipv4_mapped", None) or getattr(one, "sixtofour", None)
    return bool((mapped or one).is_global and not one.is_multicast)


def _conditions(memory: Memory) -> dict[str, str]:
    """ETag when the source gave one, else its date."""
    if memory.etag:
        return {"If-None-Match": memory.etag}
    return {"If-Modified-Since": memory.modified} if memory.modified else {}


def _retry_after(value: str | None, now: datetime) -> timedelta | None:
    if not value:
        return None
    if value.strip().isdigit():
        return timedelta(seconds=int(value))
    try:
        return max(parsedate_to_datetime(value) - now, timedelta())
    except (ValueError, TypeError):
        return None


def silent_for(memory: Memory, now: datetime, days: int = 3) -> int | None:
    """How many days a source has brought nothing new, once that is `days` or more."""
    if memory.last_new is None:
        return None
    silent = (now - memory.last_new).days
    return silent if silent >= days else None


_SPAM = (
    "cá cược",
    "nhà cái",
    "casino",
    "nổ hũ",
    "tài xỉu",
    "kèo bóng",
    "xóc đĩa",
    "bắn cá",
    "game bài",
    "lô đề",
    "soi cầu",
    "khuyến mãi nạp",
)


def vocabulary_jump(text: str) -> bool:
    """Whether a page speaks of gambling as captured sites do: several different words of it, or one again and again."""
    lowered = text.lower()
    counts = [lowered.count(word) for word in _SPAM]
    return sum(count > 0 for count in counts) >= 3 or max(counts) >= 8
