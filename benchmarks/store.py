"""The store against named floors: keeping 10,000 items, finding among 100,000, sending 300 MB.

The floor of keeping is raw sqlite3 writing the same JSON in one table, one transaction of 500 at a time; the floor of search
is FTS5 answering the same words with no tiers, no filters and no join.
"""

from __future__ import annotations

import logging
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from content_store import open_store
from content_store.lists import Wanted
from content_store.rows import chunks, to_json
from content_store.store import Store
from newsroom.facts import Donation, Goods, Household, Money, PersonMention, PlaceMention, Reading, Span, Spoken
from newsroom.report import Provenance, Report
from newsroom.story import Story

AT = datetime(2026, 11, 24, 1, tzinfo=UTC)
DAY = date(2026, 11, 24)
_ONSETS = ["", *re.findall(r"\w+", "b c d đ g h k l m n p r s t v x ch gh gi kh ng nh ph qu th tr")]
_RIMES = re.findall(
    r"\w+", "a à á ả ã ạ an àn án ảnh ăn ân ấp âu ay bò cầu em ê êm ệnh i iên iệt o ó ôi ông ơ ở u ư ưa ường xuân ước"
)
_KNOWN = re.findall(r"\S+", "định an bò hộ nghèo trao tặng nhà đại đoàn kết xã cán bộ giồng riềng xuân nước 50.000.000 đồng")
QUERIES = [
    "định an", "dinh an", "bò", "bo", "hộ nghèo", "ho ngheo", "trao tặng nhà", "nhà đại đoàn", "xã đ", "c", "cán bộ", "can bo",
    "50.000.000", "giồng riềng", "giong rieng", "xuân", "tường", "kiểm tra nước", "thường", "ban",
]  # fmt: skip


def _words(rng: random.Random) -> Callable[[int], str]:
    vocabulary = [onset + rime for onset in _ONSETS for rime in _RIMES]
    rng.shuffle(vocabulary)
    vocabulary = _KNOWN + vocabulary
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    return lambda count: " ".join(rng.choices(vocabulary, weights, k=count))


def make(count: int, words: int = 250) -> Iterator[tuple[Report, Story]]:
    """Reports and stories of everyday size: 250 words in a Zipf-like spread, a dozen facts."""
    rng = random.Random(20261124)
    write = _words(rng)
    for n in range(count):
        text = f"{write(words)} {n}"
        hashed = sha256(text.encode()).hexdigest()
        title = write(10)
        way = Provenance("folder", f"nguồn {n % 40}", AT, f"Cán bộ {n % 300}", "front")
        report = Report(
            f"r{hashed[:16]}", f"{n}.docx", None, hashed, "docx", title, text, hashed, "docx 1", link=f"https://x.vn/{n}",
            published=DAY, provenance=(way,),
        )  # fmt: skip
        yield report, _story(report, n)


def _story(report: Report, n: int) -> Story:
    money = tuple(Money("50 triệu đồng", at, at + 13, 50_000_000) for at in range(3))
    reading = Reading(
        id=report.id, primary="donor", scores={"donor": 0.8, "model": 0.1, "other": 0.1}, secondary=("model",),
        needs_human=n % 7 == 0, why=(Span("trao tặng", 3, 12),), money=money,
        donations=(Donation("Công ty X", 50_000_000, (Goods("quà", 20, "phần"),), "hộ nghèo", 20, 0, 40),),
        households=(Household("20 hộ nghèo", 5, 16, "poor", 20),),
        places=tuple(PlaceMention("xã Định An", at, at + 10, "Định An", "Gò Quao", "Kiên Giang", "Định Hòa") for at in range(3)),
        organisations=(Span("Mặt trận xã", 4, 15),), persons=(PersonMention("Trần Thị A", 9, 19, "donor"),) * 2,
        dates=(), pii=(), typos=(), summary=(Span(report.text[:120], 0, 120),), spoken=Spoken(300, 90_000),
    )  # fmt: skip
    return Story(
        f"s{report.id}", report.id, report.title, f"{report.title}\n{report.text}", reading,
        ("donor", "model", "hardship")[n % 3], "new", sender_type="front", commune=f"Xã {n % 143}",
        received_on=DAY - timedelta(days=n % 365),
    )  # fmt: skip


@contextmanager
def timed(into: dict[str, float], name: str) -> Iterator[None]:
    """Seconds of a block."""
    began = time.perf_counter()
    yield
    into[name] = time.perf_counter() - began


def keeping(store: Store, count: int, folder: Path) -> dict[str, float]:
    """Seconds to keep reports and stories the first and the second time, and those of the floor."""
    reports, stories = zip(*make(count), strict=True)
    took: dict[str, float] = {}
    with timed(took, "reports"):
        store.keep_reports(reports)
    with timed(took, "stories"):
        store.keep_stories(stories, AT)
    places = [(one.blob, one.path) for one in reports]
    store.take(places, "nguồn", AT)
    with timed(took, "again"):
        store.keep_reports(reports)
        store.keep_stories(stories, AT)
    with timed(took, "seen"):
        store.seen(places, "nguồn")
    with timed(took, "floor"):
        _floor([*reports, *stories], folder / "floor.db")
    return took


