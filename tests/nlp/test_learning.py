"""Learning from editors: versions, promotion, and the tables of an evaluation."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp import learning
from nlp.class_teach import Lesson, learn
from nlp.classify import MODEL, Model, judge, load, save
from nlp.found import Found
from nlp.learning import ClassCorrection, active, promote, retrain, right, versions
from nlp.scoring import score
from nlp.source import Source

_WORDS = {
    "model": "mô hình nuôi lươn",
    "donor": "trao tặng phần quà",
    "hardship": "bệnh nặng cần giúp đỡ",
    "figures": "tỷ lệ hộ nghèo giảm",
    "event": "lễ phát động khai mạc",
    "rural_urban": "đường bê tông nông thôn mới",
    "other": "giải bóng đá khuyến mãi",
}


def _lessons(hand: str) -> list[Lesson]:
    return [
        Lesson(Source(f"{words}\n{words} số {at} {words}", len(words), id=f"{hand}-{at}"), Found(), name)
        for name, words in _WORDS.items()
        for at in range(4)
    ]


def test_the_same_lessons_give_the_same_model() -> None:
    """Teaching is deterministic, and what was taught plainly is known."""
    one, two = learn(_lessons("a")), learn(_lessons("a"))
    assert one.version == two.version
    assert right(one, _lessons("b")) == 1.0


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus of a few plain texts in place of the real one, so that a training takes a moment."""
    monkeypatch.setattr(learning, "shipped", lambda: "train")
    monkeypatch.setattr(learning, "part", lambda name: name)
    monkeypatch.setattr(learning, "lessons", lambda name, careless=True: [*_lessons("a"), *_lessons("b")])


@pytest.mark.usefixtures("small")
def test_a_correction_is_learnt_and_the_version_promoted(tmp_path: Path) -> None:
    """The new version knows what the editor said, is kept in the folder and comes into force."""
    said = [
        ClassCorrection(str(at), "", f"hội chợ hoa kiểng bonsai cây cảnh số {at} trưng bày", "event") for at in range(10)
    ]
    report = retrain(said, tmp_path)
    assert report.promoted
    assert report.held + report.learnt == 10
    assert versions(tmp_path) == [report.version]
    assert active(tmp_path).version == report.version
    source = Source("\nhội chợ hoa kiểng bonsai cây cảnh trưng bày", 0)
    assert judge(source, Found(), active(tmp_path)).primary == "event"


@pytest.mark.usefixtures("small")
def test_a_worse_version_stays_out_of_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that does worse on the development set is kept but not promoted."""
    good = learn(_lessons("a"))
    save(tmp_path / "good.gz", good)
    promote(tmp_path, "good")
    monkeypatch.setattr(
        learning, "taught_model", lambda taught: Model(good.row, good.rarity, -good.weights, good.bias, "bad")
    )
    assert not retrain([], tmp_path).promoted
    assert active(tmp_path).version == good.version


def test_without_a_version_the_shipped_model_is_in_force(tmp_path: Path) -> None:
    """A fresh station reads with the model of the project."""
    assert active(tmp_path).version == load(MODEL).version


@pytest.mark.usefixtures("small")
def test_an_unknown_class_is_refused(tmp_path: Path) -> None:
    """A correction cannot bring in a class the taxonomy does not hold."""
    with pytest.raises(ValueError, match="weather"):
        retrain([ClassCorrection("1", "", "mưa to", "weather")], tmp_path)


def test_scores_count_classes_and_values() -> None:
    """A right class and a wrong sum show in their own rows, the item among the worst, a secondary class as lenient."""
    gold = [
        {"id": "1", "primary": "donor", "secondary": [], "money": [{"start": 0, "end": 5, "amount_vnd": 5}]},
        {"id": "2", "primary": "event", "secondary": ["donor"], "money": []},
    ]
    told = [
        {"id": "1", "primary": "donor", "needs_human": False, "money": [{"start": 0, "end": 5, "amount_vnd": 6}]},
        {"id": "2", "primary": "donor", "needs_human": True, "money": []},
    ]
    report = score(gold, told)
    assert report.fields["money"].f1 == 1.0
    assert report.fields["money amount"].f1 == 0.0
    assert report.lenient == 1.0
    assert report.macro == pytest.approx(1 / 3)
    assert report.confusions == [("event", "donor", 1)]
    assert (report.sure_share, report.sure_precision) == (0.5, 1.0)
    assert report.worst[0][0] == "2"
