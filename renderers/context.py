"""What every renderer is given besides the rundown: the station's names, its zone and how Vietnamese is read aloud."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from zoneinfo import ZoneInfo

from newsroom.rundown import Rundown
from newsroom.timing import Timing, time_rundown
from renderers.paper import Paper, paper


@dataclass(frozen=True, slots=True)
class RenderContext:
    """`speak` gives the spoken form of a text, `syllables` counts its spoken syllables; both come from the language room.

    `sounds` says where a playout machine finds the sounds (a folder prefix of playlists), `mos_id` and `ncs_id` name
    the two ends of MOS, `foot` is printed at the foot of every sheet.
    """

    station: str = ""
    room: str = ""
    zone: tzinfo = field(default_factory=lambda: ZoneInfo("Asia/Ho_Chi_Minh"))
    speak: Callable[[str], str] = str
    syllables: Callable[[str], int] = lambda text: len(text.split())
    foot: str = "In một mặt, đen trắng."
    sounds: str = ""
    mos_id: str = "NHIPCAU.MOS"
    ncs_id: str = "NHIPCAU.NCS"
    mos_version: str = "2.8.5"

    def time(self, rundown: Rundown) -> Timing:
        """The rundown on the clock."""
        return time_rundown(rundown, self.syllables, self.zone)

    def paper(self, rundown: Rundown) -> Paper:
        """The rundown's printed rows."""
        return paper(rundown, self.time(rundown))
