"""Texts shared out among threads."""

from __future__ import annotations

import numpy as np

from dedup.kernels._arrays import Offsets

_CHUNKS_A_THREAD = 4
"""Texts differ in length, so a thread that is done early finds another chunk to take."""


def chunks_of(offsets: Offsets, threads: int) -> list[tuple[int, int]]:
    """Return rows (begin, end) of about equal bytes: one chunk for one thread, else several."""
    count = max(len(offsets) - 1, 0)
    if threads == 1 or count < 2:
        return [(0, count)]
    cuts = np.linspace(0, offsets[-1], threads * _CHUNKS_A_THREAD + 1)[1:-1]
    # Offsets that lie cut anywhere; the core refuses them, whatever chunk they are in.
    edges = np.unique(np.clip(np.searchsorted(offsets, cuts), 0, count))
    rows = [0, *(edge for edge in edges.tolist() if 0 < edge < count), count]
    return list(zip(rows, rows[1:], strict=False))
