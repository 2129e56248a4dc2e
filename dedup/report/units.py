"""Offsets as a browser counts them: in UTF-16 code units instead of code points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

_LAST_OF_ONE_UNIT = "\uffff"


class Units:
    """Turns offsets of one text from code points into UTF-16 code units."""

    def __init__(self, text: str) -> None:
        """Look where the text holds characters of two units, which is nowhere in most."""
        plain = text.isascii() or max(text, default="") <= _LAST_OF_ONE_UNIT
        self._double = [] if plain else [at for at, c in enumerate(text) if c > _LAST_OF_ONE_UNIT]

    def at(self, offset: int) -> int:
        """Return the offset in code units of an offset in code points."""
        return offset + bisect_left(self._double, offset)

    def all(self, offsets: Sequence[int]) -> list[int]:
        """Return the offsets in code units of several."""
        return [self.at(offset) for offset in offsets] if self._double else list(offsets)
