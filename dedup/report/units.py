"""Offsets as a browser counts them: in UTF-16 code units instead of code points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

_LAST_OF_ONE_UNIT = "\uffff"


class Units:
    """Turns offsets of one text from code points into UTF-16 code units.

    Attributes:
        plain: whether the two are the same in this text.
    """

    def __init__(self, text: str) -> None:
        """Look where the text holds characters of two units, which is nowhere in most."""
        # To write it out and measure that is faster than to look at each character.
        self.plain = text.isascii() or len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(
            text
        )
        self._double = (
            [] if self.plain else [at for at, c in enumerate(text) if c > _LAST_OF_ONE_UNIT]
        )

    def at(self, offset: int) -> int:
        """Return the offset in code units of an offset in code points."""
        return offset + bisect_left(self._double, offset)

    def all(self, offsets: Sequence[int]) -> list[int]:
        """Return the offsets in code units of several."""
        return list(offsets) if self.plain else [self.at(offset) for offset in offsets]
