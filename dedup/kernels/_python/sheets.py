"""What sheets of many articles are made of: rows of arrays, one behind the other."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedup.kernels._arrays import Offsets, Slots, bounds_of, require_array, require_offsets

Kinds = NDArray[np.uint8]
Flags = NDArray[np.bool_]


def require_words(
    first: Offsets, words: Slots, name: str, told: dict[str, tuple[NDArray[Any], Any]]
) -> None:
    """Do nothing if there are words, in texts, and one item a word of each of some arrays."""
    require_array("first", first, np.int64)
    require_array(name, words, np.uint32)
    for other, (array, dtype) in told.items():
        require_array(other, array, dtype)
    require_offsets("first", first, len(words), "words")
    for other, (array, _) in told.items():
        if len(array) != len(words):
            raise ValueError(f"{len(array)} {other} for {len(words)} words: pass one a word")


def require_rows(
    first: Offsets, items: NDArray[Any], count: int, what: str, dtype: Any = np.int64
) -> None:
    """Do nothing if there is a row of items for each text, of which ``count`` is one more."""
    require_array(what, items, dtype)
    require_offsets("first", first, len(items), what)
    if len(first) != count:
        raise ValueError(f"{len(first) - 1} rows of {what} for {count - 1} texts: pass one a text")


def joined(rows: Any, dtype: Any) -> NDArray[Any]:
    """Return rows end to end; of none an empty one."""
    return np.concatenate([np.zeros(0, dtype), *rows]).astype(dtype)


def first_of(*columns: Any) -> Offsets:
    """Return where the rows of each text begin, a column each, and where the last ones end."""
    return np.stack([bounds_of(map(len, rows)) for rows in columns], axis=1)
