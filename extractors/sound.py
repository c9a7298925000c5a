"""Sound and video: kept as assets. (First form.)"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from extractors.draft import About, Draft, Found, Sound


def read(data: bytes, about: About) -> Iterator[Found]:
    """The one recording."""
    draft = Draft("audio", prose=False)
    draft.assets.append(Sound(hashlib.sha256(data).hexdigest(), about.name, about.media_type or "audio/mpeg"))
    yield draft
