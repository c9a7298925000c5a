"""Both engines, for real: every test that asks for `store` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from content_store import open_files, open_store
from content_store.files import Files
from content_store.store import Store


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    beside = shutil.which("initdb")
    return found[-1].parent if found else Path(beside).parent if beside else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL of our own on loopback, with its data in a folder that goes away; its address without a database."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    as_user: list[str] = []
    folder = Path(tempfile.mkdtemp(prefix="nhipcau-pg-"))
    if os.geteuid() == 0:
        as_user = ["runuser", "-u", "postgres", "--"]
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
    port = _free_port()

    def run(*words: str) -> None:
        subprocess.run([*as_user, *words], cwd=folder, check=True, capture_output=True, timeout=120)

    run(
        str(programs / "initdb"),
        "-D",
        str(folder / "data"),
        "-U",
        "nhipcau",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-locale",
        "-N",
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
    control = str(programs / "pg_ctl")
    run(control, "-D", str(folder / "data"), "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgresql://nhipcau@127.0.0.1:{port}"
    finally:
        run(control, "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.heavy)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once in each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kho.db'}"
    return new_database(request.getfixturevalue("postgres"))


def new_database(server: str) -> str:
    """A new empty database on a server."""
    import psycopg

    name = f"t{uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{server}/{name}"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An empty store."""
    with open_store(database, wait_s=5) as opened:
        yield opened


@pytest.fixture
def another(database: str) -> Iterator[Callable[[], Store]]:
    """Opens the same store once more, as another program would."""
    opened: list[Store] = []

    def open_it() -> Store:
        opened.append(open_store(database, wait_s=5))
        return opened[-1]

    yield open_it
    for one in opened:
        one.close()


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """A server that speaks S3 on loopback; its address."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def files(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Empty blobs, once in a folder and once on an S3 server."""
    if request.param == "folder":
        return open_files(str(tmp_path / "blobs"))
    return new_bucket(request.getfixturevalue("s3_server"), monkeypatch)


def new_bucket(server: str, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Blobs in a new bucket of an S3 server."""
    import boto3

    for name, value in (
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
    ):
        monkeypatch.setenv(name, value)
    bucket = f"kho-{uuid4().hex}"
    boto3.client("s3", endpoint_url=server).create_bucket(Bucket=bucket)
    return open_files(f"s3://{bucket}/tin", server)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB of its own."""
    place = tmp_path / "small"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True, check=False)
    if made.returncode != 0:
        pytest.skip("mounting a small disk needs root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


_UPLOAD = """
import resource, sys
from content_store import open_files
class Zeros:
    def __init__(self, left): self.left = left
    def read(self, size):
        size = min(size, self.left)
        self.left -= size
        return bytes(size)
files = open_files(sys.argv[1], sys.argv[2] or None)
files.read(files.put(b"warm").sha256)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
blob = files.put(Zeros(int(sys.argv[3]) << 20))
with files.open(blob.sha256) as stream:
    while stream.read(1 << 20):
        pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.fixture
def upload_memory(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Path, int], int]:
    """Extra megabytes another process needs to store and read a large blob, in a folder or on the S3 server."""

    def measure(kind: str, tmp_path: Path, megabytes: int) -> int:
        place, endpoint = str(tmp_path / "blobs"), ""
        if kind == "s3":
            endpoint = request.getfixturevalue("s3_server")
            place = f"s3://{new_bucket(endpoint, monkeypatch)._bucket}/x"  # type: ignore[attr-defined]
        done = subprocess.run(
            [sys.executable, "-c", _UPLOAD, place, endpoint, str(megabytes)],
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        )
        return int(done.stdout)

    return measure
