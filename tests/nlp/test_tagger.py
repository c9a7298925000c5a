"""The tagger's own arithmetic equals the library's, and teaching gives the same bytes twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.corpus.form import parse
from nlp.features import Featurizer
from nlp.places import place_words
from nlp.tagger import LABELS, Tagger, lines
from nlp.teach import lessons, source_of_item, swapped, teach
from nlp.words import Words

CORPUS = """### t-1 | donor | - | press | 2023-11-18
Trao nhà cho hộ nghèo
---
Sáng 17-11, {o|Hội Chữ thập đỏ xã Định Hòa} trao nhà cho ông {p beneficiary|Danh Hơn}. Bà {p donor|Lê Thị Mười} góp gạo.
{o|Công ty TNHH Gạo Hưng Phát} tặng quà. Chị {p beneficiary|Thị Đẹp} cảm ơn {o|Hội}.

### t-2 | event | - | zalo | 2023-11-19

---
Chi oi {o|chua Pho Minh} cho gao, anh {p official|Hau} truong ap nhan.
{o|UBND xã Vĩnh Tuy} và ông {p official|Trần Văn Tuấn} đến dự.
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model taught by two small reports."""
    path = tmp_path_factory.mktemp("model") / "names.txt.gz"
    teach(list(parse(CORPUS)), path)
    return path


def test_the_tags_are_those_of_the_library(model: Path, tmp_path: Path) -> None:
    """Same samples, same settings: our sums and Viterbi give crfsuite's tags, sentence by sentence."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for features, tags in lessons(list(parse(CORPUS))):
        trainer.append(features, tags)
    trainer.set_params(
        {"c1": 0.02, "c2": 0.05, "max_iterations": 120, "feature.possible_transitions": True, "feature.minfreq": 1}
    )
    trainer.train(str(tmp_path / "crf"))
    theirs = pycrfsuite.Tagger()
    theirs.open(str(tmp_path / "crf"))
    ours = Tagger(model)
    for item in parse(CORPUS):
        words = Words(source_of_item(item))
        featurizer = Featurizer(words, place_words(words))
        for first, last in lines(words):
            assert ours._best(ours.scores(featurizer, first, last)) == theirs.tag(featurizer.line(first, last))


def test_teaching_twice_gives_the_same_bytes(model: Path, tmp_path: Path) -> None:
    """Deterministic."""
    teach(list(parse(CORPUS)), tmp_path / "again.txt.gz")
    assert (tmp_path / "again.txt.gz").read_bytes() == model.read_bytes()


def test_a_missing_model_is_an_error_with_its_path(tmp_path: Path) -> None:
    """Not silence."""
    with pytest.raises(FileNotFoundError):
        Tagger(tmp_path / "none.gz")


def test_labels_are_the_five_the_arithmetic_knows() -> None:
    """The Viterbi step is written out for these."""
    assert LABELS == ("O", "B-org", "I-org", "B-per", "I-per")


def test_swapped_reports_keep_their_sentences_and_their_marks() -> None:
    """Other names in the same places; every mark still covers a name."""
    items = list(parse(CORPUS))
    names = {item.text[start:end] for item in items for mark, _, start, end in item.marks if mark in "op"}
    for item in swapped(items):
        assert all(item.text[start:end] in names for _, _, start, end in item.marks)
    assert "trao nhà cho ông" in swapped(items)[0].text
