"""Texts as strings of which every Python says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedup.kernels._arrays import Bytes, Offsets, require_offsets
from dedup.kernels._python.words import decoded
from dedup.kernels._unicode import UNASSIGNED

_UNASSIGNED = re.compile(f"[{UNASSIGNED}]")


def texts_of(utf8: Bytes, offsets: Offsets) -> Iterator[str]:
    """Yield some texts; what is no character in Unicode 14 is a replacement character.

    Raises:
        ValueError: the bytes of a text are not UTF-8, or the offsets do not partition them.
    """
    require_offsets("offsets", offsets, len(utf8), "bytes")
    for row, (begin, end) in enumerate(zip(offsets.tolist(), offsets[1:].tolist(), strict=False)):
        text = decoded(bytes(utf8[begin:end]), row)
        yield text if text.isascii() else _UNASSIGNED.sub("\ufffd", text)
