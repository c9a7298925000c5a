"""Names: quality of places, bodies, persons and roles on unseen corpus files, and syllables a second.

`python -m benchmarks.names` judges the shipped models on `dev`; `--cross` teaches on four fifths of the train files and judges
the rest, five times (some minutes). Spans count when they are exact.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from nlp import names as names_module
from nlp.corpus.form import Item, load, part
from nlp.names import Names
from nlp.roles import Roles
from nlp.tagger import Tagger
from nlp.teach import source_of_item, teach, teach_roles
from nlp.words import words_of

KINDS = {"l": "places", "o": "bodies", "p": "persons"}


def judge(items: Iterable[Item], counts: Counter[tuple[str, str]]) -> None:
    """Add the hits, misses and extras of `items` to `counts`; values are the three levels of a place, the role of a person."""
    for item in items:
        found = Names(source_of_item(item))
        said = {
            "l": {
                (p.start, p.end): "/".join(level or "-" for level in (p.commune, p.district, p.province))
                for p in found.places()
            },
            "o": {(b.start, b.end): "" for b in found.organisations()},
            "p": {(p.start, p.end): p.role for p in found.persons()},
        }
        for kind in KINDS:
            gold = {(start, end): value.rstrip("? ") for mark, value, start, end in item.marks if mark == kind}
            hits = gold.keys() & said[kind].keys()
            counts[kind, "hit"] += len(hits)
            counts[kind, "missed"] += len(gold) - len(hits)
            counts[kind, "extra"] += len(said[kind]) - len(hits)
            counts[kind, "value"] += sum(gold[span] == said[kind][span] for span in hits)


def table(title: str, counts: Counter[tuple[str, str]]) -> str:
    """Precision, recall, F1 and the share of right values."""
    rows = [f"{title:<28}{'P':>7}{'R':>7}{'F1':>7}{'value':>7}"]
    for kind, name in KINDS.items():
        hit, missed, extra = (counts[kind, what] for what in ("hit", "missed", "extra"))
        precision, recall = hit / max(hit + extra, 1), hit / max(hit + missed, 1)
        score = 2 * hit / max(2 * hit + missed + extra, 1)
        rows.append(f"{name:<28}{precision:7.3f}{recall:7.3f}{score:7.3f}{counts[kind, 'value'] / max(hit, 1):7.3f}")
    return "\n".join(rows)


def cross(folds: int = 5) -> Counter[tuple[str, str]]:
    """Counts over all train files, each judged by models that never saw it."""
    import nlp.corpus

    files = sorted((Path(nlp.corpus.__file__).parent / "train").glob("*.txt"))
    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(folds):
            held = files[fold::folds]
            taught = load([path for path in files if path not in held])
            teach(taught, Path(folder) / "names.gz")
            teach_roles(taught, Path(folder) / "roles")
            own, parts = Tagger(Path(folder) / "names.gz"), Roles(Path(folder) / "roles")
            names_module.tagger = lambda own=own: own  # type: ignore[assignment]
            names_module.roles = lambda parts=parts: parts  # type: ignore[assignment]
            judge(load(held), counts)
    return counts


def speed(items: list[Item]) -> str:
    """Microseconds of CPU a syllable for places, bodies, persons and roles together."""
    sources = [source_of_item(item) for item in items]
    count = sum(len(source.syllables) for source in sources)
    for source in sources:
        assert source.key
    best = float("inf")
    for _ in range(3):
        words_of.cache_clear()
        names_module.places_of.cache_clear()
        begun = time.process_time()
        for source in sources:
            found = Names(source)
            found.places(), found.organisations(), found.persons()
        best = min(best, time.process_time() - begun)
    return f"{best / count * 1e6:.1f} µs a syllable ({count / best:,.0f} a second)"


def main(arguments: list[str] | None = None) -> int:
    """Print the tables."""
    if "--cross" in (arguments or []):
        print(table("train, cross-validated", cross()))
        return 0
    counts: Counter[tuple[str, str]] = Counter()
    items = part("dev")
    judge(items, counts)
    print(table(f"dev, {len(items)} items", counts))
    print(speed(items))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
