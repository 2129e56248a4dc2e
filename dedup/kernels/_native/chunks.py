"""Texts shared out among threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dedup.kernels._arrays import Offsets, bounds_of, require_at_least_one

_Made = TypeVar("_Made")
_Items = TypeVar("_Items", bound=np.generic)

_CHUNKS_A_THREAD = 4
"""Texts differ in length, so a thread that is done early finds another chunk to take."""


def map_chunks(
    work: Callable[[tuple[int, int]], _Made], offsets: Offsets, threads: int
) -> list[_Made]:
    """Return what is made of each chunk of some rows (begin, end), in their order.

    Args:
        work: on a chunk; the core lets go of Python's lock meanwhile.
        offsets: of the rows.
        threads: at work at a time.

    Raises:
        ValueError: ``threads`` is below 1.
    """
    require_at_least_one("threads", threads)
    chunks = _chunks_of(offsets, threads)
    if len(chunks) == 1:
        return [work(chunks[0])]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, chunks))


def joined_rows(parts: Sequence[NDArray[_Items]]) -> NDArray[_Items]:
    """Return what was made of each chunk as one; of one chunk it is no copy."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def joined_first(parts: Sequence[Offsets]) -> Offsets:
    """Return where the rows begin in what was joined, out of where they do in each part."""
    if len(parts) == 1:
        return parts[0]
    return bounds_of(np.concatenate([np.diff(first) for first in parts]))


def _chunks_of(offsets: Offsets, threads: int) -> list[tuple[int, int]]:
    """Return rows (begin, end) of about equal bytes: one chunk for one thread, else several."""
    count = max(len(offsets) - 1, 0)
    if threads == 1 or count < 2:
        return [(0, count)]
    cuts = np.linspace(0, offsets[-1], threads * _CHUNKS_A_THREAD + 1)[1:-1]
    # Offsets that lie cut anywhere; the core refuses them, whatever chunk they are in.
    edges = np.unique(np.clip(np.searchsorted(offsets, cuts), 0, count))
    rows = [0, *(edge for edge in edges.tolist() if 0 < edge < count), count]
    return list(zip(rows, rows[1:], strict=False))
