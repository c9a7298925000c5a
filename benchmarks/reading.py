"""Reading: syllables a second of the whole of `read` and of each component, beside peers in the same run.

`python -m benchmarks.reading` prints the tables. Peers: underthesea's own ner chain (words, parts of speech, chunks, names)
and pyvi's word cutter, each only when installed; floors: our two word cutters alone. Texts: the training corpus.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from nlp.corpus.form import part
from nlp.found import Found
from nlp.pipeline import reader
from nlp.segment import SEGMENTERS
from nlp.source import source_of

Row = tuple[str, ...]


def records() -> list[dict[str, str]]:
    """The training corpus as input records."""
    return [item.record() for item in part("train")]


def syllables(texts: Iterable[dict[str, str]]) -> int:
    """Runs of letters in all texts."""
    return sum(len(source_of(record).syllables) for record in texts)


def rate(work: Callable[[dict[str, str]], Any], texts: list[dict[str, str]], count: int) -> float:
    """Syllables of CPU second, the best of three rounds."""
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        for record in texts:
            work(record)
        best = min(best, time.process_time() - begun)
    return count / best


def whole(texts: list[dict[str, str]]) -> list[Row]:
    """The whole of read, the word cutters alone, and the peers that are installed."""
    count = syllables(texts)
    few = texts[:40]
    rows = [("nlp.read, all components", f"{rate(reader().read, texts, count):,.0f}", "≥ 20,000")]
    for name, segment in SEGMENTERS.items():
        some = texts if name != "model" else few
        rows.append(
            (f"cutting alone: {name}", f"{rate(lambda r, cut=segment: cut(r['text']), some, syllables(some)):,.0f}", "")
        )
    for name, module, attribute in (
        ("underthesea ner chain", "underthesea", "ner"),
        ("pyvi words", "pyvi.ViTokenizer", "tokenize"),
    ):
        if importlib.util.find_spec(module.partition(".")[0]):
            peer = getattr(importlib.import_module(module), attribute)
            peer("khởi động")
            rows.append((name, f"{rate(lambda r, call=peer: call(r['text'] or '-'), few, syllables(few)):,.0f}", "peer"))
    return rows


def by_component(texts: list[dict[str, str]]) -> list[Row]:
    """Microseconds a syllable of each component, heaviest first."""
    language = reader().language
    spent: Counter[str] = Counter()
    for record in texts:
        source = source_of(record)
        begun = time.process_time()
        doc = language.make_doc(source.text)
        spent["tokenizer"] += time.process_time() - begun  # type: ignore[assignment]
        doc._.source, doc._.found = source, Found()
        for name, component in language.pipeline:
            begun = time.process_time()
            doc = component(doc)
            spent[name] += time.process_time() - begun  # type: ignore[assignment]
    count = syllables(texts)
    return [
        (name, f"{seconds / count * 1e6:.1f}", f"{seconds / sum(spent.values()):.0%}")
        for name, seconds in spent.most_common()
    ]


def long_report(texts: list[dict[str, str]]) -> list[Row]:
    """p95 of a report of 2,500 syllables, and a book of 200 pages (about 70,000)."""
    body = "\n".join(record["text"] for record in texts)
    rows = []
    for name, size, rounds, goal in (
        ("2,500 syllables", 2_500, 20, "≤ 150 ms p95"),
        ("200 pages (70,000)", 70_000, 1, "linear"),
    ):
        cut = source_of({"text": body * 3}).syllables[size - 1][1]
        took = []
        for _ in range(rounds):
            begun = time.perf_counter()
            reader().read({"id": "long", "text": (body * 3)[:cut], "published": "2024-05-01"})
            took.append((time.perf_counter() - begun) * 1000)
        worst = statistics.quantiles(took, n=20)[-1] if rounds > 1 else took[0]
        rows.append((name, f"{worst:,.0f} ms", goal))
    return rows


def _share(texts: list[dict[str, str]]) -> int:
    for record in texts:
        reader().read(record)
    return os.getpid()


def processes(texts: list[dict[str, str]]) -> list[Row]:
    """Wall time of one and of two processes on the same texts, readers warm."""
    walls = []
    for workers in (1, 2):
        with ProcessPoolExecutor(workers) as pool:
            list(pool.map(_share, [texts[:5]] * workers * 2))
            begun = time.perf_counter()
            list(pool.map(_share, [texts[at :: workers * 2] for at in range(workers * 2)]))
            walls.append(time.perf_counter() - begun)
    return [
        ("one process", f"{walls[0]:.2f} s", ""),
        ("two processes", f"{walls[1]:.2f} s", f"× {walls[0] / walls[1]:.2f} (goal ≥ 1.8)"),
    ]


def table(title: str, rows: Iterable[Row]) -> str:
    """Rows in aligned columns under a title."""
    filled = list(rows)
    widths = [max(len(row[at]) for row in filled) for at in range(len(filled[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in filled]
    return "\n".join([title, "-" * len(title), *lines, ""])


def main() -> None:
    """Print all tables."""
    texts = records()
    print(table(f"Syllables a second, one core, {len(texts)} reports of {syllables(texts):,} syllables", whole(texts)))
    print(table("Microseconds a syllable by component", by_component(texts)))
    print(table("Long reports", long_report(texts)))
    print(table("Processes", processes(texts)))


if __name__ == "__main__":
    main()
