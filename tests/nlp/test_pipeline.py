"""The whole reading: one Language, offline, linear, with the public shape."""

from __future__ import annotations

import json
import logging
import socket
import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nlp
from nlp.pipeline import build, reader
from nlp.segment import SEGMENTERS, pieces
from nlp.source import BadRecord, Source, source_of

RECORD = {
    "id": "r1",
    "title": "Trao 120 phần quà",
    "text": "Sáng 5/3/2024, Công ty Sao Mai tặng 120 phần quà, mỗi phần 500.000 đồng, cho 120 hộ nghèo xã Định Hòa, huyện Gò Quao. "
    "Liên hệ 0912 345 678.",
    "published": "2024-03-06",
    "sender_type": "press",
}
KEYS = {
    "money": {"surface", "start", "end", "amount_vnd"},
    "donations": {"donor", "amount_vnd", "items", "recipients", "recipient_count", "start", "end"},
    "households": {"surface", "start", "end", "kind", "count"},
    "dates": {"surface", "start", "end", "iso"},
    "pii": {"surface", "start", "end", "kind"},
}


def test_a_reading_has_the_public_keys_and_true_quotes() -> None:
    """Every surface is the slice of NFC(title + newline + text) at its offsets."""
    out = json.loads(json.dumps(nlp.reading_to_json(nlp.read(RECORD)), ensure_ascii=False))
    top = {
        "id",
        "primary",
        "scores",
        "secondary",
        "needs_human",
        "why",
        *KEYS,
        "places",
        "organisations",
        "persons",
        "typos",
        "summary",
        "spoken",
    }
    assert top <= set(out)
    text = unicodedata.normalize("NFC", f"{RECORD['title']}\n{RECORD['text']}")
    for key, keys in KEYS.items():
        assert out[key], key
        for fact in out[key]:
            assert keys <= set(fact)
            assert "surface" not in fact or text[fact["start"] : fact["end"]] == fact["surface"]


def test_decomposed_text_reads_like_composed_text() -> None:
    """NFD in, the same facts and NFC offsets out."""
    broken = {key: unicodedata.normalize("NFD", value) for key, value in RECORD.items()}
    assert nlp.reading_to_json(nlp.read(broken)) == nlp.reading_to_json(nlp.read(RECORD))


def test_reading_asks_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connect and name look-up are denied, and a Language built anew still reads."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("network asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for segmenter in SEGMENTERS:
        assert build(segmenter).make_doc("Trao quà cho hộ nghèo.").text == "Trao quà cho hộ nghèo."
    assert nlp.read(RECORD).money


def test_reading_leaves_the_root_logger_alone() -> None:
    """No handler of a library comes in."""
    before = list(logging.getLogger().handlers)
    nlp.read(RECORD)
    assert logging.getLogger().handlers == before
    assert "underthesea" not in sys.modules


def test_importing_the_room_is_quick_and_light() -> None:
    """Nothing heavy before the first reading."""
    code = "import sys, nlp; sys.exit(any(name in sys.modules for name in ('spacy', 'sklearn', 'underthesea', 'numpy')))"
    begun = time.process_time()
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=20).returncode == 0
    assert time.process_time() - begun < 5


@given(st.text(alphabet=st.sampled_from("aáảđ Hộ.,\n\t\u00a05-/1“”…😊e\u0301"), max_size=80))
@settings(deadline=None)
def test_tokens_give_the_text_back(text: str) -> None:
    """No segmenter moves a letter."""
    for segment in (SEGMENTERS["dictionary"], SEGMENTERS["syllable"]):
        words, spaces = pieces(text, segment(text))
        assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == text


def test_the_model_and_the_dictionary_join_common_words() -> None:
    """Both know "hộ nghèo" and "hoàn cảnh" as words."""
    text = "hoàn cảnh khó khăn"
    for name in ("dictionary", "model"):
        assert "hoàn cảnh" in [text[start:end] for start, end in SEGMENTERS[name](text)]


@pytest.mark.parametrize(
    "record",
    [
        {"id": "1"},
        {"id": "1", "text": 5},
        {"id": "1", "text": "a", "published": "hôm qua"},
        {"id": "1", "text": "a", "title": 5},
    ],
)
def test_a_record_of_the_wrong_shape_is_refused_by_name(record: dict[str, object]) -> None:
    """The fault carries the record's id and the field."""
    with pytest.raises(BadRecord) as fault:
        source_of(record)
    assert fault.value.facts[0] == "1"


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "123", "😊", "a" * 5000, "1" * 5000, "1." * 3000, "( " * 3000, "0 " * 3000, "hộ nghèo " * 2000]
)
def test_odd_text_is_read_without_fuss(text: str) -> None:
    """Empty, endless and senseless texts give a reading in time in line with their length."""
    begun = time.process_time()
    nlp.read({"id": "odd", "text": text})
    assert time.process_time() - begun < 5


def test_time_grows_in_line_with_length() -> None:
    """Eight times the text takes far less than sixty-four times as long."""
    part = RECORD["text"] + "\nHộ nghèo: 131 hộ; hộ cận nghèo: 204 hộ. Tổng kinh phí 12.350.000 đồng từ ngày 5 đến 7/3.\n"
    reading = reader()
    reading.read({"id": "warm", "text": part * 4})

    def spent(times: int) -> float:
        begun = time.process_time()
        reading.read({"id": "long", "text": part * times, "published": "2024-03-06"})
        return time.process_time() - begun

    short, long = min(spent(20) for _ in range(3)), min(spent(160) for _ in range(2))
    assert long < max(short, 0.005) * 8 * 3


def test_sentences_cover_the_text_and_keep_short_forms_whole() -> None:
    """As in "TP. Rạch Giá" is no sentence end; a line break is."""
    text = "Sáng 5/3, tại TP. Rạch Giá trao quà. Bà con mừng\nTin: THU HẰNG"
    source = Source(text)
    assert [text[start:end] for start, end in source.sentences] == [
        "Sáng 5/3, tại TP. Rạch Giá trao quà.",
        "Bà con mừng",
        "Tin: THU HẰNG",
    ]
