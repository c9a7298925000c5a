"""Length-preserving foldings of Vietnamese text; they live in `newsroom.fold`, since the search needs them too."""

from newsroom.fold import bare, key, marked_share, one_placement

__all__ = ["bare", "key", "marked_share", "one_placement"]
