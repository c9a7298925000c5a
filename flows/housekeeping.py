"""The night's tidying: a backup, and folders a killed run left half made."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flows.house import House

_OLD = timedelta(days=1)


def tidy_up(house: House, at: datetime) -> dict[str, Any]:
    """Back everything up and clear away halves older than a day; gives counts and where the backup lies."""
    from content_store.backup import backup

    place = Path(house.settings.table("store").get("backup") or house.settings.home / "backup")
    made = backup(house.store, house.files, place, at)
    return {"backup": str(place), "blobs": made.blobs, "damaged": list(made.damaged), "cleared": clear_halves(house.out, at)}


def clear_halves(out: Path, at: datetime) -> int:
    """Remove hidden half-made folders under `out` that are older than a day; gives how many."""
    cleared = 0
    for half in sorted(out.rglob(".*")) if out.is_dir() else []:
        if half.is_dir() and datetime.fromtimestamp(half.stat().st_mtime, at.tzinfo) < at - _OLD:
            shutil.rmtree(half, ignore_errors=True)
            cleared += 1
    return cleared
