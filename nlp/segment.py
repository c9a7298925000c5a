"""Cutting text into words without touching it: offsets first, underthesea's model or dictionary behind.

`underthesea.word_tokenize` rewrites text, gives no offsets, and importing the package takes seconds, hooks the root
logger and looks for optional parts that dial out. So its two data files (the word model, the dictionary) are opened
where the package lies, without importing it, and its Rust tagger (`underthesea_core`) is fed tokens of our own cutting.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from newsroom.errors import Missing

Spans = list[tuple[int, int]]
Segmenter = Callable[[str], Spans]

TOKEN = re.compile(r"\d+(?:[.,/:-]\d+)*|[^\W_]+(?:['’.&][^\W_]+)*|[^\w\s]|_+")
_MODEL = Path("pipeline", "word_tokenize", "models", "ws_crf_vlsp2013_20230727")
_LONGEST = 5


def _folder() -> Path:
    spec = find_spec("underthesea")
    places = spec.submodule_search_locations if spec else None
    if not places or not (Path(places[0]) / _MODEL / "models.bin").is_file():
        raise Missing("underthesea", "pip install 'underthesea>=9.5,<10'")
    return Path(places[0]) / _MODEL


def _open(name: str) -> Any:
    import joblib

    try:
        return joblib.load(_folder() / name)
    except (OSError, pickle.UnpicklingError) as error:
        raise Missing(f"underthesea/{name}: {error}", "pip install 'underthesea>=9.5,<10'") from error


@cache
def _dictionary() -> frozenset[str]:
    return frozenset(word for word in _open("dictionary.bin") if 1 < word.count(" ") + 1 <= _LONGEST)


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(word.partition(" ")[0] for word in _dictionary())


@cache
def _tagger() -> tuple[Any, Any]:
    from underthesea_core import CRFFeaturizer, CRFTagger

    tagger = CRFTagger()
    tagger.load(str(_folder() / "models.bin"))
    return CRFFeaturizer(_open("features.bin"), _open("dictionary.bin")), tagger


def syllables(text: str) -> Spans:
    """Tokens as they are cut before any joining."""
    return [found.span() for found in TOKEN.finditer(text)]


def by_dictionary(text: str) -> Spans:
    """Words by longest match in underthesea's dictionary; about 25 times the speed of the model."""
    words, begins = _dictionary(), _beginnings()
    spans = syllables(text)
    lowered = text.lower()
    if len(lowered) != len(text):
        return spans
    cut = [lowered[start:end] for start, end in spans]
    joined: Spans = []
    at, count = 0, len(spans)
    while at < count:
        size = _longest(cut, spans, at, words) if cut[at] in begins else 1
        joined.append((spans[at][0], spans[at + size - 1][1]))
        at += size
    return joined


def _longest(cut: list[str], spans: Spans, at: int, words: frozenset[str]) -> int:
    most = 1
    while most < _LONGEST and at + most < len(cut) and spans[at + most][0] == spans[at + most - 1][1] + 1:
        most += 1
    for size in range(most, 1, -1):
        if " ".join(cut[at : at + size]) in words:
            return size
    return 1


def by_model(text: str) -> Spans:
    """Words by underthesea's own tagger, fed line by line; the same joins as word_tokenize on the same tokens."""
    featurizer, tagger = _tagger()
    joined: Spans = []
    for begin, line in _lines(text):
        spans = syllables(line)
        if not spans:
            continue
        tags = tagger.tag(featurizer.process([[[line[start:end]] for start, end in spans]])[0])
        first = len(joined)
        for (start, end), tag in zip(spans, tags, strict=True):
            if tag == "I-W" and len(joined) > first:
                joined[-1] = (joined[-1][0], begin + end)
            else:
                joined.append((begin + start, begin + end))
    return joined


def _lines(text: str) -> Iterable[tuple[int, str]]:
    begin = 0
    for line in text.split("\n"):
        yield begin, line
        begin += len(line) + 1


SEGMENTERS: dict[str, Segmenter] = {"dictionary": by_dictionary, "model": by_model, "syllable": syllables}


def pieces(text: str, spans: Spans) -> tuple[list[str], list[bool]]:
    """Words and "a blank follows" flags that give the very text back, other blanks as words of their own."""
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for start, end in [*spans, (len(text), len(text))]:
        gap = text[at:start]
        if gap.startswith(" ") and words:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
        if end > start:
            words.append(text[start:end])
            spaces.append(False)
        at = end
    return words, spaces
