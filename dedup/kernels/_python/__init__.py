"""The kernels in Python and NumPy: slow, readable, and the measure of any faster core."""

from __future__ import annotations

from typing import Any

from dedup.kernels._rooms import find

_ROOMS = (
    "words", "sketches", "lines", "tables", "searches", "groups", "order", "families", "pieces",
    "postings", "blocks", "heaviest", "sought", "vocabulary", "terms", "runs", "sentences",
    "quotations", "units", "stems", "comparing", "alignment", "cued",
)  # fmt: skip
"""Where the kernels live."""


def __getattr__(name: str) -> Any:
    found = globals()[name] = find(name, __name__, _ROOMS)
    return found
