"""Measuring: the exact similarity of pairs of texts, some thousand texts in memory at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedup import kernels
from dedup.groups import unique
from dedup.near.pairing import Pairs
from dedup.near.scheme import SHINGLE
from dedup.readers.shelf import Shelf
from dedup.readers.texts import Texts
from dedup.schemes import NEAR_JACCARD

TILE = 8192
"""Texts whose shingle sets are in memory at once, at 4 kB a text."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What p pairs of texts share.

    Attributes:
        pairs: shape (p, 2).
        shared: shape (p,), how many 5-word shingles both have.
        sizes: shape (p, 2), how many each has.
    """

    pairs: Pairs
    shared: NDArray[np.int64]
    sizes: NDArray[np.int64]

    def near(self) -> Measured:
        """Return those of which half of all shingles or more are common to both."""
        return self[self.shared >= NEAR_JACCARD * (self.sizes.sum(axis=1) - self.shared)]

    def among(self, rows: NDArray[np.int64]) -> Measured:
        """Return the same of pairs that are places among some texts so far."""
        return Measured(rows.take(self.pairs), self.shared, self.sizes)

    def __getitem__(self, chosen: NDArray[np.bool_]) -> Measured:
        # By take: with a mask, or with places in brackets, rows of two take fifteen times as long.
        places = np.flatnonzero(chosen)
        return Measured(
            self.pairs.take(places, axis=0),
            self.shared.take(places),
            self.sizes.take(places, axis=0),
        )

    @classmethod
    def joined(cls, parts: list[Measured]) -> Measured:
        """Return all of some, one after the other."""
        none = np.empty((0, 2), np.int64)
        return cls(
            np.concatenate([none, *(part.pairs for part in parts)]),
            np.concatenate([none[:, 0], *(part.shared for part in parts)]),
            np.concatenate([none, *(part.sizes for part in parts)]),
        )


class Sets:
    """The shingle sets of some texts."""

    def __init__(self, shelf: Shelf, rows: NDArray[np.int64]) -> None:
        """Read these texts, ascending."""
        self._hashes, self._first = shelf.lend(rows, _shingle_sets)

    def measure(self, places: Pairs) -> Measured:
        """Return what pairs of these texts share; the pairs are of places among them."""
        shared = kernels.overlaps(self._hashes, self._first, places)
        return Measured(places, shared, np.diff(self._first).take(places))


def _shingle_sets(texts: Texts) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    return kernels.shingle_sets(texts.utf8, texts.offsets, SHINGLE)


def measure_pairs(shelf: Shelf, pairs: Pairs) -> Measured:
    """Return what pairs of texts share, in no particular order.

    Raises:
        InputError: a file changed since it was read.
    """
    rows = unique(pairs)
    if len(rows) <= TILE:
        return Sets(shelf, rows).measure(np.searchsorted(rows, pairs)).among(rows)
    # Two tiles at a time; a text is read again for each tile that it has a pair in.
    tiles = np.searchsorted(rows, pairs) // (TILE // 2)
    codes = tiles[:, 0] * (len(rows) + 1) + tiles[:, 1]
    parts = [measure_pairs(shelf, pairs[codes == code]) for code in np.unique(codes)]
    return Measured.joined(parts)
