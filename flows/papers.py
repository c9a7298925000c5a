"""How papers are made here: the station's names from the settings, the spoken form from the language room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.house import zone_of
from flows.settings import Settings

if TYPE_CHECKING:
    from renderers.context import RenderContext


def context_of(settings: Settings) -> RenderContext:
    """The render context of the station."""
    from nlp.say import speak, syllables
    from renderers.context import RenderContext

    station, mos = settings.table("station"), settings.table("mos")
    return RenderContext(
        station=str(station.get("name", "")),
        room=str(station.get("room", "")),
        zone=zone_of(settings),
        speak=speak,
        syllables=syllables,
        sounds=str(settings.table("playout").get("sounds", "")),
        mos_id=str(mos.get("mos_id", "NHIPCAU.MOS")),
        ncs_id=str(mos.get("ncs_id", "NHIPCAU.NCS")),
    )