def _floor(nouns: list[Any], path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE nouns (id TEXT PRIMARY KEY, data TEXT)")
    for some in chunks(nouns):
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO nouns VALUES (?, ?)", [(one.id, to_json(one)) for one in some])
        connection.execute("COMMIT")
    connection.close()


def searching(store: Store) -> dict[str, list[float]]:
    """Milliseconds of each query, alone and with a filter, five times."""
    took: dict[str, list[float]] = {}
    wanted = {"words": Wanted(), "words + class": Wanted(classes=("model",)), "words + commune": Wanted(communes=("Xã 7",))}
    for name, filters in wanted.items():
        for typed in QUERIES * 5:
            began = time.perf_counter()
            store.search(typed, filters)
            took.setdefault(name, []).append(1000 * (time.perf_counter() - began))
    for name, ask in (
        ("counts per state", store.counts),
        ("first page of a class", lambda: store.lines(Wanted(classes=("model",)))),
        ("page in the middle", lambda: store.lines(before=store.lines()[0].n // 2)),
    ):
        for _ in range(20):
            began = time.perf_counter()
            ask()
            took.setdefault(name, []).append(1000 * (time.perf_counter() - began))
    return took


def plain_fts(path: Path) -> list[float]:
    """Milliseconds of the same words asked of FTS5 alone."""
    connection = sqlite3.connect(path)
    took = []
    for typed in QUERIES * 5:
        words = " ".join(f'"{word}"' for word in typed.replace(".", " ").split())
        began = time.perf_counter()
        ask = "SELECT rowid FROM story_words WHERE story_words MATCH ? ORDER BY rowid DESC LIMIT 20"
        connection.execute(ask, (f"exact : ({words})",)).fetchall()
        took.append(1000 * (time.perf_counter() - began))
    return took


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


UPLOAD = """
import resource, sys, time
from content_store import open_files
class Zeros:
    def __init__(self, left): self.left = left
    def read(self, size):
        size = min(size, self.left)
        self.left -= size
        return bytes(size)
files = open_files(sys.argv[1], sys.argv[2] or None)
files.read(files.put(b"warm").sha256)
before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
blob = files.put(Zeros(int(sys.argv[3]) << 20))
put = time.perf_counter()
with files.open(blob.sha256) as stream:
    while stream.read(1 << 20):
        pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, put - began, time.perf_counter() - put)
"""
"""A program that stores and reads one large blob and prints extra megabytes, seconds to write, seconds to read."""


def upload(place: str, endpoint: str, megabytes: int) -> tuple[float, float, float]:
    """Extra megabytes of memory, seconds to write and to read a large blob in another process."""
    asked = [sys.executable, "-c", UPLOAD, place, endpoint, str(megabytes)]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=600)
    extra, put, get = map(float, done.stdout.split())
    return extra, put, get


@contextmanager
def s3_server() -> Iterator[str]:
    """A moto server in a process of its own with one bucket, `bench`."""
    import boto3
    from moto.server import ThreadedMotoServer

    os.environ |= {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "us-east-1"}
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    boto3.client("s3", endpoint_url=f"http://{host}:{port}").create_bucket(Bucket="bench")
    yield f"http://{host}:{port}"
    server.stop()


def main(database: str | None = None, items: int = 10_000, stories: int = 100_000, megabytes: int = 300) -> None:
    """Print the tables; `database` is another engine than a new SQLite file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_store(database or f"sqlite:///{folder / 'kho.db'}") as store:
            took = keeping(store, items, folder)
            print(
                f"\nKeeping {items:,} reports and {items:,} stories in {store.dialect} (floor: raw sqlite3 inserts of the same JSON)"
            )
            first = took["reports"] + took["stories"]
            for what in ("reports", "stories", "again", "seen", "floor"):
                print(
                    f"  {what:10} {took[what]:8.2f} s  {took[what] / took['floor']:6.1f} × floor  {took[what] / first:6.1%} of first"
                )
            for some in chunks(make(stories), 2000):
                store.keep_stories([story for _, story in some], AT)
            floor = plain_fts(folder / "kho.db") if database is None else None
            print(f"\nFinding among {stories:,} stories, ms (floor: FTS5 alone)")
            if floor:
                print(f"  {'floor':22} median {statistics.median(floor):7.1f}  p95 {p95(floor):7.1f}")
            for what, values in searching(store).items():
                print(
                    f"  {what:22} median {statistics.median(values):7.1f}  p95 {p95(values):7.1f}  worst {max(values):7.1f}"
                )
        print(f"\nStoring and reading one blob of {megabytes} MB")
        with s3_server() as endpoint:
            for place, server in ((str(folder / "blobs"), ""), ("s3://bench/x", endpoint)):
                extra, put, get = upload(place, server, megabytes)
                print(f"  {place.split('/')[0] or 'folder':8} +{extra:5.0f} MB  write {put:5.1f} s  read {get:5.1f} s")


if __name__ == "__main__":
    main(*sys.argv[1:2])
