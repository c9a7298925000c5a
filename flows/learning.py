"""Learning: editors' corrections from the store to the reading room, and back what it makes of them."""

from __future__ import annotations

from typing import Any

from flows.house import House


def retrain_models(house: House) -> dict[str, Any]:
    """Retrain from the corpus and all corrections; the report of the reading room as plain data."""
    from newsroom import plain
    from nlp.learning import retrain

    corrections = [correction for _, correction in house.store.corrections(limit=1_000_000)]
    report: dict[str, Any] = plain.dump(retrain(corrections, house.settings.home / "models"))
    return report
