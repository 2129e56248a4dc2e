"""What the kernels take and give, and what both cores refuse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Bytes = bytes | bytearray | memoryview
Hashes = NDArray[np.uint64]
Offsets = NDArray[np.int64]
Slots = NDArray[np.uint32]
ShortSlots = NDArray[np.uint16]
Weights = NDArray[np.float64]
ShortWeights = NDArray[np.float32]
Related = tuple[Offsets, Offsets, Offsets, NDArray[np.uint8]]


@dataclass(frozen=True, slots=True, eq=False)
class WordTable:
    """The words of n texts, as flat arrays over all t of them.

    Attributes:
        normalized: UTF-8 of the folded words, each followed by one space.
        bounds: shape (t + 1,), byte offsets into ``normalized``: word i is
            ``normalized[bounds[i] : bounds[i + 1] - 1]``, and k words from i on, joined by single
            spaces, are ``normalized[bounds[i] : bounds[i + k] - 1]``.
        starts, ends: shape (t,), half-open code-point offsets into the word's own text.
        first: shape (n + 1,), the index of each text's first word.
    """

    normalized: bytes
    bounds: Offsets
    starts: Offsets
    ends: Offsets
    first: Offsets


@dataclass(frozen=True, slots=True, eq=False)
class LineTable:
    """The n lines of JSON, or records of a table, in a block, blank lines left out; m are plain.

    Attributes:
        spans: shape (n, 2), byte offsets into the block, line ends included.
        numbers: shape (n,), of the first line of each in the block, from 0, blank lines counted.
        plain: shape (n,), whether each has a text, and is written as strictly as its format is; of
            the others nothing is said.
        offsets: shape (m + 1,): where the texts of the plain ones stand in ``out``.
        ids: of the plain ones, "" where none is stated.
        count: of all lines that were read.
        size: of them, in bytes: all of the block, but for a record that does not end in it.
    """

    spans: Offsets
    numbers: Offsets
    plain: NDArray[np.bool_]
    offsets: Offsets
    ids: list[str]
    count: int
    size: int

    @classmethod
    def of_rows(
        cls, rows: Offsets, offsets: Offsets, ids: list[str], count: int, size: int
    ) -> LineTable:
        """Return the table of rows (begin, end, number, plain), shape (n, 4)."""
        return cls(
            spans=np.ascontiguousarray(rows[:, :2]),
            numbers=np.ascontiguousarray(rows[:, 2]),
            plain=rows[:, 3] != 0,
            offsets=offsets,
            ids=ids,
            count=count,
            size=size,
        )


def bounds_of(lengths: Iterable[int] | Offsets) -> Offsets:
    """Return where rows of these lengths begin, end to end, and where the last one ends."""
    sizes = lengths if isinstance(lengths, np.ndarray) else np.fromiter(lengths, np.int64)
    bounds = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, dtype=np.int64, out=bounds[1:])
    return bounds


def require_array(name: str, array: NDArray[Any], dtype: DTypeLike, dimensions: int = 1) -> None:
    """Do nothing if an array is what a kernel takes; ``core/view.c`` asks the same of it.

    Raises:
        TypeError: it is no array, or of another type.
        ValueError: it has other dimensions, or is not contiguous or not aligned.
    """
    wanted = np.dtype(dtype)
    if not isinstance(array, np.ndarray):
        raise TypeError(f"{name} must be an array of {wanted}, not {type(array)}")
    if array.dtype != wanted:
        raise TypeError(f"{name} must be an array of {wanted}, not of items of {array.dtype}")
    if array.ndim != dimensions:
        raise ValueError(f"{name} must have {dimensions} dimension(s), not {array.ndim}")
    if not array.flags.c_contiguous:
        raise ValueError(f"{name} must be contiguous; pass it through numpy.ascontiguousarray")
    if not array.flags.aligned:
        raise ValueError(f"{name} must be aligned to {wanted.itemsize} bytes; pass a copy of it")


def require_offsets(name: str, offsets: Offsets, total: int, what: str) -> None:
    """Do nothing if offsets partition ``total`` items.

    Raises:
        TypeError, ValueError: they are no array of offsets, or do not partition the items.
    """
    require_array(name, offsets, np.int64)
    if len(offsets) == 0:
        raise ValueError(f"no offsets do not partition {total} {what}; pass n + 1 of them")
    if offsets[0] != 0 or offsets[-1] != total:
        raise ValueError(
            f"offsets from {offsets[0]} to {offsets[-1]} do not partition {total} {what}; "
            "pass n + 1 of them"
        )
    wrong = np.flatnonzero((offsets[1:] < offsets[:-1]) | (offsets[1:] > total))
    if len(wrong):
        row_of(offsets, int(wrong[0]), total)


def row_of(first: Offsets, row: int, total: int) -> tuple[int, int]:
    """Return where a row of a ragged array begins and ends; ``core/base.h`` asks the same of it.

    Raises:
        ValueError: it does not ascend, or is not among ``total`` items.
    """
    begin, end = first[row : row + 2].tolist()
    if not 0 <= begin <= end <= total:
        raise ValueError(
            f"offsets {begin} and {end} of row {row} do not partition {total} items; "
            "pass n + 1 ascending offsets from 0"
        )
    return begin, end


def require_beside(one: int, other: int, what: str) -> None:
    """Do nothing if there is as much of one thing as of the other.

    Raises:
        ValueError: there is not.
    """
    if one != other:
        raise ValueError(f"{one} and {other} {what}: pass one for each")


def require_at_least_one(name: str, value: int) -> None:
    """Do nothing if a parameter is at least 1.

    Raises:
        ValueError: it is not.
    """
    if value < 1:
        raise ValueError(f"{name}={value} must be at least 1")
