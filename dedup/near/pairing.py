"""Pairing: which texts are worth comparing word by word."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.groups import unique
from dedup.near.scheme import BANDING, LEAST_EQUAL
from dedup.near.signing import Signed
from dedup.readers.order import in_order

Pairs = NDArray[np.int64]

_BANDS_AT_ONCE = 21
"""Bands paired in one call, so that two threads have work; most pairs share many bands, and a call
gives each once: in calls of 7 bands it took half as long again."""


def pair_texts(signed: Signed, pool: Executor) -> tuple[Pairs, NDArray[np.int64]]:
    """Return the pairs of texts, copies apart, that are likely near, and what the cap left out.

    Returns:
        Pairs, shape (p, 2), ascending, left below right; and how many texts held each band that was
        over the cap.
    """
    firsts, count = signed.firsts, len(signed.words)

    def work(bands: tuple[int, int]) -> tuple[Pairs, NDArray[np.int64]]:
        return kernels.near_pairs(
            signed.slots, firsts, bands, BANDING.rows, BANDING.cap, LEAST_EQUAL
        )

    codes, capped = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for pairs, crowded in in_order(pool, work, _spans()):
        codes.append(pairs[:, 0] * count + pairs[:, 1])
        capped.append(crowded)
    found = unique(np.concatenate(codes))
    return np.stack(np.divmod(found, max(1, count)), axis=1), np.concatenate(capped)


def _spans() -> Iterator[tuple[int, int]]:
    for begin in range(0, BANDING.bands, _BANDS_AT_ONCE):
        yield begin, min(begin + _BANDS_AT_ONCE, BANDING.bands)
