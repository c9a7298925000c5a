"""`nhipcau rundown`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


def nhipcau(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "desk", *words],
        capture_output=True,
        cwd=PROJECT,
        env={**os.environ, "COLUMNS": "120"},
        check=False,
    )


def test_time_prints_the_timed_file(tmp_path: Path) -> None:
    """`rundown time` prints the file with its times added and exits 0."""
    file = tmp_path / "a.json"
    segments = [{"id": "a", "media_ms": 1000}, {"id": "b", "title": "“Đ” <&>"}]
    file.write_text(json.dumps({"planned_ms": 1000, "start": "2026-11-27T11:30:00+07:00", "segments": segments}))
    ran = nhipcau("rundown", "time", str(file))
    assert ran.returncode == 0
    timed = json.loads(ran.stdout)
    assert timed["segments"][1]["start"] == "2026-11-27T11:30:01+07:00"
    assert timed["unknown"] == ["b"]


@pytest.mark.parametrize(("text", "place"), [("{", "dòng 1"), ('{"planned_ms": 1, "segments": [{}]}', "segments[0].id")])
def test_refusals_exit_2(tmp_path: Path, text: str, place: str) -> None:
    """A file that cannot be timed: exit 2, a Vietnamese sentence naming the place, nothing on stdout."""
    file = tmp_path / "a.json"
    file.write_text(text)
    ran = nhipcau("rundown", "time", str(file))
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert place in ran.stderr.decode()
    assert nhipcau("rundown", "time", str(tmp_path / "none.json")).returncode == 2


def sample(tmp_path: Path, **more: object) -> Path:
    file = tmp_path / "kich-ban.json"
    segments = [
        {"id": "1", "title": "Đài hiệu", "kind": "ident", "media_ms": 14000, "sound": "01.wav"},
        {
            "id": "2",
            "title": "Bàn giao <4> căn nhà",
            "kind": "report",
            "script": "[Hân] Trao 4 căn nhà.",
            "presenter": "Hân",
        },
    ]
    base = {
        "show": "Nhịp cầu",
        "title": "Số 48",
        "day": "2026-11-27",
        "start": "2026-11-27T11:30:00+07:00",
        "planned_ms": 60000,
    }
    file.write_text(json.dumps({**base, "segments": segments, **more}), encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["html", "docx", "mos", "m3u8", "csv"])
def test_render_writes_the_same_bytes_twice(tmp_path: Path, name: str) -> None:
    """`rundown render FILE --as FORMAT --out PATH` writes the file; two processes give the same bytes."""
    file, out = sample(tmp_path), tmp_path / "ra" / "a"
    assert nhipcau("rundown", "render", str(file), "--as", name, "--out", str(out)).returncode == 0
    first = out.read_bytes()
    assert nhipcau("rundown", "render", str(file), "--as", name, "--out", str(out)).returncode == 0
    assert first == out.read_bytes()
    assert first


def test_render_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    """An unknown format, a file that is not there, a bad file: exit 2 and nothing written."""
    out = tmp_path / "a.pdf"
    assert nhipcau("rundown", "render", str(sample(tmp_path)), "--as", "fax", "--out", str(out)).returncode == 2
    assert nhipcau("rundown", "render", str(tmp_path / "none.json"), "--as", "html", "--out", str(out)).returncode == 2
    (tmp_path / "bad.json").write_text('{"segments": []}')
    ran = nhipcau("rundown", "render", str(tmp_path / "bad.json"), "--as", "html", "--out", str(out))
    assert (ran.returncode, "planned_ms" in ran.stderr.decode(), out.exists()) == (2, True, False)


def test_import_previews_then_writes(tmp_path: Path) -> None:
    """An edited CSV is shown as changes and written only with --write."""
    file, sheet = sample(tmp_path), tmp_path / "bang.csv"
    nhipcau("rundown", "render", str(file), "--as", "csv", "--out", str(sheet))
    sheet.write_bytes(sheet.read_bytes().replace("Đài hiệu".encode(), "Nhạc hiệu mới".encode(), 1))
    before = file.read_bytes()
    ran = nhipcau("rundown", "import", str(sheet), "--into", str(file))
    assert json.loads(ran.stdout)["after"] == "Nhạc hiệu mới"
    assert file.read_bytes() == before
    nhipcau("rundown", "import", str(sheet), "--into", str(file), "--write")
    assert json.loads(file.read_text(encoding="utf-8"))["segments"][0]["title"] == "Nhạc hiệu mới"


def test_send_speaks_mos(tmp_path: Path) -> None:
    """`rundown send` delivers a roCreate in UCS-2 big-endian and waits for the answer; a dead peer is exit 2, named."""
    import socket
    import threading

    server, heard = socket.create_server(("127.0.0.1", 0)), []

    def serve() -> None:
        line, _ = server.accept()
        with line:
            got = b""
            while not got.endswith("</mos>\n".encode("utf-16-be")):
                got += line.recv(65536)
            heard.append(got.decode("utf-16-be"))
            line.sendall("<mos><messageID>1</messageID><roAck><roStatus>OK</roStatus></roAck></mos>".encode("utf-16-be"))

    threading.Thread(target=serve, daemon=True).start()
    to = f"127.0.0.1:{server.getsockname()[1]}"
    ran = nhipcau("rundown", "send", str(sample(tmp_path)), "--to", to, "--mos-id", "A", "--ncs-id", "N")
    server.close()
    assert ran.returncode == 0, ran.stderr.decode()
    assert "<roEdDur>00:01:00</roEdDur>" in heard[0]
    assert "<storyID>S-1</storyID>" in heard[0]
    assert nhipcau("rundown", "send", str(sample(tmp_path)), "--to", "x", "--mos-id", "A", "--ncs-id", "N").returncode == 2
