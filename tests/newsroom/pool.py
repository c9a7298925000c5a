"""Made-up candidates and shows for planning."""

from __future__ import annotations

import random
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from newsroom.candidates import Aired, Candidate, Variant
from newsroom.shows import Part, Show, Want

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = date(2026, 11, 27)
TOPICS = ("model", "donor", "donor", "hardship", "figures", "event", "rural_urban", "other")


def words(text: str) -> int:
    return len(text.split())


def show(**more: object) -> Show:
    parts = (
        Part("signature", "Nhạc hiệu", media_ms=14_000),
        Part("report", "", items=True),
        Part("closing", "Lời kết", override_ms=22_000),
    )
    wants = (Want("model", 3, 6), Want("donor", 3, 7), Want("hardship", 2, 3), Want("figures", 1, 3), Want("event", 0, 3))
    base = {
        "id": "s", "name": "Nhịp cầu", "planned_ms": 1_800_000, "rule": "FREQ=WEEKLY;BYDAY=FR", "at": time(11, 30),
        "first": date(2026, 1, 2), "parts": parts, "wants": wants, "tolerance_ms": 20_000, "one_per": ("donor", "commune"),
    }  # fmt: skip
    return Show(**{**base, **more})  # type: ignore[arg-type]


def small_show(**more: object) -> Show:
    """Five minutes, of which 264 s are for items."""
    return show(**{"planned_ms": 300_000, "wants": (), "places": 6, "tolerance_ms": 9_000, **more})


def story(name: str, seconds: int, topic: str = "donor", **more: object) -> Candidate:
    base = {"story": name, "title": f"Tin {name}", "topic": topic, "variants": (Variant(seconds * 1000),), "event_date": DAY}
    return Candidate(**{**base, **more})  # type: ignore[arg-type]


def pool(count: int, seed: int, day: date = DAY) -> list[Candidate]:
    chance = random.Random(seed)
    found = []
    for number in range(count):
        ms = chance.randrange(25_000, 180_000)
        variants = [Variant(ms)] + ([Variant(int(ms * 0.62), "rút")] if chance.random() < 0.4 else [])
        donors = (f"d{chance.randrange(200)}",) if chance.random() < 0.4 else ()
        found.append(
            Candidate(
                f"t{day:%m%d}-{number}", f"Tin {number}", chance.choice(TOPICS), tuple(variants),
                commune=f"xã {chance.randrange(102)}", area=f"A{chance.randrange(9)}", partner=f"p{chance.randrange(30)}",
                donors=donors, event=f"e{day:%m%d}-{chance.randrange(count)}",
                event_date=day - timedelta(days=chance.randrange(25)), until=day + timedelta(days=chance.randrange(40)),
            )
        )  # fmt: skip
    return found


def memory(plan_chosen: object, show_id: str, day: date) -> list[Aired]:
    """What an edition leaves in the memory of the air."""
    return [
        Aired(c.story, show_id, day, c.topic, chosen.variant.ms, c.commune, c.area, c.partner, c.donors, c.event)
        for chosen in plan_chosen  # type: ignore[attr-defined]
        for c in [chosen.candidate]
    ]
