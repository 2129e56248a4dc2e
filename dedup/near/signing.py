"""Signing: what finds near-duplicates among any number of texts, in 350 bytes a text."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.candidates import Banding
from dedup.near.order import in_order
from dedup.readers.batches import Batch, Batches
from dedup.signatures import Scheme, permutations

SCHEME = Scheme()

BANDING = Banding(bands=42, rows=3)
"""Finds a pair of Jaccard similarity J with probability 1 - (1 - J**3)**42: .9963 at J = .5 and
.99999 at .7. The 32 bands of 4 rows that ``deduplicate`` has beside its other channels find .87
at .5. The last 2 of 128 slots are not used."""


@dataclass(frozen=True, slots=True, eq=False)
class Signed:
    """What is kept of n texts.

    Attributes:
        words: shape (n,).
        first_alike: shape (n,), the first text with the same signature and as many words; a text
            that is the first, or has no words, has its own number.
        keys: shape (m, bands), the band keys of each text that is the first and has words.
        firsts: shape (m,), the numbers of those texts.
    """

    words: NDArray[np.int64]
    first_alike: NDArray[np.int64]
    keys: NDArray[np.uint64]
    firsts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Signs:
    words: NDArray[np.int64]
    whole: NDArray[np.uint64]
    keys: NDArray[np.uint64]


def sign_batches(
    batches: Batches, pool: Executor, told: Callable[[int, int], None] | None = None
) -> Signed:
    """Return the signs of all texts; reads them all.

    Args:
        batches: not iterated yet.
        pool: its threads sign.
        told: is called with the bytes read and those to read.
    """
    signs = []
    for part in in_order(pool, _sign, batches):
        signs.append(part)
        if told:
            told(batches.done, batches.total)
    words = np.concatenate([np.empty(0, np.int64), *(part.words for part in signs)])
    whole = np.concatenate([np.empty(0, np.uint64), *(part.whole for part in signs)])
    first_alike = _first_alike(words, whole)
    own = (first_alike == np.arange(len(words))) & (words > 0)
    keys = np.empty((int(own.sum()), BANDING.bands), np.uint64)
    begin, filled = 0, 0
    for place, part in enumerate(signs):
        chosen = part.keys[own[begin : begin + len(part.words)]]
        keys[filled : filled + len(chosen)] = chosen
        begin, filled = begin + len(part.words), filled + len(chosen)
        signs[place] = part = None  # type: ignore[call-overload, assignment]
    return Signed(words, first_alike, keys, np.flatnonzero(own))


def _sign(batch: Batch) -> _Signs:
    slots, words = kernels.minhash_texts(
        batch.utf8,
        batch.offsets,
        SCHEME.shingle,
        *permutations(SCHEME.slots, SCHEME.hash_seed),
    )
    used = np.ascontiguousarray(slots[:, : BANDING.bands * BANDING.rows])
    return _Signs(
        words=words,
        whole=kernels.band_keys(slots, 1)[:, 0],
        keys=kernels.band_keys(used, BANDING.bands),
    )


def _first_alike(words: NDArray[np.int64], whole: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return for each text the first one with the same signature and number of words."""
    rows = np.arange(len(words))
    order = np.lexsort((rows, words, whole))
    begins = np.ones(len(words), np.bool_)
    begins[1:] = (np.diff(whole[order]) != 0) | (np.diff(words[order]) != 0)
    firsts = np.empty(len(words), np.int64)
    firsts[order] = order[np.flatnonzero(begins)][np.cumsum(begins) - 1]
    return np.where(words > 0, firsts, rows)
