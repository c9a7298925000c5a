"""The day's work end to end, with no server."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows import day as work
from flows import house as home
from flows.summary import failed, lines

REPORTS = {
    "dinh-hoa.txt": "Trao nhà đại đoàn kết ở Định Hòa\nSáng 20/11/2026, Ủy ban Mặt trận Tổ quốc Việt Nam xã Định Hòa, tỉnh An Giang "
    "phối hợp Công ty TNHH Gạo Hưng Phát bàn giao 2 căn nhà đại đoàn kết, mỗi căn trị giá 60 triệu đồng cho hai hộ nghèo ở ấp Hòa Út.",
    "zalo.txt": "mttq xa Dinh Hoa vua ban giao 2 can nha do cty gao Hung Phat tai tro, moi can 60 trieu cho ho ngheo ap Hoa Ut "
    "sang 20/11/2026",
    "luon.txt": "Nuôi lươn không bùn thoát nghèo\nTừ 3 hộ ban đầu, đến nay tổ hợp tác nuôi lươn không bùn ấp Kinh Năm, xã U Minh Thượng có "
    "27 hộ tham gia, mỗi hồ 10 m2 lãi 12 triệu đồng một vụ; 11 hộ đã thoát nghèo. Ngày 15/11/2026, xã sơ kết mô hình và nhân rộng ra 4 ấp.",
    "so-lieu.txt": "Kết quả rà soát hộ nghèo xã An Minh\nĐến ngày 18/11/2026, xã An Minh còn 287 hộ nghèo, chiếm 2,93%, giảm 125 hộ so với "
    "đầu năm; hộ cận nghèo còn 356 hộ, chiếm 3,6%. Ủy ban nhân dân xã công khai kết quả tại từng ấp trước khi trình phê duyệt.",
    "rong.txt": "",
}


SHOWS = """
[[show]]
id = "thu"
name = "Chương trình thử"
length = "1'"
when = "thứ sáu hằng tuần"
at = "11:30"
first = 2026-01-02
places = 2
  [[show.part]]
  kind = "signature"
  title = "Nhạc hiệu"
  media = 5
  [[show.part]]
  items = true
"""


def station(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extra: str = "") -> Path:
    """A settings file with one folder of reports."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    config = tmp_path / "config" / "station.toml"
    config.parent.mkdir()
    (config.parent / "shows.toml").write_text(SHOWS, encoding="utf-8")
    config.write_text(
        f'[station]\nname = "Đài thử"\n[[sources]]\nid = "thu"\nkind = "folder"\npath = "in"\n{extra}', encoding="utf-8"
    )
    monkeypatch.setenv("NHIPCAU_CONFIG", str(config))
    monkeypatch.setenv("NHIPCAU_NOW", "2026-11-24T05:00:00+07:00")
    return folder


def one_day() -> tuple[work.Results, dict[str, object]]:
    """Run the day; gives its results and what the store then holds."""
    with home.open_house() as house:
        at = home.now(house.settings)
        results = work.run_daily(house, at.date(), at)
        return results, holdings(house)


def holdings(house: home.House) -> dict[str, object]:
    """What must be the same after any number of kills and reruns."""
    stories = sorted(house.store.each_story(), key=lambda story: story.id)
    rundowns = house.store.rundowns()
    papers = [str(path.relative_to(house.out)) for path in house.out.rglob("*") if path.is_file()]
    return {
        "stories": [(story.id, story.version, story.alike, story.primary, story.flags) for story in stories],
        "rejected": house.store.quarantine_counts(),
        "rundowns": [(rundown.id, rundown.version, rundown.segments) for rundown in rundowns],
        "files": sorted(house.files.each()),
        "papers": sorted(name for name in papers if "/." not in name),
    }


def test_a_day_brings_drafts_papers_and_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports in a folder become stories, a draft for Friday's show, its papers and its package; the empty file is set aside."""
    station(tmp_path, monkeypatch)
    results, held = one_day()
    assert results["sources"]["thu"]["counts"] == {"new": 4, "rejected": 1}
    assert results["rundowns"], "the Friday show airs within three days"
    assert Path(results["rundowns"][0]["documents"], "sheet-html.html").exists() or held["papers"]
    assert Path(results["rundowns"][0]["package"], "manifest.json").exists()
    said = "\n".join(lines(home.now(home.station.load()).date(), results))
    assert "4 tin mới" in said
    assert "Tệp rỗng" in said
    assert failed(results)


def test_the_same_event_from_two_senders_is_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The press item and the chat message of one hand-over find each other, and only they."""
    station(tmp_path, monkeypatch)
    results, held = one_day()
    assert results["joined"] == 1
    joined = [alike for _, _, alike, _, _ in held["stories"] if alike]  # type: ignore[attr-defined]
    assert len(joined) == 2


def test_running_twice_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run finds everything known and leaves every record and paper as it was."""
    station(tmp_path, monkeypatch)
    _, first = one_day()
    results, second = one_day()
    assert second == first
    assert results["sources"]["thu"]["counts"] == {"known": 5}


def test_a_dead_source_is_a_named_hole_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is not there is named; the other source is gathered all the same."""
    station(tmp_path, monkeypatch, '[[sources]]\nid = "mat"\nkind = "folder"\npath = "khong-co"\n')
    results, _ = one_day()
    assert [hole["what"] for hole in results["holes"]] == ["mat"]
    assert results["sources"]["thu"]["counts"]["new"] == 4


def test_a_kill_at_any_moment_loses_and_doubles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`kill -9` at random moments, then an undisturbed run: the same as a run nobody disturbed."""
    station(tmp_path, monkeypatch)
    _, calm = one_day()
    monkeypatch.setenv("NHIPCAU_HOME", str(tmp_path / "killed"))
    dice = random.Random(os.environ.get("PYTEST_RANDOMLY_SEED", "7"))
    for longest in (2.0, 3.5, 5.0, 7.0):
        child = subprocess.Popen(
            [sys.executable, "-m", "desk", "run", "daily"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(dice.uniform(0.5, longest))
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    _, after = one_day()
    assert after == calm
