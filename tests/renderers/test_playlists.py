"""Lists for playout machines."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from renderers.formats import FORMATS
from renderers.playlists import cue
from tests.renderers.samples import CONTEXT, forty, small


def made(name: str) -> str:
    return FORMATS[name].render(small(), CONTEXT).decode()


def test_m3u8_lists_sounds_in_order_and_names_holes() -> None:
    """EXTINF with title and length before each path; a missing sound is a remark, never silence."""
    lines = made("m3u8").splitlines()
    assert lines[0] == "#EXTM3U"
    assert [line for line in lines if not line.startswith("#")] == [
        "01_dai-hieu.wav",
        "03_hu-gao.wav",
        "07_nhac-cat.wav",
        "08.wav",
    ]
    assert any(line.startswith("#EXTINF:160.1,") for line in lines)
    assert any("THIẾU ÂM THANH: s4" in line for line in lines)


def test_cue_is_read_by_cueprint(tmp_path: Path) -> None:
    """Cuetools reads as many tracks as there are rows with a place on the clock, titles whole."""
    if shutil.which("cueprint") is None:
        pytest.skip("cuetools is not here")
    file = tmp_path / "p.cue"
    file.write_bytes(cue(small(), CONTEXT))
    ran = subprocess.run(["cueprint", "-d", "%N\n", "-t", "%n|%t\n", str(file)], capture_output=True, check=True, text=True)
    assert ran.stdout.splitlines()[0] == "8"
    assert "Bàn giao 4 trong 20 căn nhà" in ran.stdout


def test_cue_follows_its_rules() -> None:
    """Two-digit tracks, rising indexes of mm:ss:ff with frames under 75, no straight quote inside a title, CRLF."""
    text = FORMATS["cue"].render(forty(), CONTEXT).decode()
    marks = re.findall(r"INDEX 01 (\d{2,}):([0-5]\d):(\d{2})\r\n", text)
    frames = [(int(m) * 60 + int(s)) * 75 + int(f) for m, s, f in marks]
    assert all(int(f) < 75 for _, _, f in marks)
    assert frames == sorted(frames)
    assert all(line.count('"') in (0, 2) for line in text.splitlines())


def test_rdxml_by_the_line_readers_rules() -> None:
    """Rivendell's reader: cart, cutList and cut alone on their lines, one element a line, six-digit cut names."""
    lines = made("rdxml").splitlines()
    for tag in ("cart", "cutList", "cut"):
        opened = [line for line in lines if f"<{tag}>" in line or f"</{tag}>" in line]
        assert opened
        assert all(line in (f"<{tag}>", f"</{tag}>") for line in opened)
    assert all(re.fullmatch(r"<(\w+)>[^<>]*</\1>|<\w+/>|</?\w+>|<\?xml.*\?>", line) for line in lines)
    assert lines.count("<cart>") == lines.count("</cart>") == 5
    assert lines.count("<cut>") == 4
    assert any(re.fullmatch(r"<cutName>01\d{4}_001</cutName>", line) for line in lines)


def test_overlap_and_override_become_cue_points() -> None:
    """A segue is the segue start of the cut and a cross point for Liquidsoap; a shorter override is a cue-out."""
    assert "<segueStartPoint>4500</segueStartPoint>" in made("rdxml")
    assert 'liq_cross_duration="1.500"' in made("liquidsoap")
    cut = replace(small(), segments=(replace(small().segments[0], override_ms=10_000),))
    assert 'liq_cue_out="10.000"' in FORMATS["liquidsoap"].render(cut, CONTEXT).decode()


def test_import_lists() -> None:
    """AzuraCast gets base names, LibreTime paths with lengths; a title that looks like a formula is guarded."""
    deep = replace(CONTEXT, sounds="/srv/nhip-cau/")
    names = FORMATS["azuracast"].render(small(), deep).decode().splitlines()
    assert names[1] == "01_dai-hieu.wav"
    rows = list(csv.DictReader(io.StringIO(FORMATS["libretime"].render(small(), deep).decode())))
    assert rows[0]["filepath"] == "/srv/nhip-cau/01_dai-hieu.wav"
    assert rows[1]["length"] == "160.100"


def test_liquidsoap_reads_titles_and_lengths(tmp_path: Path) -> None:
    """Liquidsoap itself reads every path with its title and length from our M3U8."""
    if shutil.which("liquidsoap") is None:
        pytest.skip("liquidsoap is not here")
    (tmp_path / "p.m3u8").write_bytes(FORMATS["m3u8"].render(small(), CONTEXT))
    script = tmp_path / "read.liq"
    each = 'list.iter(fun (q) -> begin let (k, v) = q print("#{k}=#{v}") end, m)'
    script.write_text(
        "settings.init.allow_root.set(true)\nlog.level.set(1)\n"
        f'l = playlist.parse("{tmp_path}/p.m3u8")\n'
        f"list.iter(fun (p) -> begin let (m, u) = p {each} print(u) end, l)\nshutdown()\n"
    )
    ran = subprocess.run(["liquidsoap", str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert "title=Phát lại: cầu mới\n08.wav" in ran.stdout
    assert "extinf_duration=120\n" in ran.stdout
