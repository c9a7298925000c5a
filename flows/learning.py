"""Learning: editors' corrections of the class go from the store to the reading room, and back comes what it made of them."""

from __future__ import annotations

from typing import Any

from flows.house import House


def retrain_models(house: House) -> dict[str, Any]:
    """Retrain from the corpus and all corrections of the class; the report of the reading room as plain data."""
    from newsroom import plain
    from nlp.learning import ClassCorrection, retrain

    rows = [row for _, row in house.store.corrections(what="primary", limit=1_000_000) if row.after]
    stories = {story.id: story for story in house.store.stories_of({row.story for row in rows})}
    corrections = [
        ClassCorrection(
            row.story,
            stories[row.story].title,
            stories[row.story].text.partition("\n")[2],
            str(row.after),
            sender_type=stories[row.story].sender_type,
        )
        for row in rows
        if row.story in stories
    ]
    report: dict[str, Any] = plain.dump(retrain(corrections, house.settings.home / "models"))
    return report
