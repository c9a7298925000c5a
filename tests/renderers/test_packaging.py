"""A package is exact, complete, measured, the same each time, and never replaces one that was cleared."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import soundfile
from mutagen.id3 import ID3
from mutagen.mp4 import MP4

from newsroom.errors import PackageRefused
from newsroom.package import Package
from newsroom.rundown import Rundown, Segment
from renderers.masters import measure
from renderers.packaging import build
from renderers.programme import plan
from tests.renderers.sound_samples import encoded, field, music, speech, wav

START = datetime.fromisoformat("2026-11-27T11:30:00+07:00")


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("sounds")
    wav(room / "tin.wav", speech(12, 44_100), 44_100)
    encoded(wav(room / "m.wav", music(4)), room / "hieu.mp3")
    wav(room / "nen.wav", 0.3 * field(3))
    return room


def _rundown(*segments: Segment) -> Rundown:
    return Rundown("Mặt trận", "Số 12", date(2026, 11, 27), 30_000, segments, start=START)


SEGMENTS = (
    Segment("s1", "Nhạc hiệu", "sting", sound="hieu.mp3", media_ms=4000, overlap_ms=1000),
    Segment("b", "Nền", "bed", sound="nen.wav", media_ms=3000, overlap_ms=3000),
    Segment("s2", "Tin xã Định Hòa", "report", sound="tin.wav", media_ms=9000),
    Segment("s3", "Phỏng vấn", "interview", sound="mat.wav", media_ms=2000),
    Segment("s4", "Lời kết", "closing", sound="tin.wav", override_ms=5000),
)


def _build(rundown: Rundown, sounds: Path, out: Path, **more: object) -> Package:
    return build(rundown, lambda name: sounds / name, out, station="Đài", **more)  # type: ignore[arg-type]


def test_a_package_is_whole_and_true(sounds: Path, tmp_path: Path) -> None:
    """Names, checksums, lengths, loudness, chapters and the named hole are as the contract says."""
    out = tmp_path / "goi"
    told: list[str] = []
    _build(_rundown(*SEGMENTS), sounds, out, documents={"kich-ban.txt": b"x"}, told=lambda code, facts: told.append(code))
    subprocess.run(["sha256sum", "-c", "--quiet", "checksums.sha256"], cwd=out, check=True)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert {file["path"] for file in manifest["files"]} | {"manifest.json", "checksums.sha256"} == {
        path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()
    }
    assert [hole["segment_id"] for hole in manifest["holes"]] == ["s3"]
    assert told.count("build_length") == 1
    assert (out / "03_report_tin-xa-dinh-hoa_v1.wav").is_file()
    info = soundfile.info(out / "masters" / "programme.wav")
    assert (info.samplerate, info.subtype, info.frames) == (48_000, "PCM_24", (3 + 12 + 2 + 5) * 48_000)
    for suffix, target, limit in ((".wav", -23, 0.1), (".flac", -23, 0.1), (".mp3", -23, 0.2), (".m4a", -16, 0.2)):
        made = measure(out / "masters" / f"programme{suffix}")
        assert made.loudness.integrated == pytest.approx(target, abs=limit)
        assert (made.loudness.true_peak or 0) <= -1.0
        assert made.duration_ms == pytest.approx(22_000, abs=1)
    marks = sorted(ID3(out / "masters" / "programme.mp3").getall("CHAP"), key=lambda mark: mark.start_time)
    chapters = [mark.sub_frames["TIT2"].text[0] for mark in marks]
    assert chapters == ["Tin xã Định Hòa", "Phỏng vấn", "Lời kết"]
    assert [chapter.title for chapter in MP4(out / "masters" / "programme.m4a").chapters] == chapters
    raw = (out / "masters" / "programme.wav").read_bytes()[:2000]
    assert b"bext" in raw
    assert b"2026-11-27" in raw


def test_equal_input_gives_equal_bytes(sounds: Path, tmp_path: Path) -> None:
    """Two builds of the same rundown have the same checksums; the second replaces the first as a whole."""
    rundown = _rundown(SEGMENTS[0], SEGMENTS[2])
    _build(rundown, sounds, tmp_path / "goi", documents={"old.txt": b"x"})
    first = (tmp_path / "goi" / "manifest.json").read_text(encoding="utf-8")
    _build(rundown, sounds, tmp_path / "goi", documents={"old.txt": b"x"})
    assert (tmp_path / "goi" / "manifest.json").read_text(encoding="utf-8") == first
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["goi"]


def test_a_cleared_package_stays_and_has_no_holes(sounds: Path, tmp_path: Path) -> None:
    """What was cleared for air is not replaced, and nothing with a hole is cleared."""
    with pytest.raises(PackageRefused):
        _build(_rundown(*SEGMENTS), sounds, tmp_path / "goi", cleared=True)
    assert not (tmp_path / "goi").exists()
    _build(_rundown(SEGMENTS[0]), sounds, tmp_path / "goi", cleared=True)
    with pytest.raises(PackageRefused):
        _build(_rundown(SEGMENTS[0]), sounds, tmp_path / "goi")


def test_a_folder_of_other_things_is_left_alone(sounds: Path, tmp_path: Path) -> None:
    """A folder that is no package is never emptied."""
    (tmp_path / "goi").mkdir()
    (tmp_path / "goi" / "thu.txt").write_text("x", encoding="utf-8")
    with pytest.raises(PackageRefused):
        _build(_rundown(SEGMENTS[0]), sounds, tmp_path / "goi")
    assert (tmp_path / "goi" / "thu.txt").is_file()


def test_a_hard_start_holds() -> None:
    """Before a hard start is a named gap; what runs past it is cut with a fade and reported."""
    late = replace(SEGMENTS[2], hard_start=START + timedelta(seconds=10))
    made = plan(_rundown(SEGMENTS[0], late), {"s1": 4000, "s2": 12_000}, len)
    assert [(gap.before, gap.start_ms, gap.length_ms) for gap in made.gaps] == [("s2", 4000, 6000)]
    assert made.total_ms == 22_000
    early = replace(SEGMENTS[2], hard_start=START + timedelta(seconds=3))
    made = plan(_rundown(SEGMENTS[0], early), {"s1": 4000, "s2": 12_000}, len)
    assert made.placed[0].length_ms == 3000
    assert made.placed[0].fade_out_ms > 0
    assert "build_cut" in {note.code for note in made.notes}
    assert made.total_ms == 15_000


def test_a_bed_as_long_as_its_overlap_lies_under_what_follows() -> None:
    """It starts with the next item, is looped to its end, and adds nothing to the programme."""
    made = plan(_rundown(*SEGMENTS[1:3]), {"b": 3000, "s2": 12_000}, len)
    bed, voice = made.placed
    assert (bed.start_ms, bed.length_ms, bed.loop, bed.under) == (0, 12_000, True, True)
    assert (voice.start_ms, voice.length_ms, made.total_ms) == (0, 12_000, 12_000)
